"""``briefing build``: collect, then render."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from briefing.cli.clock import now
from briefing.cli.cores import cache, cores, each, pool
from briefing.cli.options import (
    Run,
    at_option,
    common_options,
    seeds_option,
    shown_options,
    strict_option,
    with_run,
)
from briefing.cli.output import print_json, progress, say
from briefing.cli.report import count, failing, report_problems, summary
from briefing.cli.rows import problem_rows

if TYPE_CHECKING:
    from briefing.build import BuildReport


class Flags(TypedDict):
    """The command's options."""

    output: Path | None
    seeds: tuple[Path, ...]
    base_url: str
    drafts: bool
    future: bool
    strict: bool
    clean: bool
    jobs: int | None
    at: str


@click.command("build")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the site here.",
)
@seeds_option
@click.option("--base-url", default="", metavar="URL", help="Where the site is published.")
@shown_options
@strict_option
@click.option("--clean", is_flag=True, help="Render everything anew.")
@click.option(
    "-j", "--jobs", type=click.IntRange(1), metavar="N", help="Use so many cores; all if not given."
)
@at_option
@common_options
@with_run
def command(run: Run, **flags: Unpack[Flags]) -> int:
    """Collect what is new, then bring the built site up to date.

    Only what changed is written; a build that fails leaves the last good site as it was.

    \b
    Example:
      briefing build --base-url https://briefing.example.org/ -o public
    """
    from briefing.build import BuildOptions, build

    config = run.read_config(base_url=flags["base_url"], needed=not flags["seeds"])
    jobs = flags["jobs"] or cores()
    options = BuildOptions(
        now=now(flags["at"], config.zone),
        output=flags["output"],
        seeds=flags["seeds"],
        drafts=flags["drafts"],
        future=flags["future"],
        clean=flags["clean"],
        cache=cache(),
        executor=pool(jobs),
        jobs=jobs,
        each=each(jobs),
    )
    with progress("Building the site …", quiet=run.quiet):
        report = build(run.root, config, options)
    out = flags["output"] or run.root / config.output
    report_problems(run, report.problems)
    if run.json:
        print_json(_json(report, out))
    elif not run.quiet:
        _tell(report, out, run)
    return int(flags["strict"] and bool(failing(report.problems)))


def _json(report: BuildReport, out: Path) -> dict[str, object]:
    written, removed = len(report.written), len(report.removed)
    return {
        "entries": report.entries,
        "stories": report.stories,
        "days": report.days,
        "pages": {"written": written, "kept": report.kept, "removed": removed},
        "seconds": {**report.seconds, "total": sum(report.seconds.values())},
        "output": str(out),
        "problems": problem_rows(report.problems),
    }


def _tell(report: BuildReport, out: Path, run: Run) -> None:
    entries = count(report.entries, "entry", "entries")
    stories = count(report.stories, "story", "stories")
    seconds = sum(report.seconds.values())
    say(f"{entries} in {stories} on {count(report.days, 'day')}.")
    say(
        f"{count(len(report.written), 'file')} written, {report.kept:,} kept, "
        f"{len(report.removed):,} removed in {seconds:.1f} s."
    )
    if report.problems:
        say(f"{summary(report.problems)}; see: briefing{run.where} list problems")
    say(f"The site is in {out}; look at it with: briefing{run.where} serve --open")

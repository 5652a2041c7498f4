"""``briefing collect``: documents → entries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.clock import now
from briefing.cli.options import (
    Run,
    at_option,
    common_options,
    seeds_option,
    strict_option,
    with_run,
)
from briefing.cli.output import print_json, progress, say
from briefing.cli.report import count, failing, report_problems, summary
from briefing.cli.rows import problem_rows

if TYPE_CHECKING:
    from briefing.collect import CollectReport


@click.command("collect")
@seeds_option
@strict_option
@at_option
@common_options
@with_run
def command(run: Run, seeds: tuple[Path, ...], strict: bool, at: str) -> int:
    """Turn what is new in seeds/ into entries in content/. Files that you edited stay.

    \b
    Example:
      briefing collect -v
    """
    report = collect_now(run, seeds, at)
    if run.json:
        print_json(_json(report))
    elif not run.quiet:
        tell(report, run)
    return int(strict and bool(failing(report.problems)))


def collect_now(run: Run, seeds: tuple[Path, ...] = (), at: str = "") -> CollectReport:
    """Collect what is new, and print the problems."""
    from briefing.collect import collect

    config = run.read_config(needed=not seeds)
    with progress("Reading the documents …", quiet=run.quiet):
        report = collect(run.root, config, now(at, config.zone), seeds=seeds)
    report_problems(run, report.problems)
    return report


def tell(report: CollectReport, run: Run) -> None:
    """Say what was collected."""
    say(f"{count(report.entries, 'entry', 'entries')} in content/, {len(report.written)} written.")
    if report.problems:
        say(f"{summary(report.problems)}; see: briefing{run.where} list problems")


def _json(report: CollectReport) -> dict[str, object]:
    return {
        "entries": report.entries,
        "written": list(report.written),
        "kept": report.kept,
        "seconds": {"collect": report.seconds},
        "problems": problem_rows(report.problems),
    }

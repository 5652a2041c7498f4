"""``briefing fetch``: what is new in the feeds that the site follows, collected at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from briefing.cli.clock import now
from briefing.cli.collect import collect_now, tell
from briefing.cli.options import Run, at_option, common_options, strict_option, with_run
from briefing.cli.output import print_json, say
from briefing.cli.report import count, failing, report_problems, summary
from briefing.cli.rows import problem_rows

if TYPE_CHECKING:
    from briefing.fetching import FetchReport

_INTERRUPTED = 130


@click.command("fetch")
@click.argument("feeds", metavar="[FEED...]", nargs=-1)
@click.option("-f", "--force", is_flag=True, help="Ask feeds that are not due yet, too.")
@strict_option
@at_option
@common_options
@with_run
def command(run: Run, feeds: tuple[str, ...], force: bool, strict: bool, at: str) -> int:
    """Fetch what is new in the feeds that the site follows, and collect it.

    FEED is the address or the title of one of them; these alone are asked then.

    \b
    Example:
      briefing fetch
      briefing fetch "The Mill Road Messenger"
    """
    report = fetch_now(run, feeds, force=force, at=at)
    report_problems(run, report.problems)
    collected = collect_now(run, at=at)
    problems = [*report.problems, *collected.problems]
    if run.json:
        print_json({**_json(report), "entries": list(collected.written),
                    "problems": problem_rows(problems)})  # fmt: skip
    elif not run.quiet:
        tell_fetched(run, report)
        tell(collected, run)
    if report.is_interrupted:
        return _INTERRUPTED
    nothing_came = bool(report.asked) and report.failed == report.asked
    return int(nothing_came or (strict and bool(failing(problems))))


def fetch_now(
    run: Run, feeds: tuple[str, ...] = (), *, force: bool = False, at: str = ""
) -> FetchReport:
    """Fetch what is due, or *feeds* alone, and show on a terminal how far it is."""
    from briefing.fetching import FetchOptions, fetch

    config = run.read_config()
    with counting("Asking the feeds", quiet=run.quiet or run.json) as progress:
        options = FetchOptions(now=now(at, config.zone), force=force, only=feeds, progress=progress)
        return fetch(run.root, config, options)


def tell_fetched(run: Run, report: FetchReport) -> None:
    """Say what was fetched."""
    if not report.feeds:
        say(f"The site follows no feeds; see: briefing{run.where} add --help")
        return
    parts = [f"{report.unchanged} unchanged"] * bool(report.unchanged)
    parts += [f"{report.failed} failed"] * bool(report.failed)
    parts += [f"{report.waiting} not due"] * bool(report.waiting)
    parts += [f"{report.ended} gone"] * bool(report.ended)
    rest = f" ({', '.join(parts)})" if parts else ""
    changed = f", {report.changed:,} changed" if report.changed else ""
    say(f"{count(report.asked, 'feed')} asked{rest}: {count(report.new, 'new item')}{changed}.")
    if report.problems:
        say(f"{summary(report.problems)}; see: briefing{run.where} list sources --health")


def _json(report: FetchReport) -> dict[str, object]:
    row = asdict(report)
    del row["problems"]
    return {**row, "written": list(report.written), "seconds": {"fetch": report.seconds}}


@contextmanager
def counting(what: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Give what shows on a terminal how many things are done; nothing anywhere else."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, every: bar.update(task, completed=done, total=every)

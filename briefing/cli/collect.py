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
    from briefing.intake import DocumentReport

_FEW = 10
"""Documents that are named without ``-v``."""


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
    """Say what was collected: what came of each document, and how much there is now."""
    shown = report.read if run.verbose else report.read[:_FEW]
    for one in shown:
        say(f"  {one.place}: {_came(one)}")
    if len(shown) < len(report.read):
        say(f"  … and {count(len(report.read) - len(shown), 'more document')}; -v names all")
    say(f"{count(report.entries, 'entry', 'entries')} in content/, {len(report.written)} written.")
    if report.problems:
        say(f"{summary(report.problems)}; see: briefing{run.where} list problems")


def _came(one: DocumentReport) -> str:
    """What came of a document, in words."""
    guessed = [
        f"{count(one.guessed.count(what), what)} {how}"
        for what, how in (("date", "guessed"), ("source", "unknown"))
        if what in one.guessed
    ]
    parts = [count(one.entries, "entry", "entries"), *guessed]
    parts += [f"{count(one.left_out, 'piece')} of text left out"] if one.left_out else []
    parts += [count(one.problems, "problem")] if one.problems else []
    return ", ".join(parts) + (f" ({one.what})" if one.what else "")


def _json(report: CollectReport) -> dict[str, object]:
    return {
        "entries": report.entries,
        "written": list(report.written),
        "kept": report.kept,
        "documents": [one._asdict() for one in report.read],
        "seconds": {"collect": report.seconds},
        "problems": problem_rows(report.problems),
    }

"""Problems and conductors' reports as lines and as JSON, the same for every command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from briefing.cli.options import Run
from briefing.cli.output import clean, shorten
from briefing.model import Level, Problem

_SHOWN = 5
_WIDTH = 160


def failing(problems: Iterable[Problem]) -> list[Problem]:
    """Return those of *problems* that fail a strict run: all but notes."""
    return [p for p in problems if p.level is not Level.NOTE]


def report_problems(run: Run, problems: Sequence[Problem]) -> None:
    """Print on standard error what a person should mend: the first few, all with ``-v``.

    Errors come first. Notes are shown with ``-v`` only; with ``-q`` errors alone.
    """
    serious = [p for p in problems if p.level is Level.ERROR]
    shown = serious if run.quiet else serious + [p for p in problems if p.level is Level.WARNING]
    if run.verbose:
        shown += [p for p in problems if p.level is Level.NOTE]
    for problem in shown if run.verbose else shown[:_SHOWN]:
        line = f"{problem.level}: {clean(problem.place)}: {shorten(problem.message, _WIDTH)}"
        click.echo(line, err=True)


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems and notes there are: ``1 problem, 3 notes``; empty for none."""
    serious = len(failing(problems))
    notes = len(problems) - serious
    parts = [count(serious, "problem")] * bool(serious) + [count(notes, "note")] * bool(notes)
    return ", ".join(parts)


def count(number: int, one: str, many: str = "") -> str:
    """Return *number* with its noun: ``1 entry``, ``3,004 entries``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

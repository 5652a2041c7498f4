"""Measurements of archives as Markdown tables."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from typing import NamedTuple

FIRST = "briefing"
TITLES = {"hugo": "Hugo", "pelican": "Pelican"}
MEASURES = {
    "wall": ("wall seconds", "{:,.2f}"),
    "cpu": ("CPU seconds", "{:,.2f}"),
    "memory": ("MB at the peak", "{:,.0f}"),
    "largest": ("MB, largest process", "{:,.0f}"),
    "files": ("files in the site", "{:,.0f}"),
    "written": ("files written", "{:,.0f}"),
}


class Measurement(NamedTuple):
    """One run of one generator."""

    entries: int
    """When the archive was begun; what was added later is not counted."""

    case: str
    generator: str
    wall: float
    cpu: float
    memory: float
    largest: float
    files: int
    written: int | None
    """Files; where the generator does not tell it, nothing."""


def middle(
    measured: Iterable[Measurement], case: str, generator: str, measure: str
) -> float | None:
    """The median of one measure; nothing where there is none."""
    values = [
        getattr(one, measure)
        for one in measured
        if (one.case, one.generator) == (case, generator) and getattr(one, measure) is not None
    ]
    return statistics.median(values) if values else None


def format_tables(measured: Sequence[Measurement]) -> str:
    """A table for every measure: a row a case, a column a generator, then ratios to `briefing`."""
    return "\n".join(format_table(measured, measure) for measure in MEASURES)


def format_table(measured: Sequence[Measurement], measure: str) -> str:
    title, form = MEASURES[measure]
    names = list(dict.fromkeys(one.generator for one in measured))
    peers = [name for name in names if name != FIRST and FIRST in names]
    head = [title, *map(_title, names), *(f"{_title(name)} / {FIRST}" for name in peers)]
    rows = []
    for case in dict.fromkeys(one.case for one in measured):
        values = {name: middle(measured, case, name, measure) for name in names}
        cells = [_cell(values[name], form) for name in names]
        ratios = [_ratio(values[name], values[FIRST]) for name in peers]
        rows.append([case, *cells, *ratios])
    return _grid([head, *rows])


def _title(name: str) -> str:
    return TITLES.get(name, name)


def _cell(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)


def _ratio(value: float | None, base: float | None) -> str:
    return f"{value / base:.3g}" if value is not None and base else "–"


def _grid(rows: Sequence[Sequence[str]]) -> str:
    """Columns of equal width, all but the first set right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [
        " | ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in [rows[0], rule, *rows[1:]]
    ]
    return "".join(f"| {line} |\n" for line in lines)

"""What builds cost over the size of the archive, as a drawing.

usage: python bench/plot.py DRAWING.svg MEASUREMENTS.json … [--measure NAME]

Reads what `bench/archive.py --json` wrote. Both axes are logarithmic; a colour a generator, whole
lines for clean builds, dashed ones for thirty new entries. Draws the wall seconds, or the measure
that is named: cpu, memory, largest.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import tables
from tables import Measurement

WIDTH, HEIGHT = 820, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 250, 40, 55
COLOURS = {"briefing": "#b3261e", "hugo": "#1b6e8c", "pelican": "#6b7a1f"}
CASES = {"clean": "none", "thirty new entries": "7 4"}
STEPS = (1, 2, 5)
STYLE = "font: 13px system-ui, sans-serif"
Point = tuple[float, float]
Scale = Callable[[float], float]


def draw(measured: Sequence[Measurement], measure: str) -> str:
    """The drawing as SVG."""
    lines = dict(_lines(measured, measure))
    points = [point for line in lines.values() for point in line]
    across = _scale([x for x, _ in points], LEFT, WIDTH - RIGHT)
    up = _scale([y for _, y in points], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *_axis_across(points, across),
        *_axis_up(points, up),
        *_legend(lines),
        *(_line(name, case, line, across, up) for (name, case), line in lines.items()),
        f'<text x="{LEFT}" y="24">{tables.MEASURES[measure][0]}</text>',
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 12}" text-anchor="end">entries</text>',
    ]
    view = f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" style="{STYLE}" fill="#222"'
    body = "\n".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view}>\n{body}\n</svg>\n'


def _lines(
    measured: Sequence[Measurement], measure: str
) -> Iterator[tuple[tuple[str, str], list[Point]]]:
    """For each generator and case the medians by size."""
    sizes = sorted({one.entries for one in measured})
    for name in dict.fromkeys(one.generator for one in measured):
        for case in CASES:
            values = {
                size: tables.middle([o for o in measured if o.entries == size], case, name, measure)
                for size in sizes
            }
            if line := [(float(size), value) for size, value in values.items() if value]:
                yield (name, case), line


def _scale(values: Sequence[float], begin: float, end: float) -> Scale:
    """Logarithmic, from the decade-part below the least value to the one above the greatest."""
    low, high = math.log10(_ticks(values)[0]), math.log10(_ticks(values)[-1])
    return lambda value: begin + (math.log10(value) - low) / (high - low) * (end - begin)


def _ticks(values: Sequence[float]) -> list[float]:
    """1, 2, 5, 10 … from the one below the least value to the one above the greatest."""
    low, high = min(values), max(values)
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    every = [step * 10.0**decade for decade in decades for step in STEPS]
    first = max(n for n, tick in enumerate(every) if tick <= low)
    last = min(n for n, tick in enumerate(every) if tick >= high and n > first)
    return every[first : last + 1]


def _axis_across(points: Sequence[Point], across: Scale) -> Iterator[str]:
    for tick in _ticks([x for x, _ in points]):
        x = across(tick)
        yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#e4e4e0"/>'
        place = f'x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}"'
        yield f'<text {place} text-anchor="middle">{tick:,.0f}</text>'


def _axis_up(points: Sequence[Point], up: Scale) -> Iterator[str]:
    for tick in _ticks([y for _, y in points]):
        y = up(tick)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#e4e4e0"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:,g}</text>'


def _line(name: str, case: str, line: Sequence[Point], across: Scale, up: Scale) -> str:
    path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in line)
    dots = "".join(f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3"/>' for x, y in line)
    colour = COLOURS[name]
    return (
        f'<g fill="{colour}"><polyline points="{path}" fill="none" stroke="{colour}" '
        f'stroke-width="2" stroke-dasharray="{CASES[case]}"/>{dots}</g>'
    )


def _legend(lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Names beside the drawing, in the order of the lines."""
    for place, (name, case) in enumerate(lines):
        x, y = WIDTH - RIGHT + 16, TOP + 12 + 22 * place
        dash = f'stroke="{COLOURS[name]}" stroke-width="2" stroke-dasharray="{CASES[case]}"'
        yield f'<path d="M{x} {y - 4}h28" {dash}/>'
        yield f'<text x="{x + 34}" y="{y}">{tables.TITLES.get(name, name)}, {case}</text>'


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("drawing", type=Path)
    parser.add_argument("measurements", type=Path, nargs="+")
    parser.add_argument("--measure", default="wall", choices=["wall", "cpu", "memory", "largest"])
    wanted = parser.parse_args()
    files = [json.loads(file.read_text("utf-8")) for file in wanted.measurements]
    measured = [Measurement(**one) for file in files for one in file]
    wanted.drawing.write_text(draw(measured, wanted.measure), encoding="utf-8")


if __name__ == "__main__":
    main()

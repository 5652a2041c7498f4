"""What an archive costs every day, beside what Hugo and Pelican cost for the same archive.

usage: python bench/archive.py [N …] [--runs R] [--without NAME] [--once NAME] [--json FILE]

For each N (10,000; rounded up to whole days) every generator gets the same corpus as it reads it
and builds comparable pages and feeds. The generators take turns, whole processes from start to end:
clean (no output, nothing kept), nothing changed, thirty new entries (a day more at every run), one
entry edited, a word changed in a template of every page. Files are in the page cache, and 2.5 s old
at least: younger ones are hashed again by `briefing`. Prints medians of R runs (3; clean builds of
more than 10,000 entries run once) and their ratio to `briefing`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus
import generators
import tables
from generators import Generator
from measuring import run
from tables import Measurement

OLD = 2.5
LARGE = 10_000
MAKERS = (generators.briefing, generators.hugo, generators.pelican)


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured, how often, and what happens to a site before a run."""

    name: str
    runs: int
    prepare: Callable[[Generator, int], None]


def cases(count: int, runs: int) -> list[Case]:
    """The cases of an archive of *count* entries, in their order."""

    def grow(one: Generator, number: int) -> None:
        size = count + number * corpus.A_DAY
        one.write(one.folder, size + corpus.A_DAY, size)

    return [
        Case("clean", runs if count < LARGE + corpus.A_DAY else 1, lambda one, _: one.forget()),
        Case("nothing changed", runs, lambda *_: None),
        Case("thirty new entries", runs, grow),
        Case("one entry edited", runs, lambda one, number: one.edit(count // 2, number)),
        Case("template changed", runs, lambda one, number: one.restyle(number)),
    ]


def measure(
    count: int, sites: Sequence[Generator], runs: int, once: Sequence[str]
) -> Iterator[Measurement]:
    """Build *sites* of *count* entries in turns, case by case; those named *once* only once."""
    for one in sites:
        one.start(one.folder, count)
    for case in cases(count, runs):
        for number in range(case.runs):
            turn = [one for one in sites if not number or one.name not in once]
            for one in turn:
                case.prepare(one, number)
            os.sync()  # so that nobody pays for what another one wrote
            time.sleep(OLD)
            for one in turn:
                cost = run(one.command, one.directory)
                files, written = one.files(), generators.written(cost.output)
                yield Measurement(
                    entries=count,
                    case=case.name,
                    generator=one.name,
                    wall=cost.wall,
                    cpu=cost.cpu,
                    memory=cost.memory,
                    largest=cost.largest,
                    files=files,
                    written=written,
                )


def sites(folder: Path, without: Sequence[str]) -> list[Generator]:
    """The generators to be compared, each with a folder below *folder*; says which are missing."""
    found = []
    for maker in MAKERS:
        if maker.__name__ not in without:
            if one := maker(folder / maker.__name__):
                found.append(one)
            else:
                print(f"Left out: {maker.__name__} is not installed.", file=sys.stderr)
    return found


def archive(count: int, options: argparse.Namespace) -> list[Measurement]:
    """Measure one size, tell how it goes, print the tables."""
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        compared = sites(Path(folder), options.without)
        for one in measure(count, compared, options.runs, options.once):
            print(f"{one.case}, {one.generator}: {one.wall:.2f} s", file=sys.stderr, flush=True)
            measured.append(one)
    print(f"\n{count:,} entries\n\n{tables.format_tables(measured)}", flush=True)
    return measured


def options() -> argparse.Namespace:
    """What the command line says."""
    names = [maker.__name__ for maker in MAKERS]
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    add = parser.add_argument
    add("counts", metavar="N", type=int, nargs="*", default=[LARGE], help="so many entries")
    add("--runs", metavar="R", type=int, default=3, help="the middle of so many runs (3)")
    add("--without", action="append", default=[], choices=names, help="leave this one out")
    add("--once", action="append", default=[], choices=names, help="run this one once a case")
    add("--json", metavar="FILE", type=Path, help="write every measurement there")
    return parser.parse_args()


def main() -> None:
    wanted = options()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, warm page cache")
    measured = []
    for count in wanted.counts:
        measured += archive(corpus.whole_days(count), wanted)
        if wanted.json:
            text = json.dumps([one._asdict() for one in measured], indent=1)
            wanted.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

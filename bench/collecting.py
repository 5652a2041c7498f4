"""What collecting a day costs, whatever lies in seeds/ already.

usage: python bench/collecting.py [N …]

For each N (1,000 and 4,000 entries, as text documents of three articles each, 30 entries a day)
prints seconds and memory of whole processes for: everything new, nothing changed, one day more,
one document edited.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpus
import measuring

IN_DOCUMENT = 3
RUNS = 3


def documents(entries: Sequence[corpus.Entry]) -> Iterator[tuple[str, str]]:
    """Yield name and text of the documents that tell *entries*, as a reader's page would."""
    for day, own in itertools.groupby(entries, key=lambda entry: entry.day):
        told = list(own)
        for number in range(0, len(told), IN_DOCUMENT):
            parts = [_article(entry, day) for entry in told[number : number + IN_DOCUMENT]]
            yield f"{day}/page-{number // IN_DOCUMENT}.txt", "\n\n\n".join(parts)


def _article(entry: corpus.Entry, day: dt.date) -> str:
    author = f"{entry.title.split()[0]} Keeper"
    hour = 6 + entry.place % 12
    return f"{entry.title}\n\nBy {author} | {day:%B %d, %Y} {hour:02}:30\n\n{entry.body}\n"


def write(folder: Path, found: Iterator[tuple[str, str]]) -> None:
    for name, text in found:
        path = folder / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def measure(count: int) -> list[tuple[str, measuring.Cost]]:
    command = [sys.executable, "-m", "briefing", "-q", "collect"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "briefing.toml").write_text('title = "Bench"\n', encoding="utf-8")
        every = list(corpus.entries(count + RUNS * corpus.A_DAY))
        write(folder, documents(every[:count]))
        costs = [("everything new", measuring.run(command, folder))]
        costs += [("nothing changed", measuring.run(command, folder)) for _ in range(RUNS)]
        for run in range(RUNS):
            begin = count + run * corpus.A_DAY
            write(folder, documents(every[begin : begin + corpus.A_DAY]))
            costs.append(("a day more", measuring.run(command, folder)))
        for path in sorted(folder.glob("seeds/*/*.txt"))[:RUNS]:
            path.write_text(path.read_text("utf-8") + "\n\nThe bell rang twice.\n", "utf-8")
            costs.append(("one document edited", measuring.run(command, folder)))
    return costs


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("counts", metavar="N", nargs="*", type=int, default=[1_000, 4_000])
    for count in parser.parse_args().counts:
        print(f"\n{count:,} entries in text documents of {IN_DOCUMENT} articles\n")
        print("| case                | seconds |   MB |\n|---------------------|--------:|-----:|")
        for case, found in itertools.groupby(measure(count), key=lambda one: one[0]):
            costs = [cost for _, cost in found]
            wall = statistics.median(cost.wall for cost in costs)
            memory = max(cost.largest for cost in costs)
            print(f"| {case:<19} | {wall:>7.2f} | {memory:>4.0f} |")


if __name__ == "__main__":
    main()

"""What an archive costs every day: builds of N entries, from process start to process end.

usage: python bench/archive.py [N …]

For each N (3,000 and 10,000): a clean build, one with nothing changed, one after thirty new
entries, one after an edit of an entry in the middle. Prints wall seconds, CPU seconds and the
peak of memory; the middle of three runs, but of the clean build only one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import corpus

ROOT = Path(__file__).parent.parent
RUNS = 3


class Cost(NamedTuple):
    """Of one process."""

    wall: float
    cpu: float
    memory: float
    """Peak, in MB."""


def build(folder: Path) -> Cost:
    began = time.perf_counter()
    command = [sys.executable, "-m", "briefing", "-C", str(folder), "-q", "build"]
    process = subprocess.Popen(command, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(process.returncode)
    wall = time.perf_counter() - began
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(folder: Path, prepare: Callable[[int], None]) -> Cost:
    costs = []
    for number in range(RUNS):
        prepare(number)
        costs.append(build(folder))
    return sorted(costs)[RUNS // 2]


def measure(count: int, folder: Path) -> None:
    (folder / "seeds").mkdir()
    corpus.write(folder, count)
    size = count

    def thirty_more(_: int) -> None:
        nonlocal size
        corpus.write(folder, size + corpus.A_DAY, size)
        size += corpus.A_DAY

    def edit(number: int) -> None:
        files = sorted((folder / "content").rglob("*.md"))
        with files[len(files) // 2].open("a", encoding="utf-8") as file:
            file.write(f"\nEdit number {number}.\n")

    rows = {"clean": build(folder)}
    time.sleep(2.5)  # files that changed a moment ago are hashed again; a day later they are not
    build(folder)
    rows["nothing changed"] = middle(folder, lambda _: None)
    rows["thirty new entries"] = middle(folder, thirty_more)
    rows["one entry edited"] = middle(folder, edit)
    pages = sum(len(names) for _, _, names in os.walk(folder / "site"))
    print(f"\n{count:,} entries, {pages:,} files in the site\n")
    print(f"| {'build':18} | seconds |   CPU | MB peak |\n|{'-' * 20}|--------:|------:|--------:|")
    for name, cost in rows.items():
        print(
            f"| {name:18} | {cost.wall:7.2f} | {cost.cpu:5.2f} | {cost.memory:7.0f} |", flush=True
        )


def main() -> None:
    subprocess.run([sys.executable, "-m", "compileall", "-q", ROOT / "briefing"], check=True)
    for count in [int(argument) for argument in sys.argv[1:]] or [3_000, 10_000]:
        folder = Path(tempfile.mkdtemp())
        try:
            measure(count, folder)
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()

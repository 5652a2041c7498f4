"""How long builds take, from process start to process end, beside a bare script (bench/bare.py).

usage: python bench/build.py [RUNS]

For each corpus: a clean build from the documents, a clean build from known content, one with
nothing changed, one after an edit of one entry. Prints the median of RUNS runs (5) and its ratio
to the bare script, measured in the same minute on the same entries.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORPORA = {"sample": ROOT / "seeds", "five documents": ROOT.parent / "shared" / "seeds"}


def timed(*arguments: str | Path) -> float:
    """Seconds that ``python ARGUMENTS…`` takes."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True)
    seconds = time.perf_counter() - began
    if done.returncode:
        sys.exit(done.stderr or done.stdout)
    return seconds


def median(runs: int, measure: Callable[[int], float], prepare: Callable[[int], None]) -> float:
    seconds = []
    for number in range(runs):
        prepare(number)
        seconds.append(measure(number))
    return statistics.median(seconds)


def measure(name: str, seeds: Path, folder: Path, runs: int) -> None:
    shutil.copytree(seeds, folder / "seeds")
    (folder / "briefing.toml").write_text('title = "Bench"\n', "utf-8")

    def wipe(_: int) -> None:
        for derived in ("content", "site", ".briefing"):
            shutil.rmtree(folder / derived, ignore_errors=True)

    def forget(_: int) -> None:
        for derived in ("site", ".briefing", "bare"):
            shutil.rmtree(folder / derived, ignore_errors=True)

    def edit(number: int) -> None:
        entry = next(iter(sorted((folder / "content").rglob("[!_]*.md"))))
        with entry.open("a", encoding="utf-8") as file:
            file.write(f"\nEdit number {number}.\n")

    def build(_: int) -> float:
        return timed("-m", "briefing", "-C", folder, "-q", "build")

    def bare(_: int) -> float:
        return timed(ROOT / "bench" / "bare.py", folder / "content", folder / "bare")

    rows = {"clean, from the documents": median(runs, build, wipe)}
    entries = len(list((folder / "content").rglob("[!_]*.md")))
    floor = median(runs, bare, forget)
    rows["clean, from known content"] = median(runs, build, forget)
    rows["nothing changed"] = median(runs, build, lambda _: None)
    rows["one entry edited"] = median(runs, build, edit)
    print(f"\n{name}: {entries} entries, {pages(folder / 'site')} files in the site")
    print(f"| {'build':26} | seconds | times bare |\n|{'-' * 28}|--------:|-----------:|")
    for row, seconds in {**rows, "bare script": floor}.items():
        print(f"| {row:26} | {seconds:7.2f} | {seconds / floor:10.1f} |")


def pages(folder: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(folder))


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    # Users run compiled bytecode; a machine that forbids writing it would measure compilation.
    subprocess.run([sys.executable, "-m", "compileall", "-q", ROOT / "briefing"], check=True)
    startup = statistics.median(timed("-m", "briefing", "--help") for _ in range(runs))
    print(
        f"briefing --help: {startup * 1000:.0f} ms; medians of {runs} runs, {os.cpu_count()} cores"
    )
    for name, seeds in CORPORA.items():
        if seeds.is_dir():
            with tempfile.TemporaryDirectory() as folder:
                measure(name, seeds, Path(folder), runs)


if __name__ == "__main__":
    main()

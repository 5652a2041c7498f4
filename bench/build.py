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
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORPORA = {"sample": ROOT / "seeds", "five documents": ROOT.parent / "shared" / "seeds"}


def timed(*arguments: str | Path) -> float:
    """Seconds that ``python ARGUMENTS…`` takes."""
    began = time.perf_counter()
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    if done.returncode:
        sys.exit(done.stderr or done.stdout)
    return seconds


@dataclass(frozen=True, slots=True)
class Trial:
    """A site in a folder of its own, built again and again."""

    folder: Path
    runs: int

    def median(self, measured: Callable[[], float], prepared: Callable[[int], None]) -> float:
        """Seconds of the middle run."""
        seconds = []
        for number in range(self.runs):
            prepared(number)
            seconds.append(measured())
        return statistics.median(seconds)

    def forget(self, *derived: str) -> None:
        for name in derived:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit(self, number: int) -> None:
        with self.entries()[0].open("a", encoding="utf-8") as file:
            file.write(f"\nEdit number {number}.\n")

    def entries(self) -> list[Path]:
        return sorted((self.folder / "content").rglob("[!_]*.md"))

    def build(self) -> float:
        return timed("-m", "briefing", "-C", self.folder, "-q", "build")

    def bare(self) -> float:
        return timed(ROOT / "bench" / "bare.py", self.folder / "content", self.folder / "bare")


def measure(name: str, trial: Trial) -> None:
    derived = ("site", ".briefing", "bare")
    rows = {
        "clean, from the documents": trial.median(
            trial.build, lambda _: trial.forget("content", *derived)
        ),
        "clean, from known content": trial.median(trial.build, lambda _: trial.forget(*derived)),
        "nothing changed": trial.median(trial.build, lambda _: None),
        "one entry edited": trial.median(trial.build, trial.edit),
        "bare script": trial.median(trial.bare, lambda _: trial.forget("bare")),
    }
    written = pages(trial.folder / "site")
    print(f"\n{name}: {len(trial.entries())} entries, {written} files in the site\n")
    print(f"| {'build':26} | seconds | times bare |\n|{'-' * 28}|--------:|-----------:|")
    for row, seconds in rows.items():
        print(f"| {row:26} | {seconds:7.2f} | {seconds / rows['bare script']:10.1f} |")


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
                shutil.copytree(seeds, Path(folder, "seeds"))
                measure(name, Trial(Path(folder), runs))


if __name__ == "__main__":
    main()

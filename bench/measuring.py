"""What a command costs: seconds, CPU seconds and memory of a process with all its children."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

EVERY = 0.03
SHARE = 0.05
"""Of one core: as much as looking at the memory may take."""


class Cost(NamedTuple):
    """Of one command, from its start to its end, and what it printed."""

    wall: float
    cpu: float
    """User and system seconds of the whole tree."""

    memory: float
    """Peak of the tree's proportional set size, in MB: what processes share counts once."""

    largest: float
    """Peak of the resident set of the largest process, in MB: a lower bound that misses nothing."""

    output: str


class Watch(threading.Thread):
    """Looks at the memory of a process tree about every 30 ms, and keeps the most it saw."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.most = 0.0
        self.ended = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while not self.ended.wait(pause):
            began = time.thread_time()
            self.most = max(self.most, memory(self.pid))
            pause = max(EVERY, (time.thread_time() - began) / SHARE)

    def end(self) -> float:
        """The peak, in MB."""
        self.ended.set()
        self.join()
        return self.most


def run(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run *command* in *folder*; the program ends with its words where it fails."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=told, stderr=subprocess.STDOUT)
        watch = Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        most, largest = watch.end(), used.ru_maxrss / 1024
        told.seek(0)
        output = told.read()
    if process.returncode:
        sys.exit(f"{output}\n{' '.join(map(str, command))} failed")
    return Cost(wall, used.ru_utime + used.ru_stime, most, largest, output)


def memory(pid: int) -> float:
    """Proportional set size of a process and its descendants, in MB; 0 where it has ended."""
    return sum(map(_share, tree(pid))) / 1024


def tree(pid: int) -> Iterator[int]:
    """A process and its descendants."""
    yield pid
    with contextlib.suppress(OSError):
        for task in Path("/proc", str(pid), "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from tree(int(child))


def _share(pid: int) -> int:
    """Proportional set size of one process, in KB."""
    with contextlib.suppress(OSError):
        for line in Path("/proc", str(pid), "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0

"""What the machine offers: its cores (nothing else knows of processes), the user's cache."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def cache() -> Path | None:
    """Return the user's own folder for what can be made again on this machine."""
    from briefing.catalog import cache_folder

    return cache_folder(os.environ, Path.home())


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def pool(jobs: int) -> Callable[[], ProcessPoolExecutor] | None:
    """Return what starts *jobs* processes; None where one is enough, because it is this one."""
    return (lambda: _started(jobs)) if jobs > 1 else None


def _started(jobs: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A copy of this process has everything imported; where threads run, or copying is no habit of
    # the system, new ones are begun instead.
    is_plain = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if is_plain else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context)

"""What the machine offers: its cores (nothing else knows of processes), the user's cache."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from briefing.scan import Each

_T = TypeVar("_T")
_R = TypeVar("_R")


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


def each(jobs: int) -> Each:
    """Return what works like ``map``; with several cores a copy of this process does half.

    For work of some tenths of a second: an executor alone takes half a tenth to start.
    """
    return _halved if jobs > 1 and _is_plain() else map


def _is_plain() -> bool:
    """Whether a copy of this process has all that it has: no other thread runs in it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _halved(work: Callable[[_T], _R], parts: Iterable[_T]) -> list[_R]:
    every = list(parts)
    own, others = every[: len(every) // 2], every[len(every) // 2 :]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(writing, work, others)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        done = [work(part) for part in own]
        told = answer.read()
    os.waitpid(child, 0)
    try:
        return [*done, *pickle.loads(told)]  # noqa: S301 - from a copy of this process
    except (EOFError, pickle.UnpicklingError):  # the copy was ended, as when memory is short
        return [*done, *map(work, others)]


def _answer(writing: int, work: Callable[[_T], _R], parts: Iterable[_T]) -> NoReturn:
    """Write what *work* makes of *parts*, and end this process without any ceremony."""
    with suppress(BaseException), os.fdopen(writing, "wb") as answer:
        answer.write(pickle.dumps([work(part) for part in parts]))
    os._exit(0)


def _started(jobs: int) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A copy of this process has everything imported; where threads run, or copying is no habit of
    # the system, new ones are begun instead.
    context = multiprocessing.get_context("fork" if _is_plain() else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context)

"""One briefing at a time works on a site: a lock that dies with its process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.errors import BusyError

try:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

except ImportError:  # Windows
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # Windows only
        except OSError:
            return False
        return True


PATIENCE = 10.0
"""Seconds that a second run waits."""

_PAUSE = 0.05


@contextmanager
def locked(
    path: Path, waiting: Callable[[str], None] | None = None, patience: float = PATIENCE
) -> Iterator[None]:
    """Hold the lock file at *path* as long as the block runs.

    Where it is taken, *waiting* is told once, and it is tried again for *patience* seconds. Where
    no lock file can be made or locked, the block runs without.

    Raises:
        BusyError: another run kept it all the time.
    """
    handle = _opened(path)
    if handle is None:
        yield
        return
    try:
        _wait(handle, path, waiting, patience)
        yield
    finally:
        os.close(handle)


def _opened(path: Path) -> int | None:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    return None


def _wait(handle: int, path: Path, waiting: Callable[[str], None] | None, patience: float) -> None:
    end = time.monotonic() + patience
    told = False
    while not _is_ours(handle):
        if time.monotonic() >= end:
            message = "another briefing works on this site; wait for it or end it"
            raise BusyError(path.parent.name, message)
        if waiting and not told:
            waiting("another briefing works on this site; waiting for it")
            told = True
        time.sleep(_PAUSE)


def _is_ours(handle: int) -> bool:
    try:
        return _try_lock(handle)
    except OSError:  # a file system without locks
        return True

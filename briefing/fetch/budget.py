"""What one request may cost: seconds and bytes, whatever the server does to draw it out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from briefing.fetch.trouble import Kind, Trouble

_HEADERS = 256_000
"""Bytes that all fields, chunk sizes and trailers of an answer may take beside its body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What fetching may cost; times in seconds, sizes in bytes."""

    connect: float = 10.0
    read: float = 20.0
    """Without a single byte."""

    total: float = 60.0
    """For one address with all its redirects."""

    size: int = 16_000_000
    """Of an answer's body as sent, and as unpacked."""

    redirects: int = 5
    at_once: int = 16
    per_host: int = 2


class Budget:
    """The seconds and bytes that are left to one address; waiting for a turn costs nothing."""

    def __init__(self, limits: Limits, stop: threading.Event) -> None:
        self._limits = limits
        self._stop = stop
        self._seconds = limits.total
        self._started = 0.0
        self._bytes = 0

    @contextmanager
    def spent(self) -> Iterator[None]:
        """Count the time of the block, which is one request, and its bytes from the first."""
        self._started = time.monotonic()
        self._bytes = self._limits.size + _HEADERS
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)
            self._seconds -= time.monotonic() - self._started

    def seconds(self) -> float:
        """Return how many seconds are left, more than none.

        Raises:
            Trouble: none are, or the run was stopped.
        """
        if self._stop.is_set():
            raise Trouble(Kind.STOPPED, "was stopped")
        left = self._seconds - (time.monotonic() - self._started)
        if left <= 0:
            message = f"was not done after {self._limits.total:g} seconds"
            raise Trouble(Kind.SLOW, message)
        return left

    def take(self, octets: int) -> None:
        """Count bytes that came; raises Trouble where they are too many."""
        self._bytes -= octets
        if self._bytes < 0:
            raise too_large(self._limits.size)


_CURRENT: ContextVar[Budget] = ContextVar("briefing.fetch.budget")


def current() -> Budget:
    """Return the budget of the request that this thread is at."""
    return _CURRENT.get()


def too_large(size: int) -> Trouble:
    """Return the trouble with an answer of more than *size* bytes."""
    return Trouble(Kind.LARGE, f"is larger than {size / 1_000_000:g} MB")

"""At most so many requests to one host at one time; redirects have to wait their turn, too."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from briefing.fetch.trouble import Kind, Trouble

_SLICE = 0.5  # seconds after which who waits looks whether the run was stopped


class Slots:
    """The turns of every host."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._lock = threading.Lock()
        self._hosts: dict[str, threading.Semaphore] = {}

    @contextmanager
    def turn(self, host: str, stop: threading.Event) -> Iterator[None]:
        """Wait for a turn at *host* and keep it as long as the block runs.

        Raises:
            Trouble: *stop* was set meanwhile.
        """
        with self._lock:
            slot = self._hosts.setdefault(host, threading.Semaphore(self._per_host))
        while not slot.acquire(timeout=_SLICE):
            if stop.is_set():
                raise Trouble(Kind.STOPPED, "was stopped")
        try:
            yield
        finally:
            slot.release()

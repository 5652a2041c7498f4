"""A number that grows with every change of the site, and threads that wait for it to grow."""

from __future__ import annotations

import threading


class Channel:
    """Wakes every waiting thread when something changed; closing it ends all waits."""

    def __init__(self) -> None:
        self._grown = threading.Condition()
        self._number = 0
        self._closed = False

    def announce(self) -> None:
        """Say that something changed."""
        with self._grown:
            self._number += 1
            self._grown.notify_all()

    def close(self) -> None:
        """End all waits, now and later."""
        with self._grown:
            self._closed = True
            self._grown.notify_all()

    def wait(self, seen: int, seconds: float) -> int | None:
        """Return the number once it is beyond *seen*, or the same after *seconds*.

        None means that the channel is closed.
        """
        with self._grown:
            self._grown.wait_for(lambda: self._closed or self._number > seen, seconds)
            return None if self._closed else self._number

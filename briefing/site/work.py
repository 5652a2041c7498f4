"""Work in parts, here or on several cores: whoever hands in an executor decides."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from briefing.errors import BriefingError

if TYPE_CHECKING:  # an executor brings half of what the program needs to start
    from concurrent.futures import Executor, Future
    from contextlib import AbstractContextManager

_T = TypeVar("_T")
_R = TypeVar("_R")
_LEAST = 256
"""Items below which no executor is asked: starting one costs more."""


@dataclass(slots=True)
class Workers:
    """Does work part by part, in order; with an *executor*, *width* parts at a time.

    The functions given to an executor are at the top of a module and pure, their arguments and
    results are values, so they may run in other processes or on other machines.
    """

    begin: Callable[[], AbstractContextManager[Executor]] | None = None
    """Starts the executor, when there is enough to do."""

    width: int = 1
    _executor: Executor | None = None
    _open: AbstractContextManager[Executor] | None = None

    def map(
        self,
        work: Callable[[Sequence[_T]], Sequence[_R]],
        items: Iterable[_T],
        size: int,
        count: int,
    ) -> Iterator[_R]:
        """Yield what *work* makes of *items*, given *size* of them at a time; *count* is about how
        many there are."""
        parts = _parts(items, size)
        if self.begin is None or count < _LEAST:
            for part in parts:
                yield from work(part)
            return
        yield from self._ahead(work, parts)

    def _ahead(
        self, work: Callable[[Sequence[_T]], Sequence[_R]], parts: Iterator[list[_T]]
    ) -> Iterator[_R]:
        """Let the executor work a little ahead of what is asked for, no more: parts are large."""
        from concurrent.futures import BrokenExecutor

        executor = self._started()
        ahead: deque[Future[Sequence[_R]]] = deque()
        try:
            for part in parts:
                ahead.append(executor.submit(work, part))
                if len(ahead) > 2 * self.width:
                    yield from ahead.popleft().result()
            while ahead:
                yield from ahead.popleft().result()
        except BrokenExecutor as error:
            message = "a process that helped was ended, as when memory is short; try --jobs 1"
            raise BriefingError("", message) from error
        finally:
            for future in ahead:
                future.cancel()

    def _started(self) -> Executor:
        if self._executor is None:
            assert self.begin is not None  # noqa: S101 - asked only where there is one
            self._open = self.begin()
            self._executor = self._open.__enter__()
        return self._executor

    def close(self) -> None:
        """End the executor, if one was started."""
        if self._open is not None:
            self._open.__exit__(None, None, None)
            self._executor = self._open = None


def _parts(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    every = iter(items)
    while part := list(itertools.islice(every, size)):
        yield part

"""Many addresses at once: as many as the limits allow, no host twice too often, in any order."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefing.fetch.addresses import target_of
from briefing.fetch.client import Answer, Client, Permit, Wish
from briefing.fetch.trouble import Kind, Trouble

T = TypeVar("T")

_PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What became of one task."""

    task: T
    result: Answer | Trouble


class Crowd(Generic[T]):
    """Tasks that ask for something, each at the host of its wish."""

    def __init__(self, client: Client, permit: Permit = lambda _: None) -> None:
        self._client = client
        self._permit = permit
        self._waiting: dict[str, deque[tuple[T, Wish]]] = {}
        self._running: dict[Future[Answer | Trouble], tuple[T, str]] = {}
        self._busy: Counter[str] = Counter()

    def results(self, tasks: Sequence[tuple[T, Wish]]) -> Iterator[Done[T]]:
        """Give what becomes of each task as soon as it is known.

        A host that says five times, with nothing else between, that it is busy is left alone for
        the rest of the run. Whoever stops asking stops the client.
        """
        for task, wish in tasks:
            self._waiting.setdefault(_host(wish.url), deque()).append((task, wish))
        limits = self._client.limits
        pool = ThreadPoolExecutor(limits.at_once, thread_name_prefix="fetch")
        try:
            while self._waiting or self._running:
                yield from self._start(pool)
                done, _ = wait(self._running, timeout=1.0, return_when=FIRST_COMPLETED)
                for future in done:
                    task, host = self._running.pop(future)
                    result = future.result()
                    is_busy = isinstance(result, Trouble) and result.kind is Kind.BUSY
                    self._busy[host] = self._busy[host] + 1 if is_busy else 0
                    yield Done(task, result)
        except BaseException:
            self._client.stop.set()
            raise
        finally:
            pool.shutdown(cancel_futures=True)

    def _start(self, pool: ThreadPoolExecutor) -> Iterator[Done[T]]:
        """Start what may be started; each host in its turn."""
        limits = self._client.limits
        for host in [*self._waiting]:
            if len(self._running) >= limits.at_once:
                return
            queue = self._waiting[host]
            if self._busy[host] >= _PATIENCE:
                postponed = Trouble(Kind.POSTPONED, "its host is busy")
                yield from (Done(task, postponed) for task, _ in queue)
                queue.clear()
            busy = sum(1 for _, other in self._running.values() if other == host)
            while queue and busy < limits.per_host and len(self._running) < limits.at_once:
                task, wish = queue.popleft()
                self._running[pool.submit(self._ask, wish)] = (task, host)
                busy += 1
            if not queue:
                del self._waiting[host]

    def _ask(self, wish: Wish) -> Answer | Trouble:
        try:
            return self._client.get(wish, self._permit)
        except Trouble as trouble:
            return trouble
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            return Trouble(Kind.UNREACHABLE, f"cannot be asked ({type(error).__name__}: {error})")


def _host(url: str) -> str:
    try:
        return target_of(url).host
    except Trouble:
        return ""

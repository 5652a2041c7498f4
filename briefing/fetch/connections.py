"""Connections to checked addresses, with time and bytes counted at the wire.

The name of a host is resolved once for each connection, every address of the answer is judged, and
the connection is made to one of these very addresses; the name stays in the Host field and in the
TLS handshake. So no second answer of a name server can lead elsewhere (DNS rebinding).
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore2

from briefing.fetch.addresses import Guard
from briefing.fetch.budget import current
from briefing.fetch.trouble import Kind, Trouble

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port → IP addresses as text, the best first; raises OSError."""

_SLICE = 1.0
"""Seconds after which a waiting read looks whether the run was stopped."""


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of *host* as the system knows them; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Backend(httpcore2.NetworkBackend):
    """Makes the connections of a pool; see the module."""

    def __init__(self, guard: Guard, resolver: Resolver = resolve) -> None:
        self._guard = guard
        self._resolver = resolver
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of *host* that answers.

        Raises:
            Trouble: an address is not allowed, or the name is not known.
        """
        wait = timeout or 0.0
        numbers = self._numbers(host, port, wait)
        for number in numbers:
            self._guard.check(number, port)
        last: Exception | None = None
        for number in numbers:
            seconds = min(wait, current().seconds())
            try:
                found = self._sockets.connect_tcp(
                    number, port, seconds, local_address, socket_options
                )
                return Stream(found)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
        raise last or Trouble(Kind.UNREACHABLE, f"there is no host {host}")

    def _numbers(self, host: str, port: int, wait: float) -> Sequence[str]:
        """The addresses of *host*; a name server that does not answer is left behind."""
        answers: queue.Queue[Sequence[str] | OSError | UnicodeError] = queue.Queue()

        def ask() -> None:
            try:
                answers.put(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=min(wait, current().seconds()))
        except queue.Empty:
            message = f"the name server did not answer for {host}"
            raise Trouble(Kind.SLOW, message) from None
        if isinstance(answer, Exception):
            raise Trouble(Kind.UNREACHABLE, f"there is no host {host}") from answer
        return answer


class Stream(httpcore2.NetworkStream):
    """A connection whose use is counted on the budget of the request at hand."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what comes; raises Trouble when the request costs too much."""
        budget, waited = current(), 0.0
        while True:
            patience = min(_SLICE, budget.seconds(), max((timeout or _SLICE) - waited, 0.01))
            try:
                data = self._inner.read(max_bytes, patience)
            except httpcore2.ReadTimeout:
                waited += patience
                if timeout and waited >= timeout:
                    message = f"sent nothing for {timeout:g} seconds"
                    raise Trouble(Kind.SLOW, message) from None
                continue
            budget.take(len(data))
            return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send *buffer*."""
        left = current().seconds()
        self._inner.write(buffer, min(timeout or left, left))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """Return the connection with TLS on it, for the host called *server_hostname*."""
        left = current().seconds()
        patience = min(timeout or left, left)
        return Stream(self._inner.start_tls(ssl_context, server_hostname, patience))

    def get_extra_info(self, info: str) -> Any:  # as httpcore2 has it
        """Return what is known of the connection under the name *info*."""
        return self._inner.get_extra_info(info)

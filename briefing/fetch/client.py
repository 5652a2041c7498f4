"""One address asked, with all its redirects: polite, guarded, within its limits.

HTTP/1.1 over httpcore2, the lower half of httpx2: there is no cookie jar, no proxy of the
environment and no automatic redirect behind our back.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType, TracebackType
from urllib.parse import urljoin

import httpcore2

from briefing import __version__
from briefing.fetch.addresses import Guard, Target, shown, target_of
from briefing.fetch.budget import Budget, Limits
from briefing.fetch.connections import Backend, Resolver, resolve
from briefing.fetch.slots import Slots
from briefing.fetch.trouble import Kind, Trouble
from briefing.fetch.unpacking import ACCEPTED, unpacked

FEED = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
PAGE = "text/html, application/xhtml+xml, */*;q=0.5"

_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FINE = frozenset({200, 203})
_IDLE = 5.0  # seconds that a connection is kept for the next request to the same host


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for."""

    url: str
    accept: str = FEED
    etag: str = ""
    last_modified: str = ""
    known_at: str = ""
    """The address that *etag* and *last_modified* belong to; no other one is sent them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said in the end."""

    url: str
    """The address that answered, without credentials."""

    status: int
    """200, or 304 where nothing has changed since the wish's validators."""

    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name; of several with one name all, joined by commas."""

    body: bytes = b""
    """Without its content coding."""

    moved: str = ""
    """The address to ask from now on, where every redirect on the way was permanent."""

    @property
    def is_unchanged(self) -> bool:
        """Whether the body that is known already is still the right one."""
        return self.status == 304


Permit = Callable[[Target], None]
"""Raises Trouble where an address is not to be asked; told every address before it is."""


class Client:
    """Asks addresses; may be used from several threads."""

    def __init__(
        self,
        limits: Limits,
        guard: Guard,
        contact: str = "",
        *,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.agent = f"briefing/{__version__}" + (f" (+{contact})" if contact else "")
        self.limits = limits
        self.stop = threading.Event()
        """Set it, and all requests end within a second."""

        self.slots = Slots(limits.per_host)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls or httpcore2.default_ssl_context(),
            max_connections=limits.at_once + 1,
            keepalive_expiry=_IDLE,
            network_backend=Backend(guard, resolver),
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop.set()
        self._pool.close()

    def get(self, wish: Wish, permit: Permit = lambda _: None) -> Answer:
        """Return the answer to *wish*: a success with its body, or that nothing has changed.

        Raises:
            Trouble: anything else.
        """
        budget = Budget(self.limits, self.stop)
        target = target_of(wish.url)
        login, moved, is_permanent = target, "", True
        for _ in range(self.limits.redirects + 1):
            permit(target)
            credentials = login.credentials if target.origin == login.origin else ""
            with self.slots.turn(target.host, self.stop), budget.spent(), _plain_errors():
                status, headers, body = self._ask(target, wish, credentials)
            if status not in _REDIRECTS or not headers.get("location"):
                answer = Answer(url=target.url, status=status, headers=headers, body=body)
                return _judged(answer, moved if is_permanent else "")
            after = target_of(urljoin(target.url, headers["location"]))
            is_downgrade = target.scheme == "https" and after.scheme == "http"
            is_permanent = is_permanent and status in _PERMANENT and not is_downgrade
            target, moved = after, after.url
        raise Trouble(Kind.REDIRECTS, f"redirects more than {self.limits.redirects} times")

    def _ask(
        self, target: Target, wish: Wish, credentials: str
    ) -> tuple[int, Mapping[str, str], bytes]:
        limits = self.limits
        patience = {"connect": limits.connect, "read": limits.read, "write": limits.read}
        with self._pool.stream(
            "GET",
            httpcore2.URL(
                scheme=target.scheme, host=target.host, port=target.port, target=target.path
            ),
            headers=self._fields(target, wish, credentials),
            extensions={"timeout": {**patience, "pool": limits.total}},
        ) as response:
            headers = _fields_of(response.headers)
            if response.status not in _FINE:
                return response.status, headers, b""  # its body is not even read
            stream = response.iter_stream()
            body = unpacked(stream, headers.get("content-encoding", ""), limits.size)
            return response.status, headers, body

    def _fields(self, target: Target, wish: Wish, credentials: str) -> list[tuple[bytes, bytes]]:
        fields = {
            "Host": target.netloc,
            "User-Agent": self.agent,
            "Accept": wish.accept,
            "Accept-Encoding": ACCEPTED,
        }
        if credentials:
            fields["Authorization"] = credentials
        if target.url == wish.known_at:
            if wish.etag:
                fields["If-None-Match"] = wish.etag
            if wish.last_modified:
                fields["If-Modified-Since"] = wish.last_modified
        return [(name.encode(), value.encode("latin-1")) for name, value in fields.items()]


def _fields_of(raw: list[tuple[bytes, bytes]]) -> Mapping[str, str]:
    fields: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return MappingProxyType(fields)


def _judged(answer: Answer, moved: str) -> Answer:
    """*answer* where it is of use, else Trouble."""
    if answer.status in _FINE or answer.is_unchanged:
        return Answer(
            url=answer.url,
            status=304 if answer.is_unchanged else 200,
            headers=answer.headers,
            body=answer.body,
            moved=moved,
        )
    if answer.status == 410:
        kind, message = Kind.GONE, "is gone for good (410)"
    elif answer.status in (429, 503):
        kind, message = Kind.BUSY, f"asks to come back later ({answer.status})"
    else:
        kind, message = Kind.STATUS, f"answered {answer.status}{_WORDS.get(answer.status, '')}"
    raise Trouble(kind, message, status=answer.status, headers=answer.headers)


_WORDS = {401: " (it wants a password)", 403: " (it refuses)", 404: " (there is no such page)"}


@contextmanager
def _plain_errors() -> Iterator[None]:
    """What the connections raise, as Trouble."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise Trouble(Kind.SLOW, "did not answer in time") from error
    except httpcore2.RemoteProtocolError as error:
        raise Trouble(Kind.UNREACHABLE, f"broke off or sent no HTTP ({_brief(error)})") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise Trouble(Kind.UNREACHABLE, f"cannot be reached ({_brief(error)})") from error


def _brief(error: Exception) -> str:
    text = str(error) or type(error).__name__
    return shown(text)[:120].rstrip(".")

"""Which addresses may be asked: public ones of web servers, and what the settings allow.

A host's name says nothing about where it leads, so it is the numbers that are judged, each time a
connection is made (see :mod:`briefing.fetch.connections`). Public is what IANA's registries of
special-purpose addresses (RFC 6890) leave as global unicast; an IPv6 address that carries an IPv4
address (mapped, 6to4, NAT64, Teredo) is judged by both.
"""

from __future__ import annotations

import base64
import functools
import ipaddress
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from briefing.fetch.trouble import Kind, Trouble

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_PORTS = {80, 443, *range(8000, 9000)}
_USUAL = {"http": 80, "https": 443}
_LONGEST = 8_000  # characters: servers refuse more (RFC 9110, section 4.1)
_HOST = re.compile(r"[a-z0-9_][a-z0-9_.-]*|[0-9a-f]*:[0-9a-f:.]+")
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")  # all that is allocated (RFC 4291, section 2.4)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052


@dataclass(frozen=True, slots=True)
class Target:
    """A checked http or https address, in the parts a request is made of."""

    scheme: str
    host: str
    """In ASCII, lower case; an IPv6 address without brackets."""

    port: int
    path: str
    """With its query; never empty."""

    credentials: str = ""
    """``Basic …`` (RFC 7617), where the address held user and password."""

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port (RFC 6454)."""
        return self.scheme, self.host, self.port

    @property
    def netloc(self) -> str:
        """Host and port as an address and the Host field have them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address without credentials and fragment."""
        return f"{self.scheme}://{self.netloc}{self.path}"


def target_of(url: str) -> Target:
    """Return *url* taken apart.

    Raises:
        Trouble: it is no http or https address.
    """
    try:
        return _target(url.strip())
    except (ValueError, UnicodeError) as error:
        raise Trouble(Kind.REFUSED, f"is no web address ({error})") from error


@functools.lru_cache(maxsize=4096)
def _target(url: str) -> Target:
    import httpx2

    parts = urlsplit(url)
    if parts.scheme not in _USUAL:
        raise Trouble(Kind.REFUSED, f"only http and https are fetched, not “{parts.scheme[:20]}”")
    if not parts.hostname or len(url) > _LONGEST:
        raise Trouble(Kind.REFUSED, "is no web address")
    try:
        found = httpx2.URL(urlunsplit(parts._replace(fragment="")))
    except httpx2.InvalidURL as error:
        raise ValueError(str(error).lower()) from error
    host = found.raw_host.decode("ascii").lower()
    if not _HOST.fullmatch(host):
        raise Trouble(Kind.REFUSED, "is no web address: it names no host")
    return Target(
        scheme=parts.scheme,
        host=host,
        port=parts.port or _USUAL[parts.scheme],
        path=found.raw_path.decode("ascii") or "/",
        credentials=_credentials(parts),
    )


def _credentials(parts: SplitResult) -> str:
    if not (parts.username or parts.password):
        return ""
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return "Basic " + base64.b64encode(pair.encode()).decode("ascii")


def shown(url: str) -> str:
    """Return *url* as it may be told to anybody: without user and password. Never fails."""
    head, slashes, rest = url.partition("://")
    place, slash, path = rest.partition("/")
    return f"{head}{slashes}{place.rpartition('@')[2]}{slash}{path}" if slashes else url


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be connected to."""

    allowed: tuple[Network, ...] = ()
    """Networks that are asked although they are not public, at any port."""

    ports: frozenset[int] = frozenset(_PORTS)

    @classmethod
    def of(cls, allow_private: Sequence[str], ports: Sequence[int]) -> Guard:
        """Return the guard that the settings describe."""
        networks = tuple(ipaddress.ip_network(text, strict=False) for text in allow_private)
        return cls(networks, frozenset({*_PORTS, *ports}))

    def check(self, number: str, port: int) -> None:
        """Refuse the IP address *number* (as a resolver gives it) where it may not be asked.

        Raises:
            Trouble: it is not public and not allowed, or *port* is none of a web server's.
        """
        address = ipaddress.ip_address(number.partition("%")[0])
        carried = [*_carried(address)]
        if any(one in network for one in carried for network in self.allowed):
            return
        if not all(_is_public(one) for one in carried):
            hint = "to fetch from your own network, name it in fetch.allow_private"
            raise Trouble(Kind.REFUSED, f"leads to {address}, which is not public; {hint}")
        if port not in self.ports:
            hint = "to fetch from it, name it in fetch.ports"
            raise Trouble(Kind.REFUSED, f"port {port} is no web server's; {hint}")


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        outside = address not in _GLOBAL_6 and address not in _NAT64 and not address.ipv4_mapped
        if outside:
            return False
        if address.ipv4_mapped or address in _NAT64:
            return True  # judged by the address that it carries
    return address.is_global and not address.is_multicast


def _carried(address: Address) -> Iterator[Address]:
    """*address* and the IPv4 address within it, to which its packets go in the end."""
    yield address
    if isinstance(address, ipaddress.IPv4Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)

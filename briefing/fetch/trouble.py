"""What can go wrong on the way to an address, as one value with a word for its kind."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """What kind of trouble it was; what follows from it depends on nothing else."""

    REFUSED = "refused"
    """The address may not be asked: not public, no http, a port that is no web server's."""

    UNREACHABLE = "unreachable"
    """No such host, no connection, no certificate, a broken answer."""

    SLOW = "slow"
    LARGE = "large"
    REDIRECTS = "redirects"
    GONE = "gone"
    """410: it is gone for good (RFC 9110, section 15.5.11)."""

    BUSY = "busy"
    """429 or 503: come back later (RFC 6585, section 4; RFC 9110, section 15.6.4)."""

    STATUS = "status"
    """Any other answer that is no success."""

    UNWANTED = "unwanted"
    """The site's robots.txt asks not to fetch it (RFC 9309)."""

    UNREAD = "unread"
    """The answer is no feed that can be read."""

    POSTPONED = "postponed"
    """Its host is busy, so it was not asked at all."""

    STOPPED = "stopped"
    """The run was ended by its user."""


class Trouble(Exception):  # noqa: N818 - it is raised only within this package
    """An address gave no answer that could be used; *message* says why in a few words."""

    def __init__(
        self,
        kind: Kind,
        message: str,
        *,
        status: int = 0,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.status = status
        self.headers = headers or {}
        """Of the answer, where there was one; names in lower case."""

    @property
    def was_asked(self) -> bool:
        """Whether the trouble is the address's own."""
        return self.kind not in (Kind.POSTPONED, Kind.STOPPED)

    @property
    def is_client_error(self) -> bool:
        """Whether a server answered that the request, not itself, was at fault (4xx but 429)."""
        return 400 <= self.status < 500 and self.status != 429

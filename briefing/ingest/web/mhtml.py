"""Web archives: a page and what it shows in one file, as a mail of several parts (RFC 2557)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from briefing.text.urls import clean_url

if TYPE_CHECKING:
    from email.message import EmailMessage

_MOST_PARTS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """The page in an archive."""

    data: bytes
    charset: str
    """As the part's header has it; empty where it has none."""

    url: str
    """Where the page stood."""


def archived_page(data: bytes) -> Archived | None:
    """Return the page that an archive is of: the part that ``start`` names, else the first that is
    HTML; None where there is none."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = list(itertools.islice(_parts(message), _MOST_PARTS))
    pages = [p for p in parts if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        return None
    start = str(message.get_param("start") or "")
    page = next((p for p in pages if start and p.get("Content-ID") == start), pages[0])
    payload = page.get_payload(decode=True)
    where = [page.get("Content-Location"), message.get("Snapshot-Content-Location")]
    where.append(message.get("Content-Location"))
    return Archived(
        data=payload if isinstance(payload, bytes) else b"",
        charset=page.get_content_charset() or "",
        url=next((u for w in where if w and (u := clean_url("".join(str(w).split())))), ""),
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """*message* and the parts in it, the outer before the inner."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        yield part
        if part.is_multipart():
            waiting += [cast("EmailMessage", p) for p in part.iter_parts()]

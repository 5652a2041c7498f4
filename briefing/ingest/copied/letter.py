"""The address lines of a letter that was saved as text: From, To, Subject, Date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.ingest.copied.lines import Line
from briefing.text.dates import Stamp, find_stamps

_FIELD = re.compile(
    r"^(?P<label>from|to|cc|bcc|subject|date|sent|reply-to|message-id|return-path|list-[\w-]+"
    r"|mime-version|content-[\w-]+|x-[\w-]+"
    r"|von|an|betreff|datum|gesendet|de|à|objet|date|envoyé|para|asunto|fecha|enviado|assunto|da"
    r"|a|oggetto|data"
    r"|от|кому|тема|дата|від|кому)\s?:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|пересылаемое"
    r"|inoltrato",
    re.IGNORECASE,
)
_FROM = frozenset("from von de da от від".split())
_DATE = frozenset("date datum sent gesendet envoyé fecha enviado data дата".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What the address lines of a letter tell; all empty where a document has none."""

    length: int = 0
    """Number of lines."""

    sender: str = ""
    stamp: Stamp | None = None


def letterhead(lines: Sequence[Line]) -> Letterhead:
    """Return the address lines at the very beginning of *lines*: three or more in a row."""
    fields: list[tuple[str, str]] = []
    cover = 1 if lines and _FORWARDED.search(lines[0].text) else 0
    for line in lines[cover:]:
        match = _FIELD.match(line.text)
        if not match or (fields and line.gap):
            break
        fields.append((match["label"].casefold(), match["value"].strip()))
    if len(fields) < 3:
        return Letterhead()
    sender = next((value for name, value in fields if name in _FROM), "")
    dated = [s for name, value in fields if name in _DATE for s in find_stamps(value)]
    return Letterhead(
        length=cover + len(fields),
        sender=re.sub(r"\s*<[^>]*>|\"", "", sender).strip(),
        stamp=dated[0] if dated else None,
    )

"""Authors as feeds print them → names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.ingest.feeds.titles import headline
from briefing.text.words import key

_ADDRESS = re.compile(r"<?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.?>?")
_BY = re.compile(r"^(?:by|von|par|por|di|door|autor|author)\b:?\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*;\s*|\s*,\s+(?:and|und|et|y|e|en)\s+|\s+(?:and|und|et|&)\s+|\s*,\s+")
_NOBODY = frozenset(
    "admin administrator editor editors redaktion webmaster noreply no-reply unknown anonymous none"
    " null author staff".split()
)
_LONGEST = 100
_LONGEST_FIELD = 500


def person(name: str, email: str = "") -> str:
    """Return what a field for an author says: a name, or several; empty for an address alone."""
    text = _ADDRESS.sub(" ", headline(name[:_LONGEST_FIELD]) if name != email else "")
    return _BY.sub("", " ".join(text.replace("()", " ").split())).strip(" ,;()")


def names(people: Iterable[str]) -> tuple[str, ...]:
    """Return the names in *people*, one each, in order; no names are dropped that are roles."""
    found: dict[str, str] = {}
    for text in people:
        for name in _apart(text):
            if name and len(name) <= _LONGEST and key(name) not in _NOBODY:
                found.setdefault(key(name) or name, name)
    return tuple(found.values())


def _apart(text: str) -> list[str]:
    """Several names in one field, where every one of them has a first and a last name."""
    parts = [part for part in _BETWEEN.split(text) if part]
    is_list = len(parts) > 1 and all(1 < len(part.split()) <= 4 for part in parts)
    return parts if is_list or ";" in text else [text]

"""Names of authors as pages give them → names as readers know them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.ingest.copied.byline_words import AND, BY
from briefing.ingest.copied.names import is_name
from briefing.text.html import plain
from briefing.text.words import key

_GENERIC = re.compile(
    r"(?:the\s+)?(?:\w*admin\w*|webmaster|web\s?editor|editor|root|user|guest|unknown"
    r"|anonymous|n/?a|none|null|undefined|author|autor|auteur|redaktion|redakteur|redacci[oó]n"
    r"|r[eé]daction|redakcja|redazione|редакция|staff|newsroom|team|posted|published|updated|by|von|vom"
    r"|par|por|di|da|no author|authors?|written)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:author|autor(?:in)?|auteur|veröffentlicht von|posted by|written by|by|von|автор)"
    r"(?:\s*[:：]\s*|(?-i:(?<=[a-zа-я])(?=[A-ZА-Я])))",
    re.IGNORECASE,
)
_ODD = re.compile(r"https?:|www\.|@|\d{2}|[<>{}=]|\.(?:com|de|org|net)\b|^\W*$")
_AFTER = re.compile(
    r"\s*(?:[|·•/]|\s[-–—]\s|,\s(?=(?:[A-Z]{2,6}|Reuters|\w+\s(?:Staff|News|Post|Times|Press)|[a-z])"
    r"[^,]*$)|\().*$"
)
_SEVERAL = re.compile(
    r"\s*;\s*|\s+(?:and|und|et|y|e|и|та|og|och|en|i|con|mit|with|&|•|\|)\s+|\s*/\s*"
)
_LONGEST = 60
_MOST = 12


def authors_of(values: Iterable[str], others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names in *values*, each once, in order: “By A and B” are two.

    Names in *others* (the publisher) are no authors; neither are “admin”, addresses and sentences.
    """
    refused = {key(name) for name in others} | {""}
    found: dict[str, str] = {}
    for value in values:
        for name in () if "://" in value else _names(plain(value)):
            folded = key(name)
            if folded not in refused and _is_name(name):
                found.setdefault(folded, name)
    return tuple(found.values())[:_MOST]


def _names(text: str) -> list[str]:
    text = text.strip(" ,;:|-–—•")
    if match := BY.match(text) or _LABEL.match(text):
        text = text[match.end() :]
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) == 1 and text.count(",") > 1:
        parts = [part for part in AND.split(text) if part]
    elif any(part.count(",") for part in parts[:-1]) or (len(parts) > 1 and "," in text):
        parts = [p for part in parts for p in part.split(",")]
    elif text.count(",") == 1 and all(part.count(" ") for part in text.split(",")):
        first, second = (part.strip() for part in text.split(","))
        parts = [first, second] if _like_person(second) and _like_person(first) else parts
    return [_bare(part) for part in parts]


def _like_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and all(w[:1].isupper() for w in words)


def _bare(name: str) -> str:
    """*name* without what follows it (an agency, a role) and in ordinary letters."""
    name = _AFTER.sub("", name.strip(" ,;:|-–—•\u200f\u200e*")).strip(" ,;:|-–—")
    if name.isupper() and name.count(" ") >= 1 and len(name) > 6:
        return " ".join(w.capitalize() if len(w) > 2 else w for w in name.split())
    return name


def _is_name(name: str) -> bool:
    return (
        1 < len(name) <= _LONGEST
        and name.count(" ") <= 6
        and not _GENERIC.fullmatch(name)
        and not _ODD.search(name)
        and (" " not in name or is_name(name))
    )

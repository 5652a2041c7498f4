"""The link at the end of a text that only leads to the whole of it: “Read on »”, “[more]”."""

from __future__ import annotations

import re
from collections.abc import Collection

from briefing.ingest.markup import words_of
from briefing.text.urls import clean_url
from briefing.text.words import word_count

LINKS = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(<?([^()\s<>]*)>?(?:\s+\"[^\"]*\")?\)")
_LAST = re.compile(LINKS.pattern + r"(?:\\?\])?\s*$")
_LONGEST = 1_000
_FEW = 5
"""Words of a link that only leads on."""


def without_last_link(block: str, own: Collection[str]) -> tuple[str, str]:
    """Return *block* (Markdown) without a link of few words at its end that leads to one of the
    places *own* (:func:`place_of`), and the words of that link."""
    start = max(len(block) - _LONGEST, 0)
    last = _LAST.search(block, start)
    if not last or last.start() <= start or place_of(last[2]) not in own:
        return block, ""
    if word_count(last[1]) > _FEW or "![" in last[0]:
        return block, ""
    rest = block[: last.start(1) - 1].rstrip("\\[ \n")
    return (rest, words_of(last[1])) if rest else (block, "")


def place_of(url: str) -> str:
    """Return an address for comparing: without scheme, fragment and final slash."""
    return clean_url(url).partition("://")[2].partition("#")[0].rstrip("/")

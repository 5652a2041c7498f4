"""The headline that stands above the text, for pages that do not say which it is.

Pages without ``h1`` set it as another heading, in bold or in large type, and call the page by the
name of the publication in ``title``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.ingest.copied.bylines import parse_byline
from briefing.ingest.web.clutter import names_of
from briefing.ingest.web.facts.facts import TITLE
from briefing.ingest.web.passages import Passage
from briefing.text.from_html.tree import Element
from briefing.text.html import plain
from briefing.text.words import key, words

_ABOVE = 8
"""Passages above the text that its headline is one of."""

_SHORTEST, _LONGEST = 8, 200
_RUNNING = 120
_NAMES = re.compile(r"(?:^|[\s_-])(?:head-?line|title|titel|titre|titulo|titolo)(?:$|[\s_-])", re.I)
_LARGE = re.compile(r"\+[1-9]|[4-7]$")
_STRESSED = frozenset(("b", "strong", "big"))
_TELLING = 4
"""Letters of a word that says what a text is about."""

_SHORT_WORDS = "\u1100"
"""From here on stand scripts whose words are short: Hangul, Kana, Han."""

_BEGINNING = 4_000
_AGREES = 0.5
"""The share of a headline's words that its text repeats."""


def better_title(
    title: tuple[str, str], publisher: str, passages: Sequence[Passage], kept: Sequence[Passage]
) -> tuple[str, str]:
    """Return the headline above the text (*kept*) and what says so, where *title* (with what says
    so) comes from ``title`` alone and does not name the article; else *title*."""
    told, why = title
    if why not in ("", TITLE):
        return title
    shown = headline_above(passages, kept)
    if shown is None or key(shown.text) == key(told) or _names(shown.text, publisher):
        return title
    text = " ".join(p.text for p in kept if p is not shown)[:_BEGINNING]
    said, seen = _share(told, text), _share(shown.text, text)
    is_publisher = not told or key(told) == key(publisher)
    if is_publisher or (said < _AGREES / 2 and seen >= _AGREES):
        return plain(shown.text), "the headline above the text"
    return title


def headline_above(passages: Sequence[Passage], kept: Sequence[Passage]) -> Passage | None:
    """Return what is set as a headline above the first running text: of headings the highest, else
    the nearest line in bold or large type; None where nothing is."""
    first = next((p.number for p in kept if len(p.text) >= _RUNNING and not p.heading), 0)
    near = [p for p in passages[max(first - _ABOVE, 0) : first] if _can_be(p)]
    headings = [p for p in near if p.heading]
    if headings:
        return min(headings, key=lambda p: (p.heading, -p.number))
    return next((p for p in reversed(near) if _is_set_apart(p)), None)


def _can_be(passage: Passage) -> bool:
    return (
        _SHORTEST <= len(passage.text) <= _LONGEST
        and not passage.clutter
        and not passage.text.endswith((".", ":", ","))
        and (passage.link_share < 0.5 or bool(passage.heading))
        and parse_byline(passage.text) is None
    )


def _is_set_apart(passage: Passage) -> bool:
    """Whether all of *passage* is bold or large, or its block is called a headline."""
    if _NAMES.search(names_of(passage.owner)):
        return True
    return all(_is_stressed(passage, *piece) for piece in passage.pieces)


def _is_stressed(passage: Passage, element: Element, after: bool) -> bool:
    inner = element.getparent() if after else element
    while inner is not None and inner is not passage.owner:
        size = (inner.get("size") or "") if inner.tag == "font" else ""
        if inner.tag in _STRESSED or _LARGE.match(size) or _NAMES.search(names_of(inner)):
            return True
        inner = inner.getparent()
    return False


def _names(text: str, publisher: str) -> bool:
    """Whether *text* holds the name of the *publisher*: “More from the Courier”."""
    return bool(publisher) and key(publisher) in key(text)


def _share(title: str, text: str) -> float:
    """How many of the telling words of *title* the *text* has, 0 to 1; endings may differ."""
    telling = [w[:5] for w in words(title) if len(w) >= _TELLING or w[0] >= _SHORT_WORDS]
    begun = {w[:5] for w in words(text)}
    return sum(w in begun for w in telling) / len(telling) if telling else 0.0

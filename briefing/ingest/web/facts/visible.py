"""What readers see around the headline: bylines, dates, times."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from briefing.ingest.copied.bylines import parse_byline
from briefing.ingest.copied.names import is_name, is_person_like
from briefing.ingest.web.clutter import names_of
from briefing.ingest.web.facts.moments import parse_moment
from briefing.ingest.web.passages import Passage
from briefing.model import Moment
from briefing.text.dates import find_stamps
from briefing.text.from_html.tree import Element

_BEFORE, _AFTER, _BELOW = 4, 14, 8
_RUNNING = 200
"""Characters of a passage that is text for certain."""

_ELSEWHERE = frozenset(("comments", "related", "sidebar", "navigation", "about the author"))
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:author|authors|byline\w*|writer|autor|auteur|creator|fn|vcard|nickname|p-author)(?:$|[\s_-])",
    re.I,
)
_DATE = re.compile(
    r"(?:^|[\s_-])(?:date\w*|published|pub-?date|time\w*|datum|fecha|posted-?on)(?:$|[\s_-])", re.I
)
_UPDATED = re.compile(
    r"updated|modified|aktualisiert|mis(?:e)?\s+à\s+jour|modifié|actualizad[oa]|aggiornato"
    r"|atualizad[oa]|обновлено|оновлено|تحديث|更新|last[-_ ]?mod|dateModified",
    re.IGNORECASE,
)
_LONGEST = 180
_HEAD = 8
"""Passages below the headline that are the article's own head."""

_FEW = 16
_APART = re.compile(r"\s*[|·•]\s*|\s+[–—/]\s+")
_MOST_PARTS = 4
_BY = re.compile(
    r"(?:^|(?<=[\s|·•,]))(?:by|von|par|por|di|автор|autor(?:in)?|auteur|author)(?:\s*[:：]\s*|\s+)"
    r"(?P<name>[^\W\d_][\w.'’-]*(?:\s(?-i:[A-ZÀ-ÞА-Я])[\w.'’-]+){0,3})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Visible:
    """What stands around the headline, the nearest first."""

    published: list[tuple[Moment, str]] = field(default_factory=list)
    """With the words that say so."""

    updated: list[tuple[Moment, str]] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)


def visible(
    passages: list[Passage], headline: Passage | None, kept: list[Passage], zone: dt.tzinfo,
    order: str,
) -> Visible:  # fmt: skip
    """Return what the passages near the *headline* and the text (*kept*) say of the article.

    Passages below the headline come first, then those below the text, then those above the
    headline: a page's clock stands there, too.
    """
    found = Visible()
    for passage in _near(passages, headline, kept):
        is_below = headline is not None and 0 < passage.number - headline.number <= _HEAD
        if len(passage.text) <= _LONGEST and not _is_elsewhere(passage, is_below):
            _look(passage, found, zone, order)
            if is_below:
                _look_closely(passage, found, zone, order)
    return found


def _near(passages: list[Passage], headline: Passage | None, kept: list[Passage]) -> list[Passage]:
    """The passages around the headline and behind the text."""
    long = [p.number for p in kept if len(p.text) > _RUNNING]
    if headline is None and not long:
        return []
    head = headline.number if headline is not None else max(long[0] - _AFTER, 0) - 1
    end = long[2] if len(long) > 2 and long[2] > head else head + _AFTER
    last = long[-1] if long and long[-1] >= head else len(passages) + head
    below = [p for p in passages if head < p.number < min(end, head + _AFTER)]
    tail = [p for p in passages if last < p.number <= last + _BELOW]
    above = [p for p in passages if head - _BEFORE <= p.number < head]
    return [*below, *tail, *reversed(above)]


def _is_elsewhere(passage: Passage, is_below: bool) -> bool:
    """Whether *passage* belongs to something else; directly below the headline only comments do."""
    return passage.clutter in (("comments",) if is_below else _ELSEWHERE)


def _look_closely(passage: Passage, found: Visible, zone: dt.tzinfo, order: str) -> None:
    """Find a date, or a name after “by”, in a short line that is no byline as a whole."""
    words = passage.text.split()
    if len(words) > _FEW or passage.text.endswith((".", "?", "!")):
        return
    if not found.published and not found.updated:
        stamps = find_stamps(passage.text, order)
        found.published += [(stamp.value(zone), passage.text) for stamp in stamps[:1]]
    if not found.authors and (match := _BY.search(passage.text)):
        found.authors.append(match["name"])
    if not found.authors:
        found.authors += _beside_date(passage, order)


def _beside_date(passage: Passage, order: str) -> list[str]:
    """A person's name set apart in a line with a date: “16.05.2025 | Ada Marsh”. What is a link
    may be a part of the publication."""
    parts = [part.strip() for part in _APART.split(passage.text)]
    if not 2 <= len(parts) <= _MOST_PARTS or passage.linked:
        return []
    dated = [part for part in parts if find_stamps(part, order)]
    names = [part for part in parts if part not in dated and is_person_like(part)]
    return names if dated and len(names) == 1 and is_name(names[0]) else []


def _look(passage: Passage, found: Visible, zone: dt.tzinfo, order: str) -> None:
    around = _around(passage)
    names = " ".join(f"{names_of(e)} {e.get('itemprop') or ''}" for e in around)
    is_update = bool(_UPDATED.search(passage.text) or _UPDATED.search(names))
    times = [v for e in around if e.tag == "time" and (v := e.get("datetime"))]
    moments = [m for v in dict.fromkeys(times) if (m := parse_moment(v, zone, order))]
    byline = parse_byline(passage.text, order)
    if byline and byline.stamp and not moments:
        found.published.append((byline.stamp.value(zone), passage.text))
    if byline and byline.updated and not moments:
        found.updated.append((byline.updated.value(zone), passage.text))
    if not moments and byline is None and _DATE.search(names):
        moments = [m for m in (parse_moment(passage.text, zone, order),) if m]
    for number, moment in enumerate(moments):
        is_later = is_update and (number > 0 or len(moments) == 1)
        (found.updated if is_later else found.published).append((moment, passage.text))
    _look_for_authors(passage, around, names, found)
    if byline and not found.authors:
        found.authors += byline.authors


def _look_for_authors(passage: Passage, around: list[Element], names: str, found: Visible) -> None:
    linked = [e for e in around if "author" in (e.get("rel") or "").lower().split()]
    marked = [e for e in around if "author" in (e.get("itemprop") or "").lower().split()]
    named = [
        e for e in around if e.tag in ("a", "span", "strong", "b") and _AUTHOR.search(names_of(e))
    ]
    for elements in (linked, marked, named):
        if elements:
            found.authors += ["".join(e.itertext()) for e in elements]
            return
    if _AUTHOR.search(names) and len(passage.text) <= 60:
        found.authors.append(passage.text)


def _around(passage: Passage) -> list[Element]:
    """The elements that the words of *passage* stand in, up to three above its block."""
    found: dict[Element, None] = {}
    for element, after in passage.pieces:
        inner = element.getparent() if after else element
        while inner is not None and inner is not passage.owner:
            found[inner] = None
            inner = inner.getparent()
    outer = passage.owner
    for _ in range(3):
        if outer is None or outer.tag in ("body", "html", "article", "main"):
            break
        found[outer] = None
        outer = outer.getparent()
    return list(found)

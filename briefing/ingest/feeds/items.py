"""Feeds as fetching sees them: the items of a document, and the form in which new ones are kept.

A kept document is JSON Lines (``.jsonl``). Its first line is
``{"briefing": "feed-items", "version": 1}``; then each line is one item of some feed::

    {"feed": {"url": …, "title": …, "home": …, "lang": …, "built": …}, "item": {…}}

where ``item`` is an item object of JSON Feed 1.1 with its HTML as it came and an extension
``_briefing`` (see json_items.py). What such a line gives is what the feed itself would have given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from briefing.ingest.feeds import json_items, vocabulary
from briefing.ingest.feeds.dates import feed_order
from briefing.ingest.feeds.decoding import xml_text
from briefing.ingest.feeds.identity import identified, ids_change, without_versions
from briefing.ingest.feeds.outline import MOST_ITEMS, Outline, outline
from briefing.ingest.feeds.values import Criterion, FeedError, FeedFacts, FeedItem
from briefing.model import Document, LeftOut, Level, Problem
from briefing.text.urls import clean_url

__all__ = [
    "Criterion",
    "FeedError",
    "FeedFacts",
    "FeedItem",
    "feed_of",
    "format_items",
    "ids_change",
    "is_kept",
    "items_of",
    "parse_items",
]

_MARK = {"briefing": "feed-items", "version": 1}
_BOM = b"\xef\xbb\xbf"
_IS_KEPT = re.compile(rb'\s*\{\s*"briefing"\s*:\s*"feed-items"')
_LARGEST = 32_000_000
_LONGEST_TEXT = 2_000_000
"""Characters of one item; the rest is left out."""

_OTHER_ROOTS = {
    "opml": "is a list of feeds, no feed; name it feeds.opml to follow them",
    "urlset": "is a sitemap, no feed",
    "sitemapindex": "is a sitemap, no feed",
    "plist": "is a property list, no feed",
    "svg": "is a picture, no feed",
    "error": "is a server's error message, no feed",
}

_Found = tuple[FeedFacts, tuple[FeedItem, ...], tuple[Problem, ...]]


def items_of(document: Document, address: str = "", criterion: Criterion = Criterion.ID) -> _Found:
    """Return what the feed in *document* says about itself, its items in order, and what is wrong.

    *address* is where it was fetched from; without it, the document's place if that is an address.
    *criterion* is by what the feed's items were known so far (:attr:`FeedFacts.criterion`).

    Raises:
        FeedError: it is no feed; the message says what it is. Never for an item that is broken.
    """
    facts, items, problems, _ = feed_of(document, address, criterion)
    return facts, items, problems


def feed_of(
    document: Document, address: str = "", criterion: Criterion = Criterion.ID
) -> tuple[FeedFacts, tuple[FeedItem, ...], tuple[Problem, ...], tuple[LeftOut, ...]]:
    """Return the same as :func:`items_of`, and text of the document that is in no item."""
    if len(document.data) > _LARGEST:
        raise FeedError(f"has more than {_LARGEST // 1_000_000} MB")
    start = document.data.removeprefix(_BOM).lstrip()[:1]
    if not start:
        raise FeedError("is empty")
    address = clean_url(address or document.place)
    is_json = start in (b"{", b"[") or document.data[:4] in (b"{\0\n\0", b'{\0"\0')
    reading = _Reading(document, address)
    facts, items = reading.json() if is_json else reading.xml()
    facts, items = identified(replace(facts, criterion=criterion), reading.ordered(facts, items))
    items, versions = without_versions(items)
    kept = {item.key: item for item in items}
    for item in versions:
        reading.leave_version(item, kept[item.key])
    if not items and not reading.problems:
        reading.tell("the feed has no items", Level.NOTE)
    return facts, tuple(items), tuple(reading.problems), tuple(reading.left_out)


class _Reading:
    """The reading of one document, and what it has to tell."""

    def __init__(self, document: Document, address: str) -> None:
        self._document = document
        self._place = document.place
        self._address = address
        self.problems: list[Problem] = []
        self.left_out: list[LeftOut] = []

    def tell(self, message: str, level: Level = Level.WARNING, part: int = 0) -> None:
        place = f"{self._place}#{part}" if part else self._place
        self.problems.append(Problem(place=place, message=message, level=level))

    def leave(self, reason: str, text: str, line: int) -> None:
        self.left_out.append(LeftOut(place=f"{self._place}:{line}", reason=reason, text=text))

    def leave_version(self, item: FeedItem, kept: FeedItem) -> None:
        """Report what is in the feed twice."""
        if item.mark == kept.mark:
            self.tell(f"repeats item {kept.part}", Level.NOTE, item.part)
            return
        self.tell("the feed tells this article twice; the later version is taken", part=item.part)
        text = "\n".join(filter(None, (item.title, item.summary, item.html or item.text)))
        self.leave("an earlier version of an article in the same feed", text, item.line)

    def ordered(self, facts: FeedFacts, items: list[FeedItem]) -> list[FeedItem]:
        """*items* with the order of numeric dates that the feed as a whole shows, no longer than
        a text may be."""
        order = feed_order((item.printed or item.printed_update for item in items), facts.lang)
        return [self._cut(replace(item, order=order)) for item in items]

    def _cut(self, item: FeedItem) -> FeedItem:
        if len(item.html) + len(item.text) <= _LONGEST_TEXT:
            return item
        self.tell(
            f"has more than {_LONGEST_TEXT:,} characters; the rest is left out", part=item.part
        )
        rest = item.html[_LONGEST_TEXT:] or item.text[_LONGEST_TEXT:]
        self.leave("longer than a text may be", rest, item.line)
        return replace(item, html=item.html[:_LONGEST_TEXT], text=item.text[:_LONGEST_TEXT])

    # --- XML ---

    def xml(self) -> tuple[FeedFacts, list[FeedItem]]:
        decoded = xml_text(self._document.data)
        found = outline(decoded.text)
        if not found.is_feed:
            raise FeedError(_what(found, decoded.text))
        for note in (*decoded.notes, *dict.fromkeys(found.faults)):
            self.tell(note, Level.NOTE)
        for line, text in found.around:
            if text not in ("]>", "]", ">"):
                self.leave("stands before or after the feed", text, line)
        address = clean_url(found.address) or self._address
        facts, authors, is_atom = vocabulary.facts_of(found, address)
        context = vocabulary.Context(
            facts=facts,
            base=facts.home or facts.url,
            authors=authors,
            is_atom=is_atom,
            prefixes=found.prefixes,
        )
        items = [self._item(found, n, context) for n in range(len(found.pieces))]
        return facts, [item for item in items if item]

    def _item(self, found: Outline, n: int, context: vocabulary.Context) -> FeedItem | None:
        piece = found.pieces[n]
        if piece.faults:
            told = "; ".join(piece.faults)
            self.tell(f"broken XML (line {piece.line}): {told}", Level.NOTE, part=n + 1)
        try:
            return vocabulary.item_of(piece, n + 1, context)
        except Exception as error:  # noqa: BLE001 - feedparser's own mistakes are many, an item's
            self.tell(f"cannot be read: {type(error).__name__}: {error}", part=n + 1)
            self.leave("cannot be read", piece.xml, piece.line)
            return None

    # --- JSON ---

    def json(self) -> tuple[FeedFacts, list[FeedItem]]:
        try:
            feed, values, faults = json_items.parse_json(self._document.data)
        except ValueError as error:
            raise FeedError(str(error)) from error
        for fault in faults:
            self.tell(fault)
        facts = json_items.facts_of(feed, self._address)
        authors = json_items.authors_of(feed)
        items: list[FeedItem] = []
        for part, value in enumerate(values[:MOST_ITEMS], start=1):
            if isinstance(value, Mapping):
                items.append(json_items.foreign_item(value, part, facts, authors))
            else:
                self.tell("is no object with fields; it is left out", part=part)
                self.leave("no object with fields", json.dumps(value, ensure_ascii=False), 1)
        if len(values) > MOST_ITEMS:
            self.tell(f"only the first {MOST_ITEMS:,} items are read")
        return facts, items


def _what(found: Outline, text: str) -> str:
    """What a document is that is no feed."""
    if found.is_page:
        return "is a web page, no feed; the page may name its feed"
    if found.root:
        known = _OTHER_ROOTS.get(found.root)
        return known or f"is XML of another kind (its root is <{found.root}>), no feed"
    return "is text without a feed in it" if text.strip() else "is empty"


# --- kept items -----------------------------------------------------------------------------------


def is_kept(data: bytes) -> bool:
    """Return whether *data* is a document of kept items."""
    return bool(_IS_KEPT.match(data.removeprefix(_BOM)[:200]))


def format_items(pairs: Iterable[tuple[FeedFacts, FeedItem]]) -> bytes:
    """Return a document of kept items, each with what its feed says about itself."""
    lines = [_line(_MARK)]
    for facts, item in pairs:
        feed = {
            "url": facts.url,
            "title": facts.title,
            "home": facts.home,
            "lang": facts.lang,
            "built": facts.built,
            "section": facts.section,
        }
        told = {name: value for name, value in feed.items() if value}
        lines.append(_line({"feed": told, "item": json_items.kept_object(item)}))
    return b"".join(lines)


def parse_items(
    document: Document,
) -> tuple[tuple[tuple[FeedFacts, FeedItem], ...], tuple[Problem, ...], tuple[LeftOut, ...]]:
    """Return the items that *document* keeps, each with its feed; a line that is none is told.

    Raises:
        FeedError: it is no such document, or of a later version of this program.
    """
    if not is_kept(document.data):
        raise FeedError("is no document of kept feed items")
    lines = document.data.removeprefix(_BOM).decode("utf-8", "replace").split("\n")
    version = _object(lines[0]).get("version")
    if version != _MARK["version"]:
        raise FeedError(f"was written by another version of this program (form {version})")
    pairs: list[tuple[FeedFacts, FeedItem]] = []
    problems: list[Problem] = []
    left_out: list[LeftOut] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        try:
            pairs.append(_kept(_object(line), len(pairs) + 1, number))
        except ValueError as error:
            place = f"{document.place}:{number}"
            problems.append(Problem(place=place, message=f"is no feed item: {error}"))
            left_out.append(LeftOut(place=place, reason="no feed item", text=line))
    return tuple(pairs), tuple(problems), tuple(left_out)


def _line(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _object(line: str) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError("no object")  # noqa: TRY004 - one kind of error for one kind of fault
    return value


def _kept(value: Mapping[str, Any], part: int, line: int) -> tuple[FeedFacts, FeedItem]:
    feed, item = value.get("feed"), value.get("item")
    if not isinstance(feed, Mapping) or not isinstance(item, Mapping):
        raise ValueError("has no “feed” and “item”")  # noqa: TRY004
    told = (feed.get(name) for name in ("url", "title", "home", "lang", "built", "section"))
    url, title, home, lang, built, section = (x if isinstance(x, str) else "" for x in told)
    facts = FeedFacts(url=url, title=title, home=home, lang=lang, built=built, section=section)
    return facts, replace(json_items.kept_item(item, part), line=line)

"""Feeds → entries: RSS 0.9 to 2.0, Atom, RDF, JSON Feed, and the items that fetching has kept.

    decoding      bytes → text
    markup        text → tags and texts, whatever is wrong with them
    outline       → head and items, each well-formed on its own    whole: what makes it so
    vocabulary    one item of RSS, Atom, RDF → values, by feedparser
                  (renamed, titles, people, pictures, dates)
    json_items    one item of JSON Feed ⇄ values
    identity      by what an item is known again
    items         a whole feed → values; values ⇄ kept lines        (what fetching uses)
    articles      an item → an article
    opml          lists of feeds

One item that is broken costs no other: each is read on its own. Nothing is trusted: sizes, nesting
and the number of tags are limited before any parser sees them, entities that are more than a plain
text are not resolved, and the HTML goes through :mod:`briefing.text.html` like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.ingest.feeds.articles import Made, article_of, dates_of
from briefing.ingest.feeds.dates import doubtful, feed_moment
from briefing.ingest.feeds.items import feed_of, is_kept, parse_items
from briefing.ingest.feeds.values import FeedError, FeedFacts, FeedItem
from briefing.ingest.reading import Reading, entry, together, unread
from briefing.model import Document, Evidence, Harvest, LeftOut, Problem

__all__ = ["harvest_feed"]

_Pairs = Sequence[tuple[FeedFacts, FeedItem]]


def harvest_feed(document: Document, reading: Reading) -> Harvest:
    """Return the items of a feed, or of kept items, as entries, each with its faults told."""
    try:
        if is_kept(document.data):
            pairs, problems, left_out = parse_items(document)
        else:
            facts, items, problems, left_out = feed_of(document)
            pairs = tuple((facts, item) for item in items)
    except FeedError as error:
        return unread(document, str(error))
    read = Harvest(problems=problems, left_out=left_out)
    doubts = _doubts(pairs, reading)
    return together(
        [
            read,
            *(_harvest(document, pair, reading, doubts.get(n, "")) for n, pair in enumerate(pairs)),
        ]
    )


def _harvest(
    document: Document, pair: tuple[FeedFacts, FeedItem], reading: Reading, doubt: str
) -> Harvest:
    facts, item = pair
    made = article_of(item, facts, reading)
    place = f"{document.place}#{item.part}"
    if made is None:
        problem = Problem(place=place, message="the item has neither headline nor text")
        return Harvest(problems=(problem,), left_out=tuple(_left_out(document, item, ())))
    return Harvest(
        entries=(entry(made.article, document, item.part),),
        left_out=tuple(_left_out(document, item, made.notices)),
        problems=tuple(Problem(place=place, message=text) for text in _faults(made, doubt)),
        evidence=tuple(_evidence(item, made)),
    )


def _left_out(document: Document, item: FeedItem, notices: tuple[str, ...]) -> Iterator[LeftOut]:
    place = f"{document.place}:{item.line}" if item.line else f"{document.place}#{item.part}"
    for notice in notices:
        yield LeftOut(place=place, reason="leads to the item's own page", text=notice)
    for name, text in item.unplaced:
        yield LeftOut(place=place, reason=f"<{name}> has no place in an entry", text=text)


def _faults(made: Made, doubt: str) -> Iterator[str]:
    if made.date_fault:
        yield f"{made.date_fault}; the entry is dated by the day of collection"
    if doubt:
        yield f"the date {made.article.date} {doubt}; correct it in the entry if it is wrong"


def _evidence(item: FeedItem, made: Made) -> Iterator[Evidence]:
    where = f"item {item.part} of the feed"
    yield Evidence(part=item.part, about="boundary", reason=where, line=item.line)
    printed = item.printed or item.printed_update
    reason = f"“{printed[:60]}” in the feed" if made.article.date else "no date in the feed"
    yield Evidence(part=item.part, about="date", reason=reason, line=item.line)
    yield Evidence(part=item.part, about="guid", reason=item.key, line=item.line)


def _doubts(pairs: _Pairs, reading: Reading) -> dict[int, str]:
    """By position among *pairs*, what is wrong with dates when a feed's items are seen together."""
    found: dict[int, str] = {}
    feeds: dict[FeedFacts, list[int]] = {}
    for n, (facts, _) in enumerate(pairs):
        feeds.setdefault(facts, []).append(n)
    for facts, places in feeds.items():
        dates = dates_of([pairs[n][1] for n in places], reading)
        built = feed_moment(facts.built, reading.zone) if facts.built else None
        for position, why in doubtful(dates, built).items():
            found[places[position]] = why
    return found

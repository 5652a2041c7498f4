"""What is new in a feed, by what was known of it. Pure: document and what is known → news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefing.ingest.feeds.identity import ids_change
from briefing.ingest.feeds.items import feed_of
from briefing.ingest.feeds.values import Criterion, FeedFacts, FeedItem
from briefing.model import Document, LeftOut, Level, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What earlier fetches found in a feed."""

    marks: Mapping[str, str] = field(default_factory=dict)
    """Key → mark of its items."""

    names: Mapping[str, str] = field(default_factory=dict)
    """What else an item was known by → its key."""

    criterion: str = ""
    """By what its items are known; empty for a feed that was never read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What one fetch found in a feed."""

    facts: FeedFacts
    fresh: tuple[FeedItem, ...]
    """Items that are new or say something else than before, in the order of the feed."""

    new: int
    """How many of them were not known at all."""

    marks: dict[str, str]
    names: dict[str, str]
    arrivals: tuple[int, ...]
    """When the new ones came, in seconds since 1970: as they say, but not after now."""

    problems: tuple[Problem, ...] = ()


def news_of(document: Document, known: Known, now: dt.datetime) -> News:
    """Return what is new in the feed in *document*, whose place is the feed's address.

    An item keeps the key that it had first, so that its entry keeps its guid, even where the feed
    is found to change its ids and its links have to decide.

    Raises:
        FeedError: it is no feed.
    """
    criterion = _criterion(known.criterion)
    facts, items, problems, left_out = feed_of(document, document.place, criterion)
    names = {**known.names, **{key: key for key in known.marks}}
    if facts.criterion is Criterion.ID and ids_change(items, names):
        facts, items, problems, left_out = feed_of(document, document.place, Criterion.LINK)
    items = tuple(_under_first_keys(items, names))
    fresh = tuple(item for item in items if known.marks.get(item.key) != item.mark)
    unseen = [item for item in fresh if item.key not in known.marks]
    return News(
        facts=facts,
        fresh=fresh,
        new=len(unseen),
        marks={item.key: item.mark for item in items},
        names={name: item.key for item in items for name in item.also if name != item.key},
        arrivals=tuple(sorted({_arrival(item, now) for item in unseen})),
        problems=(*problems, *_as_problems(left_out)),
    )


def _criterion(name: str) -> Criterion:
    return Criterion(name) if name in [*Criterion] else Criterion.ID


def _under_first_keys(items: Iterable[FeedItem], names: Mapping[str, str]) -> Iterator[FeedItem]:
    """*items* under the keys that they had first; no two of them under one."""
    items = [*items]
    taken = {item.key for item in items}
    for item in items:
        first = names.get(item.key, item.key)
        if first == item.key or first in taken:
            yield item
        else:
            taken.add(first)
            yield replace(item, key=first, also=(item.key, *item.also))


def _arrival(item: FeedItem, now: dt.datetime) -> int:
    told = item.published
    return int(min(told, now).timestamp() if told else now.timestamp())


def _as_problems(left_out: Iterable[LeftOut]) -> Iterator[Problem]:
    for one in left_out:
        message = f"left out ({one.reason}): {one.text}"
        yield Problem(place=one.place, message=message, level=Level.NOTE)

"""The pages of sources and topics: an index, a front page each, and their months.

A front page holds the newest entries; a month page all of its month, so that a new day changes no
older one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from briefing.config import Config
from briefing.model import Digest, Entry
from briefing.render.addresses import Base, month_path, term_key
from briefing.render.feed_pages import Telling, entries_feed
from briefing.render.names import names_of
from briefing.render.pages import (
    EntryView,
    FeedLink,
    Link,
    MonthLink,
    Page,
    TermLink,
    TermMonthPage,
    TermPage,
    TermsPage,
)
from briefing.render.site import MEDIA_TYPES

NEWEST = 30
"""Entries on a front page."""

TAXONOMIES: dict[str, Callable[[Entry], tuple[str, ...]]] = {
    "sources": lambda entry: (entry.source,),
    "topics": lambda entry: entry.topics,
}
"""The ways to sort entries, each with what an entry says."""


class Mention(Struct, frozen=True, kw_only=True):
    """A source or topic that a day's entries name."""

    taxonomy: str
    key: str
    name: str
    """As the first of them writes it, so that archived pages stay as they are."""

    place: int
    """Of that first naming among those of the day and its taxonomy."""

    places: tuple[int, ...]
    """Of the entries, in the order of the day's page."""


def mentions(digest: Digest) -> list[Mention]:
    """Return the sources and topics that the entries of *digest* name."""
    return [one for taxonomy in TAXONOMIES for one in _mentions(taxonomy, digest)]


def _mentions(taxonomy: str, digest: Digest) -> Iterator[Mention]:
    names: dict[str, tuple[str, int]] = {}
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(digest.entries):
        for name in TAXONOMIES[taxonomy](entry):
            if not name.strip():
                continue
            key = term_key(name)
            names.setdefault(key, (name, len(names)))
            found = places.setdefault(key, [])
            if place not in found[-1:]:
                found.append(place)
    for key, (name, first) in names.items():
        yield Mention(taxonomy=taxonomy, key=key, name=name, place=first, places=tuple(places[key]))


class Term(Struct, frozen=True, kw_only=True):
    """One source or topic."""

    taxonomy: str
    name: str
    folder: str
    """Ends with a slash."""


def terms_page(taxonomy: str, found: Sequence[TermLink], config: Config) -> TermsPage:
    """Return the index of a *taxonomy*."""
    path, base = f"{taxonomy}/index.html", Base(config.base_url)
    return TermsPage(
        path=path,
        url=base.local(path),
        canonical=base.absolute(path),
        title=title_of(taxonomy, config),
        taxonomy=taxonomy,
        terms=tuple(found),
    )


def title_of(taxonomy: str, config: Config) -> str:
    """Return what the interface's language calls the *taxonomy*."""
    names = names_of(config.language)
    return {"sources": names.sources, "topics": names.topics}[taxonomy]


def term_pages(
    term: Term, newest: Sequence[Telling], months: Sequence[MonthLink], config: Config
) -> list[Page]:
    """Return the front page of *term* and its feed.

    *newest* has its newest entries with their texts, *months* all its months, both newest first.
    """
    path, base = f"{term.folder}index.html", Base(config.base_url)
    front = TermPage(
        path=path,
        url=base.local(path),
        canonical=base.absolute(path),
        title=term.name,
        breadcrumbs=(_above(term, config),),
        feeds=(_feed(term, config),),
        taxonomy=term.taxonomy,
        name=term.name,
        entry_count=sum(month.entry_count for month in months),
        entries=tuple(view for view, _ in newest[:NEWEST]),
        months=tuple(months),
    )
    told = newest[: config.feeds.entries]
    return [front, entries_feed(term.name, term.folder, told, config)]


def month_link(folder: str, month: dt.date, days: int, entries: int, config: Config) -> MonthLink:
    """Return a month of the term in *folder* for a list of months."""
    return MonthLink(
        month=month,
        url=Base(config.base_url).local(month_path(month, folder)),
        day_count=days,
        entry_count=entries,
    )


def term_month_page(
    term: Term, month: dt.date, entries: Sequence[EntryView], config: Config
) -> TermMonthPage:
    """Return the page of one *month* of *term*; *entries* are the newest first."""
    path, base = month_path(month, term.folder), Base(config.base_url)
    return TermMonthPage(
        path=path,
        url=base.local(path),
        canonical=base.absolute(path),
        title=term.name,
        breadcrumbs=(_above(term, config), Link(title=term.name, url=base.local(term.folder))),
        feeds=(_feed(term, config),),
        taxonomy=term.taxonomy,
        name=term.name,
        term_url=base.local(term.folder),
        month=month,
        entries=tuple(entries),
    )


def _above(term: Term, config: Config) -> Link:
    url = Base(config.base_url).local(f"{term.taxonomy}/")
    return Link(title=title_of(term.taxonomy, config), url=url)


def _feed(term: Term, config: Config) -> FeedLink:
    url = Base(config.base_url).local(f"{term.folder}feed.xml")
    return FeedLink(title=term.name, url=url, type=MEDIA_TYPES["rss"])

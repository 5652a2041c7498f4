"""The pages of sources and topics: an index, a front page each, and their months.

A front page holds the newest entries; a month page all of its month, so that a new day changes no
older one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.model import Digest, Entry
from briefing.render.addresses import month_path, term_key
from briefing.render.names import names_of
from briefing.render.pages import (
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
from briefing.render.views import Views

_NEWEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """A way to sort entries: by source or by topic."""

    name: str
    """``sources`` or ``topics``: also its folder."""

    title: str
    folders: Mapping[str, str]
    """Key of the term → folder, ending with a slash."""

    terms_of: Callable[[Entry], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One source or topic with its entries, newest day first and within it as on the page."""

    name: str
    """As the first entry that has it writes it, so that archived pages stay as they are."""

    folder: str
    taxonomy: Taxonomy
    entries: tuple[tuple[dt.date, Entry], ...]


def taxonomies(views: Views) -> tuple[Taxonomy, ...]:
    """Return the site's taxonomies."""
    names = names_of(views.language)
    return (
        Taxonomy(
            name="sources",
            title=names.sources,
            folders=views.at.sources,
            terms_of=lambda entry: (entry.source,) if entry.source.strip() else (),
        ),
        Taxonomy(
            name="topics",
            title=names.topics,
            folders=views.at.topics,
            terms_of=lambda entry: tuple(name for name in entry.topics if name.strip()),
        ),
    )


def terms(taxonomy: Taxonomy, digests: Sequence[Digest]) -> list[Term]:
    """Return the terms of *taxonomy* by name."""
    names: dict[str, str] = {}
    found: dict[str, list[tuple[dt.date, Entry]]] = defaultdict(list)
    for digest in digests:
        for entry in digest.entries:
            for key, name in {term_key(name): name for name in taxonomy.terms_of(entry)}.items():
                names.setdefault(key, name)
                found[key].append((digest.day, entry))
    made = [
        Term(
            name=names[key],
            folder=taxonomy.folders[key],
            taxonomy=taxonomy,
            # The sort is stable: within a day the entries keep the order of the page.
            entries=tuple(sorted(entries, key=lambda one: one[0], reverse=True)),
        )
        for key, entries in found.items()
    ]
    return sorted(made, key=lambda term: (term.name.casefold(), term.folder))


def term_pages(digests: Sequence[Digest], views: Views) -> Iterator[Page]:
    """Yield the index of each taxonomy, its terms and their months."""
    for taxonomy in taxonomies(views):
        found = terms(taxonomy, digests)
        yield _index(taxonomy, found, views)
        for term in found:
            months = {
                month: tuple(entries)
                for month, entries in groupby(term.entries, key=lambda one: one[0].replace(day=1))
            }
            yield _front(term, months, views)
            for month, entries in months.items():
                yield _month(term, month, [entry for _, entry in entries], views)


def _index(taxonomy: Taxonomy, found: Sequence[Term], views: Views) -> TermsPage:
    path = f"{taxonomy.name}/index.html"
    return TermsPage(
        path=path,
        url=views.at.base.local(path),
        canonical=views.at.base.absolute(path),
        title=taxonomy.title,
        taxonomy=taxonomy.name,
        terms=tuple(
            TermLink(
                name=term.name,
                url=views.at.base.local(term.folder),
                entry_count=len(term.entries),
                latest=term.entries[0][0],
            )
            for term in found
        ),
    )


def _above(term: Term, views: Views) -> Link:
    return Link(title=term.taxonomy.title, url=views.at.base.local(f"{term.taxonomy.name}/"))


def _feed(term: Term, views: Views) -> FeedLink:
    url = views.at.base.local(f"{term.folder}feed.xml")
    return FeedLink(title=term.name, url=url, type=MEDIA_TYPES["rss"])


def _front(
    term: Term, months: Mapping[dt.date, Sequence[tuple[dt.date, Entry]]], views: Views
) -> TermPage:
    path = f"{term.folder}index.html"
    return TermPage(
        path=path,
        url=views.at.base.local(path),
        canonical=views.at.base.absolute(path),
        title=term.name,
        breadcrumbs=(_above(term, views),),
        feeds=(_feed(term, views),),
        taxonomy=term.taxonomy.name,
        name=term.name,
        entry_count=len(term.entries),
        entries=tuple(views.entry(entry) for _, entry in term.entries[:_NEWEST]),
        months=tuple(
            MonthLink(
                month=month,
                url=views.at.base.local(month_path(month, term.folder)),
                day_count=len({day for day, _ in entries}),
                entry_count=len(entries),
            )
            for month, entries in months.items()
        ),
    )


def _month(term: Term, month: dt.date, entries: Sequence[Entry], views: Views) -> TermMonthPage:
    path = month_path(month, term.folder)
    return TermMonthPage(
        path=path,
        url=views.at.base.local(path),
        canonical=views.at.base.absolute(path),
        title=term.name,
        breadcrumbs=(
            _above(term, views),
            Link(title=term.name, url=views.at.base.local(term.folder)),
        ),
        feeds=(_feed(term, views),),
        taxonomy=term.taxonomy.name,
        name=term.name,
        term_url=views.at.base.local(term.folder),
        month=month,
        entries=tuple(map(views.entry, entries)),
    )

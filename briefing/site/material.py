"""What the pages of each unit are made of, fetched from what is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import msgspec

from briefing.catalog import ContentShelf, SiteShelf
from briefing.config import Config
from briefing.content import decode_value
from briefing.model import StandingPage
from briefing.render import terms
from briefing.render.addresses import Base, month_path, page_paths, year_path
from briefing.render.archive import archive_page, month_link, month_page, year_page
from briefing.render.day_pages import Day
from briefing.render.feed_pages import opml, site_feeds
from briefing.render.layout import DAYS_AT_HOME, home_pages, standing_pages
from briefing.render.maps import map_index, map_page
from briefing.render.pages import DayLink, FeedItem, MonthLink, SitemapUrl, StoryView, TermLink
from briefing.render.terms import NEWEST, TAXONOMIES, Term, title_of
from briefing.site.days import day_of
from briefing.site.index import Source, day_task
from briefing.site.units import (
    DayUnit,
    Material,
    Ready,
    StoryUnit,
    TermMonthUnit,
    TermUnit,
    Unit,
    texts_in_order,
)

_decode_link = msgspec.json.Decoder(DayLink).decode
_decode_item = msgspec.json.Decoder(FeedItem).decode
_decode_urls = msgspec.json.Decoder(tuple[SitemapUrl, ...]).decode


_DAYS_KEPT = 200
"""Days whose views are kept at hand: those of one month stand in many sources and topics."""


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _first(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{month}-01")


@dataclass(frozen=True, slots=True)
class Library:
    """Fetches the material of units; raises ValueError where what is kept does not fit together."""

    shelf: SiteShelf
    source: Source
    config: Config
    _cards: dict[str, tuple[list[bytes], list[str]]] = field(default_factory=dict, compare=False)

    @property
    def contents(self) -> ContentShelf:
        """What is known of the content."""
        return self.source.contents

    def material(self, unit: Unit) -> Material | None:
        """Return what the pages of *unit* are made of; None where it is no more."""
        return _KINDS[unit.kind](self, unit.name)

    # --- days --------------------------------------------------------------------------------

    def day(self, name: str) -> Material | None:
        """Return the material of a day."""
        if self.shelf.outline(name) is None:
            return None
        ((day, files),) = self.source.days([name])
        previous, following = self.shelf.day_before(name), self.shelf.day_after(name)
        return DayUnit(day_task(self.shelf, day, files), _day(previous), _day(following))

    def _looked_at(self, names: Sequence[str]) -> list[Day]:
        """The days *names* with all their views."""
        return [
            day_of(day_task(self.shelf, day, files), self.config)
            for day, files in self.source.days([*names])
        ]

    def home(self, _: str) -> Material:
        """Return the material of home and the latest day."""
        newest = self.shelf.newest_days(1)
        latest = next(iter(self._looked_at(newest)), None)
        links = self.shelf.links(newest[0], DAYS_AT_HOME) if newest else []
        previous = self.shelf.day_before(newest[0]) if newest else ""
        before = [*map(_decode_link, links)]
        return Ready(tuple(home_pages(latest, before, _day(previous), self.config)))

    def feeds(self, _: str) -> Material:
        """Return the material of the site's feeds."""
        wanted = self.config.feeds.stories
        told: list[tuple[StoryView, list[str]]] = []
        latest, *_rest = [*self.shelf.newest_days(1), ""]
        day = latest
        while day and len(told) < wanted:
            (one,) = self._looked_at([day])
            bodies = [[e.body for e in story.entries] for story in one.digest.stories]
            told += zip(one.view.stories, bodies, strict=True)
            day = self.shelf.day_before(day)
        items = [*map(_decode_item, self.shelf.items(self.config.feeds.days))]
        return Ready(tuple(site_feeds(told[:wanted], items, _day(latest), self.config)))

    # --- lists of days -----------------------------------------------------------------------

    def month(self, name: str) -> Material | None:
        """Return the material of a month."""
        links = [*map(_decode_link, self.shelf.month_days(name, "link"))]
        if not links:
            return None
        before = self.shelf.day_before(f"{name}-01")
        previous = _first(before[:7]) if before else None
        return Ready((month_page(_first(name), links, previous, self.config),))

    def _months(self, year: str = "") -> list[MonthLink]:
        return [
            month_link(_first(row.month), row.days, row.stories, row.entries, self.config)
            for row in self.shelf.months(year)
        ]

    def year(self, name: str) -> Material | None:
        """Return the material of a year."""
        months = self._months(name)
        return Ready((year_page(int(name), months, self.config),)) if months else None

    def archive(self, _: str) -> Material:
        """Return the material of the archive."""
        return Ready((archive_page(self._months(), self.config),))

    # --- sources, topics, stories ------------------------------------------------------------

    def _entries(self, days: Sequence[tuple[str, list[int]]]) -> Iterator[tuple[bytes, str]]:
        """View and content path of the entries at these places."""
        for day, places in days:
            if day not in self._cards:
                while len(self._cards) >= _DAYS_KEPT:
                    del self._cards[next(iter(self._cards))]
                self._cards[day] = self.shelf.cards(day)
            cards, paths = self._cards[day]
            yield from ((cards[place], paths[place]) for place in places)

    def _term_of(self, name: str) -> tuple[str, str, Term] | None:
        taxonomy, _, key = name.partition("/")
        found = self.shelf.term(taxonomy, key)
        if found is None:
            return None
        return taxonomy, key, Term(taxonomy=taxonomy, name=found[0], folder=found[1])

    def term(self, name: str) -> Material | None:
        """Return the material of a source or topic."""
        if (found := self._term_of(name)) is None:
            return None
        taxonomy, key, term = found
        most = max(NEWEST, self.config.feeds.entries)
        rows = [*islice(self._entries(self.shelf.places_of(taxonomy, key, limit=most)), most)]
        paths = [path for _, path in rows[: self.config.feeds.entries]]
        texts = texts_in_order(paths, self.contents.texts(paths))
        months = tuple(self.shelf.term_months(taxonomy, key))
        return TermUnit(term, tuple(card for card, _ in rows), texts, months)

    def term_month(self, name: str) -> Material | None:
        """Return the material of a month of a source or topic."""
        month, _, rest = name.partition("/")
        if (found := self._term_of(rest)) is None:
            return None
        taxonomy, key, term = found
        cards = tuple(card for card, _ in self._entries(self.shelf.places_of(taxonomy, key, month)))
        return TermMonthUnit(term, _first(month), cards) if cards else None

    def _links_to_terms(self, taxonomy: str) -> list[TermLink]:
        base = Base(self.config.base_url)
        found = sorted(self.shelf.terms(taxonomy), key=lambda row: (row[0].casefold(), row[1]))
        return [
            TermLink(
                name=name,
                url=base.local(folder),
                entry_count=count,
                latest=dt.date.fromisoformat(latest),
            )
            for name, folder, count, latest in found
        ]

    def terms(self, taxonomy: str) -> Material:
        """Return the material of an index of sources or topics."""
        links = self._links_to_terms(taxonomy)
        return Ready((terms.terms_page(taxonomy, links, self.config),))

    def opml(self, _: str) -> Material:
        """Return the material of the list of all feeds."""
        groups = [
            (title_of(taxonomy, self.config), self._links_to_terms(taxonomy))
            for taxonomy in TAXONOMIES
        ]
        return Ready((opml(groups, self.config),))

    def story(self, story: str) -> Material | None:
        """Return the material of a story."""
        folder, days = self.shelf.story_folder(story), self.shelf.story_days(story)
        if not days:
            return None
        texts = self.contents.texts({path for _, paths in days for path in paths})
        parts = tuple((view, texts_in_order(paths, texts)) for view, paths in days)
        return StoryUnit(folder, parts)

    # --- maps and standing pages -------------------------------------------------------------

    def standing(self) -> list[StandingPage]:
        """Return the standing pages, in the order of paths."""
        found = [decode_value(part.value).page for part in self.contents.of_kind("page")]
        return [page for page in found if page]

    def standing_pages(self, _: str) -> Material:
        """Return the material of the standing pages and 404."""
        return Ready(tuple(standing_pages(self.standing(), self.config)))

    def map(self, name: str) -> Material | None:
        """Return the material of a sitemap."""
        base = Base(self.config.base_url)
        urls = self._site_urls(base) if name == "site" else self._month_urls(name, base)
        return Ready((map_page(name, urls, self.config),)) if urls else None

    def _month_urls(self, month: str, base: Base) -> list[SitemapUrl]:
        days = self.shelf.month_days(month, "urls")
        found = [url for value in days for url in _decode_urls(value)]
        paths = [month_path(_first(month))] if days else []
        paths += [month_path(_first(month), f) for f in self.shelf.folders_in_month(month)]
        found += [SitemapUrl(loc=base.absolute(path)) for path in paths]
        return found + [
            SitemapUrl(loc=base.absolute(f"{folder}index.html"), lastmod=changed)
            for folder, changed in self.shelf.stories_begun(month)
        ]

    def _site_urls(self, base: Base) -> list[SitemapUrl]:
        paths = ["index.html", "archive/index.html"]
        paths += [f"{taxonomy}/index.html" for taxonomy in TAXONOMIES]
        years = dict.fromkeys(row.month[:4] for row in self.shelf.months())
        paths += [year_path(int(year)) for year in years]
        paths += [f"{folder}index.html" for folder in self.shelf.all_folders()]
        paths += page_paths(self.standing())[0].values()
        return [SitemapUrl(loc=base.absolute(path)) for path in paths]

    def maps(self, _: str) -> Material:
        """Return the material of the index of the sitemaps."""
        return Ready(tuple(map_index(self.shelf.maps() | {"site": ""}, self.config)))


_KINDS: Mapping[str, Callable[[Library, str], Material | None]] = {
    "day": Library.day,
    "story": Library.story,
    "term": Library.term,
    "term_month": Library.term_month,
    "month": Library.month,
    "year": Library.year,
    "archive": Library.archive,
    "terms": Library.terms,
    "home": Library.home,
    "feeds": Library.feeds,
    "opml": Library.opml,
    "map": Library.map,
    "maps": Library.maps,
    "standing": Library.standing_pages,
}


def unit_of(path: str, shelf: SiteShelf) -> Unit:
    """Return the unit that the output *path* belongs to, if the site has it."""
    parts = path.split("/")
    first, inside = parts[0], parts[1:]
    if first in _FILES:
        return Unit(_FILES[first])
    if first in ("archive", "latest") and inside == ["index.html"]:
        return Unit("home" if first == "latest" else "archive")
    if first == "sitemaps" and len(parts) == 2:
        return Unit("map", parts[1].removesuffix(".xml"))
    if first in (*TAXONOMIES, "stories"):
        return _named(parts, shelf)
    if first.isdecimal() and len(first) == 4:
        return _dated(parts)
    return Unit("standing")


_FILES = {
    "index.html": "home", "feeds.opml": "opml", "sitemap.xml": "maps", "robots.txt": "maps",
    **dict.fromkeys("feed.xml rss.xml index.xml atom.xml feed.json daily.xml".split(), "feeds"),
}  # fmt: skip


def _named(parts: Sequence[str], shelf: SiteShelf) -> Unit:
    """The unit of a path below ``sources/``, ``topics/`` or ``stories/``."""
    if len(parts) <= 2:
        return Unit("terms", parts[0]) if parts[0] in TAXONOMIES else Unit("standing")
    found = shelf.named(f"{parts[0]}/{parts[1]}/")
    if found is None:
        return Unit("standing")
    kind, key = found
    if kind == "stories":
        return Unit("story", key)
    dated = len(parts) == 5
    return (
        Unit("term_month", f"{parts[2]}-{parts[3]}/{kind}/{key}")
        if dated
        else Unit("term", f"{kind}/{key}")
    )


def _dated(parts: Sequence[str]) -> Unit:
    """The unit of a path below a year."""
    dates = [part for part in parts[:3] if part.isdecimal()]
    kind = ("year", "month", "day")[len(dates) - 1]
    return Unit(kind, "-".join(dates))

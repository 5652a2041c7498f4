"""The pages of a day: the day itself, its entries, its feed; and what the rest of the site shows
of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefing.config import Config
from briefing.model import Digest, Entry, Problem
from briefing.render.addresses import Addresses, Base, day_path, entry_paths
from briefing.render.feed_pages import day_feed, day_item
from briefing.render.lede import shorten, stands_in
from briefing.render.pages import (
    DayLink,
    DayPage,
    DigestView,
    EntryPage,
    EntryView,
    FeedItem,
    Link,
    Page,
    SitemapUrl,
    StoryView,
)
from briefing.render.verify import invented
from briefing.render.views import Views

_DESCRIPTION = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The folders of the stories (by id), sources and topics (by key) that a day names."""

    stories: Mapping[str, str]
    sources: Mapping[str, str]
    topics: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day with all its views: everything that the site shows of it comes from here."""

    digest: Digest
    view: DigestView
    views: Views
    problems: tuple[Problem, ...]

    @property
    def entries(self) -> list[tuple[Entry, EntryView]]:
        """The entries with their views, in the order of the page."""
        views = (view for story in self.view.stories for view in story.entries)
        return list(zip(self.digest.entries, views, strict=True))

    def link(self) -> DayLink:
        """Return the day for lists of days."""
        return self.views.day_link(self.digest)

    def item(self) -> FeedItem:
        """Return the day for the feed of days."""
        return day_item(self.digest, self.view, self.views)

    def urls(self) -> tuple[SitemapUrl, ...]:
        """Return the day's pages for search engines, in the order of addresses."""
        changed = [(_changed(view), view.permalink) for _, view in self.entries]
        newest = max(day for day, _ in changed)
        found = [SitemapUrl(loc=self.view.permalink, lastmod=newest)]
        found += [SitemapUrl(loc=url, lastmod=day) for day, url in changed]
        return tuple(sorted(found, key=lambda url: url.loc))


def _changed(view: EntryView) -> str:
    return (view.updated or view.date).date().isoformat()


def changed_on(story: StoryView) -> str:
    """Return the last day on which an entry of *story* was published or changed."""
    return max(map(_changed, story.entries))


def view_day(digest: Digest, folders: Folders, config: Config) -> Day:
    """Return the views of *digest*; *folders* has a folder for all that the day names."""
    paths, problems = entry_paths(digest.day, digest.entries)
    at = Addresses(
        base=Base(config.base_url),
        entries=paths,
        stories=folders.stories,
        sources=folders.sources,
        topics=folders.topics,
    )
    views = Views(at=at, zone=config.zone, language=config.language)
    view = views.digest(digest)
    found = (*problems, *invented(digest, view))
    return Day(digest=digest, view=view, views=views, problems=found)


def day_pages(
    day: Day, previous: dt.date | None, following: dt.date | None, config: Config
) -> list[Page]:
    """Return the page of *day*, those of its entries, and its feed; *previous* and *following* are
    the days with entries around it."""
    return [
        day_page(day, previous, following),
        *entry_pages(day),
        day_feed(day.digest, day.view, day.views, previous, config),
    ]


def day_page(
    day: Day, previous: dt.date | None, following: dt.date | None, *, latest: bool = False
) -> DayPage:
    """Return the page of *day*, or ``/latest/``."""
    views = day.views
    path = "latest/index.html" if latest else day_path(day.digest.day)
    return DayPage(
        path=path,
        url=views.at.base.local(path),
        canonical=day.view.permalink,
        title=day.view.title,
        description=headlines(day.digest),
        breadcrumbs=views.crumbs(day.digest.day, 2),
        digest=day.view,
        previous=_neighbour(previous, views),
        next=_neighbour(following, views),
        is_latest=latest,
    )


def headlines(digest: Digest) -> str:
    """Return the first headlines of a day, as many as fit a description."""
    taken = shorten(digest.stories[0].title)
    for story in digest.stories[1:]:
        longer = f"{taken} · {story.title}"
        if len(longer) > _DESCRIPTION:
            break
        taken = longer
    return taken


def _neighbour(day: dt.date | None, views: Views) -> DayLink | None:
    """A day's address, and nothing that may change while this page should not."""
    return DayLink(day=day, url=views.at.base.local(day_path(day))) if day else None


def entry_pages(day: Day) -> Iterator[EntryPage]:
    """Yield the page of every entry, linked to its neighbours in the order of the day."""
    tellings = [story for story in day.view.stories for _ in story.entries]
    rows = day.entries
    crumbs = day.views.crumbs(day.digest.day, 3)
    links = [None, *(Link(title=view.title, url=view.url) for _, view in rows), None]
    for place, ((entry, view), telling) in enumerate(zip(rows, tellings, strict=True)):
        yield EntryPage(
            path=day.views.at.entry(entry),
            url=view.url,
            canonical=view.permalink,
            title=entry.title,
            description=shorten(view.summary),
            breadcrumbs=crumbs,
            entry=view,
            body=entry.body,
            abstract="" if stands_in(view.summary, entry.body) else view.summary,
            points=_points(view.key_points, entry.body),
            seed=entry.seed,
            story=telling if telling.has_page else None,
            siblings=tuple(one for one in telling.entries if one is not view),
            previous=links[place],
            next=links[place + 2],
        )


def _points(points: tuple[str, ...], body: str) -> tuple[str, ...]:
    return () if all(stands_in(one, body) for one in points) else points

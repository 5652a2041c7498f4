"""Sitemaps, cut by month so that a new day changes one of them; and robots.txt."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from briefing.render.pages import (
    DayPage,
    EntryPage,
    HtmlPage,
    MonthPage,
    NotFoundPage,
    Page,
    RobotsPage,
    SitemapPage,
    SitemapUrl,
    StoryPage,
    TermMonthPage,
)
from briefing.render.views import Views


def map_pages(pages: Sequence[Page], views: Views) -> list[Page]:
    """Return the sitemaps of all HTML *pages*, their index, and robots.txt.

    A story's page stands in the map of its first day, so that it never moves.
    """
    shelves: dict[str, list[SitemapUrl]] = defaultdict(list)
    for page in pages:
        if isinstance(page, HtmlPage) and _is_listed(page):
            shelves[_shelf(page)].append(SitemapUrl(loc=page.canonical, lastmod=_changed(page)))
    maps = [_map(f"sitemaps/{name}.xml", urls, views) for name, urls in sorted(shelves.items())]
    base = views.at.base
    index = SitemapPage(
        path="sitemap.xml",
        url=base.local("sitemap.xml"),
        canonical=base.absolute("sitemap.xml"),
        is_index=True,
        urls=tuple(
            SitemapUrl(loc=one.canonical, lastmod=max(url.lastmod for url in one.urls))
            for one in maps
        ),
    )
    robots = RobotsPage(
        path="robots.txt",
        url=base.local("robots.txt"),
        canonical=base.absolute("robots.txt"),
        sitemap=index.canonical,
    )
    return [*maps, index, robots]


def _is_listed(page: HtmlPage) -> bool:
    return not isinstance(page, NotFoundPage) and not (isinstance(page, DayPage) and page.is_latest)


def _shelf(page: HtmlPage) -> str:
    month = _month(page)
    return f"{month.year:04}-{month.month:02}" if month else "site"


def _month(page: HtmlPage) -> dt.date | None:
    match page:
        case DayPage():
            return page.digest.day
        case EntryPage():
            return page.entry.day
        case StoryPage():
            return page.parts[-1].day
        case MonthPage() | TermMonthPage():
            return page.month
    return None


def _changed(page: HtmlPage) -> str:
    """The day of the newest entry on the page, where the page is about certain entries."""
    match page:
        case EntryPage():
            return _day(page.entry.updated or page.entry.date)
        case DayPage():
            found = [e for story in page.digest.stories for e in story.entries]
            return max(_day(entry.updated or entry.date) for entry in found)
        case StoryPage():
            found = [entry for story in page.parts for entry in story.entries]
            return max(_day(entry.updated or entry.date) for entry in found)
    return ""


def _day(moment: dt.datetime) -> str:
    return moment.date().isoformat()


def _map(path: str, urls: Sequence[SitemapUrl], views: Views) -> SitemapPage:
    return SitemapPage(
        path=path,
        url=views.at.base.local(path),
        canonical=views.at.base.absolute(path),
        urls=tuple(sorted(urls, key=lambda url: url.loc)),
    )

"""The page of a story over all its days, and its feed."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.config import Config
from briefing.render.addresses import Addresses, Base
from briefing.render.feed_pages import entries_feed
from briefing.render.lede import shorten
from briefing.render.pages import FeedLink, Page, SourceCount, StoryPage, StoryView
from briefing.render.site import MEDIA_TYPES
from briefing.render.views import Views

Part = tuple[StoryView, Sequence[str]]
"""What one day tells of a story, with the texts of its entries."""


def story_pages(folder: str, parts: Sequence[Part], config: Config) -> list[Page]:
    """Return the page of the story in *folder* and its feed; *parts* are the newest first."""
    base = Base(config.base_url)
    views = Views(at=Addresses(base=base), zone=config.zone, language=config.language)
    path, newest = f"{folder}index.html", parts[0][0]
    told = [
        (view, body)
        for part, bodies in parts
        for view, body in zip(part.entries, bodies, strict=True)
    ]
    page = StoryPage(
        path=path,
        url=base.local(path),
        canonical=base.absolute(path),
        title=newest.title,
        description=shorten(newest.summary),
        breadcrumbs=views.crumbs(newest.day, 3),
        feeds=(
            FeedLink(
                title=newest.title, url=base.local(f"{folder}feed.xml"), type=MEDIA_TYPES["rss"]
            ),
        ),
        id=newest.id,
        lang=newest.lang,
        dir=newest.dir,
        parts=tuple(part for part, _ in parts),
        sources=_sources(parts),
        entry_count=len(told),
    )
    return [page, entries_feed(newest.title, folder, told[: config.feeds.entries], config)]


def _sources(parts: Sequence[Part]) -> tuple[SourceCount, ...]:
    """Publishers over all days, the greatest first, then by name."""
    counts: dict[str, int] = {}
    urls: dict[str, str] = {}
    for part, _ in parts:
        for entry in part.entries:
            if entry.source:
                counts[entry.source] = counts.get(entry.source, 0) + 1
                urls[entry.source] = entry.source_url
    found = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(SourceCount(name=name, url=urls[name], count=counts[name]) for name in found)

"""The pages of a day: the day itself, its entries, and the stories over all their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from briefing.model import Digest, Entry, Story
from briefing.render.addresses import day_path
from briefing.render.lede import shorten, stands_in
from briefing.render.pages import (
    DayLink,
    DayPage,
    EntryPage,
    EntryView,
    FeedLink,
    Link,
    StoryPage,
    StoryView,
)
from briefing.render.site import MEDIA_TYPES
from briefing.render.views import Views

_DESCRIPTION = 200


def headlines(digest: Digest) -> str:
    """Return the first headlines of a day, as many as fit a description."""
    taken = shorten(digest.stories[0].title)
    for story in digest.stories[1:]:
        longer = f"{taken} · {story.title}"
        if len(longer) > _DESCRIPTION:
            break
        taken = longer
    return taken


def day_pages(digests: Sequence[Digest], views: Views) -> Iterator[DayPage]:
    """Yield each day's page and, for the last, ``/latest/``."""
    last = len(digests) - 1
    for place, digest in enumerate(digests):
        previous = _neighbour(digests[place - 1], views) if place else None
        following = _neighbour(digests[place + 1], views) if place < last else None
        yield _day(digest, views, previous, following)
        if place == last:
            yield _day(digest, views, previous, None, latest=True)


def _neighbour(digest: Digest, views: Views) -> DayLink:
    """A day's address, and nothing that may change while this page should not."""
    return DayLink(day=digest.day, url=views.at.base.local(day_path(digest.day)))


def _day(
    digest: Digest,
    views: Views,
    previous: DayLink | None,
    following: DayLink | None,
    *,
    latest: bool = False,
) -> DayPage:
    view = views.digest(digest)
    path = "latest/index.html" if latest else day_path(digest.day)
    return DayPage(
        path=path,
        url=views.at.base.local(path),
        canonical=view.permalink,
        title=view.title,
        description=headlines(digest),
        breadcrumbs=views.crumbs(digest.day, 2),
        digest=view,
        previous=previous,
        next=following,
        is_latest=latest,
    )


def entry_pages(digests: Sequence[Digest], views: Views) -> Iterator[EntryPage]:
    """Yield the page of every entry, linked to its neighbours in the order of the day."""
    for digest in digests:
        told = [(story, view) for story in digest.stories for view in [views.story(story)]]
        rows = [
            (entry, view, telling)
            for story, telling in told
            for entry, view in zip(story.entries, telling.entries, strict=True)
        ]
        links = [None, *(Link(title=view.title, url=view.url) for _, view, _ in rows), None]
        for place, (entry, view, telling) in enumerate(rows):
            yield _entry(entry, view, telling, (links[place], links[place + 2]), views)


def _entry(
    entry: Entry,
    view: EntryView,
    telling: StoryView,
    neighbours: tuple[Link | None, Link | None],
    views: Views,
) -> EntryPage:
    return EntryPage(
        path=views.at.entry(entry),
        url=view.url,
        canonical=view.permalink,
        title=entry.title,
        description=shorten(view.summary),
        breadcrumbs=views.crumbs(view.day, 3),
        entry=view,
        body=entry.body,
        abstract="" if stands_in(view.summary, entry.body) else view.summary,
        points=()
        if all(stands_in(one, entry.body) for one in view.key_points)
        else view.key_points,
        seed=entry.seed,
        story=telling if telling.has_page else None,
        siblings=tuple(one for one in telling.entries if one is not view),
        previous=neighbours[0],
        next=neighbours[1],
    )


def story_pages(digests: Sequence[Digest], views: Views) -> Iterator[StoryPage]:
    """Yield the page of each story that has one, over all the days that tell it."""
    told: dict[str, list[Story]] = defaultdict(list)
    for digest in reversed(digests):
        for story in digest.stories:
            if story.id in views.at.stories:
                told[story.id].append(story)
    for story_id in sorted(told):
        yield _story(story_id, told[story_id], views)


def _story(story_id: str, days: Sequence[Story], views: Views) -> StoryPage:
    path = views.at.stories[story_id]
    parts = tuple(map(views.story, days))
    newest = parts[0]
    entries = [entry for story in days for entry in story.entries]
    feed = views.at.base.local(path.replace("index.html", "feed.xml"))
    return StoryPage(
        path=path,
        url=views.at.base.local(path),
        canonical=views.at.base.absolute(path),
        title=newest.title,
        description=shorten(newest.summary),
        breadcrumbs=views.crumbs(newest.day, 3),
        feeds=(FeedLink(title=newest.title, url=feed, type=MEDIA_TYPES["rss"]),),
        id=story_id,
        lang=newest.lang,
        dir=newest.dir,
        parts=parts,
        sources=views.most(entry.source for entry in entries),
        entry_count=len(entries),
    )

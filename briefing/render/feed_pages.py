"""Which feeds there are and what stands in them, as values.

Ids are made of guids, story ids and days alone: they survive a new address and a new headline.

The site's feeds hold the newest stories; older ones stand in the feeds of their days, which are
archives in the sense of RFC 5005 (section 4): each names the one before it, and none changes when
a new day comes.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from briefing.config import Config
from briefing.model import Digest
from briefing.render.addresses import Base, day_path
from briefing.render.names import names_of
from briefing.render.pages import (
    DigestView,
    EntryView,
    FeedEntry,
    FeedItem,
    FeedPage,
    Link,
    OpmlPage,
    Page,
    StoryView,
    TermLink,
)
from briefing.render.views import Views

_SPACE = uuid.UUID("5b1e0f3a-6c0d-5d59-9f0a-0e2f6f8a1c77")
"""Of this program's ids (RFC 9562, version 5); never change it."""

_EMPTY = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

Telling = tuple[EntryView, str]
"""An entry with its text, which is Markdown."""


def permanent_id(*parts: str) -> str:
    """Return the ``urn:uuid:…`` that always stands for *parts*."""
    return uuid.uuid5(_SPACE, "\x1f".join(parts)).urn


class _Channel(Struct, frozen=True, kw_only=True):
    """A feed before it gets its kind."""

    path: str
    title: str
    home: str
    """Output path of the page it is the feed of."""

    items: tuple[FeedItem, ...]
    before: dt.date | None = None
    """The day whose feed holds what is older."""

    is_archive: bool = False


def site_feeds(
    newest: Sequence[tuple[StoryView, Sequence[str]]],
    days: Sequence[FeedItem],
    latest: dt.date | None,
    config: Config,
) -> list[Page]:
    """Return the site's feeds and their copies.

    *newest* has the newest stories with the texts of their entries, *days* the newest days, each
    newest first; *latest* is the last day.
    """
    items = tuple(_story_item(story, texts, config) for story, texts in newest)
    title, base = config.title, Base(config.base_url)
    main = _Channel(path="feed.xml", title=title, home="index.html", items=items, before=latest)
    rss = _feed(main, "rss", config)
    copies = [replace(rss, path=path, url=base.local(path)) for path in ("rss.xml", "index.xml")]
    daily = _Channel(path="daily.xml", title=title, home="archive/index.html", items=tuple(days))
    return [
        rss,
        *copies,
        _feed(replace(main, path="atom.xml"), "atom", config),
        _feed(replace(main, path="feed.json"), "json", config),
        _feed(daily, "rss", config),
    ]


def day_feed(
    digest: Digest, view: DigestView, views: Views, previous: dt.date | None, config: Config
) -> FeedPage:
    """Return the feed of a day: all its stories."""
    told = zip(digest.stories, view.stories, strict=True)
    items = tuple(
        _story_item(telling, [entry.body for entry in story.entries], config)
        for story, telling in told
    )
    names = names_of(views.language)
    channel = _Channel(
        path=_archive(digest.day),
        title=f"{view.title or names.format(names.long, digest.day)} – {config.title}",
        home=day_path(digest.day),
        items=items,
        before=previous,
        is_archive=True,
    )
    return _feed(channel, "rss", config)


def entries_feed(title: str, folder: str, tellings: Iterable[Telling], config: Config) -> FeedPage:
    """Return the feed of a source, a topic or a story, with its newest entries."""
    channel = _Channel(
        path=f"{folder}feed.xml",
        title=f"{title} – {config.title}",
        home=f"{folder}index.html",
        items=tuple(_entry_item(view, body, config) for view, body in tellings),
    )
    return _feed(channel, "rss", config)


def _archive(day: dt.date) -> str:
    return day_path(day).replace("index.html", "feed.xml")


def _feed(channel: _Channel, kind: str, config: Config) -> FeedPage:
    base = Base(config.base_url)
    address = base.absolute(channel.path)
    return FeedPage(
        path=channel.path,
        url=base.local(channel.path),
        canonical=address,
        kind=kind,
        id=permanent_id("feed", address),
        title=channel.title,
        description=config.description,
        home=base.absolute(channel.home),
        self_url=address,
        updated=max((item.updated for item in channel.items), default=_EMPTY),
        items=channel.items,
        prev_archive=base.absolute(_archive(channel.before)) if channel.before else "",
        current=base.absolute("feed.xml") if channel.is_archive else "",
        is_archive=channel.is_archive,
    )


def _entry_item(view: EntryView, body: str, config: Config) -> FeedItem:
    return FeedItem(
        id=permanent_id("entry", view.guid),
        title=view.title,
        url=view.permalink,
        day=view.day,
        published=view.date,
        updated=_updated(view),
        lang=view.lang,
        authors=view.authors,
        source=view.source,
        source_url=_source_feed(view, config),
        original=view.original,
        topics=_categories([view]),
        summary=view.summary,
        key_points=view.key_points,
        entries=(_telling(view, body, config),),
        image=view.image,
    )


def _telling(view: EntryView, body: str, config: Config) -> FeedEntry:
    return FeedEntry(entry=view, body=body if config.feeds.full_text else "")


def _updated(view: EntryView) -> dt.datetime:
    return max(view.date, view.updated) if view.updated else view.date


def _story_item(story: StoryView, bodies: Sequence[str], config: Config) -> FeedItem:
    entries = story.entries
    return replace(
        _entry_item(story.lead, bodies[0], config),
        id=permanent_id("story", story.id, story.day.isoformat()),
        title=story.title,
        url=_absolute(story.url, config),
        published=min(view.date for view in entries),
        updated=max(map(_updated, entries)),
        topics=_categories(entries),
        summary=story.summary,
        key_points=story.key_points,
        body=story.body,
        entries=tuple(
            _telling(view, body, config) for view, body in zip(entries, bodies, strict=True)
        ),
    )


def day_item(digest: Digest, view: DigestView, views: Views) -> FeedItem:
    """Return the item of a day in the feed of days."""
    names = names_of(views.language)
    return FeedItem(
        id=permanent_id("day", digest.day.isoformat()),
        title=view.title or names.format(names.long, digest.day),
        url=view.permalink,
        day=digest.day,
        published=views.moment(digest.day),
        updated=max(_updated(entry) for story in view.stories for entry in story.entries),
        lang=views.language,
        summary=" · ".join(story.title for story in digest.stories[:3]),
        body=view.body,
        stories=tuple(
            (
                Link(title=story.title, url=views.at.base.absolute(views.story_path(story))),
                telling.summary,
            )
            for story, telling in zip(digest.stories, view.stories, strict=True)
        ),
    )


def _categories(entries: Iterable[EntryView]) -> tuple[str, ...]:
    names = (
        name for e in entries for name in (e.section, *(link.title for link in e.topics)) if name
    )
    return tuple(dict.fromkeys(names))


def _source_feed(view: EntryView, config: Config) -> str:
    return f"{_absolute(view.source_url, config)}feed.xml" if view.source_url else ""


def _absolute(url: str, config: Config) -> str:
    """The absolute form of a root-relative *url* of the site."""
    base = Base(config.base_url)
    return base.url + url.removeprefix(base.path)


def opml(groups: Sequence[tuple[str, Sequence[TermLink]]], config: Config) -> OpmlPage:
    """Return the list of all feeds: the site's, then those of the terms of each taxonomy."""
    base = Base(config.base_url)

    def row(title: str, feed: str, page: str) -> tuple[str, str, str]:
        return (title, base.absolute(feed), base.absolute(page))

    own = (
        row(config.title, "feed.xml", "index.html"),
        row(f"{config.title} (daily)", "daily.xml", "archive/index.html"),
    )
    below = [
        (
            heading,
            tuple(
                (
                    f"{term.name} – {config.title}",
                    f"{_absolute(term.url, config)}feed.xml",
                    f"{_absolute(term.url, config)}",
                )
                for term in terms
            ),
        )
        for heading, terms in groups
        if terms
    ]
    return OpmlPage(
        path="feeds.opml",
        url=base.local("feeds.opml"),
        canonical=base.absolute("feeds.opml"),
        title=config.title,
        groups=((config.title, own), *below),
    )

"""Which feeds there are and what stands in them, as values.

Ids are made of guids, story ids and days alone: they survive a new address and a new headline.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from briefing.config import Config
from briefing.model import Digest, Entry, Story
from briefing.render.names import names_of
from briefing.render.pages import FeedEntry, FeedItem, FeedPage, Link, OpmlPage, Page
from briefing.render.terms import Term, taxonomies, terms
from briefing.render.views import Views

_SPACE = uuid.UUID("5b1e0f3a-6c0d-5d59-9f0a-0e2f6f8a1c77")
"""Of this program's ids (RFC 9562, version 5); never change it."""

_EMPTY = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def permanent_id(*parts: str) -> str:
    """Return the ``urn:uuid:…`` that always stands for *parts*."""
    return uuid.uuid5(_SPACE, "\x1f".join(parts)).urn


class _Channel(Struct, frozen=True, kw_only=True):
    """A feed before it gets its kind."""

    path: str
    title: str
    home: str
    """Output path of the page it is the feed of."""

    description: str
    items: tuple[FeedItem, ...]


def feed_pages(digests: Sequence[Digest], views: Views, config: Config) -> Iterator[Page]:
    """Yield the site's feeds and their copies, those of sources, topics and stories, and the
    OPML file of them all."""
    newest = tuple(reversed(digests))
    stories = [story for digest in newest for story in digest.stories]
    items = _distinct(_story_item(s, views, config) for s in stories[: config.feeds.stories])
    days = tuple(_day_item(digest, views) for digest in newest[: config.feeds.days])
    main = _Channel(
        path="feed.xml",
        title=config.title,
        home="index.html",
        description=config.description,
        items=items,
    )
    rss = _feed(main, "rss", views)
    yield rss
    for copy in ("rss.xml", "index.xml"):
        yield replace(rss, path=copy, url=views.at.base.local(copy))
    yield _feed(replace(main, path="atom.xml"), "atom", views)
    yield _feed(replace(main, path="feed.json"), "json", views)
    yield _feed(
        replace(main, path="daily.xml", home="archive/index.html", items=days), "rss", views
    )
    below = [_term_channel(term, views, config) for term in _all_terms(digests, views)]
    for channel in (*below, *_story_channels(newest, views, config)):
        yield _feed(channel, "rss", views)
    yield _opml(config, main, below, views)


def _feed(channel: _Channel, kind: str, views: Views) -> FeedPage:
    address = views.at.base.absolute(channel.path)
    return FeedPage(
        path=channel.path,
        url=views.at.base.local(channel.path),
        canonical=address,
        kind=kind,
        id=permanent_id("feed", address),
        title=channel.title,
        description=channel.description,
        home=views.at.base.absolute(channel.home),
        self_url=address,
        updated=max((item.updated for item in channel.items), default=_EMPTY),
        items=channel.items,
    )


def _all_terms(digests: Sequence[Digest], views: Views) -> list[Term]:
    return [term for taxonomy in taxonomies(views) for term in terms(taxonomy, digests)]


def _term_channel(term: Term, views: Views, config: Config) -> _Channel:
    newest = term.entries[: config.feeds.stories]
    return _Channel(
        path=f"{term.folder}feed.xml",
        title=f"{term.name} – {config.title}",
        home=f"{term.folder}index.html",
        description=config.description,
        items=_distinct(_entry_item(entry, views, config) for _, entry in newest),
    )


def _story_channels(newest: Sequence[Digest], views: Views, config: Config) -> Iterator[_Channel]:
    told: dict[str, list[Story]] = defaultdict(list)
    for digest in newest:
        for story in digest.stories:
            if story.id in views.at.stories:
                told[story.id].append(story)
    for story_id, days in sorted(told.items()):
        entries = [entry for story in days for entry in story.entries][: config.feeds.stories]
        path = views.at.stories[story_id]
        yield _Channel(
            path=path.replace("index.html", "feed.xml"),
            title=f"{days[0].title} – {config.title}",
            home=path,
            description=config.description,
            items=_distinct(_entry_item(entry, views, config) for entry in entries),
        )


def _distinct(items: Iterable[FeedItem]) -> tuple[FeedItem, ...]:
    """No id twice, even where somebody copied a file with its guid."""
    found: dict[str, FeedItem] = {}
    for item in items:
        key = item.id if item.id not in found else permanent_id(item.id, item.url)
        found[key] = replace(item, id=key)
    return tuple(found.values())


def _times(entries: Iterable[Entry], views: Views) -> tuple[dt.datetime, dt.datetime]:
    """When the first of *entries* was published and when the last was changed."""
    told = list(entries)
    published = min(views.moment(entry.date) for entry in told)
    changed = (views.moment(date) for e in told for date in (e.date, e.updated) if date)
    return published, max(changed)


def _entry_item(entry: Entry, views: Views, config: Config) -> FeedItem:
    published, updated = _times([entry], views)
    view = views.entry(entry)
    return FeedItem(
        id=permanent_id("entry", entry.guid),
        title=entry.title,
        url=view.permalink,
        day=view.day,
        published=published,
        updated=updated,
        lang=view.lang,
        authors=entry.authors,
        source=entry.source,
        source_url=_source_feed(entry.source, views),
        original=view.original,
        topics=_categories([entry]),
        summary=view.summary,
        key_points=view.key_points,
        entries=(FeedEntry(entry=view, body=entry.body if config.feeds.full_text else ""),),
        image=view.image,
    )


def _story_item(story: Story, views: Views, config: Config) -> FeedItem:
    lead = _entry_item(story.lead, views, config)
    published, updated = _times(story.entries, views)
    view = views.story(story)
    return replace(
        lead,
        id=permanent_id("story", story.id, story.day.isoformat()),
        title=story.title,
        url=views.at.base.absolute(views.story_path(story)),
        published=published,
        updated=updated,
        topics=_categories(story.entries),
        summary=view.summary,
        key_points=view.key_points,
        body=view.body,
        entries=tuple(
            FeedEntry(entry=one, body=entry.body if config.feeds.full_text else "")
            for one, entry in zip(view.entries, story.entries, strict=True)
        ),
    )


def _day_item(digest: Digest, views: Views) -> FeedItem:
    view = views.digest(digest)
    _, updated = _times(digest.entries, views)
    names = names_of(views.language)
    return FeedItem(
        id=permanent_id("day", digest.day.isoformat()),
        title=view.title or names.format(names.long, digest.day),
        url=view.permalink,
        day=digest.day,
        published=views.moment(digest.day),
        updated=updated,
        lang=views.language,
        summary=" · ".join(story.title for story in digest.stories[:3]),
        body=view.body,
        stories=tuple(
            (Link(title=story.title, url=views.at.base.absolute(views.story_path(story))), summary)
            for story, summary in zip(
                digest.stories, (one.summary for one in view.stories), strict=True
            )
        ),
    )


def _categories(entries: Iterable[Entry]) -> tuple[str, ...]:
    names = (name for e in entries for name in (e.section, *e.topics) if name.strip())
    return tuple(dict.fromkeys(names))


def _source_feed(source: str, views: Views) -> str:
    folder = views.at.source_folder(source)
    return views.at.base.absolute(f"{folder}feed.xml") if folder else ""


def _opml(config: Config, main: _Channel, below: Sequence[_Channel], views: Views) -> OpmlPage:
    absolute, names = views.at.base.absolute, names_of(views.language)

    def row(title: str, feed: str, page: str) -> tuple[str, str, str]:
        return (title, absolute(feed), absolute(page))

    groups: list[tuple[str, tuple[tuple[str, str, str], ...]]] = [
        (
            config.title,
            (
                row(main.title, "feed.xml", "index.html"),
                row(f"{main.title} (daily)", "daily.xml", "archive/index.html"),
            ),
        )
    ]
    for folder, title in (("sources/", names.sources), ("topics/", names.topics)):
        rows = tuple(row(c.title, c.path, c.home) for c in below if c.path.startswith(folder))
        if rows:
            groups.append((title, rows))
    return OpmlPage(
        path="feeds.opml",
        url=views.at.base.local("feeds.opml"),
        canonical=absolute("feeds.opml"),
        title=config.title,
        groups=tuple(groups),
    )

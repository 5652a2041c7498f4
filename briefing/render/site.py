"""Settings → what every page knows of the whole site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from briefing.config import Config
from briefing.model import StandingPage
from briefing.render.addresses import Base, page_paths
from briefing.render.names import direction, names_of
from briefing.render.pages import FeedLink, Link, Site

MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the theme and the program add to the site's value."""

    settings: dict[str, str | int | float | bool] = field(default_factory=dict)
    generator: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts a site has: they stand in its menu."""

    days: bool = False
    topics: bool = False


def site_of(
    config: Config,
    parts: Parts,
    pages: Sequence[StandingPage] = (),
    look: Look | None = None,
) -> Site:
    """Return the site's value; *parts* are those that it has."""
    base, look = Base(config.base_url), look or Look()
    paths, _ = page_paths(pages)
    standing = sorted((page.title, paths[page.path]) for page in pages if page.path in paths)
    return Site(
        title=config.title,
        description=config.description,
        language=config.language,
        dir=direction(config.language),
        base_url=config.base_url,
        base_path=base.path,
        author=config.author,
        email=config.email,
        copyright=config.copyright,
        nav=(
            *_own_links(config, base, parts),
            *(Link(title=link.title, url=resolve(link.url, base)) for link in config.nav),
        ),
        pages=tuple(Link(title=title, url=base.local(path)) for title, path in standing),
        feeds=feeds_of_site(config, base),
        opml_url=base.local("feeds.opml"),
        settings=look.settings,
        generator=look.generator,
    )


def _own_links(config: Config, base: Base, parts: Parts) -> tuple[Link, ...]:
    names = names_of(config.language)
    own = [("latest/", names.latest)] if parts.days else []
    own += [("archive/", names.archive), ("sources/", names.sources)]
    own += [("topics/", names.topics)] if parts.topics else []
    return tuple(Link(title=title, url=base.local(path)) for path, title in own)


def resolve(url: str, base: Base) -> str:
    """Return a link of the settings as it stands in a page: ``/about/`` is below the base path;
    what is neither that nor http, https or mailto leads home."""
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "mailto"):
        return url
    if parts.scheme or parts.netloc:
        return base.path
    return base.path + url.lstrip("/")


def feeds_of_site(config: Config, base: Base) -> tuple[FeedLink, ...]:
    """Return the site's feeds, the main one first."""
    kinds = (
        ("feed.xml", "rss", "RSS"),
        ("atom.xml", "atom", "Atom"),
        ("feed.json", "json", "JSON Feed"),
        ("daily.xml", "rss", "daily"),
    )
    return tuple(
        FeedLink(title=f"{config.title} ({name})", url=base.local(path), type=MEDIA_TYPES[kind])
        for path, kind, name in kinds
    )

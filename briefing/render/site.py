"""Settings → what every page knows of the whole site."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from briefing.config import Config
from briefing.model import Digest, StandingPage
from briefing.render.addresses import Base, addresses
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


def site_of(
    config: Config,
    digests: tuple[Digest, ...] = (),
    pages: tuple[StandingPage, ...] = (),
    look: Look | None = None,
) -> Site:
    """Return the site's value. The latest day stands in the menu where there is one, topics
    where any entry has one."""
    base, look = Base(config.base_url), look or Look()
    paths = addresses((), pages, base).pages
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
            *_own_links(config, base, digests),
            *(Link(title=link.title, url=resolve(link.url, base)) for link in config.nav),
        ),
        pages=tuple(Link(title=title, url=base.local(path)) for title, path in standing),
        feeds=feeds_of_site(config, base),
        opml_url=base.local("feeds.opml"),
        settings=look.settings,
        generator=look.generator,
    )


def _own_links(config: Config, base: Base, digests: tuple[Digest, ...]) -> tuple[Link, ...]:
    names = names_of(config.language)
    has_topics = any(e.topics for digest in digests for e in digest.entries)
    own = [("latest/", names.latest)] if digests else []
    own += [("archive/", names.archive), ("sources/", names.sources)]
    own += [("topics/", names.topics)] if has_topics else []
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

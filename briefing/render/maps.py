"""Sitemaps, cut by month so that a new day changes one of them; and robots.txt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.config import Config
from briefing.render.addresses import Base
from briefing.render.pages import Page, RobotsPage, SitemapPage, SitemapUrl


def map_path(name: str) -> str:
    """Return the output path of the map *name*: a month, or ``site`` for what is of no month."""
    return f"sitemaps/{name}.xml"


def map_page(name: str, urls: Sequence[SitemapUrl], config: Config) -> SitemapPage:
    """Return the map *name* of *urls*, in the order of addresses.

    A story's page stands in the map of its first day, so that it never moves.
    """
    path, base = map_path(name), Base(config.base_url)
    return SitemapPage(
        path=path,
        url=base.local(path),
        canonical=base.absolute(path),
        urls=tuple(sorted(urls, key=lambda url: url.loc)),
    )


def map_index(maps: Mapping[str, str], config: Config) -> list[Page]:
    """Return the index of all *maps* (name → last change, may be empty), and robots.txt."""
    base = Base(config.base_url)
    index = SitemapPage(
        path="sitemap.xml",
        url=base.local("sitemap.xml"),
        canonical=base.absolute("sitemap.xml"),
        is_index=True,
        urls=tuple(
            SitemapUrl(loc=base.absolute(map_path(name)), lastmod=changed)
            for name, changed in sorted(maps.items())
        ),
    )
    robots = RobotsPage(
        path="robots.txt",
        url=base.local("robots.txt"),
        canonical=base.absolute("robots.txt"),
        sitemap=index.canonical,
    )
    return [index, robots]

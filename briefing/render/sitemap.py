"""Sitemaps (sitemaps.org, 0.9) and robots.txt (RFC 9309) as text."""

from __future__ import annotations

from briefing.render.pages import RobotsPage, SitemapPage
from briefing.render.xml import DECLARATION, tag, text

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def format_sitemap(page: SitemapPage) -> str:
    """Return a map of pages, or the index of the maps."""
    root, one = ("sitemapindex", "sitemap") if page.is_index else ("urlset", "url")
    rows = (
        "\n" + tag(one, text("loc", url.loc), text("lastmod", url.lastmod)) for url in page.urls
    )
    return DECLARATION + tag(root, *rows, "\n", xmlns=_SPACE) + "\n"


def format_robots(page: RobotsPage) -> str:
    """Return the rules for crawlers: everything is open."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {page.sitemap}\n"

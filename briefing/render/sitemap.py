"""Sitemaps (sitemaps.org, 0.9) and robots.txt (RFC 9309) as text."""

from __future__ import annotations

from briefing.render.pages import RobotsPage, SitemapPage
from briefing.render.xml import DECLARATION, escaped, legal

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def format_sitemap(page: SitemapPage) -> str:
    """Return a map of pages, or the index of the maps."""
    root, one = ("sitemapindex", "sitemap") if page.is_index else ("urlset", "url")
    rows = [
        f"\n<{one}><loc>{escaped(url.loc)}</loc><lastmod>{url.lastmod}</lastmod></{one}>"
        if url.lastmod
        else f"\n<{one}><loc>{escaped(url.loc)}</loc></{one}>"
        for url in page.urls
    ]
    return legal(f'{DECLARATION}<{root} xmlns="{_SPACE}">{"".join(rows)}\n</{root}>\n')


def format_robots(page: RobotsPage) -> str:
    """Return the rules for crawlers: everything is open."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {page.sitemap}\n"

"""The feeds that a page names in its head (RSS Advisory Board, “RSS Autodiscovery”). Pure."""

from __future__ import annotations

from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import urljoin

_KINDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_HEAD = 200_000  # characters
_MOST = 10


class _Links(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and given.get("href"):
            self.base = urljoin(self.base, given["href"])
        is_other = "alternate" in given.get("rel", "").lower().split()
        kind = given.get("type", "").partition(";")[0].strip().lower()
        if tag == "link" and is_other and kind in _KINDS and given.get("href"):
            self.found.append(urljoin(self.base, given["href"].strip()))

    handle_startendtag = handle_starttag


def feed_links(html: bytes, base: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that the page *html* at *base* names, the first ten."""
    links = _Links(base)
    with suppress(ValueError, AssertionError):  # a bad address; a declaration that is none
        links.feed(html[:_HEAD].decode("utf-8", "replace"))
    web = (url for url in links.found if url.startswith(("http://", "https://")))
    return tuple(dict.fromkeys(web))[:_MOST]

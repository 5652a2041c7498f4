"""Which recipe a document is read by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from urllib.parse import urlsplit

from briefing.ingest.recipes.recipe import Recipe
from briefing.model import Document
from briefing.text.decode import decode

_HEAD = 100_000
"""Bytes of a page in which its address is looked for, of a text its lines."""

_LINES = 200
_LONGEST_LINE = 300

# Where a page tells its own address: saved pages, link and meta elements, web archives.
_VALUE = r"\s?=\s?[\"']?(?P<url>https?://[^\s\"'>]{1,2000})"
_ADDRESSES = tuple(
    re.compile(pattern.encode(), re.IGNORECASE)
    for pattern in (
        r"<!--\s{0,9}saved from url=(?:\(\d{1,6}\))?(?P<url>https?://[^\s>]{1,2000})",
        rf"<link\b(?=[^>]{{0,500}}\brel\s?=\s?[\"']?canonical\b)[^>]{{0,500}}?\bhref{_VALUE}",
        rf"<meta\b(?=[^>]{{0,500}}\bproperty\s?=\s?[\"']?og:url\b)[^>]{{0,500}}?\bcontent{_VALUE}",
        r"(?:^|\n)Snapshot-Content-Location:\s{0,9}(?P<url>https?://[^\s]{1,2000})",
    )
)


def recipe_for(document: Document, recipes: Sequence[Recipe], url: str = "") -> Recipe | None:
    """Return the first of *recipes* that is for *document*, None if there is none.

    *url* is the document's address where the reader knows it; else those count that it tells of
    itself.
    """
    if not recipes:
        return None
    about = _About(document, url)
    return next((recipe for recipe in recipes if _is_for(recipe, about)), None)


class _About:
    """What recipes ask of a document, found when it is asked."""

    def __init__(self, document: Document, url: str) -> None:
        self._document = document
        self._url = url
        self.place = document.place

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """Its addresses, as told."""
        if self._url:
            return (self._url,)
        head = self._document.data[:_HEAD]
        found = (pattern.search(head) for pattern in _ADDRESSES)
        told = [match["url"].decode("ascii", "replace") for match in found if match]
        return tuple(dict.fromkeys(url.replace("&amp;", "&") for url in told))

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of its addresses."""
        return tuple(filter(None, map(_host, self.urls)))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its first lines."""
        data = self._document.data
        head = data if len(data) <= _HEAD else data[:_HEAD].rpartition(b"\n")[0]
        lines = (line.strip() for line in decode(head).text.split("\n"))
        short = (line for line in lines if line and len(line) <= _LONGEST_LINE)
        return tuple(line for _, line in zip(range(_LINES), short, strict=False))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").casefold()
    except ValueError:
        return ""


def _is_for(recipe: Recipe, about: _About) -> bool:
    """Whether all that *recipe* asks of a document is so."""
    match = recipe.match
    if match.place and not any(fnmatchcase(about.place, glob) for glob in match.place):
        return False
    if match.domain and not any(_is_below(h, d) for h in about.hosts for d in match.domain):
        return False
    if match.url and not any(fnmatchcase(url, glob) for url in about.urls for glob in match.url):
        return False
    return not recipe.patterns or any(p.match(x) for p in recipe.patterns for x in about.lines)


def _is_below(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")

"""The picture of an item, wherever a feed names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.ingest.feeds.renamed import PICTURE
from briefing.ingest.feeds.titles import headline
from briefing.model import Image
from briefing.text.urls import clean_url

_ENDING = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|\?)", re.IGNORECASE)
_TINY = 40
"""Pixels; what is smaller is a button or a counter."""


def picture(item: Mapping[str, Any], base: str, alt: str = "") -> Image | None:
    """Return the first picture that *item* (feedparser's) has beside its text.

    *alt* is what the item says about it; it is shown only with pictures of Media RSS.
    """
    credit = next((str(c.get("content") or "") for c in item.get("media_credit", ())), "")
    for url, is_media in _addresses(item):
        if found := clean_url(url, base):
            told = (alt, headline(credit)) if is_media else ("", "")
            return Image(url=found, alt=told[0], credit=told[1])
    return None


def _addresses(item: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Addresses of pictures, the best first, each with whether it is of Media RSS."""
    for media in item.get("media_content", ()):
        kind, url, medium = (str(media.get(name, "")) for name in ("type", "url", "medium"))
        if is_picture(kind, url, medium) and not _is_tiny(media):
            yield url, True
    for link in item.get("links", ()):
        url = str(link.get("href", ""))
        if link.get("rel") == "enclosure" and is_picture(link.get("type", ""), url):
            yield url, False
    for media in item.get("media_thumbnail", ()):
        if not _is_tiny(media):
            yield str(media.get("url", "")), True
    image = item.get("image")
    yield str(image.get("href", "")) if isinstance(image, Mapping) else "", False
    yield str(item.get(PICTURE, "")), False


def is_picture(kind: str, url: str, medium: str = "") -> bool:
    """Return whether a medium is a picture by its media type, else by its address."""
    if medium or kind:
        return medium == "image" or kind.lower().startswith("image/")
    return bool(_ENDING.search(url))


def _is_tiny(media: Mapping[str, Any]) -> bool:
    sizes = [str(media.get(side, "")) for side in ("width", "height")]
    return any(size.isdecimal() and int(size) < _TINY for size in sizes)

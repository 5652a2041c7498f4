"""From the path of a request to an output of the site, as a static host would find it."""

from __future__ import annotations

import mimetypes
from collections.abc import Container
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

NOT_FOUND = "404.html"
HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

# Spelled out, so that the machine's own tables change nothing.
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": HTML,
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": TEXT,
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".woff2": "font/woff2",
    # Not application/rss+xml: browsers would offer a download instead of showing the feed.
    ".xml": "application/xml; charset=utf-8",
}
_OTHER_TYPES = mimetypes.MimeTypes()  # the built-in table


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request leads: to an output, or on to another address."""

    output: str = ""
    """Path of the output, ``x/index.html``; empty where *location* is set."""

    location: str = ""
    """Address to be sent on to, percent-encoded."""

    status: int = 200
    """404 where nothing is found; *output* is then the site's page for that case."""


def route(path: str, base_path: str, outputs: Container[str]) -> Route:
    """Return where the percent-encoded *path* leads on a site below *base_path*.

    ``/x/`` is ``x/index.html``; ``/x`` goes on to ``/x/``; what is not in *outputs* is not found.
    """
    plain = unquote(path)
    if not plain.startswith(base_path):
        at_home = plain in ("/", base_path.rstrip("/"))
        return Route(location=quote(base_path)) if at_home else Route(NOT_FOUND, status=404)
    wanted = plain.removeprefix(base_path)
    name = wanted + "index.html" if wanted.endswith("/") or not wanted else wanted
    if name in outputs:
        return Route(name)
    if not wanted.endswith("/") and f"{wanted}/index.html" in outputs:
        return Route(location=quote(f"{base_path}{wanted}/"))
    return Route(NOT_FOUND, status=404)


def content_type(output: str) -> str:
    """Return the media type of *output*, told by its name."""
    name = PurePosixPath(output)
    if name.name == "feed.json":
        return "application/feed+json; charset=utf-8"
    known = _TYPES.get(name.suffix.lower())
    return known or _OTHER_TYPES.guess_type(name.name)[0] or "application/octet-stream"


def may_be_page(url: str) -> bool:
    """Whether the path *url* may lead to HTML: it names no file of another type."""
    return PurePosixPath(unquote(url)).suffix.lower() in ("", ".html") or url.endswith("/")

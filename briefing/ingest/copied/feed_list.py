"""The list of feeds beside what a reader shows: each name with the number of its unread items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.names import is_title

_COUNTED = re.compile(r"(?P<name>[^\W\d_].*?)(?:\s*[(\[]\d{1,5}[)\]]|(?:\s{2,}|\t+)\d{1,5})$")
_SIDE = r"\s*(?:[|·•‧∙/]|\s[–—-]|,)\s*"
_FEWEST = 2
_HEAD = 80
"""Lines from the top within which the list stands."""


def feeds_listed(lines: Sequence[Line]) -> frozenset[str]:
    """Return the names with a count that are listed above the first running text; none where it
    is only one."""
    text = next((i for i, line in enumerate(lines) if line.is_prose), len(lines))
    found = [
        match["name"]
        for line in lines[: min(text, _HEAD)]
        if line.words <= 8 and (match := _COUNTED.match(line.text)) and is_title(match["name"])
    ]
    return frozenset(found) if len(found) >= _FEWEST else frozenset()


def split_feed(text: str, feeds: frozenset[str]) -> tuple[str, str]:
    """Split “Feed | Jane Roe | 4 June 2025” into the feed, if it is one of *feeds*, and the rest.

    The feed may stand at either end. Returns ``("", text)`` where there is none.
    """
    for feed in feeds:
        name = re.escape(feed)
        match = re.match(rf"{name}{_SIDE}(?=\S)|(?P<head>.*\S){_SIDE}{name}$", text)
        if match:
            return feed, match["head"] or text[match.end() :]
    return "", text

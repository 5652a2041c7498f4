"""The page's own name and day at its head, which are no headline with its date."""

from __future__ import annotations

from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.names import is_name, is_publisher_like
from briefing.ingest.copied.phrases import is_button_row
from briefing.ingest.copied.scan import Scan
from briefing.ingest.copied.shapes import is_row

_DEEPEST = 3
"""Lines from the name of a page to its day, at most."""


def masthead_end(scan: Scan, *, is_digest: bool) -> int:
    """Return the line after the masthead of the page, 0 where it has none.

    A masthead is a name and below it a day and no more. Two things tell it from a headline with
    its date: the real headline follows before any text, and the name is one that publishers
    have, stands on the page once more, or a row of sections or the items of a digest follow.
    """
    day = next((i for i in range(1, min(_DEEPEST, len(scan.lines))) if _is_day(scan, i)), 0)
    name = scan.lines[0].text if day else ""
    if not day or not is_name(name) or len(name.split()) > 6:
        return 0
    text = scan.prose[0] if scan.prose else 0
    headlines = [c for c in range(day + 1, text) if _is_headline(scan, c)]
    if not headlines or scan.has_prose(0, headlines[0]):
        return 0
    if not any(line.gap for line in scan.lines[day + 1 : headlines[0] + 1]):
        return 0
    between = scan.lines[day + 1 : headlines[0]]
    is_named = is_publisher_like(name) or scan.repeats.count(0) > 1
    return day + 1 if is_digest or is_named or any(map(_is_sections, between)) else 0


def _is_day(scan: Scan, i: int) -> bool:
    byline = scan.bylines.get(i)
    if byline is None or byline.stamp is None:
        return False
    return not (byline.authors or byline.names or byline.sources or byline.updated)


def _is_headline(scan: Scan, c: int) -> bool:
    line = scan.lines[c]
    return scan.score(c) >= 0.9 and line.words >= 4


def _is_sections(line: Line) -> bool:
    return is_button_row(line.text) or is_row(line.text)

"""Lists that print each day once, as a heading, and only the clock beside each publisher."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Mapping, Sequence

from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.names import is_title
from briefing.text.dates import Stamp

_TIME = r"(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?:\s?(?:Uhr|h|ч\.?))?"
_MARK = r"\s*[•·|/,–—-]\s*|\s{2,}|\t+"
_CLOCKED = (
    re.compile(rf"(?P<name>[^\W\d].*?)(?:{_MARK}){_TIME}$", re.IGNORECASE),
    re.compile(rf"{_TIME}(?:{_MARK})(?P<name>[^\W\d].*)$", re.IGNORECASE),
)
_FEWEST = 2


def by_day(
    lines: Sequence[Line], bylines: Mapping[int, Byline]
) -> tuple[dict[int, Byline], frozenset[int]]:
    """Return bylines made of the lines “Dale Post · 18:40”, dated by the headings above them, and
    the lines of these headings; nothing where the document has no such list."""
    heads = [i for i, byline in bylines.items() if _is_day(byline)]
    if not heads:
        return {}, frozenset()
    found: dict[int, Byline] = {}
    used: set[int] = set()
    for i in range(heads[0] + 1, len(lines) - 2):
        told = (
            _clocked(lines[i]) if i not in bylines and _heads_article(lines, i, bylines) else None
        )
        if not told:
            continue
        head = heads[bisect.bisect_left(heads, i) - 1]
        stamp = bylines[head].stamp
        if stamp is None:
            continue
        name, time = told
        when = Stamp(start=0, end=len(lines[i].text), day=stamp.day, time=time)
        found[i] = Byline(stamp=when, names=(name,))
        used.add(head)
    return (found, frozenset(used)) if len(found) >= _FEWEST else ({}, frozenset())


def _is_day(byline: Byline) -> bool:
    is_bare = not (byline.names or byline.authors or byline.sources or byline.updated)
    return is_bare and byline.stamp is not None and byline.stamp.time is None


def _clocked(line: Line) -> tuple[str, dt.time] | None:
    if line.bullet or line.words > 9 or len(line.text) > 80:
        return None
    match = next((m for pattern in _CLOCKED if (m := pattern.match(line.text))), None)
    if match is None or not is_title(name := match["name"].strip(" •·|/,–—-")):
        return None
    return name, dt.time(int(match["h"]), int(match["m"]))


def _heads_article(lines: Sequence[Line], i: int, bylines: Mapping[int, Byline]) -> bool:
    """Whether a headline stands right below line *i*, and running text below that."""
    headline = lines[i + 1]
    is_headline = headline.words >= 3 and not headline.is_prose and not headline.gap > 1
    return is_headline and i + 1 not in bylines and any(x.is_prose for x in lines[i + 2 : i + 5])

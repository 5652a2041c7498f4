"""Lines of a known shape that tell an article's origin: patterns whose groups say what they tell.

The groups ``date`` and ``updated`` hold a date, ``author`` one or more names, ``source`` who
published, ``name`` someone who may be either. A group may be given twice, as ``author2``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.ingest.copied.byline_words import AND, AVATAR, LOGO, ORIGINALLY
from briefing.ingest.copied.names import is_name
from briefing.text.dates import Stamp, find_stamps, find_yearless

GROUPS = frozenset({"date", "updated", "author", "source", "name", "title"})
"""What groups may be called; ``title`` is for headlines."""

_LONGEST = 300
"""Characters of a line that a shape is tried on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a line of a known shape says of the origin of an article."""

    stamp: Stamp | None = None
    updated: Stamp | None = None
    authors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern for a whole line."""

    pattern: re.Pattern[str]
    is_undated: bool = False
    """Whether a line with a date is not of this shape."""

    is_loose: bool = False
    """Whether the line is of this shape only if what the groups hold could be names."""

    def match(self, text: str) -> re.Match[str] | None:
        """Match the whole line *text*; a line longer than 300 characters is of no shape."""
        return self.pattern.fullmatch(text) if len(text) <= _LONGEST else None


BUILT_IN = (
    Shape(AVATAR, is_loose=True),
    Shape(LOGO, is_loose=True),
    Shape(ORIGINALLY, is_undated=True, is_loose=True),
)


def told_by(match: re.Match[str], order: str, year: int) -> Told | None:
    """Return what the groups of *match* say; None if one that should hold a date holds none."""
    groups = [(name.rstrip("0123456789"), text) for name, text in match.groupdict().items() if text]
    dates = {name: _date(text, order, year) for name, text in groups if name in ("date", "updated")}
    if None in dates.values():
        return None
    found = {
        kind: tuple(text.strip() for name, text in groups if name == kind and text.strip())
        for kind in ("author", "name", "source", "title")
    }
    authors = tuple(a for text in found["author"] for a in AND.split(text) if a.strip())
    return Told(
        stamp=dates.get("date"),
        updated=dates.get("updated"),
        authors=tuple(author.strip() for author in authors),
        names=found["name"],
        sources=found["source"],
        title=next(iter(found["title"]), ""),
    )


def are_names(told: Told) -> bool:
    """Whether all that *told* takes for names could be names."""
    return all(map(is_name, (*told.authors, *told.names, *told.sources)))


def _date(text: str, order: str, year: int) -> Stamp | None:
    found = find_stamps(text, order) or (find_yearless(text[:80], year) if year else ())
    return found[0] if found else None

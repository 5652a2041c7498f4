"""What is known beforehand of a document's layout: how its lines are to be read.

The reader of copied text finds all of this by evidence. Where a document is known to follow a
layout (a recipe says so), the layout settles it; what it leaves open is found as always.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.ingest.copied.byline_shapes import Shape
from briefing.ingest.copied.lines import Line, measured

_LONGEST = 300
"""Characters; on longer lines patterns are not tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the lines of a document are to be read; what is empty is found by evidence."""

    name: str = ""
    """For evidence and reports."""

    headline: Shape | None = None
    """Lines that begin an article; its group ``title`` is the headline, else the whole line."""

    separator: re.Pattern[str] | None = None
    """Lines between articles."""

    bylines: tuple[Shape, ...] = ()
    """Lines that say who and when."""

    drop: tuple[re.Pattern[str], ...] = ()
    """Lines that are not the article's."""

    strip: tuple[re.Pattern[str], ...] = ()
    """Pieces of lines that are not the article's."""

    publisher: str = ""
    """Who publishes, where a line does not name another."""

    language: str = ""
    topics: tuple[str, ...] = ()
    date_order: str = "auto"

    @property
    def has_boundaries(self) -> bool:
        """Whether the layout says where articles begin."""
        return self.headline is not None or self.separator is not None

    def separates(self, line: Line) -> bool:
        """Whether *line* stands between articles."""
        return self.separator is not None and _matches(self.separator, line)

    def drops(self, line: Line) -> bool:
        """Whether *line* is to be left out."""
        return any(_matches(pattern, line) for pattern in self.drop)

    def cleared(self, lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """Return *lines* without what is to be dropped or stripped, and that as lines."""
        if not (self.drop or self.strip):
            return tuple(lines), ()
        kept: list[Line] = []
        out: list[Line] = []
        gap = 0
        for line in lines:
            found, text = ([line.full], "") if self.drops(line) else self._stripped(line)
            out += [measured(line, piece.strip()) for piece in found if piece.strip()]
            gap = max(gap, line.gap)
            if text:
                kept.append(replace(measured(line, text) if found else line, gap=gap))
                gap = 0
        return tuple(kept), tuple(out)

    def _stripped(self, line: Line) -> tuple[list[str], str]:
        """The pieces to be stripped from *line*, and its text without them."""
        found: list[str] = []
        text = line.text
        for pattern in self.strip if len(text) <= _LONGEST else ():
            if pieces := [match[0] for match in pattern.finditer(text)]:
                found += pieces
                text = " ".join(pattern.sub(" ", text).split())
        return found, text


PLAIN = Layout()
"""Nothing is known beforehand."""


def _matches(pattern: re.Pattern[str], line: Line) -> bool:
    return len(line.full) <= _LONGEST and bool(pattern.match(line.full))

"""A document's lines with what every question about them needs: bylines, repeats, headers."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field, replace

from briefing.ingest.copied.byline_words import BY, LABEL_BEFORE, ORIGINALLY, ROLE
from briefing.ingest.copied.bylines import LONGEST_BYLINE, Byline, byline_of, parse_byline
from briefing.ingest.copied.day_heads import by_day
from briefing.ingest.copied.feed_list import feeds_listed, split_feed
from briefing.ingest.copied.headlines import Repeats, headline_score
from briefing.ingest.copied.layout import PLAIN, Layout
from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.names import is_name
from briefing.ingest.copied.phrases import boilerplate, zone
from briefing.ingest.copied.slots import fields, name_lines, repeated_slots
from briefing.text.dates import find_stamps, find_yearless

GOOD = 0.45
"""Headline score from which a line beside a byline is taken for its headline."""


_DOMAIN = re.compile(r"\b(?:[\w-]+\.)+[a-z]{2,6}\b")
_MARKER = re.compile(r"^[^\w\s\"'“‘«„(\[#@¿¡<>&$€£+*/\\%.,:;!?–—-]{1,3}\s*(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The head of an article, as indices into the lines of its document."""

    headline: int
    """Line of the headline, -1 where the article has none."""

    title: str
    start: int
    """First line that belongs to the article: kicker, headline or byline."""

    body: int
    """First line after the header."""

    close: int = 0
    """Line after the one that closes the article, where the document marks its end; else 0."""

    end: int = 0
    """Line after the article's last; set when all headers are known."""

    bylines: tuple[Byline, ...] = ()
    lines: frozenset[int] = field(default_factory=frozenset)
    """All lines that the header accounts for."""

    deck: int = -1
    kicker: str = ""
    source: str = ""
    """Publisher from the headline's suffix."""

    reason: str = ""


class Scan:
    """The lines of a document with what several questions need: bylines and repeats."""

    def __init__(self, lines: tuple[Line, ...], order: str, layout: Layout = PLAIN) -> None:
        self.lines = lines
        self.layout = layout
        self.order = order
        self.repeats = Repeats(lines)
        self.year = year = _year(lines, order)
        self.bylines = {
            i: byline
            for i, line in enumerate(lines)
            if (byline := _byline(line, order, year, layout)) is not None
        }
        self._add_feeds()
        self._add_fields()
        self._scores: dict[int, float] = {}
        self.slots = repeated_slots(lines, self.bylines)
        self.domains = frozenset(
            d for line in lines if "." in line.text for d in _DOMAIN.findall(line.text[:400])
        )

        self.prose = tuple(i for i, line in enumerate(lines) if line.is_prose)
        self.furniture = self._furniture()

    def _add_feeds(self) -> None:
        """Bylines that begin or end with a name of the reader's list of feeds."""
        if not (feeds := feeds_listed(self.lines)):
            return
        for i, line in enumerate(self.lines):
            feed, rest = (
                split_feed(line.text, feeds) if len(line.text) < LONGEST_BYLINE else ("", "")
            )
            byline = parse_byline(rest, self.order, self.year) if feed else None
            if byline and (byline.stamp or byline.updated):
                self.bylines[i] = replace(byline, sources=(feed,))
        self.bylines = dict(sorted(self.bylines.items()))

    def _add_fields(self) -> None:
        self.bylines |= fields(self.lines, self.bylines)
        self.bylines |= name_lines(self.lines, self.bylines)
        clocked, self.day_heads = by_day(self.lines, self.bylines)
        self.bylines |= clocked
        self.bylines = dict(sorted(self.bylines.items()))

    def is_slot(self, index: int) -> bool:
        """Whether line *index* stands beside several bylines of the document: it is no headline."""
        return self.repeats.key(index) in self.slots

    def _furniture(self) -> int:
        """The line of the one heading “Comments”, “Most read” … below the first text; else 0."""
        text = next((i for i, line in enumerate(self.lines) if line.is_prose), len(self.lines))
        opened = [
            i
            for i, line in enumerate(self.lines)
            if i > text and line.words <= 6 and zone(line.text) in ("comments", "related")
        ]
        keys = [re.sub(r"\d+", "", self.repeats.key(i)).strip() for i in opened]
        once = [i for i, k in zip(opened, keys, strict=True) if keys.count(k) == 1]
        return once[0] if once else 0

    def has_prose(self, start: int, end: int) -> bool:
        """Whether running text stands on one of the lines from *start* to before *end*."""
        first = bisect.bisect_left(self.prose, start)
        return first < len(self.prose) and self.prose[first] < end

    def score(self, index: int) -> float:
        """Headline score of line *index*, 0 outside the document and for bylines."""
        if not 0 <= index < len(self.lines) or index in self.bylines:
            return 0.0
        if index not in self._scores:
            self._scores[index] = self._score(index)
        return self._scores[index]

    def _score(self, index: int) -> float:
        line = self.lines[index]
        is_announced = self.repeats.count(index) == 2 and line.words >= 4
        repeated = 0.3 if is_announced and not line.text.endswith(".") else 0.0
        score = headline_score(line)
        if score and self.is_slot(index):
            return 0.2
        return score + repeated if score else 0.0


def _is_sentence(line: Line, order: str, year: int) -> bool:
    """Whether *line* is running text for certain: no date, and nothing that bylines begin with.

    Most lines are, and to parse one as a byline costs much more than to see that.
    """
    text = line.text
    if len(text) > LONGEST_BYLINE:
        return True
    if not line.is_prose or find_stamps(text, order) or (year and find_yearless(text[:80], year)):
        return False
    return not any(pattern.match(line.text) for pattern in (BY, ROLE, LABEL_BEFORE, ORIGINALLY))


def _byline(line: Line, order: str, year: int, layout: Layout) -> Byline | None:
    for shape in layout.bylines:
        if (match := shape.match(line.full)) and (told := byline_of(match, order, year)):
            return told
    if line.bullet and not line.bullet.startswith(("–", "—", "-", "•", "·", "*")):
        return None
    byline = None if _is_sentence(line, order, year) else parse_byline(line.text, order, year)
    if byline is not None and boilerplate(line.text) == "subscriptions":
        return None  # “Next issue: Friday, 6 June”
    if byline is None and line.bullet == "—" and line.words <= 8:
        names = tuple(n.strip() for n in re.split(r",\s|\s[|/–—]\s", line.text))
        if len(names) <= 4 and all(is_name(n) for n in names):
            return Byline(names=names)
    return byline


def _year(lines: tuple[Line, ...], order: str) -> int:
    """The year of the first date in a short line: for dates that are printed without one."""
    short = (line.text for line in lines if len(line.text) < 200)
    return next((s.day.year for text in short for s in find_stamps(text, order)), 0)


def marked_name(line: Line) -> str:
    """The name behind a symbol or icon, as feed readers set publishers: “✇Harbour Post”."""
    match = _MARKER.match(line.text)
    name = line.text[match.end() :].strip() if match else ""
    return name if name and line.words <= 8 and not line.ends_sentence else ""

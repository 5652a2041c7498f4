"""Text → lines with what their surroundings tell: blanks before, indentation, bullets."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from briefing.ingest.copied.byline_words import BY
from briefing.text.dates import find_stamps
from briefing.text.words import word_count

_BULLET = re.compile(r"(?P<mark>[•‣◦▪●○·∙■□–—*+-]|\(?\d{1,3}[.)])\s+(?=\S)")
_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]」』*]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a document that is not blank."""

    number: int
    """1-based, in the decoded text."""

    text: str
    """Without the white space around it and without its bullet."""

    bullet: str = ""
    """``•``, ``-``, ``1.`` … where the line is an item of a list."""

    indent: int = 0
    gap: int = 0
    """Number of blank lines before it."""

    words: int = 0
    """Number of words, counted in the first 2,000 characters."""

    ends_sentence: bool = False
    """Whether the line closes with the mark of a full sentence."""

    @property
    def full(self) -> str:
        """The text with its bullet."""
        return f"{self.bullet} {self.text}" if self.bullet else self.text

    @property
    def is_prose(self) -> bool:
        """Whether the line is running text: a sentence of some length."""
        return self.words >= 12 and (self.ends_sentence or self.words >= 30)


def read_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of *text*, in order; lines broken at a fixed width are joined again."""
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        stripped = raw.strip()
        if not stripped:
            gap += 1
            continue
        lines.append(_line(number, raw, stripped, gap))
        gap = 0
    return _unwrapped(tuple(lines))


def _line(number: int, raw: str, stripped: str, gap: int) -> Line:
    indent = 0
    if raw[0].isspace():
        expanded = raw.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip())
    mark = _BULLET.match(stripped[:80])
    if mark and mark["mark"][0].isdigit() and any(s.start == 0 for s in find_stamps(stripped[:60])):
        mark = None  # “28. Februar 2025” is a date, not item 28
    bullet, text = (mark["mark"], stripped[mark.end() :]) if mark else ("", stripped)
    return Line(
        number=number,
        text=text,
        bullet=bullet,
        indent=indent,
        gap=gap,
        words=word_count(text[:2000]),
        ends_sentence=bool(_END.search(text[-12:])),
    )


def measured(line: Line, text: str) -> Line:
    """Return *line* with *text* for its text, and measured anew."""
    ends = bool(_END.search(text[-12:]))
    return replace(line, text=text, words=word_count(text[:2000]), ends_sentence=ends)


def _unwrapped(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Join the lines of paragraphs that somebody broke at a column (mail, plain-text readers)."""
    width = _wrap_width(lines)
    if not width:
        return lines
    joined: list[Line] = list(lines[:1])
    for before, line in itertools.pairwise(lines):
        if _continues(before, line, width):
            joined[-1] = measured(joined[-1], f"{joined[-1].text} {line.full}")
        else:
            joined.append(line)
    return tuple(joined)


def _wrap_width(lines: tuple[Line, ...]) -> int:
    """The column at which the text is broken, or 0 where it is not."""
    lengths = sorted(line.indent + len(line.full) for line in lines)
    if len(lengths) < 8:
        return 0
    width = lengths[int(len(lengths) * 0.97)]
    if not 40 <= width <= 100 or lengths[-1] > 110:
        return 0
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if not b.gap]
    broken = sum(not a.ends_sentence and b.text[:1].islower() for a, b in pairs)
    return width if broken >= max(4, len(pairs) * 0.25) else 0


def _has_letters(line: Line) -> bool:
    return any(c.isalnum() for c in line.text)


def _continues(before: Line, line: Line, width: int) -> bool:
    """Whether *line* goes on where *before* was broken: its first word had no room there."""
    if line.gap or line.bullet or not (_has_letters(before) and _has_letters(line)):
        return False
    if line.words <= 6 and BY.match(line.text):
        return False
    had_no_room = before.indent + len(before.full) + 1 + len(line.text.split(" ", 1)[0]) > width
    return had_no_room or (line.text[:1].islower() and not before.ends_sentence)

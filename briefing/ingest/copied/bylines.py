"""Lines that say who wrote, who published and when, in whatever order and with any separator.

A line is a byline when *all* of it is made of such pieces: dates, names, “By …”, reading times,
labels like “Published”. One piece of running text, and it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.ingest.copied.byline_shapes import BUILT_IN, are_names, told_by
from briefing.ingest.copied.byline_words import (
    ADDRESS,
    AND,
    BY,
    COMMA,
    CONNECTIVES,
    COUNT,
    FILED,
    FILED_WORD,
    INNER_BY,
    ISSUE,
    LABEL,
    LABEL_BEFORE,
    LABELLED_TIME,
    MARK,
    NEEDS_COLON,
    OFFICE,
    OFFICE_OF,
    POSITION,
    READING,
    RELATIVE,
    ROLE,
    SEPARATOR,
    UPDATED,
    WEEKDAYS,
)
from briefing.ingest.copied.names import is_name, is_person_like, is_publisher_like
from briefing.ingest.copied.phrases import boilerplate
from briefing.text.dates import Stamp, find_stamps, find_yearless, impossible_dates

_LONGEST_LABEL = 70
_MOST_WORDS = 9
"""Characters and words of an office, an age, a label or a reading time, at most."""

LONGEST_BYLINE = 180
"""Characters; no newspaper prints a longer byline."""


_NUMBER = re.compile(r"^\d{1,5}(?=[A-ZÀ-ÞА-Я][a-zà-þа-я])")
_BEFORE_DATE = re.compile(r"\s+(?:vom|von|du|del|dated|от|on|am|le|el)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What one line says about the origin of an article."""

    stamp: Stamp | None = None
    updated: Stamp | None = None
    authors: tuple[str, ...] = ()
    """Names after “By”, or of an avatar: certainly persons or desks that wrote."""

    names: tuple[str, ...] = ()
    """Names without “By”, in print order: publishers or authors, see :func:`attribute`."""

    sources: tuple[str, ...] = ()
    """Names that are certainly publishers (their logo is captioned)."""

    is_relative: bool = False
    """Holds a time such as “3 hours ago”, which dates nothing by itself."""

    is_issue: bool = False
    """Names the number of a letter or edition: it heads the whole document."""

    is_label: bool = False
    """Only a label such as “Published” or a reading time: it marks an article, says nothing."""

    @property
    def is_anchor(self) -> bool:
        """Whether an article stands beside it: it says more than a relative time."""
        return bool(
            self.stamp
            or self.updated
            or self.authors
            or self.sources
            or self.is_label
            or self.names
        )


def parse_byline(text: str, order: str = "DMY", year: int = 0) -> Byline | None:
    """Return what the line *text* says when it is a byline as a whole, else None.

    *order* reads numeric dates; a date without a year is in *year*, where one is given.
    """
    if len(text) > LONGEST_BYLINE or text.endswith(("?", "!", ";")):
        return None
    stamps = find_stamps(text, order)
    for shape in BUILT_IN:
        if not (shape.is_undated and stamps) and (match := shape.match(text)):
            return byline_of(match, order, year, is_loose=shape.is_loose)
    is_yearless = not stamps and bool(year)
    stamps = find_yearless(text[:80], year) if is_yearless else stamps
    masked = _masked(text, stamps)
    masked = FILED.sub("", masked) if FILED_WORD.search(masked) else masked
    byline = _dated(text, stamps)
    for piece, after_comma in _pieces(masked):
        extended = _with_piece(byline, piece, after_comma=after_comma)
        if extended is None:
            return None
        byline = extended
    if is_yearless and stamps and not all(map(_is_known, byline.names)):
        return None
    return byline if _says_something(byline, text) else None


def _is_known(name: str) -> bool:
    """Whether *name* is like a person's or a publisher's, not just any word."""
    return is_person_like(name) or is_publisher_like(name)


def byline_of(
    match: re.Match[str], order: str = "DMY", year: int = 0, *, is_loose: bool = False
) -> Byline | None:
    """Return what a line of a known shape says, None where what it holds cannot be a byline.

    *is_loose* says that the shape alone is no proof: what its groups hold must be names.
    """
    told = told_by(match, order, year)
    if told is None or (is_loose and not are_names(told)):
        return None
    return Byline(
        stamp=told.stamp,
        updated=told.updated,
        authors=told.authors,
        names=told.names,
        sources=told.sources,
        is_label=not is_loose,
    )


def _masked(text: str, stamps: tuple[Stamp, ...]) -> str:
    """*text* with a separator in the place of each date."""
    text = _NUMBER.sub("", text) if not stamps and text[:1].isdigit() else text
    for stamp in reversed(stamps):
        text = f"{text[: stamp.start].rstrip()} \x1f {text[stamp.end :].lstrip()}"
    return text.strip(" *_#>✇★☆✓■►▸●•|~=\u200f\u200e")


def _dated(text: str, stamps: tuple[Stamp, ...]) -> Byline:
    first: Stamp | None = None
    updated: Stamp | None = None
    for stamp in stamps:
        if UPDATED.search(text[: stamp.start]) and updated is None:
            updated = stamp
        elif first is None:
            first = stamp
    return Byline(stamp=first, updated=updated)


def _pieces(masked: str) -> Iterable[tuple[str, bool]]:
    if not MARK.search(masked):
        yield masked.strip(), False
        return
    position = 0
    after_comma = False
    for separator in SEPARATOR.finditer(masked):
        yield masked[position : separator.start()].strip(), after_comma
        position, after_comma = separator.end(), bool(COMMA.search(separator[0]))
    yield masked[position:].strip(), after_comma


def _with_piece(byline: Byline, piece: str, *, after_comma: bool) -> Byline | None:
    """*byline* with what *piece* adds; None where the piece is running text."""
    if (prefixed := _as_prefix(byline, piece, after_comma)) is not None:
        return prefixed
    piece = piece.strip(" :：")
    readings = (read(byline, piece, after_comma) for read in _READERS)
    return next((reading for reading in readings if reading is not None), None)


def _as_label(byline: Byline, piece: str, after_comma: bool) -> Byline | None:  # noqa: ARG001
    """Words that say nothing of the origin but that this is a byline."""
    if ISSUE.match(piece):
        return replace(byline, is_issue=True)
    if not piece or _is_filler(piece):
        return byline
    if impossible_dates(piece):
        return replace(byline, is_label=True)
    if len(piece) > _LONGEST_LABEL or piece.count(" ") >= _MOST_WORDS:
        return None
    if OFFICE.match(piece) and not _has_proper_name(piece):
        return replace(byline, is_label=True)
    head, _, last = piece.rpartition(" ")
    piece = head.rstrip() if head and last.strip(".,").casefold() in WEEKDAYS else piece
    if RELATIVE.match(piece) or (
        LABEL.match(piece.split()[0]) and RELATIVE.match(piece.partition(" ")[2])
    ):
        return replace(byline, is_relative=True)
    is_count = byline.stamp is not None and bool(COUNT.match(piece))
    if is_count or LABEL.match(piece) or READING.match(piece):
        return replace(byline, is_label=True)
    return byline if len(piece) <= 40 and boilerplate(piece) else None


def _as_prefix(byline: Byline, piece: str, after_comma: bool) -> Byline | None:  # noqa: ARG001
    """Unknown words that lead to a date: “Mis en ligne le”, “Giriş Tarihi:”."""
    words = piece.split()
    if not words:
        return None
    leads = byline.stamp is not None and (piece.endswith((":", "：")) or words[-1] in _LEADS)
    is_short = (
        len(words) <= 5
        and piece[:1].isupper()
        and not any(w[:1].isupper() for w in words[1 if words[-1] in _LEADS else 2 :])
    )
    return replace(byline, is_label=True) if leads and is_short else None


_LEADS = frozenset("le on am el il em w den la den. vom der на от в".split())


def _as_labelled(byline: Byline, piece: str, after_comma: bool) -> Byline | None:  # noqa: ARG001
    """“Source: …”, “Published by …”: a label and what it labels."""
    match = LABEL_BEFORE.match(piece)
    if not match:
        return None
    rest = piece[match.end() :].strip(" :：")
    return _with_piece(replace(byline, is_label=True), rest, after_comma=False)


def _as_authors(byline: Byline, piece: str, after_comma: bool) -> Byline | None:
    """“By A and B for C”, or a role without a name."""
    if names := _after_by(ROLE.sub("", piece)):
        return _with_authors(byline, names)
    return byline if _is_role(byline, piece, after_comma=after_comma) else None


def _as_name_by(byline: Byline, piece: str, after_comma: bool) -> Byline | None:  # noqa: ARG001
    """“Publisher by Author”."""
    inner = INNER_BY.search(piece)
    if not inner or not is_name(piece[: inner.start()]):
        return None
    named = replace(byline, names=(*byline.names, piece[: inner.start()]))
    return _with_piece(named, piece[inner.start() :].strip(), after_comma=False)


def _as_name(byline: Byline, piece: str, after_comma: bool) -> Byline | None:
    if not is_name(piece):
        return None
    name = _BEFORE_DATE.sub("", piece)
    both = tuple(AND.split(name))
    if len(both) == 2 and all(map(is_person_like, both)):
        return replace(byline, authors=(*byline.authors, *both))
    if after_comma and byline.authors and not byline.names:
        pair = tuple(AND.split(name))
        if all(map(is_person_like, pair)) and not OFFICE_OF.match(name):
            return replace(byline, authors=(*byline.authors, *pair))
        if OFFICE_OF.match(name) or (not is_publisher_like(name) and " " not in name):
            return byline  # “By Jane Roe, Dunmoor”: where she wrote it
    return replace(byline, names=(*byline.names, name))


def _as_contact(byline: Byline, piece: str, after_comma: bool) -> Byline | None:  # noqa: ARG001
    """An author's mail address, or what the author named before is by profession."""
    if ADDRESS.match(piece):
        return replace(byline, is_label=True)
    return byline if byline.authors and POSITION.match(piece) else None


_READERS = (_as_contact, _as_label, _as_labelled, _as_authors, _as_name_by, _as_name)


def is_issue(text: str) -> bool:
    """Whether *text* is the number of a letter, an edition or a page: “Issue 88”."""
    return bool(ISSUE.match(text.strip()))


def _is_filler(piece: str) -> bool:
    if piece.startswith(("责任", "编辑")) and re.match(r"(?:责任)?编辑[:：]", piece):
        return True
    tokens = (t.strip(".,:").casefold() for t in piece.split())
    return all(
        not t or t in WEEKDAYS or t in CONNECTIVES or not any(c.isalnum() for c in t)
        for t in tokens
    )


def _has_proper_name(piece: str) -> bool:
    """Whether a word after the first is capitalised: “Brisk Staff” is a name."""
    words = [w for w in piece.split() if not BY.match(f"{w} x")]
    return len(words) > 1 and words[-1][:1].isupper()


def _is_role(byline: Byline, piece: str, *, after_comma: bool) -> bool:
    """Whether *piece* of a dated line is no name, but no running text either: “by our own
    correspondent”, “no author”, “updated at 11:45”."""
    if not (byline.stamp or byline.updated) or len(piece.split()) > 6:
        return False
    if LABELLED_TIME.match(piece):
        return True
    named_role = bool(BY.match(piece)) or (not after_comma and bool(byline.names))
    return named_role and piece.rsplit(maxsplit=1)[-1][:1].islower() and len(piece) <= 45


def _after_by(piece: str) -> tuple[str, ...]:
    match = BY.match(piece)
    if not match or (NEEDS_COLON.match(piece) and not re.search(r"[:：/]", match[0])):
        return ()
    rest = re.sub(r"\s+(?:on|am|le|el|в)$", "", piece[match.end() :]).strip(" :：")
    rest = re.sub(r"\s+(?:in|at|à|en|aus|à|в)\s.*$", "", rest)
    rest, _, place = rest.partition(" for ")
    names = tuple(n.strip() for n in AND.split(rest) if n.strip())
    if not names or not all(is_name(n) for n in names):
        return ()
    return (*names, f"\x1f{place.strip()}") if place and is_name(place.strip()) else names


def _with_authors(byline: Byline, names: tuple[str, ...]) -> Byline:
    authors = tuple(n for n in names if not n.startswith("\x1f"))
    sources = tuple(n[1:] for n in names if n.startswith("\x1f"))
    return replace(byline, authors=(*byline.authors, *authors), names=(*byline.names, *sources))


def _says_something(byline: Byline, text: str) -> bool:
    if byline.stamp or byline.updated:
        return True
    if byline.names and not byline.authors and not byline.is_relative:
        return byline.is_label and bool(re.search(r"\d", text))
    return bool(byline.authors or byline.sources or byline.is_label or byline.is_relative)

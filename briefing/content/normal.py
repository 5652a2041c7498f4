"""The normal form of entries, records, notes and pages: what a file can hold and give back.

- Control characters, surrogates and byte order marks go; other line ends become ``\\n``.
- A body has no blank lines at its ends, and ends without spaces.
- Everything else is one line: white space at its ends goes, line breaks become a space, except
  that a summary keeps its line breaks.
- An address that is neither http nor https goes. Empty list items go.
- A time keeps its offset from UTC in whole minutes and loses the name of its zone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from briefing.model import DayNote, Entry, Image, Moment, Seed, StandingPage, StoryRecord

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_OTHER = re.compile(f"{_BREAKS.pattern}|{_CONTROL.pattern}")
_USUAL = bytes([9, 10, *range(32, 127)])
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_BLANK_START = re.compile(r"(?:[ \t]*\n)+")

Item = TypeVar("Item", Entry, StoryRecord, DayNote, StandingPage)


def text(value: str) -> str:
    """Return *value* with ``\\n`` line ends and no control characters except tab."""
    if value.isascii():  # then two passes over bytes find out
        is_clean = not value.encode().translate(None, _USUAL)
    else:
        is_clean = not _OTHER.search(value)
    return value if is_clean else _CONTROL.sub("", _BREAKS.sub("\n", value))


def body(value: str) -> str:
    """Return *value* as a body: no blank lines at its ends."""
    found = text(value).rstrip()
    if not found or not found[0].isspace():
        return found
    start = _BLANK_START.match(found)
    return found[start.end() :] if start else found


def line(value: str) -> str:
    """Return *value* as one line."""
    if value.isprintable():  # so it has no line ends, nor tabs
        return value.strip()
    parts = re.split(r"[\n\t]+", text(value))
    return " ".join(p for part in parts if (p := part.strip()))


def lines(values: Iterable[str]) -> tuple[str, ...]:
    """Return each of *values* as one line, without empty ones."""
    return tuple(x for v in values if (x := line(v)))


def address(value: str) -> str:
    """Return *value* where it is an http or https address without spaces, else nothing."""
    found = line(value)
    return found if _ADDRESS.fullmatch(found) else ""


def moment(value: Moment) -> Moment:
    """Return *value* with a plain offset in whole minutes; a date stays."""
    if not isinstance(value, dt.datetime) or (value.tzinfo is dt.UTC and not value.fold):
        return value
    offset = value.utcoffset() or dt.timedelta()
    whole = dt.timedelta(minutes=round(offset / dt.timedelta(minutes=1)))
    if whole == offset:
        return value.replace(tzinfo=dt.timezone(whole), fold=0)
    try:
        return value.astimezone(dt.timezone(whole))
    except OverflowError:  # at the ends of the calendar
        return value.replace(tzinfo=dt.timezone(whole), fold=0)


def entry(item: Entry) -> Entry:
    """Return the normal form of *item*; its path stays."""
    return replace(
        item,
        guid=line(item.guid),
        title=line(item.title),
        date=moment(item.date),
        updated=None if item.updated is None else moment(item.updated),
        source=line(item.source),
        via=line(item.via),
        authors=lines(item.authors),
        url=address(item.url),
        lang=line(item.lang),
        summary=text(item.summary).strip(),
        key_points=lines(item.key_points),
        topics=lines(item.topics),
        section=line(item.section),
        story=line(item.story),
        image=image(item.image),
        seed=seed(item.seed),
        lock=lines(item.lock),
        body=body(item.body),
    )


def record(item: StoryRecord) -> StoryRecord:
    """Return the normal form of *item*; its id, day and path stay."""
    counts = tuple((name, max(int(n), 0)) for s, n in item.sources if (name := line(s)))
    return replace(
        item,
        title=line(item.title),
        summary=text(item.summary).strip(),
        key_points=lines(item.key_points),
        source=line(item.source),
        sources=tuple(dict(counts).items()),
        seed=seed(item.seed),
        body=body(item.body),
    )


def note(item: DayNote) -> DayNote:
    """Return the normal form of *item*."""
    return replace(item, title=line(item.title), body=body(item.body))


def page(item: StandingPage) -> StandingPage:
    """Return the normal form of *item*."""
    return replace(item, title=line(item.title), body=body(item.body))


def seed(item: Seed | None) -> Seed | None:
    """Return the normal form of *item*; none where it names no file."""
    if item is None or not line(item.file):
        return None
    return Seed(file=line(item.file), part=max(item.part, 1), sha256=line(item.sha256))


def image(item: Image | None) -> Image | None:
    """Return the normal form of *item*; none where it has no address."""
    if item is None or not address(item.url):
        return None
    return Image(url=address(item.url), alt=line(item.alt), credit=line(item.credit))

"""A day as it is kept: an outline without its texts, and what the rest of the site shows of it.

The functions that take many days are what runs on several cores: values in, values out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
from msgspec import Struct

from briefing.catalog import Leaf, Organised, ShownRow, ToldRow
from briefing.config import Config
from briefing.content import decode_value
from briefing.files import DayFiles, Part
from briefing.fingerprint import fingerprint_bytes
from briefing.hooks import Chain, hooked_digest
from briefing.model import (
    Content,
    DayNote,
    Digest,
    Entry,
    Level,
    Problem,
    Section,
    Story,
    StoryRecord,
)
from briefing.organise import digest
from briefing.plugins import Plugins
from briefing.render.addresses import has_page
from briefing.render.day_pages import Day, changed_on, view_day
from briefing.render.terms import mentions

_encode = msgspec.json.Encoder().encode


class _Told(Struct, frozen=True, array_like=True):
    """A story without its texts: those are in its files, which are named by their paths."""

    id: str
    title: str
    entries: tuple[str, ...]
    record: str
    section: str
    reasons: tuple[str, ...]


class _Outline(Struct, frozen=True, array_like=True):
    """A digest without its texts."""

    sections: tuple[tuple[str, tuple[_Told, ...]], ...]
    problems: tuple[tuple[str, str, str], ...] = ()
    """Place, message and level, of what plugins did wrong."""


_decode_outline = msgspec.json.Decoder(_Outline).decode


class DayTask(Struct, frozen=True, kw_only=True):
    """A day that is to be looked at: what it is made of, and how it was organised."""

    day: dt.date
    files: Any  # DayFiles: a dataclass of named tuples that only travels through here
    outline: bytes
    folders: Any  # Folders, likewise


def organise_days(
    config: Config, days: Sequence[tuple[dt.date, DayFiles]], plugins: Plugins | None = None
) -> list[Organised]:
    """Return each of *days* organised, as *plugins* want it: its outline, and what it names."""
    chain = plugins.chain if plugins else Chain()
    return [_organised(day, files, config, chain) for day, files in days]


def _organised(day: dt.date, files: DayFiles, config: Config, chain: Chain) -> Organised:
    found = digest(day, _content(files), config.digest, config.zone)
    found, problems = hooked_digest(found, chain)
    return Organised(
        day=day.isoformat(),
        outline=_encode(_outline(found, problems)),
        paths=_encode([entry.path for entry in found.entries]),
        stories=len(found.stories),
        entries=len(found.entries),
        mentions=tuple(
            ShownRow(one.taxonomy, one.key, one.name, one.place, one.places)
            for one in mentions(found)
        ),
        told=tuple((story.id, n) for n, story in enumerate(found.stories) if has_page(story)),
    )


def _content(files: DayFiles) -> Content:
    """What the files of a day say."""
    entries = [_entry(part) for part in files.entries]
    records = [_record(part) for part in files.records]
    notes = [_note(part) for part in ([files.note] if files.note else [])]
    return Content(entries=tuple(entries), records=tuple(records), notes=tuple(notes))


def _entry(part: Part) -> Entry:
    entry = decode_value(part.value).entry
    if entry is None:
        raise ValueError(part.path)
    return entry


def _record(part: Part) -> StoryRecord:
    record = decode_value(part.value).record
    if record is None:
        raise ValueError(part.path)
    return record


def _note(part: Part) -> DayNote:
    note = decode_value(part.value).note
    if note is None:
        raise ValueError(part.path)
    return note


def _outline(found: Digest, problems: Sequence[Problem]) -> _Outline:
    sections = ((part.name, tuple(map(_told, part.stories))) for part in found.sections)
    told = ((problem.place, problem.message, problem.level.value) for problem in problems)
    return _Outline(tuple(sections), tuple(told))


def _told(story: Story) -> _Told:
    return _Told(
        story.id,
        story.title,
        tuple(entry.path for entry in story.entries),
        story.record.path if story.record else "",
        story.section,
        story.reasons,
    )


def digest_of(day: dt.date, files: DayFiles, outline: bytes) -> Digest:
    """Return the digest of *day* with its texts.

    Raises:
        ValueError: the values do not fit together, so they are damaged.
    """
    own = _content(files)
    entries = {entry.path: entry for entry in own.entries}
    records = {record.path: record for record in own.records}

    def story(told: _Told) -> Story:
        return Story(
            id=told.id,
            day=day,
            title=told.title,
            entries=tuple(entries[path] for path in told.entries),
            record=records[told.record] if told.record else None,
            section=told.section,
            reasons=told.reasons,
        )

    try:
        sections = tuple(
            Section(name=name, stories=tuple(map(story, stories)))
            for name, stories in _decode_outline(outline).sections
        )
    except KeyError as error:
        raise ValueError(str(error)) from error
    return Digest(day=day, sections=sections, note=next(iter(own.notes), None))


def day_of(task: DayTask, config: Config) -> Day:
    """Return the day of *task* with its views; raises ValueError as :func:`digest_of`."""
    found = digest_of(task.day, task.files, task.outline)
    day = view_day(found, task.folders, config)
    told = [
        Problem(place=place, message=message, level=Level(level))
        for place, message, level in _decode_outline(task.outline).problems
    ]
    return replace(day, problems=(*told, *day.problems)) if told else day


def look_at_days(config: Config, tasks: Sequence[DayTask]) -> list[Leaf]:
    """Return what the rest of the site shows of each day."""
    return [leaf_of(day_of(task, config), task.files) for task in tasks]


def leaf_of(day: Day, files: DayFiles) -> Leaf:
    """Return what the rest of the site shows of *day*, with marks of all that goes into it."""
    hashes = {part.path: part.hash.encode() for part in files.entries}
    rows = day.entries
    cards = [_encode(view) for _, view in rows]
    marks = [
        fingerprint_bytes(card + hashes[entry.path]).encode()
        for card, (entry, _) in zip(cards, rows, strict=True)
    ]
    urls = day.urls()
    return Leaf(
        day=day.digest.day.isoformat(),
        cards=b"\n".join(cards),
        link=_encode(day.link()),
        item=_encode(day.item()),
        urls=_encode(urls),
        changed=max(url.lastmod for url in urls),
        marks={
            (one.taxonomy, one.key): fingerprint_bytes(b"".join(marks[n] for n in one.places))
            for one in mentions(day.digest)
        },
        told=tuple(_told_rows(day, hashes)),
        problems=_encode(day.problems) if day.problems else None,
    )


def _told_rows(day: Day, hashes: dict[str, bytes]) -> list[ToldRow]:
    rows = []
    for place, (story, view) in enumerate(zip(day.digest.stories, day.view.stories, strict=True)):
        if not view.has_page:
            continue
        value = _encode(view)
        mark = fingerprint_bytes(value + b"".join(hashes[entry.path] for entry in story.entries))
        paths = _encode([entry.path for entry in story.entries])
        rows.append(ToldRow(story.id, place, changed_on(view), paths, value, mark))
    return rows

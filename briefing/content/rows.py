"""A content file → what the catalog keeps of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from briefing.codec import decoder, encode
from briefing.content.folder import Parsed, parse_file
from briefing.content.paths import day_of
from briefing.files import FileRow
from briefing.model import Level, Moment, Problem

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)

decode_value: Callable[[bytes], Parsed] = decoder(Parsed)
"""Return what a kept value says; raises ValueError where it is damaged."""

decode_problems: Callable[[bytes], tuple[Problem, ...]] = decoder(tuple[Problem, ...])


def instant(date: Moment, zone: dt.tzinfo) -> int:
    """Return *date* in microseconds since 1970; a plain date is midnight in *zone*.

    Times of one zone must not be compared as they are: Python then compares what clocks show,
    and an hour in autumn is shown twice.
    """
    if not isinstance(date, dt.datetime):
        date = dt.datetime.combine(date, dt.time(), zone)
    return (date - _EPOCH) // _MICROSECOND


def file_row(path: str, found: str, data: bytes, zone: dt.tzinfo) -> FileRow:
    """Return what the file at *path* with the bytes *data* and the hash *found* says."""
    parsed = parse_file(data, path, zone)
    problems = encode(parsed.problems) if parsed.problems else None
    row = FileRow(path, found, "none", problems=problems, value=encode(parsed), guid=parsed.guid)
    if entry := parsed.entry:
        return row._replace(
            kind="entry",
            day=day_of(entry.date, zone).isoformat(),
            instant=instant(entry.date, zone),
            guid=entry.guid,
            story=entry.story,
            is_draft=entry.draft,
        )
    if record := parsed.record:
        return row._replace(kind="record", day=record.day.isoformat(), story=record.id)
    if note := parsed.note:
        return row._replace(kind="note", day=note.day.isoformat())
    return row._replace(kind="page") if parsed.page else row


def unread_row(path: str, why: str) -> FileRow:
    """Return the row of a file that could not be read."""
    message = f"cannot be read: {why}"
    problems = (Problem(place=f"content/{path}", message=message, level=Level.ERROR),)
    return FileRow(path, "", "none", problems=encode(problems), value=encode(Parsed()))

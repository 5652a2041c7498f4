"""Entries → days → digests."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from briefing.config import DigestSettings
from briefing.model import Content, Digest, Entry, Section, Story, StoryRecord
from briefing.organise.rank import rank_key
from briefing.organise.stories import stories


def moment_of(date: dt.datetime | dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Return *date* as an aware time in *zone*; a plain date is midnight there."""
    if isinstance(date, dt.datetime):
        try:
            return date.astimezone(zone)
        except OverflowError:  # within a day of year 1 or 9999
            return date
    return dt.datetime.combine(date, dt.time(), zone)


def day_of(entry: Entry, zone: dt.tzinfo) -> dt.date:
    """Return the day of the site that *entry* belongs to."""
    return moment_of(entry.date, zone).date()


def digests(content: Content, settings: DigestSettings, zone: dt.tzinfo) -> tuple[Digest, ...]:
    """Return one digest for each day that has entries, oldest first.

    Every entry stands in exactly one story of exactly one digest. A day's digest depends on the
    day's own entries, the records of its stories, and its note; never on other days.
    """
    return tuple(digest(day, own, settings, zone) for day, own in by_day(content, zone))


def by_day(content: Content, zone: dt.tzinfo) -> Iterator[tuple[dt.date, Content]]:
    """Yield each day that has entries, oldest first, with all that its digest is made of: its
    entries in the order of *content*, the records of the stories they name, and its note."""
    entries: dict[dt.date, list[Entry]] = defaultdict(list)
    for entry in content.entries:
        entries[day_of(entry, zone)].append(entry)
    notes = {note.day: note for note in sorted(content.notes, key=lambda note: note.path)}
    told = defaultdict(list)
    for record in sorted(content.records, key=lambda record: (record.day, record.path)):
        told[record.id].append(record)
    for day in sorted(entries):
        yield (
            day,
            Content(
                entries=tuple(entries[day]),
                records=_records_of(day, entries[day], told),
                notes=(notes[day],) if day in notes else (),
            ),
        )


def _records_of(
    day: dt.date, entries: list[Entry], told: dict[str, list[StoryRecord]]
) -> tuple[StoryRecord, ...]:
    """The record of each story that the day's entries name: the day's own, else the last one
    before, else the first one after (a record is dated by its document, not by the articles)."""
    ids = sorted({entry.story for entry in entries if entry.story in told})
    chosen = []
    for story_id in ids:
        before = [record for record in told[story_id] if record.day <= day]
        chosen.append(before[-1] if before else told[story_id][0])
    return tuple(chosen)


def digest(day: dt.date, own: Content, settings: DigestSettings, zone: dt.tzinfo) -> Digest:
    """Return the digest of *day*: its *own* entries in stories, ranked, in sections.

    The part without a name comes first, then the sections in the order of the settings, then
    the others by name. *own* holds the day's entries, the records of its stories and its note.
    """
    records = {record.id: record for record in own.records}
    found = stories(day, own.entries, records, settings, zone)
    parts: dict[str, list[Story]] = defaultdict(list)
    for story in sorted(found, key=lambda story: rank_key(story, zone)):
        parts[story.section].append(story)
    order = {name: place for place, name in enumerate(settings.sections)}
    names = sorted(parts, key=lambda n: (n != "", order.get(n, len(order)), n.casefold(), n))
    sections = tuple(Section(name=name, stories=tuple(parts[name])) for name in names)
    return Digest(day=day, sections=sections, note=next(iter(own.notes), None))

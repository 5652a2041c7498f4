"""The entries of one day → stories: those that a document or editor names, then by event."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from briefing.config import DigestSettings
from briefing.fingerprint import fingerprint
from briefing.model import Entry, Kind, Story, StoryRecord
from briefing.organise.cluster import clusters
from briefing.organise.rank import lead_key, time_key
from briefing.organise.similar import Compared, similarities
from briefing.organise.vectors import space

THRESHOLD = 0.18
"""Mean cosine similarity from which entries are one story. Tuned on the labelled days that
``tests/quality/score_stories.py`` measures; days of 6 and of 160 entries have their best F1
between 0.14 and 0.20."""


def stories(
    day: dt.date,
    entries: Iterable[Entry],
    records: Mapping[str, StoryRecord],
    settings: DigestSettings,
    zone: dt.tzinfo,
) -> list[Story]:
    """Return the stories of one day's *entries*, in no promised order.

    Entries with the same ``story`` stand together. Of the rest, those that report one event are
    grouped by the words they share; a roundup tells of many events and is grouped with none.
    """
    ordered = sorted(entries, key=lambda entry: (entry.guid, entry.path))
    named: dict[str, list[Entry]] = defaultdict(list)
    for entry in ordered:
        if entry.story:
            named[entry.story].append(entry)
    found = [_named(day, key, group, records.get(key), zone) for key, group in named.items()]
    rest = [entry for entry in ordered if not entry.story]
    alone = [entry for entry in rest if entry.kind is Kind.ROUNDUP]
    found += [_computed(day, [entry], (), zone) for entry in alone]
    return found + _grouped(day, [e for e in rest if e.kind is not Kind.ROUNDUP], settings, zone)


def _named(
    day: dt.date,
    story_id: str,
    group: Sequence[Entry],
    record: StoryRecord | None,
    zone: dt.tzinfo,
) -> Story:
    ordered = _led(group, zone)
    return Story(
        id=story_id,
        day=day,
        title=record.title if record and record.title else ordered[0].title,
        entries=ordered,
        record=record,
        section=_section(ordered),
        reasons=(f"the entries name the story “{story_id}”",),
    )


def _grouped(
    day: dt.date, entries: Sequence[Entry], settings: DigestSettings, zone: dt.tzinfo
) -> list[Story]:
    compared = Compared(space(entries))
    threshold = settings.grouping or THRESHOLD
    near = similarities(compared, threshold)
    found = []
    for group in clusters(len(entries), near, threshold):
        first, *others = group
        reasons = tuple(
            f"“{entries[i].title}” and “{entries[first].title}” share "
            f"{', '.join(compared.shared_words(first, i))} "
            f"(similarity {near[first].get(i, 0.0):.2f})"
            for i in others
        )
        found.append(_computed(day, [entries[i] for i in group], reasons, zone))
    return found


def _computed(
    day: dt.date, group: Sequence[Entry], reasons: tuple[str, ...], zone: dt.tzinfo
) -> Story:
    earliest = min(group, key=lambda entry: time_key(entry, zone)) if len(group) > 1 else group[0]
    ordered = _led(group, zone)
    return Story(
        id=f"s-{fingerprint(earliest.guid)[:10]}",
        day=day,
        title=ordered[0].title,
        entries=ordered,
        section=_section(ordered),
        reasons=reasons,
    )


def _led(group: Sequence[Entry], zone: dt.tzinfo) -> tuple[Entry, ...]:
    """*group* with the lead first."""
    return tuple(sorted(group, key=lambda e: lead_key(e, zone)) if len(group) > 1 else group)


def _section(ordered: Sequence[Entry]) -> str:
    return next((entry.section for entry in ordered if entry.section), "")

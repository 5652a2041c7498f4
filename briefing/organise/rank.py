"""Which entry leads its story, and which story comes first: stated rules, total orders."""

from __future__ import annotations

import datetime as dt
import math

from briefing.model import Entry, Kind, Story
from briefing.organise.opening import FULL_LENGTH, opening

_KINDS = {Kind.ARTICLE: 0, Kind.BRIEF: 1, Kind.ROUNDUP: 2}


def time_key(entry: Entry, zone: dt.tzinfo) -> tuple[float, str, str]:
    """Sort by time, earliest first, then by guid."""
    return (_seconds(entry.date, zone), entry.guid, entry.path)


def lead_key(entry: Entry, zone: dt.tzinfo) -> tuple[object, ...]:
    """Sort the entries of a story, the lead first.

    Pinned before others, buried last; articles before briefs before roundups; a sure date before
    an estimated one; the longer text (in steps of 100 words, up to 600); the earlier; the guid.
    """
    return (
        entry.bury,
        not entry.pin,
        _KINDS[entry.kind],
        not entry.date_origin.is_sure,
        -(opening(entry.body).length // 100),
        *time_key(entry, zone),
    )


def score(story: Story, zone: dt.tzinfo) -> float:
    """Return how much *story* matters to its day:

    ``3·ln(1 + S) + ln(1 + E) + ½·D + ½·L + ¼·T``

    S: distinct publishers (or as many as its record counts); E: entries; D: 1 where the lead's
    date is sure; L: length of the lead's text in words / 600, at most 1; T: the latest entry's
    time as a part of the day, 0 to 1.
    """
    counted = len(story.record.sources) if story.record else 0
    sources = max(len(story.sources), counted)
    sure = 1.0 if story.lead.date_origin.is_sure else 0.0
    length = opening(story.lead.body).length / FULL_LENGTH
    latest = max(_day_part(entry.date, zone) for entry in story.entries)
    return (
        3 * math.log1p(sources)
        + math.log1p(len(story.entries))
        + 0.5 * sure
        + 0.5 * length
        + 0.25 * latest
    )


def rank_key(story: Story, zone: dt.tzinfo) -> tuple[object, ...]:
    """Sort the stories of a day: pinned first, buried last, the higher :func:`score` first, then
    the later lead, then the guid."""
    return (
        all(entry.bury for entry in story.entries),
        not any(entry.pin for entry in story.entries),
        -round(score(story, zone), 6),
        -_seconds(story.lead.date, zone),
        story.lead.guid,
        story.lead.path,
    )


def _aware(date: dt.datetime | dt.date, zone: dt.tzinfo) -> dt.datetime:
    return date if isinstance(date, dt.datetime) else dt.datetime.combine(date, dt.time(), zone)


def _seconds(date: dt.datetime | dt.date, zone: dt.tzinfo) -> float:
    return _aware(date, zone).timestamp()


def _day_part(date: dt.datetime | dt.date, zone: dt.tzinfo) -> float:
    """How much of the day is over at *date*; 0 where only the day is known."""
    if not isinstance(date, dt.datetime):
        return 0.0
    seconds = date.timestamp()
    offset = date.utcoffset() or dt.timedelta()
    try:
        offset = date.astimezone(zone).utcoffset() or offset
    except OverflowError:
        return 0.0
    return (seconds + offset.total_seconds()) % 86400 / 86400

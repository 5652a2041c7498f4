"""The feeds that a site follows as rows: for machines as they are, for people shorter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.cli.rows import Row

if TYPE_CHECKING:
    from briefing.following.standing import FeedHealth

TITLES = ("feed", "how it is", "failures", "last success", "last new", "usually every", "trouble")


def feed_rows(feeds: Iterable[FeedHealth]) -> list[Row]:
    """Return a row a feed; times in ISO 8601, the usual interval in seconds."""
    return [
        {
            "title": one.title,
            "url": one.url,
            "folder": one.folder,
            "standing": one.standing.value,
            "failures": one.failures,
            "trouble": one.trouble,
            "last_success": _iso(one.last_success),
            "last_new": _iso(one.last_new),
            "interval": int(one.interval.total_seconds()) if one.interval else None,
            "next": _iso(one.next),
            "moved_to": one.moved_to,
        }
        for one in feeds
    ]


def feed_cells(feeds: Iterable[FeedHealth], zone: dt.tzinfo) -> list[Sequence[str]]:
    """Return the cells of the table that people read, under :data:`TITLES`; times in *zone*."""
    return [
        (
            one.title,
            one.standing.value,
            str(one.failures),
            _short(one.last_success, zone),
            _short(one.last_new, zone),
            span(one.interval),
            one.trouble,
        )
        for one in feeds
    ]


def span(time: dt.timedelta | None) -> str:
    """Return *time* in its largest unit: ``40 min``, ``5 h``, ``3 days``; empty for none."""
    if time is None:
        return ""
    minutes = max(round(time.total_seconds() / 60), 1)
    if minutes < 90:
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"{hours} h" if hours < 48 else f"{round(hours / 24)} days"


def _iso(time: dt.datetime | None) -> str | None:
    return time.isoformat() if time else None


def _short(time: dt.datetime | None, zone: dt.tzinfo) -> str:
    return time.astimezone(zone).strftime("%Y-%m-%d %H:%M") if time else ""

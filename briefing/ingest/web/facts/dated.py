"""When an article was published, and when it was changed last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from briefing.ingest.web.facts import meta as names
from briefing.ingest.web.facts.addresses import day_in
from briefing.ingest.web.facts.moments import day_of, parse_moment
from briefing.ingest.web.facts.told import Told
from briefing.ingest.web.facts.visible import Visible
from briefing.model import DateOrigin, Moment

Dated = tuple[Moment | None, DateOrigin, str]
"""A date, where it comes from, and what says so."""

_MOVED = dt.timedelta(days=7)
_EARLIEST = dt.date(1990, 1, 1)


def published(told: Told, seen: Visible, zone: dt.tzinfo, order: str) -> Dated:
    """Return when it was published, by the order of :mod:`briefing.ingest.web.facts.facts`; None
    where nothing tells."""
    candidates = _candidates(told, seen, zone, order)
    return next(candidates, (None, DateOrigin.INGESTED, "nothing tells"))


def _candidates(told: Told, seen: Visible, zone: dt.tzinfo, order: str) -> Iterator[Dated]:
    day = day_in(told.url)
    yield from _certain(told, day, zone)
    for found, words in seen.published:
        if day_of(found) >= _EARLIEST and not (day and abs(day - day_of(found)) > _MOVED):
            yield found, DateOrigin.STATED, f"“{words[:60]}”"
    if day:
        yield day, DateOrigin.URL, "the address"
    less_sure = f"{names.DATE} {names.MODIFIED}"
    changes = "dateCreated uploadDate dateModified"
    for value, why in told.values(changes, less_sure, "datecreated datemodified"):
        if moment := _moment(value, zone, order):
            yield moment, DateOrigin.META, f"{why}: {value[:40]}"
    for found, words in seen.updated:
        yield found, DateOrigin.STATED, f"“{words[:60]}”"


def _certain(told: Told, day: dt.date | None, zone: dt.tzinfo) -> Iterator[Dated]:
    """Dates of publication for machines; *day* is the address's."""
    for value, why in told.values("datePublished", names.PUBLISHED, "datepublished"):
        found = _moment(value, zone)
        if found and day and day < day_of(found) - _MOVED:
            yield day, DateOrigin.URL, f"the address; {why} is later by more than a week"
        elif found:
            yield found, DateOrigin.META, f"{why}: {value[:40]}"


def updated(told: Told, seen: Visible, since: Moment | None, zone: dt.tzinfo) -> Moment | None:
    """Return when it was changed last, where that was later than *since*."""
    given = told.values("dateModified", names.MODIFIED, "datemodified")
    moments = [m for value, _ in given if (m := _moment(value, zone))]
    for found in [*moments, *(m for m, _ in seen.updated)]:
        if since is not None and _is_later(found, since):
            return found
    return None


def _is_later(moment: Moment, other: Moment) -> bool:
    if isinstance(moment, dt.datetime) and isinstance(other, dt.datetime):
        return moment - other >= dt.timedelta(minutes=1)
    return day_of(moment) > day_of(other)


def _moment(value: str, zone: dt.tzinfo, order: str = "DMY") -> Moment | None:
    found = parse_moment(value, zone, order)
    return found if found is not None and day_of(found) >= _EARLIEST else None

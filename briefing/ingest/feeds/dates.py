"""Dates as feeds print them → when.

RSS asks for RFC 822, Atom and JSON Feed for RFC 3339, Dublin Core for W3C-DTF; found is everything
else, too. What :mod:`briefing.ingest.moments` does not read as it is, is brought into a form that
it does: odd zones, two-digit years, 24 o'clock.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from briefing.ingest.moments import moment
from briefing.model import Moment
from briefing.text.dates import date_order, zone_named

_LONGEST = 100
_ZONE = re.compile(r"(?<=[\d\s])(?:(?:GMT|UTC|UT)?\s?([+-])(\d{1,2})(?::?(\d\d))?)(?:\s*\(.*\))?$")
_NAMED_ZONE = re.compile(r"(?<=[\d\s])\(?([^\W\d_]{1,5})\)?$")
_LAST_HOUR = re.compile(r"([T ])24:00(?::00(?:\.0+)?)?(?=\D|$)")
_SHORT_YEAR = re.compile(r"(\b\d{1,2}[ -][^\W\d_]{3,10}\.?[ -])(\d\d)(?= \d{1,2}:|$)")
_NO_COMMA = re.compile(r"^[^\W\d_]{2,12}\.?,?\s*(?=\d{1,2}[ -][^\W\d_])")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})(?=T|$)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_UNIX = re.compile(r"^[^\W\d_]+ ([^\W\d_]+) +(\d{1,2}) ([\d:]+) (\S{1,6}) (\d{4})$")
"""What ``date`` writes: “Mon Jun 2 11:34:00 CEST 2025”."""

_HALF_DAY = re.compile(r"(\d{1,2})(:\d\d(?::\d\d)?) ?([AaPp])\.?[Mm]\.?(?=$|\s)")
_WEEK = re.compile(r"\d{4}-?W\d\d(?:-?\d)?")
_LEAP_SECOND = re.compile(r"(:\d\d):6\d")
_MILITARY = {"z": 0} | {
    letter: sign * (n + 1)
    for sign, letters in ((1, "abcdefghiklm"), (-1, "nopqrstuvwxy"))
    for n, letter in enumerate(letters)
}
_EPOCHS = (dt.date(1970, 1, 1), dt.date(1969, 12, 31))
_EARLIEST = dt.date(1990, 1, 1)
"""Before the web; see :func:`doubtful`."""

_LATEST = 2100
_AHEAD = dt.timedelta(days=30)


def feed_moment(text: str, zone: dt.tzinfo, order: str = "DMY") -> Moment | None:
    """Return the date or time that *text* prints; None where there is none.

    A time without zone is one in *zone*, one with an unknown zone in UTC (RFC 5322, section 4.3);
    *order* reads 02/06/2025. The day that computers count from is no date, but none.
    """
    text = " ".join(text[:_LONGEST].split())
    if not text or _MONTH.fullmatch(text):
        return None
    plain, days = _LAST_HOUR.subn(r"\g<1>00:00", _with_zone(_plain(text)))
    found = moment(plain, zone, order) or moment(text, zone, order)
    if isinstance(found, dt.datetime):
        found = found.date() if _WEEK.fullmatch(text) else found.replace(microsecond=0)
    if found is None or _day(found) in _EPOCHS:
        return None
    return found + dt.timedelta(days=1) if days else found


def first_of_month(text: str) -> dt.date | None:
    """Return the first day of a month that stands alone (“2025-06”, W3C-DTF)."""
    found = _MONTH.fullmatch(text.strip())
    if not found or not 1 <= int(found[2]) <= 12 or not 1900 <= int(found[1]) <= 2199:
        return None
    return dt.date(int(found[1]), int(found[2]), 1)


def _plain(text: str) -> str:
    if ordinal := _ORDINAL.match(text):
        try:
            day = dt.datetime.strptime(ordinal[0], "%Y-%j").date()  # noqa: DTZ007 - a day alone
            return day.isoformat() + text[ordinal.end() :]
        except ValueError:
            return text
    text = _UNIX.sub(r"\2 \1 \5 \3 \4", _LEAP_SECOND.sub(r"\1:59", text))
    text = _HALF_DAY.sub(_hour, _NO_COMMA.sub("", text))
    return _SHORT_YEAR.sub(lambda m: f"{m[1]}{_century(int(m[2]))}", text)


def _hour(half: re.Match[str]) -> str:
    hour = int(half[1])
    if hour <= 12:
        hour = hour % 12 + 12 * (half[3] in "pP")
    return f"{hour:02}{half[2]}"


def _century(year: int) -> int:
    """RFC 2822, section 4.3: 00 to 49 are of this century."""
    return year + (2000 if year < 50 else 1900)


def _with_zone(text: str) -> str:
    """*text* with its zone as “+0200” where it has one that is printed otherwise."""
    if not re.search(r"\d:\d\d", text):
        return text
    if (found := _ZONE.search(text)) and not re.search(r"\d{4}-\d\d?$", text):
        return f"{text[: found.start()].rstrip()} {found[1]}{int(found[2]):02}{found[3] or '00'}"
    found = _NAMED_ZONE.search(text)
    if not found or found[1].lower() in ("uhr", "h"):
        return text
    before = text[: found.start()].rstrip()
    if len(found[1]) == 1:
        return f"{before} {_MILITARY.get(found[1].lower(), 0):+03}00"
    known = zone_named(found[1])
    offset = known.utcoffset(None) if known else dt.timedelta(hours=_AMERICAN.get(found[1], 0))
    minutes = int(offset.total_seconds()) // 60
    return f"{before} {'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


_AMERICAN = {"AST": -4, "ADT": -3, "AKST": -9, "AKDT": -8, "HST": -10}


def feed_order(printed: Iterable[str], language: str) -> str:
    """Return in which order the feed prints numeric dates: ``DMY`` or ``MDY``."""
    return date_order("\n".join(text[:_LONGEST] for text in printed), language)[0]


def doubtful(dates: Iterable[Moment | None], built: Moment | None) -> dict[int, str]:
    """Return which of a feed's *dates* cannot be right, each with the reason.

    Nobody knows here what day it is. But a feed is not older than its items: one is doubtful that
    is dated a month after the day on which the feed says it was *built*, or, where it does not say,
    more than a year after all others.
    """
    days = [_day(d) if d else None for d in dates]
    latest = [d for d in sorted(d for d in days if d) if d.year < _LATEST]
    limit = _day(built) + _AHEAD if built and _day(built).year < _LATEST else None
    found: dict[int, str] = {}
    for n, day in enumerate(days):
        if day is None:
            continue
        if day < _EARLIEST:
            found[n] = "is before the web"
        elif day.year >= _LATEST or (limit and day > limit):
            found[n] = "is to come"
        elif not limit and len(latest) > 2 and day > latest[-2] + dt.timedelta(days=366):
            found[n] = "is more than a year after all others in the feed"
    return found


def _day(value: Moment) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value

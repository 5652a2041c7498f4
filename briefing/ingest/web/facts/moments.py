"""Dates that machines write: ISO 8601, RFC 5322, and what pages make of them."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from briefing.model import Moment
from briefing.text.dates import find_stamps

_ISO = re.compile(
    r"(?P<day>(?:19|20)\d\d-[01]\d-[0-3]\d)"
    r"(?:[T_ ]+(?P<time>[0-2]?\d:[0-5]\d(?::[0-5]\d)?)(?:[.,]\d+)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?[0-5]\d)?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?\d{4,6}Z?)?$")
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?$")
_LONGEST = 100


def parse_moment(text: str, zone: dt.tzinfo, order: str = "DMY") -> Moment | None:
    """Return the time or day that *text* names; None where it names none.

    Times without a zone are in *zone*; midnight to the second stands for the day alone. *order*
    reads numeric dates.
    """
    text = text.strip()[:_LONGEST]
    found = _iso(text) or _compact(text) or _posix(text) or _mail(text)
    if found is None:
        stamps = find_stamps(text, order)
        found = stamps[0].value(zone) if stamps else None
    if not isinstance(found, dt.datetime):
        return found
    if found.time() == dt.time():
        return found.date()
    return found if found.tzinfo else found.replace(tzinfo=zone)


def day_of(moment: Moment) -> dt.date:
    """Return the day of *moment*, in its own offset."""
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _iso(text: str) -> Moment | None:
    match = _ISO.match(text)
    if not match:
        return None
    time, zone = match["time"], (match["zone"] or "").upper()
    try:
        day = dt.date.fromisoformat(match["day"])
        if not time:
            return day
        clock = dt.time.fromisoformat(time.zfill(8 if time.count(":") > 1 else 5))
        zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
        offset = dt.datetime.strptime(_colon(zone), "%z").tzinfo if zone else None
    except ValueError:
        return None
    return dt.datetime.combine(day, clock, offset)


def _colon(zone: str) -> str:
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _compact(text: str) -> Moment | None:
    match = _COMPACT.match(text)
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    except ValueError:
        return None


def _posix(text: str) -> Moment | None:
    """Seconds or milliseconds since 1970 (POSIX.1, section 4.16)."""
    match = _SECONDS.match(text)
    return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC) if match else None


def _mail(text: str) -> Moment | None:
    if text[:5].isdigit() or ":" not in text:
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

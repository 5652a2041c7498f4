"""When to ask again: what a server says, what failures suggest. Pure (RFC 9110, 9111, 6585)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from briefing.fingerprint import fingerprint

LONGEST_RETRY = dt.timedelta(days=7)
"""A server that is busy is believed for so long."""

FIRST_BACK_OFF = dt.timedelta(minutes=15)
LONGEST_BACK_OFF = dt.timedelta(days=1)

_JITTER = 0.25
_SECONDS = re.compile(r"\s*\"?(\d{1,10})(?:\.\d+)?\"?\s*$")
_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_ALWAYS_STALE = re.compile(r"(?:^|,)\s*(?:no-cache|no-store)\s*(?:,|$)", re.IGNORECASE)


def fresh_for(headers: Mapping[str, str], now: dt.datetime, longest: dt.timedelta) -> dt.timedelta:
    """Return how long nothing new can be expected by Cache-Control (max-age) or else Expires, less
    the time that the answer lay in caches; at most *longest* (RFC 9111, section 4.2).

    Dates are read against the answer's own Date, because clocks differ; without one, *now*.
    """
    control = headers.get("cache-control", "")
    if _ALWAYS_STALE.search(control):
        return dt.timedelta()
    if found := _MAX_AGE.search(control):
        seconds = dt.timedelta(seconds=min(int(found[1]), 10**9))
    else:
        seconds = _until(headers.get("expires", ""), headers, now)
    age = _SECONDS.match(headers.get("age", ""))
    lifetime = seconds - dt.timedelta(seconds=min(int(age[1]), 10**9) if age else 0)
    return sorted((dt.timedelta(), lifetime, longest))[1]


def wait_asked_for(headers: Mapping[str, str], now: dt.datetime) -> dt.timedelta | None:
    """Return the wait that Retry-After asks for, in seconds or as a date; None without one. At
    most :data:`LONGEST_RETRY` (RFC 9110, section 10.2.3)."""
    text = headers.get("retry-after", "")
    if found := _SECONDS.match(text):
        return min(dt.timedelta(seconds=min(int(found[1]), 10**9)), LONGEST_RETRY)
    if http_date(text) is None:
        return None
    return sorted((dt.timedelta(), _until(text, headers, now), LONGEST_RETRY))[1]


def back_off(name: str, failures: int) -> dt.timedelta:
    """Return how long to leave *name* alone after so many failures in a row: 15 minutes, doubled
    each time up to a day, a quarter more or less.

    Chance would make two runs differ, so it is drawn from *name* and the number.
    """
    times: int = 2 ** min(max(failures - 1, 0), 20)
    draw = int(fingerprint([name, failures])[:8], 16) / 0xFFFFFFFF
    return min(FIRST_BACK_OFF * times, LONGEST_BACK_OFF) * (1 - _JITTER + 2 * _JITTER * draw)


def http_date(text: str) -> dt.datetime | None:
    """Return the time in *text* (RFC 9110, section 5.6.7), aware; None where it is none."""
    try:
        found = parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _until(text: str, headers: Mapping[str, str], now: dt.datetime) -> dt.timedelta:
    """The time from the answer's Date to that in *text*; none where it is no time."""
    end = http_date(text)
    return end - (http_date(headers.get("date", "")) or now) if end else dt.timedelta()

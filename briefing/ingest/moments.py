"""A field's value → when: every form in which programs write dates into fields."""

from __future__ import annotations

import datetime as dt
import email.utils
import re

from briefing.model import Moment
from briefing.text.dates import find_stamps

_LONGEST = 100
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{8}")
_NUMBER = re.compile(r"-?\d{9,16}(?:\.\d+)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_OFFSET = re.compile(r"(?:[+-]\d{4}|\b[A-Z]{1,5})(?:\s*\([^)]*\))?$")
_ASCTIME = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d\d:\d\d(?::\d\d)? \d{4}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def moment(value: object, zone: dt.tzinfo, order: str = "DMY") -> Moment | None:
    """Return the date or time that *value* gives, or None.

    Read are ISO 8601, RFC 5322, RFC 3339, seconds or milliseconds since 1970, values that TOML
    has typed, ``{"$date": …}``, and dates as people print them (*order* for 02.06.2025). A time
    without offset is one in *zone*.
    """
    if isinstance(value, dict):
        inner = (value.get(k) for k in ("$date", "date", "iso", "value", "datetime", "$numberLong"))
        value = next((v for v in inner if v is not None), None)
    if isinstance(value, bool) or value is None:
        return None
    found = _typed(value, zone) if not isinstance(value, str) else _parsed(value, zone, order)
    return found if found and _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def _typed(value: object, zone: dt.tzinfo) -> Moment | None:
    if isinstance(value, dt.datetime):
        return _aware(value, zone)
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int | float):
        digits = f"{value:.0f}" if isinstance(value, float) else str(value)
        return _parsed(digits, zone, "DMY") if len(digits) in (8, 14) else _since_1970(value)
    return None


def _parsed(text: str, zone: dt.tzinfo, order: str) -> Moment | None:
    text = " ".join(text[:_LONGEST].split())
    if _NUMBER.fullmatch(text) and not _COMPACT.fullmatch(text):
        return _since_1970(float(text))
    return _iso(text, zone) or _of_letter(text) or _of_c(text, zone) or _printed(text, zone, order)


def _iso(text: str, zone: dt.tzinfo) -> Moment | None:
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        if compact := _COMPACT.fullmatch(text):
            numbers = [int(part) for part in compact.groups("0")]
            return dt.datetime(*numbers, tzinfo=zone)  # type: ignore[arg-type,misc]  # six at most
        joined = re.sub(r"(\d) (?:UTC|GMT|Z)$", r"\1Z", text)
        joined = re.sub(r"(:\d\d(?:\.\d+)?) (?=[+-]\d\d:?\d\d$)", r"\1", joined)
        return _aware(dt.datetime.fromisoformat(joined), zone)
    except (ValueError, OverflowError):
        return None


def _of_letter(text: str) -> Moment | None:
    """RFC 5322, section 3.3, with what RFC 2822 still allowed; ``-0000`` is UTC."""
    if ":" not in text or not re.search(r"[A-Za-z]{3}", text):
        return None
    if not _OFFSET.search(text):
        return None
    try:
        parts = email.utils.parsedate_tz(text)
        if not parts:
            return None
        offset = dt.timezone(dt.timedelta(seconds=parts[9] or 0))
        return dt.datetime(*parts[:6], tzinfo=offset)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _of_c(text: str, zone: dt.tzinfo) -> Moment | None:
    """What C's ``asctime`` writes: “Mon Jun 2 11:34:00 2025”."""
    parts = email.utils.parsedate(text) if _ASCTIME.fullmatch(text) else None
    try:
        return dt.datetime(*parts[:6], tzinfo=zone) if parts else None
    except ValueError:
        return None


def _printed(text: str, zone: dt.tzinfo, order: str) -> Moment | None:
    stamp = next(iter(find_stamps(text, order)), None)
    return stamp.value(zone) if stamp else None


def _since_1970(number: float) -> Moment | None:
    """Seconds, or milli- or microseconds where the number is too large for them."""
    for scale in (1, 1e3, 1e6):
        if abs(number) / scale < 7e9:
            if number / scale < 1e8:
                return None  # before 1973: a number of another kind
            try:
                return dt.datetime.fromtimestamp(number / scale, tz=dt.UTC)
            except (ValueError, OverflowError, OSError):
                return None
    return None


def _aware(value: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    try:
        has_offset = value.utcoffset() is not None
    except (ValueError, OverflowError):
        has_offset = False
    return value if has_offset else value.replace(tzinfo=zone)

"""Where a content file stands: ``YYYY/MM/DD/<slug>.md``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from briefing.fingerprint import fingerprint
from briefing.model import Moment
from briefing.text.slugs import slug

_DAY = re.compile(r"(?:.*/)?(\d{4})/(\d\d)/(\d\d)/[^/]+")


def day_of_path(path: str) -> dt.date | None:
    """Return the day whose folder *path* stands in; None where it stands in no day's folder."""
    found = _DAY.fullmatch(path)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:  # 2025/02/31
        return None


def day_of(date: Moment, zone: dt.tzinfo) -> dt.date:
    """Return the day of the site on which *date* falls."""
    if not isinstance(date, dt.datetime):
        return date
    try:
        return date.astimezone(zone).date()
    except OverflowError:  # within a day of year 1 or 9999
        return date.date()


def folder_of(day: dt.date) -> str:
    """Return the folder of *day*, with a slash at its end."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}/"


def new_path(title: str, day: dt.date, guid: str, taken: Collection[str]) -> str:
    """Return a path for a new entry that is not among *taken*, which holds casefolded paths.

    A second entry with the same slug gets the first digits of its guid's fingerprint.
    """
    base = folder_of(day) + slug(title)
    digits = fingerprint(guid)
    endings = ("", *(f"-{digits[:n]}" for n in range(4, len(digits) + 1, 4)))
    free = (f"{base}{ending}.md" for ending in endings)
    return next((p for p in free if p.casefold() not in taken), f"{base}-{digits}-x.md")


def record_path(story: str, day: dt.date) -> str:
    """Return the path of the record of *story* on *day*."""
    return f"{folder_of(day)}_story-{slug(story)}.md"

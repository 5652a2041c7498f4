"""What time it is: asked once, in the command line, and handed down."""

from __future__ import annotations

import datetime as dt
import os

from briefing.errors import BriefingError


def now(at: str = "", zone: dt.tzinfo = dt.UTC) -> dt.datetime:
    """Return the time of this run, aware.

    *at* (ISO 8601; without an offset it is meant in *zone*) comes first, then
    ``SOURCE_DATE_EPOCH`` (seconds since 1970, as reproducible-builds.org has it), then the clock.

    Raises:
        BriefingError: *at* or the variable is no time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if at:
            told = dt.datetime.fromisoformat(at)
            told = told if told.tzinfo else told.replace(tzinfo=zone)
            for needed in (dt.UTC, zone):
                told.astimezone(needed)  # fails where the calendar ends
            return told
        if epoch:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        place, form = ("--at", "2025-06-02T11:34") if at else ("SOURCE_DATE_EPOCH", "1748856840")
        raise BriefingError(place, f"“{at or epoch}” is no time; write one like {form}") from error
    return dt.datetime.now(dt.UTC)

"""Where a page stands on the web, and what its address tells."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

from briefing.text.urls import clean_url

# Chromium and Firefox write “saved from url=(0042)https://…”, the number being the address's
# length; SingleFile “Page saved with SingleFile \n url: https://… \n saved date: …”.
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)\s*(?P<url>\S+)"
    r"|\s*Page saved with SingleFile\s+url:\s*(?P<single>\S+)"
    r"|\s*Mirrored from\s+(?P<mirror>\S+))",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/_.-]?)(?P<m>[01]\d|[1-9](?=[/_.-])|[a-z]{3})(?P=s)"
    r"(?P<d>[0-3]\d|[1-9](?!\d))(?!\d)"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_HEAD = 4_000


def saved_from(html: str) -> str:
    """Return the address that a browser wrote into a page when it saved it, else nothing."""
    match = _SAVED.search(html[:_HEAD])
    if not match:
        return ""
    found = match["url"] or match["single"] or match["mirror"]
    return clean_url(found if "://" in found else f"http://{found}")


def best_address(candidates: list[str], saved: str) -> str:
    """Return the first of *candidates* that leads to an article; a site's front page does not
    where the page was *saved* from an article."""
    for url in candidates:
        is_front = urlsplit(url).path in ("", "/") and not urlsplit(url).query
        if url and not (is_front and saved and urlsplit(saved).path not in ("", "/")):
            return url
    return saved


def day_in(url: str) -> dt.date | None:
    """Return the day that the path of *url* names: ``/2025/06/02/``, ``/2025/jun/02/``,
    ``-20250602-``."""
    for match in _DAY.finditer(urlsplit(url).path.lower()):
        month = match["m"]
        number = _MONTHS.index(month) + 1 if month in _MONTHS else month
        try:
            return dt.date(int(match["y"]), int(number), int(match["d"]))
        except ValueError:
            continue
    return None

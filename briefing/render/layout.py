"""The pages that belong to no day: home, the latest day, 404, and the standing pages.

An archived page is final: what a new day changes is the day itself, the *next* link of the day
before, home, latest, its month and year, the archive, the stories, sources and topics that it
touches (their front page and the month), the feeds and the month's sitemap.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from briefing.config import Config
from briefing.model import StandingPage
from briefing.render.addresses import Base, page_paths
from briefing.render.day_pages import Day, day_page, headlines
from briefing.render.lede import lede, shorten
from briefing.render.names import names_of
from briefing.render.pages import DayLink, HomePage, NotFoundPage, Page, PlainPage

DAYS_AT_HOME = 7
"""Days before the latest in the list at home."""


def home_pages(
    latest: Day | None, before: Sequence[DayLink], previous: dt.date | None, config: Config
) -> list[Page]:
    """Return home and, where there is a day, ``/latest/``; *before* are the days before it, the
    newest first, *previous* is the last of them."""
    base = Base(config.base_url)
    described = shorten(config.description)
    home = HomePage(
        path="index.html",
        url=base.local(""),
        canonical=base.absolute(""),
        title=config.title,
        description=described or (headlines(latest.digest) if latest else ""),
        digest=latest.view if latest else None,
        days=tuple(before),
    )
    return [home, day_page(latest, previous, None, latest=True)] if latest else [home]


def standing_pages(pages: Sequence[StandingPage], config: Config) -> list[Page]:
    """Return the standing pages that have an address, and 404."""
    base = Base(config.base_url)
    paths, _ = page_paths(pages)
    missing = NotFoundPage(
        path="404.html",
        url=base.local("404.html"),
        canonical=base.absolute("404.html"),
        title=names_of(config.language).not_found,
    )
    standing = (
        PlainPage(
            path=paths[page.path],
            url=base.local(paths[page.path]),
            canonical=base.absolute(paths[page.path]),
            title=page.title,
            description=shorten(lede(page.body)),
            body=page.body,
        )
        for page in pages
        if page.path in paths
    )
    return [missing, *standing]

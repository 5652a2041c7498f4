"""The pages of months and years, and the archive of them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from briefing.config import Config
from briefing.render.addresses import Addresses, Base, month_path, year_path
from briefing.render.names import names_of
from briefing.render.pages import ArchivePage, DayLink, MonthLink, MonthPage, YearLink, YearPage
from briefing.render.views import Views


def _views(config: Config) -> Views:
    at = Addresses(base=Base(config.base_url))
    return Views(at=at, zone=config.zone, language=config.language)


def month_link(month: dt.date, days: int, stories: int, entries: int, config: Config) -> MonthLink:
    """Return a month for a list of months."""
    return MonthLink(
        month=month,
        url=Base(config.base_url).local(month_path(month)),
        day_count=days,
        story_count=stories,
        entry_count=entries,
    )


def month_page(
    month: dt.date, days: Sequence[DayLink], previous: dt.date | None, config: Config
) -> MonthPage:
    """Return the page of a *month*; *days* are the newest first, *previous* is the month with
    entries before it."""
    path, views = month_path(month), _views(config)
    # Without counts: a late entry for that month must not change this page.
    link = (
        MonthLink(month=previous, url=views.at.base.local(month_path(previous)))
        if previous
        else None
    )
    return MonthPage(
        path=path,
        url=views.at.base.local(path),
        canonical=views.at.base.absolute(path),
        title="",
        breadcrumbs=views.crumbs(month, 1),
        month=month,
        year_url=views.at.base.local(year_path(month.year)),
        days=tuple(days),
        previous=link,
    )


def year_page(year: int, months: Sequence[MonthLink], config: Config) -> YearPage:
    """Return the page of a *year*; *months* are the newest first."""
    path, views = year_path(year), _views(config)
    return YearPage(
        path=path,
        url=views.at.base.local(path),
        canonical=views.at.base.absolute(path),
        title="",
        breadcrumbs=(views.archive_link(),),
        year=year,
        months=tuple(months),
    )


def archive_page(months: Sequence[MonthLink], config: Config) -> ArchivePage:
    """Return the archive; *months* are the newest first."""
    path, base = "archive/index.html", Base(config.base_url)
    years: dict[int, list[MonthLink]] = {}
    for month in months:
        years.setdefault(month.month.year, []).append(month)
    return ArchivePage(
        path=path,
        url=base.local(path),
        canonical=base.absolute(path),
        title=names_of(config.language).archive,
        years=tuple(
            YearLink(year=year, url=base.local(year_path(year)), months=tuple(found))
            for year, found in years.items()
        ),
    )

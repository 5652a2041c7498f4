"""The pages of months and years, and the archive of them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from briefing.model import Digest
from briefing.render.addresses import month_path, year_path
from briefing.render.names import names_of
from briefing.render.pages import ArchivePage, MonthLink, MonthPage, Page, YearLink, YearPage
from briefing.render.views import Views


def months_of(digests: Sequence[Digest]) -> dict[dt.date, list[Digest]]:
    """Return the days of each month by the month's first day, oldest first."""
    grouped = groupby(digests, key=lambda digest: digest.day.replace(day=1))
    return {month: list(days) for month, days in grouped}


def archive_pages(digests: Sequence[Digest], views: Views) -> Iterator[Page]:
    """Yield each month, each year and the archive."""
    months = months_of(digests)
    links = {month: _month_link(month, days, views) for month, days in months.items()}
    for (before, _), (month, days) in zip(pairwise([None, *months]), months.items(), strict=True):
        # Without counts: a late entry for that month must not change this page.
        previous = MonthLink(month=before, url=links[before].url) if before else None
        yield _month(month, days, previous, views)
    years = [
        _year_link(year, [links[month] for month in sorted(found, reverse=True)], views)
        for year, found in groupby(months, key=lambda month: month.year)
    ]
    for year in years:
        yield _year(year, views)
    yield _archive(tuple(reversed(years)), views)


def _month_link(month: dt.date, days: Sequence[Digest], views: Views) -> MonthLink:
    return MonthLink(
        month=month,
        url=views.at.base.local(month_path(month)),
        day_count=len(days),
        story_count=sum(len(day.stories) for day in days),
        entry_count=sum(len(day.entries) for day in days),
    )


def _year_link(year: int, months: Sequence[MonthLink], views: Views) -> YearLink:
    return YearLink(year=year, url=views.at.base.local(year_path(year)), months=tuple(months))


def _month(
    month: dt.date, days: Sequence[Digest], previous: MonthLink | None, views: Views
) -> MonthPage:
    path = month_path(month)
    return MonthPage(
        path=path,
        url=views.at.base.local(path),
        canonical=views.at.base.absolute(path),
        title="",
        breadcrumbs=views.crumbs(month, 1),
        month=month,
        year_url=views.at.base.local(year_path(month.year)),
        days=tuple(views.day_link(day) for day in reversed(days)),
        previous=previous,
    )


def _year(year: YearLink, views: Views) -> YearPage:
    path = year_path(year.year)
    return YearPage(
        path=path,
        url=year.url,
        canonical=views.at.base.absolute(path),
        title="",
        breadcrumbs=(views.archive_link(),),
        year=year.year,
        months=year.months,
    )


def _archive(years: tuple[YearLink, ...], views: Views) -> ArchivePage:
    path = "archive/index.html"
    return ArchivePage(
        path=path,
        url=views.at.base.local(path),
        canonical=views.at.base.absolute(path),
        title=names_of(views.language).archive,
        years=years,
    )

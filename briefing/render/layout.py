"""Digests and standing pages → every page of the site, as values.

An archived page is final: what a new day changes is the day itself, the *next* link of the day
before, home, latest, its month and year, the archive, the stories, sources and topics that it
touches (their front page and the month), the feeds and the month's sitemap.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefing.config import Config
from briefing.model import Digest, StandingPage
from briefing.render.addresses import Base, addresses
from briefing.render.archive import archive_pages
from briefing.render.day_pages import day_pages, entry_pages, headlines, story_pages
from briefing.render.feed_pages import feed_pages
from briefing.render.lede import lede, shorten
from briefing.render.maps import map_pages
from briefing.render.names import names_of
from briefing.render.pages import HomePage, Layout, NotFoundPage, Page, PlainPage, Site
from briefing.render.terms import term_pages
from briefing.render.views import Views

_DAYS_AT_HOME = 7


def lay_out(
    digests: tuple[Digest, ...], pages: tuple[StandingPage, ...], site: Site, config: Config
) -> Layout:
    """Return every page of the site by output path; *digests* are oldest first.

    A standing page with a reserved or taken name is left out and reported.
    """
    at = addresses(digests, pages, Base(site.base_url))
    views = Views(at=at, zone=config.zone, language=site.language)
    found = [
        _home(digests, views, site),
        _not_found(views),
        *day_pages(digests, views),
        *entry_pages(digests, views),
        *story_pages(digests, views),
        *archive_pages(digests, views),
        *term_pages(digests, views),
        *_standing(pages, views),
        *feed_pages(digests, views, config),
    ]
    found += map_pages(found, views)
    return Layout(pages={page.path: page for page in found}, problems=at.problems)


def _home(digests: tuple[Digest, ...], views: Views, site: Site) -> Page:
    base = views.at.base
    latest = digests[-1] if digests else None
    return HomePage(
        path="index.html",
        url=base.local(""),
        canonical=base.absolute(""),
        title=site.title,
        description=shorten(site.description) or (headlines(latest) if latest else ""),
        digest=views.digest(latest) if latest else None,
        days=tuple(views.day_link(day) for day in digests[-2 : -2 - _DAYS_AT_HOME : -1]),
    )


def _not_found(views: Views) -> Page:
    return NotFoundPage(
        path="404.html",
        url=views.at.base.local("404.html"),
        canonical=views.at.base.absolute("404.html"),
        title=names_of(views.language).not_found,
    )


def _standing(pages: tuple[StandingPage, ...], views: Views) -> Iterator[Page]:
    for page in pages:
        if path := views.at.pages.get(page.path):
            yield PlainPage(
                path=path,
                url=views.at.base.local(path),
                canonical=views.at.base.absolute(path),
                title=page.title,
                description=shorten(lede(page.body)),
                body=page.body,
            )

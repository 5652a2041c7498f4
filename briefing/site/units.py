"""The units of a site: what belongs together because it is made of the same, and its pages.

=============  ============================  ===================================================
kind           name                          pages
=============  ============================  ===================================================
``day``        ``2025-06-02``                the day, its entries, its feed
``story``      story id                      a story over all its days, its feed
``term``       ``sources/<key>``             the front page of a source or topic, its feed
``term_month`` ``2025-06/sources/<key>``     a month of a source or topic
``month``      ``2025-06``                   a month
``year``       ``2025``                      a year
``archive``                                  the archive
``terms``      ``sources``, ``topics``       an index of sources or topics
``home``                                     home and the latest day
``feeds``                                    the site's feeds
``opml``                                     the list of all feeds
``map``        ``2025-06``, ``site``         a sitemap
``maps``                                     the index of the sitemaps, and robots.txt
``standing``                                 standing pages and 404
``files``                                    the theme's assets and the site's static files
=============  ============================  ===================================================
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from briefing.config import Config
from briefing.render.day_pages import day_pages
from briefing.render.pages import EntryView, Page, StoryView
from briefing.render.stories import story_pages
from briefing.render.terms import Term, month_link, term_month_page, term_pages
from briefing.site.days import DayTask, day_of


class Unit(NamedTuple):
    """A unit by kind and name; its text form stands in the catalog."""

    kind: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def parse_unit(text: str) -> Unit:
    """Return the unit whose text form is *text*."""
    kind, _, name = text.partition(" ")
    return Unit(kind, name)


SINGLE = (
    Unit("archive"), Unit("terms", "sources"), Unit("terms", "topics"), Unit("home"),
    Unit("feeds"), Unit("opml"), Unit("map", "site"), Unit("maps"), Unit("standing"),
)  # fmt: skip
"""Units that every site has."""


class DayUnit(Struct, frozen=True):
    """A day, and the days around it."""

    task: DayTask
    previous: dt.date | None
    following: dt.date | None


class StoryUnit(Struct, frozen=True):
    """A story: what each day tells of it, with the kept texts of its entries, the newest first."""

    folder: str
    parts: tuple[tuple[bytes, tuple[bytes, ...]], ...]


class TermUnit(Struct, frozen=True):
    """A source or topic: its newest entries, the kept texts of the first of them, its months."""

    term: Term
    cards: tuple[bytes, ...]
    texts: tuple[bytes, ...]
    months: tuple[tuple[str, int, int], ...]


class TermMonthUnit(Struct, frozen=True):
    """A month of a source or topic with its entries, the newest first."""

    term: Term
    month: dt.date
    cards: tuple[bytes, ...]


class Ready(Struct, frozen=True):
    """Pages that are laid out already."""

    pages: tuple[Any, ...]  # Page, which travels as it is


Material = DayUnit | StoryUnit | TermUnit | TermMonthUnit | Ready
"""What the pages of a unit are made of."""


class _Text(Struct, frozen=True):
    body: str = ""


class _Kept(Struct, frozen=True):
    """Of what is kept of a content file, what feeds need."""

    entry: _Text | None = None


_decode_view = msgspec.json.Decoder(EntryView).decode
_decode_story = msgspec.json.Decoder(StoryView).decode
_decode_kept = msgspec.json.Decoder(_Kept).decode


def _body(value: bytes) -> str:
    kept = _decode_kept(value)
    return kept.entry.body if kept.entry else ""


def lay_out(material: Material, config: Config) -> list[Page]:
    """Return the pages of a unit; raises ValueError where a kept value does not decode."""
    match material:
        case DayUnit(task, previous, following):
            return day_pages(day_of(task, config), previous, following, config)
        case StoryUnit(folder, parts):
            told = [(_decode_story(view), [*map(_body, texts)]) for view, texts in parts]
            return story_pages(folder, told, config)
        case TermUnit():
            return _term(material, config)
        case TermMonthUnit(term, month, cards):
            return [term_month_page(term, month, [*map(_decode_view, cards)], config)]
        case Ready(pages):
            return list(pages)


def _term(unit: TermUnit, config: Config) -> list[Page]:
    bodies = [*map(_body, unit.texts)]
    bodies += [""] * (len(unit.cards) - len(bodies))
    newest = list(zip(map(_decode_view, unit.cards), bodies, strict=True))
    months = [
        month_link(unit.term.folder, dt.date.fromisoformat(f"{month}-01"), days, entries, config)
        for month, days, entries in unit.months
    ]
    return term_pages(unit.term, newest, months, config)


def texts_in_order(paths: Sequence[str], texts: Mapping[str, bytes]) -> tuple[bytes, ...]:
    """Return the kept texts of *paths*; raises ValueError where one is missing."""
    try:
        return tuple(texts[path] for path in paths)
    except KeyError as error:
        raise ValueError(str(error)) from error

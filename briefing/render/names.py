"""Names of days and months, forms of dates, and the program's own link titles, by language.

A language that is missing here gets English. The texts of a theme are the theme's business.
"""

from __future__ import annotations

import datetime as dt
import functools

from msgspec import Struct

_RTL = frozenset("ar arc ckb dv fa he ks ku-arab ps sd ug ur yi".split())


def direction(language: str) -> str:
    """Return ``rtl`` for languages written from right to left, else ``ltr``."""
    return "rtl" if language.casefold().split("-")[0] in _RTL else "ltr"


class Names(Struct, frozen=True, kw_only=True, eq=False):
    """How one language writes dates, and what it calls the parts of the site.

    Each language has one value, which is equal to itself only.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    """Monday first."""

    in_date: tuple[str, ...] = ()
    """The months as they stand in a date, where that differs."""

    long: str = "{weekday}, {day} {month} {year}"
    short: str = "{day} {month} {year}"
    day: str = "{day} {month}"
    of_year: str = "{month} {year}"
    latest: str
    archive: str
    sources: str
    topics: str
    not_found: str
    original: str = "Original"
    estimated: str
    """Said of a date that the source did not state."""

    def format(self, pattern: str, date: dt.date) -> str:
        """Return *date* by one of the patterns, with the month as it stands in a date."""
        return _formatted(self, pattern, date.toordinal())


@functools.lru_cache(maxsize=8192)  # a page tells the same few days again and again
def _formatted(names: Names, pattern: str, ordinal: int) -> str:
    date = dt.date.fromordinal(ordinal)
    months = names.months if pattern == names.of_year else names.in_date or names.months
    return pattern.format(
        weekday=names.weekdays[date.weekday()],
        day=date.day,
        month=months[date.month - 1],
        year=date.year,
    )


_NAMES = {
    "en": Names(
        months=tuple(
            "January February March April May June July August September October November"
            " December".split()
        ),
        weekdays=tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
        latest="Latest",
        archive="Archive",
        sources="Sources",
        topics="Topics",
        not_found="Page not found",
        estimated="date estimated",
    ),
    "de": Names(
        months=tuple(
            "Januar Februar März April Mai Juni Juli August September Oktober November"
            " Dezember".split()
        ),
        weekdays=tuple("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()),
        long="{weekday}, {day}. {month} {year}",
        short="{day}. {month} {year}",
        day="{day}. {month}",
        latest="Aktuell",
        archive="Archiv",
        sources="Quellen",
        topics="Themen",
        not_found="Seite nicht gefunden",
        estimated="Datum geschätzt",
    ),
    "fr": Names(
        months=tuple(
            "janvier février mars avril mai juin juillet août septembre octobre novembre"
            " décembre".split()
        ),
        weekdays=tuple("lundi mardi mercredi jeudi vendredi samedi dimanche".split()),
        long="{weekday} {day} {month} {year}",
        latest="À la une",
        archive="Archives",
        sources="Sources",
        topics="Thèmes",
        not_found="Page introuvable",
        estimated="date estimée",
    ),
    "es": Names(
        months=tuple(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
            " diciembre".split()
        ),
        weekdays=tuple("lunes martes miércoles jueves viernes sábado domingo".split()),
        long="{weekday}, {day} de {month} de {year}",
        short="{day} de {month} de {year}",
        day="{day} de {month}",
        of_year="{month} de {year}",
        latest="Lo último",
        archive="Archivo",
        sources="Fuentes",
        topics="Temas",
        not_found="Página no encontrada",
        estimated="fecha estimada",
    ),
    "ru": Names(
        months=tuple(
            "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь"
            " декабрь".split()
        ),
        in_date=tuple(
            "января февраля марта апреля мая июня июля августа сентября октября ноября"
            " декабря".split()
        ),
        weekdays=tuple("понедельник вторник среда четверг пятница суббота воскресенье".split()),
        latest="Свежее",
        archive="Архив",
        sources="Источники",
        topics="Темы",
        not_found="Страница не найдена",
        estimated="дата приблизительная",
        original="Оригинал",
    ),
}


def names_of(language: str) -> Names:
    """Return the names of *language* (BCP 47; the region is ignored), else the English ones."""
    return _NAMES.get(language.casefold().split("-")[0], _NAMES["en"])

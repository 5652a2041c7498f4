"""What crosses the border of a site's catalog: kept values of a day, and rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class ShownRow(NamedTuple):
    """A source or topic that a day's entries name."""

    taxonomy: str
    key: str
    name: str
    place: int
    places: tuple[int, ...]


class ToldRow(NamedTuple):
    """A story with a page, as one day tells it."""

    story: str
    place: int
    changed: str
    paths: bytes
    view: bytes
    mark: str


class Organised(NamedTuple):
    """A day that was organised: values of the model in their kept form."""

    day: str
    outline: bytes
    paths: bytes
    """Of the entries' files, in the order of the page."""

    stories: int
    entries: int
    mentions: tuple[ShownRow, ...]
    told: tuple[tuple[str, int], ...]
    """Id and place of each story that has a page."""


class Leaf(NamedTuple):
    """What the rest of the site shows of a day: values of ``render`` in their kept form."""

    day: str
    cards: bytes
    """The views of its entries, a line each."""

    link: bytes
    item: bytes
    urls: bytes
    changed: str
    marks: Mapping[tuple[str, str], str]
    """(taxonomy, key) → mark of what the day shows there."""

    told: tuple[ToldRow, ...]
    problems: bytes | None


class Month(NamedTuple):
    """The counts of a month."""

    month: str
    days: int
    stories: int
    entries: int


def span(month: str) -> tuple[str, str]:
    """Return the first and the last text that a day of *month* may be; of any day for none."""
    return (f"{month}-", f"{month}-~") if month else ("", "~")

"""Document → Harvest: one reader a kind of document, chosen by what the document is."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePosixPath

from briefing.config import CollectSettings
from briefing.ingest.across import without_repeats
from briefing.ingest.copied.layout import PLAIN
from briefing.ingest.copied.reader import harvest_text
from briefing.ingest.reading import Reader, Reading, unread
from briefing.ingest.recipes.matching import recipe_for
from briefing.ingest.recipes.recipe import Recipe
from briefing.model import Document, Harvest

__all__ = ["harvest", "without_repeats"]

_LARGEST = 32_000_000
"""Bytes; a text of this size is no news."""


def harvest(
    document: Document,
    settings: CollectSettings,
    zone: dt.tzinfo,
    language: str,
    recipes: tuple[Recipe, ...] = (),
) -> Harvest:
    """Return what *document* holds; one that cannot be read gives only a problem.

    *zone* is the site's: times printed without a zone are in it. *language* (BCP 47) is assumed
    where the text does not tell its own. The first of *recipes* that is for the document counts.
    """
    if len(document.data) > _LARGEST:
        return unread(document, f"has more than {_LARGEST // 1_000_000} MB")
    reading = Reading(settings=settings, zone=zone, language=language, recipes=recipes)
    return _reader(document)(document, reading)


def _reader(document: Document) -> Reader:
    """The reader for *document*, by its name and its first bytes."""
    return _READERS.get(PurePosixPath(document.place).suffix.lower(), _unknown)


def _text(document: Document, reading: Reading) -> Harvest:
    if _is_binary(document.data):
        return unread(document, "is not text; if it is a page or a picture, save its text as .txt")
    recipe = recipe_for(document, reading.recipes)
    layout = recipe.layout if recipe else PLAIN
    return harvest_text(document, reading.settings, reading.zone, reading.language, layout)


def _unknown(document: Document, reading: Reading) -> Harvest:  # noqa: ARG001 - a reader
    return unread(document, "is no text document; save the page's text as .txt")


def _is_binary(data: bytes) -> bool:
    """Whether many bytes are control characters; NULs alone may be UTF-16."""
    sample = data[:8192]
    controls = sum(b < 32 and b not in (0, 9, 10, 11, 12, 13, 27) for b in sample)
    return controls > len(sample) * 0.02


_READERS: dict[str, Reader] = dict.fromkeys(("", ".txt", ".text", ".md", ".markdown"), _text)
"""By the ending of the document's name."""

"""Document → Harvest: one reader a file, chosen by what the document is."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePosixPath

from briefing.config import CollectSettings
from briefing.ingest.across import without_repeats
from briefing.ingest.plain_text import harvest_text
from briefing.model import Document, Harvest, Level, Problem

__all__ = ["harvest", "without_repeats"]

_TEXT = frozenset({"", ".txt", ".text", ".md", ".markdown"})
_LARGEST = 32_000_000
"""Bytes; a text of this size is no news."""


def harvest(
    document: Document, settings: CollectSettings, zone: dt.tzinfo, language: str
) -> Harvest:
    """Return what *document* holds; one that cannot be read gives only a problem.

    *zone* is the site's: times printed without a zone are in it. *language* (BCP 47) is assumed
    where the text does not tell its own.
    """
    if PurePosixPath(document.place).suffix.lower() not in _TEXT:
        return _unread(document, "is no text document; save the page's text as .txt")
    if len(document.data) > _LARGEST:
        return _unread(document, f"has more than {_LARGEST // 1_000_000} MB")
    if _is_binary(document.data):
        return _unread(document, "is not text; if it is a page or a picture, save its text as .txt")
    return harvest_text(document, settings, zone, language)


def _unread(document: Document, why: str) -> Harvest:
    problem = Problem(place=document.place, message=f"{why} (kept, not read)", level=Level.ERROR)
    return Harvest(problems=(problem,))


def _is_binary(data: bytes) -> bool:
    """Whether many bytes are control characters; NULs alone may be UTF-16."""
    sample = data[:8192]
    controls = sum(b < 32 and b not in (0, 9, 10, 11, 12, 13, 27) for b in sample)
    return controls > len(sample) * 0.02

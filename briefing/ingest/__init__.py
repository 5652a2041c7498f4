"""Document → Harvest: one reader a kind of document, chosen by what the document is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import cast

from briefing.config import CollectSettings
from briefing.ingest.across import REPEATED, notices, without, without_repeats
from briefing.ingest.companions import Companions, pages_beside
from briefing.ingest.copied.layout import PLAIN
from briefing.ingest.copied.reader import harvest_text
from briefing.ingest.kinds import NOT_READ, DocumentKind
from briefing.ingest.numbered import without_item_numbers
from briefing.ingest.reading import Reader, Reading, unread
from briefing.ingest.recipes.matching import recipe_for
from briefing.ingest.recipes.recipe import Recipe
from briefing.ingest.registry import unified_harvest
from briefing.ingest.sniffing import is_binary, kind_of
from briefing.model import Document, Evidence, Harvest

__all__ = [
    "REPEATED", "Companions", "Reading", "harvest", "notices", "pages_beside", "read",
    "unified_harvest", "without", "without_repeats",
]  # fmt: skip

_LARGEST = 32_000_000
"""Bytes; a single document of this size is no news."""

_CONTAINERS = (DocumentKind.ZIP, DocumentKind.TAR, DocumentKind.PACKED, DocumentKind.MBOX)
"""Hold many documents: their size is limited by what comes out of them."""

_ITEMISED = (
    DocumentKind.TEXT, DocumentKind.MAIL, DocumentKind.MBOX,
    DocumentKind.DOCX, DocumentKind.ODT, DocumentKind.PDF,
)  # fmt: skip
"""May number the articles they hold; pages and feeds do not."""


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
    reading = Reading(settings=settings, zone=zone, language=language, recipes=recipes)
    return read(document, reading)


def read(document: Document, reading: Reading) -> Harvest:
    """Return what *document* holds, by the reader of its kind."""
    guess = kind_of(document)
    if len(document.data) > _LARGEST and guess.kind not in _CONTAINERS:
        return unread(document, f"has more than {_LARGEST // 1_000_000} MB")
    found = _reader(guess.kind)(document, reading)
    if guess.kind in _ITEMISED:
        found = without_item_numbers(found)
    if guess.is_as_named:
        return found
    reason = f"read as {guess.kind.value} {guess.reason}, whatever its name says"
    return replace(found, evidence=(Evidence(part=0, about="kind", reason=reason), *found.evidence))


def _reader(kind: DocumentKind) -> Reader:
    """The reader of the documents of *kind*, imported when the first of them comes."""
    if reader := _HERE.get(kind):
        return reader
    if place := _READERS.get(kind):
        module, _, name = place.partition(":")
        return cast("Reader", getattr(import_module(module), name))
    return _not_read(NOT_READ[kind])


def _text(document: Document, reading: Reading) -> Harvest:
    if is_binary(document.data):
        return unread(document, "is not text; if it is a page or a picture, save its text as .txt")
    recipe = recipe_for(document, reading.recipes)
    layout = recipe.layout if recipe else PLAIN
    return harvest_text(document, reading.settings, reading.zone, reading.language, layout)


def _not_read(why: str) -> Callable[[Document, Reading], Harvest]:
    return lambda document, _: unread(document, why)


_HERE: dict[DocumentKind, Reader] = {DocumentKind.TEXT: _text}

_READERS: dict[DocumentKind, str] = {
    DocumentKind.MARKDOWN: "briefing.ingest.markdown_file:harvest_markdown",
    DocumentKind.HTML: "briefing.ingest.web.reader:harvest_page",
    DocumentKind.MHTML: "briefing.ingest.web.reader:harvest_page",
    DocumentKind.ARTICLES: "briefing.ingest.articles_json:harvest_articles",
    DocumentKind.MAIL: "briefing.ingest.mail.reader:harvest_mail",
    DocumentKind.MBOX: "briefing.ingest.mail.reader:harvest_mailbox",
    DocumentKind.DOCX: "briefing.ingest.office.reader:harvest_docx",
    DocumentKind.ODT: "briefing.ingest.office.reader:harvest_odt",
    DocumentKind.PDF: "briefing.ingest.office.pdf:harvest_pdf",
    DocumentKind.ZIP: "briefing.ingest.archive:harvest_zip",
    DocumentKind.TAR: "briefing.ingest.archive:harvest_tar",
    DocumentKind.PACKED: "briefing.ingest.archive:harvest_packed",
    DocumentKind.WEBARCHIVE: "briefing.ingest.links:harvest_webarchive",
    DocumentKind.FEED: "briefing.ingest.feeds:harvest_feed",
    DocumentKind.LINK: "briefing.ingest.links:harvest_link",
}
"""Kind → ``module:function`` of its reader; others are told as problems."""

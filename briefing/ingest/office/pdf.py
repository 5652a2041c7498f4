"""Reads PDFs that have a text: its lines are joined to paragraphs and read as copied text.

What the pages repeat at their edges and their numbers are taken out. ``pypdf`` does the reading; it
is an extra, because few collect PDFs.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from briefing.ingest.copied.reader import harvest_text
from briefing.ingest.inner import inner_document
from briefing.ingest.moments import moment
from briefing.ingest.office.pages import Pages, joined
from briefing.ingest.reading import UNDATED, Reading, unread
from briefing.model import (
    DateOrigin,
    Document,
    Entry,
    Evidence,
    Harvest,
    LeftOut,
    Level,
    Moment,
    Problem,
    Seed,
)
from briefing.text.words import key

_MOST_PAGES = 500
_MOST_LETTERS = 5_000_000
_LARGEST_CONTENT = 20_000_000
"""Bytes of drawing instructions on one page; pypdf takes seconds for so many."""

_SILENCE = logging.NullHandler()
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-Z])(\d\d)?'?(\d\d)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pdf:
    """What pypdf reads in a PDF."""

    pages: tuple[str, ...] = ()
    count: int = 0
    title: str = ""
    author: str = ""
    created: Moment | None = None
    faults: tuple[str, ...] = ()
    why_not: str = ""
    """Why nothing can be read."""


def harvest_pdf(document: Document, reading: Reading) -> Harvest:
    """Return the articles in the text of a PDF."""
    pdf = _read(document.data, reading.zone)
    if pdf.why_not:
        return unread(document, pdf.why_not)
    pages = joined(pdf.pages)
    if not any(c.isalnum() for c in pages.text):
        return unread(document, "has no text, only pictures of it; run text recognition (OCR)")
    inside = inner_document(document, "text.txt", pages.text.encode())
    copied = harvest_text(inside, reading.settings, reading.zone, reading.language)
    is_one = len(copied.entries) == 1
    entries = tuple(
        _entry(document, entry, pdf, (n, is_one)) for n, entry in enumerate(copied.entries, start=1)
    )
    left = tuple(replace(x, place=document.place) for x in copied.left_out)
    return replace(
        copied,
        entries=entries,
        left_out=(*left, *_left_out(document, pages)),
        problems=tuple(_problems(document, pdf, copied)),
        evidence=(*copied.evidence, *_evidence(copied, pdf)),
    )


def _entry(document: Document, entry: Entry, pdf: _Pdf, at: tuple[int, bool]) -> Entry:
    part, is_one = at
    entry = replace(entry, seed=Seed(file=document.place, part=part, sha256=document.sha256))
    if entry.date_origin in (DateOrigin.INGESTED, DateOrigin.ESTIMATED) and pdf.created:
        entry = replace(entry, date=pdf.created, date_origin=DateOrigin.META)
    if not is_one:
        return entry
    if pdf.author and not entry.authors and key(pdf.author) != key(entry.source):
        entry = replace(entry, authors=(pdf.author,))
    # A headline that runs over two lines: the document's own field has the whole of it.
    if pdf.title and key(pdf.title).startswith(key(entry.title)) and key(entry.title):
        entry = replace(entry, title=pdf.title)
    return entry


def _left_out(document: Document, pages: Pages) -> Iterator[LeftOut]:
    for reason, lines in pages.left_out.items():
        yield LeftOut(place=document.place, reason=reason, text="\n".join(lines))


def _problems(document: Document, pdf: _Pdf, copied: Harvest) -> Iterator[Problem]:
    for problem in copied.problems:
        yield replace(problem, place=document.place)
    for fault in pdf.faults:
        yield Problem(place=document.place, message=fault)
    if pdf.count > len(pdf.pages):
        message = f"has {pdf.count} pages; only {len(pdf.pages)} are read"
        yield Problem(place=document.place, message=message, level=Level.ERROR)


def _evidence(copied: Harvest, pdf: _Pdf) -> Iterator[Evidence]:
    for part, entry in enumerate(copied.entries, start=1):
        if pdf.created and (entry.date == UNDATED or not entry.date_origin.is_sure):
            yield Evidence(part=part, about="date", reason="meta: when the PDF was made")


# --- pypdf ----------------------------------------------------------------------------------------


def _read(data: bytes, zone: dt.tzinfo) -> _Pdf:
    try:
        import pypdf
    except ImportError:
        return _Pdf(why_not="is a PDF; “pip install briefing[pdf]” makes it readable")
    # It logs what it mends; without a handler that would be printed.
    logging.getLogger("pypdf").addHandler(_SILENCE)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return _Pdf(why_not="is encrypted; save it without a password")
        count = len(reader.pages)
    except Exception as error:  # noqa: BLE001 - pypdf raises anything for damaged files
        return _Pdf(why_not=f"is damaged: {_told(error)}")
    pages, faults = _pages(reader, count)
    said = _information(reader)
    return _Pdf(
        pages=pages,
        count=count,
        title=said.get("/Title", ""),
        author=said.get("/Author", ""),
        created=_moment(said.get("/CreationDate", ""), zone),
        faults=faults,
    )


def _pages(reader: Any, count: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found: list[str] = []
    faults: list[str] = []
    for number in range(min(count, _MOST_PAGES)):
        try:
            page = reader.pages[number]
            contents = page.get_contents()
            if contents is not None and len(contents.get_data()) > _LARGEST_CONTENT:
                raise ValueError("it is too large")  # noqa: TRY301 - as any other fault
            found.append(page.extract_text() or "")
        except Exception as error:  # noqa: BLE001 - pypdf raises anything for damaged pages
            faults.append(f"page {number + 1} cannot be read: {_told(error)}")
            found.append("")
        if sum(map(len, found)) > _MOST_LETTERS:
            break
    return tuple(found), tuple(faults[:5])


def _information(reader: Any) -> dict[str, str]:
    try:
        said = reader.metadata or {}
        return {str(k): " ".join(str(v).split()) for k, v in said.items() if isinstance(v, str)}
    except Exception:  # noqa: BLE001 - see above
        return {}


def _moment(text: str, zone: dt.tzinfo) -> Moment | None:
    """A date as PDF writes it (ISO 32000-1, section 7.9.4): ``D:20250602113400+02'00'``."""
    match = _PDF_DATE.match(text)
    if not match:
        return moment(text, zone)
    year, month, day, hour, minute, second = (part or "" for part in match.groups()[:6])
    if not (month and day):
        return None
    if not hour:
        return moment(f"{year}-{month}-{day}", zone)
    sign = match[7] or ""
    offset = "+00:00" if sign == "Z" else f"{sign}{match[8]}:{match[9] or '00'}" if match[8] else ""
    clock = f"{hour}:{minute or '00'}:{second or '00'}"
    return moment(f"{year}-{month}-{day}T{clock}{offset}", zone)


def _told(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__

"""Reads Word and OpenDocument texts: one article, or several with bylines of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from briefing.ingest.copied.reader import harvest_text
from briefing.ingest.inner import inner_document
from briefing.ingest.markup import blocks, summary_of, words_of
from briefing.ingest.office.docx import read_docx
from briefing.ingest.office.odt import read_odt
from briefing.ingest.office.package import Package, PackageError
from briefing.ingest.office.pieces import Office, Paragraph
from briefing.ingest.reading import Article, Reading, entry, unread
from briefing.model import (
    DateOrigin,
    Document,
    Entry,
    Evidence,
    Harvest,
    LeftOut,
    Level,
    Problem,
    Seed,
)
from briefing.text.language import language
from briefing.text.words import key

_PROGRAMS = frozenset(
    "python-docx|microsoft office user|user|admin|administrator|unknown author|owner|author"
    "|windows user|pandoc|google docs|un-named".split("|")
)
"""What programs write where a person's name should stand."""


def harvest_docx(document: Document, reading: Reading) -> Harvest:
    """Return the articles in a Word document."""
    return _harvest(document, reading, lambda package: read_docx(package, reading.zone))


def harvest_odt(document: Document, reading: Reading) -> Harvest:
    """Return the articles in an OpenDocument text."""
    return _harvest(document, reading, lambda package: read_odt(package, reading.zone))


def _harvest(document: Document, reading: Reading, opened: Callable[[Package], Office]) -> Harvest:
    try:
        office = opened(Package(document.data, reading.room))
    except PackageError as error:
        return unread(document, str(error))
    if not office.paragraphs:
        problem = Problem(place=document.place, message="the document is empty")
        return Harvest(problems=(problem,), left_out=tuple(_beside(document, office)))
    text = "\n".join(p.words for p in office.paragraphs)
    inside = inner_document(document, "text.txt", text.encode())
    copied = harvest_text(inside, reading.settings, reading.zone, reading.language)
    stated = [e for e in copied.entries if e.date_origin is DateOrigin.STATED]
    if len(stated) >= 2:
        return _of_several(document, office, copied)
    return _of_one(document, office, copied, reading)


# --- several articles -----------------------------------------------------------------------------


def _of_several(document: Document, office: Office, copied: Harvest) -> Harvest:
    """What the reader of copied text found, with links and stress as the document has them."""
    marked: dict[str, list[str]] = {}
    for paragraph in office.paragraphs:
        marked.setdefault(key(paragraph.words), []).append(paragraph.markdown)
    entries = tuple(
        replace(
            one,
            body=_marked(one.body, marked),
            seed=Seed(file=document.place, part=n, sha256=document.sha256),
        )
        for n, one in enumerate(copied.entries, start=1)
    )
    left = tuple(replace(x, place=document.place) for x in copied.left_out)
    return replace(
        copied,
        entries=entries,
        records=tuple(replace(r, seed=entries[0].seed) for r in copied.records),
        left_out=(*left, *_beside(document, office)),
        problems=tuple(replace(p, place=document.place) for p in copied.problems),
    )


def _marked(body: str, marked: dict[str, list[str]]) -> str:
    """*body*, its lines as they stand in the document where their words are the same."""
    found: list[str] = []
    for block in blocks(body):
        lines = [marked.get(key(words_of(line.lstrip("#-> "))), []) for line in block.split("\n")]
        found.append("\n".join(one[0] for one in lines) if all(lines) else block)
    return "\n\n".join(found)


# --- one article ----------------------------------------------------------------------------------


def _of_one(document: Document, office: Office, copied: Harvest, reading: Reading) -> Harvest:
    first = copied.entries[0] if copied.entries else None
    head, title = _title(office, first)
    rest = [p for n, p in enumerate(office.paragraphs) if n != head]
    body, bylines = _without_bylines(rest, first, copied)
    text = _text(body)
    if not text.strip():
        body, bylines, text = rest, [], _text(rest) or office.paragraphs[0].markdown
    stated = first is not None and first.date_origin is DateOrigin.STATED
    date, origin, reason = (
        (first.date, DateOrigin.STATED, "in the article's byline")
        if stated and first
        else (office.created or office.modified, DateOrigin.META, "when the document was made")
    )
    creator = "" if office.creator.casefold() in _PROGRAMS else office.creator
    authors = first.authors if first and first.authors else ((creator,) if creator else ())
    article = Article(
        title=title,
        body=text,
        date=date,
        date_origin=origin,
        updated=first.updated if stated and first else None,
        source=first.source if first and (stated or bylines) else "",
        authors=authors,
        lang=office.language or language(" ".join(p.words for p in body), reading.language),
        summary=(first.summary if first and first.summary in words_of(text) else "")
        or summary_of(text),
        topics=office.keywords,
    )
    item = entry(article, document, 1)
    return Harvest(
        entries=(item,),
        left_out=tuple(_beside(document, office)),
        problems=_problems(document, item),
        evidence=(
            Evidence(
                part=1, about="boundary", reason="one article: no two have dates of their own"
            ),
            Evidence(part=1, about="date", reason=f"{item.date_origin}: {reason}"),
        ),
    )


def _title(office: Office, first: Entry | None) -> tuple[int, str]:
    """The number of the paragraph that is the headline, and the headline: what is set as the title,
    else a heading at the top, else what copied text takes for it; else the document's own field."""
    paragraphs = office.paragraphs
    for n, paragraph in enumerate(paragraphs[:12]):
        if paragraph.is_title:
            return n, paragraph.words
    for n, paragraph in enumerate(paragraphs[:4]):
        if paragraph.level:
            return n, paragraph.words
    if office.title and key(office.title) != key(paragraphs[0].words):
        return -1, office.title
    for n, paragraph in enumerate(paragraphs[:4]):
        if first and key(paragraph.words) == key(first.title):
            return n, paragraph.words
    title = paragraphs[0].words
    return (0, title) if len(title) <= 200 else (-1, first.title if first else title[:200])


def _without_bylines(
    paragraphs: Sequence[Paragraph], first: Entry | None, copied: Harvest
) -> tuple[list[Paragraph], list[Paragraph]]:
    """*paragraphs* without those at the top that are told by fields, and these."""
    if first is None:
        return list(paragraphs), []
    told = key(words_of(first.body)) + " " + " ".join(key(x.text) for x in copied.left_out)
    used = [
        p for p in paragraphs[:5]
        if not p.level and len(p.words) < 180 and key(p.words) not in told
    ]  # fmt: skip
    return [p for p in paragraphs if not any(p is one for one in used)], used


def _text(paragraphs: Sequence[Paragraph]) -> str:
    """Paragraphs as Markdown; items of one list stand on lines below each other."""
    text = ""
    for n, paragraph in enumerate(paragraphs):
        is_item = n > 0 and paragraph.depth and paragraphs[n - 1].depth
        text += ("\n" if is_item else "\n\n" if text else "") + paragraph.markdown
    return text


def _beside(document: Document, office: Office) -> Iterator[LeftOut]:
    for reason, text in office.beside:
        yield LeftOut(place=document.place, reason=reason, text=text)


def _problems(document: Document, item: Entry) -> tuple[Problem, ...]:
    if item.date_origin is not DateOrigin.META:
        return ()
    message = "dated by when the document was made; no date stands in its text"
    return (Problem(place=document.place, message=message, level=Level.NOTE),)

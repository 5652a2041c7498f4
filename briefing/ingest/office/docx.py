"""A Word document → paragraphs (ECMA-376 part 1, WordprocessingML)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.ingest.moments import moment
from briefing.ingest.office.package import Element, Package, attribute, child, local
from briefing.ingest.office.pieces import (
    Numbers,
    Office,
    Paragraph,
    Run,
    paragraph,
    table_of,
    words_in,
)

_NO_TEXT = frozenset(
    "del moveFrom instrText delText Fallback pPr rPr tblPr tblGrid trPr tcPr sectPr proofErr"
    " bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd annotationRef".split()
)
"""Nothing in these is to be read: what was deleted, codes of fields, twins for older programs."""

_DEEPEST = 60
_DASHES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(slots=True)
class _Word:
    """The parts of the document that say how its paragraphs are to be read."""

    levels: dict[str, int] = field(default_factory=dict)
    """Style → level of heading."""

    titles: frozenset[str] = frozenset()
    bullets: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Numbering and depth → whether its items have bullets."""

    links: dict[str, str] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=Numbers)


def read_docx(package: Package, zone: dt.tzinfo) -> Office:
    """Return the text of a Word document; times without offset are in *zone*.

    Raises:
        PackageError: a part that is needed cannot be read.
    """
    word = _word(package)
    document = package.xml("word/document.xml")
    body = child(document, "body")
    found = list(_blocks(body, word, 0)) if body is not None else []
    notes = [p for part in ("footnotes", "endnotes") for p in _notes(package, part, word)]
    core = package.xml("docProps/core.xml")
    said = {local(e): (e.text or "").strip() for e in core} if core is not None else {}
    return Office(
        paragraphs=(*found, *notes),
        beside=tuple(_beside(package, word)),
        title=said.get("title", ""),
        creator=said.get("creator", ""),
        created=moment(said.get("created", ""), zone),
        modified=moment(said.get("modified", ""), zone),
        language=said.get("language", ""),
        keywords=tuple(k.strip() for k in said.get("keywords", "").split(",") if k.strip()),
    )


# --- what the other parts say ---------------------------------------------------------------------


def _word(package: Package) -> _Word:
    word = _Word()
    styles = package.xml("word/styles.xml")
    names: dict[str, str] = {}
    for style in styles if styles is not None else ():
        name = child(style, "name")
        key = attribute(style, "styleId")
        names[key] = attribute(name, "val").casefold() if name is not None else ""
        if level := _level(names[key], style):
            word.levels[key] = level
    word.titles = frozenset(key for key, name in names.items() if name == "title")
    word.bullets = _bullets(package)
    relations = package.xml("word/_rels/document.xml.rels")
    for relation in relations if relations is not None else ():
        if attribute(relation, "Type").endswith("/hyperlink"):
            word.links[attribute(relation, "Id")] = attribute(relation, "Target")
    return word


def _level(name: str, style: Element) -> int:
    """The level of heading that a style is for: its name in the English that files keep, or its
    place in the outline."""
    kind, _, number = name.rpartition(" ")
    if kind == "heading" and number.isdigit():
        return int(number)
    outline = child(style, "pPr", "outlineLvl")
    said = attribute(outline, "val") if outline is not None else ""
    return int(said) + 1 if said.isdigit() and int(said) < 9 else 0


def _bullets(package: Package) -> dict[tuple[str, str], bool]:
    numbering = package.xml("word/numbering.xml")
    abstract: dict[str, dict[str, bool]] = {}
    found: dict[tuple[str, str], bool] = {}
    for element in numbering if numbering is not None else ():
        if local(element) == "abstractNum":
            abstract[attribute(element, "abstractNumId")] = {
                attribute(level, "ilvl"): _format(level) == "bullet"
                for level in element
                if local(level) == "lvl"
            }
        elif local(element) == "num":
            of = child(element, "abstractNumId")
            levels = abstract.get(attribute(of, "val") if of is not None else "", {})
            number = attribute(element, "numId")
            found |= {(number, depth): is_bullet for depth, is_bullet in levels.items()}
    return found


def _format(level: Element) -> str:
    element = child(level, "numFmt")
    return attribute(element, "val") if element is not None else ""


def _notes(package: Package, part: str, word: _Word) -> Iterator[Paragraph]:
    """The notes below the text, each with its number."""
    root = package.xml(f"word/{part}.xml")
    for note in root if root is not None else ():
        if attribute(note, "type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        number = attribute(note, "id")
        runs = [run for p in note.iter() if local(p) == "p" for run in (*_runs(p, word), Run(" "))]
        found = paragraph([Run(f"[{number}] "), *runs]) if words_in(runs) else None
        if found:
            yield found


def _beside(package: Package, word: _Word) -> Iterator[tuple[str, str]]:
    for name in sorted(package.names):
        stem = name.removeprefix("word/").rstrip("0123456789.xml")
        reason = {"header": "the page's header", "footer": "the page's footer",
                  "comments": "comments in the margin"}.get(stem)  # fmt: skip
        root = package.xml(name) if reason and name.startswith("word/") else None
        if root is not None and reason:
            lines = [words_in(_runs(p, word)) for p in root.iter() if local(p) == "p"]
            if text := "\n".join(line for line in lines if line):
                yield reason, text


# --- the text -------------------------------------------------------------------------------------


def _blocks(element: Element, word: _Word, depth: int) -> Iterator[Paragraph]:
    if depth > _DEEPEST:
        return
    for part in element:
        name = local(part)
        if name == "p":
            yield from _paragraphs(part, word, depth)
        elif name == "tbl":
            yield from _table(part, word, depth)
        elif name not in _NO_TEXT:  # sdt, ins, customXml … hold paragraphs
            yield from _blocks(part, word, depth + 1)


def _paragraphs(element: Element, word: _Word, depth: int) -> Iterator[Paragraph]:
    """A paragraph, in parts where lines are broken in it twice; then the text boxes it holds."""
    properties = child(element, "pPr")
    style = child(properties, "pStyle")
    name = attribute(style, "val") if style is not None else ""
    level = word.levels.get(name, 0)
    outline = child(properties, "outlineLvl")
    if not level and outline is not None and attribute(outline, "val").isdigit():
        level = int(attribute(outline, "val")) + 1 if int(attribute(outline, "val")) < 9 else 0
    item, at = _item(properties, word) if not level else ("", 0)
    is_title = name in word.titles
    runs = list(_runs(element, word))
    for line in _lines(runs):
        found = paragraph(line, level=1 if is_title else level, is_title=is_title, item=item,
                          depth=at)  # fmt: skip
        if found:
            yield found
    for box in element.iter():
        if local(box) == "txbxContent" and not _in_fallback(element, box):
            yield from _blocks(box, word, depth + 1)


def _in_fallback(element: Element, box: Element) -> bool:
    """Whether a text box is the twin that older programs show."""
    return any(inner is box for e in element.iter() if local(e) == "Fallback" for inner in e.iter())


def _item(properties: Element | None, word: _Word) -> tuple[str, int]:
    """The sign of an item of a list, and its depth from 1."""
    number = child(properties, "numPr", "numId")
    if number is None or attribute(number, "val") in ("", "0"):
        return "", 0
    element = child(properties, "numPr", "ilvl")
    at = attribute(element, "val") if element is not None else "0"
    depth = int(at) if at.isdigit() and int(at) < 9 else 0
    if word.bullets.get((attribute(number, "val"), at), True):
        return "-", depth + 1
    return f"{word.numbers.next(attribute(number, 'val'), depth)}.", depth + 1


def _lines(runs: list[Run]) -> Iterator[list[Run]]:
    """*runs*, parted where a line is broken."""
    line: list[Run] = []
    for run in runs:
        pieces = run.text.split("\n")
        for n, piece in enumerate(pieces):
            if n:
                yield line
                line = []
            if piece:
                line.append(Run(piece, run.is_bold, run.is_italic, run.url))
    yield line


def _runs(element: Element, word: _Word, url: str = "", depth: int = 0) -> Iterator[Run]:
    if depth > _DEEPEST:
        return
    for part in element:
        name = local(part)
        if name == "r":
            yield from _run(part, url)
        elif name == "hyperlink":
            yield from _runs(part, word, word.links.get(attribute(part, "id"), ""), depth + 1)
        elif name not in _NO_TEXT and name not in ("p", "tbl"):
            yield from _runs(part, word, url, depth + 1)


def _run(element: Element, url: str) -> Iterator[Run]:
    properties = child(element, "rPr")
    if _is_on(properties, "vanish"):
        return
    bold, italic = _is_on(properties, "b"), _is_on(properties, "i")
    for part in element:
        name = local(part)
        if name == "t":
            yield Run(part.text or "", bold, italic, url)
        elif name in _DASHES:
            yield Run(_DASHES[name], bold, italic, url)
        elif name in ("footnoteReference", "endnoteReference"):
            yield Run(f"[{attribute(part, 'id')}]")


def _is_on(properties: Element | None, name: str) -> bool:
    element = child(properties, name)
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


def _table(element: Element, word: _Word, depth: int) -> Iterator[Paragraph]:
    rows = [
        [
            [run for p in cell.iter() if local(p) == "p" for run in (*_runs(p, word), Run(" "))]
            for cell in row
            if local(cell) == "tc"
        ]
        for row in element
        if local(row) == "tr"
    ]
    if max(map(len, rows), default=0) < 2:  # a frame around paragraphs
        for cell in (c for row in element if local(row) == "tr" for c in row if local(c) == "tc"):
            yield from _blocks(cell, word, depth + 1)
    else:
        yield from table_of(rows)

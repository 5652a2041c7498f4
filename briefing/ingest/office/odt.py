"""An OpenDocument text → paragraphs (ODF 1.3 part 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from briefing.ingest.moments import moment
from briefing.ingest.office.package import Element, Package, attribute, child, local
from briefing.ingest.office.pieces import Office, Paragraph, Run, paragraph, table_of, words_in

_DEEPEST = 60
_NO_TEXT = frozenset(
    "tracked-changes annotation note-citation sequence-decls forms variable-decls user-field-decls"
    " table-of-content alphabetical-index soft-page-break".split()
)
_PLAIN = Run("")
_Styles = dict[str, tuple[bool, bool, bool]]
"""Style → whether it is bold, italic, and for titles."""


def read_odt(package: Package, zone: dt.tzinfo) -> Office:
    """Return the text of an OpenDocument text; times without offset are in *zone*.

    Raises:
        PackageError: a part that is needed cannot be read.
    """
    content = package.xml("content.xml")
    text = child(content, "body", "text")
    styles: _Styles = {}
    for root in (package.xml("styles.xml"), content):
        styles |= _styles(root)
    meta = child(package.xml("meta.xml"), "meta")
    said = {local(e): (e.text or "").strip() for e in meta} if meta is not None else {}
    return Office(
        paragraphs=tuple(_blocks(text, styles, 0)) if text is not None else (),
        beside=tuple(_comments(text)) if text is not None else (),
        title=said.get("title", ""),
        creator=said.get("initial-creator", "") or said.get("creator", ""),
        created=moment(said.get("creation-date", ""), zone),
        modified=moment(said.get("date", ""), zone),
        language=said.get("language", ""),
        keywords=(said["keyword"],) if said.get("keyword") else (),
    )


def _styles(root: Element | None) -> _Styles:
    found: _Styles = {}
    for style in root.iter() if root is not None else ():
        if local(style) != "style":
            continue
        text = child(style, "text-properties")
        bold = text is not None and attribute(text, "font-weight") == "bold"
        italic = text is not None and attribute(text, "font-style") == "italic"
        names = (attribute(style, "name"), attribute(style, "parent-style-name"))
        found[names[0]] = (bold, italic, "Title" in names)
    return found


def _comments(text: Element) -> Iterator[tuple[str, str]]:
    said = [
        " ".join("".join(e.itertext()).split()) for e in text.iter() if local(e) == "annotation"
    ]
    if any(said):
        yield "comments in the margin", "\n".join(said)


def _blocks(element: Element, styles: _Styles, depth: int) -> Iterator[Paragraph]:
    if depth > _DEEPEST:
        return
    for part in element:
        name = local(part)
        if name in ("p", "h"):
            yield from _paragraphs(part, name, styles)
        elif name == "list":
            yield from _list(part, styles, 1)
        elif name == "table":
            yield from table_of(list(_rows(part, styles)))
        elif name not in _NO_TEXT:
            yield from _blocks(part, styles, depth + 1)


def _paragraphs(element: Element, name: str, styles: _Styles) -> Iterator[Paragraph]:
    level = attribute(element, "outline-level")
    is_title = styles.get(attribute(element, "style-name"), (False, False, False))[2]
    is_title = is_title or attribute(element, "style-name") == "Title"
    number = (int(level) if level.isdigit() else 1) if name == "h" else int(is_title)
    found = paragraph(list(_runs(element, styles)), level=number, is_title=is_title)
    if found:
        yield found


def _list(element: Element, styles: _Styles, depth: int) -> Iterator[Paragraph]:
    for item in element:
        for part in item:
            if local(part) == "list" and depth < 9:
                yield from _list(part, styles, depth + 1)
            elif local(part) in ("p", "h"):
                found = paragraph(list(_runs(part, styles)), item="-", depth=depth)
                if found:
                    yield found


def _rows(table: Element, styles: _Styles) -> Iterator[list[list[Run]]]:
    for row in table.iter():
        if local(row) == "table-row":
            yield [
                [
                    r
                    for p in cell.iter()
                    if local(p) in ("p", "h")
                    for r in (*_runs(p, styles), Run(" "))
                ]
                for cell in row
                if local(cell) == "table-cell"
            ]


def _runs(element: Element, styles: _Styles, look: Run = _PLAIN, depth: int = 0) -> Iterator[Run]:
    if depth > _DEEPEST:
        return
    yield _like(look, element.text)
    for part in element:
        name = local(part)
        if name == "span":
            bold, italic, _ = styles.get(attribute(part, "style-name"), (False, False, False))
            inner = Run("", look.is_bold or bold, look.is_italic or italic, look.url)
            yield from _runs(part, styles, inner, depth + 1)
        elif name == "a":
            inner = Run("", look.is_bold, look.is_italic, attribute(part, "href"))
            yield from _runs(part, styles, inner, depth + 1)
        elif name == "note":
            said = words_in(_runs(part, styles, depth=depth + 1))
            yield Run(f" [{said}]" if said else "")
        elif name in ("s", "tab", "line-break"):
            yield _like(look, " ")
        elif name not in _NO_TEXT:
            yield from _runs(part, styles, look, depth + 1)
        yield _like(look, part.tail)


def _like(look: Run, text: str | None) -> Run:
    return Run(text or "", look.is_bold, look.is_italic, look.url)

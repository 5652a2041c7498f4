"""Elements → blocks of Markdown: headings, paragraphs, lists, quotations, code, figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.text.decode import clean_text
from briefing.text.from_html.inline import Inline, destination
from briefing.text.from_html.kinds import BLOCKS, CODE, DROPPED, HEADINGS, LISTS, STRESS
from briefing.text.from_html.pictures import description, is_hidden, picture_address
from briefing.text.from_html.small import lowered, raised
from briefing.text.from_html.tables import grid_of, table
from briefing.text.from_html.tree import Element, words_in
from briefing.text.markdown import escape_piece
from briefing.text.urls import clean_url

DEEPEST = 100
"""Elements inside one another; what lies deeper is plain text."""

_MAIL = re.compile(r"mailto:[^\s?<>()\"\\]+@[^\s?<>()\"\\]+", re.IGNORECASE)
_CAPTION = re.compile(r"(?:^|[\s_-])caption(?:$|[\s_-])", re.IGNORECASE)
_LANGUAGE = re.compile(r"\b(?:language|lang|highlight-source|brush:)[-\s]?([\w+#-]{1,20})")
_FENCES = re.compile(r"^\s*(`{3,})", re.MULTILINE)
_TRAILING_HASHES = re.compile(r"#+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an element stands."""

    base: str
    """Address that links are resolved on."""

    mixed: frozenset[Element]
    """Elements of lines (``a``, ``span``) that hold blocks all the same."""

    depth: int = 0
    href: str = ""
    """Of the link around the blocks; the first block with words takes it."""

    def inside(self, href: str = "") -> Place:
        """The place one element deeper."""
        return replace(self, depth=self.depth + 1, href=href)


def place_of(root: Element, base: str) -> Place:
    """Return the place of *root*, whose links are resolved on *base*."""
    return Place(base=base, mixed=frozenset(_mixed(root)))


def blocks(element: Element, place: Place) -> list[str]:
    """Return the blocks of Markdown that the content of *element* makes, in order."""
    if place.depth > DEEPEST:
        return _flat(element)
    found: list[str] = []
    line = _Line(place)
    line.text(element.text)
    for child in element:
        if isinstance(child.tag, str) and is_block(child, place):
            found += line.taken()
            found += block(child, place)
            if found and place.href:
                place = replace(place, href="")
            line = _Line(place)
        else:
            line.element(child)
        line.text(child.tail)
    return found + line.taken()


def is_block(element: Element, place: Place) -> bool:
    """Whether *element* stands for itself and not in a line."""
    return element.tag in BLOCKS or element in place.mixed


def block(element: Element, place: Place) -> list[str]:
    """Return the blocks that *element* itself makes."""
    tag = element.tag
    if is_hidden(element):
        return []
    inside = place.inside(place.href)
    if tag in HEADINGS:
        return _heading(element, inside)
    if tag in LISTS:
        return _list(element, inside)
    if tag == "blockquote":
        return _quoted(blocks(element, inside))
    if tag == "pre":
        return _code(element)
    if tag == "hr":
        return ["---"]
    return _group(element, inside)


def _group(element: Element, place: Place) -> list[str]:
    """The blocks of an element that holds others."""
    if element.tag == "table":
        return _table(element, place)
    if element.tag == "figure":
        return _figure(element, place)
    if element.tag in ("figcaption", "caption") or _is_caption(element):
        return _stressed(element, "*", place)
    if element.tag == "dt":
        return _stressed(element, "**", place)
    if element.tag == "a":
        return blocks(element, replace(place, href=link_address(element, place)))
    return blocks(element, place)


def link_address(element: Element, place: Place) -> str:
    """Return where a link leads; empty where it leads nowhere that is allowed."""
    href = (element.get("href") or "").strip()
    if not href or href.startswith("#"):
        return ""
    return href if _MAIL.fullmatch(href) else clean_url(href, place.base)


# --- lines ----------------------------------------------------------------------------------------


class _Line:
    """What stands in lines between two blocks."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.inline = Inline()
        if place.href:
            self.inline.open(place.href)

    def text(self, text: str | None) -> None:
        if text:
            self.inline.text(text)

    def taken(self) -> list[str]:
        """The paragraphs."""
        if self.place.href:
            self.inline.close()
        return self.inline.written()

    def one_line(self) -> str:
        if self.place.href:
            self.inline.close()
        return self.inline.written_line()

    def content(self, element: Element, depth: int = 0) -> None:
        """Add what is inside *element*."""
        self.text(element.text)
        for child in element:
            self.element(child, depth + 1)
            self.text(child.tail)

    def element(self, element: Element, depth: int = 0) -> None:
        tag = element.tag
        if not isinstance(tag, str) or is_hidden(element):
            return
        if tag in DROPPED:
            self.text(element.get("alttext") if tag == "math" else None)
        elif depth + self.place.depth > DEEPEST:
            self.text(" ".join(words_in(element, DROPPED)))
        elif tag == "br":
            self.inline.line_break()
        elif tag == "img":
            self._picture(element)
        elif tag in CODE:
            self.inline.code("".join(element.itertext()))
        else:
            self._span(element, depth)

    def _span(self, element: Element, depth: int) -> None:
        tag = str(element.tag)
        if what := self._opening(element):
            self.inline.open(what)
            self.content(element, depth)
            self.inline.close()
        elif tag in ("sup", "sub") and len(element) == 0:
            self.text((raised if tag == "sup" else lowered)(element.text or ""))
        elif tag == "q":
            self.text("“")
            self.content(element, depth)
            self.text("”")
        elif tag in BLOCKS:  # in a line all the same: the cell of a table, a heading
            self.text(" ")
            self.content(element, depth)
            self.text(" ")
        else:
            self.content(element, depth)

    def _opening(self, element: Element) -> str:
        """What *element* begins: a link's address, a mark of stress, or nothing."""
        if element.tag == "a":
            return "" if self.inline.in_link else link_address(element, self.place)
        mark = STRESS.get(str(element.tag), "")
        return "" if not mark or self.inline.is_open(mark) else mark

    def _picture(self, element: Element) -> None:
        address = picture_address(element, self.place.base)
        alt = description(element)
        if "emoji" in (element.get("class") or "") and 0 < len(alt) <= 8:
            self.text(alt)
        elif address:
            self.inline.raw(picture(alt, address))


def picture(alt: str, address: str) -> str:
    """Return a picture as Markdown."""
    words = " ".join(clean_text(alt).split())
    return f"![{escape_piece(words, in_brackets=True)}]({destination(address)})"


def line_of(element: Element, place: Place, stress: str = "") -> str:
    """Return all that is inside *element* as one line of Markdown."""
    line = _Line(place)
    if stress:
        line.inline.open(stress)
    line.content(element)
    if stress:
        line.inline.close()
    return line.one_line()


# --- blocks ---------------------------------------------------------------------------------------


def _heading(element: Element, place: Place) -> list[str]:
    line = line_of(element, place)
    is_picture = line.startswith("![") and not "".join(element.itertext()).strip()
    if not line or is_picture:
        return [line] if line else []
    marks = "#" * HEADINGS[str(element.tag)]
    return [f"{marks} " + _TRAILING_HASHES.sub(lambda m: "\\#" * len(m[0]), line)]


def _stressed(element: Element, mark: str, place: Place) -> list[str]:
    """A caption or a term: its words on one line, stressed; blocks inside stay blocks."""
    if any(child.tag in BLOCKS and child.tag not in ("p", "div") for child in element.iter()
           if child is not element):  # fmt: skip
        return blocks(element, place)
    line = line_of(element, place, mark)
    return [line] if line else []


def _quoted(inner: list[str]) -> list[str]:
    if not inner:
        return []
    text = "\n\n".join(inner)
    return ["\n".join(f"> {line}" if line else ">" for line in text.split("\n"))]


def _code(element: Element) -> list[str]:
    text = clean_text("".join(element.itertext())).strip("\n").rstrip()
    if not text.strip():
        return []
    inner = next((e for e in element.iter("code")), element)
    named = _LANGUAGE.search(f"{element.get('class') or ''} {inner.get('class') or ''}")
    fence = "`" * max([3, *(len(m) + 1 for m in _FENCES.findall(text))])
    return [f"{fence}{named[1] if named else ''}\n{text}\n{fence}"]


def _list(element: Element, place: Place) -> list[str]:
    items = list(_items(element, place))
    if not items:
        return []
    # Two lists of one kind below each other would be one; so would the numbers go on.
    other = _lists_before(element) % 2
    number = _start(element)
    lines: list[str] = []
    for item in items:
        mark = f"{number}{')' if other else '.'}" if element.tag == "ol" else "*" if other else "-"
        number = min(number + 1, 999_999_999)
        lines.append(_item(f"{mark} ", item))
    is_loose = any("\n\n" in _without_nested(item) for item in items)
    return [("\n\n" if is_loose else "\n").join(lines)]


def _items(element: Element, place: Place) -> Iterator[list[str]]:
    """The items of a list as blocks; a list directly in a list belongs to the item before it."""
    before = _Line(place)
    before.text(element.text)
    held = before.taken()
    for child in element:
        if child.tag not in LISTS and held:
            yield held
            held = []
        line = _Line(place)
        if isinstance(child.tag, str) and is_block(child, place):
            held = held + block(child, place)
        else:
            line.element(child)
        line.text(child.tail)
        held = held + line.taken()
    if held:
        yield held


def _item(mark: str, item: list[str]) -> str:
    joined = ""
    for block_text in item:
        is_list = joined and re.match(r"[-*] |\d+[.)] ", block_text)
        joined += ("\n" if is_list else "\n\n" if joined else "") + block_text
    indent = " " * len(mark)
    first, *rest = joined.split("\n")
    return "\n".join([mark + first, *(indent + line if line else "" for line in rest)])


def _without_nested(item: list[str]) -> str:
    return "\n\n".join(b for b in item if not re.match(r"[-*] |\d+[.)] ", b))


def _start(element: Element) -> int:
    start = (element.get("start") or "1").strip()
    return int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1


def _lists_before(element: Element) -> int:
    """How many lists of its kind stand directly before *element*."""
    count, before = 0, element.getprevious()
    while before is not None and before.tag == element.tag and not (before.tail or "").strip():
        count, before = count + 1, before.getprevious()
    return count


def _figure(element: Element, place: Place) -> list[str]:
    """A picture with its caption below, in one paragraph; other figures are groups."""
    found = blocks(element, place)
    if len(found) == 2 and re.match(r"!\[|\[!\[", found[0]) and "\n" not in found[0]:
        return ["\n".join(found)] if found[1].startswith("*") else found
    return found


def _is_caption(element: Element) -> bool:
    parent = element.getparent()
    name = element.get("class")
    return bool(
        name
        and _CAPTION.search(name)
        and element.tag in ("p", "div")
        and parent is not None
        and next(parent.iter("img"), None) is not None
        and next(element.iter("img"), None) is None
    )


def _table(element: Element, place: Place) -> list[str]:
    grid = grid_of(element)
    if grid is None:
        return blocks(element, place)
    caption = [b for c in element.iterchildren("caption") for b in _stressed(c, "*", place)]
    return caption + table(
        [[line_of(cell, place) if cell is not None else "" for cell in row] for row in grid]
    )


# --- the whole ------------------------------------------------------------------------------------


def _mixed(root: Element) -> set[Element]:
    """Elements that are no blocks but hold some."""
    found: set[Element] = set()
    for element in root.iter(*BLOCKS):
        above = element.getparent()
        while above is not None and above.tag not in BLOCKS and above not in found:
            found.add(above)
            above = above.getparent()
    return found


def _flat(element: Element) -> list[str]:
    inline = Inline()
    inline.text(" ".join(words_in(element, DROPPED)))
    return inline.written()

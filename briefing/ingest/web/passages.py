"""A page as passages: the runs of text that stand in one block, in the order of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefing.ingest.web.clutter import clutter_of
from briefing.ingest.web.clutter_names import TAGS
from briefing.text.decode import clean_text
from briefing.text.from_html.kinds import BLOCKS, DROPPED, HEADINGS
from briefing.text.from_html.tables import grid_of
from briefing.text.from_html.tree import Element, steps_of

_SPACE = re.compile(r"\s+")
_HOLDERS = frozenset("li td th blockquote figcaption dd dt pre caption".split())
_ROOTS = frozenset(("html", "body"))
_TELLING = _HOLDERS | HEADINGS.keys() | TAGS.keys() | {"p"}
"""Elements that say something about what is in them, even without attributes."""

_OWN_WAY = frozenset(("a", "img", "br"))

Flag = tuple[str, str]
"""The kind of an element that may be clutter (its tag, and the name that says so), and why."""


@dataclass(slots=True, eq=False)
class Passage:
    """A run of text in one block."""

    number: int
    owner: Element
    """The block that it stands in."""

    text: str
    """On one line."""

    linked: int
    """Characters of it that are links."""

    flags: tuple[Flag, ...]
    """Of the elements around it, the outermost first."""

    heading: str
    """``h1`` to ``h6`` where it stands in one."""

    holder: str
    """The tag of the list item, cell, quotation or caption around it."""

    pieces: tuple[tuple[Element, bool], ...]
    """Where its text is: an element, and whether it is the text after that element."""

    is_data: bool = False
    """Whether it stands in a table of data."""

    vote: int = 0
    """Whether the other extractor takes it for article text: 1 yes, -1 no, 0 unknown."""

    clutter: str = ""
    """Why it is no article text; empty where nothing speaks against it."""

    @property
    def link_share(self) -> float:
        """How much of it is links, 0 to 1."""
        return self.linked / len(self.text)


@dataclass(slots=True, eq=False)
class Picture:
    """A picture, and after how many passages it stands."""

    element: Element
    after: int
    flags: tuple[Flag, ...]


@dataclass(slots=True)
class _Level:
    """What holds for everything inside an element."""

    flags: tuple[Flag, ...] = ()
    heading: str = ""
    holder: str = ""


@dataclass(slots=True)
class Page:
    """The passages and pictures of a page."""

    root: Element
    passages: list[Passage] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    flagged: list[tuple[Element, Flag]] = field(default_factory=list)
    """Elements that may be clutter."""


def page_of(root: Element) -> Page:
    """Return *root* as passages; scripts, forms' fields and the like are no text."""
    reading = _Reading(Page(root=root))
    skipped: Element = None
    for event, element in steps_of(root):
        if skipped is None and event == "start":
            if not isinstance(element.tag, str) or element.tag in DROPPED:
                skipped = element
            else:
                reading.start(element)
        elif event == "end" and skipped is None:
            reading.end(element)
        elif element is skipped:
            skipped = None
            if text := element.tail:
                reading.add(element, text, after=True)
    reading.flush()
    return reading.page


def _cleaned(text: str) -> str:
    return _SPACE.sub(" ", text if text.isascii() else clean_text(text)).strip()


class _Reading:
    """Goes through a page once; it is the larger part of the work, so what is usual is short."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._owners = [page.root]
        self._levels = [_Level()]
        self._pieces: list[tuple[Element, bool]] = []
        self._texts: list[str] = []
        self._linked = 0
        self._links = 0  # around the present place
        self._breaks = 0
        self._tables: dict[Element, bool] = {}

    def start(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            if self._texts:
                self.flush()
            self._owners.append(element)
        is_plain = tag not in _TELLING and not element.attrib
        self._levels.append(self._levels[-1] if is_plain else self._level(element))
        if tag in _OWN_WAY:
            self._inline(element, tag)
        if text := element.text:
            self.add(element, text, after=False)

    def _inline(self, element: Element, tag: str) -> None:
        if tag == "a":
            self._links += 1
        elif tag == "img":
            page = self.page
            page.pictures.append(Picture(element, len(page.passages), self._levels[-1].flags))
        else:
            self._texts.append(" ")
            self._breaks += 1
            if self._breaks > 1:
                self.flush()

    def end(self, element: Element) -> None:
        tag = element.tag
        if tag == "a":
            self._links -= 1
        elif tag in BLOCKS:
            if self._texts:
                self.flush()
            self._owners.pop()
        self._levels.pop()
        if (text := element.tail) and element is not self.page.root:
            self.add(element, text, after=True)

    def add(self, element: Element, text: str, after: bool) -> None:
        if text.isspace():
            if self._texts:
                self._texts.append(" ")
            return
        self._breaks = 0
        self._pieces.append((element, after))
        self._texts.append(text)
        if self._links:
            self._linked += len(text.strip())

    def flush(self) -> None:
        if self._pieces and (text := _cleaned("".join(self._texts))):
            owner, level = self._owners[-1], self._levels[-1]
            passages = self.page.passages
            passages.append(
                Passage(
                    number=len(passages),
                    owner=owner,
                    text=text,
                    linked=self._linked,
                    flags=level.flags,
                    heading=level.heading,
                    holder=level.holder,
                    pieces=tuple(self._pieces),
                    is_data=level.holder in ("td", "th") and self._in_data(owner),
                )
            )
        self._pieces, self._texts, self._linked, self._breaks = [], [], 0, 0

    def _level(self, element: Element) -> _Level:
        above = self._levels[-1]
        tag = element.tag
        reason, name = clutter_of(element) if tag not in _ROOTS else ("", "")
        # A paragraph in a heading is a heading that nobody closed.
        heading = tag if tag in HEADINGS else above.heading if tag != "p" else ""
        holder = tag if tag in _HOLDERS else above.holder
        if not reason and heading == above.heading and holder == above.holder:
            return above
        flags = above.flags
        if reason:
            kind = f"{tag} {name}"
            flags = (*flags, (kind, reason))
            self.page.flagged.append((element, (kind, reason)))
        return _Level(flags, heading, holder)

    def _in_data(self, owner: Element) -> bool:
        table = next(owner.iterancestors("table"), None)
        if table is None:
            return False
        if table not in self._tables:
            self._tables[table] = grid_of(table) is not None
        return self._tables[table]

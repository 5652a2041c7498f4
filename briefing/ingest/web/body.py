"""The article of a page as Markdown, and what else stands in the page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from briefing.ingest.web.choose import Choice, choose
from briefing.ingest.web.passages import Page, Passage, Picture
from briefing.text.from_html.pictures import picture_address
from briefing.text.from_html.tree import Element
from briefing.text.html import markdown_of_element

_FAR = 3
"""A picture this many passages before the text belongs to the page's head, not to the article."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article, and the passages it is made of."""

    markdown: str
    kept: tuple[Passage, ...]
    box: Element | None
    """The element of the page that the article stands in."""


def body_of(page: Page, told: Collection[str], base: str) -> Body:
    """Return the article in *page*; links are resolved on *base*.

    Passages whose key (:func:`briefing.text.words.key`) is in *told* are known otherwise. The tree
    of the page is changed: what is no article text is emptied.
    """
    choice = choose(page, told)
    if choice.box is None or not choice.kept:
        return Body("", (), choice.box)
    pictures = [p for p in page.pictures if _stays(p, choice, base)]
    captions = _captions(page, pictures)
    kept = {*choice.kept, *captions}
    for passage in page.passages:
        if passage not in kept:
            _empty(passage)
    for picture in page.pictures:
        if picture not in pictures:
            picture.element.attrib.clear()
    markdown = markdown_of_element(choice.box, base).strip("\n-")
    return Body(markdown, tuple(p for p in page.passages if p in kept), choice.box)


def _stays(picture: Picture, choice: Choice, base: str) -> bool:
    """Whether *picture* belongs to the article: amid its text or directly above, no clutter."""
    first, last = choice.kept[0].number, choice.kept[-1].number
    return (
        first - _FAR <= picture.after <= last + 1
        and all(kind in choice.false_flags or why == "captions" for kind, why in picture.flags)
        and bool(picture_address(picture.element, base))
    )


def _captions(page: Page, pictures: list[Picture]) -> list[Passage]:
    """What stands below the pictures that stay."""
    figures = {f for p in pictures if (f := _figure(p.element)) is not None}
    return [
        p
        for p in page.passages
        if figures
        and (p.holder == "figcaption" or p.clutter == "captions")
        and _figure(p.owner) in figures
    ]


def _figure(element: Element) -> Element | None:
    return next(element.iterancestors("figure"), None)


def _empty(passage: Passage) -> None:
    for element, after in passage.pieces:
        if after:
            element.tail = " "
        else:
            element.text = None

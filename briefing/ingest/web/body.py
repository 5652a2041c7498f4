"""The article of a page as Markdown, and what else stands in the page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from briefing.ingest.web.choose import Choice
from briefing.ingest.web.items import Item, leading_on, link_of, text_of, words_at
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


def body_of(page: Page, choice: Choice, base: str) -> Body:
    """Return the article that *choice* finds in *page*; links are resolved on *base*.

    The tree of the page is changed: what is no article text is emptied.
    """
    if choice.box is None or not choice.kept:
        return Body("", (), choice.box)
    pictures = [p for p in page.pictures if _stays(p, choice.kept, choice, base)]
    kept = {*choice.kept, *_captions(page.passages, pictures)}
    _prune(choice.box, kept, pictures)
    _clear(page.passages, page.pictures, kept, pictures)
    markdown = markdown_of_element(choice.box, base).strip("\n-")
    return Body(markdown, tuple(p for p in page.passages if p in kept), choice.box)


def markdown_of_item(page: Page, choice: Choice, item: Item, base: str) -> tuple[str, str]:
    """Return the text of one article of several, and the words in it that only lead to the whole;
    the tree of the page is changed."""
    text = text_of(item)
    pictures = [p for p in page.pictures if text and _stays(p, text, choice, base)]
    within = _around(item.passages)
    inside = set(within.iter())
    own = [p for p in page.pictures if p.element in inside]
    kept = {*text, *_captions(item.passages, pictures)}
    emptied = _clear([p for p in page.passages if p.owner in inside], own, kept, pictures)
    more = [_without_more(passage, link_of(item.headline)) for passage in text]
    markdown = markdown_of_element(within, base).strip("\n-")
    for element, after, words in emptied:
        if after:
            element.tail = words
        else:
            element.text = words
    return markdown, "\n".join(filter(None, more))


def _without_more(passage: Passage, own: str) -> str:
    """Take “more” from the end of *passage*, with brackets around it; return its words."""
    pieces = leading_on(passage, own)
    words = "".join(words_at(piece) for piece in reversed(pieces)).strip()
    if not words:
        return ""
    for element, after in pieces:
        if after:
            element.tail = None
        else:
            element.text = None
    passage.text = passage.text.removesuffix(words).rstrip(" [(")
    element, after = passage.pieces[-len(pieces) - 1]
    if after:
        element.tail = (element.tail or "").rstrip(" [(\n")
    else:
        element.text = (element.text or "").rstrip(" [(\n")
    return words.strip(" [](){}")


def _around(passages: list[Passage]) -> Element:
    """The innermost element that holds all *passages*."""
    common = _path(passages[0].owner)
    for passage in passages[1:]:
        path = _path(passage.owner)
        same = sum(a is b for a, b in zip(common, path, strict=False))
        common = common[:same]
    return common[-1]


def _path(element: Element) -> list[Element]:
    return [*reversed([*element.iterancestors()]), element]


def _stays(picture: Picture, text: list[Passage], choice: Choice, base: str) -> bool:
    """Whether *picture* belongs to the article: amid its *text* or directly above, no clutter."""
    first, last = text[0].number, text[-1].number
    return (
        first - _FAR <= picture.after <= last + 1
        and all(kind in choice.false_flags or why == "captions" for kind, why in picture.flags)
        and bool(picture_address(picture.element, base))
    )


def _captions(passages: list[Passage], pictures: list[Picture]) -> list[Passage]:
    """What stands below the pictures that stay."""
    figures = {f for p in pictures if (f := _figure(p.element)) is not None}
    return [
        p
        for p in passages
        if figures
        and (p.holder == "figcaption" or p.clutter == "captions")
        and _figure(p.owner) in figures
    ]


def _figure(element: Element) -> Element | None:
    return next(element.iterancestors("figure"), None)


def _prune(box: Element, kept: Collection[Passage], pictures: list[Picture]) -> None:
    """Empty the elements in *box* that hold nothing of what stays."""
    needed = {box}
    for element in (*(e for p in kept for e, _ in p.pieces), *(p.element for p in pictures)):
        inner = element
        while inner is not None and inner not in needed:
            needed.add(inner)
            inner = inner.getparent()
    stack = [box]
    while stack:
        for child in stack.pop():
            if child in needed:
                stack.append(child)
            elif len(child) and child.tag not in ("picture", "source"):
                child.clear(keep_tail=True)


def _clear(
    passages: list[Passage], pictures: list[Picture], kept: Collection[Passage],
    staying: list[Picture],
) -> list[tuple[Element, bool, str]]:  # fmt: skip
    """Empty what does not stay; return what was taken and where it stood."""
    taken: list[tuple[Element, bool, str]] = []
    for passage in passages:
        if passage in kept:
            continue
        for element, after in passage.pieces:
            taken.append((element, after, element.tail if after else element.text))
            if after:
                element.tail = " "
            else:
                element.text = None
    for picture in pictures:
        if picture not in staying:
            picture.element.attrib.clear()
    return taken

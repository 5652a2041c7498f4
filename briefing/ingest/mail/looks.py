"""HTML of letters → Markdown: what is only set like a heading becomes one.

Mail programs know few elements, so headlines of newsletters are table cells in large or bold type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from briefing.text.from_html.kinds import BLOCKS, DROPPED, HEADINGS
from briefing.text.from_html.pictures import is_hidden
from briefing.text.from_html.tree import Element, tree_of, words_in
from briefing.text.html import markdown_of, markdown_of_element
from briefing.text.words import word_count

_SIZE = re.compile(
    r"font(?:-size)?\s*:[^;]*?(?<![\w.])(\d{1,3}(?:\.\d+)?)\s*(px|pt|em|rem|%)", re.IGNORECASE
)
_WEIGHT = re.compile(r"font(?:-weight)?\s*:[^;]*?\b(bold|bolder|[6-9]00)\b", re.IGNORECASE)
_SCALES = {"px": 1.0, "pt": 1.333, "em": 16.0, "rem": 16.0, "%": 0.16}
_FONT_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
_USUAL = 16.0
_LARGER = 1.2
"""Times the size of most of the text: type that is so much larger is a heading's."""

_MOST_WORDS = 25
_MOST_LEAVES = 20_000
_INLINE_BREAKS = frozenset({"br"})


def markdown_of_letter(html: str) -> str:
    """Return a letter's HTML as Markdown. Never fails."""
    root = tree_of(html)
    if root is None:
        return markdown_of(html)
    _mark_headings(root)
    return markdown_of_element(root)


def _mark_headings(root: Element) -> None:
    leaves = list(_leaves(root))
    usual = _usual_size(leaves)
    for leaf, text, size in leaves:
        if leaf.tag in ("li", "blockquote", "figcaption", "caption", "dt", "pre"):
            continue
        if not 2 <= word_count(text) <= _MOST_WORDS or _in_heading(leaf):
            continue
        if size >= usual * _LARGER:
            _make_heading(leaf, "h2" if size >= usual * 1.6 else "h3")
        elif size >= usual and _is_bold(leaf) and not text.endswith((":", ";", ",", ".")):
            _make_heading(leaf, "h4")


def _make_heading(leaf: Element, tag: str) -> None:
    """Make *leaf* a heading; a cell stays one, and holds it."""
    if leaf.tag not in ("td", "th"):
        leaf.tag = tag
        return
    inner = leaf.makeelement(tag)
    inner.text, leaf.text = leaf.text, None
    inner.extend(list(leaf))
    leaf.append(inner)


def _leaves(root: Element) -> Iterator[tuple[Element, str, float]]:
    """The blocks that hold no other block, with their text and the size it is set in."""
    for n, element in enumerate(root.iter(*BLOCKS)):
        if n > _MOST_LEAVES:
            return
        if element.tag in HEADINGS or any(e is not element for e in element.iter(*BLOCKS)):
            continue
        if _is_unseen(element) or next(element.iter("br"), None) is not None:
            continue
        text = " ".join(" ".join(words_in(element, DROPPED)).split())
        if text:
            yield element, text, _size(element)


def _is_unseen(element: Element) -> bool:
    return any(is_hidden(e) for e in (element, *element.iterancestors()))


def _in_heading(element: Element) -> bool:
    return next(element.iterancestors(*HEADINGS), None) is not None


def _usual_size(leaves: list[tuple[Element, str, float]]) -> float:
    """The size that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for _, text, size in leaves:
        sizes[size] += len(text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=_USUAL)


def _size(leaf: Element) -> float:
    """The size of *leaf*'s text in pixels: of an element around all of it, inside or outside."""
    for element in (*reversed(list(_around_all(leaf))), *leaf.iterancestors()):
        said = _SIZE.search(element.get("style") or "")
        if said:
            return min(float(said[1]) * _SCALES[said[2].lower()], 200.0)
        if element.tag == "font" and element.get("size") in _FONT_SIZES:
            return _FONT_SIZES[element.get("size")]
    return _USUAL


def _around_all(leaf: Element) -> Iterator[Element]:
    """*leaf* and the elements in it, one inside the other, that hold all of its text."""
    element = leaf
    yield element
    while len(element) == 1 and not (element.text or "").strip():
        if (element[0].tail or "").strip() or not isinstance(element[0].tag, str):
            return
        element = element[0]
        yield element


def _is_bold(leaf: Element) -> bool:
    return any(
        e.tag in ("b", "strong", "th") or _WEIGHT.search(e.get("style") or "")
        for e in _around_all(leaf)
    )

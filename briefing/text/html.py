"""HTML → our Markdown (CommonMark with tables and strikethrough), and → plain text.

Headings, lists, quotations, tables of data, links, pictures with captions, code and stress stay;
tables that lay out a letter are taken apart. Scripts, styles, forms, hidden elements, tracking
pixels and links that are neither http, https nor mailto go, the words of such links stay. The
output holds no HTML and renders to the words of the input, whatever these are.
"""

from __future__ import annotations

import html as entities
import re

from briefing.text.decode import clean_text
from briefing.text.from_html.blocks import blocks, place_of
from briefing.text.from_html.kinds import BLOCKS, KNOWN
from briefing.text.from_html.tree import LARGEST, Element, fragment_of
from briefing.text.markdown import escape

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>")
_HEARTLESS = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_BLOCK_TAG = frozenset(BLOCKS | {"br", "img"})


def markdown_of(html: str, base: str = "") -> str:
    """Return a fragment or body of HTML as Markdown; links are resolved on *base*.

    Never fails: what is nested too deeply comes out as plain paragraphs.
    """
    html = html[:LARGEST]
    if "<" not in html:
        return "\n\n".join(escape(part) for part in _parts(html))
    root = fragment_of(html)
    if root is None:
        return "\n\n".join(escape(part) for part in _parts(_without_tags(html)))
    return markdown_of_element(root, base)


def markdown_of_element(element: Element, base: str = "") -> str:
    """Return the content of *element* as Markdown; links are resolved on *base*."""
    return "\n\n".join(blocks(element, place_of(element, base)))


def plain(html: str) -> str:
    """Return the text of a small piece of HTML, a headline: no tags, entities resolved, one line.

    Signs that look like tags but are none (“a < b”, “Vec<T>”) stay.
    """
    text = _without_tags(html) if "<" in html else html
    return " ".join(clean_text(entities.unescape(text)).split())


def _without_tags(html: str) -> str:
    return _TAG.sub(_instead, _HEARTLESS.sub(" ", html))


def _instead(tag: re.Match[str]) -> str:
    """What stands for a tag in plain text: a block parts words, what is no tag stays."""
    name = tag[1].lower()
    if name in _BLOCK_TAG:
        return "\n\n"
    return "" if name in KNOWN else tag[0]


def _parts(text: str) -> list[str]:
    """Paragraphs of plain text; entities that stand in it are resolved."""
    found = (" ".join(clean_text(entities.unescape(part)).split()) for part in text.split("\n\n"))
    return [part for part in found if part]

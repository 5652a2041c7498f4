"""HTML → a tree of elements, by lxml: the one place that knows how it is called."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An element of lxml, which tells no types."""

LARGEST = 20_000_000
"""Characters of HTML; more is cut off."""

_DEEPEST_TREE = 2_000
"""Elements inside one another that libxml2 takes; where there are more it loses text."""


def tree_of(html: str) -> Element | None:
    """Return the ``html`` element of *html*; None where there is nothing in it, or it is nested so
    deeply that text would be lost. Comments are left out."""
    return parsed(html.replace("\0", "")[:LARGEST].encode("utf-8", "replace"))


def fragment_of(html: str) -> Element | None:
    """Return the same for a piece of a page, whose words may stand outside of any element."""
    return tree_of(f"<html><body>{html}")


def parsed(data: bytes) -> Element | None:
    """Return the ``html`` element of a page in UTF-8; None as for :func:`tree_of`."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = _parser()
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):  # nothing but white space, among others
        return None
    if data.count(b"<") > _DEEPEST_TREE and any("depth" in e.message for e in parser.error_log):
        return None
    return root


def steps_of(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield ``start`` and ``end`` of *element* and of all that is in it, without recursion."""
    from lxml import etree

    events: Iterator[tuple[str, Element]] = etree.iterwalk(element, events=("start", "end"))
    return events


def words_in(element: Element, without: frozenset[str]) -> Iterator[str]:
    """Yield the texts in *element* in order, without recursion; elements named in *without* and
    what is in them are passed over."""
    skipped: Element | None = None
    for event, node in steps_of(element):
        if event == "start" and skipped is None:
            if not isinstance(node.tag, str) or node.tag in without:
                skipped = node
            elif node.text:
                yield node.text
        elif event == "end":
            if skipped is node:
                skipped = None
            if skipped is None and node is not element and node.tail:
                yield node.tail


@functools.cache
def _parser() -> Any:
    from lxml import etree
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    # Other libraries expect this class; given so, lxml finds it without calling Python.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser

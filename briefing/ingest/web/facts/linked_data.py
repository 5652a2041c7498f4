"""JSON-LD (W3C, 2020) with the words of schema.org: the articles that a page describes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.text.from_html.tree import Element

Node = dict[str, Any]

ARTICLES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle"
    " opinionnewsarticle reviewnewsarticle askpublicnewsarticle blogposting liveblogposting"
    " socialmediaposting report scholarlyarticle techarticle advertisercontentarticle"
    " satiricalarticle medicalscholarlyarticle claimreview review recipe".split()
)
"""Types of schema.org that are articles, in lower case."""

PAGES = frozenset(
    "webpage itempage aboutpage videoobject creativework faqpage podcastepisode".split()
)
"""Types that may stand for an article where there is none of the above."""

_LARGEST = 3_000_000
_DEEPEST = 12
_MOST_NODES = 2_000
_CDATA = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)(?:\*/)?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


def nodes(root: Element) -> list[Node]:
    """Return everything that the JSON-LD of a page describes, in its order; what is no JSON is
    passed over."""
    found: list[Node] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            found += _flat(_parsed(script.text))
            if len(found) > _MOST_NODES:
                break
    return found[:_MOST_NODES]


def types(node: Node) -> set[str]:
    """Return the types of *node* in lower case, without ``schema:``."""
    return {t.rpartition("/")[2].rpartition(":")[2].lower() for t in strings(node.get("@type"))}


def strings(value: Any) -> list[str]:
    """Return *value* as strings: one, those of a list, or what a node is called."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, dict):
        named = value.get("name") or value.get("@value") or value.get("headline")
        return strings(named) if not isinstance(named, dict) else []
    if isinstance(value, list):
        return [s for one in value[:100] for s in strings(one)]
    return [str(value)] if isinstance(value, int | float) and not isinstance(value, bool) else []


def first(value: Any) -> str:
    """Return the first string of *value*, or an empty one."""
    return next(iter(strings(value)), "")


def address(value: Any) -> str:
    """Return the address that *value* is or has."""
    if isinstance(value, list):
        return next((a for one in value if (a := address(one))), "")
    if isinstance(value, dict):
        return address(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value.strip() if isinstance(value, str) else ""


def resolved(value: Any, known: dict[str, Node]) -> Any:
    """Return *value* with references (``{"@id": …}``) replaced by what they refer to."""
    if isinstance(value, list):
        return [resolved(one, known) for one in value[:100]]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        return known.get(str(value.get("@id")), value)
    return value


def by_id(found: list[Node]) -> dict[str, Node]:
    """Return the nodes that have an ``@id`` and say more than that."""
    return {str(n["@id"]): n for n in found if "@id" in n and len(n) > 2}


def _parsed(text: str) -> Any:
    if len(text) > _LARGEST:
        return None
    text = _CDATA.sub("", text).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text).replace("\t", " ")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flat(value: Any, depth: int = 0) -> Iterator[Node]:
    """The nodes in *value*: of lists, of ``@graph``, and of what a page is mainly about."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _flat(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if isinstance(value.get(name), dict | list):
                yield from _flat(value[name], depth + 1)

"""Microdata (HTML, section 5) with the words of schema.org, as far as articles need it."""

from __future__ import annotations

from briefing.ingest.web.facts.linked_data import ARTICLES
from briefing.text.from_html.tree import Element

_WANTED = frozenset(
    "headline name datepublished datecreated datemodified author creator publisher image"
    " articlesection keywords inlanguage description url".split()
)
_WITHIN = frozenset(("author", "creator", "publisher", "image"))
_VALUES = {"meta": "content", "time": "datetime", "a": "href", "link": "href", "img": "src",
           "data": "value"}  # fmt: skip
_MOST = 500


def microdata(root: Element) -> dict[str, list[str]]:
    """Return property (in lower case) → values of the first article in *root*.

    Persons and publishers are given by their names, pictures by their addresses.
    """
    for scope in root.xpath("//*[@itemtype]"):
        kind = scope.get("itemtype")
        if kind.rstrip("/").rpartition("/")[2].lower() in ARTICLES:
            return _properties(scope)
    return {}


def _properties(scope: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number, element in enumerate(scope.iter()):
        names = element.get("itemprop") if isinstance(element.tag, str) else None
        if number > _MOST * 20:
            break
        if not names or element is scope:
            continue
        for name in names.lower().split():
            if name in _WANTED and _owner(element) is scope:
                value = (
                    _item(element, name)
                    if element.get("itemscope") is not None
                    else _value(element)
                )
                if value and len(found.setdefault(name, [])) < _MOST:
                    found[name].append(value)
    return found


def _owner(element: Element) -> Element | None:
    """The item that a property belongs to."""
    return next((a for a in element.iterancestors() if a.get("itemscope") is not None), None)


def _item(element: Element, name: str) -> str:
    """What an item is called, or where a picture is."""
    if name not in _WITHIN:
        return ""
    wanted = ("url", "contenturl") if name == "image" else ("name",)
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str) and (inner.get("itemprop") or "").lower() in wanted:
            return _value(inner)
    return "" if name == "image" else _text(element)


def _value(element: Element) -> str:
    if content := element.get("content"):
        return " ".join(content.split())
    attribute = _VALUES.get(element.tag, "")
    is_address = attribute in ("href", "src")
    if is_address and "name" in (element.get("itemprop") or "").lower():
        return _text(element)
    value = element.get(attribute) if attribute else None
    return " ".join((value or _text(element)).split())


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())[:500]

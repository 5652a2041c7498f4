"""Is an element beside the article, and what is it? By its tag, role, style and names."""

from __future__ import annotations

import functools
import re

from briefing.ingest.web.clutter_names import BODY, IDLE, NAMES, ROLES, TAGS, YIELDING
from briefing.text.from_html.pictures import is_hidden
from briefing.text.from_html.tree import Element


def _pattern(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(names.split())})(?:$|[\s_-])", re.IGNORECASE)


_CLUTTER = tuple((reason, _pattern(names)) for reason, names in NAMES.items())
_BODY = _pattern(BODY)
_IDLE = re.compile(IDLE, re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INLINE = frozenset("a span i b em strong".split())


def clutter_of(element: Element) -> str:
    """Return what makes *element* no part of an article; empty where nothing does."""
    if reason := TAGS.get(element.tag, ""):
        return reason
    if is_hidden(element):
        return "hidden"
    if (element.get("role") or "") in ROLES:
        return "navigation"
    if element.get("aria-hidden") == "true" and element.tag not in _INLINE:
        return "hidden"
    words = names_of(element)
    return _by_name(words) if words else ""


def is_body(element: Element) -> bool:
    """Whether *element* says that it holds the text of an article."""
    if element.get("itemprop") in ("articleBody", "text"):
        return True
    words = names_of(element)
    return bool(words) and _says_body(words)


def names_of(element: Element) -> str:
    """Return the words of ``class`` and ``id``."""
    name, own = element.get("class"), element.get("id")
    if not name and not own:
        return ""
    return f"{name} {own}" if name and own else (name or own or "")


@functools.lru_cache(maxsize=20_000)
def _by_name(words: str) -> str:
    telling = " ".join(w for w in _spread(words).split() if not _IDLE.search(w))
    for reason, pattern in _CLUTTER:
        if telling and pattern.search(telling):
            return "" if reason in YIELDING and _BODY.search(telling) else reason
    return ""


@functools.lru_cache(maxsize=20_000)
def _says_body(words: str) -> bool:
    return bool(_BODY.search(_spread(words)))


def _spread(words: str) -> str:
    """“articleBody”, “article__body” and “article--body” are one name."""
    return _CAMEL.sub("-", words[:1000]).replace("__", "-").replace("--", "-")

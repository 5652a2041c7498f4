"""Is an element beside the article, and what is it? By its tag, role, style and names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from briefing.ingest.web.clutter_names import BODY, IDLE, NAMES, ROLES, TAGS, YIELDING
from briefing.text.from_html.pictures import is_hidden
from briefing.text.from_html.tree import Element

_REASONS = tuple(NAMES)
_IDLE = re.compile(IDLE, re.IGNORECASE)
_LEADING_CHOICE = re.compile(r"^\(\?:([^()]*)\)(?!\?)(.*)$")
_BEGIN = re.compile(r"(?:^|[_-])(?=(..))")
_NONE = len(_REASONS)

Index = dict[str, list[tuple[int, re.Pattern[str]]]]


def _index(groups: list[str]) -> Index:
    """Names by their first two letters, with the number of their group.

    Hundreds of names are looked for in every element; so only those are tried that can be there.
    """
    found: dict[str, dict[int, list[str]]] = {}
    for number, names in enumerate(groups):
        for name in names.split():
            choice = _LEADING_CHOICE.match(name)
            for one in [f"{c}{choice[2]}" for c in choice[1].split("|")] if choice else [name]:
                found.setdefault(one[:2], {}).setdefault(number, []).append(one)
    return {
        start: [(n, re.compile(rf"(?:{'|'.join(ones)})(?=$|[_-])")) for n, ones in by.items()]
        for start, by in found.items()
    }


_CLUTTER = _index(list(NAMES.values()))
_BODY = _index([BODY])
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INLINE = frozenset("a span i b em strong".split())


def clutter_of(element: Element) -> tuple[str, str]:
    """Return what makes *element* no part of an article, and by which name or the like it says so;
    two empty strings where nothing does."""
    if reason := TAGS.get(element.tag, ""):
        return reason, element.tag
    if not element.attrib:
        return "", ""
    if is_hidden(element):
        return "hidden", "style"
    if (role := element.get("role") or "") in ROLES:
        return "navigation", role
    if element.get("aria-hidden") == "true" and element.tag not in _INLINE:
        return "hidden", "aria-hidden"
    words = names_of(element)
    return _by_name(words) if words else ("", "")


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


@functools.lru_cache(maxsize=50_000)  # the rows and cards of one page are called alike
def _by_name(words: str) -> tuple[str, str]:
    found = [(n, word) for word in words.split() if (n := _reason(word)) != _NONE]
    if not found:
        return "", ""
    number, word = min(found)
    is_body_too = _REASONS[number] in YIELDING and _says_body(words)
    return ("", "") if is_body_too else (_REASONS[number], word)


def _says_body(words: str) -> bool:
    return any(_is_body_name(word) for word in words.split())


@functools.lru_cache(maxsize=50_000)
def _reason(word: str) -> int:
    """The number of the reason that *word* of ``class`` or ``id`` gives."""
    name = _spread(word)
    return _NONE if _IDLE.search(name) else min(_matches(_CLUTTER, name), default=_NONE)


@functools.lru_cache(maxsize=50_000)
def _is_body_name(word: str) -> bool:
    return any(True for _ in _matches(_BODY, _spread(word)))


def _matches(index: Index, name: str) -> Iterator[int]:
    for begin in _BEGIN.finditer(name):
        for number, pattern in index.get(begin[1], ()):
            if pattern.match(name, begin.start(1)):
                yield number


def _spread(word: str) -> str:
    """“articleBody”, “article__body” and “article--body” are one name."""
    return _CAMEL.sub("-", word[:100]).replace("__", "-").replace("--", "-").lower()

r"""Front matter in its plainest form, read without a YAML parser.

Nearly all front matter is a few lines ``key: words``, with lists of one item a line. Such text is
recognised line by line, by forms that any YAML reader reads as the same words::

    key: plain words                 begins with a letter or digit, holds no ": " and no " #"
    key: "words"  or  key: 'words'   with no quote inside, unless it is written \"
    key: [words, words]              words without punctuation that means something in a list
    key:                             then, two spaces deep, items "- …" or one level of keys

Anything else – comments, blank lines, several lines of text, keys that stand twice, characters that
YAML escapes – is left to the YAML parser. ``tests/content/test_plain_front.py`` compares the two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.content.front_matter import Tree

# Outside what YAML may hold, or a line break to YAML, or a byte order mark, or a tab.
_UNUSUAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_LONGEST_KEY = 100  # YAML allows 1024 characters

_ESCAPE = re.compile(r'\\(["\\])')
_ESCAPED = re.compile(r'[^"\\]*(?:\\["\\][^"\\]*)*')
_ITEM = r"[^\W_](?:[^],[{}:#?]*[^],[{}:#?\s])?"
_ITEMS = re.compile(f"{_ITEM}(?:, {_ITEM})*")


def plain_front_matter(text: str) -> dict[str, Tree] | None:
    """Return what the YAML in *text* says, if it has the plain form; else None."""
    if _UNUSUAL.search(text):
        return None
    values: dict[str, Tree] = {}
    open_key = ""  # what lines that are indented belong to
    for row in text.split("\n"):
        if row[:2] == "  ":
            if not open_key or not _add(values, open_key, row[2:]):
                return None
            continue
        key, _, told = row.partition(": ")
        value: Tree | None
        if told:
            value, open_key = _scalar(told) if told[0] != "[" else _items(told), ""
        else:
            key, value = row[:-1], "" if row[-1:] == ":" else None
            open_key = key
        if value is None or key in values or not _is_key(key):
            return None
        values[key] = value
    return values


def _add(values: dict[str, Tree], key: str, row: str) -> bool:
    """Add an item or an inner key to the value of *key*; return whether *row* is one."""
    is_item = row[:2] == "- "
    there = values[key] or ([] if is_item else {})
    values[key] = there
    if isinstance(there, list):
        item = _scalar(row[2:]) if is_item else None
        there.append(item or "")
        return item is not None
    name, _, told = row.partition(": ")
    value = _scalar(told)
    if value is None or isinstance(there, str) or name in there or not _is_key(name):
        return False
    there[name] = value
    return True


def _is_key(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_KEY and name[0].isalnum() and _scalar(name) is not None


def _scalar(told: str) -> str | None:
    first, last = told[:1], told[-1:]
    if first.isalnum():
        return None if last in " :" or ": " in told or " #" in told else told
    if first != last or len(told) < 2:
        return None
    inner = told[1:-1]
    if first == "'":
        return None if "'" in inner else inner
    if first == '"' and _ESCAPED.fullmatch(inner):
        return _ESCAPE.sub(r"\1", inner) if "\\" in inner else inner
    return None


def _items(told: str) -> list[Tree] | None:
    """The items of a list in brackets."""
    inner = told[1:-1]
    if told[-1] != "]" or (inner and not _ITEMS.fullmatch(inner)):
        return None
    return [*inner.split(", ")] if inner else []

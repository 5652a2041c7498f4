"""Front matter in its plainest form, read without a YAML parser.

Nearly all front matter is a few lines ``key: words``, with lists of one item a line. Such text is
recognised line by line, by forms that any YAML reader reads as the same words::

    key: plain words                 begins with a letter or digit, holds no ": " and no " #"
    key: "words"  or  key: 'words'   without a quote, an escape or a line break inside
    key: [words, words]              words without punctuation that means something in a list
    key:                             then, two spaces deep, items "- …" or one level of keys

Anything else – comments, blank lines, several lines of text, keys that stand twice, characters that
YAML escapes – is left to the YAML parser. ``tests/content/test_plain_front.py`` compares the two.
"""

from __future__ import annotations

import re

from briefing.content.front_matter import Tree

# Outside what YAML may hold, or a line break to YAML, or a byte order mark, or a tab.
_UNUSUAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SCALAR = r"""(?P<plain>[^\W_](?:[^:#\n]|:(?=\S)|(?<=\S)\#)*(?<![\s:]))"""
_QUOTED = r"""|"(?P<double>[^"\\\n]*)"|'(?P<single>[^'\n]*)'"""
_FLOW = r"""|\[(?P<flow>(?:[^\W_][\w./()+-]*(?:[ ][\w./()+-]+)*(?:,[ ])?)*)(?<!,[ ])\]"""
_KEY = r"(?P<key>[A-Za-z_][\w-]{0,60})"
_TOP = re.compile(f"{_KEY}:(?:[ ]+(?:{_SCALAR}{_QUOTED}{_FLOW}))?", re.VERBOSE)
_ITEM = re.compile(f"[ ][ ]-[ ](?:{_SCALAR}{_QUOTED})", re.VERBOSE)
_INNER = re.compile(f"[ ][ ]{_KEY}:[ ](?:{_SCALAR}{_QUOTED})", re.VERBOSE)


def plain_front_matter(text: str) -> dict[str, Tree] | None:
    """Return what the YAML in *text* says, if it has the plain form; else None."""
    if _UNUSUAL.search(text):
        return None
    values: dict[str, Tree] = {}
    open_key = ""
    for line in text.split("\n"):
        if found := _TOP.fullmatch(line):
            key = found["key"]
            if key in values:
                return None
            values[key], is_open = _value(found)
            open_key = key if is_open else ""
        elif not open_key or not _add(values, open_key, line):
            return None
    return values


def _value(found: re.Match[str]) -> tuple[Tree, bool]:
    """The value of a key, and whether more lines may follow that belong to it."""
    flow = found["flow"]
    if flow is not None:
        return [*flow.split(", ")] if flow else [], False
    value = _scalar(found)
    return ("", True) if value is None else (value, False)


def _scalar(found: re.Match[str]) -> str | None:
    plain, double = found["plain"], found["double"]
    return plain if plain is not None else double if double is not None else found["single"]


def _add(values: dict[str, Tree], key: str, line: str) -> bool:
    """Add an item or an inner key to the value of *key*; return whether *line* is one."""
    there = values[key]
    if (item := _ITEM.fullmatch(line)) and not isinstance(there, dict):
        found = there if isinstance(there, list) else []
        found.append(_scalar(item) or "")
        values[key] = found
        return True
    inner = _INNER.fullmatch(line)
    if inner is None or isinstance(there, list):
        return False
    table = there if isinstance(there, dict) else {}
    if inner["key"] in table:
        return False
    table[inner["key"]] = _scalar(inner) or ""
    values[key] = table
    return True

"""YAML front matter ⇄ plain values: every scalar is a string, nothing but mappings and lists.

YAML 1.1 would turn ``no`` into false, ``12:30:00`` into a number and ``010`` into 8, and its tags
and aliases can do harm; so no scalar is resolved, and tags, anchors and aliases are refused.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from briefing.content.plain_front import plain_front_matter

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
_LONGEST_KEY = 200  # YAML allows 1024 characters in a key


class FrontMatterError(ValueError):
    """The YAML cannot be read; *line* is 1-based within it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class FrontMatter:
    """What front matter says, and where each key stands."""

    values: dict[str, Tree]
    text: str = ""

    @functools.cached_property
    def lines(self) -> dict[str, tuple[int, int]]:
        """Dotted key → its first line and the line after its last, 1-based within the YAML; asked
        for only where something is to be told of a key."""
        from briefing.content.yaml_front import parse_yaml

        return parse_yaml(self.text)[1] if self.text else {}


def parse_front_matter(text: str) -> FrontMatter:
    """Return what the YAML in *text* says.

    Raises:
        FrontMatterError: it is no mapping, not valid, or has a tag, anchor, alias or a key twice.
    """
    values = plain_front_matter(text)
    if values is None:
        from briefing.content.yaml_front import parse_yaml  # few files need it

        values, _ = parse_yaml(text)
    return FrontMatter(values, text)


# --- writing -------------------------------------------------------------------------------------

# Outside what YAML may hold, or a line break to YAML, or a byte order mark.
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]')
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
# What any YAML reader takes for a text: begins with a letter or digit …
_PLAIN = re.compile(r"[^\W_](?:[^:#]|:(?=[^\s,\[\]{}])|(?<=\S)#)*")
# … and is no number, time, boolean or null in disguise.
_DISGUISE = re.compile(
    r"[\d.,:+_\-\seExXoOTZ]*|0x[\da-f_]+|y|n|yes|no|true|false|on|off|null", re.IGNORECASE
)


class Plain(str):
    """A date, number or truth value: written without quotes."""

    __slots__ = ()


def format_front_matter(values: Mapping[str, Tree]) -> str:
    """Return *values* as YAML, a line each.

    One list item a line, long text is not wrapped, Unicode stays as it is.
    """
    return "".join(_lines(values, ""))


def _lines(values: Mapping[str, Tree], indent: str) -> Iterator[str]:
    for key, value in values.items():
        name = indent + _scalar(key)
        if isinstance(value, str):
            yield f"{name}: {_scalar(value)}\n"
        elif isinstance(value, dict):
            yield f"{name}:\n"
            yield from _lines(value, indent + "  ")
        else:
            yield f"{name}:\n"
            yield from (f"{indent}  - {_scalar(str(item))}\n" for item in value)


def _scalar(text: str) -> str:
    is_plain = isinstance(text, Plain) or (
        _PLAIN.fullmatch(text)
        and not _DISGUISE.fullmatch(text)
        and not _ESCAPED.search(text)
        and text == text.strip()
    )
    return text if is_plain else f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    letter = found[0]
    return _NAMED.get(letter) or f"\\u{ord(letter):04X}"


def is_key(text: str) -> bool:
    """Whether *text* is short enough for a key of a mapping."""
    return 0 < len(text) <= _LONGEST_KEY

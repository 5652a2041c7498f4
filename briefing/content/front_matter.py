"""YAML front matter ⇄ plain values: every scalar is a string, nothing but mappings and lists.

YAML 1.1 would turn ``no`` into false, ``12:30:00`` into a number and ``010`` into 8, and its tags
and aliases can do harm; so no scalar is resolved, and tags, anchors and aliases are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same, ten times slower
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]  # the same interface

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
_DEEPEST = 8
_LONGEST_KEY = 200  # YAML allows 1024 characters in a key


class FrontMatterError(ValueError):
    """The YAML cannot be read; *line* is 1-based within it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says, and where each key stands."""

    values: dict[str, Tree]
    lines: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Dotted key → its first line and the line after its last, 1-based within the YAML."""


def parse_front_matter(text: str) -> FrontMatter:
    """Return what the YAML in *text* says.

    Raises:
        FrontMatterError: it is no mapping, not valid, or has a tag, anchor, alias or a key twice.
    """
    builder = _Builder({}, len(text.split("\n")))
    try:
        events = yaml.parse(text, Loader=_Loader)
        values = builder.document(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise FrontMatterError(line, f"is no valid YAML: {_told(error)}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise FrontMatterError(1, f"is no valid YAML: {_one_line(str(error))}") from error
    if not isinstance(values, dict):
        raise FrontMatterError(1, "is no list of “key: value” lines")
    return FrontMatter(values, builder.lines)


def _told(error: yaml.MarkedYAMLError) -> str:
    said = _one_line(", ".join(x for x in (error.context, error.problem) if x))
    if "mapping values are not allowed" in said:
        return "a colon inside a text; put the text in quotes"
    return said


def _one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(slots=True)
class _Builder:
    """Makes the tree from PyYAML's events and notes where the keys stand."""

    lines: dict[str, tuple[int, int]]
    total: int

    def document(self, events: Iterator[yaml.Event]) -> Tree:
        """Build the only document of *events*; no document is an empty mapping."""
        tree: Tree = {}
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise FrontMatterError(_line(event), "holds two documents")
                tree = self.node(next(events), events, ())
        return tree

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], at: tuple[str, ...]) -> Tree:
        """Build the node that begins with *event*."""
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FrontMatterError(line, "holds an anchor or alias (&, *); put it in quotes")
        if getattr(event, "tag", None):
            raise FrontMatterError(line, "holds a tag (!); put it in quotes")
        if len(at) > _DEEPEST:
            raise FrontMatterError(line, f"is nested more than {_DEEPEST} levels deep")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, at)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, at)
        return str(getattr(event, "value", ""))

    def sequence(self, events: Iterator[yaml.Event], at: tuple[str, ...]) -> list[Tree]:
        """Build a list up to its end."""
        found: list[Tree] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            found.append(self.node(event, events, (*at, str(len(found)))))
            self.lines.setdefault(
                ".".join((*at, str(len(found) - 1))), (_line(event), _line(event))
            )
        return found

    def mapping(self, events: Iterator[yaml.Event], at: tuple[str, ...]) -> dict[str, Tree]:
        """Build a mapping up to its end."""
        found: dict[str, Tree] = {}
        last = ""
        while True:
            event = next(events)
            line = _line(event)
            if last:  # a value ends where the next key begins
                self.lines[last] = (self.lines[last][0], line)
            if isinstance(event, yaml.MappingEndEvent):
                if not at and last:
                    self.lines[last] = (self.lines[last][0], self.total + 1)
                return found
            key = self._key(event)
            if key in found:
                raise FrontMatterError(line, f"has “{key}” twice")
            last = ".".join((*at, key))
            self.lines[last] = (line, line + 1)
            found[key] = self.node(next(events), events, (*at, key))

    @staticmethod
    def _key(event: yaml.Event) -> str:
        line = _line(event)
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            raise FrontMatterError(line, "has a key that is no plain word")
        return str(event.value)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


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

"""The YAML of front matter, by PyYAML's events: every scalar is a string."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from briefing.content.front_matter import FrontMatterError, Tree

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same, ten times slower
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]  # the same interface

_DEEPEST = 8


def parse_yaml(text: str) -> tuple[dict[str, Tree], dict[str, tuple[int, int]]]:
    """Return the values of the YAML in *text*, and where each key stands: dotted key → its first
    line and the line after its last, 1-based.

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
    return values, builder.lines


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

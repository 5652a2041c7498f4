"""YAML of any origin → plain values: every scalar is a string, tags mean nothing.

By PyYAML's events, so that nothing is resolved (``no`` stays “no”, ``010`` stays “010”), depth is
limited and an alias repeats a value without multiplying it.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same, ten times slower
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]  # the same interface

_DEEPEST = 20


def yaml_values(text: str) -> dict[object, object]:
    """Return what the mapping in *text* says.

    Raises:
        ValueError: it is not well formed, or nested too deeply; *text* that is no mapping is
            well formed and says nothing.
    """
    try:
        events = yaml.parse(text, Loader=_Loader)
        anchors: dict[str, object] = {}
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                values = _node(event, events, anchors, 0)
                return values if isinstance(values, dict) else {}
            if isinstance(event, yaml.NodeEvent):
                return {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" in line {mark.line + 1}" if mark else ""
        raise ValueError(f"{error.problem or error.context}{where}") from error
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return {}


def _node(
    event: yaml.Event, events: Iterator[yaml.Event], anchors: dict[str, object], depth: int
) -> object:
    if depth > _DEEPEST:
        raise ValueError(f"nested more than {_DEEPEST} levels deep")
    if isinstance(event, yaml.AliasEvent):
        return anchors.get(str(event.anchor), "")
    value: object
    if isinstance(event, yaml.MappingStartEvent):
        value = _mapping(events, anchors, depth)
    elif isinstance(event, yaml.SequenceStartEvent):
        value = _sequence(events, anchors, depth)
    else:
        value = str(getattr(event, "value", ""))
    if anchor := getattr(event, "anchor", None):
        anchors[str(anchor)] = value
    return value


def _mapping(
    events: Iterator[yaml.Event], anchors: dict[str, object], depth: int
) -> dict[object, object]:
    found: dict[object, object] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        name = _node(event, events, anchors, depth + 1)
        value = _node(next(events), events, anchors, depth + 1)
        if isinstance(name, str):
            found[name] = value
    return found


def _sequence(events: Iterator[yaml.Event], anchors: dict[str, object], depth: int) -> list[object]:
    found: list[object] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        found.append(_node(event, events, anchors, depth + 1))
    return found

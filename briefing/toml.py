"""TOML that people write: what is wrong in it is told with file, line and a suggestion; pure."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from briefing.errors import ConfigError

_T = TypeVar("_T")


def parse_toml(text: str, place: str) -> dict[str, Any]:
    """Return the table that *text* is.

    Raises:
        ConfigError: it is no TOML; *place* gets the line number.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise fault(text, place, line, f"is not valid TOML: {error}") from error


def converted(table: dict[str, Any], kind: type[_T], text: str, place: str) -> _T:
    """Return *table* as a value of the dataclass *kind*, checked.

    Raises:
        ConfigError: a key is unknown (with a suggestion) or a value of another type.
    """
    refuse_unknown(table, kind, text, place, "")
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        key = re.search(r"`\$\.([\w.\[\]]+)`", str(error))
        name = key[1] if key else ""
        what = str(error).split(" - at ")[0]
        message = f"{_plain(name)}: {what}" if name else what
        raise fault(text, place, line_of(text, name), message) from error


def refuse_unknown(table: dict[str, Any], kind: type, text: str, place: str, prefix: str) -> None:
    """Refuse keys of *table* that *kind* has no field for, also in the tables within.

    Raises:
        ConfigError: names the nearest known key.
    """
    hints = _hints(kind)
    known = [f.name for f in fields(kind)]
    for key, value in table.items():
        if key not in known:
            message = f"unknown setting “{_plain(prefix)}{key}”; {nearest(key, known)}"
            raise fault(text, place, line_of(text, prefix + key), message)
        inner = next((h for h in (hints[key], *get_args(hints[key])) if is_dataclass(h)), None)
        if not isinstance(inner, type):
            continue
        if isinstance(value, dict):
            refuse_unknown(value, inner, text, place, f"{prefix}{key}.")
        for number, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, dict):
                refuse_unknown(one, inner, text, place, f"{prefix}{key}[{number}].")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _plain(key: str) -> str:
    return re.sub(r"\[\d+\]", "", key)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a suggestion: which of *known* was meant by *word*."""
    known = list(known)
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean “{close[0]}”?" if close else f"known are {', '.join(known)}"


def line_of(text: str, key: str) -> int:
    """Return the line of *text* where *key* is set, else 1.

    *key* is dotted, and may count tables from 0: ``publisher[2].kind``.
    """
    *tables, name = key.split(".")
    start = 0
    path = ""
    for table in tables:
        path = f"{path}.{_plain(table)}" if path else _plain(table)
        start = _head(text, start, path, table)
    if name.endswith("]"):
        start = _head(text, start, ".".join([*filter(None, [path]), _plain(name)]), name)
        return text.count("\n", 0, start) + 1
    found = re.compile(rf"(?m)^\s*[\[{{\"']*\s*{re.escape(name)}\b").search(text, start)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _head(text: str, start: int, path: str, table: str) -> int:
    """Where the heading of *table* ends, ``[path]`` or the one of ``[[path]]`` that it counts."""
    counted = re.search(r"\[(\d+)\]$", table)
    heads = re.compile(rf"(?m)^\s*\[+\s*{re.escape(path)}\s*\]").finditer(text, start)
    number = int(counted[1]) if counted else 0
    return next((head.end() for n, head in enumerate(heads) if n == number), start)


def fault(text: str, place: str, line: int, message: str) -> ConfigError:
    """Return the error about *line* of *text*, with the lines around it."""
    lines = text.splitlines()
    first = max(line - 2, 1)
    excerpt = tuple(f"{n}: {lines[n - 1]}" for n in range(first, min(line + 1, len(lines)) + 1))
    return ConfigError(f"{place}:{line}", message, excerpt=excerpt)

"""TOML that people write: what is wrong in it is told with file, line and a suggestion; pure."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
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
        key = re.search(r"`\$\.([\w.]+)", str(error))
        name = key[1] if key else ""
        what = str(error).split(" - at ")[0]
        message = f"{name}: {what}" if name else what
        raise fault(text, place, line_of(text, name), message) from error


def refuse_unknown(table: dict[str, Any], kind: type, text: str, place: str, prefix: str) -> None:
    """Refuse keys of *table* that *kind* has no field for, also in the tables within.

    Raises:
        ConfigError: names the nearest known key.
    """
    hints = get_type_hints(kind)
    known = [f.name for f in fields(kind)]
    for key, value in table.items():
        if key not in known:
            line = line_of(text, prefix + key)
            raise fault(
                text, place, line, f"unknown setting “{prefix}{key}”; {nearest(key, known)}"
            )
        inner = next((h for h in (hints[key], *get_args(hints[key])) if is_dataclass(h)), None)
        if not isinstance(inner, type):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                refuse_unknown(one, inner, text, place, f"{prefix}{key}.")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a suggestion: which of *known* was meant by *word*."""
    known = list(known)
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean “{close[0]}”?" if close else f"known are {', '.join(known)}"


def line_of(text: str, key: str) -> int:
    """Return the line of *text* where *key* (dotted) is set, else 1."""
    *tables, name = key.split(".")
    start = 0
    if tables and (head := re.search(rf"(?m)^\s*\[+\s*{re.escape('.'.join(tables))}\b", text)):
        start = head.end()
    found = re.compile(rf"(?m)^\s*[\[\"']*\s*{re.escape(name)}\b").search(text, start)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def fault(text: str, place: str, line: int, message: str) -> ConfigError:
    """Return the error about *line* of *text*, with the lines around it."""
    lines = text.splitlines()
    first = max(line - 2, 1)
    excerpt = tuple(f"{n}: {lines[n - 1]}" for n in range(first, min(line + 1, len(lines)) + 1))
    return ConfigError(f"{place}:{line}", message, excerpt=excerpt)

"""A content file's front matter → typed fields, with the line of whatever is wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

import msgspec

from briefing.content.front_matter import (
    FrontMatter,
    FrontMatterError,
    Tree,
    parse_front_matter,
)
from briefing.errors import EntryError
from briefing.model import Moment, Problem

_T = TypeVar("_T", bound=msgspec.Struct)
_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OTHER_WORDS = MappingProxyType(
    {
        "headline": "title", "author": "authors", "byline": "authors", "publisher": "source",
        "description": "summary", "tags": "topics", "keywords": "topics", "category": "section",
        "link": "url", "language": "lang", "id": "guid", "published": "date", "modified": "updated",
    }
)  # fmt: skip
"""What other programs call our fields."""

_TRUTH = {"yes": "true", "on": "true", "no": "false", "off": "false"}


@dataclass(slots=True)
class Source:
    """The text of a content file, split; and what is wrong with it, but not too wrong."""

    path: str
    """Below the site's root, as a person finds it."""

    text: str
    front: FrontMatter
    body: str
    problems: list[Problem] = field(default_factory=list)

    def line(self, key: str = "") -> int:
        """The line of the file where *key* (dotted) stands, or its nearest parent, or 1."""
        while key and key not in self.front.lines:
            key = key.rpartition(".")[0]
        return self.front.lines[key][0] + 1 if key else 1

    def error(self, key: str, message: str) -> EntryError:
        """The error at *key*, with the lines around it."""
        return _error(self.path, self.text, self.line(key), f"{key}: {message}" if key else message)

    def warn(self, key: str, message: str) -> None:
        """Note something that a person should mend."""
        self.problems.append(Problem(place=f"{self.path}:{self.line(key)}", message=message))


def split(text: str, path: str) -> Source:
    """Return the parts of the file *text*: front matter between two lines ``---``, then the body.

    A file that does not begin with ``---`` is all body.

    Raises:
        EntryError: the front matter is not closed or is no valid YAML.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    start = _FENCE.match(text)
    if start is None:
        return Source(path, text, FrontMatter({}), text)
    end = _closing(text, start.end())
    if end is None:
        raise _error(path, text, 1, "the front matter is not closed; end it with a line “---”")
    told = text[start.end() : end.start() - 1]
    try:
        front = parse_front_matter(told)
    except FrontMatterError as error:
        message = f"the front matter {error.message}"
        last = text.count("\n", 0, end.start()) + 1
        raise _error(path, text, min(error.line + 1, last), message) from error
    return Source(path, text, front, text[end.end() :])


def _closing(text: str, start: int) -> re.Match[str] | None:
    """The line that closes the front matter that begins at *start*."""
    place = start - 1
    while (place := text.find("\n---", place)) >= 0:
        if found := _FENCE.match(text, place + 1):
            return found
        place += 1
    return None


def _error(path: str, text: str, line: int, message: str) -> EntryError:
    rows = text.split("\n")
    near = range(max(line - 2, 1), min(line + 1, len(rows)) + 1)
    return EntryError(
        f"{path}:{line}", message, excerpt=tuple(f"{n}: {rows[n - 1][:200]}" for n in near)
    )


def without_fields(text: str, path: str, fields: Collection[str]) -> str:
    """Return the file *text* without the lines of its front matter that set *fields*, and without
    its body if that is among them. A line with a comment stays, so that none is overlooked."""
    source = split(text, path)
    rows = source.text.split("\n")
    drop = set()
    for name in {*fields} & source.front.lines.keys():
        first, end = source.front.lines[name]
        drop |= {n for n in range(first, end) if "#" not in rows[n] and rows[n].strip()}
    if "body" in fields:
        rows = rows[: len(rows) - source.body.count("\n") - 1]
    return "\n".join(row for n, row in enumerate(rows) if n not in drop)


def convert(source: Source, kind: type[_T]) -> _T:
    """Return the front matter of *source* as a *kind*; an unknown key is a warning.

    Raises:
        EntryError: a value has not the form that its field needs.
    """
    known = _types(kind)
    values: dict[str, Tree] = {}
    for key, value in source.front.values.items():
        form = known.get(key)
        if form is None:
            source.warn(key, f"unknown field “{key}”; {_suggestion(key, known)}")
        elif form is str:
            values[key] = value
        elif value not in ("", "~", "null"):
            values[key] = _bent(value, form)
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        key, message = _told(error, kind)
        raise source.error(key, message) from error


@lru_cache
def _types(kind: type[msgspec.Struct]) -> Mapping[str, object]:
    return {f.name: f.type for f in msgspec.structs.fields(kind)}


def _suggestion(key: str, known: Iterable[str]) -> str:
    import difflib  # few files need it

    names = list(known)
    close = difflib.get_close_matches(key.casefold(), names, n=1)
    name = _OTHER_WORDS.get(key.casefold()) or (close[0] if close else "")
    return f"did you mean “{name}”?" if name in names else f"known are {', '.join(names)}"


def _bent(value: Tree, kind: object) -> Tree:
    """*value* in the form that *kind* needs, where a person wrote the short form."""
    if isinstance(value, str):
        if kind is bool:
            return _TRUTH.get(value.casefold(), value)
        if kind == list[str]:
            return [value]
    return value


def _told(error: msgspec.ValidationError, kind: type[msgspec.Struct]) -> tuple[str, str]:
    """The dotted key and the message of *error*."""
    said, _, place = str(error).partition(" - at ")
    key = re.sub(r"\[(\d+|\.\.\.)\]", "", place.strip("`").removeprefix("$").removeprefix("."))
    field_type = _types(kind).get(key)
    if isinstance(field_type, type) and issubclass(field_type, str):
        allowed = ", ".join(getattr(field_type, "__members__", {"text": ""})).lower()
        return key, f"needs one of: {allowed}" if allowed != "text" else "needs a text"
    wanted = {bool: "needs true or false", list[str]: "needs a list, one “- item” a line"}
    return key, next((m for t, m in wanted.items() if t == field_type), said[:1].lower() + said[1:])


def moment(source: Source, key: str, value: str, zone: dt.tzinfo) -> Moment:
    """Return the date or time that *value* gives; a time without offset is one in *zone*.

    Raises:
        EntryError: it is none.
    """
    text = value.strip()
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        time = dt.datetime.fromisoformat(text)
        return time if time.utcoffset() is not None else time.replace(tzinfo=zone)
    except (ValueError, OverflowError) as error:
        example = "2025-06-02 or 2025-06-02T11:34:00+02:00"
        raise source.error(key, f"“{text}” is no date; write one like {example}") from error

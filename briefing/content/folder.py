"""Reading ``content/``: one bad file never costs the rest."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.codec import decoder, encode
from briefing.content.entry import format_normal, is_tidy, problems_of, read_entry
from briefing.content.fields import split
from briefing.content.records import format_record, read_note, read_page, read_record
from briefing.errors import EntryError
from briefing.files import Bare, Mark, Scan, Shelf, read, reason, scan
from briefing.fingerprint import fingerprint_bytes
from briefing.model import Content, DayNote, Entry, Level, Problem, StandingPage, StoryRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What one file of ``content/`` says; at most one of the four kinds."""

    entry: Entry | None = None
    record: StoryRecord | None = None
    note: DayNote | None = None
    page: StandingPage | None = None
    problems: tuple[Problem, ...] = ()
    text_mark: str = ""
    """Fingerprint of the text with its line ends made equal."""

    is_tidy: bool = False
    """Whether writing it anew would lose nothing that a person wrote."""

    guid: str = ""
    """Of a broken file, as far as it can be told."""

    @property
    def is_broken(self) -> bool:
        """Whether the file could not be read."""
        return any(p.level is Level.ERROR for p in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything in the content folder."""

    content: Content
    problems: tuple[Problem, ...]
    hashes: dict[str, str]
    """Of the bytes that were read, by path; a file that could not be read has none."""

    is_whole: bool
    """Whether every file could be read."""


_decode = decoder(Parsed)


def text_mark(text: str) -> str:
    """Return the fingerprint of *text*, whatever its line ends."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return fingerprint_bytes(plain.encode(errors="replace"))


def scan_content(folder: Path, known: Shelf) -> Scan:
    """Return which files of the content *folder* there are and which have changed."""
    found = scan(folder, known)
    is_page = {p: p.endswith(".md") for p in found.paths}
    return Scan(
        known={p: m for p, m in found.known.items() if is_page[p]},
        changed=tuple(p for p in found.changed if is_page[p]),
        touched=found.touched,
        gone=found.gone,
        problems=tuple(_placed(p) for p in found.problems),
    )


def _placed(problem: Problem) -> Problem:
    return Problem(place=f"content/{problem.place}", message=problem.message, level=problem.level)


def read_files(
    folder: Path, zone: dt.tzinfo, known: Shelf, found: Scan
) -> tuple[dict[str, Parsed], dict[str, str]]:
    """Return what each file in *found* says, by path in order, and the hashes of their bytes;
    only changed files are read, and *known* keeps what they say."""
    values = known.values(found.known.keys()) if found.known else {}
    parsed: dict[str, Parsed] = {}
    fresh: dict[str, tuple[Mark, bytes | None]] = {p: (m, None) for p, m in found.touched.items()}
    hashes = {path: mark.hash for path, mark in found.known.items()}
    for path in found.paths:
        value = _decoded(values.get(path)) if path in found.known else None
        if value is None:
            mark, value = _read_file(folder, path, zone)
            if mark is not None:
                fresh[path] = (mark, encode(value))
                hashes[path] = mark.hash
        parsed[path] = value
    if fresh or found.gone:
        known.keep(fresh, found.gone)
    return parsed, hashes


def _decoded(value: bytes | None) -> Parsed | None:
    try:
        return None if value is None else _decode(value)
    except ValueError:  # a damaged value is made again
        return None


def _read_file(folder: Path, path: str, zone: dt.tzinfo) -> tuple[Mark | None, Parsed]:
    try:
        mark, data = read(folder / path)
    except OSError as error:
        message = f"cannot be read: {reason(error)}"
        problem = Problem(place=f"content/{path}", message=message, level=Level.ERROR)
        return None, Parsed(problems=(problem,))
    return mark, parse_file(data, path, zone)


def parse_file(data: bytes, path: str, zone: dt.tzinfo) -> Parsed:
    """Return what the bytes *data* of the file at *path* say; never raises."""
    text, problems = _decode_text(data, path)
    try:
        parsed = _parse(text, path, zone)
    except EntryError as error:
        problem = Problem(place=error.place, message=error.message, level=Level.ERROR)
        guid = re.search(r"(?m)^guid:[ \t]*[\"']?(.*?)[\"']?[ \t\r]*$", text)
        parsed = Parsed(problems=(problem,), guid=guid[1] if guid else "")
    return _with(parsed, (*problems, *parsed.problems), text_mark(text))


def _decode_text(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not valid UTF-8; the bytes that are wrong are shown as “\ufffd”"
        problem = Problem(place=f"content/{path}:{line}", message=message)
        return data.decode("utf-8-sig", errors="replace"), (problem,)


def _with(parsed: Parsed, problems: tuple[Problem, ...], mark: str) -> Parsed:
    return replace(parsed, problems=problems, text_mark=mark)


def _parse(text: str, path: str, zone: dt.tzinfo) -> Parsed:
    source = split(text, f"content/{path}")
    name = path.rpartition("/")[2]
    if path.startswith("pages/"):
        return Parsed(page=read_page(source, path), problems=problems_of(source))
    if name == "_digest.md":
        return Parsed(note=read_note(source, path), problems=problems_of(source))
    if name.startswith("_story-"):
        record = read_record(source, path)
        tidy = source.text == format_record(record)
        return Parsed(record=record, is_tidy=tidy, problems=problems_of(source))
    if name.startswith("_"):
        message = "is none of _digest.md and _story-<id>.md and is left out; rename it"
        return Parsed(problems=(Problem(place=f"content/{path}", message=message),))
    entry = read_entry(source, path, zone)
    tidy = source.text == format_normal(entry) or is_tidy(source.text, entry)
    return Parsed(entry=entry, is_tidy=tidy, problems=problems_of(source))


def content_of(parsed: dict[str, Parsed]) -> tuple[Content, tuple[Problem, ...]]:
    """Return what all files say together, each kind in the order of paths; of two files with one
    guid the first is taken."""
    problems = [p for item in parsed.values() for p in item.problems]
    entries: dict[str, Entry] = {}
    for item in parsed.values():
        if item.entry is None:
            continue
        first = entries.setdefault(item.entry.guid, item.entry)
        if first is not item.entry:
            message = f"has the same guid as content/{first.path} and is left out; change one"
            place = f"content/{item.entry.path}"
            problems.append(Problem(place=place, message=message, level=Level.ERROR))
    content = Content(
        entries=tuple(entries.values()),
        records=tuple(p.record for p in parsed.values() if p.record),
        notes=tuple(p.note for p in parsed.values() if p.note),
        pages=tuple(p.page for p in parsed.values() if p.page),
    )
    return content, tuple(problems)


def read_content(
    folder: Path, zone: dt.tzinfo, known: Shelf | None = None
) -> tuple[Content, tuple[Problem, ...]]:
    """Return everything in the content *folder*, and what is wrong with single files.

    *known* (``catalog.shelf("content", content_salt(zone))``) spares reading what did not change.
    A time without offset is one in *zone*.
    """
    shelf = known or Bare()
    reading = read_found(folder, zone, shelf, scan_content(folder, shelf))
    return reading.content, reading.problems


def read_found(folder: Path, zone: dt.tzinfo, known: Shelf, found: Scan) -> Reading:
    """Return everything in the content *folder* as it was *found*; see :func:`read_content`."""
    parsed, hashes = read_files(folder, zone, known, found)
    content, problems = content_of(parsed)
    problems = _in_order((*found.problems, *problems))
    is_whole = parsed.keys() == hashes.keys()
    return Reading(content=content, problems=problems, hashes=hashes, is_whole=is_whole)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.place, p.message)))

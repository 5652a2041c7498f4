"""What the bytes of a file in ``content/`` say; nothing that is wrong with one raises."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from briefing.content.entry import is_tidy, read_entry
from briefing.content.fields import Source, split
from briefing.content.records import format_record, read_note, read_page, read_record
from briefing.errors import EntryError
from briefing.fingerprint import fingerprint_bytes
from briefing.model import DayNote, Entry, Level, Problem, StandingPage, StoryRecord


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
    """Whether writing it anew would lose nothing that a person wrote; false where nobody asked."""

    guid: str = ""
    """Of a broken file, as far as it can be told."""

    @property
    def is_broken(self) -> bool:
        """Whether the file could not be read."""
        return any(p.level is Level.ERROR for p in self.problems)


_Told = Entry | StoryRecord | DayNote | StandingPage | None


def text_mark(text: str) -> str:
    """Return the fingerprint of *text*, whatever its line ends."""
    plain = text.removeprefix("\ufeff")
    if "\r" in plain:
        plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    return fingerprint_bytes(plain.encode(errors="replace"))


def parse_file(data: bytes, path: str, zone: dt.tzinfo, *, tidy: bool = False) -> Parsed:
    """Return what the bytes *data* of the file at *path* say; never raises. Only where it is asked
    for, it is found out whether the file is *tidy*."""
    text, problems = _decode_text(data, path)
    mark = text_mark(text)
    try:
        source = split(text, f"content/{path}")
        told = _told(source, path, zone)
        return Parsed(
            entry=told if isinstance(told, Entry) else None,
            record=told if isinstance(told, StoryRecord) else None,
            note=told if isinstance(told, DayNote) else None,
            page=told if isinstance(told, StandingPage) else None,
            problems=(*problems, *source.problems),
            text_mark=mark,
            is_tidy=tidy and _is_tidy(source.text, told),
        )
    except EntryError as error:
        problem = Problem(place=error.place, message=error.message, level=Level.ERROR)
        guid = re.search(r"(?m)^guid:[ \t]*[\"']?(.*?)[\"']?[ \t\r]*$", text)
        return Parsed(problems=(*problems, problem), text_mark=mark, guid=guid[1] if guid else "")


def _is_tidy(text: str, told: _Told) -> bool:
    if isinstance(told, StoryRecord):
        return text == format_record(told)
    return isinstance(told, Entry) and is_tidy(text, told)


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


def _told(source: Source, path: str, zone: dt.tzinfo) -> _Told:
    name = path.rpartition("/")[2]
    if path.startswith("pages/"):
        return read_page(source, path)
    if not name.startswith("_"):
        return read_entry(source, path, zone)
    if name == "_digest.md":
        return read_note(source, path)
    if name.startswith("_story-"):
        return read_record(source, path)
    message = "is none of _digest.md and _story-<id>.md and is left out; rename it"
    source.problems.append(Problem(place=source.path, message=message))
    return None

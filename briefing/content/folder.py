"""What the bytes of a file in ``content/`` say; nothing that is wrong with one raises."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from briefing.content.entry import format_normal, is_tidy, problems_of, read_entry
from briefing.content.fields import split
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


def text_mark(text: str) -> str:
    """Return the fingerprint of *text*, whatever its line ends."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return fingerprint_bytes(plain.encode(errors="replace"))


def parse_file(data: bytes, path: str, zone: dt.tzinfo, *, tidy: bool = False) -> Parsed:
    """Return what the bytes *data* of the file at *path* say; never raises. Only where it is asked
    for, it is found out whether the file is *tidy*."""
    text, problems = _decode_text(data, path)
    try:
        parsed = _parse(text, path, zone)
        if tidy:
            parsed = replace(parsed, is_tidy=_is_tidy(text, parsed))
    except EntryError as error:
        problem = Problem(place=error.place, message=error.message, level=Level.ERROR)
        guid = re.search(r"(?m)^guid:[ \t]*[\"']?(.*?)[\"']?[ \t\r]*$", text)
        parsed = Parsed(problems=(problem,), guid=guid[1] if guid else "")
    return replace(parsed, problems=(*problems, *parsed.problems), text_mark=text_mark(text))


def _is_tidy(text: str, parsed: Parsed) -> bool:
    plain = split(text, "").text
    if parsed.record:
        return plain == format_record(parsed.record)
    entry = parsed.entry
    return entry is not None and (plain == format_normal(entry) or is_tidy(plain, entry))


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


def _parse(text: str, path: str, zone: dt.tzinfo) -> Parsed:
    source = split(text, f"content/{path}")
    name = path.rpartition("/")[2]
    if path.startswith("pages/"):
        return Parsed(page=read_page(source, path), problems=problems_of(source))
    if name == "_digest.md":
        return Parsed(note=read_note(source, path), problems=problems_of(source))
    if name.startswith("_story-"):
        return Parsed(record=read_record(source, path), problems=problems_of(source))
    if name.startswith("_"):
        message = "is none of _digest.md and _story-<id>.md and is left out; rename it"
        return Parsed(problems=(Problem(place=f"content/{path}", message=message),))
    return Parsed(entry=read_entry(source, path, zone), problems=problems_of(source))

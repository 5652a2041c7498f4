"""The case files: feeds, and beside each what reading it must give.

``NAME.expected.json`` has a sentence (``about``), one object for each entry in order, a part of
each problem's message (with ``#N`` before it, that of the N-th item), and the reason of each text
left out. A field that an object does not name does not count; every problem and every
text left out must be named, and ``date`` is empty where the feed gives none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from briefing.config import CollectSettings
from briefing.ingest import harvest
from briefing.ingest.markup import words_of
from briefing.model import DateOrigin, Document, Entry, Harvest, Problem

FOLDER = Path(__file__).parent / "cases"
BERLIN = ZoneInfo("Europe/Berlin")


def document(text: str | bytes, place: str = "seeds/feed.xml") -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    return Document(place=place, data=data, sha256=hashlib.sha256(data).hexdigest())


def read(text: str | bytes, place: str = "seeds/feed.xml") -> Harvest:
    """What the feed *text* at *place* gives on a site in Berlin."""
    return harvest(document(text, place), CollectSettings(), BERLIN, "en")


@dataclass(frozen=True)
class FeedCase:
    """One feed and what it must give."""

    name: str
    data: bytes
    about: str
    entries: tuple[dict[str, Any], ...]
    problems: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"seeds/{self.name}"


def feed_cases() -> list[FeedCase]:
    """Return all cases, by name."""
    return [_case(path) for path in sorted(FOLDER.glob("*.expected.json"))]


def _case(path: Path) -> FeedCase:
    value = json.loads(path.read_text(encoding="utf-8"))
    name = path.name.removesuffix(".expected.json")
    return FeedCase(
        name=name,
        data=(FOLDER / name).read_bytes(),
        about=value["about"],
        entries=tuple(value["entries"]),
        problems=tuple(value.get("problems", ())),
        left_out=tuple(value.get("left_out", ())),
    )


def differences(entry: Entry, wanted: dict[str, Any]) -> list[str]:
    """Return in what *entry* is not as *wanted*."""
    found = []
    for name, value in wanted.items():
        is_met, given = _compared(entry, name, value)
        if not is_met:
            found.append(f"{name}: wanted {value!r}, got {given!r}")
    return found


def _compared(entry: Entry, name: str, value: Any) -> tuple[bool, Any]:
    field, _, how = name.rpartition("_")
    if how in ("begins", "ends", "has", "lacks"):
        text = getattr(entry, field)
        met = {
            "begins": lambda: text.startswith(value),
            "ends": lambda: text.endswith(value),
            "has": lambda: all(part in text for part in value),
            "lacks": lambda: not any(part in text for part in value),
        }
        return met[how](), text
    given = _plain(entry, name)
    return given == value, given


def _plain(entry: Entry, name: str) -> Any:
    if name == "date":
        is_told = entry.date_origin is not DateOrigin.INGESTED
        return entry.date.isoformat() if is_told else ""
    if name == "updated":
        return entry.updated.isoformat() if entry.updated else ""
    if name == "image":
        return {k: v for k, v in asdict(entry.image).items() if v} if entry.image else None
    if name == "words":
        return " ".join(words_of(entry.body).split())
    value = getattr(entry, name)
    return list(value) if isinstance(value, tuple) else value


def is_told(problem: Problem, wanted: str) -> bool:
    """Whether *wanted* is about *problem*."""
    part, _, text = wanted.partition(" ") if wanted.startswith("#") else ("", "", wanted)
    return problem.place.endswith(part) and text in problem.message

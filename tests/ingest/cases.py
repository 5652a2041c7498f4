"""The case files: a sentence, a document, and what reading it must give.

A case begins at a line of equals signs and its sentence. Then come parts, each under ``-- name --``
as in Hugo's txtar files: ``-- PATH --`` is the document (its path is its place), then one
``-- entry --`` for each entry in order, ``-- record --`` where the document tells a story, and
``-- left out --`` with ``reason: line`` for every line that stands in no entry.

An entry's part has ``field: value`` lines, a blank line, and its whole Markdown. Title, date,
date_origin, source, authors and topics that are not named must be empty; other fields count only
where they are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from briefing.model import Entry, Harvest, StoryRecord

ALWAYS = ("title", "date", "date_origin", "updated", "source", "authors", "topics")
ASKED = ("summary", "key_points", "kind", "lang")


@dataclass(frozen=True)
class Case:
    """One behaviour of the readers."""

    sentence: str
    place: str
    document: str
    told: tuple[str, ...]
    """What must come out, in the form of :func:`told`."""

    asked: frozenset[str]
    """Fields beyond the usual ones that the case looks at."""


def read_cases(folder: Path) -> list[Case]:
    """Return all cases in the files of *folder*, in order."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [parse_case(part) for text in texts for part in re.split(r"(?m)^={5,} ", text)[1:]]


def parse_case(text: str) -> Case:
    """Return the case whose sentence is the first line of *text*."""
    sentence, *parts = re.split(r"(?m)^-- (.+) --\n", text)
    names, bodies = parts[0::2], [body.strip("\n") for body in parts[1::2]]
    wanted = list(zip(names[1:], bodies[1:], strict=True))
    heads = re.findall(r"(?m)^(\w+):", "\n".join(b for n, b in wanted if n == "entry"))
    return Case(
        sentence=sentence.strip(),
        place=names[0],
        document=bodies[0] + "\n",
        told=tuple(f"-- {name} --\n{body}" for name, body in wanted),
        asked=frozenset(heads) & {*ASKED},
    )


def told(harvest: Harvest, asked: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what *harvest* gives as the parts of a case, with the fields *asked* for."""
    entries = [f"-- entry --\n{_entry(entry, frozenset(asked))}" for entry in harvest.entries]
    records = [f"-- record --\n{_record(record)}" for record in harvest.records]
    out = [f"{o.reason}: {line}" for o in harvest.left_out for line in o.text.split("\n")]
    return (*entries, *records, *(["-- left out --\n" + "\n".join(out)] if out else []))


def _entry(entry: Entry, asked: frozenset[str]) -> str:
    fields = [(name, _printed(getattr(entry, name))) for name in ALWAYS]
    shown = [f"{name}: {value}" for name, value in fields if value]
    shown += [f"{name}: {_printed(getattr(entry, name))}" for name in ASKED if name in asked]
    return "\n".join([*shown, "", entry.body])


def _record(record: StoryRecord) -> str:
    sources = "; ".join(f"{name}: {count}" for name, count in record.sources)
    lines = [
        f"title: {record.title}",
        f"day: {record.day}",
        f"sources: {sources}",
        f"summary: {record.summary}",
        *(f"key point: {point}" for point in record.key_points),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _printed(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")

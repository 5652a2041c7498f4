"""Documents inside documents: members of archives, attachments of letters, letters of a mailbox.

They are read like any other, under a place such as ``seeds/week.zip!/monday/page.txt``; what they
hold belongs to the outer document, whose parts are counted on over all of them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from briefing.ingest.reading import UNDATED, Reading, together, unread
from briefing.model import (
    DateOrigin,
    Document,
    Entry,
    Evidence,
    Harvest,
    Moment,
    Problem,
    Seed,
)

_DEEPEST = 6
"""Letters in letters in archives …; a person packs no deeper."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f:*?\"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def inner_document(outer: Document, name: str, data: bytes) -> Document:
    """Return *data* as a document in *outer*; its *name* becomes a label that leads nowhere."""
    place = f"{outer.place}!/{safe_name(name)}"
    return Document(place=place, data=data, sha256=hashlib.sha256(data).hexdigest())


def safe_name(name: str) -> str:
    """Return the path *name* without anything that leads upwards, to a drive or off the line."""
    text = unicodedata.normalize("NFC", name.encode(errors="replace").decode())
    parts = (_UNSAFE.sub("_", part).strip() for part in text.replace("\\", "/").split("/"))
    kept = [part[:120] for part in parts if part and part.strip(". ")]
    return "/".join(kept[-12:]) or "document"


def read_inner(document: Document, reading: Reading) -> Harvest:
    """Return what *document*, which lies in another, holds."""
    from briefing.ingest import read  # the way back: every kind may lie in an archive

    if reading.depth >= _DEEPEST:
        return unread(document, f"lies more than {_DEEPEST} documents deep")
    return read(document, replace(reading, depth=reading.depth + 1))


def gathered(outer: Document, inner: Sequence[tuple[str, Harvest]]) -> Harvest:
    """Return the harvests of documents in *outer*, each with its label, as the harvest of *outer*:
    parts are counted on, and the evidence says where each part lay."""
    parts: list[Harvest] = []
    count = 0
    for label, harvest in inner:
        parts.append(_rehomed(outer, harvest, count, label))
        count += len(harvest.entries)
    return together(parts)


def _rehomed(outer: Document, harvest: Harvest, before: int, label: str) -> Harvest:
    def seed(part: int) -> Seed:
        return Seed(file=outer.place, part=part, sha256=outer.sha256)

    entries = tuple(
        replace(entry, seed=seed(before + n)) for n, entry in enumerate(harvest.entries, start=1)
    )
    where = tuple(
        Evidence(part=before + n, about="document", reason=label)
        for n in range(1, len(entries) + 1)
        if label
    )
    told = tuple(
        replace(one, part=one.part + before)
        if one.part
        else replace(one, reason=f"{label}: {one.reason}" if label else one.reason)
        for one in harvest.evidence
    )
    records = tuple(replace(r, seed=seed(r.seed.part if r.seed else 1)) for r in harvest.records)
    return replace(harvest, entries=entries, records=records, evidence=(*where, *told))


def dated_by(harvest: Harvest, date: Moment | None, reason: str) -> Harvest:
    """Return *harvest* with *date* for the entries that tell none themselves: the date of what
    they came in."""
    if date is None:
        return harvest
    parts: list[int] = []
    entries: list[Entry] = []
    for n, entry in enumerate(harvest.entries, start=1):
        if entry.date_origin is DateOrigin.INGESTED or entry.date == UNDATED:
            entry = replace(entry, date=date, date_origin=DateOrigin.DOCUMENT)  # noqa: PLW2901
            parts.append(n)
        entries.append(entry)
    told = (Evidence(part=n, about="date", reason=f"document: {reason}") for n in parts)
    kept = (e for e in harvest.evidence if not (e.about == "date" and e.part in parts))
    return replace(harvest, entries=tuple(entries), evidence=(*kept, *told))


def noted(harvest: Harvest, *problems: Problem) -> Harvest:
    """Return *harvest* with further *problems*."""
    return replace(harvest, problems=(*harvest.problems, *problems)) if problems else harvest

"""What collecting does to one file of ``content/``: a decision about values, without any disk.

A file is *untouched* when its text is what the program wrote last, or when it differs from that
only in the editor's fields (``draft``, ``pin``, ``bury``, ``lock``) and in fields that ``lock``
names. An untouched file may be written anew; any other belongs to the person who changed it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

from briefing.content.entry import EDITOR_FIELDS, format_entry
from briefing.content.folder import Parsed, text_mark
from briefing.content.records import format_record
from briefing.fingerprint import fingerprint
from briefing.model import Entry, StoryRecord

UNKNOWN = "-"
"""The mark of a file that was there, but was not written by the program as far as is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the program wrote last for one guid."""

    mark: str = ""
    """Of the text; empty before the first writing is complete."""

    pending: str = ""
    """Of the text that was about to be written when the catalog was last told."""

    path: str = ""
    """Where the program put it; an editor may have moved it since."""

    title: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Name → fingerprint of each field that is not empty."""


class Action(StrEnum):
    """What becomes of the file."""

    CREATE = "create"
    UPDATE = "update"
    KEEP = "keep"
    YOURS = "yours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of one file, and why."""

    action: Action
    item: Entry | StoryRecord
    """What the file will say."""

    conflict: tuple[str, ...] = ()
    """Fields in which the document changed as well, while the person's version stays."""


def format_item(item: Entry | StoryRecord) -> str:
    """Return the text of the file for *item*."""
    return format_entry(item) if isinstance(item, Entry) else format_record(item)


def field_marks(item: Entry | StoryRecord) -> dict[str, str]:
    """Return the name of every field of *item* that is not empty, with its fingerprint."""
    return {
        f.name: fingerprint(value)[:12]
        for f in fields(item)
        if f.name != "path" and (value := getattr(item, f.name))
    }


def decide(fresh: Entry | StoryRecord, found: Parsed | None, written: Written | None) -> Decision:
    """Return what becomes of the file *found* (None: there is none) now that *fresh* was collected
    for it; *fresh* is in normal form and *written* is what the program wrote last, if known."""
    there = (found.entry or found.record) if found else None
    if found is None or there is None:
        return Decision(action=Action.CREATE, item=fresh)
    item = settle(fresh, there)
    wanted, present = field_marks(item), field_marks(there)
    if wanted == present:
        is_ours = found.text_mark == text_mark(format_item(item))
        return Decision(action=Action.KEEP if is_ours else Action.YOURS, item=item)
    if is_untouched(found, there, written):
        return Decision(action=Action.UPDATE, item=item)
    return Decision(action=Action.YOURS, item=there, conflict=_conflict(fresh, there, written))


def settle(fresh: Entry | StoryRecord, there: Entry | StoryRecord) -> Entry | StoryRecord:
    """Return *fresh* with all that the file *there* keeps: its path and guid, the editor's and the
    locked fields, and its date where the document tells none."""
    if isinstance(fresh, StoryRecord) or isinstance(there, StoryRecord):
        return replace(fresh, path=there.path)
    keep = {"guid", "path", *EDITOR_FIELDS, *there.lock}
    if not fresh.date_origin.is_sure:
        keep |= {"date", "date_origin"}
    names = {f.name for f in fields(Entry)}
    return replace(fresh, **{name: getattr(there, name) for name in keep & names})


def is_untouched(found: Parsed, there: Entry | StoryRecord, written: Written | None) -> bool:
    """Whether the file *found* is as the program wrote it, so far as it may be written anew."""
    if written is None or written.mark == UNKNOWN:
        return False
    if found.text_mark in (written.mark, written.pending):
        return True
    apart = _apart(there)
    return found.is_tidy and not _differing(field_marks(there), written.fields, apart)


def _apart(there: Entry | StoryRecord) -> frozenset[str]:
    return EDITOR_FIELDS | {*there.lock} if isinstance(there, Entry) else frozenset()


def _conflict(
    fresh: Entry | StoryRecord, there: Entry | StoryRecord, written: Written | None
) -> tuple[str, ...]:
    """The fields in which *fresh* is neither what was written last nor what the person has."""
    if written is None or not written.fields:
        return ()
    apart = _apart(there) | {"guid", "seed"}
    if isinstance(fresh, Entry) and not fresh.date_origin.is_sure:
        apart |= {"date", "date_origin"}
    marks = field_marks(fresh)
    news = _differing(marks, written.fields, apart)
    return tuple(sorted(news & _differing(marks, field_marks(there), apart)))


def _differing(
    one: Mapping[str, str], other: Mapping[str, str], apart: Collection[str]
) -> frozenset[str]:
    names = (one.keys() | other.keys()) - {*apart}
    return frozenset(name for name in names if one.get(name) != other.get(name))

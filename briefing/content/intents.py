"""What collecting does to ``content/`` as a whole: pure, from what is there and what was collected.

Files are found by guid, wherever an editor moved them. Nothing that an editor deleted comes back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from briefing.content.decide import (
    UNKNOWN,
    Action,
    Decision,
    Written,
    decide,
    field_marks,
    format_item,
    is_untouched,
)
from briefing.content.folder import Parsed, text_mark
from briefing.content.merge import Group
from briefing.content.paths import day_of, day_of_path, new_path, record_path
from briefing.content.removed import removed_key
from briefing.model import DateOrigin, Entry, Level, Problem, StoryRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One file to be written: at *path*, moved there from *old_path* where that is another."""

    key: str
    """Its guid; of a story record, see :func:`record_key`."""

    path: str
    old_path: str
    """Empty for a new file."""

    text: str
    written: Written


class Verdict(StrEnum):
    """What becomes of one collected item."""

    WRITTEN = "written"
    KEPT = "kept"
    """Its file says already what it should."""

    YOURS = "yours"
    """Its file is a person's, and stays."""

    REMOVED = "removed"
    """A person deleted it, and it stays away."""

    TOLD = "told"
    """A record that another document tells as well."""


@dataclass(slots=True)
class Outcome:
    """What became of one collected item, and what there is to say about it."""

    verdict: Verdict
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Intents:
    """What is to be done; grows while the collected items are looked at one after the other."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    """Of each group by its guid, of each record by :func:`telling_key`."""

    writes: list[Write] = field(default_factory=list)
    seen: dict[str, Written] = field(default_factory=dict)
    """Files that stay, and what is to be remembered of them."""

    doubles: dict[str, str] = field(default_factory=dict)
    """guid → path of files that are to go, because they tell what another file tells."""

    removed: dict[str, str] = field(default_factory=dict)
    """guid → headline of what an editor deleted since the last run."""

    passing: list[Problem] = field(default_factory=list)
    """What there is to say about what is done once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known before anything is decided."""

    parsed: Mapping[str, Parsed]
    """The files of ``content/`` that carry a guid or tell a story of what was collected, or stand
    where it was written; by path."""

    written: Mapping[str, Written]
    """What the program wrote last, by guid."""

    taken: frozenset[str] = frozenset()
    """Every path, casefolded, in the folders of the collected entries' days."""

    removed: frozenset[str]
    """Keys of what may not come back (``content/removed.txt``)."""

    unseen: frozenset[str] = frozenset()
    """Paths of *written* that exist, but in a place that is not looked into."""

    zone: dt.tzinfo = dt.UTC


def record_key(record: StoryRecord) -> str:
    """Return what stands for *record* where an entry has its guid."""
    return f"story:{record.id}@{record.day.isoformat()}"


def telling_key(record: StoryRecord) -> str:
    """Return what stands for *record* as its document tells it."""
    return f"{record_key(record)}|{_place(record)}"


def intents(groups: Sequence[Group], records: Iterable[StoryRecord], standing: Standing) -> Intents:
    """Return what is to be done so that ``content/`` tells *groups* and *records*.

    A record of a story whose entries are all undated belongs to the day of its first entry.
    """
    return _Deciding(standing).run(groups, records)


class _Deciding:
    """Looks at one collected item after the other and notes what is to be done."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.todo = Intents()
        self.there: dict[str, Parsed] = {}
        self.broken: set[str] = {*standing.unseen}
        self.taken = {*standing.taken, *(path.casefold() for path in standing.parsed)}
        self.now = Outcome(Verdict.KEPT)
        self.days: dict[str, set[dt.date]] = {}
        self.dated: set[str] = set()
        self.told: set[str] = set()
        for path, item in standing.parsed.items():
            if item.entry or item.record:
                self.there.setdefault(_key_of(item), item)
            elif item.is_broken:
                self.broken |= {path, item.guid} - {""}

    def run(self, groups: Sequence[Group], records: Iterable[StoryRecord]) -> Intents:
        """Decide about everything."""
        self._notice_deletions()
        gone = self.standing.removed | {removed_key(g) for g in self.todo.removed}
        for group in sorted(groups, key=_collected_order):
            self.now = self.todo.outcomes[group.entry.guid] = Outcome(Verdict.REMOVED)
            if not gone & {removed_key(g) for g in group.guids}:
                self._entry(group)
        for record in sorted(records, key=lambda r: (_place(r), r.id, r.day)):
            self.now = self.todo.outcomes[telling_key(record)] = Outcome(Verdict.REMOVED)
            self._record(record, gone)
        return self.todo

    def _notice_deletions(self) -> None:
        for guid, row in self.standing.written.items():
            is_known = guid in self.there or {guid, row.path} & self.broken
            if row.mark and not is_known:
                self.todo.removed[guid] = row.title

    def _entry(self, group: Group) -> None:
        there = [g for g in group.guids if g in self.there]
        guid = self._first(there) if there else group.guids[0]
        for double in there:
            if double != guid:
                self._double(double, guid)
        decision = self._decide(guid, group.entry)
        if decision and isinstance(decision.item, Entry):
            self._note_day(decision.item)

    def _first(self, guids: Sequence[str]) -> str:
        """Of several files that tell one article, the one to stay: an editor's, else the best."""
        yours = (g for g in guids if not self._is_untouched(g))
        return next(yours, guids[0])

    def _is_untouched(self, guid: str) -> bool:
        found = self.there[guid]
        item = found.entry or found.record
        return item is not None and is_untouched(found, item, self.standing.written.get(guid))

    def _double(self, guid: str, other: str) -> None:
        path = _path_of(self.there[guid])
        message = f"tells the same article as content/{_path_of(self.there[other])}"
        told = self.now.problems
        if self._is_untouched(guid):
            self.todo.doubles[guid] = path
            message += ", which stays"
            told = self.todo.passing
        told.append(Problem(place=f"content/{path}", message=message, level=Level.NOTE))

    def _note_day(self, item: Entry) -> None:
        if item.date_origin is DateOrigin.INGESTED:
            self.days.setdefault(item.story, set()).add(day_of(item.date, self.standing.zone))
        else:
            self.dated.add(item.story)

    def _record(self, record: StoryRecord, gone: frozenset[str]) -> None:
        if record.id in self.days and record.id not in self.dated:
            record = replace(record, day=min(self.days[record.id]))
        key = record_key(record)
        if removed_key(key) in gone:
            return
        if key in self.told:
            message = f"tells the story {record.id} of {record.day} as another document does"
            problem = Problem(place=_place(record), message=message, level=Level.NOTE)
            self.now.verdict = Verdict.TOLD
            self.now.problems.append(problem)
        else:
            self.told.add(key)
            self._decide(key, record)

    def _decide(self, key: str, fresh: Entry | StoryRecord) -> Decision | None:
        """Decide about one item and note what follows; None where its file is broken."""
        found, row = self.there.get(key), self.standing.written.get(key)
        if found is None and ({key, row.path if row else key} & self.broken):
            self.now.verdict = Verdict.YOURS
            return None
        decision = decide(fresh, found, row)
        if decision.action in (Action.CREATE, Action.UPDATE):
            self.now.verdict = Verdict.WRITTEN
            self._write(key, decision, found, row)
        else:
            self._leave(key, decision, found, row)
        return decision

    def _write(
        self, key: str, decision: Decision, found: Parsed | None, row: Written | None
    ) -> None:
        old_path = _path_of(found) if found else ""
        item = decision.item
        path = self._path(item, found, row)
        text = format_item(replace(item, path=path))
        home = row.path if row and row.path and path == old_path else path
        fields = field_marks(item)
        written = Written(mark=text_mark(text), path=home, title=item.title, fields=fields)
        self.taken.add(path.casefold())
        self.todo.writes.append(
            Write(key=key, path=path, old_path=old_path, text=text, written=written)
        )

    def _path(self, item: Entry | StoryRecord, found: Parsed | None, row: Written | None) -> str:
        """Where *item* is to stand: where it stands already, unless the program itself put it into
        the folder of a day that is no longer its own."""
        if isinstance(item, StoryRecord):
            return item.path or record_path(item.id, item.day)
        day = day_of(item.date, self.standing.zone)
        if found and found.entry:
            was = day_of(found.entry.date, self.standing.zone)
            is_settled = day == was or day_of_path(item.path) != was
            if is_settled or row is None or row.path != item.path:
                return item.path
        return new_path(item.title, day, item.guid, self.taken)

    def _leave(
        self, key: str, decision: Decision, found: Parsed | None, row: Written | None
    ) -> None:
        mark = found.text_mark if found else ""
        item = decision.item
        if decision.action is Action.KEEP:
            self.now.verdict = Verdict.KEPT
            fields = field_marks(item)
            home = row.path if row and row.path else item.path
            self._see(key, Written(mark=mark, path=home, title=item.title, fields=fields), row)
            return
        self.now.verdict = Verdict.YOURS
        self._see(key, row or Written(mark=UNKNOWN, path=item.path, title=item.title), row)
        if decision.conflict:
            names = ", ".join(decision.conflict)
            message = (
                f"conflict: you changed this file, and its document has changed too ({names}); "
                f"your version stays. “lock: [{names}]” settles it"
            )
            self.now.problems.append(Problem(place=f"content/{item.path}", message=message))

    def _see(self, key: str, now: Written, row: Written | None) -> None:
        if now != row:
            self.todo.seen[key] = now


def _key_of(item: Parsed) -> str:
    if item.entry:
        return item.entry.guid
    return record_key(item.record) if item.record else ""


def _path_of(item: Parsed) -> str:
    there = item.entry or item.record
    return there.path if there else ""


def _collected_order(group: Group) -> tuple[str, int, str]:
    seed = group.entry.seed
    return (seed.file if seed else "", seed.part if seed else 0, group.entry.guid)


def _place(record: StoryRecord) -> str:
    return record.seed.file if record.seed else f"content/{record.path}"

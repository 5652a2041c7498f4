"""What is new in documents and in ``content/``, followed to all that it reaches, and written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from briefing import content, ingest
from briefing.catalog import (
    CONTENT_NEWS,
    Ledger,
    LedgerChange,
    Report,
    StandingFile,
)
from briefing.codec import encode
from briefing.desk import Desk
from briefing.model import DateOrigin, Entry, Harvest, LeftOut, Problem, StoryRecord
from briefing.reach import Reach, Repeats, notice_rows, standing_file, tellings_of
from briefing.seeds import Seeds

_AT_ONCE = 400
"""Documents whose texts are held in memory at a time."""


class Taken(NamedTuple):
    """What was done, and what stands in no entry of all that was looked at."""

    todo: content.Intents
    left_out: list[LeftOut]
    read: list[DocumentReport]
    """Of each document that was looked at."""


class DocumentReport(NamedTuple):
    """What came of one document."""

    place: str
    what: str
    """As what it was read."""

    entries: int
    guessed: tuple[str, ...]
    """What was told by nothing and is guessed or missing: ``date``, ``source``; once an article."""

    left_out: int
    """Pieces of text that stand in no entry."""

    problems: int


def take_in(
    documents: Seeds, desk: Desk, ledger: Ledger, unread: Mapping[str, Harvest], now: dt.datetime
) -> Iterator[Taken]:
    """Bring ``content/`` up to date with what has changed since the *ledger* was written, a few
    hundred documents at a time; yield what was done.

    *unread* is what there is to say of documents that cannot be read; *now* (aware) gives the day
    of entries that nothing dates. Where nothing is known, everything has changed.
    """
    if desk.is_cleared:
        desk.forget_written()
        ledger.clear()
    elif not ledger.is_known:
        ledger.clear()
    is_first = not ledger.is_known
    news = documents.news()
    places = sorted({*news, *unread})
    files = frozenset(ledger.news(CONTENT_NEWS))
    for number in range(0, max(len(places), 1), _AT_ONCE):
        some = places[number : number + _AT_ONCE]
        here = {place: unread[place] for place in some if place in unread}
        harvests = documents.known({*some} - here.keys()) | here
        told = {place: news[place] for place in some if place in news}
        yield _Intake(documents, desk, ledger, News(harvests, frozenset(some), files, told)).run(
            now, whole=is_first
        )
        files, is_first = frozenset(), False


class News(NamedTuple):
    """What is new: documents and files that came, changed or went."""

    harvests: Mapping[str, Harvest]
    """Of the documents that are there, by place."""

    places: frozenset[str]
    files: frozenset[str]
    named: Mapping[str, tuple[str, str]]
    """Place → kind and path, as the catalog names documents."""


class _Intake:
    def __init__(self, documents: Seeds, desk: Desk, ledger: Ledger, news: News) -> None:
        self._documents = documents
        self._desk = desk
        self._ledger = ledger
        self._harvests, self._places, self._files, self._named = news
        self._notices = [
            row for place, found in self._harvests.items() for row in notice_rows(place, found)
        ]
        self._repeats = Repeats(ledger, self._places, self._notices)

    def run(self, now: dt.datetime, *, whole: bool) -> Taken:
        """Do everything; *whole*: of all that was ever written it may be gone."""
        others = self._ledger.ending_with(self._repeats.turned()) - self._places
        reach = self._reach(others)
        told_in = {telling.place for telling in reach.tellings.values()}
        harvests = self._without_repeats(told_in | others | self._harvests.keys())
        groups, apart = self._groups(reach, harvests, now)
        records = _records(reach, harvests)
        guids = reach.guids.union(*(group.guids for group in groups))
        standing = self._desk.standing(guids, reach.stories, groups, whole=whole)
        todo = content.intents(groups, records.values(), standing)
        self._desk.write(todo, standing.written)
        told = {p: h for p, h in harvests.items() if p in self._places or p in others}
        reports = _reports(groups, todo)
        self._keep(reach, told, _Grouped(groups, apart, records), reports, todo)
        left_out = [x for h in told.values() for x in h.left_out]
        left_out += [x for group in groups for x in group.left_out]
        read = [_document_report(place, h) for place, h in told.items() if place in self._places]
        return Taken(todo, left_out, read)

    def _reach(self, others: Collection[str]) -> Reach:
        reach = Reach(self._ledger, self._places)
        if turned := self._desk.turned_removed():
            known = self._ledger.guids()
            reach.guids |= {guid for guid in known if content.removed_key(guid) in turned}
            reach.stories |= {
                unquote(key[len("story:") :].rpartition("@")[0])
                for key in turned
                if key.startswith("story:")
            }
        parsed = self._desk.parsed(self._files)
        files = {
            path: standing_file(path, parsed[path]) if path in parsed else None
            for path in self._files
        }
        tellings = [
            telling
            for place, harvest in self._harvests.items()
            for telling in tellings_of(place, _normal(harvest))
        ]
        reach.follow(tellings, files, others)
        return reach

    def _without_repeats(self, places: Collection[str]) -> dict[str, Harvest]:
        """What the documents at *places* hold, without what ends articles of several."""
        unchanged = {*places} - self._places
        found = self._documents.known(unchanged) | {
            place: harvest for place, harvest in self._harvests.items() if place in places
        }
        texts: dict[str, set[int]] = {}
        for row in (*self._ledger.notices(unchanged), *self._notices):
            texts.setdefault(row.place, set()).add(row.text)
        every = {text for place in found for text in texts.get(place, ())}
        repeated = {text for text in every if self._repeats.holds(text)}
        return {
            place: ingest.without(place, harvest, repeated & texts.get(place, set()))
            for place, harvest in sorted(found.items())
        }

    def _groups(
        self, reach: Reach, harvests: Mapping[str, Harvest], now: dt.datetime
    ) -> tuple[tuple[content.Group, ...], frozenset[str]]:
        """The groups of all tellings, and the guids of files that belong to one though no
        document has them."""
        today = now.astimezone(self._desk.config.zone).date()
        entries = [
            _dated(content.normal_entry(harvests[place].entries[part - 1]), today)
            for place, part in sorted(reach.tellings)
            if part > 0
        ]
        told = {telling.guid for telling in reach.tellings.values()}
        apart = [path for path, f in reach.files.items() if f.guid and f.guid not in told]
        parsed = self._desk.parsed(apart)
        standing = [there.entry for there in parsed.values() if there.entry]
        return content.merge(entries, standing), frozenset(entry.guid for entry in standing)

    def _keep(
        self,
        reach: Reach,
        told: Mapping[str, Harvest],
        grouped: _Grouped,
        reports: Mapping[str, Report],
        todo: content.Intents,
    ) -> None:
        unsettled = self._unsettling(reach, todo)
        own = {path: file for path, file in self._own(todo).items() if path not in unsettled}
        home = {guid: group.entry.guid for group in grouped.groups for guid in group.guids}
        keys = {key: content.telling_key(record) for key, record in grouped.records.items()}
        changed = {*self._files, *own} - unsettled
        standing = [
            file._replace(group=home.get(file.guid, "") if file.guid in grouped.apart else "")
            for file in ({**reach.files} | own).values()
            if file
        ]
        self._ledger.keep(
            LedgerChange(
                places=self._places,
                documents={
                    place: (encode(h.problems) if h.problems else None, _some(h.left_out))
                    for place, h in told.items()
                },
                tellings=[
                    one._replace(group=keys[key] if key in keys else home[one.guid])
                    for key, one in reach.tellings.items()
                ],
                notices=self._notices,
                files=changed,
                standing=standing,
                outdated=reach.groups,
                outcomes=reports,
                news=[*self._named.values(), *((CONTENT_NEWS, path) for path in changed)],
            )
        )
        self._desk.keep_removed()

    def _unsettling(self, reach: Reach, todo: content.Intents) -> set[str]:
        """Files that were written or removed, and told something to others than the tellings
        that they were made from: they stay news, known as they were."""
        told = {telling.guid for telling in reach.tellings.values()}
        records = {w.key for w in todo.writes if w.path.rpartition("/")[2].startswith("_story-")}
        written = {w.path for w in todo.writes if w.key not in told and w.key not in records}
        return written | {*todo.doubles.values()}

    def _own(self, todo: content.Intents) -> dict[str, StandingFile | None]:
        """The files that were written or removed just now, as they are; what a person changed
        since stays news."""
        marks = {write.path: write.written.mark for write in todo.writes}
        parsed = self._desk.parsed(marks.keys())
        gone = {w.old_path for w in todo.writes} | {*todo.doubles.values()}
        own: dict[str, StandingFile | None] = dict.fromkeys(gone - {""} - marks.keys())
        own |= {
            path: standing_file(path, there)
            for path, there in parsed.items()
            if there.text_mark == marks[path]
        }
        return own


class _Grouped(NamedTuple):
    groups: Sequence[content.Group]
    apart: frozenset[str]
    records: Mapping[tuple[str, int], StoryRecord]


def _document_report(place: str, harvest: Harvest) -> DocumentReport:
    what = [e.reason for e in harvest.evidence if e.part == 0 and e.about in ("kind", "layout")]
    guessed = ["date" for e in harvest.entries if not e.date_origin.is_sure]
    guessed += ["source" for e in harvest.entries if not e.source]
    return DocumentReport(
        place=place,
        what="; ".join(what),
        entries=len(harvest.entries),
        guessed=tuple(guessed),
        left_out=len(harvest.left_out),
        problems=len(harvest.problems),
    )


def _some(left_out: Sequence[LeftOut]) -> bytes | None:
    return encode(left_out) if left_out else None


def _normal(harvest: Harvest) -> Harvest:
    return replace(
        harvest,
        entries=tuple(map(content.normal_entry, harvest.entries)),
        records=tuple(map(content.normal_record, harvest.records)),
    )


def _dated(entry: Entry, today: dt.date) -> Entry:
    """*entry*; an undated one with the day of collection."""
    return replace(entry, date=today) if entry.date_origin is DateOrigin.INGESTED else entry


def _records(reach: Reach, harvests: Mapping[str, Harvest]) -> dict[tuple[str, int], StoryRecord]:
    return {
        (place, part): content.normal_record(harvests[place].records[-part - 1])
        for place, part in sorted(reach.tellings)
        if part < 0
    }


def _reports(groups: Iterable[content.Group], todo: content.Intents) -> dict[str, Report]:
    by_guid = {group.entry.guid: group for group in groups}
    reports = {}
    for key, outcome in todo.outcomes.items():
        group = by_guid.get(key)
        problems: list[Problem] = [*(group.problems if group else ()), *outcome.problems]
        left_out = _some(group.left_out) if group else None
        reports[key] = Report(outcome.verdict, encode(problems) if problems else None, left_out)
    return reports

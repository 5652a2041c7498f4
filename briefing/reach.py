"""How far a change of documents or of ``content/`` reaches: which articles must be looked at again.

Two tellings are one article by what they themselves say (:mod:`briefing.content.merge`), and an
article's file is decided about by its tellings, its file and the story it belongs to. So what a
change reaches are the tellings that have something in common with what changed, before or after
it, and the rest of the groups that these belong to. Everything else stays as it is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from briefing.catalog import Ledger, NoticeRow, StandingFile, Telling
from briefing.content import DAYS_APART, sure_day, title_key
from briefing.content.folder import Parsed
from briefing.ingest import REPEATED, notices
from briefing.model import Harvest


@dataclass(slots=True)
class Reach:
    """What is to be looked at; grows until nothing more is reached."""

    ledger: Ledger
    places: frozenset[str]
    """Of documents that came, changed or went; the ledger knows them as they were."""

    tellings: dict[tuple[str, int], Telling] = field(default_factory=dict)
    """As they are now, by place and part."""

    files: dict[str, StandingFile] = field(default_factory=dict)
    """As they are now, by path."""

    guids: set[str] = field(default_factory=set)
    """All that have to do with it, those that are no more included."""

    stories: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    """Of before the change."""

    _changed: frozenset[str] = frozenset()

    def follow(
        self,
        now: Iterable[Telling],
        files: Mapping[str, StandingFile | None],
        others: Collection[str],
    ) -> None:
        """Find everything that a change reaches: *now* are the tellings of the changed documents
        as they are, *files* the changed files as they are (None: gone), *others* the places of
        documents whose texts are to be read otherwise."""
        old = self.ledger.tellings("place", self.places)
        was = self.ledger.standing("path", files)
        self._changed = frozenset(files)
        fresh = [file for file in files.values() if file]
        again = self._take(self.ledger.tellings("place", others))
        new = self._take(now, is_new=True)
        self.files |= {file.path: file for file in fresh}
        changed: list[Telling | StandingFile] = [*old, *was, *new, *again, *fresh]
        self._near(changed)
        self._of_documents(files)
        self._whole()

    def _take(self, found: Iterable[Telling], *, is_new: bool = False) -> list[Telling]:
        """Take in those of *found* that are not known; what the ledger says of changed documents
        is no longer true."""
        taken = []
        for telling in found:
            key = telling[:2]
            if key not in self.tellings and (is_new or telling.place not in self.places):
                self.tellings[key] = telling
                taken.append(telling)
        return taken

    def _take_files(self, found: Iterable[StandingFile]) -> None:
        for file in found:
            if file.path not in self._changed:
                self.files.setdefault(file.path, file)

    def _near(self, changed: Iterable[Telling | StandingFile]) -> None:
        """What has a guid, an address, a headline at about the same time, or a story in common
        with *changed*."""
        titles: dict[str, list[int | None]] = {}
        urls: set[str] = set()
        for one in changed:
            self.guids.add(one.guid)
            self.groups.add(one.group)
            self.stories.add(one.story)
            urls.add(one.url)
            if one.title:
                titles.setdefault(one.title, []).append(one.day)
        self.guids.discard("")
        self.groups.discard("")
        self.stories.discard("")

        def is_near(other: Telling | StandingFile) -> bool:
            return any(
                day is None or other.day is None or abs(day - other.day) <= DAYS_APART
                for day in titles[other.title]
            )

        urls.discard("")
        self._take(self.ledger.tellings("url", urls))
        self._take_files(self.ledger.standing("url", urls))
        self._take(filter(is_near, self.ledger.tellings("title", titles)))
        self._take_files(filter(is_near, self.ledger.standing("title", titles)))

    def _of_documents(self, files: Mapping[str, StandingFile | None]) -> None:
        """Files that were collected from the changed documents, and the other way round."""
        self._take_files(self.ledger.standing("seed", self.places))
        seeds = {file.seed for file in files.values() if file and file.seed}
        self._take(self.ledger.tellings("place", seeds))

    def _whole(self) -> None:
        """Whole groups, whole stories that have a record, and for each file that no document
        tells all tellings of its document."""
        size = -1
        while size != (size := self._size()):
            known: list[Telling | StandingFile] = [*self.tellings.values(), *self.files.values()]
            for one in known:
                self.guids |= {one.guid} - {""}
                self.groups |= {one.group} - {""}
                self.stories |= {one.story} - {""}
            self._take(self.ledger.tellings("guid", self.guids))
            self._take(self.ledger.tellings("grp", self.groups))
            self._take_files(self.ledger.standing("guid", self.guids))
            self._take_files(self.ledger.standing("grp", self.groups))
            self._take_stories()
            told = {telling.guid for telling in self.tellings.values()}
            apart = {f.seed for f in self.files.values() if f.seed and f.guid not in told}
            self._take(self.ledger.tellings("place", apart))

    def _size(self) -> int:
        return len(self.tellings) + len(self.files) + len(self.guids) + len(self.stories)

    def _take_stories(self) -> None:
        own = {t.story for t in self.tellings.values() if t.part < 0}
        known = self.ledger.tellings("story", self.stories)
        told = own | {t.story for t in known if t.part < 0}
        self._take(t for t in known if t.story in told)
        self._take_files(self.ledger.standing("story", told & self.stories))


def tellings_of(place: str, harvest: Harvest) -> list[Telling]:
    """Return the tellings of the document at *place*, which belong to no group yet."""
    entries = [
        Telling(place, part, e.guid, title_key(e), sure_day(e), e.story, e.url)
        for part, e in enumerate(harvest.entries, 1)
    ]
    records = [
        Telling(place, -number, story=record.id) for number, record in enumerate(harvest.records, 1)
    ]
    return [*entries, *records]


def notice_rows(place: str, harvest: Harvest) -> list[NoticeRow]:
    """Return the closing paragraphs of the document at *place*."""
    return [NoticeRow(n.text, place, n.part, n.title, n.opening) for n in notices(harvest)]


def standing_file(path: str, parsed: Parsed) -> StandingFile:
    """Return the file at *path* as far as it can be a telling."""
    if entry := parsed.entry:
        seed = entry.seed.file if entry.seed else ""
        key, day = title_key(entry), sure_day(entry)
        return StandingFile(path, entry.guid, key, day, seed, entry.story, entry.url)
    if record := parsed.record:
        return StandingFile(path, story=record.id)
    return StandingFile(path, parsed.guid)


class Repeats:
    """Which paragraphs end articles of several documents, before and after a change."""

    def __init__(self, ledger: Ledger, places: Collection[str], now: Iterable[NoticeRow]) -> None:
        """*now* are the closing paragraphs of the documents at *places* as they are."""
        self._ledger = ledger
        self._places = places
        self._now: dict[int, list[NoticeRow]] = {}
        for row in now:
            self._now.setdefault(row.text, []).append(row)

    def turned(self) -> set[int]:
        """Return the paragraphs that were repeated and are no more, or the other way round."""
        old = {row.text for row in self._ledger.notices(self._places)}
        return {text for text in old | self._now.keys() if self._was(text) != self.holds(text)}

    def _was(self, text: int) -> bool:
        return _is_spread(self._ledger.spread(text, REPEATED, ()))

    def holds(self, text: int) -> bool:
        """Whether *text* is repeated."""
        places, titles, openings = self._ledger.spread(text, REPEATED, self._places)
        for row in self._now.get(text, ()):
            places.add(row.place)
            titles.add(row.title)
            openings.add(row.opening)
        return _is_spread((places, titles, openings))


def _is_spread(sets: tuple[set[str], set[int], set[int]]) -> bool:
    return min(len(one) for one in sets) >= REPEATED

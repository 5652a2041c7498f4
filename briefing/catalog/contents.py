"""What is known of the files of ``content/``: what each says, and what each day is made of.

Queries say what an index is made for (``kind != 'entry'``, ``story != ''``), else SQLite goes
through all files.

A *mark* of a day stands for all that its digest can depend on in ``content/``: its entries, the
records of the stories that they name, and its note. Days are what the rest of the program asks
for; so a run costs what the changed days cost.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefing.catalog.database import Database
from briefing.catalog.ledger import CONTENT_NEWS
from briefing.files import DayFiles, FileRow, Part
from briefing.fingerprint import fingerprint
from briefing.scan import Listing, Scan

_KIND = "content"


class ContentShelf:
    """The files of ``content/``; see :class:`briefing.scan.Shelf`."""

    def __init__(self, database: Database, salt: str) -> None:
        """Forget everything where the *salt*, of all that decides what a file says, is new."""
        self._database = database
        mark = fingerprint(salt)
        if _fact(database, "content-salt") != mark:
            database.write(
                *((f"DELETE FROM {table}", [()]) for table in ("files", "texts", "days")),
                ("DELETE FROM listings WHERE kind = ?", [(_KIND,)]),
                ("DELETE FROM facts WHERE name IN ('content-state', 'ledger')", [()]),
                ("INSERT OR REPLACE INTO facts VALUES ('content-salt', ?)", [(mark,)]),
            )

    def listings(self, within: Collection[str] | None = None) -> dict[str, Listing]:
        """Return every folder that is known, or those in *within* and below."""
        return listings_of(self._database, _KIND, within)

    def hashes(self, paths: Collection[str]) -> dict[str, str]:
        """Return the hashes of those files in *paths* that are known."""
        query = "SELECT path, hash FROM files WHERE path IN (SELECT value FROM json_each(?))"
        return dict(self._database.read(query, (json.dumps([*paths]),)))

    @property
    def state(self) -> str:
        """A mark of all files and what they say; the same state, the same content."""
        return _fact(self._database, "content-state")

    def days(self) -> dict[str, str]:
        """Return each day that has entries, with its mark, oldest first."""
        return dict(self._database.read("SELECT day, mark FROM days ORDER BY day"))

    def hidden(self, drafts: bool, until: int | None) -> dict[str, list[str]]:
        """Return by day the paths of entries that readers may not see: drafts, unless *drafts*,
        and what is dated after the instant *until*, unless that is None."""
        found: dict[str, list[str]] = {}
        query = "SELECT day, path FROM files WHERE kind = 'entry' AND twin = 0 AND "
        rows: list[Any] = []
        if not drafts:
            rows += self._database.read(query + "draft = 1")
        if until is not None:
            rows += self._database.read(query + "instant > ?", (until,))
        for day, path in sorted(set(rows)):
            found.setdefault(day, []).append(path)
        return found

    def later(self, instant: int) -> list[Part]:
        """Return the entries dated after *instant*, by path."""
        rows = self._database.read(
            "SELECT path, hash, value FROM files JOIN texts USING (path)"
            " WHERE kind = 'entry' AND twin = 0 AND instant > ? ORDER BY +path",
            (instant,),
        )
        return [Part(*row) for row in rows]

    def day_files(self, days: Collection[str]) -> Iterator[tuple[str, DayFiles]]:
        """Yield what each of *days* is made of."""
        for day in days:
            rows = self._database.read(
                "SELECT path, hash, value, kind, story FROM files JOIN texts USING (path)"
                " WHERE day = ? AND twin = 0 AND kind IN ('entry', 'note') ORDER BY path",
                (day,),
            )
            entries = tuple(Part(*row[:3]) for row in rows if row[3] == "entry")
            notes = [Part(*row[:3]) for row in rows if row[3] == "note"]
            named = sorted({row[4] for row in rows if row[3] == "entry" and row[4]})
            yield (
                day,
                DayFiles(
                    entries=entries,
                    records=tuple(self._records(day, named)),
                    note=notes[-1] if notes else None,
                ),
            )

    def _records(self, day: str, stories: Sequence[str]) -> list[Part]:
        """The record of each of *stories* that has one: the day's own, else the last one before,
        else the first one after (a record is dated by its document, not by the articles)."""
        found = []
        for story in stories:
            query = "SELECT path, hash, value FROM files JOIN texts USING (path)"
            query += " WHERE kind = 'record' AND kind != 'entry' AND story = ?"
            before = " AND day <= ? ORDER BY day DESC, path DESC LIMIT 1"
            rows = self._database.read(query + before, (story, day))
            rows = rows or self._database.read(query + " ORDER BY day, path LIMIT 1", (story,))
            found += [Part(*row) for row in rows]
        return found

    def texts(self, paths: Collection[str]) -> dict[str, bytes]:
        """Return what the files in *paths* say, as it was kept."""
        query = "SELECT path, value FROM texts WHERE path IN (SELECT value FROM json_each(?))"
        return dict(self._database.read(query, (json.dumps([*paths]),)))

    def of_kind(self, kind: str) -> list[Part]:
        """Return the files of one *kind* with what they say, by path."""
        rows = self._database.read(
            "SELECT path, hash, value FROM files JOIN texts USING (path)"
            " WHERE kind = ? AND twin = 0"
            + (" AND kind != 'entry'" if kind != "entry" else "")
            + " ORDER BY path",
            (kind,),
        )
        return [Part(*row) for row in rows]

    @property
    def is_empty(self) -> bool:
        """Whether there is no file at all."""
        return not self._database.read("SELECT 1 FROM files LIMIT 1")

    def paths(self) -> list[str]:
        """Return all files, by path."""
        return [row[0] for row in self._database.read("SELECT path FROM files ORDER BY path")]

    def paths_in(self, folders: Collection[str]) -> list[str]:
        """Return the files in and below *folders*, which end with a slash."""
        query = "SELECT path FROM files WHERE path >= ? AND path < ? ORDER BY path"
        return [
            row[0]
            for folder in sorted(folders)
            for row in self._database.read(query, (folder, f"{folder[:-1]}0"))  # after the slash
        ]

    def records_of(self, stories: Collection[str]) -> list[str]:
        """Return the files that tell one of *stories*, by path."""
        query = "SELECT path FROM files WHERE kind = 'record' AND kind != 'entry'"
        query += " AND story IN (SELECT value FROM json_each(?)) ORDER BY path"
        return [row[0] for row in self._database.read(query, (json.dumps([*stories]),))]

    def damaged(self) -> Exception:
        """Forget everything, because a value was found damaged; return the error to raise."""
        return self._database.wipe()

    def problems(self) -> list[bytes]:
        """Return what is wrong in single files, as it was kept."""
        query = "SELECT problems FROM files WHERE problems IS NOT NULL ORDER BY path"
        return [row[0] for row in self._database.read(query)]

    def twins(self) -> list[tuple[str, str]]:
        """Return the files that are left out because another has their guid, with that one."""
        return self._database.read(
            "SELECT f.path, (SELECT min(path) FROM files WHERE kind = 'entry' AND guid = f.guid)"
            " FROM files AS f WHERE twin = 1 ORDER BY f.path"
        )

    def untold(self) -> tuple[list[tuple[str, str]], list[str]]:
        """Return records (path and story) that no entry names, and notes (paths) on days
        without entries."""
        records = self._database.read(
            "SELECT path, story FROM files AS r WHERE kind = 'record' AND kind != 'entry'"
            " AND NOT EXISTS (SELECT 1 FROM files WHERE kind = 'entry' AND twin = 0"
            " AND story = r.story AND story != '') ORDER BY +path"
        )
        notes = self._database.read(
            "SELECT path FROM files AS n WHERE kind = 'note' AND kind != 'entry'"
            " AND NOT EXISTS (SELECT 1 FROM files WHERE kind = 'entry' AND twin = 0"
            " AND day = n.day) ORDER BY +path"
        )
        return records, [row[0] for row in notes]

    def count(self) -> int:
        """Return the number of entries, drafts and those to come included."""
        return int(self._database.read("SELECT total(entries) FROM days")[0][0])

    def guids(self, guids: Collection[str]) -> list[str]:
        """Return the paths of all files that carry one of *guids*, by path."""
        query = (
            "SELECT path FROM files WHERE guid IN (SELECT value FROM json_each(?)) ORDER BY path"
        )
        return [row[0] for row in self._database.read(query, (json.dumps([*guids]),))]

    def keep(self, found: Scan, rows: Iterable[FileRow]) -> None:
        """Take over what was *found*: *rows* of the changed files. Marks of the days that they
        touch are made anew."""
        fresh = {row.path: row for row in rows}
        if not (fresh or found.gone or found.fresh or found.dropped):
            return
        with self._database.change() as connection:
            _keep_listings(connection, found, fresh)
            fresh = self._without_unread(fresh)
            if fresh or found.gone:
                _Change(connection, fresh, found.gone).apply()

    def _without_unread(self, fresh: dict[str, FileRow]) -> dict[str, FileRow]:
        """Without the files that could not be read before either: nothing has changed."""
        unread = [row.path for row in fresh.values() if not row.hash]
        known = self.hashes(unread) if unread else {}
        return {path: row for path, row in fresh.items() if row.hash or known.get(path) != ""}


def listings_of(
    database: Database, kind: str, within: Collection[str] | None
) -> dict[str, Listing]:
    """Return the folders of one *kind* that are known, or those in *within* and below."""
    query = "SELECT folder, text, newest, seen FROM listings WHERE kind = ?"
    if within is None:
        rows = database.read(query, (kind,))
    else:
        query += " AND folder >= ? AND folder < ?"
        rows = [
            row for one in within for row in database.read(query, (kind, one, f"{one}\U0010ffff"))
        ]
    return {folder: Listing(text, newest, seen) for folder, text, newest, seen in rows}


def _fact(database: Database, name: str) -> str:
    rows = database.read("SELECT value FROM facts WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else ""


def _keep_listings(connection: Any, found: Scan, fresh: Mapping[str, FileRow]) -> None:
    connection.executemany(
        "DELETE FROM listings WHERE kind = ? AND folder = ?", ((_KIND, f) for f in found.dropped)
    )
    # A folder with a file that could not be read is looked into again.
    unread = {row.path.rpartition("/")[0] for row in fresh.values() if not row.hash}
    connection.executemany(
        "INSERT OR REPLACE INTO listings VALUES (?, ?, ?, ?, ?)",
        (
            (_KIND, folder, one.text, one.newest_ns, 0 if folder[:-1] in unread else one.seen_ns)
            for folder, one in found.fresh.items()
        ),
    )


class _Change:
    """One change of the content: rows that come, rows that go, and what follows from it."""

    def __init__(self, connection: Any, fresh: Mapping[str, FileRow], gone: Sequence[str]) -> None:
        self._connection = connection
        self._fresh = fresh
        self._gone = gone
        self._days: set[str] = set()
        self._guids: set[str] = set()
        self._stories: set[str] = set()
        self._is_first = False

    def apply(self) -> None:
        connection = self._connection
        paths = [*self._fresh, *self._gone]
        self._is_first = not connection.execute("SELECT 1 FROM files LIMIT 1").fetchall()
        for chunk in range(0, 0 if self._is_first else len(paths), 5000):
            self._note_old(paths[chunk : chunk + 5000])
        connection.executemany("DELETE FROM files WHERE path = ?", ((p,) for p in self._gone))
        connection.executemany("DELETE FROM texts WHERE path = ?", ((p,) for p in self._gone))
        connection.executemany(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
            (row[:9] for row in self._fresh.values()),
        )
        connection.executemany(
            "INSERT OR REPLACE INTO texts VALUES (?, ?)",
            ((row.path, row.value) for row in self._fresh.values()),
        )
        for row in self._fresh.values():
            self._note(row.kind, row.day, row.guid, row.story)
        self._mark_twins()
        self._mark_days()
        self._mark_state()
        if connection.execute("SELECT 1 FROM facts WHERE name = 'ledger'").fetchall():
            connection.executemany(
                "INSERT OR REPLACE INTO news VALUES (?, ?)", ((CONTENT_NEWS, p) for p in paths)
            )

    def _note_old(self, paths: Sequence[str]) -> None:
        rows = self._connection.execute(
            "SELECT kind, day, guid, story FROM files"
            " WHERE path IN (SELECT value FROM json_each(?))",
            (json.dumps(paths),),
        )
        for row in rows.fetchall():
            self._note(*row)

    def _note(self, kind: str, day: str, guid: str, story: str) -> None:
        if kind in ("entry", "note"):
            self._days.add(day)
        if kind == "entry":
            self._guids.add(guid)
        if kind == "record":
            self._stories.add(story)

    def _mark_twins(self) -> None:
        """Of two entries with one guid the first in the order of paths is taken."""
        guids = sorted(self._guids)
        if self._is_first:  # the usual case of many files: only guids that stand twice matter
            often = Counter(row.guid for row in self._fresh.values() if row.kind == "entry")
            guids = [guid for guid in guids if often[guid] > 1]
        rows = self._connection.execute(
            "SELECT path, day, twin, path != (SELECT min(path) FROM files AS g"
            " WHERE g.kind = 'entry' AND g.guid = f.guid) FROM files AS f"
            " WHERE kind = 'entry' AND guid IN (SELECT value FROM json_each(?))",
            (json.dumps(guids),),
        )
        changed = [(is_twin, path, day) for path, day, twin, is_twin in rows if twin != is_twin]
        self._days.update(day for *_, day in changed)
        self._connection.executemany(
            "UPDATE files SET twin = ? WHERE path = ?", (row[:2] for row in changed)
        )

    def _mark_days(self) -> None:
        connection = self._connection
        rows = connection.execute(
            "SELECT DISTINCT day FROM files WHERE kind = 'entry' AND story != ''"
            " AND story IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(self._stories)),),
        )
        self._days.update(row[0] for row in rows.fetchall())
        records = _records_by_story(connection)
        for day in sorted(self._days):
            rows = connection.execute(
                "SELECT kind, path, hash, story FROM files"
                " WHERE day = ? AND twin = 0 AND kind IN ('entry', 'note') ORDER BY path",
                (day,),
            ).fetchall()
            if not any(row[0] == "entry" for row in rows):
                connection.execute("DELETE FROM days WHERE day = ?", (day,))
                continue
            named = sorted({story for kind, *_, story in rows if kind == "entry"})
            told = [records[story] for story in named if story in records]
            mark = fingerprint([[row[:3] for row in rows], told])
            entries = sum(row[0] == "entry" for row in rows)
            connection.execute("INSERT OR REPLACE INTO days VALUES (?, ?, ?)", (day, mark, entries))

    def _mark_state(self) -> None:
        """The next state: a chain, so that it costs what the change costs."""
        connection = self._connection
        query = "SELECT value FROM facts WHERE name = 'content-state'"
        old = [row[0] for row in connection.execute(query).fetchall()]
        rows = sorted((row.path, row.hash) for row in self._fresh.values())
        state = fingerprint([old, rows, sorted(self._gone)])
        connection.execute("INSERT OR REPLACE INTO facts VALUES ('content-state', ?)", (state,))


def _records_by_story(connection: Any) -> dict[str, list[tuple[str, str]]]:
    """Path and hash of all records by story: few stories are told by documents as such."""
    found: dict[str, list[tuple[str, str]]] = {}
    query = "SELECT story, path, hash FROM files WHERE kind = 'record' AND kind != 'entry'"
    query += " ORDER BY +day, +path"
    for story, path, hash_ in connection.execute(query).fetchall():
        found.setdefault(story, []).append((path, hash_))
    return found

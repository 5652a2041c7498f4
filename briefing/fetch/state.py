"""What earlier runs of ``fetch`` found out: ``.briefing/fetch.sqlite``, derived like all there.

When the file is lost or damaged, every feed is asked as if for the first time; what was collected
is known again by its guid. A run first notes what it is about to write and what it will then know,
then writes the documents, then takes the note over. So whatever moment it is killed at, the next
run finds by the document whether the note holds, and nothing is lost or written twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.codec import decoder, encode
from briefing.fetch.health import KEPT
from briefing.fetch.outcome import Feed
from briefing.fetch.robots import Rules

NAME = "fetch.sqlite"

_VERSION = 1
_TABLES = """
CREATE TABLE feeds (url TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE items (url TEXT, key TEXT, mark TEXT NOT NULL, seen INTEGER NOT NULL,
                    PRIMARY KEY (url, key)) WITHOUT ROWID;
CREATE TABLE names (url TEXT, name TEXT, key TEXT NOT NULL, PRIMARY KEY (url, name)) WITHOUT ROWID;
CREATE TABLE arrivals (url TEXT, time INTEGER, PRIMARY KEY (url, time)) WITHOUT ROWID;
CREATE TABLE robots (place TEXT PRIMARY KEY, asked INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE pending (file TEXT PRIMARY KEY, value BLOB NOT NULL);
"""
_REMEMBERED = 400 * 86_400
"""Seconds that an item is known after it was last in its feed: some bring old ones back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one feed is to be known by from now on."""

    feed: Feed
    items: dict[str, str] | None = None
    """Key and mark of all items that it holds now; None where its body is as it was."""

    names: dict[str, str] = field(default_factory=dict)
    """What else these items may be known by, and their key."""

    arrivals: tuple[int, ...] = ()
    """When its new entries came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Changes that hold once a document is written."""

    file: str
    """The document, as a path below the site's root."""

    digest: str
    """Of its bytes."""

    changes: tuple[Change, ...]


_decode_feed = decoder(Feed)
_decode_note = decoder(Note)


class State:
    """The database; used by one thread. Without a *path*, or where it cannot be read or written, it
    lives in memory and dies with the run."""

    def __init__(self, path: Path | None) -> None:
        self.trouble = ""
        """Why nothing can be kept; empty where it can."""

        self._connection = self._opened(path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def feeds(self) -> dict[str, Feed]:
        """Return all feeds that were ever asked, by their address."""
        found = {}
        for url, value in self._read("SELECT url, value FROM feeds"):
            with suppress(ValueError):  # of another version: asked as if for the first time
                found[url] = _decode_feed(value)
        return found

    def known(self, url: str) -> dict[str, str]:
        """Return the mark of every item that is known of the feed at *url*, by key."""
        return dict(self._read("SELECT key, mark FROM items WHERE url = ?", url))

    def names(self, url: str) -> dict[str, str]:
        """Return all that items of the feed at *url* may be known by, each with the item's key."""
        return dict(self._read("SELECT name, key FROM names WHERE url = ?", url))

    def arrivals(self) -> dict[str, list[int]]:
        """Return when new entries came, by feed, in order."""
        found: dict[str, list[int]] = {}
        for url, time in self._read("SELECT url, time FROM arrivals"):
            found.setdefault(url, []).append(time)
        return found

    def robots(self) -> dict[str, Rules]:
        """Return the rules of sites, by origin."""
        rows = self._read("SELECT place, asked, text FROM robots")
        return {place: Rules(asked, text) for place, asked, text in rows}

    def keep_robots(self, rules: Mapping[str, Rules]) -> None:
        """Know *rules* and no others."""
        with self._change() as connection:
            connection.execute("DELETE FROM robots")
            rows = [(place, *found) for place, found in rules.items()]
            connection.executemany("INSERT INTO robots VALUES (?, ?, ?)", rows)

    def intend(self, note: Note) -> None:
        """Remember *note*, before its document is written."""
        with self._change() as connection:
            row = (note.file, encode(note))
            connection.execute("INSERT OR REPLACE INTO pending VALUES (?, ?)", row)

    def intended(self) -> list[Note]:
        """Return the notes that an earlier run left."""
        found = []
        for (value,) in self._read("SELECT value FROM pending"):
            with suppress(ValueError):
                found.append(_decode_note(value))
        return found

    def commit(self, changes: Iterable[Change]) -> None:
        """Know *changes*, and forget all notes; both at once."""
        with self._change() as connection:
            for change in changes:
                _apply(connection, change)
            connection.execute("DELETE FROM pending")

    def _read(self, query: str, *values: str) -> list[Any]:
        """All rows of *query*; none where they cannot be read."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self.trouble = str(error)
            return []

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """Give the connection within one transaction; what cannot be written is not known."""
        try:
            with self._connection as connection:
                yield connection
        except sqlite3.Error as error:
            self.trouble = str(error)

    def _opened(self, path: Path | None) -> sqlite3.Connection:
        if path is None:
            return _connected(":memory:")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return _connected(path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # damaged: begun anew
                for ending in ("", "-wal", "-shm", "-journal"):
                    path.with_name(path.name + ending).unlink(missing_ok=True)
                return _connected(path)
        except (OSError, sqlite3.Error) as error:
            self.trouble = str(error).lower()
            return _connected(":memory:")


def _apply(connection: sqlite3.Connection, change: Change) -> None:
    url, seen = change.feed.url, change.feed.asked
    connection.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?)", (url, encode(change.feed)))
    if change.items is not None:
        connection.executemany(
            "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)",
            [(url, key, mark, seen) for key, mark in change.items.items()],
        )
        connection.executemany(
            "INSERT OR IGNORE INTO names VALUES (?, ?, ?)",
            [(url, name, key) for name, key in change.names.items()],
        )
        old = "DELETE FROM items WHERE url = ? AND seen < ?"
        connection.execute(old, (url, seen - _REMEMBERED))
        left = "SELECT key FROM items WHERE url = ?"
        prune = f"DELETE FROM names WHERE url = ? AND key NOT IN ({left})"
        connection.execute(prune, (url, url))
    if change.arrivals:
        rows = [(url, time) for time in change.arrivals]
        connection.executemany("INSERT OR IGNORE INTO arrivals VALUES (?, ?)", rows)
        older = "SELECT time FROM arrivals WHERE url = ? ORDER BY time DESC LIMIT -1 OFFSET ?"
        prune = f"DELETE FROM arrivals WHERE url = ? AND time IN ({older})"
        connection.execute(prune, (url, url, KEPT))


def open_state(folder: Path) -> State:
    """Return what is known, from the folder ``.briefing``; empty where nothing is."""
    return State(folder / NAME)


def look_at_state(folder: Path) -> State:
    """Return the same to be read only: where there is no file, none is made."""
    path = folder / NAME
    return State(path if path.is_file() else None)


def _connected(name: Path | str) -> sqlite3.Connection:
    """Open *name*; tables of another version are dropped. Raises sqlite3.Error."""
    connection = sqlite3.connect(name, timeout=10)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # after the documents it tells of
        damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if damage != "ok":
            raise sqlite3.DatabaseError(damage)
        if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            query = "SELECT name FROM sqlite_schema WHERE type = 'table'"
            names = [name for (name,) in connection.execute(query)]
            drop = "".join(f'DROP TABLE "{name}";' for name in names)
            script = f"BEGIN IMMEDIATE; {drop}{_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;"
            connection.executescript(script)
    except sqlite3.Error:
        connection.close()
        raise
    return connection

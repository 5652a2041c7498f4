"""The SQLite file of the catalog: made, opened, made anew when it is old or damaged."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from briefing.errors import BusyError
from briefing.model import Level, Problem

_T = TypeVar("_T")
_VERSION = 1
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NO_ROOM = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
)
_TABLES = """
CREATE TABLE marks (kind TEXT, path TEXT, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER,
    seen_ns INTEGER, hash TEXT, PRIMARY KEY (kind, path)) WITHOUT ROWID;
CREATE TABLE made (kind TEXT, path TEXT, value BLOB, PRIMARY KEY (kind, path));
CREATE TABLE written (guid TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE pages (site TEXT, path TEXT, mark TEXT, size INTEGER, mtime_ns INTEGER,
    PRIMARY KEY (site, path)) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB);
"""


class Database:
    """A connection that heals itself: damaged means empty, not writable means in memory.

    May be used from several threads; one statement or transaction runs at a time.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the file at *path*, or a database in memory for None."""
        self._path = path
        self._lock = threading.RLock()
        self.problems: tuple[Problem, ...] = ()
        self._connection = self._open()

    def __del__(self) -> None:
        # A catalog that nobody closed, as after an error: the file is let go with the object.
        if connection := getattr(self, "_connection", None):
            connection.close()

    def read(self, statement: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Return all rows of a query."""
        return self._safely(lambda c: c.execute(statement, values).fetchall())

    def write(self, *batches: tuple[str, Iterable[Sequence[object]]]) -> None:
        """Run each statement with each of its rows of values, all in one transaction."""
        rows = [(statement, [*values]) for statement, values in batches]

        def run(connection: sqlite3.Connection) -> None:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                for statement, values in rows:
                    connection.executemany(statement, values)

        if any(values for _, values in rows):
            self._safely(run)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _safely(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do *work*; after damage, or where nothing can be written, once more on an empty one."""
        with self._lock:
            try:
                return work(self._connection)
            except sqlite3.Error as error:
                self._heal(error)
                return work(self._connection)

    def _heal(self, error: sqlite3.Error) -> None:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _BUSY:
            message = "another briefing works on this site; wait for it or end it"
            raise BusyError(".briefing", message) from error
        with suppress(sqlite3.Error):
            self._connection.close()
        if code in _NO_ROOM:
            self._go_without(str(error))
        self._remove()
        self._connection = self._open()

    def _go_without(self, why: str) -> None:
        self._path = None
        message = f"cannot be kept ({why}); everything is done anew at every run"
        self.problems = (Problem(place=".briefing/", message=message, level=Level.NOTE),)

    def _open(self) -> sqlite3.Connection:
        if self._path is not None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                return self._connected(str(self._path))
            except sqlite3.OperationalError as error:
                self._go_without(str(error))
            except sqlite3.DatabaseError:
                self._remove()
                return self._connected_or_memory()
            except OSError as error:
                self._go_without((error.strerror or "").lower())
        return self._connected(":memory:")

    def _connected_or_memory(self) -> sqlite3.Connection:
        try:
            return self._connected(str(self._path))
        except sqlite3.Error as error:
            self._go_without(str(error))
            return self._connected(":memory:")

    def _connected(self, name: str) -> sqlite3.Connection:
        """Open *name* with the tables of this version; those of another version are dropped."""
        connection = sqlite3.connect(
            name, timeout=10, isolation_level=None, check_same_thread=False
        )
        try:
            # A write-ahead log keeps the file whole through crashes and does without waiting for
            # the disk at every step.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != _VERSION:
                _make_tables(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _remove(self) -> None:
        if self._path is None:
            return
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink()


def _make_tables(connection: sqlite3.Connection) -> None:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    drop = "".join(f'DROP TABLE "{name}";' for (name,) in connection.execute(query).fetchall())
    script = f"BEGIN IMMEDIATE; {drop} {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;"
    connection.executescript(script)

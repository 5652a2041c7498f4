"""An SQLite file of derived values: made, opened, made anew when it is old or damaged.

Beside the file stands its *stamp*, the size and time that it had when the program last left it. A
file that is not as its stamp says was damaged, replaced or left in the middle of being written: it
is thrown away, because a wrong value in it could not be told from a right one. Until the program
leaves the file, what is written goes to the write-ahead log alone, whose frames have checksums; so
a run that is killed loses nothing but its last transaction.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from briefing.errors import BusyError, CatalogError
from briefing.model import Level, Problem

_T = TypeVar("_T")
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NO_ROOM = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
)
_ENDINGS = ("", "-wal", "-shm", "-journal", "-stamp")


@dataclass(frozen=True, slots=True)
class Tables:
    """What a database is made of; another *version* is made anew."""

    version: int
    script: str


class Database:
    """A connection to the file at *path*, or to memory where that is None or cannot be written.

    May be used from several threads; one statement or transaction runs at a time. Whatever is
    found damaged is thrown away, and CatalogError raised: what was read before no longer holds,
    so the work is begun anew.
    """

    def __init__(self, path: Path | None, tables: Tables) -> None:
        """Open the file; empty when it is missing, of another version, or not as it was left."""
        self._path = path
        self._tables = tables
        self._lock = threading.RLock()
        self._is_changed = False
        self.problems: tuple[Problem, ...] = ()
        self._connection = self._open()

    def __del__(self) -> None:
        # A catalog that nobody closed, as after an error: the file is let go with the object.
        if getattr(self, "_connection", None):
            self.close()

    def read(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """Return all rows of a query; raises CatalogError."""
        return self._safely(lambda c: c.execute(statement, values).fetchall())

    def write(self, *batches: tuple[str, Iterable[Sequence[object]]]) -> None:
        """Run each statement with each of its rows of values, all in one transaction; raises
        CatalogError."""
        rows = [(statement, found) for statement, values in batches if (found := [*values])]
        if rows:
            with self.change() as connection:
                for statement, values in rows:
                    connection.executemany(statement, values)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Give the connection within one transaction; raises CatalogError."""
        with self._lock:
            connection = self._connection
            try:
                if not connection.in_transaction:
                    connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
                self._is_changed = True
            except sqlite3.Error as error:
                self._heal(error)
            finally:
                if self._connection is connection and connection.in_transaction:
                    connection.execute("ROLLBACK")

    def wipe(self) -> CatalogError:
        """Throw everything away, because a value was found damaged; return the error to raise."""
        with self._lock:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._remove()
            self._connection = self._open()
            place = self._path.parent.name if self._path else ""
            message = "what was known of the last run was damaged and is forgotten; try again"
            return CatalogError(place, message)

    def settle(self) -> None:
        """Bring everything into the file and stamp it; does nothing where nothing was written."""
        with self._lock:
            if self._path is None or not (self._is_changed or self._has_log()):
                return
            with suppress(OSError, sqlite3.Error):
                self._stamp_path.unlink(missing_ok=True)
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                self._stamp_path.write_text(self._stamp(), encoding="ascii")
                self._is_changed = False

    def close(self) -> None:
        """Settle, and close the file."""
        with self._lock:
            self.settle()
            self._connection.close()

    def _safely(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        with self._lock:
            try:
                return work(self._connection)
            except sqlite3.Error as error:
                self._heal(error)
                raise

    def _heal(self, error: sqlite3.Error) -> None:
        """Begin anew after *error*, in memory where nothing can be written; raises CatalogError."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _BUSY:
            message = "another briefing works on this site; wait for it or end it"
            raise BusyError(".briefing", message) from error
        if code in _NO_ROOM:
            self._go_without(str(error))
        raise self.wipe() from error

    def _go_without(self, why: str) -> None:
        self._path = None
        message = f"cannot be kept ({why}); everything is done anew at every run"
        self.problems = (Problem(place=".briefing/", message=message, level=Level.NOTE),)

    def _open(self) -> sqlite3.Connection:
        if self._path is not None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                if not self._is_as_left():
                    self._remove()
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
            # A write-ahead log keeps the file whole through crashes, does without waiting for the
            # disk at every step, and leaves the file itself alone until settle().
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != self._tables.version:
                self._make_tables(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        drop = "".join(f'DROP TABLE "{name}";' for (name,) in connection.execute(query).fetchall())
        version = f"PRAGMA user_version = {self._tables.version}"
        connection.executescript(
            f"BEGIN IMMEDIATE; {drop} {self._tables.script} {version}; COMMIT;"
        )
        self._is_changed = True

    def _has_log(self) -> bool:
        """Whether an earlier run was killed; closing would bring its log into the file."""
        assert self._path is not None  # noqa: S101 - asked only where there is a file
        with suppress(OSError):
            return self._path.with_name(f"{self._path.name}-wal").stat().st_size > 0
        return False

    @property
    def _stamp_path(self) -> Path:
        assert self._path is not None  # noqa: S101 - asked only where there is a file
        return self._path.with_name(f"{self._path.name}-stamp")

    def _stamp(self) -> str:
        assert self._path is not None  # noqa: S101 - asked only where there is a file
        found = self._path.stat()
        return f"{found.st_size} {found.st_mtime_ns}\n"

    def _is_as_left(self) -> bool:
        """Whether the file is as it was stamped; so is a file that is not there."""
        try:
            return self._stamp_path.read_text(encoding="ascii") == self._stamp()
        except (OSError, ValueError):
            return False

    def _remove(self) -> None:
        if self._path is not None:
            for ending in _ENDINGS:
                file = self._path.with_name(self._path.name + ending)
                with suppress(OSError):
                    shutil.rmtree(file) if file.is_dir() else file.unlink()

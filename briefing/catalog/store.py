"""What was known at the last run, as values; everything in it can be made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from briefing.catalog.database import Database
from briefing.catalog.lock import PATIENCE, locked
from briefing.files import Mark, Row, Times
from briefing.fingerprint import fingerprint
from briefing.model import Problem

FOLDER = ".briefing"
_FEW = 500  # values are picked up to here; above, all are read and sorted out


class Catalog:
    """What was known at the last run; empty when its file is missing, old or damaged."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open the catalog in *folder*; without one it lives in memory and dies with the run."""
        self._database = Database(folder / "catalog.sqlite" if folder else None)
        self._folder = folder

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Notes on a catalog that could not be kept."""
        return self._database.problems

    @contextmanager
    def locked(
        self, waiting: Callable[[str], None] | None = None, patience: float = PATIENCE
    ) -> Iterator[None]:
        """Keep other runs away from the site as long as the block runs.

        Raises:
            BusyError: another run works on it and does not end within *patience* seconds.
        """
        if self._folder is None:
            yield
            return
        with locked(self._folder / "lock", waiting, patience):
            yield

    def shelf(self, kind: str, salt: str = "") -> CatalogShelf:
        """Return what is known of the files of one *kind*; nothing, where *salt* has changed."""
        return CatalogShelf(self._database, kind, fingerprint(salt))

    def pages(self, out: Path) -> PageShelf:
        """Return what is known of the output files in the folder *out*."""
        return PageShelf(self._database, fingerprint(str(out.resolve())))

    def written(self) -> dict[str, bytes]:
        """Return what the program wrote last to ``content/``: guid → value."""
        rows: list[Any] = self._database.read("SELECT guid, value FROM written")
        return {guid: bytes(value) for guid, value in rows}

    def keep_written(self, values: Mapping[str, bytes], gone: Iterable[str] = ()) -> None:
        """Remember *values* and forget the guids in *gone*."""
        self._database.write(
            ("INSERT OR REPLACE INTO written VALUES (?, ?)", values.items()),
            ("DELETE FROM written WHERE guid = ?", ((g,) for g in gone)),
        )

    def made(self, kind: str) -> dict[str, bytes]:
        """Return the values of one *kind* that were made of other values, by name."""
        rows: list[Any] = self._database.read(
            "SELECT path, value FROM made WHERE kind = ?", (kind,)
        )
        return {name: bytes(value) for name, value in rows}

    def keep_made(self, kind: str, values: Mapping[str, bytes], gone: Iterable[str] = ()) -> None:
        """Remember *values* of one *kind* and forget the names in *gone*."""
        self._database.write(
            ("DELETE FROM made WHERE kind = ? AND path = ?", ((kind, name) for name in gone)),
            ("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", ((kind, *v) for v in values.items())),
        )

    def fact(self, name: str) -> bytes | None:
        """Return the single value kept under *name*, if any."""
        rows: list[Any] = self._database.read("SELECT value FROM facts WHERE name = ?", (name,))
        return bytes(rows[0][0]) if rows else None

    def keep_fact(self, name: str, value: bytes) -> None:
        """Remember a single value."""
        self._database.write(("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(name, value)]))

    def close(self) -> None:
        """Close the file."""
        self._database.close()


class CatalogShelf:
    """The files of one kind; see :class:`briefing.files.Shelf`."""

    def __init__(self, database: Database, kind: str, salt: str) -> None:
        self._database = database
        self._kind = kind
        self._fact = (f"salt:{kind}", salt.encode())

    def _is_same(self) -> bool:
        name, salt = self._fact
        rows: list[Any] = self._database.read("SELECT value FROM facts WHERE name = ?", (name,))
        return bool(rows) and bytes(rows[0][0]) == salt

    def marks(self) -> dict[str, Mark]:
        """Return every file that is known, by path: one query."""
        if not self._is_same():
            return {}
        query = "SELECT path, size, mtime_ns, ctime_ns, seen_ns, hash FROM marks WHERE kind = ?"
        rows: list[Any] = self._database.read(query, (self._kind,))
        return {row[0]: Mark(Times(*row[1:4]), row[4], row[5]) for row in rows}

    def values(self, paths: Collection[str]) -> dict[str, bytes]:
        """Return what was made of the files in *paths*; some may be missing."""
        if not self._is_same():
            return {}
        query = "SELECT path, value FROM made WHERE kind = ?"
        if len(paths) > _FEW:
            rows: list[Any] = self._database.read(query, (self._kind,))
            return {path: value for path, value in rows if path in paths}
        query += " AND path IN (SELECT value FROM json_each(?))"
        rows = [*self._database.read(query, (self._kind, json.dumps([*paths])))]
        return dict(rows)

    def keep(self, fresh: Mapping[str, tuple[Mark, bytes | None]], gone: Iterable[str]) -> None:
        """Remember *fresh* (None: the value stays) and forget *gone*, in one transaction."""
        kind = self._kind
        lost = [(kind, path) for path in gone]
        stale = [] if self._is_same() else [(kind,)]
        self._database.write(
            ("DELETE FROM marks WHERE kind = ?", stale),
            ("DELETE FROM made WHERE kind = ?", stale),
            ("INSERT OR REPLACE INTO facts VALUES (?, ?)", [self._fact] if stale else []),
            ("DELETE FROM marks WHERE kind = ? AND path = ?", lost),
            ("DELETE FROM made WHERE kind = ? AND path = ?", lost),
            (
                "INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((kind, p, *m.times, m.seen_ns, m.hash) for p, (m, _) in fresh.items()),
            ),
            (
                "INSERT OR REPLACE INTO made VALUES (?, ?, ?)",
                ((kind, p, v) for p, (_, v) in fresh.items() if v is not None),
            ),
        )


class PageShelf:
    """The output files in one folder."""

    def __init__(self, database: Database, site: str) -> None:
        self._database = database
        self._site = site
        self._fact = f"built:{site}"

    def state(self) -> bytes | None:
        """Return what was kept of the last build that was finished, if any."""
        query = "SELECT value FROM facts WHERE name = ?"
        rows: list[Any] = self._database.read(query, (self._fact,))
        return bytes(rows[0][0]) if rows else None

    def keep_state(self, value: bytes) -> None:
        """Remember that the folder holds a finished build."""
        self._database.write(("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(self._fact, value)]))

    def forget_state(self) -> None:
        """Forget it, before anything in the folder is changed."""
        self._database.write(("DELETE FROM facts WHERE name = ?", [(self._fact,)]))

    def rows(self) -> dict[str, Row]:
        """Return every output file that is known, by path: one query."""
        query = "SELECT path, mark, size, mtime_ns FROM pages WHERE site = ?"
        rows: list[Any] = self._database.read(query, (self._site,))
        return {row[0]: Row(*row[1:]) for row in rows}

    def keep(self, fresh: Mapping[str, Row], gone: Iterable[str] = ()) -> None:
        """Remember *fresh* and forget *gone*, in one transaction."""
        self._database.write(
            ("DELETE FROM pages WHERE site = ? AND path = ?", ((self._site, p) for p in gone)),
            (
                "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)",
                ((self._site, path, *row) for path, row in fresh.items()),
            ),
        )


def open_catalog(root: Path) -> Catalog:
    """Open the catalog of the site in *root*; missing, old or damaged means empty, and where its
    folder cannot be written it lives in memory."""
    return Catalog(root / FOLDER)

"""What was known at the last run, as values; everything in it can be made again."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from briefing.catalog.contents import ContentShelf, listings_of
from briefing.catalog.database import Database
from briefing.catalog.ledger import Ledger
from briefing.catalog.lock import PATIENCE, locked
from briefing.catalog.sites import SiteShelf
from briefing.catalog.tables import CATALOG, SITE
from briefing.fingerprint import fingerprint
from briefing.model import Problem
from briefing.scan import Listing, Scan

FOLDER = ".briefing"
_FEW = 500  # values are picked up to here; above, all are read and sorted out
_MOST_SITES = 4  # of so many output folders something is known


class Catalog:
    """What was known at the last run; empty when its file is missing, old or damaged.

    Its files are opened when they are first asked for, which must be within :meth:`locked`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Take the catalog in *folder*; without one it lives in memory and dies with the run."""
        self._folder = folder
        self._sites: dict[str, Database] = {}

    @functools.cached_property
    def _database(self) -> Database:
        return Database(self._folder / "catalog.sqlite" if self._folder else None, CATALOG)

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

    def contents(self, salt: str) -> ContentShelf:
        """Return what is known of the files of ``content/``; nothing, where *salt* has changed."""
        return ContentShelf(self._database, salt)

    def site(self, name: str) -> SiteShelf:
        """Return what is known of the site called *name*: an output folder and what it shows."""
        key = fingerprint(name)[:10]
        if key not in self._sites:
            path = self._folder / f"site-{key}.sqlite" if self._folder else None
            if path:
                _make_room(path)
            self._sites[key] = Database(path, SITE)
        return SiteShelf(self._sites[key])

    def ledger(self, salt: str) -> Ledger:
        """Return what is known of collected articles; nothing, where *salt* has changed."""
        return Ledger(self._database, salt)

    def written(
        self, guids: Collection[str] | None = None, stories: Collection[str] = ()
    ) -> dict[str, bytes]:
        """Return what the program wrote last to ``content/``: guid → value; only those of *guids*
        and the records of *stories*, unless the former is None."""
        query = "SELECT guid, value FROM written"
        if guids is None:
            return dict(self._database.read(query))
        ours = query + " WHERE guid IN (SELECT value FROM json_each(?))"
        rows: list[Any] = self._database.read(ours, (json.dumps([*guids]),))
        for story in stories:
            first = f"story:{story}@"
            records = query + " WHERE guid >= ? AND guid < ?"
            rows += self._database.read(records, (first, f"{first}~"))
        return dict(rows)

    def has_written(self) -> bool:
        """Whether the program has ever written to ``content/``, as far as is known."""
        return bool(self._database.read("SELECT 1 FROM written LIMIT 1"))

    def forget_written(self) -> None:
        """Forget what the program wrote."""
        self._database.write(("DELETE FROM written", [()]))

    def keep_written(self, values: Mapping[str, bytes], gone: Iterable[str] = ()) -> None:
        """Remember *values* and forget the guids in *gone*."""
        self._database.write(
            ("INSERT OR REPLACE INTO written VALUES (?, ?)", values.items()),
            ("DELETE FROM written WHERE guid = ?", ((g,) for g in gone)),
        )

    def fact(self, name: str) -> bytes | None:
        """Return the single value kept under *name*, if any."""
        rows = self._database.read("SELECT value FROM facts WHERE name = ?", (name,))
        return bytes(rows[0][0]) if rows else None

    def keep_fact(self, name: str, value: bytes) -> None:
        """Remember a single value."""
        self._database.write(("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(name, value)]))

    def settle(self) -> None:
        """Bring everything into the files, as after a run."""
        for database in self._open():
            database.settle()

    def close(self) -> None:
        """Settle, and close the files."""
        for database in self._open():
            database.close()

    def _open(self) -> list[Database]:
        own = [self.__dict__["_database"]] if "_database" in self.__dict__ else []
        return [*own, *self._sites.values()]


def _make_room(path: Path) -> None:
    """Forget the sites that were not built for longest, before another is added."""
    if path.exists():
        return
    with suppress(OSError):
        others = sorted(path.parent.glob("site-*.sqlite"), key=lambda one: one.stat().st_mtime_ns)
        for old in others[: max(len(others) - _MOST_SITES + 1, 0)]:
            for ending in ("", "-wal", "-shm", "-stamp"):
                old.with_name(old.name + ending).unlink(missing_ok=True)


class CatalogShelf:
    """The files of one kind; see :class:`briefing.scan.Shelf`."""

    def __init__(self, database: Database, kind: str, salt: str) -> None:
        self._database = database
        self.kind = self._kind = kind
        name, mark = f"salt:{kind}", salt.encode()
        rows = database.read("SELECT value FROM facts WHERE name = ?", (name,))
        if not rows or bytes(rows[0][0]) != mark:
            database.write(
                *((f"DELETE FROM {t} WHERE kind = ?", [(kind,)]) for t in _OF_FILES),
                ("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(name, mark)]),
            )

    def listings(self, within: Collection[str] | None = None) -> dict[str, Listing]:
        """Return every folder that is known, or those in *within* and below."""
        return listings_of(self._database, self._kind, within)

    def paths(self) -> list[str]:
        """Return every file that is known."""
        rows = self._database.read("SELECT path FROM marks WHERE kind = ?", (self._kind,))
        return [row[0] for row in rows]

    @property
    def is_empty(self) -> bool:
        """Whether no file is known."""
        query = "SELECT 1 FROM marks WHERE kind = ? LIMIT 1"
        return not self._database.read(query, (self._kind,))

    def news(self) -> list[str]:
        """Return the files that came, changed or went since somebody took note of it."""
        rows = self._database.read("SELECT path FROM news WHERE kind = ?", (self._kind,))
        return [row[0] for row in rows]

    def hashes(self, paths: Collection[str]) -> dict[str, str]:
        """Return the hashes of those files in *paths* that are known."""
        query = "SELECT path, hash FROM marks WHERE kind = ?"
        query += " AND path IN (SELECT value FROM json_each(?))"
        return dict(self._database.read(query, (self._kind, json.dumps([*paths]))))

    def values(self, paths: Collection[str]) -> dict[str, bytes]:
        """Return what was made of the files in *paths*; some may be missing."""
        query = "SELECT path, value FROM made WHERE kind = ?"
        if len(paths) > _FEW:
            rows: list[Any] = self._database.read(query, (self._kind,))
            return {path: value for path, value in rows if path in paths}
        query += " AND path IN (SELECT value FROM json_each(?))"
        return dict(self._database.read(query, (self._kind, json.dumps([*paths]))))

    def keep(self, found: Scan, fresh: Mapping[str, tuple[str, bytes]]) -> None:
        """Take over what was *found*: hash and value of each changed file that could be read."""
        kind = self._kind
        lost = [(kind, path) for path in found.gone]
        # A folder with a file that could not be read is looked into again.
        unread = {p.rpartition("/")[0] for p in {*found.changed} - fresh.keys()}
        self._database.write(
            (
                "DELETE FROM listings WHERE kind = ? AND folder = ?",
                ((kind, f) for f in found.dropped),
            ),
            ("DELETE FROM marks WHERE kind = ? AND path = ?", lost),
            ("DELETE FROM made WHERE kind = ? AND path = ?", lost),
            (
                "INSERT OR REPLACE INTO listings VALUES (?, ?, ?, ?, ?)",
                (
                    (kind, f, x.text, x.newest_ns, 0 if f[:-1] in unread else x.seen_ns)
                    for f, x in found.fresh.items()
                ),
            ),
            (
                "INSERT OR REPLACE INTO marks VALUES (?, ?, ?)",
                ((kind, path, mark) for path, (mark, _) in fresh.items()),
            ),
            (
                "INSERT OR REPLACE INTO news VALUES (?, ?)",
                ((kind, path) for path in (*fresh, *found.gone)),
            ),
            (
                "INSERT OR REPLACE INTO made VALUES (?, ?, ?)",
                ((kind, path, value) for path, (_, value) in fresh.items()),
            ),
        )


_OF_FILES = ("listings", "marks", "made", "news")


def open_catalog(root: Path) -> Catalog:
    """Return the catalog of the site in *root*; missing, old or damaged means empty, and where its
    folder cannot be written it lives in memory."""
    return Catalog(root / FOLDER)

"""What is known of collected articles: what each document tells, and what became of it.

A *telling* is an article as one document has it; tellings of the same article, and files of
``content/`` that no document tells, make a *group*. So a change of documents or files can be
followed to the groups that it reaches, and to no others.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from briefing.catalog.database import Database

CONTENT_NEWS = "content"
"""The kind of news that files of ``content/`` are."""

_FACT = "ledger"
_TABLES = ("documents", "tellings", "notices", "standing", "outcomes")


class Telling(NamedTuple):
    """An article or a story's record as one document tells it."""

    place: str
    part: int
    """Which article of the document, from 1; records count from -1 downwards."""

    guid: str = ""
    title: str = ""
    """The headline as it compares."""

    day: int | None = None
    """An ordinal of the calendar; None where the date is not sure."""

    story: str = ""
    url: str = ""
    group: str = ""


class StandingFile(NamedTuple):
    """A file of ``content/`` as far as it can be a telling."""

    path: str
    guid: str = ""
    title: str = ""
    day: int | None = None
    seed: str = ""
    """The document it was collected from."""

    story: str = ""
    url: str = ""
    group: str = ""
    """Of tellings, which it belongs to though no document has its guid."""


class NoticeRow(NamedTuple):
    """A paragraph that ends an article, by numbers that stand for texts."""

    text: int
    place: str
    part: int
    title: int
    opening: int


class Report(NamedTuple):
    """What became of one group or record, as encoded values."""

    verdict: str
    problems: bytes | None
    left_out: bytes | None


@dataclass(slots=True, kw_only=True)
class LedgerChange:
    """What one collecting found out; documents in *places* are known anew, or no more."""

    places: Collection[str]
    documents: Mapping[str, tuple[bytes | None, bytes | None]]
    """Place → problems, left out."""

    tellings: Sequence[Telling]
    """Of all groups that were looked at, and of all documents that are known anew."""

    notices: Sequence[NoticeRow]
    files: Collection[str]
    """Files of ``content/`` that are known anew, or no more."""

    standing: Sequence[StandingFile]
    """Those of *files* that are there, and others whose group may be another."""

    outdated: Collection[str]
    """Groups that were looked at."""

    outcomes: Mapping[str, Report]
    news: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Kind → paths that are no longer new."""


class Ledger:
    """See the top of this module."""

    def __init__(self, database: Database, salt: str) -> None:
        """Take what *database* knows; nothing of it, where the *salt* is new."""
        self._database = database
        self._salt = salt.encode()
        rows = database.read("SELECT value FROM facts WHERE name = ?", (_FACT,))
        self.is_known = bool(rows) and bytes(rows[0][0]) == self._salt

    def clear(self) -> None:
        """Forget everything; from now on news of ``content/`` is noted."""
        self._database.write(
            *((f"DELETE FROM {table}", [()]) for table in _TABLES),
            ("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(_FACT, b"")]),
            ("DELETE FROM news WHERE kind = ?", [(CONTENT_NEWS,)]),
        )
        self.is_known = False

    def news(self, kind: str) -> list[str]:
        """Return the paths of one *kind* that came, changed or went since :meth:`keep`."""
        rows = self._database.read("SELECT path FROM news WHERE kind = ?", (kind,))
        return [row[0] for row in rows]

    def tellings(self, column: str, values: Collection[str]) -> list[Telling]:
        """Return the tellings that have one of *values* in the *column* called so."""
        return [Telling(*row) for row in self._rows("tellings", column, values)]

    def standing(self, column: str, values: Collection[str]) -> list[StandingFile]:
        """Return the files that have one of *values* in the *column* called so."""
        return [StandingFile(*row) for row in self._rows("standing", column, values)]

    def _rows(self, table: str, column: str, values: Collection[str]) -> list[Any]:
        if not values:
            return []
        # The columns that may be empty have indexes of what is not.
        filled = f" AND {column} != ''" if column in ("story", "seed", "url", "grp") else ""
        query = f"SELECT * FROM {table} WHERE {column} IN (SELECT value FROM json_each(?)){filled}"
        return self._database.read(query, (json.dumps([*values]),))

    def guids(self) -> list[str]:
        """Return the guids of all tellings."""
        return [row[0] for row in self._database.read("SELECT DISTINCT guid FROM tellings")]

    def notices(self, places: Collection[str]) -> list[NoticeRow]:
        """Return the closing paragraphs of the documents at *places*."""
        query = "SELECT * FROM notices WHERE place IN (SELECT value FROM json_each(?))"
        return [NoticeRow(*row) for row in self._database.read(query, (json.dumps([*places]),))]

    def ending_with(self, texts: Collection[int]) -> set[str]:
        """Return the places of all documents with an article that ends with one of *texts*."""
        query = "SELECT DISTINCT place FROM notices WHERE text IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._database.read(query, (json.dumps([*texts]),))}

    def spread(
        self, text: int, least: int, apart: Collection[str]
    ) -> tuple[set[str], set[int], set[int]]:
        """Return places, headlines and openings of articles that end with *text*, in documents
        not *apart*; at most *least* of each."""
        query = (
            "SELECT DISTINCT {} FROM notices WHERE text = ?"
            " AND place NOT IN (SELECT value FROM json_each(?)) LIMIT ?"
        )
        values = (text, json.dumps([*apart]), least)
        places, titles, openings = (
            {row[0] for row in self._database.read(query.format(column), values)}
            for column in ("place", "title", "opening")
        )
        return places, titles, openings

    def documents(self) -> int:
        """Return the number of documents."""
        return int(self._database.read("SELECT count(*) FROM documents")[0][0])

    def verdicts(self) -> dict[str, int]:
        """Return how many groups and records have each verdict."""
        return dict(self._database.read("SELECT verdict, count(*) FROM outcomes GROUP BY verdict"))

    def problems(self) -> list[bytes]:
        """Return what there is to say of documents, groups and records, as it was kept."""
        return self._told("problems")

    def left_out(self) -> list[bytes]:
        """Return what stands in no entry, as it was kept."""
        return self._told("left_out")

    def _told(self, column: str) -> list[bytes]:
        query = " UNION ALL ".join(
            f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"
            for table in ("documents", "outcomes")
        )
        return [row[0] for row in self._database.read(query)]

    def keep(self, change: LedgerChange) -> None:
        """Take over *change*, all or nothing."""
        self._database.write(
            *_deletions(change),
            ("INSERT OR REPLACE INTO tellings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", change.tellings),
            ("INSERT OR REPLACE INTO notices VALUES (?, ?, ?, ?, ?)", change.notices),
            (
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)",
                ((place, *told) for place, told in change.documents.items()),
            ),
            ("INSERT OR REPLACE INTO standing VALUES (?, ?, ?, ?, ?, ?, ?, ?)", change.standing),
            (
                "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?)",
                ((group, *report) for group, report in change.outcomes.items()),
            ),
            (
                "DELETE FROM news WHERE kind = ? AND path = ?",
                ((kind, path) for kind, paths in change.news.items() for path in paths),
            ),
            ("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(_FACT, self._salt)]),
        )
        self.is_known = True


def _deletions(change: LedgerChange) -> Iterable[tuple[str, Iterable[Sequence[object]]]]:
    for table in ("documents", "tellings", "notices"):
        yield f"DELETE FROM {table} WHERE place = ?", ((place,) for place in change.places)
    yield "DELETE FROM standing WHERE path = ?", ((path,) for path in change.files)
    yield "DELETE FROM outcomes WHERE grp = ?", ((group,) for group in change.outdated)

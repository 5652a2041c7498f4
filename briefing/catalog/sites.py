"""What is known of one site: its days, what the rest of the site shows of them, names given to
sources, topics and stories, and the files that were written.

The pages of a site belong to *units* (:mod:`briefing.site.units`). A unit is stale when what days
show in it has changed: rows of days carry marks, and where a mark differs the unit is noted, in the
same transaction. A unit stays noted until its pages are written.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from briefing.catalog.changes import SiteChange
from briefing.catalog.database import Database
from briefing.catalog.rows import Month, span
from briefing.files import Row


class SiteShelf:
    """The values of one site."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.read = database.read
        """Return all rows of a query."""

    @contextmanager
    def change(self) -> Iterator[SiteChange]:
        """Change several values in one transaction; raises CatalogError."""
        with self._database.change() as connection:
            yield SiteChange(connection)

    def damaged(self) -> Exception:
        """Forget everything, because a value was found damaged; return the error to raise."""
        return self._database.wipe()

    def fact(self, name: str) -> Any:  # text or bytes, as it was kept
        """Return the single value kept under *name*; None for none."""
        rows = self.read("SELECT value FROM facts WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    # --- days --------------------------------------------------------------------------------

    def made_from(self) -> dict[str, str]:
        """Return each day with the mark of what it was made from."""
        return dict(self.read("SELECT day, made_from FROM days"))

    def totals(self) -> tuple[int, int, int]:
        """Return the numbers of entries, stories and days."""
        query = "SELECT total(entries), total(stories), count(*) FROM days"
        return tuple(map(int, self.read(query)[0]))  # type: ignore[return-value] # three of them

    def has_topics(self) -> bool:
        """Whether any entry has a topic."""
        return bool(self.read("SELECT 1 FROM shown WHERE taxonomy = 'topics' LIMIT 1"))

    def outline(self, day: str) -> bytes | None:
        """Return how *day* is organised; None where there is no such day."""
        rows = self.read("SELECT outline FROM days WHERE day = ?", (day,))
        return rows[0][0] if rows else None

    def day_before(self, day: str) -> str:
        """Return the last day with entries before *day*; empty for none."""
        return str(self.read("SELECT max(day) FROM days WHERE day < ?", (day,))[0][0] or "")

    def day_after(self, day: str) -> str:
        """Return the first day with entries after *day*; empty for none."""
        return str(self.read("SELECT min(day) FROM days WHERE day > ?", (day,))[0][0] or "")

    def newest_days(self, count: int) -> list[str]:
        """Return the last *count* days, the newest first."""
        query = "SELECT day FROM days ORDER BY day DESC LIMIT ?"
        return [row[0] for row in self.read(query, (count,))]

    def folders(self, day: str) -> dict[str, dict[str, str]]:
        """Return the folders of all that *day* names: by kind and key."""
        found: dict[str, dict[str, str]] = {"stories": {}, "sources": {}, "topics": {}}
        rows = self.read(
            "SELECT kind, n.key, folder FROM shown AS s JOIN names AS n"
            " ON kind = taxonomy AND n.key = s.key WHERE day = ?"
            " UNION ALL SELECT kind, key, folder FROM told JOIN names"
            " ON kind = 'stories' AND key = story WHERE day = ?",
            (day, day),
        )
        for kind, key, folder in rows:
            found[kind][key] = folder
        return found

    def links(self, before: str, count: int) -> list[bytes]:
        """Return the links of the last *count* days before *before*, the newest first."""
        query = "SELECT link FROM days WHERE day < ? ORDER BY day DESC LIMIT ?"
        return [row[0] for row in self.read(query, (before, count))]

    def items(self, count: int) -> list[bytes]:
        """Return the feed items of the last *count* days, the newest first."""
        query = "SELECT item FROM days ORDER BY day DESC LIMIT ?"
        return [row[0] for row in self.read(query, (count,))]

    def month_days(self, month: str, column: str) -> list[bytes]:
        """Return the ``link`` or ``urls`` of the days of *month*, the newest first."""
        query = f"SELECT {column} FROM days WHERE day BETWEEN ? AND ? ORDER BY day DESC"
        return [row[0] for row in self.read(query, span(month))]

    def months(self, year: str = "") -> list[Month]:
        """Return the months with entries, of one *year* or all, the newest first."""
        rows = self.read(
            "SELECT substr(day, 1, 7) AS month, count(*), sum(stories), sum(entries) FROM days"
            " WHERE day >= ? AND day <= ? GROUP BY month ORDER BY month DESC",
            (year, f"{year}~"),
        )
        return [Month(*row) for row in rows]

    def problems(self) -> list[bytes]:
        """Return the problems of all days, oldest first."""
        query = "SELECT problems FROM days WHERE problems IS NOT NULL ORDER BY day"
        return [row[0] for row in self.read(query)]

    # --- sources, topics, stories ------------------------------------------------------------

    def term(self, taxonomy: str, key: str) -> tuple[str, str] | None:
        """Return name and folder of a source or topic; None where there is no such one."""
        query = "SELECT name, folder FROM names WHERE kind = ? AND key = ?"
        rows = self.read(query, (taxonomy, key))
        return (rows[0][0], rows[0][1]) if rows else None

    def terms(self, taxonomy: str) -> list[tuple[str, str, int, str]]:
        """Return name, folder, number of entries and last day of each term."""
        return self.read(
            "SELECT name, folder, (SELECT sum(entries) FROM term_months AS m"
            " WHERE m.taxonomy = n.kind AND m.key = n.key), (SELECT max(day) FROM shown AS s"
            " WHERE s.taxonomy = n.kind AND s.key = n.key) FROM names AS n WHERE kind = ?",
            (taxonomy,),
        )

    def term_months(self, taxonomy: str, key: str) -> list[tuple[str, int, int]]:
        """Return month, days and entries of a term, the newest first."""
        query = "SELECT month, days, entries FROM term_months WHERE taxonomy = ? AND key = ?"
        return self.read(query + " ORDER BY month DESC", (taxonomy, key))

    def places_of(
        self, taxonomy: str, key: str, month: str = "", limit: int = -1
    ) -> list[tuple[str, list[int]]]:
        """Return the days on which a term has entries, the newest first, with the places of these
        on the day's page: of one *month*, or the last *limit* days."""
        rows = self.read(
            "SELECT day, places FROM shown WHERE taxonomy = ? AND key = ? AND day BETWEEN ? AND ?"
            " ORDER BY day DESC LIMIT ?",
            (taxonomy, key, *span(month), limit),
        )
        return [(day, json.loads(places)) for day, places in rows]

    def cards(self, day: str) -> tuple[list[bytes], list[str]]:
        """Return the views of the entries of *day*, and the content paths of these, both in the
        order of the page; raises ValueError where there is no such day."""
        rows = self.read("SELECT cards, paths FROM days WHERE day = ?", (day,))
        if not rows:
            raise ValueError(day)
        return rows[0][0].split(b"\n"), json.loads(rows[0][1])

    def story_folder(self, story: str) -> str:
        """Return the folder of the page of *story*; empty where it has none."""
        query = "SELECT folder FROM names WHERE kind = 'stories' AND key = ?"
        rows = self.read(query, (story,))
        return str(rows[0][0]) if rows else ""

    def story_days(self, story: str) -> list[tuple[bytes, list[str]]]:
        """Return what each day tells of *story*, with the content paths of its entries, the newest
        first."""
        query = "SELECT view, paths FROM told WHERE story = ? ORDER BY day DESC"
        return [(view, json.loads(paths)) for view, paths in self.read(query, (story,))]

    def named(self, folder: str) -> tuple[str, str] | None:
        """Return kind and key of the story, source or topic whose folder is *folder*."""
        rows = self.read("SELECT kind, key FROM names WHERE folder = ?", (folder,))
        return (rows[0][0], rows[0][1]) if rows else None

    def folders_in_month(self, month: str) -> list[str]:
        """Return the folders of the sources and topics that have entries in *month*."""
        query = "SELECT folder FROM term_months AS m JOIN names AS n ON kind = taxonomy"
        rows = self.read(query + " AND n.key = m.key WHERE month = ?", (month,))
        return [row[0] for row in rows]

    def stories_begun(self, month: str) -> list[tuple[str, str]]:
        """Return folder and last change of the stories whose first day is in *month*."""
        query = "SELECT folder, (SELECT max(changed) FROM told WHERE story = key) FROM names"
        query += " WHERE kind = 'stories' AND first BETWEEN ? AND ?"
        return self.read(query, span(month))

    def all_folders(self) -> list[str]:
        """Return the folders of all sources and topics."""
        query = "SELECT folder FROM names WHERE kind IN ('sources', 'topics')"
        return [row[0] for row in self.read(query)]

    def maps(self) -> dict[str, str]:
        """Return the months that have a sitemap, with their last change."""
        return dict(self.read("SELECT name, changed FROM maps"))

    # --- units and their pages ---------------------------------------------------------------

    def stale(self) -> list[str]:
        """Return the units whose pages are to be looked at, in order."""
        return [row[0] for row in self.read("SELECT unit FROM stale ORDER BY unit")]

    def units(self) -> list[str]:
        """Return every unit that has pages or is stale, in order."""
        query = "SELECT DISTINCT unit FROM pages UNION SELECT unit FROM stale ORDER BY 1"
        return [row[0] for row in self.read(query)]

    def pages(self, units: Collection[str]) -> dict[str, dict[str, Row]]:
        """Return the pages of *units* as they were written, by unit and path."""
        found: dict[str, dict[str, Row]] = {}
        query = "SELECT unit, path, mark, size, mtime_ns FROM pages"
        query += " WHERE unit IN (SELECT value FROM json_each(?))"
        for unit, path, *row in self.read(query, (json.dumps([*units]),)):
            found.setdefault(unit, {})[path] = Row(*row)
        return found

    def owners(self, paths: Iterable[str]) -> dict[str, list[str]]:
        """Return the units of those *paths* that are pages."""
        found: dict[str, list[str]] = {}
        query = "SELECT path, unit FROM pages WHERE path IN (SELECT value FROM json_each(?))"
        for path, unit in self.read(query, (json.dumps([*paths]),)):
            found.setdefault(path, []).append(unit)
        return found

    def paths_beginning(self, starts: Iterable[str]) -> list[str]:
        """Return the paths of files in the output that begin with one of *starts*."""
        query = "SELECT path FROM pages WHERE path >= ? AND path < ? AND size != -1"
        return [
            row[0] for start in starts for row in self.read(query, (start, f"{start}\U0010ffff"))
        ]

    def page_paths(self) -> list[str]:
        """Return the paths of all files in the output."""
        return [
            row[0]
            for row in self.read("SELECT path FROM pages WHERE size != -1 AND unit != 'lists '")
        ]

    def page_count(self) -> int:
        """Return the number of files of the site in the output."""
        query = "SELECT count(*) FROM pages WHERE size >= 0 AND unit != 'lists '"
        return int(self.read(query)[0][0])

    def written(self, *, every: bool) -> list[tuple[str, str, int, int]]:
        """Return unit, path, size and time of files that were written: of *every* one, or of
        those of which there are few, and of the pages of days."""
        query = "SELECT unit, path, size, mtime_ns FROM pages WHERE size != -1"
        if not every:
            query += (
                " AND (unit < 'day ' OR unit > 'day ~' AND unit < 'story ' OR unit > 'term_month ~'"
                " OR unit BETWEEN 'term ' AND 'term ~')"
                " UNION ALL SELECT unit, path, size, mtime_ns FROM pages WHERE unit BETWEEN 'day '"
                " AND 'day ~' AND path = replace(substr(unit, 5), '-', '/') || '/index.html'"
            )
        return self.read(query)

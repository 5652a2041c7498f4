"""What is known of one site: its days, what the rest of the site shows of them, names given to
sources, topics and stories, and the files that were written.

The pages of a site belong to *units* (:mod:`briefing.site.units`). A unit is stale when what days
show in it has changed: rows of days carry marks, and where a mark differs the unit is noted, in the
same transaction. A unit stays noted until its pages are written.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from briefing.catalog.database import Database
from briefing.files import Row


class ShownRow(NamedTuple):
    """A source or topic that a day's entries name."""

    taxonomy: str
    key: str
    name: str
    place: int
    places: tuple[int, ...]


class ToldRow(NamedTuple):
    """A story with a page, as one day tells it."""

    story: str
    place: int
    changed: str
    paths: bytes
    view: bytes
    mark: str


class Organised(NamedTuple):
    """A day that was organised: values of the model in their kept form."""

    day: str
    outline: bytes
    paths: bytes
    """Of the entries' files, in the order of the page."""

    stories: int
    entries: int
    mentions: tuple[ShownRow, ...]
    told: tuple[tuple[str, int], ...]
    """Id and place of each story that has a page."""


class Leaf(NamedTuple):
    """What the rest of the site shows of a day: values of ``render`` in their kept form."""

    day: str
    cards: bytes
    """The views of its entries, a line each."""

    link: bytes
    item: bytes
    urls: bytes
    changed: str
    marks: Mapping[tuple[str, str], str]
    """(taxonomy, key) → mark of what the day shows there."""

    told: tuple[ToldRow, ...]
    problems: bytes | None


class Month(NamedTuple):
    """The counts of a month."""

    month: str
    days: int
    stories: int
    entries: int


_DERIVED = "days shown told term_months names maps".split()


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
        return [row[0] for row in self.read(query, _span(month))]

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

    def entries_of(
        self, taxonomy: str, key: str, month: str = "", limit: int = -1
    ) -> Iterator[tuple[bytes, str]]:
        """Yield the view and the content path of the entries of a term, the newest day first and
        within it in the order of the page: of one *month*, or the last *limit*."""
        rows = self.read(
            "SELECT places, cards, paths FROM shown JOIN days USING (day)"
            " WHERE taxonomy = ? AND key = ? AND day BETWEEN ? AND ? ORDER BY day DESC LIMIT ?",
            (taxonomy, key, *_span(month), limit),
        )
        left = limit
        for places, cards, paths in rows:
            lines, names = cards.split(b"\n"), json.loads(paths)
            for place in json.loads(places):
                if left == 0:
                    return
                left -= 1
                yield lines[place], names[place]

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
        return self.read(query, _span(month))

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


def _span(month: str) -> tuple[str, str]:
    """The first and the last text that a day of *month* may be."""
    return (f"{month}-", f"{month}-~") if month else ("", "~")


class SiteChange:
    """A change of several values, within one transaction."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def _read(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        return list(self._connection.execute(statement, values).fetchall())

    def _many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(statement, rows)

    def keep_fact(self, name: str, value: str | bytes) -> None:
        """Remember a single value."""
        self._many("INSERT OR REPLACE INTO facts VALUES (?, ?)", [(name, value)])

    def forget_fact(self, name: str) -> None:
        """Forget a single value."""
        self._many("DELETE FROM facts WHERE name = ?", [(name,)])

    def forget_days(self) -> None:
        """Forget all that was made of the content; only which files were written is still known,
        and all of them are to be looked at."""
        for table in _DERIVED:
            self._connection.execute(f"DELETE FROM {table}")
        self._connection.execute("INSERT OR IGNORE INTO stale SELECT DISTINCT unit FROM pages")

    def note(self, units: Iterable[str]) -> None:
        """Note that *units* are stale."""
        self._many("INSERT OR IGNORE INTO stale VALUES (?)", ((unit,) for unit in units))

    def keep_organised(self, made_from: Mapping[str, str], days: Iterable[Organised]) -> None:
        """Take over *days* that were organised; *made_from* has the marks of what they are made
        of. Their leaves are to follow."""
        for one in days:
            self._many(
                "INSERT INTO days (day, made_from, stories, entries, outline, paths)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (day) DO UPDATE SET made_from ="
                " excluded.made_from, stories = excluded.stories, entries = excluded.entries,"
                " outline = excluded.outline, paths = excluded.paths",
                [(one.day, made_from[one.day], one.stories, one.entries, one.outline, one.paths)],
            )
            self._keep_shown(one)
            self._keep_told(one)

    def _keep_shown(self, one: Organised) -> None:
        """The marks of what was shown before stay, to be compared with the leaf's."""
        old = self._read("SELECT taxonomy, key, mark FROM shown WHERE day = ?", (one.day,))
        marks = {(taxonomy, key): mark for taxonomy, key, mark in old}
        self._many("DELETE FROM shown WHERE day = ?", [(one.day,)])
        self._many(
            "INSERT INTO shown VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (m.taxonomy, m.key, one.day, m.name, m.place, json.dumps(m.places),
                 len(m.places), marks.get((m.taxonomy, m.key), ""))
                for m in one.mentions
            ),
        )  # fmt: skip

    def _keep_told(self, one: Organised) -> None:
        old = self._read("SELECT story, changed, mark FROM told WHERE day = ?", (one.day,))
        marks = {story: (changed, mark) for story, changed, mark in old}
        self._many("DELETE FROM told WHERE day = ?", [(one.day,)])
        self._many(
            "INSERT INTO told VALUES (?, ?, ?, ?, x'', x'', ?)",
            ((story, one.day, n, *marks.get(story, ("", ""))) for story, n in one.told),
        )

    def drop_days(self, days: Collection[str]) -> None:
        """Forget *days*."""
        for table in ("days", "shown", "told"):
            self._many(f"DELETE FROM {table} WHERE day = ?", ((day,) for day in days))

    def named_on(self, day: str) -> set[tuple[str, str]]:
        """Return kind and key of all that *day* names."""
        query = "SELECT taxonomy, key FROM shown WHERE day = ?"
        query += " UNION ALL SELECT 'stories', story FROM told WHERE day = ?"
        return {(kind, key) for kind, key in self._read(query, (day, day))}

    def first_naming(self, kind: str, key: str) -> tuple[str, str, int] | None:
        """Return the name that *key* has on the first day with it, that day, and its place."""
        if kind == "stories":
            query = "SELECT story, day, place FROM told WHERE story = ? ORDER BY day LIMIT 1"
            rows = self._read(query, (key,))
        else:
            query = "SELECT name, day, place FROM shown WHERE taxonomy = ? AND key = ?"
            rows = self._read(query + " ORDER BY day LIMIT 1", (kind, key))
        return tuple(rows[0]) if rows else None

    def name_of(self, kind: str, key: str) -> tuple[str, str, str] | None:
        """Return folder, name and first day of *key*, as they are kept."""
        query = "SELECT folder, name, first FROM names WHERE kind = ? AND key = ?"
        rows = self._read(query, (kind, key))
        return tuple(rows[0]) if rows else None

    def keep_name(self, row: Sequence[object]) -> None:
        """Keep a row: kind, key, slug, folder, name, first day, place."""
        self._many("INSERT OR REPLACE INTO names VALUES (?, ?, ?, ?, ?, ?, ?)", [row])

    def drop_name(self, kind: str, key: str) -> None:
        """Forget a name."""
        self._many("DELETE FROM names WHERE kind = ? AND key = ?", [(kind, key)])

    def same_slug(self, kind: str, slug: str) -> list[tuple[str, str]]:
        """Return key and folder of those of one *kind* with the same *slug*, the first first."""
        query = "SELECT key, folder FROM names WHERE kind = ? AND slug = ?"
        return self._read(query + " ORDER BY first, place, key", (kind, slug))

    def keep_folder(self, kind: str, key: str, folder: str) -> None:
        """Give a name another folder."""
        query = "UPDATE names SET folder = ? WHERE kind = ? AND key = ?"
        self._many(query, [(folder, kind, key)])

    def days_naming(self, kind: str, key: str) -> list[str]:
        """Return the days that name *key*."""
        table = (
            ("told", "story = ?") if kind == "stories" else ("shown", "taxonomy = ? AND key = ?")
        )
        values = (key,) if kind == "stories" else (kind, key)
        return [
            row[0] for row in self._read(f"SELECT day FROM {table[0]} WHERE {table[1]}", values)
        ]

    def keep_leaf(self, leaf: Leaf) -> set[str]:
        """Take over what the site shows of a day; return which of its parts are other than before:
        ``link``, ``item``, ``urls``, and kind and key of what is shown there, with a space
        between."""
        old = self._read("SELECT link, item, urls, changed FROM days WHERE day = ?", (leaf.day,))
        new = (leaf.link, leaf.item, leaf.urls)
        parts = zip(("link", "item", "urls"), old[0], new, strict=False)
        other = {name for name, before, now in parts if before != now}
        self._many(
            "UPDATE days SET cards = ?, link = ?, item = ?, urls = ?, changed = ?, problems = ?"
            " WHERE day = ?",
            [(leaf.cards, *new, leaf.changed, leaf.problems, leaf.day)],
        )
        return other | self._keep_marks(leaf) | self._keep_tellings(leaf)

    def _keep_marks(self, leaf: Leaf) -> set[str]:
        rows = self._read("SELECT taxonomy, key, mark FROM shown WHERE day = ?", (leaf.day,))
        changed = [row[:2] for row in rows if leaf.marks[row[0], row[1]] != row[2]]
        self._many(
            "UPDATE shown SET mark = ? WHERE taxonomy = ? AND key = ? AND day = ?",
            ((leaf.marks[taxonomy, key], taxonomy, key, leaf.day) for taxonomy, key in changed),
        )
        return {f"{taxonomy} {key}" for taxonomy, key in changed}

    def _keep_tellings(self, leaf: Leaf) -> set[str]:
        rows = self._read("SELECT story, mark FROM told WHERE day = ?", (leaf.day,))
        old = dict(rows)
        self._many(
            "UPDATE told SET changed = ?, paths = ?, view = ?, mark = ? WHERE story = ? AND day = ?",
            ((t.changed, t.paths, t.view, t.mark, t.story, leaf.day) for t in leaf.told),
        )
        return {f"stories {one.story}" for one in leaf.told if old.get(one.story) != one.mark}

    def count_term_month(self, taxonomy: str, key: str, month: str) -> None:
        """Count the days and entries of a term in *month* anew."""
        where = (taxonomy, key, month)
        self._many("DELETE FROM term_months WHERE taxonomy = ? AND key = ? AND month = ?", [where])
        self._connection.execute(
            "INSERT INTO term_months SELECT taxonomy, key, ?, count(*), sum(count) FROM shown"
            " WHERE taxonomy = ? AND key = ? AND day BETWEEN ? AND ? GROUP BY taxonomy, key",
            (month, taxonomy, key, *_span(month)),
        )

    def date_map(self, month: str) -> None:
        """Note when the pages in the map of *month* were last changed."""
        self._many("DELETE FROM maps WHERE name = ?", [(month,)])
        self._connection.execute(
            "INSERT INTO maps SELECT ?, max(changed) FROM (SELECT max(changed) AS changed FROM days"
            " WHERE day BETWEEN ? AND ? UNION ALL SELECT max(t.changed) FROM names JOIN told AS t"
            " ON story = key WHERE kind = 'stories' AND first BETWEEN ? AND ?)"
            " HAVING max(changed) IS NOT NULL",
            (month, *_span(month), *_span(month)),
        )

    def has_day(self, first: str, last: str) -> bool:
        """Whether there is a day between *first* and *last*."""
        return bool(
            self._read("SELECT 1 FROM days WHERE day BETWEEN ? AND ? LIMIT 1", (first, last))
        )

    def day_around(self, day: str) -> list[str]:
        """Return the days next to *day*, at most two."""
        rows = self._read(
            "SELECT max(day) FROM days WHERE day < ? UNION ALL SELECT min(day) FROM days"
            " WHERE day > ?",
            (day, day),
        )
        return [row[0] for row in rows if row[0]]

    def keep_pages(self, unit: str, rows: Mapping[str, Row], gone: Iterable[str] = ()) -> None:
        """Remember pages of *unit* as they were written, and forget those in *gone*."""
        self._many("DELETE FROM pages WHERE unit = ? AND path = ?", ((unit, p) for p in gone))
        self._many(
            "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)",
            ((unit, path, *row) for path, row in rows.items()),
        )

    def settle(self, units: Iterable[str]) -> None:
        """Note that the pages of *units* are as they should be."""
        self._many("DELETE FROM stale WHERE unit = ?", ((unit,) for unit in units))

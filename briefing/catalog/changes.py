"""Changes of what is known of one site: rows that come and go, and which marks differ by it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from briefing.catalog.rows import Leaf, Organised, span
from briefing.files import Row

_DERIVED = "days shown told term_months names maps".split()


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
        # Without a word the planner may go through all names in the order of their first days.
        query = "SELECT key, folder, first, place FROM names INDEXED BY names_by_slug"
        rows = self._read(query + " WHERE kind = ? AND slug = ?", (kind, slug))
        return [row[:2] for row in sorted(rows, key=lambda row: (row[2], row[3], row[0]))]

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
            "UPDATE told SET changed = ?, paths = ?, view = ?, mark = ?"
            " WHERE story = ? AND day = ?",
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
            (month, taxonomy, key, *span(month)),
        )

    def date_map(self, month: str) -> None:
        """Note when the pages in the map of *month* were last changed."""
        self._many("DELETE FROM maps WHERE name = ?", [(month,)])
        self._connection.execute(
            "INSERT INTO maps SELECT ?, max(changed) FROM (SELECT max(changed) AS changed FROM days"
            " WHERE day BETWEEN ? AND ? UNION ALL SELECT max(t.changed) FROM names JOIN told AS t"
            " ON story = key WHERE kind = 'stories' AND first BETWEEN ? AND ?)"
            " HAVING max(changed) IS NOT NULL",
            (month, *span(month), *span(month)),
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

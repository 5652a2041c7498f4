"""What is known of a site, brought up to date: days are organised, named, and looked at; what the
rest of the site shows of them decides which units are stale.

It is a map and a reduce that are kept: a day shows something in its own pages, in a month, in
stories, sources and topics, in feeds and maps (the map); a unit's pages are made of what days show
in it (the reduce, :mod:`briefing.site.units`). A day that shows the same in a unit leaves it as it
was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from briefing.catalog import ContentShelf, Leaf, SiteChange, SiteShelf
from briefing.config import Config
from briefing.files import DayFiles
from briefing.plugins import Plugins
from briefing.render.day_pages import Folders
from briefing.site.days import DayTask, look_at_days, organise_days
from briefing.site.names import Moved, Named, settle_names
from briefing.site.rendering import Painter, Task, look_and_render
from briefing.site.units import DayUnit, Unit
from briefing.site.work import Workers

_AT_ONCE = 6
_ALWAYS = ("home", "feeds")
"""Kinds of units that show the newest, whatever has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where days come from: the content, without what readers may not see yet."""

    contents: ContentShelf
    hidden: Mapping[str, list[str]]
    """Day → content paths."""

    plugins: Plugins = field(default_factory=Plugins)

    def marks(self) -> dict[str, str]:
        """Return each day that has something to show, with the mark of what it is made of."""
        found = self.contents.days()
        for day, paths in self.hidden.items():
            shown = self._shown(next(self.contents.day_files([day]))[1], paths)
            if not shown.entries:
                del found[day]
            else:
                found[day] = f"{found[day]} {' '.join(sorted(paths))}"
        return found

    def days(self, days: list[str]) -> Iterator[tuple[dt.date, DayFiles]]:
        """Yield each of *days* with its files."""
        for day, files in self.contents.day_files(days):
            hidden = self.hidden.get(day)
            yield dt.date.fromisoformat(day), self._shown(files, hidden) if hidden else files

    @staticmethod
    def _shown(files: DayFiles, hidden: list[str]) -> DayFiles:
        entries = tuple(part for part in files.entries if part.path not in hidden)
        return replace(files, entries=entries)


def advance(
    shelf: SiteShelf,
    source: Source,
    config: Config,
    workers: Workers,
    painter: Painter | None = None,
) -> None:
    """Bring *shelf* up to date with the days of *source*; stale units are noted there. A *painter*
    gets the pages of the days that are looked at.

    Raises:
        CatalogError: what was kept is damaged; it is forgotten.
    """
    wanted, known = source.marks(), shelf.made_from()
    changed = [day for day, mark in wanted.items() if known.get(day) != mark]
    gone = sorted(known.keys() - wanted.keys())
    if not changed and not gone:
        return
    try:
        with shelf.change() as change:
            _Advance(shelf, source, config, workers, painter).run(change, wanted, changed, gone)
    except ValueError as error:  # a value that does not decode
        raise shelf.damaged() from error


class _Advance:
    """One step forward."""

    def __init__(
        self,
        shelf: SiteShelf,
        source: Source,
        config: Config,
        workers: Workers,
        painter: Painter | None,
    ) -> None:
        self._shelf = shelf
        self._source = source
        self._config = config
        self._workers = workers
        self._painter = painter
        self._stale: set[Unit] = set()

    def run(
        self, change: SiteChange, wanted: Mapping[str, str], changed: list[str], gone: list[str]
    ) -> None:
        before = {day: change.named_on(day) for day in (*changed, *gone)}
        known = {day for day in changed if change.has_day(day, day)}
        self._note_neighbours(change, [*gone, *(day for day in changed if day not in known)])
        change.drop_days(gone)
        organise = partial(organise_days, self._config, plugins=self._source.plugins)
        days = self._source.days(changed)
        organised = self._workers.map(organise, days, _AT_ONCE, 10 * len(changed))
        change.keep_organised(wanted, organised)
        self._note_neighbours(change, [day for day in changed if day not in known])
        touched = {day: named | change.named_on(day) for day, named in before.items()}
        moved = settle_names(change, {one for named in touched.values() for one in named})
        self._note_lost(before, change, gone)
        self._look(change, changed, moved)
        self._count(change, touched, moved)
        change.note(map(str, self._stale))

    def _note_neighbours(self, change: SiteChange, days: list[str]) -> None:
        """Days that come or go change the links of the days around them."""
        for day in days:
            for other in change.day_around(day):
                self._stale.add(Unit("day", other))
                self._stale.add(Unit("month", other[:7]))
            self._stale |= {Unit("day", day), *_dated(day)}

    def _note_lost(
        self, before: Mapping[str, set[Named]], change: SiteChange, gone: list[str]
    ) -> None:
        """What a day showed before and does not now."""
        for day, named in before.items():
            for kind, key in named - change.named_on(day):
                self._note_shown(day, kind, key)
        for day in gone:
            self._stale |= {Unit("map", day[:7]), Unit("maps", "")}

    def _look(self, change: SiteChange, changed: list[str], moved: Moved) -> None:
        """Look at the days that changed, and at those that show what has moved."""
        again = {day for one in moved.folders for day in change.days_naming(*one)}
        days = sorted({*changed, *again})
        for leaf in self._painted(days) if self._painter else self._looked_at(days):
            self._note_leaf(leaf, change.keep_leaf(leaf))

    def _looked_at(self, days: list[str]) -> Iterator[Leaf]:
        look = partial(look_at_days, self._config)
        return self._workers.map(look, self._tasks(days), _AT_ONCE, 10 * len(days))

    def _painted(self, days: list[str]) -> Iterator[Leaf]:
        """What the site shows of *days*; their pages go to the painter."""
        painter = self._painter
        assert painter is not None  # noqa: S101 - asked only where there is one
        look = partial(look_and_render, painter.setting())
        for looked in self._workers.map(look, self._paintings(days), _AT_ONCE, 10 * len(days)):
            painter.take(looked.rendered)
            yield looked.leaf

    def _paintings(self, days: list[str]) -> Iterator[Task]:
        for task in self._tasks(days):
            name = task.day.isoformat()
            unit = str(Unit("day", name))
            around = (self._shelf.day_before(name), self._shelf.day_after(name))
            material = DayUnit(task, *(dt.date.fromisoformat(d) if d else None for d in around))
            yield Task(unit, material, self._painter.known(unit) if self._painter else {})

    def _tasks(self, days: list[str]) -> Iterator[DayTask]:
        for day, files in self._source.days(days):
            yield day_task(self._shelf, day, files)

    def _note_leaf(self, leaf: Leaf, other: set[str]) -> None:
        """Note what the day shows otherwise than before."""
        month = leaf.day[:7]
        self._stale |= {Unit("day", leaf.day), *(Unit(kind, "") for kind in _ALWAYS)}
        if "link" in other:
            self._stale |= _dated(leaf.day)
        if "urls" in other:
            self._stale |= {Unit("map", month), Unit("maps", "")}
        for one in other - {"link", "item", "urls"}:
            self._note_shown(leaf.day, *one.split(" ", 1))

    def _note_shown(self, day: str, kind: str, key: str) -> None:
        if kind == "stories":
            self._stale |= {Unit("story", key)}
        else:
            term = f"{kind}/{key}"
            self._stale |= {Unit("term", term), Unit("term_month", f"{day[:7]}/{term}")}
            self._stale |= {Unit("terms", kind), Unit("opml", "")}

    def _count(self, change: SiteChange, touched: Mapping[str, set[Named]], moved: Moved) -> None:
        """Count months anew, and date the maps that may have changed."""
        months = {(one, day[:7]) for day, named in touched.items() for one in named}
        for (kind, key), month in sorted(months):
            if kind != "stories":
                change.count_term_month(kind, key, month)
        for kind, key in moved.names | moved.folders:
            self._note_named(change, kind, key)
        begun = {day[:7] for day in moved.begun if day}
        begun |= {
            found[2][:7]
            for (kind, key), _ in months
            if kind == "stories" and (found := change.name_of(kind, key))
        }
        for month in sorted(begun | {day[:7] for day in touched}):
            change.date_map(month)
            self._stale |= {Unit("map", month), Unit("maps", "")}

    def _note_named(self, change: SiteChange, kind: str, key: str) -> None:
        """All that bears a name that is new, gone, or written otherwise."""
        self._stale |= {Unit("map", "site"), Unit("opml", "")}
        for day in change.days_naming(kind, key):
            self._note_shown(day, kind, key)
            self._stale |= {Unit("map", day[:7])}
        self._stale |= {Unit("story", key)} if kind == "stories" else {Unit("terms", kind)}


def _dated(day: str) -> set[Unit]:
    """The lists that a day stands in."""
    return {
        Unit("month", day[:7]),
        Unit("year", day[:4]),
        Unit("archive", ""),
        Unit("map", day[:7]),
        Unit("map", "site"),
        Unit("maps", ""),
        *(Unit(kind, "") for kind in _ALWAYS),
    }


def day_task(shelf: SiteShelf, day: dt.date, files: DayFiles) -> DayTask:
    """Return all that is needed to look at *day*."""
    name = day.isoformat()
    outline = shelf.outline(name)
    if outline is None:
        raise ValueError(name)
    return DayTask(day=day, files=files, outline=outline, folders=Folders(**shelf.folders(name)))

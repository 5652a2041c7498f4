"""A prepared site → its output folder: only what changed is rendered and written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from briefing.catalog import SiteChange, SiteShelf
from briefing.files import Row
from briefing.publish import Stage, Written, changed_files, list_of, read_manifest
from briefing.publish.manifest import TOKEN, lists_in, start_of
from briefing.render import CopiedFile
from briefing.site.ground import Built, Done, Ground, Wish, damaged_units, encode_built
from briefing.site.material import Library
from briefing.site.prepared import Prepared, read_file
from briefing.site.preparing import prepared, setting_of
from briefing.site.rendering import Rendered, Setting, Task, render_units
from briefing.site.units import parse_unit
from briefing.site.work import Workers

_AT_ONCE = 12
_MANY = 500
"""Beginnings of paths from which all paths are looked through at once."""

_PENDING, _SHADOWED = -2, -1
"""Sizes of files that are about to be written, and of pages in whose place a static file stands."""

FILES, LISTS = "files ", "lists "
"""The units of copied files, and of the lists of what is the program's own."""


def published(ground: Ground, wish: Wish, workers: Workers, *, clean: bool) -> Done:
    """Bring the output folder up to date; return what was done.

    Raises:
        BriefingError: something that a person can mend; the output is as it was.
        CatalogError: what was known is damaged and forgotten.
    """
    with Stage(wish.out) as stage:
        publishing = _Publishing(ground, wish, stage, clean=clean)
        site = prepared(ground, wish, workers, publishing)
        try:
            return publishing.finish(site, workers)
        except ValueError as error:  # a value that does not decode, or does not fit the others
            raise site.shelf.damaged() from error


@dataclass(slots=True)
class _Pages:
    """The pages of one unit: as they were written, and as they are to be."""

    old: Mapping[str, Row]
    new: dict[str, Row] = field(default_factory=dict)


class _Publishing:
    """One run from the site to its folder; days are painted for it as they are looked at."""

    def __init__(self, ground: Ground, wish: Wish, stage: Stage, *, clean: bool) -> None:
        self._ground = ground
        self._out = wish.out
        self._stage = stage
        self._shelf: SiteShelf = ground.catalog.site(wish.name)
        self._all = clean
        self._setting: Setting | None = None
        self._units: dict[str, _Pages] = {}
        self._written: set[str] = set()
        self._removed: set[str] = set()
        self._count = self._shelf.page_count()
        self._relist = not self._count
        """Whether what the lists name is in doubt."""

        self._orphans = read_manifest(wish.out) if self._relist else frozenset()

    def setting(self) -> Setting:
        """Return what all pages have in common."""
        if self._setting is None:
            self._setting = setting_of(self._ground, self._shelf)
            self._all |= self._shelf.fact("look") != self._setting.look
        return self._setting

    def known(self, unit: str) -> dict[str, str]:
        """Return the marks of the pages of *unit* that need not be rendered again."""
        return self._begin(unit, self._shelf.pages([unit]).get(unit, {}))

    def take(self, rendered: Rendered) -> None:
        """Lay the pages of a unit ready."""
        pages = self._units[rendered.unit]
        for path, mark, data in rendered.pages:
            if path in self.setting().shadowed:
                pages.new[path] = Row(mark, _SHADOWED, 0)
            elif data is None:
                pages.new[path] = pages.old[path]
            else:
                pages.new[path] = self._put(path, mark, data)

    def finish(self, site: Prepared, workers: Workers) -> Done:
        """Render what is left, write, remember."""
        units = self._wanted(site)
        work = partial(render_units, self.setting())
        tasks = self._tasks(site.library, units)
        for one in workers.map(work, tasks, _AT_ONCE, len(units)):
            self.take(one)
        self._lay_files_ready(site.files)
        self._publish()
        return self._done(site)

    def _wanted(self, site: Prepared) -> list[str]:
        """The units whose pages are still to be looked at."""
        self.setting()
        damaged = damaged_units(self._shelf, self._out, self._count)
        if LISTS in damaged and not self._relist:
            # Somebody else may have published there since this was known.
            self._relist, self._orphans = True, read_manifest(self._out)
        with self._shelf.change() as change:
            change.note(damaged)
            change.note(self._uncovered(site.files))
        found = self._shelf.units() if self._all else self._shelf.stale()
        return [unit for unit in found if unit not in (FILES, LISTS, *self._units)]

    def _begin(self, unit: str, old: Mapping[str, Row]) -> dict[str, str]:
        self._units[unit] = _Pages(old)
        return self._known(old)

    def _uncovered(self, files: Mapping[str, CopiedFile]) -> list[str]:
        """The units of pages in whose place a static file stood or is to stand."""
        covered = self._shelf.pages([FILES]).get(FILES, {}).keys()
        owners = self._shelf.owners(covered ^ files.keys())
        return [unit for units in owners.values() for unit in units]

    def _tasks(self, library: Library, units: Collection[str]) -> Iterator[Task]:
        for chunk in _chunks([*units], 500):
            rows = self._shelf.pages(chunk)
            for unit in chunk:
                known = self._begin(unit, rows.get(unit, {}))
                yield Task(unit, library.material(parse_unit(unit)), known)

    def _known(self, rows: Mapping[str, Row]) -> dict[str, str]:
        """The marks of pages that need not be rendered again, if they are the same."""
        if self._all:
            return {}
        files = [(path, path, row.size, row.mtime_ns) for path, row in rows.items()]
        changed = set(changed_files(self._out, files))
        return {path: row.mark for path, row in rows.items() if path not in changed}

    def _put(self, path: str, mark: str, data: bytes) -> Row:
        written: Written = self._stage.put(path, data)
        if written.is_new:
            self._written.add(path)
        return Row(mark, written.size, written.mtime_ns)

    def _lay_files_ready(self, files: Mapping[str, CopiedFile]) -> None:
        old = self._shelf.pages([FILES]).get(FILES, {})
        known = self._known(old)
        pages = self._units[FILES] = _Pages(old)
        for path, file in sorted(files.items()):
            if known.get(path) == file.mark:
                pages.new[path] = old[path]
            else:
                pages.new[path] = self._put(path, file.mark, read_file(path, file))

    def _publish(self) -> None:
        """Move what lies ready into place, and remember it; a run that ends in the middle leaves
        the units noted, and every file named."""
        new = {
            path for one in self._units.values() for path, row in one.new.items() if row.size >= 0
        }
        old = {path for one in self._units.values() for path in one.old}
        gone = (old | self._orphans) - new
        self._removed = gone - self._kept_elsewhere(gone)
        added = new - old - self._orphans if not self._orphans else new
        if self._stage.put_paths or self._removed or added or self._relist:
            with self._shelf.change() as change:
                self._note_pending(change)
            lists = self._lists({list_of(path) for path in (*self._removed, *added)})
            rows = self._stage.publish(self._removed, lists)
            self._units[LISTS] = self._list_pages(lists, rows)
        with self._shelf.change() as change:
            self._remember(change)

    def _kept_elsewhere(self, paths: Collection[str]) -> set[str]:
        """Those of *paths* that other units have, which were not looked at."""
        return {
            path
            for path, units in self._shelf.owners(paths).items()
            if any(unit not in self._units for unit in units)
        }

    def _note_pending(self, change: SiteChange) -> None:
        change.forget_fact("built")
        change.note(self._units)
        for unit, pages in self._units.items():
            fresh = {path: Row("", _PENDING, 0) for path in pages.new if path not in pages.old}
            change.keep_pages(unit, fresh)

    def _lists(self, names: Collection[str]) -> dict[str, set[str]]:
        """The paths that each of the lists *names* is to name; of all lists, where one is not as it
        was written."""
        lists: dict[str, set[str]] = {name: set() for name in names}
        if self._relist:
            lists |= {name: set() for name in lists_in(self._out) if name != TOKEN}
        starts = {start_of(path) for path in self._touched()}
        is_part = len(starts) < _MANY and not self._relist
        paths = self._shelf.paths_beginning(starts) if is_part else self._shelf.page_paths()
        for path in {*paths} - self._removed:
            name = list_of(path)
            if self._relist:
                lists.setdefault(name, set())
            if name in lists:
                lists[name].add(path)
        return lists

    def _touched(self) -> set[str]:
        return self._removed | {path for one in self._units.values() for path in one.new}

    def _list_pages(self, lists: Mapping[str, set[str]], rows: Mapping[str, Row]) -> _Pages:
        """The rows of all lists, before and now."""
        old = self._shelf.pages([LISTS]).get(LISTS, {})
        kept = {} if self._relist else {n: row for n, row in old.items() if n not in lists}
        return _Pages(old, {**kept, **rows})

    def _remember(self, change: SiteChange) -> None:
        for unit, pages in self._units.items():
            fresh = {path: row for path, row in pages.new.items() if pages.old.get(path) != row}
            change.keep_pages(unit, fresh, pages.old.keys() - pages.new.keys())
        change.keep_fact("look", self.setting().look)
        change.settle((*self._units, LISTS))

    def _done(self, site: Prepared) -> Done:
        entries, stories, days = self._shelf.totals()
        count = self._shelf.page_count()
        built = Built(
            files=count,
            state=site.state,
            entries=entries,
            stories=stories,
            days=days,
            problems=site.problems,
        )
        with self._shelf.change() as change:
            change.keep_fact("built", encode_built(built))
        return Done(
            built=built,
            written=frozenset(self._written),
            removed=frozenset(self._removed),
            kept=count - len(self._written),
        )


def _chunks(items: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]

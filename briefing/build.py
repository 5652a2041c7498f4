"""content/ → site/, readable on one screen: read, organise, lay out, compare, write."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from briefing.catalog import Catalog, open_catalog
from briefing.config import Config, check_folders
from briefing.errors import CatalogError
from briefing.model import Problem
from briefing.scan import Each
from briefing.site.contents import contents_of, read_changes, scan_content
from briefing.site.ground import Done, Ground, Wish
from briefing.site.work import Workers

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from briefing.site.prepared import Prepared

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What one run of the program wants besides the settings."""

    now: dt.datetime
    """Aware; entries after it are not shown yet."""

    output: Path | None = None
    seeds: tuple[Path, ...] = ()
    """Folders to collect from instead of those in the settings."""

    drafts: bool = False
    future: bool = False
    clean: bool = False
    """Render everything anew."""

    cache: Path | None = None
    """The user's own folder for compiled templates; without it they are compiled at every run."""

    executor: Callable[[], AbstractContextManager[Executor]] | None = None
    """Starts what does the work on several cores (or machines); without it all is done here."""

    jobs: int = 1
    """How much of the work the executor does at a time."""

    each: Each = map
    """Lists parts of a large folder, some of them elsewhere."""

    def wish(self, root: Path, config: Config) -> Wish:
        """Return which site of the folder *root* is wanted."""
        out = self.output or root / config.output
        return Wish(out=out, now=self.now, drafts=self.drafts, future=self.future)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    entries: int
    stories: int
    days: int
    written: frozenset[str] = frozenset()
    """Output paths of the files whose bytes are new."""

    removed: frozenset[str] = frozenset()
    kept: int = 0
    """Number of files that stayed as they were."""

    problems: tuple[Problem, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    """By stage."""


def prepare(
    root: Path,
    config: Config,
    options: BuildOptions,
    catalog: Catalog | None = None,
    within: Collection[str] | None = None,
) -> Prepared:
    """Return the site in *root* as it is to be, without writing anything but the *catalog*; with
    *within* only these folders of ``content/`` are looked into.

    Raises:
        BriefingError: the theme cannot be read, or does not fit the settings.
        CatalogError: what was known is damaged and forgotten; try again.
    """
    from briefing.site.preparing import prepared

    known, workers = catalog or Catalog(), Workers()
    problems = _read(root, config, known, workers, within)
    ground = Ground.of(root, config, known, problems, options.cache)
    return prepared(ground, options.wish(root, config), workers)


def _read(
    root: Path,
    config: Config,
    catalog: Catalog,
    workers: Workers,
    within: Collection[str] | None = None,
) -> tuple[Problem, ...]:
    """Read what has changed in ``content/``; return what is wrong with its folders."""
    contents, folder = contents_of(catalog, config), root / config.content
    found = scan_content(folder, contents, within)
    read_changes(folder, config.zone, contents, found, workers)
    return found.problems


def build(root: Path, config: Config, options: BuildOptions) -> BuildReport:
    """Collect what is new in *root*, then bring its site up to date; return what was done.

    A build that fails leaves the last good site as it was.

    Raises:
        BriefingError: something that a person can mend.
    """
    check_folders(root, config, options.output, options.seeds)
    catalog = open_catalog(root)
    try:
        with catalog.locked():
            return anew_if_damaged(lambda: _build(root, config, options, catalog))
    finally:
        catalog.close()


def anew_if_damaged(work: Callable[[], _T]) -> _T:
    """Do *work*; where what was known of the last run is found damaged, once more from nothing."""
    for _ in range(2):  # two databases may be damaged
        try:
            return work()
        except CatalogError:
            continue
    return work()


def _build(root: Path, config: Config, options: BuildOptions, catalog: Catalog) -> BuildReport:
    from briefing.collect import collect_to
    from briefing.desk import Desk

    seconds: dict[str, float] = {}
    workers = Workers(options.executor, options.jobs)
    wish = options.wish(root, config)
    try:
        with _timed("collect", seconds):
            if not contents_of(catalog, config).state:  # all is new: a matter for several cores
                _read(root, config, catalog, workers)
            desk = Desk(root, config, catalog, options.each)
            collected = collect_to(desk, options.now, options.seeds)
        with _timed("build", seconds):
            ground = Ground.of(root, config, catalog, collected.folders, options.cache)
            known = None if options.clean else ground.unchanged(wish)
            done = known or _published(ground, wish, workers, clean=options.clean)
    finally:
        workers.close()
    problems = dict.fromkeys((*collected.problems, *done.built.problems, *catalog.problems))
    return BuildReport(
        entries=done.built.entries,
        stories=done.built.stories,
        days=done.built.days,
        written=done.written,
        removed=done.removed,
        kept=done.kept,
        problems=tuple(problems),
        seconds=seconds,
    )


def _published(ground: Ground, wish: Wish, workers: Workers, *, clean: bool) -> Done:
    # Imported only here: where nothing has changed, nothing is laid out.
    from briefing.site.publishing import published

    return published(ground, wish, workers, clean=clean)


@contextmanager
def _timed(stage: str, seconds: dict[str, float]) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - begun, 3)

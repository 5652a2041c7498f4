"""The versions of a site on disk: new documents collected, the rest prepared as for `build`."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from briefing.build import BuildOptions, anew_if_damaged, prepare
from briefing.catalog import FOLDER, open_catalog
from briefing.collect import collect
from briefing.config import CONFIG_NAME, Config, read_config
from briefing.errors import BriefingError
from briefing.model import Problem
from briefing.serve.live import Watched
from briefing.serve.session import Version


class Site:
    """The site in *root*; *clock* is asked for the time of every version."""

    def __init__(
        self,
        root: Path,
        config_file: Path | None,
        options: BuildOptions,
        clock: Callable[[], dt.datetime],
    ) -> None:
        self.root = root
        self._file = config_file or root / CONFIG_NAME
        self._options = options
        self._clock = clock
        self._catalog = open_catalog(root)
        self._config = Config()  # the last good one
        self._prepared: Config | None = None
        self._collected: Config | None = None
        self._problems: tuple[Problem, ...] = ()

    def prepare(self, changed: frozenset[Path]) -> Version:
        """Return the site after files *changed*; raises BriefingError or OSError."""
        config = read_config(self._file)
        is_first, self._config = self._prepared != config, config
        options = replace(self._options, now=self._clock())
        within = None if is_first else self._content_of(changed)
        # A build that runs elsewhere ends some time.
        with self._catalog.locked(patience=math.inf):
            if self._collected != config or self._has_documents(changed):
                report = anew_if_damaged(
                    lambda: collect(self.root, config, options.now, self._catalog, options.seeds)
                )
                self._problems = (*report.problems, *report.folders)
                self._collected = config
                within = []  # what collecting has just looked at
            site = anew_if_damaged(
                lambda: prepare(self.root, config, options, self._catalog, within)
            )
            self._prepared = config
        return Version(
            outputs=site,
            base_path=config.base_path,
            problems=tuple(dict.fromkeys((*self._problems, *site.problems))),
        )

    def close(self) -> None:
        """Leave what is known in its files."""
        with suppress(BriefingError), self._catalog.locked():
            self._catalog.close()

    def _content_of(self, changed: frozenset[Path]) -> list[str]:
        """The folders of ``content/`` in which files *changed*; a path may be one itself."""
        top = self.root / self._config.content
        ways = (top.absolute(), top.resolve())
        below = {p.relative_to(way) for p in changed for way in ways if p.is_relative_to(way)}
        if any(way.is_relative_to(p) for p in changed for way in ways):
            return [""]
        folders = {f"{one.as_posix()}/" for path in below for one in (path, path.parent)}
        return [""] if "./" in folders else sorted(folders)

    def watched(self) -> Watched:
        """Return the folders that the last good settings name, and the file of the settings."""
        folders = [*self._seeds(), self.root / self._config.content]
        folders += [self.root / name for name in ("themes", "templates", "static")]
        output = self._options.output or self.root / self._config.output
        return Watched(
            folders=tuple(folders),
            files=(self._file,),
            ignored=(output, self.root / FOLDER, self.root / ".git"),
        )

    def _seeds(self) -> list[Path]:
        return [*self._options.seeds] or [self.root / seeds for seeds in self._config.seeds]

    def _has_documents(self, changed: frozenset[Path]) -> bool:
        seeds = [way for folder in self._seeds() for way in (folder.absolute(), folder.resolve())]
        return any(
            path.is_relative_to(folder) or folder.is_relative_to(path)
            for path in changed
            for folder in seeds
        )

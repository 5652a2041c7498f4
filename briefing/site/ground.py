"""What a site is made of, before anything of it is made; and whether it still is what was built."""

from __future__ import annotations

import datetime as dt
import functools
import os
from dataclasses import dataclass, field
from pathlib import Path

from briefing import __version__
from briefing.catalog import Catalog, ContentShelf, SiteShelf
from briefing.codec import decoder, encode
from briefing.config import Config
from briefing.content import instant
from briefing.files import code_stamp
from briefing.fingerprint import fingerprint
from briefing.model import Problem
from briefing.plugins import Plugins, read_plugins
from briefing.publish import changed_files
from briefing.render import Theme, read_theme
from briefing.site.contents import contents_of

FEW_FILES = 10_000
"""Up to so many files of an output are all looked at before it is taken for what was written; of
more, those that new days change, the lists, and the pages of days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which site is wanted: where it is written, when, and which entries it shows."""

    out: Path
    now: dt.datetime
    drafts: bool = False
    future: bool = False

    @property
    def name(self) -> str:
        """What tells one site from another in the catalog."""
        return f"{self.out.resolve()} {self.drafts} {self.future}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site as it was written, and what its build reported."""

    state: str
    """From :meth:`Ground.state`."""

    entries: int
    stories: int
    days: int
    problems: tuple[Problem, ...]
    files: int = 0
    """Number of files in the output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What publishing did."""

    built: Built
    written: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    kept: int = 0


_decode_built = decoder(Built)


@functools.cache  # the code that runs is that of the start
def program() -> str:
    """Return a mark of the program: another one makes everything anew."""
    return f"{__version__} {code_stamp('')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a site is made of."""

    config: Config
    catalog: Catalog
    contents: ContentShelf
    problems: tuple[Problem, ...]
    """What is wrong with the folders of ``content/``."""

    theme: Theme
    plugins: Plugins = field(default_factory=Plugins)
    cache: Path | None = None
    """Where compiled templates are kept."""

    @classmethod
    def of(
        cls,
        root: Path,
        config: Config,
        catalog: Catalog,
        problems: tuple[Problem, ...],
        cache: Path | None,
    ) -> Ground:
        """Return the ground of the site in *root*, of whose content the catalog knows what is
        there now, but for *problems*."""
        plugins = read_plugins(root, config)
        return cls(
            plugins=plugins,
            config=config,
            catalog=catalog,
            contents=contents_of(catalog, config),
            problems=(*problems, *plugins.chain.problems),
            theme=read_theme(root, config),
            cache=cache,
        )

    def hidden(self, wish: Wish) -> dict[str, list[str]]:
        """Return by day the entries that readers may not see."""
        until = None if wish.future else instant(wish.now, self.config.zone)
        return self.contents.hidden(wish.drafts, until)

    def state(self, wish: Wish) -> str:
        """Return a mark of all that decides what the site is."""
        # Names of static files need not be text.
        static = sorted((os.fsencode(p), file.mark) for p, file in self.theme.static.items())
        look = [self.theme.mark, self.theme.settings, static, self.plugins.mark]
        files = [self.problems, self.contents.state, sorted(self.hidden(wish).items())]
        return fingerprint([program(), self.config, look, files])

    def unchanged(self, wish: Wish) -> Done | None:
        """Return what the last build did, if the site is what would be built again, and its output
        is as it was written."""
        shelf = self.catalog.site(wish.name)
        built = last_built(shelf)
        if built is None or built.state != self.state(wish) or shelf.stale():
            return None
        if damaged_units(shelf, wish.out, built.files):
            return None
        return Done(built=built, kept=built.files)


def last_built(shelf: SiteShelf) -> Built | None:
    """Return the last build that was finished, if any is known."""
    value = shelf.fact("built")
    try:
        built = None if value is None else _decode_built(value)
    except ValueError as error:
        raise shelf.damaged() from error
    return built


def encode_built(built: Built) -> bytes:
    """Return *built* as it is kept."""
    return encode(built)


def damaged_units(shelf: SiteShelf, out: Path, count: int) -> list[str]:
    """Return the units of which a file in *out* is not as it was written.

    Where there are many files (*count*) only some are looked at, unless one of those is not.
    """
    if count > FEW_FILES and not changed_files(out, shelf.written(every=False)):
        return []
    return changed_files(out, shelf.written(every=True))

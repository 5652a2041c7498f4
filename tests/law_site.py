"""A site in a folder, changed as people, editors and accidents change one; for test_laws.py."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from briefing.build import BuildOptions, BuildReport, build
from briefing.catalog import open_catalog
from briefing.collect import harvests, last_report
from briefing.config import read_config
from briefing.errors import BriefingError
from briefing.model import Harvest, Problem

NOW = dt.datetime(2025, 6, 30, tzinfo=dt.UTC)
LIST, STAGE = ".briefing-files", ".briefing-new"
FOREIGN = "theirs.txt"
"""The name of every file in the output that is not the program's."""

LONG_AGO = 10**18
"""A time that many files are given, in nanoseconds: it and the size must not be all that counts."""

TEMPLATES = (
    "home day entry story month year archive terms term term_month page 404".split()
)  # the theme tells everything that it is given
SHOWING = (
    "{{ page }}\n{{ site }}\n{{ asset('style.css') }} {{ t('more') }} {{ site.settings }}\n"
    "{{ (page.body if page.body is defined else '')|markdown }}\n"
    "{{ page.digest.stories if page.digest is defined and page.digest else '' }}\n"
)


@dataclass(frozen=True)
class Wish:
    """What a build is asked for."""

    now: dt.datetime = NOW
    drafts: bool = False
    future: bool = False
    clean: bool = False
    output: str = "site"

    def options(self, root: Path) -> BuildOptions:
        return BuildOptions(
            now=self.now,
            output=None if self.output == "site" else root / self.output,
            drafts=self.drafts,
            future=self.future,
            clean=self.clean,
        )


@dataclass(frozen=True)
class Told:
    """What a build reported, or what stopped it."""

    counts: tuple[int, int, int] = (0, 0, 0)
    problems: tuple[Problem, ...] = ()
    error: str = ""
    written: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    kept: int = 0

    @classmethod
    def of(cls, report: BuildReport) -> Told:
        counts = report.entries, report.stories, report.days
        return cls(
            counts=counts,
            problems=report.problems,
            written=report.written,
            removed=report.removed,
            kept=report.kept,
        )

    def of_the_site(self, collected: tuple[Problem, ...] = ()) -> Told:
        """Without what was done, what collecting told, and that nothing can be remembered: they
        depend on what was there before."""
        apart = {p for p in self.problems if p in collected or p.place == ".briefing/"}
        problems = tuple(p for p in self.problems if p not in apart)
        return replace(self, written=frozenset(), removed=frozenset(), kept=0, problems=problems)


_APART = ("site", "public", "seeds", ".briefing")

Folder = dict[str, tuple[bytes, int]]
"""The files of a folder by path: bytes, and the time of their last change."""


@dataclass(frozen=True)
class Site:
    """A site's folder."""

    root: Path

    def put(self, path: str, text: str | bytes, is_old: bool = False) -> None:
        """Write a file, whatever stood in its place; *is_old* gives it a time long ago."""
        file = self.root / path
        for parent in reversed(file.relative_to(self.root).parents):
            if not (self.root / parent).is_dir():
                self.remove(parent.as_posix())
                (self.root / parent).mkdir()
        if file.is_symlink() or file.is_dir():
            self.remove(path)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        if is_old:
            os.utime(file, ns=(LONG_AGO, LONG_AGO))

    def remove(self, path: str) -> None:
        """Delete a file or a folder, if it is there."""
        target = self.root / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        elif os.path.lexists(target):
            target.unlink()

    def move(self, old: str, new: str) -> None:
        """Give a file another name; what stood there is replaced."""
        if old != new and not f"{new}/".startswith(f"{old}/"):
            data = (self.root / old).read_bytes()
            times = (self.root / old).stat()
            self.remove(old)
            self.put(new, data)
            os.utime(self.root / new, ns=(times.st_atime_ns, times.st_mtime_ns))

    def listed(self, folder: str, ending: str = "") -> list[str]:
        """The paths of the regular files below *folder*, in order."""
        files = (p for p in sorted((self.root / folder).rglob(f"*{ending}")) if is_file(p))
        return [path.relative_to(self.root).as_posix() for path in files]

    def told(self, folder: str) -> Folder:
        """What stands below *folder*: the program's own, complete files."""
        top = self.root / folder
        return {
            path.relative_to(top).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(top.rglob("*"))
            if is_file(path) and path.name != FOREIGN and STAGE not in path.relative_to(top).parts
        }

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def settings(self) -> dict[str, str]:
        """The lines of briefing.toml, as far as they are some."""
        lines = self.read("briefing.toml").decode(errors="replace").splitlines()
        return {
            name: value for name, is_one, value in (x.partition(" = ") for x in lines) if is_one
        }

    def set_field(self, path: str, name: str, value: str) -> None:
        """Give a file's front matter the line ``name: value``, or take that line away."""
        text = (self.root / path).read_bytes().decode(errors="replace")
        rest = re.sub(rf"(?m)^{name}:.*\n(  .*\n)*", "", text)
        line = f"{name}: {value}\n" if value else ""
        self.put(path, rest.replace("---\n", f"---\n{line}", 1), is_old=True)

    def copy_to(self, other: Path) -> Site:
        """A copy of all that a site is made of, and nothing that is made of it. Documents are not
        copied: what collecting does depends on what a person did to its files."""
        apart = shutil.ignore_patterns(*_APART)
        shutil.copytree(self.root, other, symlinks=True, dirs_exist_ok=True, ignore=apart)
        return Site(other)

    def go_back_to(self, other: Site) -> None:
        """Make all that a site is made of as it is in *other*, times and all."""
        for item in [*self.root.iterdir()]:
            if item.name not in _APART:
                self.remove(item.name)
        other.copy_to(self.root)

    def collected(self) -> tuple[Problem, ...]:
        """What the last collecting told."""
        report = last_report(self.root)
        return report.problems if report else ()

    def harvests(self, is_known: bool) -> dict[str, Harvest]:
        """What the documents hold; *is_known* asks what is known of them, too."""
        folders = [folder for folder in [self.root / "seeds"] if folder.is_dir()]
        with closing(open_catalog(self.root)) as catalog:
            config = read_config(self.root / "briefing.toml")
            return harvests(folders, self.root, config, catalog if is_known else None)

    def build(self, wish: Wish, is_later: bool = False) -> Told:
        """Build the site; *is_later* lets the program think that its files are not of today."""
        try:
            config = read_config(self.root / "briefing.toml")
            with clocks_forward(20 if is_later else 0):
                return Told.of(build(self.root, config, wish.options(self.root)))
        except BriefingError as error:
            return Told(error=f"{type(error).__name__}: {error}")
        finally:
            self._let_time_pass()

    def _let_time_pass(self) -> None:
        """Until a file that is written now is younger than every other."""
        probe = self.root / ".briefing" / FOREIGN
        if probe.parent.is_dir():
            probe.write_text("")
            first = probe.stat().st_mtime_ns
            while probe.stat().st_mtime_ns == first:
                probe.write_text("")
            probe.unlink()


def texts(folder: Folder) -> dict[str, bytes]:
    """The bytes of each file in *folder*."""
    return {path: data for path, (data, _) in folder.items()}


def is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


@contextmanager
def clocks_forward(seconds: int) -> Iterator[None]:
    """Within the block the machine's clock is ahead of the times of files."""
    real, real_ns = time.time, time.time_ns
    with (
        mock.patch.object(time, "time", lambda: real() + seconds),
        mock.patch.object(time, "time_ns", lambda: real_ns() + seconds * 10**9),
    ):
        yield


def begin(root: Path) -> Site:
    """A site with a theme that shows all that a template can see, and one that is made of it."""
    site = Site(root)
    site.put("briefing.toml", "theme = 'small'")
    site.put("themes/small/theme.toml", "[settings]\nloud = false\n")
    site.put("themes/small/assets/style.css", "a {}")
    site.put("themes/small/i18n/en.toml", "more = 'More'\ntable = 'Table'\n")
    for name in TEMPLATES:
        site.put(f"themes/small/templates/{name}.html", f"{name}: {SHOWING}")
    site.put("themes/other/theme.toml", "parent = 'small'\n[settings]\nloud = true\n")
    site.put("themes/other/templates/day.html", "other {% include 'small/day.html' %}")
    site.put("themes/other/i18n/de.toml", "more = 'Mehr'\n")
    return site

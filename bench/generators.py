"""The generators that `bench/archive.py` compares: how each is given a site, and started."""

from __future__ import annotations

import compileall
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus
import hugo_site
import pelican_site

HERE = Path(__file__).parent
ROOT = HERE.parent
TEMPLATES = ROOT / "themes" / "default" / "templates"
SETTINGS = "[feeds]\nentries = 60\n"
"""Feeds of sources and topics hold as many entries as those of the peers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A program and the site it builds in a folder of its own."""

    name: str
    folder: Path
    command: Sequence[str | Path]
    directory: Path
    """Where the command is started."""

    start: Callable[[Path, int], None]
    """Write a site of so many entries to a folder."""

    write: Callable[[Path, int, int], None]
    """Write the entries up to a number, from a number on, to the site in a folder."""

    output: str
    """The folder of what is built."""

    kept: str
    """The folder of what is kept from build to build."""

    foot: str
    """The template below every page, in the site's folder."""

    foot_source: Path
    """What that template is made from."""

    def forget(self) -> None:
        """Remove all that builds made."""
        for name in (self.output, self.kept):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit(self, entry: int, number: int) -> None:
        """Give an entry one more paragraph."""
        day, place = divmod(entry, corpus.A_DAY)
        file = self.folder / "content" / corpus.path(corpus.date(day), place)
        with file.open("a", encoding="utf-8") as told:
            told.write(f"\nEdit number {number}.\n")

    def restyle(self, number: int) -> None:
        """Change a word in the foot of every page."""
        file = self.folder / self.foot
        file.parent.mkdir(exist_ok=True)
        text = self.foot_source.read_text("utf-8")
        word = f"<p>Revision {number}</p>\n</footer>"
        file.write_text(text.replace("</footer>", word), encoding="utf-8")

    def files(self) -> int:
        """How many files the site has; a folder with a dot is the generator's own."""
        walk = os.walk(self.folder / self.output)
        return sum(len(names) for folder, _, names in walk if "/." not in folder)


def briefing(folder: Path) -> Generator:
    """This program, as it is now: a copy, so that what is edited meanwhile does not count."""
    program = folder.with_name(f"{folder.name}.program")
    for name in ("briefing", "themes"):
        shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(program, quiet=1)  # as an installed program is
    return Generator(
        name="briefing",
        folder=folder,
        command=[sys.executable, "-m", "briefing", "-C", folder, "-q", "build", "--json"],
        directory=program,
        start=start,
        write=corpus.write,
        output="site",
        kept=".briefing",
        foot="templates/_foot.html",
        foot_source=TEMPLATES / "_foot.html",
    )


def start(folder: Path, count: int) -> None:
    """Write a site of *count* entries for `briefing` to *folder*."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "briefing.toml").write_text(SETTINGS, encoding="utf-8")
    corpus.write(folder, count)


def written(output: str) -> int | None:
    """How many files a build has written, where it tells that as `briefing build --json` does."""
    try:
        told = json.loads(output)
    except ValueError:
        return None
    return int(told["pages"]["written"])


def hugo(folder: Path) -> Generator | None:
    """Hugo, where it is installed; to build incrementally is to run it again."""
    program = hugo_site.program()
    if not program:
        return None
    return Generator(
        name="hugo",
        folder=folder,
        command=[program, "--quiet"],
        directory=folder,
        start=hugo_site.start,
        write=hugo_site.write,
        output="public",
        kept="resources",
        foot="layouts/_partials/foot.html",
        foot_source=HERE / "themes" / "hugo" / "_partials" / "foot.html",
    )


def pelican(folder: Path) -> Generator | None:
    """Pelican, where it and the package `markdown` are installed; with its caches."""
    if not pelican_site.is_there():
        return None
    return Generator(
        name="pelican",
        folder=folder,
        command=[sys.executable, "-m", "pelican", "--quiet", "--fatal=errors"],
        directory=folder,
        start=pelican_site.start,
        write=pelican_site.write,
        output="output",
        kept="cache",
        foot="theme/templates/_foot.html",
        foot_source=HERE / "themes" / "pelican" / "templates" / "_foot.html",
    )

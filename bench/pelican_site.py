"""The corpus as a site for Pelican, with the pages and feeds that `briefing` makes of it.

usage: python bench/pelican_site.py FOLDER N

Sources are authors, topics are tags; years, months and days are period archives. Settings and
templates stand in bench/themes/pelican.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import corpus

HERE = Path(__file__).parent
ASSETS = HERE.parent / "themes" / "default" / "assets"


def is_there() -> bool:
    """Whether Pelican can be run, and has the package that reads Markdown."""
    return all(importlib.util.find_spec(name) for name in ("pelican", "markdown"))


def start(folder: Path, count: int) -> None:
    """Write a site of *count* entries to *folder*."""
    shutil.copytree(HERE / "themes" / "pelican" / "templates", folder / "theme" / "templates")
    shutil.copytree(ASSETS, folder / "theme" / "static")
    shutil.copy(HERE / "themes" / "pelican" / "pelicanconf.py", folder)
    write(folder, count)


def write(folder: Path, count: int, first: int = 0) -> None:
    """Write the entries *first* … *count* - 1."""
    corpus.put(folder / "content", corpus.entries(count, first), text)


def text(entry: corpus.Entry) -> str:
    """The file of an entry, as Pelican reads it."""
    return (
        f"Title: {entry.title}\nDate: {entry.time}\nSlug: entry-{entry.place}\n"
        f"Author: {entry.source}\nTags: {', '.join(entry.topics)}\n"
        f"Original: {entry.url}\nHost: example.org\nGuid: {entry.guid}\n\n{entry.body}\n"
    )


if __name__ == "__main__":
    start(Path(sys.argv[1]), int(sys.argv[2]))

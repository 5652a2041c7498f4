"""Where each page stands: output paths and URLs, permanent and distinct."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from briefing.fingerprint import fingerprint
from briefing.model import Entry, Level, Problem, StandingPage, Story
from briefing.text.slugs import slug
from briefing.text.words import key

RESERVED = frozenset(
    "404 404.html archive assets atom.xml daily.xml feed feed.json feed.xml feeds.opml index"
    " index.xml latest robots.txt rss.xml search sitemap sitemap.xml sitemaps sources static"
    " stories topics".split()
)
"""Names of the site's own pages, which no standing page may take; so are years."""


@dataclass(frozen=True, slots=True)
class Base:
    """The site's address: makes URLs of output paths."""

    url: str
    """Absolute; ends with a slash."""

    @property
    def path(self) -> str:
        """Begins and ends with a slash."""
        return _path_of(self.url)

    def local(self, path: str) -> str:
        """Return the root-relative URL of the output *path*; that of a folder ends with ``/``."""
        return self.path + _quoted(path)

    def absolute(self, path: str) -> str:
        """Return the absolute URL of the output *path*."""
        return self.url + _quoted(path)


@functools.lru_cache(maxsize=8)
def _path_of(url: str) -> str:
    return urlsplit(url).path


@functools.lru_cache(maxsize=8192)
def _quoted(path: str) -> str:
    is_folder = f"/{path}".endswith("/index.html")
    return quote(path.removesuffix("index.html") if is_folder else path)


def day_path(day: dt.date) -> str:
    """Return the output path of a day's page."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}/index.html"


def month_path(month: dt.date, below: str = "") -> str:
    """Return the output path of a month's page, *below* a folder that ends with a slash."""
    return f"{below}{month.year:04}/{month.month:02}/index.html"


def year_path(year: int) -> str:
    """Return the output path of a year's page."""
    return f"{year:04}/index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The output paths of everything whose name comes from outside, as far as a page needs them."""

    base: Base
    entries: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(guid, content path) → output path."""

    stories: Mapping[str, str] = field(default_factory=dict)
    """Story id → folder, ending with a slash, for the stories that have a page."""

    sources: Mapping[str, str] = field(default_factory=dict)
    """Key of the name → folder, ending with a slash."""

    topics: Mapping[str, str] = field(default_factory=dict)

    def entry(self, entry: Entry) -> str:
        """Return the output path of *entry*."""
        return self.entries[entry.guid, entry.path]

    def story(self, story_id: str) -> str:
        """Return the output path of the page of a story that has one."""
        return f"{self.stories[story_id]}index.html"

    def source_url(self, name: str) -> str:
        """Return the root-relative URL of a source's page; empty where it has none."""
        folder = self.source_folder(name)
        return self.base.local(folder) if folder else ""

    def source_folder(self, name: str) -> str:
        """Return a source's folder, ending with a slash; empty where it has none."""
        return self.sources.get(term_key(name), "")

    def topic_url(self, name: str) -> str:
        """Return the root-relative URL of a topic's page."""
        return self.base.local(self.topics[term_key(name)])


@functools.lru_cache(maxsize=8192)
def term_key(name: str) -> str:
    """Return what tells two sources or topics apart: case, accents and punctuation do not."""
    return key(name) or name.strip()


def has_page(story: Story) -> bool:
    """Whether a day's story has a page of its own: it has two entries, a record, or a name that a
    document or editor gave it, so that it may go on. Only the day itself decides."""
    return len(story.entries) > 1 or story.record is not None or bool(story.lead.story)


def folder(kind: str, name: str, key: str, *, is_first: bool) -> str:
    """Return the folder of the story, source or topic *key* (*kind*: its taxonomy), whose slug is
    *name*; it ends with a slash.

    Whoever came first keeps the plain slug, so that a new day never moves an archived page. The
    two hyphens stand in no slug, so no folder is taken twice.
    """
    return f"{kind}/{name}/" if is_first else f"{kind}/{name}--{fingerprint(key)[:6]}/"


def entry_paths(
    day: dt.date, entries: Iterable[Entry]
) -> tuple[dict[tuple[str, str], str], list[Problem]]:
    """Return the output path of each of a day's *entries* by guid and content path, and those that
    would have had the same."""
    paths: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    below = day_path(day).removesuffix("index.html")
    taken: dict[str, str] = {}
    for entry in sorted(entries, key=lambda entry: (entry.path, entry.guid)):
        name = slug(entry.path.rpartition("/")[2].removesuffix(".md") or entry.title)
        if name in taken:
            other, name = taken[name], f"{name}-{fingerprint([entry.guid, entry.path])[:6]}"
            message = f"has the same address as {other}; its page is “{below}{name}/”"
            problems.append(Problem(place=f"content/{entry.path}", message=message))
        taken[name] = f"content/{entry.path}"
        paths[entry.guid, entry.path] = f"{below}{name}/index.html"
    return paths, problems


def page_paths(pages: Iterable[StandingPage]) -> tuple[dict[str, str], list[Problem]]:
    """Return the output path of each standing page by its content path, and what is wrong with the
    names of those that get none."""
    paths: dict[str, str] = {}
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    for page in sorted(pages, key=lambda page: page.path):
        name, place = slug(page.slug), f"content/{page.path}"
        if page.slug in RESERVED or name in RESERVED or name.isdecimal():
            message = f"the address “/{name}/” belongs to the site's own pages; rename the file"
            problems.append(Problem(place=place, message=message, level=Level.ERROR))
        elif name in taken:
            message = f"has the same address as {taken[name]}; rename one of them"
            problems.append(Problem(place=place, message=message, level=Level.ERROR))
        else:
            taken[name] = place
            paths[page.path] = f"{name}/index.html"
    return paths, problems

"""Conductor: addresses of pages → ``seeds/pages/``, each a document of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from briefing.config import Config
from briefing.errors import OutputError
from briefing.fetch.addresses import shown
from briefing.fetch.client import PAGE, Answer, Wish
from briefing.fetch.crowd import Crowd
from briefing.fetch.links import feed_links
from briefing.fetch.pages import page_of
from briefing.fetch.robots import Robots
from briefing.fetch.trouble import Kind, Trouble
from briefing.files import reason, shelve
from briefing.following.means import client_for, state_of
from briefing.model import Level, Problem

_FOLDER = "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveReport:
    """What became of the addresses."""

    files: tuple[str, ...] = ()
    """New documents, as paths below the site's root, in the order of the addresses."""

    there_already: int = 0
    feeds: tuple[str, ...] = ()
    """Feeds to subscribe to: addresses that were feeds themselves, and the first that each of the
    pages names."""

    failed: int = 0
    problems: tuple[Problem, ...] = ()
    is_interrupted: bool = False


_T = TypeVar("_T")


def _in_order(found: Mapping[int, _T]) -> tuple[_T, ...]:
    return tuple(found[number] for number in sorted(found))


@dataclass(slots=True)
class _Shelf:
    """Where pages are put, and what became of each by the number of its address."""

    root: Path
    folder: Path
    leave_feeds: bool
    files: dict[int, str]
    feeds: dict[int, tuple[str, ...]]
    problems: dict[int, Problem]
    there_already: int = 0

    def take(self, number: int, url: str, result: Answer | Trouble) -> None:
        """Keep the answer to the *number*-th address."""
        if isinstance(result, Trouble):
            if result.kind is not Kind.STOPPED:  # a page that was postponed is told, too
                self.problems[number] = Problem(
                    place=shown(url), message=result.message, level=Level.ERROR
                )
            return
        page = page_of(result.url, result.headers.get("content-type", ""), result.body)
        if page.is_feed:
            self.feeds[number] = (url,)
        elif page.name.endswith(".html"):
            self.feeds[number] = feed_links(result.body, result.url)[:1]  # the others are comments
        if self.leave_feeds and self.feeds.get(number):
            return
        try:
            file = shelve(self.folder, page.name, page.data)
        except OSError as error:
            raise OutputError(str(self.folder), f"cannot be written: {reason(error)}") from error
        if file:
            self.files[number] = file.relative_to(self.root).as_posix()
        else:
            self.there_already += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveOptions:
    """How pages are to be saved."""

    now: dt.datetime
    """Aware; its day in the site's zone names the folder."""

    leave_feeds: bool = False
    """Keep no document of an address that is a feed or names one: that will be subscribed to."""

    progress: Callable[[int, int], None] = lambda _done, _all: None
    """Told how many addresses are done, and of how many."""


def save_pages(root: Path, config: Config, urls: Iterable[str], options: SaveOptions) -> SaveReport:
    """Fetch the pages at *urls* and keep each in ``seeds/pages/``; nothing is collected yet.

    Raises:
        OutputError: a document cannot be written.
        BusyError: another run fetches for this site.
    """
    wanted = list(dict.fromkeys(urls))
    day = options.now.astimezone(config.zone).strftime("%Y/%m/%d")
    shelf = _Shelf(root, root / config.seeds[0] / _FOLDER / day, options.leave_feeds, {}, {}, {})
    is_interrupted = False
    with state_of(root) as state, client_for(config) as client:
        robots = Robots(client, state.robots(), int(options.now.timestamp()))
        tasks = [((n, url), Wish(url=url, accept=PAGE)) for n, url in enumerate(wanted)]
        crowd = Crowd[tuple[int, str]](client, robots.permit)
        try:
            for number, done in enumerate(crowd.results(tasks), start=1):
                shelf.take(*done.task, done.result)
                options.progress(number, len(wanted))
        except KeyboardInterrupt:
            is_interrupted = True
        state.keep_robots(robots.known)
    return SaveReport(
        files=_in_order(shelf.files),
        there_already=shelf.there_already,
        feeds=tuple(dict.fromkeys(f for found in _in_order(shelf.feeds) for f in found)),
        failed=len(shelf.problems),
        problems=_in_order(shelf.problems),
        is_interrupted=is_interrupted,
    )

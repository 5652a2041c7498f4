"""Conductor: subscriptions → ``seeds/feeds/``. Ask what is due, keep what is new, remember it.

What a run finds is written in one document before the state says that it is known; see
:mod:`briefing.fetch.state` for what becomes of it when the run is killed.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.catalog.store import FOLDER
from briefing.config import Config
from briefing.errors import BriefingError
from briefing.fetch.addresses import target_of
from briefing.fetch.crowd import Crowd
from briefing.fetch.outcome import Feed, wish_of
from briefing.fetch.state import State
from briefing.fetch.trouble import Trouble
from briefing.following.gathering import Gathering, Tally
from briefing.following.means import client_for, state_of
from briefing.following.subscriptions import Followed, subscriptions
from briefing.model import Level, Problem

Progress = Callable[[int, int], None]
"""Told how many feeds are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How one run of ``fetch`` is to go."""

    now: dt.datetime
    """Aware."""

    force: bool = False
    """Ask feeds that are not due, too; those that are gone for good stay alone."""

    only: tuple[str, ...] = ()
    """Addresses or titles of feeds: ask these alone, whether or not they are due or gone."""

    progress: Progress = lambda _done, _all: None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchReport:
    """What fetching did; the numbers count feeds where they say nothing else."""

    feeds: int = 0
    """That the site follows."""

    asked: int = 0
    unchanged: int = 0
    """Of those asked, how many said so (304)."""

    failed: int = 0
    waiting: int = 0
    """Not due yet, or at a host that was busy; so not asked."""

    ended: int = 0
    """Gone for good, so not asked."""

    new: int = 0
    """Items that were not known."""

    changed: int = 0
    """Items that say something else than before."""

    written: tuple[str, ...] = ()
    """Documents, as paths below the site's root."""

    problems: tuple[Problem, ...] = ()
    is_interrupted: bool = False
    seconds: float = 0.0


def fetch(root: Path, config: Config, options: FetchOptions) -> FetchReport:
    """Ask the feeds that are due, and write what is new in them into one document.

    One feed's trouble is a problem in the report and costs the others nothing.

    Raises:
        BriefingError: ``feeds.opml`` cannot be read, the document cannot be written, no feed has
            one of the names asked for, another run is at work.
    """
    started = time.perf_counter()
    followed, problems = subscriptions(root, config)
    chosen = _chosen(followed, options.only)
    with state_of(root) as state:
        gathering = Gathering(root, config, options.now, state)
        known = state.feeds()
        feeds = {one.name: known.get(one.name, Feed(url=one.name)) for one in chosen}
        due = [one for one in chosen if _is_due(feeds[one.name], options)]
        is_interrupted = _ask(config, due, feeds, gathering, options.progress)
        tally = gathering.keep()
        trouble = _unkept(state)
    ended = [one for one in chosen if one not in due and feeds[one.name].has_ended]
    return _report(
        FetchReport(
            feeds=len(followed),
            waiting=len(chosen) - len(due) - len(ended),
            ended=len(ended),
            problems=(*problems, *(_gone(one) for one in ended), *trouble),
            is_interrupted=is_interrupted,
            seconds=time.perf_counter() - started,
        ),
        tally,
    )


def _report(report: FetchReport, tally: Tally) -> FetchReport:
    return replace(
        report,
        asked=tally.asked,
        unchanged=tally.unchanged,
        failed=tally.failed,
        waiting=report.waiting + tally.postponed,
        new=tally.new,
        changed=tally.changed,
        written=tally.written,
        problems=(*report.problems, *tally.problems),
    )


def _chosen(followed: Sequence[Followed], only: Sequence[str]) -> list[Followed]:
    """The feeds that *only* names, by address or by title without regard to case; all for none."""
    if not only:
        return [*followed]
    chosen = []
    for name in only:
        found = [one for one in followed if _is_named(one, name)]
        if not found:
            hint = "see: briefing list sources --health"
            raise BriefingError(name, f"no feed of this site has this address or title; {hint}")
        chosen += found
    return list(dict.fromkeys(chosen))


def _is_named(one: Followed, name: str) -> bool:
    if one.title and one.title.casefold() == name.casefold():
        return True
    with suppress(Trouble):
        return one.name == target_of(name).url
    return False


def _is_due(feed: Feed, options: FetchOptions) -> bool:
    if options.only:
        return True
    if feed.has_ended:
        return False
    # What was asked in the future was asked by another clock: it says nothing.
    seconds = options.now.timestamp()
    return options.force or feed.due <= seconds or feed.asked > seconds


def _ask(
    config: Config,
    due: Sequence[Followed],
    feeds: dict[str, Feed],
    gathering: Gathering,
    progress: Progress,
) -> bool:
    """Ask all feeds that are *due*; return whether the user broke off."""
    if not due:
        return False
    tasks = [(one, wish_of(feeds[one.name], one.url)) for one in due]
    progress(0, len(due))
    with client_for(config) as client:
        try:
            for number, done in enumerate(Crowd[Followed](client).results(tasks), start=1):
                gathering.take(done.task, feeds[done.task.name], done.result)
                progress(number, len(due))
        except KeyboardInterrupt:  # what came so far is kept
            return True
    return False


def _gone(one: Followed) -> Problem:
    message = f"is gone for good (410) and no longer asked; take it out of {one.place}"
    return Problem(place=one.label, message=message, level=Level.NOTE)


def _unkept(state: State) -> list[Problem]:
    if not state.trouble:
        return []
    message = f"cannot be kept ({state.trouble}); every feed is asked anew at every run"
    return [Problem(place=f"{FOLDER}/", message=message, level=Level.NOTE)]

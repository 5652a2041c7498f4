"""How the feeds are that a site follows, as far as earlier runs of ``fetch`` know. No network."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from briefing.catalog.store import FOLDER
from briefing.config import Config
from briefing.fetch.health import Health, health
from briefing.fetch.outcome import Feed
from briefing.fetch.state import look_at_state
from briefing.following.subscriptions import Followed, subscriptions


class Standing(StrEnum):
    """How a feed is, in a word; the first that is true."""

    UNASKED = "never asked"
    GONE = "gone"
    FAILING = "failing"
    SILENT = "silent longer than usual"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """How one feed is; times are aware, in UTC, and None where there was none yet."""

    title: str
    url: str
    """Without user and password."""

    folder: str = ""
    standing: Standing = Standing.UNASKED
    failures: int = 0
    """In a row."""

    trouble: str = ""
    """What the last failure was."""

    last_success: dt.datetime | None = None
    last_new: dt.datetime | None = None
    """When its newest entry was published, or came where it does not say."""

    interval: dt.timedelta | None = None
    """Median of the gaps between new entries; None where too few came."""

    next: dt.datetime | None = None
    """When it may be asked again."""

    moved_to: str = ""


def feed_health(root: Path, config: Config, now: dt.datetime) -> tuple[FeedHealth, ...]:
    """Return how each feed is that the site in *root* follows, in the order of the files.

    Raises:
        BriefingError: ``feeds.opml`` cannot be read.
    """
    followed, _ = subscriptions(root, config)
    seconds = int(now.timestamp())
    with closing(look_at_state(root / FOLDER)) as state:
        feeds, arrivals = state.feeds(), state.arrivals()
    return tuple(
        _health_of(
            one,
            feeds.get(one.name, Feed(url=one.name)),
            health(arrivals.get(one.name, ()), seconds),
        )
        for one in followed
    )


def _health_of(followed: Followed, feed: Feed, usual: Health) -> FeedHealth:
    return FeedHealth(
        title=followed.label,
        url=followed.name,
        folder=followed.folder,
        standing=_standing(feed, usual),
        failures=feed.failures,
        trouble=feed.trouble,
        last_success=_time(feed.succeeded),
        last_new=_time(usual.newest),
        interval=dt.timedelta(seconds=usual.interval) if usual.interval else None,
        next=None if feed.has_ended else _time(feed.due),
        moved_to=feed.address,
    )


def _standing(feed: Feed, usual: Health) -> Standing:
    if not feed.asked:
        return Standing.UNASKED
    if feed.has_ended:
        return Standing.GONE
    if feed.failures:
        return Standing.FAILING
    return Standing.SILENT if usual.is_silent else Standing.FINE


def _time(seconds: int) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds else None

"""What is known of a feed after it was asked. Pure: the feed as it was and the answer → as it is.

Times are whole seconds since 1970 (UTC).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from briefing.fetch.addresses import shown, target_of
from briefing.fetch.caching import back_off, fresh_for, wait_asked_for
from briefing.fetch.client import Answer, Wish
from briefing.fetch.trouble import Kind, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A subscription as far as it was ever asked."""

    url: str
    """As subscribed to, without credentials."""

    etag: str = ""
    last_modified: str = ""
    known_at: str = ""
    """The address that both belong to."""

    address: str = ""
    """Where it has moved for good; empty for *url*."""

    due: int = 0
    """When it may be asked next."""

    failures: int = 0
    """In a row."""

    trouble: str = ""
    """What the last failure was; empty after a success."""

    has_ended: bool = False
    """Whether the server said that it is gone for good."""

    is_unread: bool = False
    """Whether its last body was no feed that could be read, and was kept as it came."""

    criterion: str = ""
    """By what its items are known (:class:`briefing.ingest.feeds.values.Criterion`)."""

    asked: int = 0
    succeeded: int = 0


def wish_of(feed: Feed, url: str) -> Wish:
    """Return what to ask for *feed*, which is subscribed to as *url* (maybe with credentials).

    Where it has moved to another origin, that one is not told them.
    """
    if not feed.address:
        address = url
    else:
        old, new = target_of(url), target_of(feed.address)
        address = feed.address
        if old.credentials and old.origin == new.origin:
            login = url.partition("://")[2].partition("/")[0].rpartition("@")[0]
            address = feed.address.replace("://", f"://{login}@", 1)
    return Wish(
        url=address, etag=feed.etag, last_modified=feed.last_modified, known_at=feed.known_at
    )


def after_answer(feed: Feed, answer: Answer, now: dt.datetime, longest: dt.timedelta) -> Feed:
    """Return *feed* after *answer*, whose body (if any) could be read.

    It is due again as soon as the server's word that nothing is new has run out, after *longest* at
    most (RFC 9111, section 4.2).
    """
    seconds = int(now.timestamp())
    address = answer.moved or feed.address
    return replace(
        _with_validators(feed, answer),
        address="" if address == feed.url else address,
        due=seconds + int(fresh_for(answer.headers, now, longest).total_seconds()),
        failures=0,
        trouble="",
        has_ended=False,
        is_unread=False,
        asked=seconds,
        succeeded=seconds,
    )


def after_unread(feed: Feed, answer: Answer, now: dt.datetime, why: str) -> Feed:
    """Return *feed* after an *answer* that is no feed: a failure, but one that is known again."""
    failed = after_trouble(feed, Trouble(Kind.UNREAD, why), now)
    return replace(_with_validators(failed, answer), is_unread=True)


def after_trouble(feed: Feed, trouble: Trouble, now: dt.datetime) -> Feed:
    """Return *feed* after *trouble*: it is left alone for longer and longer, for as long as the
    server asks, or for ever where it is gone."""
    seconds = int(now.timestamp())
    failures = feed.failures + 1
    wait = back_off(feed.url, failures)
    if trouble.kind is Kind.BUSY:
        wait = wait_asked_for(trouble.headers, now) or wait
    is_lost = trouble.kind in (Kind.GONE, Kind.STATUS, Kind.UNREACHABLE, Kind.REFUSED)
    return replace(
        feed,
        # What has moved and cannot be found there is looked for again where it was.
        address="" if is_lost else feed.address,
        due=seconds + int(wait.total_seconds()),
        failures=failures,
        trouble=trouble.message,
        has_ended=trouble.kind is Kind.GONE and not feed.address,
        asked=seconds,
    )


def _with_validators(feed: Feed, answer: Answer) -> Feed:
    """*feed* with the validators of *answer*; one that nothing has changed may repeat them."""
    etag = answer.headers.get("etag", "")
    last_modified = answer.headers.get("last-modified", "")
    if answer.is_unchanged:
        etag, last_modified = etag or feed.etag, last_modified or feed.last_modified
    return replace(feed, etag=etag, last_modified=last_modified, known_at=shown(answer.url))

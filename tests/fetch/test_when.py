"""When a feed is asked again: what servers say, what failures suggest, what is usual."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.fetch.caching import back_off, fresh_for, http_date, wait_asked_for
from briefing.fetch.client import Answer
from briefing.fetch.health import Health, health
from briefing.fetch.outcome import Feed, after_answer, after_trouble, after_unread, wish_of
from briefing.fetch.trouble import Kind, Trouble

NOW = dt.datetime(2025, 5, 6, 10, tzinfo=dt.UTC)
SECONDS = int(NOW.timestamp())
DAY = dt.timedelta(days=1)
LATER = "Tue, 06 May 2025 21:00:00 GMT"
URL = "http://mill.example/feed"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": 'public, MAX-AGE="600", must-revalidate'}, 600),
        ({"cache-control": "max-age=600", "age": "200"}, 400),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "max-age=99999999999"}, 86_400),
        ({"cache-control": "s-maxage=600"}, 0),
        ({"cache-control": "max-age=soon"}, 0),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "max-age=600,no-store"}, 0),
        ({"expires": "Tue, 06 May 2025 11:00:00 GMT"}, 3600),
        ({"expires": "Tue, 06 May 2025 11:00:00 GMT", "cache-control": "max-age=60"}, 60),
        ({"expires": LATER, "date": "Tue, 06 May 2025 20:00:00 GMT"}, 3600),
        ({"expires": "Tue, 06 May 2025 09:00:00 GMT"}, 0),
        ({"expires": "0"}, 0),
        ({"expires": "Tue, 06 May 2099 09:00:00 GMT"}, 86_400),
    ],
)  # fmt: skip
def test_what_a_server_says_of_freshness(headers: dict[str, str], seconds: int) -> None:
    assert fresh_for(headers, NOW, DAY).total_seconds() == seconds
    assert fresh_for(headers, NOW, dt.timedelta()) == dt.timedelta()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "later"}, None),
        ({"retry-after": "120"}, 120),
        ({"retry-after": "99999999"}, 7 * 86_400),
        ({"retry-after": "Tue, 06 May 2025 10:05:00 GMT"}, 300),
        ({"retry-after": LATER, "date": "Tue, 06 May 2025 20:59:00 GMT"}, 60),
        ({"retry-after": "Tue, 06 May 2025 09:00:00 GMT"}, 0),
    ],
)  # fmt: skip
def test_what_a_busy_server_asks_for(headers: dict[str, str], seconds: int | None) -> None:
    wait = wait_asked_for(headers, NOW)

    assert (wait.total_seconds() if wait is not None else None) == seconds


def test_dates_of_all_three_forms_are_read() -> None:
    for text in (
        "Tue, 06 May 2025 10:00:00 GMT",
        "Tuesday, 06-May-25 10:00:00 GMT",
        "Tue May  6 10:00:00 2025",
    ):
        assert http_date(text) == NOW
    assert http_date("Tue, 45 May 2025 10:00:00 GMT") is None


def test_failures_are_left_alone_longer_and_longer() -> None:
    waits = [back_off(URL, n).total_seconds() / 60 for n in range(1, 12)]

    for wait, minutes in zip(waits, [15, 30, 60, 120, 240, 480, 960], strict=False):
        assert 0.75 * minutes <= wait <= 1.25 * minutes
    assert all(0.75 * 1440 <= wait <= 1.25 * 1440 for wait in waits[7:])
    assert back_off(URL, 3) == back_off(URL, 3)
    assert len({back_off(f"{URL}{n}", 1) for n in range(20)}) == 20
    assert back_off(URL, 10**6) <= 1.25 * DAY


def test_a_success_is_remembered() -> None:
    headers = {"etag": '"1"', "last-modified": "x", "cache-control": "max-age=600"}
    answer = Answer(url="http://mill.example/new", status=200, headers=headers)
    failing = Feed(url=URL, failures=3, trouble="answered 500", is_unread=True, has_ended=True)

    assert after_answer(failing, answer, NOW, DAY) == Feed(
        url=URL, etag='"1"', last_modified="x", known_at="http://mill.example/new",
        due=SECONDS + 600, asked=SECONDS, succeeded=SECONDS,
    )  # fmt: skip


def test_validators_stay_with_what_is_unchanged_and_go_with_what_is_new() -> None:
    feed = Feed(url=URL, etag='"1"', last_modified="x", known_at=URL)

    same = after_answer(feed, Answer(url=URL, status=304), NOW, DAY)
    newer = after_answer(feed, Answer(url=URL, status=200), NOW, DAY)

    assert (same.etag, same.last_modified) == ('"1"', "x")
    assert (newer.etag, newer.last_modified) == ("", "")


def test_a_move_is_remembered_until_it_fails() -> None:
    answer = Answer(url="http://mill.example/b", status=200, moved="http://mill.example/b")
    moved = after_answer(Feed(url=URL), answer, NOW, DAY)
    later = after_answer(moved, Answer(url="http://mill.example/b", status=304), NOW, DAY)
    back = after_answer(moved, Answer(url=URL, status=200, moved=URL), NOW, DAY)

    assert moved.address == later.address == "http://mill.example/b"
    assert wish_of(later, URL).url == "http://mill.example/b"
    assert back.address == ""
    for kind in (Kind.GONE, Kind.STATUS, Kind.UNREACHABLE, Kind.REFUSED):
        lost = after_trouble(moved, Trouble(kind, "x"), NOW)
        assert (lost.address, lost.has_ended) == ("", False)
        assert wish_of(lost, URL).url == URL
    assert after_trouble(moved, Trouble(Kind.SLOW, "x"), NOW).address == moved.address


def test_what_is_gone_has_ended() -> None:
    assert after_trouble(Feed(url=URL), Trouble(Kind.GONE, "is gone"), NOW).has_ended


def test_a_busy_server_is_left_alone_as_long_as_it_asks() -> None:
    asked = Trouble(Kind.BUSY, "busy", headers={"retry-after": "7200"})
    soon = Trouble(Kind.BUSY, "busy", headers={"retry-after": "0"})

    assert after_trouble(Feed(url=URL), asked, NOW).due == SECONDS + 7200
    assert after_trouble(Feed(url=URL), soon, NOW).due > SECONDS
    assert after_trouble(Feed(url=URL), Trouble(Kind.BUSY, "busy"), NOW).due > SECONDS + 600


def test_what_cannot_be_read_is_a_failure_that_is_known_again() -> None:
    answer = Answer(url=URL, status=200, headers={"etag": '"9"'})

    feed = after_unread(Feed(url=URL, failures=1), answer, NOW, "is no feed")

    assert (feed.failures, feed.is_unread, feed.trouble) == (2, True, "is no feed")
    assert (feed.etag, feed.known_at, feed.succeeded) == ('"9"', URL, 0)
    assert feed.due > SECONDS


def test_credentials_follow_a_feed_within_its_origin_only() -> None:
    url = "http://ann:pw@mill.example/feed"

    assert wish_of(Feed(url=URL), url).url == url
    near = Feed(url=URL, address="http://mill.example/new")
    assert wish_of(near, url).url == "http://ann:pw@mill.example/new"
    far = Feed(url=URL, address="http://other.example/new")
    assert wish_of(far, url).url == "http://other.example/new"
    assert wish_of(near, URL).url == "http://mill.example/new"


HOUR = 3600


@pytest.mark.parametrize(
    ("arrivals", "now", "expected"),
    [
        ([], 100, Health()),
        ([50, 50], 100, Health(newest=50)),
        ([h * HOUR for h in range(4)], 900 * HOUR, Health(newest=3 * HOUR)),
        ([h * HOUR for h in range(11)], 15 * HOUR, Health(newest=10 * HOUR, interval=HOUR)),
        (
            [h * HOUR for h in range(11)],
            17 * HOUR,
            Health(newest=10 * HOUR, interval=HOUR, is_silent=True),
        ),
        (
            [h * 48 * HOUR for h in (0, 1, 2, 3, 5, 6)],
            (6 * 48 + 6 * 48) * HOUR,
            Health(newest=6 * 48 * HOUR, interval=48 * HOUR),
        ),
        (
            [h * 48 * HOUR for h in (6, 5, 3, 2, 1, 0)],
            (6 * 48 + 6 * 48 + 1) * HOUR,
            Health(newest=6 * 48 * HOUR, interval=48 * HOUR, is_silent=True),
        ),
    ],
)
def test_what_is_usual_for_a_feed(arrivals: list[int], now: int, expected: Health) -> None:
    assert health(arrivals, now) == expected

"""What is new in a feed, by what was known of it."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.following.news import Known, News, news_of
from briefing.ingest.feeds.values import Criterion, FeedError
from briefing.model import Document
from tests.fetch.sites import NOW

URL = "https://mill.example/feed"


def rss(*items: tuple[str, str, str], day: str = "") -> Document:
    """Each item is its id, its link and its headline."""
    date = f"<pubDate>{day}</pubDate>" if day else ""
    rows = "".join(
        f'<item><guid isPermaLink="false">{id_}</guid><link>https://mill.example/{link}</link>'
        f"<title>{title}</title>{date}</item>"
        for id_, link, title in items
    )
    text = f'<rss version="2.0"><channel><title>Mill</title>{rows}</channel></rss>'
    return Document(place=URL, data=text.encode(), sha256="")


def after(news: News, before: Known | None = None) -> Known:
    names = {**news.names, **(before.names if before else {})}
    marks = {**(before.marks if before else {}), **news.marks}
    return Known(marks=marks, names=names, criterion=news.facts.criterion)


ITEMS = [(f"id-{n}", f"page-{n}", f"Headline {n}") for n in range(4)]


def test_new_and_changed_items_are_news() -> None:
    first = news_of(rss(*ITEMS[:2]), Known(), NOW)
    again = news_of(rss(*ITEMS[:2]), after(first), NOW)
    changed = ("id-0", "page-0", "Another headline")
    later = news_of(rss(changed, ITEMS[1], ITEMS[2]), after(first), NOW)

    assert (first.new, len(first.fresh), len(first.arrivals)) == (2, 2, 1)
    assert (again.new, again.fresh, again.arrivals) == (0, (), ())
    assert [item.title for item in later.fresh] == ["Another headline", "Headline 2"]
    assert later.new == 1


def test_ids_that_change_at_every_fetch_double_nothing() -> None:
    first = news_of(rss(*ITEMS), Known(), NOW)
    known = after(first)
    for turn in range(1, 4):
        changing = [(f"{id_}-{turn}", link, title) for id_, link, title in ITEMS]
        news = news_of(rss(*changing), known, NOW)
        known = after(news, known)
        assert news.fresh == (), turn
        assert news.facts.criterion is Criterion.LINK
    changed = [(f"x{n}", link, f"{title} again") for n, (_, link, title) in enumerate(ITEMS)]

    news = news_of(rss(*changed), known, NOW)

    assert (news.new, len(news.fresh)) == (0, 4)
    assert {item.key for item in news.fresh} == {item.key for item in first.fresh}


def test_no_two_items_get_one_key() -> None:
    first = "mill.example/feed#a"
    known = Known(marks={first: "1"}, names={"https://mill.example/page-0": first})
    doubled = rss(("https://mill.example/page-0", "page-0", "One"), ("a", "page-1", "Two"))

    news = news_of(doubled, known, NOW)

    assert len(news.marks) == 2


def test_an_arrival_is_as_told_but_not_in_the_future() -> None:
    early = news_of(rss(ITEMS[0], day="Mon, 05 May 2025 10:00:00 GMT"), Known(), NOW)
    ahead = news_of(rss(ITEMS[0], day="Fri, 09 May 2025 10:00:00 GMT"), Known(), NOW)

    assert early.arrivals == (int((NOW - dt.timedelta(days=1)).timestamp()),)
    assert ahead.arrivals == (int(NOW.timestamp()),)


def test_what_is_left_out_is_told() -> None:
    document = rss(ITEMS[0])
    stray = Document(place=URL, data=b"Read this first!" + document.data, sha256="")

    (problem, *_) = news_of(stray, Known(criterion="nonsense"), NOW).problems

    assert "Read this first!" in " ".join(p.message for p in news_of(stray, Known(), NOW).problems)
    assert problem.place.startswith(URL)


def test_what_is_no_feed_is_told() -> None:
    with pytest.raises(FeedError, match="web page"):
        news_of(Document(place=URL, data=b"<html><p>x</html>", sha256=""), Known(), NOW)

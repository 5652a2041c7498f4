"""Items of feeds by themselves, and archives of feeds (RFC 5005)."""

import datetime as dt
import json
import xml.etree.ElementTree as ET
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import entry, layout
from msgspec.structs import replace

from briefing.config import Config
from briefing.render import site_of
from briefing.render.feeds import format_feed, format_item, join_feed, rss_item
from briefing.render.pages import FeedEntry, FeedItem, FeedPage
from briefing.render.site import Look, Parts

CONFIG = Config(base_url="https://x.example/news/", title="Tide & <Time>", author="Night \x00desk")
SITE = site_of(CONFIG, Parts(), look=Look(settings={}, generator="briefing 1"))
NOON = dt.datetime(2025, 6, 2, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
HARD = 'Ships & <b> ]]> "it\'s" 🚢 \x00\x0b \ud83d\n\tend'
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
VIEW = layout(entry("a", HARD, body="It rained.")).pages["2025/06/02/a/index.html"].entry


def item(number: int, **fields) -> FeedItem:
    """An item with everything in it."""
    values = {
        "id": f"urn:uuid:{number}",
        "title": HARD,
        "url": f"https://x.example/news/{number}/?a=1&b=2",
        "day": NOON.date(),
        "published": NOON,
        "updated": NOON,
        "lang": "en",
        "authors": ("Ann", "Bo & Co", " "),
        "source": "The <Tide>",
        "source_url": "https://x.example/news/sources/tide/feed.xml?a=1&b=2",
        "original": 'https://tide.example/"a"',
        "topics": ("Sea & shore", HARD),
        "summary": HARD,
        "key_points": (HARD,),
        "entries": (FeedEntry(entry=VIEW, body=f"{HARD} ]\x00]>"),),
    }
    return FeedItem(**values | fields)


def feed(kind: str, *items: FeedItem, **fields) -> FeedPage:
    """A feed of *items*."""
    values = {
        "path": "feed.xml",
        "url": "/news/feed.xml",
        "canonical": "https://x.example/news/feed.xml",
        "kind": kind,
        "id": "urn:uuid:feed",
        "title": HARD,
        "description": HARD,
        "home": "https://x.example/news/?a=1&b=2",
        "self_url": "https://x.example/news/feed.xml?a=1&b=2",
        "updated": NOON,
        "items": items,
    }
    return FeedPage(**values | fields)


ARCHIVE = {
    "prev_archive": "https://x.example/news/2025/06/01/feed.xml?a=1&b=2",
    "current": "https://x.example/news/feed.xml",
    "is_archive": True,
}


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_feed_is_its_items_put_together(kind, count):
    items = [item(number) for number in range(count)]
    page = feed(kind, *items)
    told = [format_item(one, SITE, kind) for one in items]
    other = replace(page, title="Other")

    assert join_feed(page, SITE, told) == format_feed(page, SITE)
    assert join_feed(other, SITE, told) == format_feed(other, SITE)
    assert all(one in format_feed(page, SITE) for one in told)


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize("more", [{}, ARCHIVE])
def test_whatever_is_in_an_item_the_feed_is_well_formed(kind, more):
    root = ET.fromstring(format_feed(feed(kind, item(1), item(2), **more), SITE))

    assert len([*root.iter("item"), *root.iter(f"{ATOM}entry")]) == 2


def test_an_item_for_rss_holds_all_that_is_known():
    found = ET.fromstring(format_feed(feed("rss", item(1)), SITE)).find("channel/item")

    assert [one.tag.rpartition("}")[2] for one in found] == (
        "title link guid pubDate creator creator category category source description"
        " encoded".split()
    )
    assert rss_item(item(1), SITE) == format_item(item(1), SITE, "rss")


def test_an_empty_item_has_only_what_it_must():
    bare = item(1, authors=(), source="", original="", topics=(), summary="", key_points=())
    found = ET.fromstring(format_feed(feed("rss", bare), SITE)).find("channel/item")

    assert [one.tag.rpartition("}")[2] for one in found] == (
        "title link guid pubDate encoded".split()
    )


@pytest.mark.parametrize("more", [{}, ARCHIVE])
def test_a_json_feed_is_laid_out_as_python_lays_it_out(more):
    items = (item(1), item(2, authors=(), source="", topics=(), original="", summary=""))
    told = format_feed(feed("json", *items, **more), SITE)

    value = json.loads(told)

    assert told == json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    assert [one["id"] for one in value["items"]] == ["urn:uuid:1", "urn:uuid:2"]
    assert value.get("next_url", "") == more.get("prev_archive", "")


def links(kind: str, **fields) -> dict[str, str]:
    root = ET.fromstring(format_feed(feed(kind, **fields), SITE))
    feed_itself = root if kind == "atom" else root.find("channel")
    return {one.get("rel"): one.get("href") for one in feed_itself.findall(f"{ATOM}link")}


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_an_archive_says_that_it_is_one_and_where_the_others_are(kind):
    told = links(kind, **ARCHIVE)
    archive = ET.fromstring(format_feed(feed(kind, **ARCHIVE), SITE))

    assert told["prev-archive"] == ARCHIVE["prev_archive"]
    assert told["current"] == ARCHIVE["current"]
    assert len([*archive.iter(f"{HISTORY}archive")]) == 1


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_that_goes_on_names_its_first_archive_and_is_none(kind):
    told = format_feed(feed(kind, prev_archive="https://x.example/a/feed.xml"), SITE)

    assert "prev-archive" in told
    assert "history/1.0" not in told
    assert "current" not in links(kind)


@given(
    st.datetimes(
        dt.datetime(1, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
        dt.datetime(9999, 12, 30),  # noqa: DTZ001
        timezones=st.one_of(
            st.timezones(),
            st.integers(-1400, 1400).map(lambda m: dt.timezone(dt.timedelta(minutes=m))),
        ),
    )
)
def test_times_are_written_as_mail_has_them(moment):
    from briefing.render.views import exact

    told = ET.fromstring(format_feed(feed("rss", item(1, published=moment)), SITE))

    assert told.findtext("channel/item/pubDate") == format_datetime(exact(moment))

import datetime as dt
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import feedparser
import pytest
from makers import DAY, entry, layout, renderer

from briefing.config import Config, FeedSettings
from briefing.model import DateOrigin, DayNote, Image, StoryRecord

CONFIG = Config(
    base_url="https://x.example/news/",
    title="Tide & Time <daily>",
    description="What “happened”",
    author="Night desk",
    copyright="© Night desk",
    timezone="Europe/Berlin",
)
HARD = "Ships & <boats> ]]> 🚢 \u202bمرحبا\u202c \x00\x0b\ufffe \ud83d end"
NOON = dt.datetime(2025, 6, 2, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
ENTRIES = (
    entry(
        "a",
        HARD,
        date=NOON,
        updated=NOON + dt.timedelta(hours=3),
        source="The Tide",
        authors=("Ann Lee", "Bo & Co"),
        url="https://tide.example/a?x=1&y=2",
        topics=("Sea & shore",),
        section="Local",
        summary="A deck & more.",
        key_points=("First <point>", "Second"),
        body=f"{HARD}\n\n# Part\n\n[about](/about/) [out](https://o.example/)",
        image=Image(url="https://p.example/a.png", alt="A \"ship\""),
    ),
    entry("b", source="Post", body="The harbour bridge closed.", story="bridge", lang="ar"),
    entry("c", source="Tide 2", body="The bridge is closed.", story="bridge"),
    entry("d", date=dt.date(2025, 5, 1), date_origin=DateOrigin.ESTIMATED, body="Old."),
)  # fmt: skip
FEEDS = ("feed.xml", "rss.xml", "index.xml", "daily.xml", "atom.xml", "sources/the-tide/feed.xml",
         "topics/sea-shore/feed.xml", "stories/bridge/feed.xml")  # fmt: skip


def rendered(path: str, *entries, config: Config = CONFIG, **content) -> bytes:
    pages = layout(*(entries or ENTRIES), config=config, **content).pages
    return renderer(config).render(pages[path])


def parsed(path: str, *entries, **more):
    feed = feedparser.parse(io.BytesIO(rendered(path, *entries, **more)))
    assert not feed.bozo, feed.bozo_exception
    return feed


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_parses_and_its_ids_are_unique_and_permanent(path):
    feed = parsed(path)
    ids = [one.id for one in feed.entries]

    assert feed.entries
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("urn:uuid:") for one in ids)


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_tells_where_it_is(path):
    own = [link.href for link in parsed(path).feed.links if link.rel == "self"]

    assert own == [
        f"https://x.example/news/{'feed.xml' if path in ('rss.xml', 'index.xml') else path}"
    ]


@pytest.mark.parametrize("path", [*FEEDS, "feed.json"])
def test_ids_survive_a_new_headline_and_a_new_address(path):
    def ids(data: bytes) -> list[str]:
        return re.findall(
            rb"urn:uuid:[-0-9a-f]+", data.split(b"<item>", 1)[-1].split(b"<entry>", 1)[-1]
        )

    moved = replace(CONFIG, base_url="https://y.example/")
    renamed = [replace(one, title=f"New {one.guid}", path="") for one in ENTRIES]
    renamed = [replace(one, path=old.path) for one, old in zip(renamed, ENTRIES, strict=True)]

    assert ids(rendered(path)) == ids(rendered(path, *renamed, config=moved))


def test_headlines_survive_whatever_is_in_them():
    expected = "Ships & <boats> ]]> 🚢 \u202bمرحبا\u202c   end"
    story = next(one for one in parsed("feed.xml").entries if "🚢" in one.title)

    assert re.sub(r"\s+", " ", ET.fromstring(rendered("feed.xml")).findtext("channel/title")) == (
        "Tide & Time <daily>"
    )
    assert expected.split() == [
        *story.title.replace("&lt;", "<").replace("&amp;", "&").replace("&gt;", ">").split()
    ]


def item(path: str = "feed.xml", **more) -> ET.Element:
    root = ET.fromstring(rendered(path, **more))
    return next(i for i in root.iter("item") if "🚢" in i.findtext("title"))


def test_an_rss_item_says_who_when_where_and_what():
    found = item()
    creators = [e.text for e in found.iter("{http://purl.org/dc/elements/1.1/}creator")]

    assert found.findtext("pubDate") == "Mon, 02 Jun 2025 12:30:00 +0200"
    assert found.findtext("link") == "https://x.example/news/2025/06/02/a/"
    assert found.find("guid").get("isPermaLink") == "false"
    assert creators == ["Ann Lee", "Bo & Co"]
    assert [e.text for e in found.iter("category")] == ["Local", "Sea & shore"]
    assert found.find("source").get("url") == "https://x.example/news/sources/the-tide/feed.xml"
    assert found.findtext("description") == "A deck & more."


def test_content_is_whole_and_its_links_are_absolute():
    html = item().findtext("{http://purl.org/rss/1.0/modules/content/}encoded")

    assert "]]&gt; 🚢" in html
    assert "<h2>Part</h2>" in html
    assert 'href="https://x.example/news/about/"' in html
    assert 'href="https://tide.example/a?x=1&amp;y=2"' in html
    assert "<li>First &lt;point&gt;</li>" in html
    assert 'alt="A &quot;ship&quot;"' in html
    assert "The Tide" in html
    assert not re.findall(r'(?:href|src)="(?!https://)', html)


def test_a_story_of_two_entries_tells_both():
    feed = parsed("feed.xml")
    html = next(one for one in feed.entries if "bridge" in one.link).content[0].value

    assert html.count("<h2>") == 2
    assert "The harbour bridge closed." in html
    assert "The bridge is closed." in html


def test_an_estimated_date_is_told():
    assert "(date estimated)" in parsed("feed.xml").entries[-1].content[0].value


def test_a_feed_is_as_new_as_its_newest_entry():
    assert parsed("atom.xml").feed.updated == "2025-06-02T15:30:00+02:00"
    assert parsed("feed.xml").feed.updated == "Mon, 02 Jun 2025 15:30:00 +0200"


def test_atom_has_what_the_standard_asks_for():
    feed = parsed("atom.xml")

    assert feed.version == "atom10"
    assert feed.feed.author == "Night desk"
    for one in feed.entries:
        assert {"id", "title", "updated", "published", "link", "content"} <= one.keys()
        assert one.content[0].type == "text/html"


def test_the_daily_feed_has_an_item_a_day_with_its_stories():
    note = DayNote(day=DAY, title="Bridge day", body="*Quiet* otherwise.")
    newest, oldest = parsed("daily.xml", notes=(note,)).entries

    assert newest.title == "Bridge day"
    assert oldest.title == "Thursday, 1 May 2025"
    assert newest.link == "https://x.example/news/2025/06/02/"
    assert "<em>Quiet</em>" in newest.content[0].value
    assert 'href="https://x.example/news/stories/bridge/"' in newest.content[0].value


def test_a_record_stands_before_its_entries():
    record = StoryRecord(
        id="bridge", day=DAY, title="The bridge", summary="All of it.", body="Own."
    )
    feed = parsed("feed.xml", records=(record,))
    html = next(one for one in feed.entries if one.title == "The bridge").content[0].value

    assert html.startswith("<p>All of it.</p>\n<p>Own.</p>")


def test_feeds_are_as_long_as_the_settings_say():
    config = replace(CONFIG, feeds=FeedSettings(stories=1, days=1, entries=1))

    assert len(parsed("feed.xml", config=config).entries) == 1
    assert len(parsed("daily.xml", config=config).entries) == 1
    assert len(parsed("stories/bridge/feed.xml", config=config).entries) == 1


def test_feeds_may_carry_only_summaries():
    config = replace(CONFIG, feeds=FeedSettings(full_text=False))
    html = item(config=config).findtext("{http://purl.org/rss/1.0/modules/content/}encoded")

    assert "A deck &amp; more." in html
    assert "Part" not in html
    assert "The harbour bridge closed." in rendered("feed.xml", config=config).decode()


def test_an_empty_site_has_valid_feeds():
    config = Config(title="", base_url="https://x.example/")
    pages = layout(config=config).pages
    for path in ("feed.xml", "atom.xml", "daily.xml"):
        feed = feedparser.parse(io.BytesIO(renderer(config).render(pages[path])))

        assert not feed.bozo
        assert feed.entries == []
    assert json.loads(renderer(config).render(pages["feed.json"]))["items"] == []


def test_the_json_feed_keeps_its_rules():
    feed = json.loads(rendered("feed.json"))
    ids = [one["id"] for one in feed["items"]]

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == CONFIG.title
    assert feed["feed_url"] == "https://x.example/news/feed.json"
    assert feed["home_page_url"] == "https://x.example/news/"
    assert feed["authors"] == [{"name": "Night desk"}]
    assert len(set(ids)) == len(ids) == 3
    for one in feed["items"]:
        assert isinstance(one["id"], str)
        assert one["content_html"]
        assert one["url"].startswith("https://x.example/news/")
        assert dt.datetime.fromisoformat(one["date_published"]).tzinfo
        assert all(isinstance(tag, str) for tag in one.get("tags", []))
    ship = next(one for one in feed["items"] if "🚢" in one["title"])
    assert ship["external_url"] == "https://tide.example/a?x=1&y=2"
    assert ship["image"] == "https://p.example/a.png"
    assert ship["date_modified"] == "2025-06-02T15:30:00+02:00"


def test_opml_lists_every_feed_by_group():
    root = ET.fromstring(rendered("feeds.opml"))
    groups = {g.get("text"): [o.get("xmlUrl") for o in g] for g in root.findall("body/outline")}

    assert root.get("version") == "2.0"
    assert [*groups] == ["Tide & Time <daily>", "Sources", "Topics"]
    assert groups["Sources"] == [
        f"https://x.example/news/sources/{name}/feed.xml" for name in ("post", "the-tide", "tide-2")
    ]


@pytest.mark.parametrize("date", [dt.date(1, 1, 1), dt.date(2199, 12, 31)])
def test_years_far_away_can_be_told(date):
    feed = ET.fromstring(rendered("atom.xml", entry("a", date=date)))
    published = feed.findtext("{*}entry/{*}published")

    assert dt.datetime.fromisoformat(published).year == date.year


def test_sitemaps_and_robots_are_what_crawlers_read():
    index = ET.fromstring(rendered("sitemap.xml"))
    june = ET.fromstring(rendered("sitemaps/2025-06.xml"))

    assert index.findtext("{*}sitemap/{*}loc") == "https://x.example/news/sitemaps/2025-05.xml"
    assert "2025-06-02" in {e.text for e in june.findall("{*}url/{*}lastmod")}
    assert rendered("robots.txt").decode().endswith("Sitemap: https://x.example/news/sitemap.xml\n")

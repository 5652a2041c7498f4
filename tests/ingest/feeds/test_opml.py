"""Lists of feeds: read whoever wrote them, written so that anybody reads them."""

from __future__ import annotations

import time
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.ingest.feeds.opml import Subscription, format_opml, parse_opml
from briefing.model import Level


def opml(body: str, head: str = "<title>Mine</title>") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<opml version="2.0"><head>{head}</head><body>\n{body}\n</body></opml>'
    )


def addresses(body: str) -> list[str]:
    return [one.url for one in parse_opml(opml(body)).subscriptions]


def test_subscriptions_come_with_title_folders_home_and_categories() -> None:
    found = parse_opml(
        opml(
            '<outline text="News"><outline title="Local" text="x">\n'
            '<outline type="rss" text="Harbour &amp; Quay"'
            ' xmlUrl="https://harbour.example/f?a=1&amp;b=2"'
            ' htmlUrl="https://harbour.example/" category="/Sea/Boats,Weather"/>'
            "</outline></outline>\n"
            '<outline xmlUrl="https://hill.example/atom" text="https://hill.example/atom"/>'
        )
    )

    assert found.title == "Mine"
    assert found.problems == ()
    assert found.subscriptions == (
        Subscription(
            url="https://harbour.example/f?a=1&b=2",
            title="Harbour & Quay",
            folders=("News", "Local"),
            home="https://harbour.example/",
            categories=("Sea/Boats", "Weather"),
        ),
        Subscription(url="https://hill.example/atom"),
    )
    assert [one.folder for one in found.subscriptions] == ["News/Local", ""]


@pytest.mark.parametrize(
    "outline",
    [
        '<outline text="A" xmlUrl="https://a.example/f"/>',
        '<outline text="A" XMLURL="https://a.example/f"></outline>',
        "<outline text='A' xmlurl='https://a.example/f'/>",
        '<outline text="A" type="rss" url="https://a.example/f"/>',
        '<outline text="A" feedUrl=" https://a.example/f "/>',
        "<outline text=A xmlUrl=https://a.example/f />",
        '<OUTLINE TEXT="A" XMLURL="https://a.example/f"/>',
        '<outline text="A" xmlUrl="feed://a.example/f"/>',
        '<outline text="A" xmlUrl="feed:https://a.example/f"/>',
        '<outline text="A" xmlUrl="//a.example/f"/>',
        '<outline text="Fish & chips" xmlUrl="https://a.example/f"/>',
        '<outline text="a > b" xmlUrl="https://a.example/f"/>',
    ],
)
def test_programs_write_one_thing_in_many_ways(outline: str) -> None:
    assert addresses(outline) == ["https://a.example/f"]


def test_a_feed_may_hold_feeds_and_is_no_folder() -> None:
    body = (
        '<outline text="F"><outline text="A" xmlUrl="https://a.example/f">'
        '<outline text="B" xmlUrl="https://b.example/f"/></outline></outline>'
    )

    assert [one.folders for one in parse_opml(opml(body)).subscriptions] == [("F",), ("F",)]


def test_opml_1_without_head_and_with_another_encoding_is_read() -> None:
    text = (
        '<?xml version="1.0" encoding="windows-1251"?><opml version="1.0"><body>'
        '<outline text="Гавань" xmlUrl="https://a.example/f"/></body></opml>'
    )
    found = parse_opml(text.encode("cp1251"))

    assert [one.title for one in found.subscriptions] == ["Гавань"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/f", "a feed", "http://"],
)
def test_what_is_no_web_address_is_told_with_its_line(address: str) -> None:
    found = parse_opml(opml(f'<outline text="A" xmlUrl="{address}"/>'))

    assert found.subscriptions == ()
    assert [p.place for p in found.problems] == ["feeds.opml:3"]
    assert "no http or https address" in found.problems[0].message


def test_a_feed_that_is_listed_twice_is_followed_once_and_told() -> None:
    one = '<outline text="A" xmlUrl="https://a.example/f"/>'
    found = parse_opml(opml(f'{one}\n<outline text="F">{one}</outline>'), "mine.opml")

    assert len(found.subscriptions) == 1
    assert [(p.place, p.level) for p in found.problems] == [("mine.opml:4", Level.NOTE)]


def test_a_list_that_was_cut_off_is_read_so_far_and_told() -> None:
    text = opml(
        '<outline text="F"><outline text="A" xmlUrl="https://a.example/f"/>\n<outline text="B'
    )
    found = parse_opml(text[: text.index("\n</body>")])

    assert [one.url for one in found.subscriptions] == ["https://a.example/f"]
    assert found.problems[0].message.startswith("broken XML, read as far as it goes")


@pytest.mark.parametrize("text", ["", "no list", "<html><body></body></html>", "<rss></rss>"])
def test_what_is_no_list_of_feeds_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="is no OPML"):
        parse_opml(text)


def test_an_end_without_a_beginning_leaves_the_folders_alone() -> None:
    body = '</outline><outline text="F"><outline text="A" xmlUrl="https://a.example/f"/></outline>'

    assert [one.folders for one in parse_opml(opml(body)).subscriptions] == [("F",)]


@pytest.mark.parametrize(
    "body",
    [
        "<outline text='F'>" * 60_000 + "<outline xmlUrl='https://a.example/f'/>",
        "<outline xmlUrl='https://a.example/f'/>" + "<" * 300_000,
        "<outline xmlUrl='https://a.example/f'/>" + "<!--" * 100_000,
        "".join(f"<outline xmlUrl='https://a.example/{n}'/>" for n in range(25_000)),
    ],
)
def test_a_hostile_list_is_read_in_seconds(body: str) -> None:
    began = time.process_time()
    found = parse_opml(opml(body))

    assert time.process_time() - began < 10
    assert 1 <= len(found.subscriptions) <= 20_000
    assert len(found.subscriptions[0].folders) <= 20


def test_entities_are_not_resolved() -> None:
    bomb = '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text = bomb + opml('<outline text="&b;&x;" xmlUrl="https://a.example/f"/>').partition("\n")[2]

    assert [one.title for one in parse_opml(text).subscriptions] == ["&b;&x;"]


NAMES = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zs", "Zl", "Zp")
    ),
    min_size=1,
    max_size=12,
).filter(lambda name: name == " ".join(name.split()))
SUBSCRIPTIONS = st.builds(
    Subscription,
    url=st.integers(0, 10**6).map(lambda n: f"https://a.example/{n}?x=1&y=2"),
    title=NAMES,
    folders=st.lists(st.sampled_from(["News", "Sea & <land>", 'The "quay"']), max_size=3).map(
        tuple
    ),
    home=st.sampled_from(["", "https://a.example/"]),
)


@given(st.lists(SUBSCRIPTIONS, max_size=8, unique_by=lambda one: one.url), NAMES)
def test_a_list_that_is_written_is_read_back(subscriptions: list[Subscription], title: str) -> None:
    text = format_opml(subscriptions, title)
    found = parse_opml(text)

    assert found.problems == ()
    assert {*found.subscriptions} == {*map(normal, subscriptions)}
    assert len(found.subscriptions) == len(subscriptions)
    assert ET.fromstring(text.encode()).get("version") == "2.0"


def normal(one: Subscription) -> Subscription:
    import unicodedata
    from dataclasses import replace

    return replace(one, title=unicodedata.normalize("NFC", one.title))


def test_folders_are_nested_and_each_stands_once() -> None:
    subscriptions = [
        Subscription(url="https://a.example/1", title="One", folders=("News", "Local")),
        Subscription(url="https://a.example/2", title="Two"),
        Subscription(url="https://a.example/3", title="Three", folders=("News",)),
    ]
    text = format_opml(subscriptions)

    assert text.count('text="News"') == 1
    assert [one.title for one in parse_opml(text).subscriptions] == ["One", "Three", "Two"]
    assert "<head/>" in text

"""What fetching relies on: items are known again, changes are seen, kept lines are read back."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from feed_cases import BERLIN, document, read

from briefing.config import CollectSettings
from briefing.ingest.feeds import harvest_feed
from briefing.ingest.feeds.items import (
    Criterion,
    FeedError,
    FeedItem,
    format_items,
    ids_change,
    is_kept,
    items_of,
    parse_items,
)
from briefing.ingest.reading import Reading
from briefing.model import Level

HEAD = '<rss version="2.0"><channel><title>Harbour Gazette</title><link>https://harbour.example/</link>'
END = "</channel></rss>"


def feed(*items: str) -> str:
    return HEAD + "".join(f"<item>{inner}</item>" for inner in items) + END


def items(text: str, **more: object) -> tuple[FeedItem, ...]:
    return items_of(document(text), **more)[1]  # type: ignore[arg-type]


def note(number: int, guid: str = "", text: str = "x") -> str:
    told = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    return (
        f"<title>Note {number}</title><link>https://harbour.example/{number}</link>{told}"
        f"<description>{text}</description>"
    )


# --- known again ----------------------------------------------------------------------------------


def test_a_key_stays_when_headline_text_and_date_change() -> None:
    before = items(feed(note(1, "a")))[0]
    after = items(feed("<title>Another</title><guid isPermaLink='false'>a</guid>"))[0]

    assert before.key == after.key == "harbour.example#a"
    assert before.mark != after.mark


@pytest.mark.parametrize(
    "change",
    [
        ("<description>x y</description>", "<description>&lt;p&gt;x  y&lt;/p&gt;</description>"),
        ("<pubDate>Mon, 02 Jun 2025 10:00:00 GMT</pubDate>", "<pubDate>2025-06-03</pubDate>"),
        ("<enclosure url='https://a.example/1.jpg' type='image/jpeg'/>", ""),
        ("<category>One</category>", "<category>Two</category>"),
    ],
)
def test_a_mark_stays_when_only_what_is_around_the_words_changes(change: tuple[str, str]) -> None:
    marks = {items(feed(f"<title>A</title><guid>a</guid>{part}"))[0].mark for part in change}

    assert len(marks) == 1


@pytest.mark.parametrize(
    "change",
    [
        "<title>B</title><description>x</description>",
        "<title>A</title><description>y</description>",
        "<title>A</title><description>x</description><link>https://harbour.example/b</link>",
        "<title>A</title><description>x</description><author>Ida Brandt</author>",
    ],
)
def test_a_mark_changes_with_words_link_and_authors(change: str) -> None:
    first = items(feed("<title>A</title><description>x</description>"))[0]

    assert items(feed(change))[0].mark != first.mark


def test_a_criterion_that_a_feed_has_lost_never_comes_back() -> None:
    broken = feed(*(note(n, "same") for n in range(3)))
    facts, found, _ = items_of(document(broken))
    whole = items_of(document(feed(note(1, "same"))), criterion=facts.criterion)

    assert facts.criterion is Criterion.LINK
    assert [item.key for item in found] == [f"https://harbour.example/{n}" for n in range(3)]
    assert [item.key for item in whole[1]] == ["https://harbour.example/1"]
    assert whole[0].criterion is Criterion.LINK


def test_links_that_are_the_same_for_all_leave_headline_and_date() -> None:
    inner = "<title>Tides {}</title><link>https://harbour.example/tides</link>"
    facts, found, _ = items_of(document(feed(*(inner.format(n) for n in range(3)))))

    assert len({item.key for item in found}) == 3
    assert all(item.key.startswith("harbour.example#") for item in found)
    assert facts.criterion is Criterion.ID  # there are no ids that could be bad
    again = items_of(document(feed(*(inner.format(n) for n in range(3)))), criterion=Criterion.LINK)
    assert again[0].criterion is Criterion.TEXT


def test_many_items_of_one_page_are_told_apart_by_their_dates() -> None:
    inner = "<title>Tides</title><link>https://harbour.example/tides</link><pubDate>{}</pubDate>"
    found = items(feed(inner.format("2025-06-01"), inner.format("2025-06-02")))

    assert len({item.key for item in found}) == 2


def test_ids_that_are_new_at_every_fetch_show_and_then_links_decide() -> None:
    first = items(feed(*(note(n, f"{n}-morning") for n in range(4))))
    known = {other: item.key for item in first for other in item.identities()}
    text = feed(*(note(n, f"{n}-evening") for n in range(4)))

    assert ids_change(items(text), known)
    assert not ids_change(first, known)
    assert not ids_change(items(feed(note(9, "9-new"))), known)
    again = items(text, criterion=Criterion.LINK)
    assert all(item.key in known for item in again)


def test_a_feed_is_at_home_where_it_was_fetched_from() -> None:
    text = feed(note(1, "a")).replace("<link>https://harbour.example/</link>", "", 1)

    assert items(text, address="https://quay.example/feed?utm_source=x")[0].key == (
        "quay.example/feed#a"
    )
    found = items_of(document(text, "https://quay.example/feed"))
    assert found[1][0].key == "quay.example/feed#a"
    assert found[0].url == "https://quay.example/feed"
    assert items(text)[0].key == "harbour-gazette#a"
    assert items(text.replace("Harbour Gazette", ""))[0].key == "feed#a"


@pytest.mark.parametrize(
    ("printed", "when"),
    [
        ("Mon, 02 Jun 2025 10:00:00 +0200", dt.datetime(2025, 6, 2, 8, tzinfo=dt.UTC)),
        ("2025-06-02", dt.datetime(2025, 6, 2, tzinfo=dt.UTC)),
        ("soon", None),
        ("", None),
    ],
)
def test_an_item_says_when_it_was_published(printed: str, when: dt.datetime | None) -> None:
    assert items(feed(f"<title>A</title><pubDate>{printed}</pubDate>"))[0].published == when


def test_what_is_no_feed_is_an_error_that_says_what_it_is() -> None:
    page = document("<!DOCTYPE html><html><body><p>Down for repairs.</p></body></html>")
    with pytest.raises(FeedError, match="is a web page"):
        items_of(page)

    reading = Reading(settings=CollectSettings(), zone=BERLIN, language="en")
    told = harvest_feed(page, reading).problems
    assert [p.level for p in told] == [Level.ERROR]


# --- kept lines -----------------------------------------------------------------------------------


def kept(text: str) -> bytes:
    facts, found, _ = items_of(document(text))
    return format_items((facts, item) for item in found)


def test_a_kept_item_is_an_item_of_json_feed() -> None:
    text = feed(note(1, "a", "&lt;p&gt;It &lt;b&gt;floats&lt;/b&gt;.&lt;/p&gt;"))
    lines = [json.loads(line) for line in kept(text).splitlines()]

    assert lines[0] == {"briefing": "feed-items", "version": 1}
    assert lines[1]["feed"] == {"title": "Harbour Gazette", "home": "https://harbour.example/"}
    assert lines[1]["item"]["id"] == "a"
    assert lines[1]["item"]["content_html"] == "<p>It <b>floats</b>.</p>"
    assert lines[1]["item"]["_briefing"]["key"] == "harbour.example#a"


@pytest.mark.parametrize(
    ("printed", "kept_date"),
    [
        ("Mon, 02 Jun 2025 10:00:00 +0200", "2025-06-02T10:00:00+02:00"),
        ("Mon, 02 Jun 2025 10:00:00", None),
        ("2025-06-02", None),
    ],
)
def test_only_a_time_with_its_zone_is_written_as_one(printed: str, kept_date: str | None) -> None:
    line = kept(feed(f"<title>A</title><pubDate>{printed}</pubDate>")).splitlines()[1]

    assert json.loads(line)["item"].get("date_published") == kept_date
    assert json.loads(line)["item"]["_briefing"]["published"] == printed


def test_items_of_several_feeds_stand_in_one_document() -> None:
    first = items_of(document(feed(note(1, "a"))))
    other = items_of(document(feed(note(2, "b")).replace("Harbour Gazette", "Reef Review")))
    data = format_items([(first[0], first[1][0]), (other[0], other[1][0])])

    assert is_kept(data)
    assert [(e.source, e.title, e.seed and e.seed.part) for e in read(data, "k.jsonl").entries] == [
        ("Harbour Gazette", "Note 1", 1),
        ("Reef Review", "Note 2", 2),
    ]


def test_a_document_that_was_cut_off_gives_its_whole_lines() -> None:
    data = kept(feed(note(1, "a"), note(2, "b")))
    gathered = read(data[:-40], "seeds/feeds/k.jsonl")

    assert [e.title for e in gathered.entries] == ["Note 1"]
    assert gathered.problems[0].place == "seeds/feeds/k.jsonl:3"
    assert gathered.problems[0].message.startswith("is no feed item")
    assert "Note 2" in gathered.left_out[0].text


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "3",
        '{"feed": {}}',
        '{"feed": {}, "item": {}}',
        '{"feed": {}, "item": 3}',
        "[" * 90_000,
    ],
)
def test_a_line_that_is_no_item_is_told_and_costs_no_other(line: str) -> None:
    data = kept(feed(note(1, "a"))) + line.encode() + b"\n\n" + kept(feed(note(2))).splitlines()[1]
    pairs, problems, left_out = parse_items(document(data, "k.jsonl"))

    assert [item.title for _, item in pairs] == ["Note 1", "Note 2"]
    assert [p.place for p in problems] == ["k.jsonl:3"]
    assert left_out[0].text == line


@pytest.mark.parametrize("first", [{"briefing": "feed-items", "version": 2}, {"version": 1}])
def test_a_document_of_another_form_is_not_read(first: dict[str, object]) -> None:
    with pytest.raises(FeedError):
        parse_items(document(json.dumps(first) + "\n{}"))


def test_values_of_wrong_types_in_a_kept_line_are_nothing() -> None:
    line = {
        "feed": {"title": 3, "url": None},
        "item": {"_briefing": {"key": "k", "source": [], "image": 3}, "title": 5, "authors": ["x"]},
    }
    data = b'{"briefing":"feed-items","version":1}\n' + json.dumps(line).encode()
    pairs, problems, _ = parse_items(document(data))

    assert problems == ()
    assert pairs[0][1] == FeedItem(key="k")


def test_a_text_that_ends_in_half_a_character_is_kept() -> None:
    text = json.dumps({"items": [{"id": "1", "title": "Half \ud83d", "content_text": "x"}]})

    assert [e.title for e in read(kept_json(text), "k.jsonl").entries] == ["Half"]


def kept_json(text: str) -> bytes:
    facts, found, _ = items_of(document(text))
    return format_items((facts, item) for item in found)

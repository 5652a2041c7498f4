"""Feeds that are broken anywhere or made to hurt: every item but the broken one, and soon."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from feed_cases import document, feed_cases, read
from hypothesis import given
from hypothesis import strategies as st

from briefing.ingest.feeds.items import FeedError, items_of
from briefing.model import Entry, Level

SECONDS = 15
"""Of the processor: more than twice what the worst of them takes."""

HEAD = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Gazette</title>'
    "<link>https://harbour.example/</link>"
)
END = "</channel></rss>"


def item(number: int) -> str:
    return (
        f'<item><title>Note "{number}"</title><link>https://harbour.example/{number}</link>'
        f"<guid>https://harbour.example/{number}</guid>"
        f"<pubDate>Mon, 02 Jun 2025 10:0{number}:00 GMT</pubDate>"
        f"<description><![CDATA[<p>It's the text of {number}.</p>]]></description></item>"
    )


PIECES = st.sampled_from(
    [
        "<", ">", "&", '"', "'", "</", "/>", "<b>", "</b>", "<p", "<!--", "<![CDATA[", "]]>", "<?",
        "<!DOCTYPE [", "]", "&#x0;", "&#xD800;", "&lt;", "&nbsp;", "&bogus;", "<title>", "</title>",
        "<description>", "</description>", "<a b='", '<a b="', "<link>", "<x:y>", "</x:y>",
        "<media:content url='", "<source>", "<guid>", "<id>", "\x00", "\x1b", "￾", "Möwe", " ",
        "\n", "<item:x>", "<content type='xhtml'>", "<svg>", "<math>", "<image>", "<author>",
        "<textinput>", "<?php", "?>", "<!ELEMENT", "<Ⅷ>", "<a²>", "<a xmlns:xml='x'>", "<xmlns:a>",
    ]
)  # fmt: skip


def of_link(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    return {e.url: replace(e, seed=None) for e in entries}


@given(st.lists(PIECES, max_size=12))
def test_one_broken_item_costs_no_other(pieces: list[str]) -> None:
    broken = "<item>" + "".join(pieces) + "</item>"
    whole = read(HEAD + item(1) + item(2) + item(3) + item(4) + END)
    gathered = read(HEAD + item(1) + item(2) + broken + item(3) + item(4) + END)

    wanted = of_link(whole.entries)
    assert len(wanted) == 4
    assert {**of_link(gathered.entries), **wanted} == of_link(gathered.entries)


CASES = [case for case in feed_cases() if case.entries]


@given(st.sampled_from(CASES), st.data())
def test_a_feed_that_is_damaged_anywhere_raises_nothing(case: object, data: st.DataObject) -> None:
    whole = case.data  # type: ignore[attr-defined]  # a FeedCase
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    instead = data.draw(st.binary(max_size=8))
    damaged = whole[:start] + instead + whole[start + length :]

    gathered = read(damaged, "seeds/damaged.xml")
    assert gathered.entries or gathered.problems or gathered.left_out


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_told_not_to_be(data: bytes) -> None:
    try:
        items_of(document(b"<rss><channel><item>" + data))
        items_of(document(data))
    except FeedError as error:
        assert str(error).startswith(("is ", "has "))


HOSTILE = {
    "nested tags": "<b>" * 150_000,
    "nested divisions in a text": "<item><description>" + "&lt;div&gt;" * 45_000,
    "signs that begin no tag": "<" * 450_000,
    "signs and letters": "<x" * 150_000,
    "open quotes": "<a b='" * 75_000,
    "mixed quotes": "<a '\">" * 75_000,
    "open comments": "<!--" * 113_000,
    "open sections": "<![CDATA[" * 50_000,
    "sections in items": "<item><![CDATA[" * 30_000,
    "document types": "<!DOCTYPE [" * 40_000,
    "instructions": "<?" * 200_000,
    "references": "&a;" * 150_000,
    "one long tag": "<item " + "x " * 200_000 + ">",
    "one long name": "<" + "x" * 450_000 + ">",
    "attributes": "<item><a " + " ".join(f"a{n}='1'" for n in range(30_000)) + "/></item>",
    "namespaces": "".join(f"<n{n}:x/>" for n in range(30_000)),
    "ends": "</b>" * 110_000,
    "items": "<item>" * 75_000,
    "empty items": "<item/>" * 60_000,
    "titles": "<item><title>" * 30_000,
    "many links": "<item>" + "<link>https://harbour.example/</link>" * 13_000,
    "many authors": "<item><title>x</title>" + "<author>A B</author>" * 20_000 + "</item>",
    "many categories": "<item>" + "".join(f"<category>c{n}</category>" for n in range(15_000)),
    "keywords": "<item><itunes:keywords>" + ",".join(map(str, range(60_000))),
    "points in an author": "<item><author>" + "a." * 225_000 + "</author></item>",
    "points in an editor": "<managingEditor>" + "a." * 225_000 + "</managingEditor>",
    "points in a text": "<item><description>" + ". " * 225_000,
    "brackets": "<item><description>" + "[" * 225_000 + "](x)",
    "a long title": "<item><title>" + "word " * 90_000 + "</title></item>",
    "a long date": "<item><title>x</title><pubDate>" + "1 Jun " * 75_000 + "</pubDate></item>",
    "a long word": "<item><title>x</title><description>" + "x" * 450_000 + "</description></item>",
    "addresses of mail": "<item><author>" + "a@a." * 110_000 + "</author></item>",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_is_read_in_seconds_and_costs_no_item_before_it(name: str) -> None:
    began = time.process_time()
    gathered = read(HEAD + item(1) + HOSTILE[name] + END)

    assert time.process_time() - began < SECONDS
    assert gathered.entries[0].title == 'Note "1"'
    assert "It's the text of 1." in gathered.entries[0].body


def test_an_entity_bomb_does_not_grow() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]>' + HEAD + item(1)
    gathered = read(bomb + "<item><title>x</title><description>&e29;</description></item>" + END)

    assert [len(e.body) < 100 for e in gathered.entries] == [True, True]
    assert any("an entity is more than a plain text" in p.message for p in gathered.problems)


def test_a_plain_entity_may_not_grow_without_end() -> None:
    text = "&a;" * 40_000
    bomb = f'<!DOCTYPE rss [<!ENTITY a "{"ha " * 30}">]>{HEAD}<item><title>x</title>'
    entry = read(f"{bomb}<description>{text}</description></item>{END}").entries[0]

    assert 900_000 < len(entry.body) < 1_300_000
    assert "&a;" in entry.body.replace("\\", "")


def test_a_feed_of_more_items_than_news_are_is_read_so_far_and_told() -> None:
    items = "".join(f"<item><title>Note {n}</title></item>" for n in range(5_200))
    facts, found, problems = items_of(document(HEAD + items + END))

    assert len(found) == 5_000
    assert facts.title == "Harbour Gazette"
    assert [p.message for p in problems] == ["only the first 5,000 items are read"]


def test_a_json_feed_of_more_items_than_news_are_is_read_so_far_and_told() -> None:
    items = ",".join(f'{{"id": "{n}", "title": "Note {n}"}}' for n in range(5_200))
    text = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "Mill", "items": [{items}]}}'
    _, found, problems = items_of(document(text, "seeds/feed.json"))

    assert len(found) == 5_000
    assert [p.message for p in problems] == ["only the first 5,000 items are read"]


def test_what_is_longer_than_a_text_may_be_is_left_out_and_told() -> None:
    text = "ha " * 800_000
    gathered = read(f"{HEAD}<item><title>x</title><description>{text}</description></item>{END}")

    assert [p.level for p in gathered.problems] == [Level.WARNING]
    assert "more than 2,000,000 characters" in gathered.problems[0].message
    assert len(gathered.left_out[0].text) == len(text.strip()) - 2_000_000


@pytest.mark.parametrize("data", [b'{"items": ' + b"[" * 200_000, b"[" * 200_000, b'{"items": 3}'])
def test_json_that_is_no_feed_is_told_so(data: bytes) -> None:
    with pytest.raises(FeedError, match="JSON"):
        items_of(document(data, "seeds/feed.json"))


@pytest.mark.parametrize("data", [b"", b" \n ", b"\xef\xbb\xbf"])
def test_an_empty_document_is_told_as_such(data: bytes) -> None:
    with pytest.raises(FeedError, match="is empty"):
        items_of(document(data))


def test_more_bytes_than_any_feed_has_are_not_looked_at() -> None:
    with pytest.raises(FeedError, match="more than 32 MB"):
        items_of(document(b"<rss>" + b" " * 32_000_000))


def test_an_item_that_the_parser_stumbles_over_is_told_and_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from briefing.ingest.feeds import vocabulary

    real = vocabulary.item_of

    def stumbling(piece: object, part: int, context: object) -> object:
        if part == 2:
            raise KeyError("nobody thought of this")
        return real(piece, part, context)  # type: ignore[arg-type]

    monkeypatch.setattr(vocabulary, "item_of", stumbling)
    gathered = read(HEAD + item(1) + item(2) + item(3) + END)

    assert [e.title for e in gathered.entries] == ['Note "1"', 'Note "3"']
    assert "#2" in gathered.problems[0].place
    assert "the text of 2" in gathered.left_out[0].text

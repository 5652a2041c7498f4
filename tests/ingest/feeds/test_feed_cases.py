"""Every version, encoding, form of date and fault of feeds: what the table says, is read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from feed_cases import BERLIN, FeedCase, differences, document, feed_cases, is_told, read

from briefing.config import CollectSettings
from briefing.ingest.feeds import harvest_feed
from briefing.ingest.feeds.items import FeedError, format_items, items_of, parse_items
from briefing.ingest.reading import Reading
from briefing.model import Entry

CASES = feed_cases()
READING = Reading(settings=CollectSettings(), zone=BERLIN, language="en")


def test_there_are_as_many_cases_as_promised() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_feed_gives_what_its_table_says(case: FeedCase) -> None:
    gathered = read(case.data, case.place)

    assert [e.title for e in gathered.entries if not e.title] == []
    assert len(gathered.entries) == len(case.entries), [e.title for e in gathered.entries]
    wrong = [
        f"{n}. {text}"
        for n, (entry, wanted) in enumerate(
            zip(gathered.entries, case.entries, strict=True), start=1
        )
        for text in differences(entry, wanted)
    ]
    assert wrong == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_feed_is_told_what_is_wrong_with_it_and_nothing_else(case: FeedCase) -> None:
    gathered = read(case.data, case.place)

    told = [f"{p.place} {p.message}" for p in gathered.problems]
    assert len(told) == len(case.problems), told
    for wanted in case.problems:
        assert any(is_told(p, wanted) for p in gathered.problems), (wanted, told)
    reasons = [left.reason for left in gathered.left_out]
    assert len(reasons) == len(case.left_out), reasons
    assert all(any(wanted in r for r in reasons) for wanted in case.left_out), reasons


def without_seed(entries: tuple[Entry, ...]) -> list[Entry]:
    return [replace(entry, seed=None) for entry in entries]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_kept_item_gives_the_same_entry_as_the_feed_itself(case: FeedCase) -> None:
    whole = document(case.data, case.place)
    try:
        facts, items, _ = items_of(whole)
    except FeedError:
        assert harvest_feed(whole, READING).entries == ()
        return

    kept = document(format_items((facts, item) for item in items), "seeds/feeds/kept.jsonl")
    pairs, problems, left_out = parse_items(kept)

    assert [item for _, item in pairs] == list(items)
    assert problems == left_out == ()
    assert without_seed(harvest_feed(kept, READING).entries) == without_seed(
        harvest_feed(whole, READING).entries
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_item_has_one_key_and_the_same_on_every_reading(case: FeedCase) -> None:
    entries = read(case.data, case.place).entries
    again = read(case.data, "seeds/elsewhere" + case.place[case.place.rindex(".") :]).entries

    assert len({e.guid for e in entries}) == len(entries)
    assert [e.guid for e in again] == [e.guid for e in entries]

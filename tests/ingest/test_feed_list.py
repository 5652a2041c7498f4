"""The list of feeds beside what a reader shows."""

import pytest

from briefing.ingest.copied.feed_list import feeds_listed, split_feed
from briefing.ingest.copied.lines import read_lines
from briefing.ingest.copied.names import is_publisher_like
from briefing.ingest.copied.shapes import is_figures

FEEDS = frozenset({"Moss och mull"})


@pytest.mark.parametrize(
    "text", ["Moss och mull (12)\nMarsh Post (7)", "Moss och mull   12\nMarsh Post [7]"]
)
def test_names_with_counts_are_feeds(text):
    assert feeds_listed(read_lines(text)) == {"Moss och mull", "Marsh Post"}


def test_one_name_with_a_count_is_no_list_and_none_stands_below_text():
    text = "The heron that has stood at the weir since the spring has now been given a number.\n"
    assert feeds_listed(read_lines("Comments (3)")) == frozenset()
    assert feeds_listed(read_lines(f"{text}Moss och mull (12)\nMarsh Post (7)")) == frozenset()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Moss och mull | Nell Harker", ("Moss och mull", "Nell Harker")),
        ("Nell Harker · Moss och mull", ("Moss och mull", "Nell Harker")),
        ("Moss och mullvad | Nell Harker", ("", "Moss och mullvad | Nell Harker")),
        ("Moss och mull", ("", "Moss och mull")),
    ],
)
def test_a_feed_is_split_from_what_stands_beside_it(text, wanted):
    assert split_feed(text, FEEDS) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("Euro 7,46   Guld 0,00", True), ("Euro 7,46", False), ("Rain today   Sun 24°", False),
])  # fmt: skip
def test_rates_and_weather_are_figures(text, wanted):
    assert is_figures(text) is wanted


@pytest.mark.parametrize(("name", "wanted"), [
    ("LOCAL NEWS", False), ("NYHETER / DIREKT", False), ("NEWS", False), ("Marsh News", True),
    ("Podhorske listy", True),
])  # fmt: skip
def test_a_part_of_a_paper_is_no_publisher(name, wanted):
    assert is_publisher_like(name) is wanted

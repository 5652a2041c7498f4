"""Publishers go by one name, whatever was printed; unknown ones keep their own."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from briefing.errors import ConfigError
from briefing.ingest.registry import (
    KINDS,
    Publisher,
    Registry,
    built_in,
    extended,
    parse_publishers,
    unified,
    unified_harvest,
)
from briefing.model import Entry, Harvest, Seed, StoryRecord
from briefing.text.words import key

SMALL = Registry(
    (
        Publisher(
            name="The Harbour Post", domains=("harbour.example",), aliases=("HP", "Hafenpost")
        ),
        Publisher(name="Live Harbour", domains=("live.harbour.example",)),
        Publisher(name="Morning (North)", domains=("north.example",)),
        Publisher(name="Morning (South)", domains=("south.example",)),
        Publisher(name="Dale Radio", domains=("dale.example",), aliases=("Radio",)),
        Publisher(name="Fen Radio", domains=("fen.example",), aliases=("Radio",), wire=True),
    )
)


def entry(source: str = "", via: str = "", url: str = "") -> Entry:
    seed = Seed(file="seeds/a.txt", part=2)
    day = dt.date(2025, 6, 2)
    return Entry(guid="g", title="A ferry", date=day, source=source, via=via, url=url, seed=seed)


@pytest.mark.parametrize(
    ("source", "url", "wanted"),
    [
        ("The Harbour Post", "", "The Harbour Post"),
        ("HARBOUR POST", "", "The Harbour Post"),
        ("hafenpost", "", "The Harbour Post"),
        ("www.harbour.example", "", "The Harbour Post"),
        ("news.harbour.example", "", "The Harbour Post"),
        ("live.harbour.example", "", "Live Harbour"),
        ("https://a.live.harbour.example/x", "", "Live Harbour"),
        ("", "https://sub.harbour.example:8443/story?x=1", "The Harbour Post"),
        ("notharbour.example", "", "notharbour.example"),
        ("The Weir Letter", "https://harbour.example/", "The Weir Letter"),
        ("Morning", "https://www.north.example/a", "Morning (North)"),
        ("Morning", "https://south.example/a", "Morning (South)"),
        ("Morning", "", "Morning"),
        ("Morning", "https://harbour.example/", "Morning"),
        ("Radio", "https://fen.example/", "Fen Radio"),
        ("Radio", "", "Radio"),
        ("", "", ""),
        ("", "http://[bad", ""),
        ("…", "", "…"),
    ],
)
def test_one_name_for_each_publisher(source: str, url: str, wanted: str) -> None:
    assert SMALL.unify(source, url) == wanted


def test_a_publisher_is_found_by_name_alias_domain_and_address() -> None:
    post = SMALL.publishers[0]

    assert {SMALL.find(n) for n in ("harbour post", "HP", "x.harbour.example")} == {post}
    assert SMALL.find("Radio") is None  # two go by that name
    assert SMALL.find("Morning") is None
    assert SMALL.find("nobody") is None


def test_an_entry_is_unified_and_the_printed_name_kept_as_evidence() -> None:
    old = entry(source="HP", via="fen.example")
    harvest = unified_harvest(Harvest(entries=(old,)), SMALL)

    assert (harvest.entries[0].source, harvest.entries[0].via) == ("The Harbour Post", "Fen Radio")
    (told,) = harvest.evidence
    assert (told.part, told.about) == (2, "source")
    assert (
        told.reason == "“HP” is The Harbour Post; “fen.example” is Fen Radio (list of publishers)"
    )


def test_who_publishes_again_is_not_taken_for_the_publisher() -> None:
    """The address of an article that was published again is the re-publisher's."""
    again = entry(source="", via="Dale Radio", url="https://dale.example/a")

    assert unified(again, SMALL).source == ""
    assert unified(entry(source="HP", via="harbour.example"), SMALL).via == ""
    assert unified(entry(url="https://harbour.example/a"), SMALL).source == "The Harbour Post"


def test_what_is_named_rightly_is_returned_as_it_is() -> None:
    harvest = Harvest(entries=(entry(source="The Harbour Post"), entry(source="Nobody’s")))

    assert unified_harvest(harvest, SMALL) is harvest


def test_what_a_story_record_counts_stays_as_it_is_printed() -> None:
    day = dt.date(2025, 6, 2)
    record = StoryRecord(id="s", day=day, source="HP", sources=(("HP", 2), ("Hafenpost", 1)))
    (told,) = unified_harvest(Harvest(records=(record,)), SMALL).records

    assert told.source == "The Harbour Post"
    assert told.sources == record.sources


# --- the built-in list ----------------------------------------------------------------------------


def test_the_built_in_list_is_sound() -> None:
    text = _built_in_text()
    publishers = parse_publishers(text, "data/publishers.toml")
    domains = [d for p in publishers for d in p.domains]
    aliases = [a for p in publishers for a in {key(a) for a in p.aliases}]

    assert len(publishers) >= 250
    assert len({p.name for p in publishers}) == len(publishers)
    assert sorted(domains) == sorted({*domains})
    assert all(p.domains and p.language and p.kind in KINDS for p in publishers)
    assert len({p.language for p in publishers}) >= 40
    assert {a for a in aliases if aliases.count(a) > 1} == set()
    assert all(key(p.name) not in map(key, p.aliases) for p in publishers)


def _built_in_text() -> str:
    from importlib.resources import files

    return (files("briefing.ingest") / "data/publishers.toml").read_text("utf-8")


@pytest.mark.parametrize("publisher", built_in().publishers, ids=lambda p: p.name)
def test_every_publisher_is_found_by_all_its_names(publisher: Publisher) -> None:
    known = built_in()

    assert known.unify(publisher.name) == publisher.name
    assert {known.find(d) for d in publisher.domains} == {publisher}
    assert {known.unify(a, f"https://{publisher.domains[0]}/") for a in publisher.aliases} <= {
        publisher.name
    }


@pytest.mark.parametrize(
    ("source", "url", "wanted"),
    [
        ("British Broadcasting Corporation", "", "BBC News"),
        ("AP", "", "Associated Press"),
        ("新华社", "", "Xinhua"),
        ("РИА Новости", "", "RIA Novosti"),
        ("ABC News", "https://www.abc.net.au/news/1", "ABC (Australia)"),
        ("ABC News", "", "ABC News"),
        ("El País", "https://www.elpais.com.uy/a", "El País (Uruguay)"),
        ("El País", "", "El País"),
        ("", "https://edition.cnn.com/2025/", "CNN"),
        ("RT", "", "RT"),
    ],
)
def test_well_known_names_are_unified(source: str, url: str, wanted: str) -> None:
    assert built_in().unify(source, url) == wanted


# --- a site's own list ----------------------------------------------------------------------------


def test_a_site_adds_its_own() -> None:
    own = parse_publishers('[[publisher]]\nname = "Weir Letter"\ndomains = ["WWW.weir.example"]')
    registry = extended(SMALL, own)

    assert registry.unify("", "https://weir.example/3") == "Weir Letter"
    assert registry.unify("HP") == "The Harbour Post"


def test_a_site_renames_a_known_publisher_by_its_domain() -> None:
    own = parse_publishers(
        '[[publisher]]\nname = "Post"\ndomains = ["harbour.example"]\nkind = "blog"'
    )
    (post, *_) = extended(SMALL, own).publishers

    assert post == replace(
        SMALL.publishers[0],
        name="Post",
        aliases=("The Harbour Post", "HP", "Hafenpost"),
        kind="blog",
    )


def test_a_site_says_more_of_a_known_publisher() -> None:
    own = parse_publishers('publisher = [{ name = "fen radio", aliases = ["FR"], wire = false }]')
    registry = extended(SMALL, own)

    assert registry.unify("FR") == "fen radio"
    assert registry.find("fen.example") == Publisher(
        name="fen radio", domains=("fen.example",), aliases=("FR", "Fen Radio", "Radio"), wire=False
    )
    assert len(registry.publishers) == len(SMALL.publishers)


def test_without_a_list_nothing_is_known() -> None:
    assert extended(Registry(), parse_publishers("")).publishers == ()


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("[[publisher]]\nname = ", "publishers.toml:2", "is not valid TOML"),
        ('[[publisher]]\nname = "A"\n\n[[publisher]]\nname = "B"\nkind = "agancy"',
         "publishers.toml:4", "unknown kind “agancy”; did you mean “agency”?"),
        ('[[publisher]]\nname = "A"\nalias = ["B"]', "publishers.toml:3",
         "did you mean “aliases”?"),
        ('publisher = [\n  { name = "A" },\n  { name = "B", country = "Germany" },\n]',
         "publishers.toml:3", "write one like “DE”"),
        ('[[publisher]]\nname = "A"\ndomains = ["https://a.example/"]', "publishers.toml:1",
         "without https and path"),
        ('[[publisher]]\nname = "A"\nlanguage = "German"', "publishers.toml:1", "BCP 47"),
        ('[[publisher]]\nname = "–"', "publishers.toml:1", "the name says nothing"),
        ('[[publisher]]\ndomains = ["a.example"]', "publishers.toml:1", "name"),
        ('[[publisher]]\nname = "A"\nwire = "yes"', "publishers.toml:3", "wire"),
        ('[[publishers]]\nname = "A"', "publishers.toml:1", "did you mean “publisher”?"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_and_suggestion(text: str, place: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_publishers(text)

    assert caught.value.place == place
    assert re.search(re.escape(message), caught.value.message)

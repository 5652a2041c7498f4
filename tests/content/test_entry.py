"""Entries and their files: parse and format are inverse, mistakes are told with their line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.content import (
    day_of,
    day_of_path,
    format_entry,
    new_path,
    normal_entry,
    parse_entry,
    parse_file,
    yaml_front,
)
from briefing.errors import EntryError
from briefing.model import DateOrigin, Entry, Image, Kind, Level, Seed

ZONE = dt.timezone(dt.timedelta(hours=2))
PATH = "2025/06/02/a-headline.md"

TEXT = st.text() | st.sampled_from(
    ["no", "12:30:00", "010", "a: b", "a #b", "- x", "---", "{{ config }}", "\ufeff", "\x85x",
     "=", "null", "2025-06-02", "'", '"\\', "🗞️ \u202eعاجل", "key:", "!tag", "&a", "*a",
     "\r\n", "x\ud800"]
)  # fmt: skip
NAMED = TEXT.filter(lambda t: normal_entry(entry(title=t)).title)
MOMENTS = st.dates() | st.datetimes(
    timezones=st.integers(-1439, 1439).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
)
LISTS = st.lists(TEXT, max_size=3).map(tuple)
BODIES = TEXT | st.lists(TEXT, max_size=5).map("\n".join) | st.just("---\na: b\n---\n\n    code")
ENTRIES = st.builds(
    Entry,
    guid=NAMED,
    title=NAMED,
    date=MOMENTS,
    date_origin=st.sampled_from(DateOrigin),
    updated=st.none() | MOMENTS,
    source=TEXT,
    via=TEXT,
    authors=LISTS,
    url=TEXT | st.just("https://example.org/ä?b=1#c"),
    lang=TEXT,
    summary=TEXT,
    key_points=LISTS,
    topics=LISTS,
    section=TEXT,
    story=TEXT,
    kind=st.sampled_from(Kind),
    image=st.none() | st.builds(Image, url=st.just("https://example.org/i.png"), alt=TEXT),
    seed=st.none() | st.builds(Seed, file=NAMED, part=st.integers(1, 99), sha256=TEXT),
    draft=st.booleans(),
    pin=st.booleans(),
    bury=st.booleans(),
    lock=LISTS,
    body=BODIES,
    path=st.just(PATH),
)


def entry(**fields: object) -> Entry:
    """An entry with defaults."""
    given = {"guid": "g", "title": "A headline", "date": dt.date(2025, 6, 2), "path": PATH}
    return Entry(**{**given, **fields})  # type: ignore[arg-type]


@given(ENTRIES)
def test_format_and_parse_are_inverse(item: Entry) -> None:
    text = format_entry(item)

    assert parse_entry(text, PATH, ZONE) == normal_entry(item)
    assert normal_entry(normal_entry(item)) == normal_entry(item)
    assert format_entry(parse_entry(text, PATH, ZONE)) == text


@given(ENTRIES)
def test_the_program_finds_its_own_files_tidy(item: Entry) -> None:
    parsed = parse_file(format_entry(item).encode(), PATH, ZONE, tidy=True)

    assert parsed.is_tidy
    assert not parsed.is_broken


def test_a_file_reads_well() -> None:
    item = entry(
        title="Prices: up 3 %",
        date=dt.datetime(2025, 6, 2, 11, 34, tzinfo=ZONE),
        authors=("Ada Ñ", "no"),
        url="https://example.org/a",
        image=Image(url="https://example.org/i.png", alt="A quay"),
        seed=Seed(file="seeds/a.txt", part=2, sha256="00ff"),
        pin=True,
        body="First.\n\n---\n\nLast.",
    )

    assert format_entry(item) == (
        "---\n"
        'title: "Prices: up 3 %"\n'
        "date: 2025-06-02T11:34:00+02:00\n"
        "date_origin: stated\n"
        "authors:\n"
        "  - Ada Ñ\n"
        '  - "no"\n'
        "url: https://example.org/a\n"
        "image:\n"
        "  url: https://example.org/i.png\n"
        "  alt: A quay\n"
        "guid: g\n"
        "seed:\n"
        "  file: seeds/a.txt\n"
        "  part: 2\n"
        "  sha256: 00ff\n"
        "pin: true\n"
        "---\n"
        "\nFirst.\n\n---\n\nLast.\n"
    )


def test_a_person_may_write_little_and_loosely() -> None:
    text = (
        "title: no\nauthors: Ada\ndate: 2025-06-02 11:34\npin: yes\nsource:\ntopics: [a, 'b: c']\n"
    )
    item = parse_entry(f"\ufeff---\r\n{text}---\r\nBody\r\n", "x.md", ZONE)

    assert (item.title, item.authors, item.pin, item.source) == ("no", ("Ada",), True, "")
    assert item.date == dt.datetime(2025, 6, 2, 11, 34, tzinfo=ZONE)
    assert (item.topics, item.body, item.guid) == (("a", "b: c"), "Body", "content:x")


def test_a_file_without_front_matter_is_an_entry_of_its_folder() -> None:
    item = parse_entry("# Quay reopens #\n\nBoats are back.\n", "2025/06/02/quay.md", ZONE)

    assert (item.title, item.date, item.body) == (
        "Quay reopens",
        dt.date(2025, 6, 2),
        "Boats are back.",
    )
    assert parse_entry("Boats.", "2025/06/02/old-quay.md", ZONE).title == "old quay"
    assert parse_entry("Boats.\n\n## Later", "2025/06/02/q.md", ZONE).body == "Boats.\n\n## Later"


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("title: a\ndate: 2025-02-31", 3, "date: “2025-02-31” is no date"),
        ("title: a: b", 2, "a colon inside a text"),
        ("date: 2025-06-02\ntitle: [a", 4, "is no valid YAML"),
        ("date: 2025-06-02\ntitle: &x a", 3, "anchor or alias"),
        ("date: 2025-06-02\ntitle: a\nsource: *x", 4, ""),
        ("date: 2025-06-02\ntitle: !!python/object a", 3, "a tag"),
        ("title: a\ndate: 2025-06-02\ntitle: b", 4, "has “title” twice"),
        ("title: a\n\npin: perhaps", 4, "pin: needs true or false"),
        ("title: a\nkind: essay", 3, "kind: needs one of: article, roundup, brief"),
        ("title: a\nseed:\n  file: x\n  part: two", 5, "seed.part: "),
        ("title:\n  - a", 2, "title: "),
        ("authors:\n  a: b", 2, "authors: needs a list"),
        ("- a\n- b", 2, "is no list of “key: value” lines"),
        ("[a]: b", 2, "a key that is no plain word"),
        ("a: " + "[" * 20 + "]" * 20, 2, "nested"),
    ],
)
def test_a_mistake_is_told_with_its_line(front: str, line: int, message: str) -> None:
    with pytest.raises(EntryError) as error:
        parse_entry(f"---\n{front}\n---\nBody\n", PATH, ZONE)

    assert error.value.place == f"content/{PATH}:{line}"
    assert message in error.value.message
    assert error.value.excerpt


def test_front_matter_that_never_ends_is_told() -> None:
    with pytest.raises(EntryError, match="not closed"):
        parse_entry("---\ntitle: a\n", PATH, ZONE)
    with pytest.raises(EntryError, match="no date"):
        parse_entry("---\ntitle: a\n---\n", "loose.md", ZONE)


def test_an_unknown_key_is_a_warning_with_a_suggestion() -> None:
    text = "---\ntitle: a\ndate: 2025-06-02\nheadline: b\nsumary: c\nmood: d\nlock: [titel]\n---\n"
    parsed = parse_file(text.encode(), PATH, ZONE)

    assert parsed.entry is not None
    assert [(p.place.rpartition(":")[2], p.level) for p in parsed.problems] == [
        (line, Level.WARNING) for line in ("4", "5", "6", "7")
    ]
    told = "\n".join(p.message for p in parsed.problems)
    assert "did you mean “title”?" in told
    assert "did you mean “summary”?" in told
    assert "known are title, date" in told
    assert "there is no field “titel”" in told


def test_only_web_addresses_are_kept() -> None:
    text = "---\ntitle: a\nurl: javascript:alert(1)\nimage:\n  url: data:x\n---\n"
    parsed = parse_file(text.encode(), PATH, ZONE)

    assert parsed.entry
    assert (parsed.entry.url, parsed.entry.image) == ("", None)
    assert len(parsed.problems) == 2


def test_broken_bytes_are_shown_and_told() -> None:
    data = "---\ntitle: Ünrest\n---\nb".encode() + b"\xff\n"
    parsed = parse_file(data, PATH, ZONE)

    assert parsed.entry
    assert parsed.entry.body == "b\ufffd"
    assert parsed.problems[0].place == f"content/{PATH}:4"
    utf16 = parse_file("---\ntitle: Ü\n---\nb".encode("utf-16"), PATH, ZONE)
    assert utf16.entry == replace(parsed.entry, title="Ü", body="b")


def test_without_libyaml_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = format_entry(entry(authors=("a: b", "c"), image=Image(url="https://e.org/i", alt="x")))
    text = text.replace("---\n", "---\n# left to the YAML parser\n", 1)
    fast = parse_entry(text, PATH, ZONE)
    monkeypatch.setattr(yaml_front, "_Loader", __import__("yaml").BaseLoader)

    assert parse_entry(text, PATH, ZONE) == fast
    with pytest.raises(EntryError, match="no valid YAML"):
        parse_entry("---\ntitle: [\n---\n", PATH, ZONE)


def test_a_headline_without_words_and_a_long_line_are_kept() -> None:
    item = entry(title="x" * 400, body="y " * 2_500_000, summary=" " * 100_000 + "z")
    read = parse_entry(format_entry(item), PATH, ZONE)

    assert (read.title, read.summary) == ("x" * 400, "z")
    assert len(read.body) == 4_999_999
    assert parse_entry(format_entry(entry(title="🗞️🗞️")), PATH, ZONE).title == "🗞️🗞️"


def test_times_keep_whole_minutes_even_at_the_ends_of_the_calendar() -> None:
    odd = dt.timezone(dt.timedelta(hours=1, seconds=10))
    usual = entry(date=dt.datetime(2025, 6, 2, 12, 0, 10, tzinfo=odd))
    first = entry(date=dt.datetime(1, 1, 1, tzinfo=dt.timezone(-dt.timedelta(seconds=20))))
    last = entry(date=dt.datetime.max.replace(tzinfo=odd))

    assert parse_entry(format_entry(usual), PATH, ZONE).date == usual.date
    for item in (first, last):
        assert parse_entry(format_entry(item), PATH, ZONE) == normal_entry(item)


def test_days_are_those_of_the_site() -> None:
    late = dt.datetime(2025, 6, 2, 23, 30, tzinfo=dt.UTC)

    assert day_of(late, ZONE) == dt.date(2025, 6, 3)
    assert day_of(dt.datetime.max.replace(tzinfo=dt.UTC), ZONE) == dt.date.max
    assert day_of_path("2025/02/31/a.md") is None
    assert day_of_path("desk/a.md") is None


def test_a_new_path_is_one_that_no_other_file_has() -> None:
    day, taken = dt.date(2025, 6, 2), set[str]()
    paths = []
    for _ in range(11):
        paths.append(new_path("Quay", day, "g", taken))
        taken.add(paths[-1].casefold())

    assert paths[0] == "2025/06/02/quay.md"
    assert len(paths[1]) == len("2025/06/02/quay-0000.md")
    assert len({*paths[:-1]}) == 10
    assert new_path("QUAY", day, "g", {"2025/06/02/quay.md"}) == paths[1]

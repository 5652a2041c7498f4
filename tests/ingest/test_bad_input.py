"""Whatever lies in seeds/: a clear outcome, nothing lost, never an exception."""

from __future__ import annotations

import pytest
from accounts import lost
from harvesting import document, read

from briefing.config import CollectSettings
from briefing.evaluate import plain_text
from briefing.model import DateOrigin, Level

PROSE = "The boathouse at the southern end of the lake is being rebuilt by three carpenters."
ARTICLE = f"Carpenters rebuild the old boathouse\nCoast Courier | March 3, 2025\n{PROSE}\n"


def article(title: str, *body: str) -> str:
    return "\n".join([title, "Coast Courier | March 3, 2025", *(body or (PROSE,))]) + "\n"


def messages(text: str | bytes, place: str = "seeds/page.txt") -> list[str]:
    return [problem.message for problem in read(text, place).problems]


@pytest.mark.parametrize("text", ["", " \t\n\r\n  \n", "\ufeff", "\u200b\n\u2060"])
def test_an_empty_document_is_told_as_such(text: str) -> None:
    assert messages(text) == ["the document is empty"]
    assert read(text).entries == ()


def test_boilerplate_alone_gives_no_entry_and_is_reported_line_by_line() -> None:
    text = "Menu\nHome\nSubscribe\nAccept all cookies\n© 2025 Coast Courier\n"
    gathered = read(text)

    assert gathered.entries == ()
    assert gathered.left_out[0].text.split("\n") == text.split("\n")[:-1]
    assert gathered.left_out[0].reason == "no article found"
    assert [p.message.split(":")[0] for p in gathered.problems] == ["no article found"]


def test_a_few_bytes_that_are_no_utf8_are_shown_as_such() -> None:
    gathered = read(article("Käse für Föhr").encode().replace(b"lake", b"l\xffke"))

    assert gathered.entries[0].title == "Käse für Föhr"
    assert "the l\ufffdke" in gathered.entries[0].body
    assert [p.level for p in gathered.problems] == [Level.NOTE]


def test_a_legacy_encoding_is_read_and_told() -> None:
    text = article("Käse für die Fähre", "Der Käse für die Gäste der Fähre wird größer. " * 9)
    gathered = read(text.encode("cp1252"))

    assert gathered.entries[0].title == "Käse für die Fähre"
    assert "größer" in gathered.entries[0].body
    assert "not valid UTF-8" in gathered.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("has_mark", [True, False])
def test_utf16_is_read_in_either_byte_order(encoding: str, has_mark: bool) -> None:
    text = ("\ufeff" if has_mark else "") + ARTICLE
    gathered = read(text.encode(encoding))

    assert gathered.entries[0].title == "Carpenters rebuild the old boathouse"
    assert gathered.entries[0].body == PROSE
    assert [p.message for p in gathered.problems] == ([] if has_mark else ["no byte order mark"])


def test_five_megabytes_on_one_line_are_one_entry() -> None:
    text = "The boathouse stands at the lake. " * 150_000
    gathered = read(text)

    assert len(text) > 5_000_000
    assert [e.title for e in gathered.entries] == ["The boathouse stands at the lake."]
    assert plain_text(gathered.entries[0].body).strip() == text.strip()


def test_five_megabytes_without_a_space_do_no_harm() -> None:
    gathered = read("a" * 5_000_000)

    assert gathered.entries or gathered.left_out[0].text == "a" * 5_000_000


def test_nuls_are_removed_and_counted() -> None:
    gathered = read(ARTICLE.replace("lake", "la\0ke"))

    assert gathered.entries[0].body == PROSE
    assert messages(ARTICLE.replace("lake", "la\0ke")) == ["1 NUL characters removed"]


@pytest.mark.parametrize(
    "title",
    [
        "🦉🦉🦉",
        "../../etc/passwd",
        "{{ config }}",
        '{% include "page.html" %} and more',
        "<script>alert(1)</script> in the headline",
        "[click](javascript:alert(1)) to read on",
        "--- title: draft ---",
    ],
)
def test_a_headline_of_any_kind_is_kept_as_printed(title: str) -> None:
    gathered = read(article(title))

    assert [e.title for e in gathered.entries] == [title]
    assert gathered.entries[0].body == PROSE
    assert gathered.entries[0].source == "Coast Courier"


def test_a_headline_of_four_hundred_characters_is_cut_and_stands_whole_in_the_text() -> None:
    title = "Carpenters rebuild the boathouse and " * 11
    text = article(title[:400].strip())
    entry = read(text).entries[0]

    assert entry.title.endswith(" …")
    assert title.startswith(entry.title.removesuffix(" …"))
    assert entry.body == f"{title[:400].strip()}\n\n{PROSE}"
    assert (entry.source, entry.date.isoformat()) == ("Coast Courier", "2025-03-03")
    assert lost(document(text), read(text)) == []


def test_front_matter_templates_and_scripts_in_a_body_are_text() -> None:
    hostile = (
        "{{ config }} {% include 'x' %} <script>alert(1)</script>"
        " [click](javascript:alert(1)) and a dozen harmless words so that it is text."
    )
    text = article("Printer explains how his pages begin", PROSE, hostile, "title: Another page")
    gathered = read(text)

    assert len(gathered.entries) == 1
    assert plain_text(gathered.entries[0].body).split("\n") == [
        PROSE,
        hostile,
        "title: Another page",
    ]
    assert "<script" not in gathered.entries[0].body.replace("\\<script", "")


@pytest.mark.parametrize("year", ["1", "0001", "2199"])
def test_years_far_away_do_no_harm(year: str) -> None:
    text = ARTICLE.replace("2025", year)
    gathered = read(text)

    assert gathered.entries or gathered.left_out
    assert lost(document(text), gathered) == []


def test_a_day_that_no_calendar_has_is_told() -> None:
    gathered = read(ARTICLE.replace("March 3, 2025", "February 31, 2025"))

    assert [e.date_origin for e in gathered.entries] == [DateOrigin.INGESTED]
    assert "“February 31, 2025” is on no calendar" in gathered.problems[0].message


def test_a_year_that_is_to_come_is_read_as_printed() -> None:
    assert read(ARTICLE.replace("2025", "2199")).entries[0].date.year == 2199


@pytest.mark.parametrize(
    ("data", "place", "why"),
    [
        (bytes(range(256)) * 40, "seeds/picture.txt", "is not text"),
        (b"\x89PNG\r\n\x1a\n\x01\x02\x03\x04", "seeds/picture", "is a picture"),
        (b"{\\rtf1 Lamp off}", "seeds/page.txt", "is an RTF text"),
        (ARTICLE.encode(), "seeds/page.xyz", "is no text document"),
        (b"a" * 32_000_001, "seeds/huge.txt", "has more than 32 MB"),
    ],
)
def test_what_cannot_be_read_is_kept_and_told(data: bytes, place: str, why: str) -> None:
    gathered = read(data, place)

    assert gathered.entries == gathered.left_out == ()
    assert [(p.place, p.level) for p in gathered.problems] == [(place, Level.ERROR)]
    assert gathered.problems[0].message.startswith(why)
    assert gathered.problems[0].message.endswith("(kept, not read)")


@pytest.mark.parametrize("name", ["page", "page.TXT", "page.text", "page.md", "page.markdown"])
def test_text_documents_may_have_several_endings(name: str) -> None:
    assert len(read(ARTICLE, f"seeds/{name}").entries) == 1


def test_phrases_of_the_settings_are_dropped_and_kept() -> None:
    text = (
        ARTICLE + "Bring oil for the lamp.\nAdvertisement for a new age of steam has begun here.\n"
    )
    settings = CollectSettings(drop=("bring oil",), keep=("advertisement for",))
    gathered = read(text, settings=settings)

    assert gathered.entries[0].body.endswith("steam has begun here.")
    assert [(o.reason, o.text) for o in gathered.left_out] == [
        ("by the setting collect.drop", "Bring oil for the lamp.")
    ]


def test_the_settings_may_say_how_numeric_dates_are_to_be_read() -> None:
    text = ARTICLE.replace("March 3, 2025", "04.03.2025")
    days = [
        read(text, settings=CollectSettings(date_order=order)).entries[0].date.isoformat()
        for order in ("auto", "DMY", "MDY")
    ]

    assert days == ["2025-03-04", "2025-03-04", "2025-04-03"]
    reasons = [e.reason for e in read(text, settings=CollectSettings(date_order="MDY")).evidence]
    assert "numeric dates are read MDY: by the setting collect.date_order" in reasons

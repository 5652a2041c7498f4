"""Lines that say who wrote, who published and when; and who of the names is what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ingest.copied.attribution import attribute
from briefing.ingest.copied.bylines import Byline, parse_byline


def read(text: str, order: str = "DMY") -> Byline:
    byline = parse_byline(text, order)
    assert byline is not None
    return byline


@pytest.mark.parametrize(
    ("text", "authors", "names"),
    [
        ("By Ada Finch", ["Ada Finch"], []),
        ("By Ada Finch and Tom Ashby", ["Ada Finch", "Tom Ashby"], []),
        ("by Ada Finch, Tom Ashby | 3 March 2025", ["Ada Finch", "Tom Ashby"], []),
        ("Posted by Ada Finch on March 3, 2025", ["Ada Finch"], []),
        ("Valley Gazette | March 3, 2025", [], ["Valley Gazette"]),
        ("Ada Finch, Valley Gazette, 3 March 2025", [], ["Ada Finch", "Valley Gazette"]),
        ("By Ada Finch for Valley Gazette", ["Ada Finch"], ["Valley Gazette"]),
        ("By Ada Finch | ada@valley.example | Outdoors Writer", ["Ada Finch"], []),
        ("Ada Finch och Tom Ashby · 4 juni 2025", ["Ada Finch", "Tom Ashby"], []),
        ("Skrivet av Ada Finch, 4 juni 2025 kl. 14.20", ["Ada Finch"], []),
        ("Uppdaterad 4 juni 2025 | Av Ada Finch", ["Ada Finch"], []),
        ("4. 6. 2025 17:05 | aktualizováno 5. 6. 2025 8:10 | Ada Finch", [], ["Ada Finch"]),
        ("Yazar: Ada Finch - 4 Haziran 2025 Çarşamba 14:22", ["Ada Finch"], []),
        ("Írta: Ada Finch, 2025. június 4.", ["Ada Finch"], []),
        ("Julkaistu 4.6.2025 klo 14.05 | Teksti: Ada Finch", ["Ada Finch"], []),
        ("Opublikowano 4 czerwca 2025 | Autor: Ada Finch | 3 min czytania", ["Ada Finch"], []),
        ("Door Ada Finch | Gepubliceerd op 4 juni 2025", ["Ada Finch"], []),
        ("Scris de Ada Finch, 4 iunie 2025, ora 14:05", ["Ada Finch"], []),
        ("Von Greta Lind und Otto Rein – 3.3.2025", ["Greta Lind", "Otto Rein"], []),
        ("Par Odile Garance, publié le 3 mars 2025", ["Odile Garance"], []),
        ("Por Inés Robledo | 3 de marzo de 2025", ["Inés Robledo"], []),
        ("Автор: Нина Полякова, 2 марта 2025", ["Нина Полякова"], []),
        ("بقلم سلمى حداد – ٣ مارس ٢٠٢٥", ["سلمى حداد"], []),
        ("2025年3月3日 溪畔晚报 记者 林小雨", ["林小雨"], ["溪畔晚报"]),
        ("Ada Finch’s avatar", ["Ada Finch"], []),
        ("By Ada Finch, Tom Ashby and Ola Oy | 3 min", ["Ada Finch", "Tom Ashby", "Ola Oy"], []),
        ("Por Rita Alves e Caio Lopes • 3 min de leitura", ["Rita Alves", "Caio Lopes"], []),
        ("Texte : Odile Garance", ["Odile Garance"], []),
        ("Zusammengestellt von Greta Lind", ["Greta Lind"], []),
        ("Gazette de l’Aubier — il y a 17 h", [], ["Gazette de l’Aubier"]),
        ("Talbote · vor 3 Std.", [], ["Talbote"]),
        ("3 mar 2025 9:05  (hace 3 horas)    12 guardados", [], []),
        ("Lantern Weekly by Ada Finch, 3 March 2025", ["Ada Finch"], ["Lantern Weekly"]),
        ("3 March 2025, by our own correspondent", [], []),
    ],
)  # fmt: skip
def test_names_are_told_apart_by_what_stands_before_them(
    text: str, authors: list[str], names: list[str]
) -> None:
    byline = read(text)

    assert ([*byline.authors], [*byline.names]) == (authors, names)


@pytest.mark.parametrize(
    ("text", "day", "updated"),
    [
        ("3 March 2025", "2025-03-03", ""),
        ("Updated: 4 March 2025, 10:30", "", "2025-03-04"),
        ("Published 3 March 2025, updated 4 March 2025", "2025-03-03", "2025-03-04"),
        ("Veröffentlicht am 3.3.2025 | aktualisiert am 4.3.2025", "2025-03-03", "2025-03-04"),
        ("Monday, 3 March 2025 · 4 min read", "2025-03-03", ""),
    ],
)
def test_days_are_told_apart_by_their_label(text: str, day: str, updated: str) -> None:
    byline = read(text)

    assert [str(s.day) if s else "" for s in (byline.stamp, byline.updated)] == [day, updated]


@pytest.mark.parametrize("text", ["3 hours ago", "vor 3 Stunden", "il y a 3 heures", "вчера"])
def test_an_age_is_relative_and_dates_nothing(text: str) -> None:
    byline = read(text)

    assert byline.is_relative
    assert not byline.is_anchor
    assert byline.stamp is None


def test_labels_reading_times_and_logos_mark_a_byline() -> None:
    assert read("5 min read").is_label
    assert read("Published").is_label
    assert read("Issue 88 · 3 March 2025").is_issue
    assert read("Valley Gazette logo").sources == ("Valley Gazette",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Valley Gazette",
        "On February 3, 2021 a flood had torn it from its axle.",
        "Was it built on 3 March 2025?",
        "By the time the ferry came, nobody was waiting",
        "By Ada Finch " + "and others " * 30,
        "the miller and his daughter, 3 March 2025",
        "a very long day's photo of nothing in particular",
    ],
)
def test_running_text_is_no_byline(text: str) -> None:
    assert parse_byline(text) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=90) | st.text(alphabet="By ADa|–,·: 03.2/5", max_size=60))
def test_any_line_is_a_byline_or_none(text: str) -> None:
    byline = parse_byline(text)

    assert byline is None or byline == parse_byline(text)


def names(*groups: str) -> list[tuple[tuple[str, ...], str]]:
    """Authors and publisher of articles whose bylines are *groups* (lines in one, by ;)."""
    return attribute(tuple(read(line) for line in group.split("; ")) for group in groups)


def test_a_name_with_a_publishers_word_is_the_publisher() -> None:
    assert names("Ada Finch, Valley Gazette, 3 March 2025") == [(("Ada Finch",), "Valley Gazette")]


def test_a_name_beside_authors_is_the_publisher() -> None:
    assert names("By Ada Finch | Nora Quill | 3 March 2025") == [(("Ada Finch",), "Nora Quill")]


def test_a_lone_personal_name_is_the_author() -> None:
    assert names("Ada Finch | 3 March 2025") == [(("Ada Finch",), "")]


def test_a_lone_name_among_publishers_is_one_too() -> None:
    told = names(
        "Radio Brook | 3 March 2025", "Lantern TV | 3 March 2025", "Tall Pines | 3 March 2025"
    )

    assert [source for _, source in told] == ["Radio Brook", "Lantern TV", "Tall Pines"]


def test_a_name_that_stands_in_several_bylines_is_the_publisher() -> None:
    told = names("Ada Finch | Tall Pines | 3 March 2025", "Tom Ashby | Tall Pines | 4 March 2025")

    assert told == [(("Ada Finch",), "Tall Pines"), (("Tom Ashby",), "Tall Pines")]


def test_a_logo_is_certainly_the_publisher() -> None:
    assert names("Tall Pines logo; Ada Finch | 3 March 2025") == [(("Ada Finch",), "Tall Pines")]


def test_no_byline_names_nobody() -> None:
    assert attribute([()]) == [((), "")]

"""Slugs are safe in a path and in a URL, whatever the headline."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.text.slugs import slug


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bridge reopens", "bridge-reopens"),
        ("Crème brûlée: à l’école", "creme-brulee-a-lecole"),
        ("Straße & Łódź, Ærø", "strasse-lodz-aero"),
        ("Мост открыт", "мост-открыт"),
        ("村里的茶馆", "村里的茶馆"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("🦉🌊", "owl-water-wave"),
        ("", "untitled"),
        ("!?", "untitled"),
        ("CON", "con-x"),
        ("lpt1", "lpt1-x"),
        ("İstanbul", "istanbul"),
        ("O'Brien's", "obriens"),
    ],
)
def test_a_headline_becomes_a_name(text: str, wanted: str) -> None:
    assert slug(text) == wanted


def test_a_long_headline_is_cut_between_words() -> None:
    assert slug("carpenters rebuild the boathouse " * 9) == (
        "carpenters-rebuild-the-boathouse-carpenters-rebuild-the-boathouse-carpenters"
    )


def test_a_long_word_is_cut() -> None:
    assert slug("a" * 300) == "a" * 80
    assert len(slug("村" * 300).encode()) <= 200


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=150) | st.text(alphabet="aA-./\\ İßǆéﬃ🦉٣中\u0301'", max_size=120))
@example("-" * 100 + "a")
@example("a" * 79 + "-" + "b" * 9)
@example("con\u0301")
@example("x" * 76 + " nul")
def test_a_slug_is_a_safe_name_and_its_own_slug(text: str) -> None:
    name = slug(text)

    assert name
    assert len(name) <= 80
    assert len(name.encode()) <= 200
    assert not {*name} & {*"/\\. \0:?#%&\n"}
    assert name.strip("-") == name
    assert name == name.lower() or not name.isascii()
    assert slug(name) == name

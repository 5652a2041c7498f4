"""Words, sentences and shingles in any script."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.words import (
    _UNSPACED,
    _WORD,
    containment,
    key,
    sentences,
    shingles,
    word_count,
    words,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The cook's 3,860 loaves", ["the", "cook", "3,860", "loaves"]),
        ("don’t stop", ["don't", "stop"]),
        ("well-known", ["well", "known"]),
        ("老茶馆 open", ["老茶", "茶馆", "open"]),
        ("茶", ["茶"]),
        ("Straße", ["strasse"]),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, wanted: list[str]) -> None:
    assert words(text) == wanted


PIECES = st.sampled_from(
    [*"az1é茶カไ½²٣ſŉİ .,'’“”—…-_\u0301\xa0\u2028\x1f\ud800", "'s ", ". ", "3,8"]
)


@given(st.lists(PIECES).map("".join) | st.text())
def test_words_are_what_the_regular_expression_finds(text: str) -> None:
    wanted: list[str] = []
    for part in re.split(f"({_UNSPACED.pattern})", text.casefold().replace("’", "'")):
        if _UNSPACED.fullmatch(part):
            wanted += [part[i : i + 2] for i in range(len(part) - 1)] or [part]
        else:
            wanted += [word.removesuffix("'s") for word in _WORD.findall(part)]

    assert words(text) == wanted


def test_two_letters_of_an_unspaced_script_count_as_one_word() -> None:
    assert word_count("村里的老茶馆 reopens today") == 5
    assert word_count("") == 0


@pytest.mark.parametrize(
    "parts",
    [
        ["It rained.", "Nobody minded!", "Why?"],
        ["Dr. Holt met Mr. J. R. Finch on Mon. 3 March.", "They talked."],
        ["“It was mine.”", "He laughed."],
        ["He said so… and left.", "Then he came back."],
        ["The U.S. team won 3.5 to 2 in no. 7.", "It was late."],
        ["Das ist z.B. ein Satz.", "Noch einer."],
        ["Дом на ул. Садовой продан.", "Новый хозяин доволен."],
        ["no mark at the end"],
    ],
)
def test_a_paragraph_is_split_into_its_sentences(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_chinese_sentences_need_no_space() -> None:
    assert sentences("茶馆开门了。客人来了！") == ["茶馆开门了。", "客人来了！"]


@given(st.text(max_size=200))
def test_sentences_lose_no_letter(text: str) -> None:
    found = sentences(text)

    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(found)


def test_two_printings_of_a_headline_have_one_key() -> None:
    assert key("“Ça va” – said   THE Cook's") == key('"ca VA" - said the cooks').replace(
        "cooks", "cook s"
    )


def test_shingles_tell_how_much_of_a_text_stands_in_another() -> None:
    short = shingles("one two three four five")
    long = shingles("zero one two three four five six")

    assert (len(short), containment(short, long), containment(long, short)) == (2, 1.0, 0.5)
    assert containment(shingles("one two"), shingles("one two")) == 1.0
    assert containment(shingles(""), long) == 0.0


def test_styled_letters_have_the_key_of_plain_ones() -> None:
    assert key("𝑨𝒃𝒄 Ünï") == key("abc uni") == key(key("𝑨𝒃𝒄 Ünï"))

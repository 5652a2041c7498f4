"""Text from outside is made harmless, and says afterwards what it said before."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.text.clean import clean, clean_line, without_invisible


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a\r\nb\u2028c\x85d", "a\nb\nc\nd"),
        ("a\xa0b\u2009c\u3000d", "a b c d"),
        ("har\xadbour\ufeff\u2060", "harbour"),
        ("e\u0301t\u00e9", "été"),
        ("har\u200bbour mas\u200cter \u200dboat", "harbour master boat"),
        ("pay\u202ednuf\u202c now", "paydnuf now"),
        ("plain\U000e0068\U000e0069 text", "plain text"),
        ("smile ☺\ufe0f\ufe01\ufe02\ufe03", "smile ☺\ufe0f"),
        ("a\u0301\u0302\u0303\u0304\u0305\u0306\u0307z", "á\u0302\u0303\u0304\u0305z"),
        ("\u200eLatin only\u200f", "Latin only"),
        ("ﾠㅤempty\ufffa", "empty"),
    ],
)
def test_what_nobody_needs_goes(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian: the suffix is written apart
        "क्\u200dष श्री\u200cमान",  # Hindi: half forms
        "👩\u200d🚀 👨🏽\u200d🌾 🏳\ufe0f\u200d🌈 ☎\ufe0f 1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "ភាសា\u200bខ្មែរ",  # Khmer: where a line may break
        "שלום \u2066briefing 3.2\u2069 עולם",
        "العدد \u202bالأول\u202c هنا\u200f.",
        "tab\tand\nline",
        "שָׁל֥וֹם",
    ],
)
def test_what_a_script_needs_stays(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_directions_are_closed_where_they_were_opened() -> None:
    assert clean("עברית \u2067open\nnext \u2069 שורה") == "עברית open\nnext  שורה"
    assert clean("\u202bא\u2069ב\u202c") == "\u202bאב\u202c"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("The &#8220;Otter&#x201D;&nbsp;sails", "The “Otter” sails"),
        ("AT&T; R&D &unknown; &copy", "AT&T; R&D &unknown; &copy"),
        ("two\n lines\t here ", "two lines here"),
        ("CafÃ© am See", "Café am See"),
        ("a &#0; b &#xD800; c", "a \ufffd b \ufffd c"),
    ],
)
def test_a_headline_is_one_line_without_entities(text: str, wanted: str) -> None:
    assert clean_line(text) == wanted


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60)
    | st.text(
        st.sampled_from(
            "aé\u200d\u200c\u200b\ufe0f\u202a\u202c\u2066\u2069\u0301\u0627م👩🚀ក\n\U000e0067\U0001f3f4"
        ),
        max_size=30,
    )
)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = without_invisible(text)

    assert without_invisible(once) == once
    assert unicodedata.is_normalized("NFC", once)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "Sm", "Sc", "Zs"]), max_size=60))
def test_no_letter_digit_or_sign_is_lost(text: str) -> None:
    def letters(value: str) -> list[str]:
        kept = unicodedata.normalize("NFC", value)
        return [c for c in kept if not c.isspace() and c not in "\u3164\uffa0"]

    assert letters(without_invisible(text)) == letters(text)

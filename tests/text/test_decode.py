"""Bytes of any kind become clean text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.text.decode import clean_text, decode

TEXT = "Grüße vom Boot,\nheute wie gestern."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_in_every_form(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_utf16_without_a_mark_is_told() -> None:
    decoded = decode(TEXT.encode("utf-16-be"))

    assert (decoded.encoding, decoded.notes) == ("utf-16-be", ("no byte order mark",))


def test_plain_utf8_needs_no_note() -> None:
    assert decode(TEXT.encode()).notes == ()
    assert decode(b"").text == ""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Die Fähre fährt später, weil der Käpt'n müde ist. Schöne Grüße! " * 8, "cp1252"),
        ("Паром уходит на десять минут позже, чтобы хор успел допеть. " * 8, "cp1251"),
    ],
)
def test_a_legacy_encoding_is_guessed_and_told(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))

    assert decoded.text == text
    assert "not valid UTF-8" in decoded.notes[0]


def test_utf8_with_a_few_bad_bytes_stays_utf8() -> None:
    decoded = decode("Grüße äöü ".encode() * 3 + b"\xff!")

    assert decoded.encoding == "utf-8"
    assert decoded.text.endswith("\ufffd!")
    assert decoded.notes == ("1 bytes are not valid UTF-8; shown as \ufffd",)


def test_nuls_are_counted() -> None:
    assert decode(b"a\0b\0c in a longer text").notes == ("2 NUL characters removed",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a\r\nb\rc\u2028d\x85e\x0cf", "a\nb\nc\nd\ne\nf"),
        ("a\xa0b\u202fc\u3000d", "a b c d"),
        ("co\xadope\u200brate\ufeff", "cooperate"),
        ("e\u0301", "é"),
        ("tab\tstays", "tab\tstays"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\u202eright to left\u202d", "right to left"),
    ],
)
def test_text_is_cleaned(text: str, wanted: str) -> None:
    assert clean_text(text) == wanted


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-16")))
def test_any_bytes_become_normal_text_without_control_characters(data: bytes) -> None:
    text = decode(data).text

    assert unicodedata.is_normalized("NFC", text)
    assert [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"] == []
    assert clean_text(text) == text

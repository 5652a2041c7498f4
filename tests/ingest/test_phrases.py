"""The reviewed phrase list: every phrase is known again, whatever stands in its gaps."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from briefing.ingest.copied.phrases import boilerplate, is_button_row, zone

TABLE = tomllib.loads((files("briefing.ingest") / "data/phrases.toml").read_text("utf-8"))
GAP = "eleven boats"


@pytest.mark.parametrize(("table", "group_of"), [("boilerplate", boilerplate), ("zones", zone)])
def test_every_phrase_is_known_again(table: str, group_of) -> None:  # type: ignore[no-untyped-def]
    phrases = [phrase for group in TABLE[table].values() for phrase in group]
    # A sign at either end says where a phrase stands on its page; lines are asked without it.
    plain = [p for p in phrases if p[0] not in "«<(" and p[-1] not in " »>"]
    printed = [phrase.rstrip("$").replace("*", GAP) for phrase in plain]
    asked = [text for text in printed if table == "boilerplate" or len(text) <= 60]

    assert [text for text in asked if not group_of(text)] == []
    assert [text for text in asked if not group_of(f"→ {text} …")] == []


def test_a_gap_may_be_empty_at_the_beginning_of_a_phrase() -> None:
    assert boilerplate("Kommentare") == boilerplate("11 Kommentare") == "counts"


@pytest.mark.parametrize(
    ("text", "is_row"),
    [
        ("Like Comment Share", True),
        ("Teilen | Drucken", True),
        ("LIVE  ● This page updates automatically", True),
        ("Back  1 2 3 … 14  Next", True),
        ("Like the boats of old", False),
        ("The lamp | the tower", False),
    ],
)
def test_rows_of_buttons_are_told_by_the_names_of_buttons(text: str, is_row: bool) -> None:
    assert is_button_row(text) is is_row

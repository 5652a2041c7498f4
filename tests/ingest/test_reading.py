"""What every reader's articles go through on their way to entries."""

from __future__ import annotations

import datetime as dt

from briefing.ingest.reading import UNDATED, Article, cleaned, entry
from briefing.model import DateOrigin
from tests.ingest.harvesting import document

RAW = Article(
    title="Fish &amp;amp; chips\n on the pier",
    body="The caf\u00c3\u00a9 is o\u00adpen.\n\nCome.",
    source="Harbour\u200b Post",
    via="\u202eDale",
    authors=("Mira&nbsp;Voss", "\u200b"),
    summary="It\u2019s\xa0open.",
    key_points=("ope\u0301n",),
    topics=("sea &amp; air",),
    section=" Sea ",
)


def test_the_texts_of_an_article_are_cleaned() -> None:
    made = entry(RAW, document("x"), 2)

    assert made.title == "Fish & chips on the pier"
    assert made.body == "The café is open.\n\nCome."
    assert (made.source, made.via, made.authors) == ("Harbour Post", "Dale", ("Mira Voss",))
    assert (made.summary, made.key_points) == ("It’s open.", ("opén",))
    assert (made.topics, made.section) == (("sea & air",), "Sea")


def test_an_article_that_is_clean_gives_the_same_entry() -> None:
    assert entry(cleaned(RAW), document("x"), 2) == entry(RAW, document("x"), 2)


def test_an_article_without_a_date_is_of_the_day_of_collection() -> None:
    undated = entry(RAW, document("x"), 1)
    dated = entry(Article(title="A", body="B", date=dt.date(2025, 6, 2)), document("x"), 1)

    assert (undated.date, undated.date_origin) == (UNDATED, DateOrigin.INGESTED)
    assert (dated.date, dated.date_origin) == (dt.date(2025, 6, 2), DateOrigin.STATED)

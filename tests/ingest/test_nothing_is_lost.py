"""The laws of reading: nothing lost, nothing invented, the same harvest of the same bytes.

``HYPOTHESIS_PROFILE=long`` tries far more pages, others at every run.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from accounts import lost, told_twice
from harvesting import BERLIN, document, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes_of_documents import DOCUMENTS

from briefing.config import CollectSettings
from briefing.evaluate import plain_text
from briefing.ingest import harvest
from briefing.model import Document, Harvest
from briefing.text.decode import decode
from briefing.text.words import key, sentences

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared" / "seeds"
FILES = sorted(p for folder in ("seeds", "tests/quality") for p in (ROOT / folder).rglob("*.txt"))
FILES += sorted(SHARED.glob("*.txt"))

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"

few = settings(
    max_examples=2500 if IS_LONG else 60,
    derandomize=not IS_LONG,  # a build must not fail by chance; the long try is for looking
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def named(path: Path) -> str:
    return path.name


def of_file(path: Path) -> tuple[Document, Harvest]:
    collected = document(path.read_bytes(), f"seeds/{path.name}")
    return collected, harvest(collected, CollectSettings(), BERLIN, "en")


def invented(collected: Document, gathered: Harvest) -> list[str]:
    """What is said as a summary or key point and stands nowhere in the document."""
    text = " ".join(decode(collected.data).text.split())
    told = [s for e in gathered.entries for s in (*sentences(e.summary), *e.key_points)]
    told += [s for r in gathered.records for s in (*sentences(r.summary), *r.key_points)]
    # Lines broken at a column are joined, so that only the letters have to agree.
    return [s for s in told if " ".join(s.split()) not in text and key(s) not in key(text)]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the five shared documents are not here")
def test_the_shared_documents_are_among_those_looked_at() -> None:
    assert len([path for path in FILES if path.parent == SHARED]) == 5


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_line_of_a_document_is_told_or_reported(path: Path) -> None:
    collected, gathered = of_file(path)

    assert lost(collected, gathered) == []


@pytest.mark.parametrize("path", FILES, ids=named)
def test_running_text_is_told_once(path: Path) -> None:
    collected, gathered = of_file(path)

    assert told_twice(collected, gathered) == []


@pytest.mark.parametrize("path", FILES, ids=named)
def test_summaries_and_key_points_stand_in_the_document(path: Path) -> None:
    collected, gathered = of_file(path)

    assert invented(collected, gathered) == []


@few
@given(DOCUMENTS)
def test_every_line_of_any_page_is_told_once_or_reported(text: str) -> None:
    collected, gathered = document(text), read(text)

    assert lost(collected, gathered) == []
    assert told_twice(collected, gathered) == []


@few
@given(DOCUMENTS)
def test_no_page_makes_a_reader_invent_anything(text: str) -> None:
    collected, gathered = document(text), read(text)

    letters = key(decode(collected.data).text)
    lines = [line for e in gathered.entries for line in plain_text(e.body).split("\n")]
    assert invented(collected, gathered) == []
    assert [line for line in lines if key(line) not in letters] == []


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600) | st.text(max_size=600).map(str.encode))
def test_any_bytes_give_a_harvest(data: bytes) -> None:
    gathered = read(data)

    assert gathered.entries or gathered.problems
    assert all(problem.place.startswith("seeds/page.txt") for problem in gathered.problems)


@settings(max_examples=80, deadline=None)
@given(DOCUMENTS | st.text(max_size=400))
def test_the_same_document_gives_the_same_harvest(text: str) -> None:
    assert read(text) == read(text)


@few
@given(DOCUMENTS)
def test_entries_of_one_document_are_its_parts_in_order(text: str) -> None:
    entries = read(text).entries

    assert [e.seed.part for e in entries if e.seed] == list(range(1, len(entries) + 1))


@few
@given(DOCUMENTS)
def test_headlines_are_one_line_and_never_empty(text: str) -> None:
    titles = [entry.title for entry in read(text).entries]

    assert all(title.strip() == title and title and "\n" not in title for title in titles)


@few
@given(DOCUMENTS)
def test_entries_of_one_document_have_guids_of_their_own_and_count_up(text: str) -> None:
    entries = read(text).entries

    assert len({e.guid for e in entries}) == len(entries)
    assert [e.seed.part for e in entries if e.seed] == list(range(1, len(entries) + 1))


def test_an_article_keeps_its_text_though_another_says_the_same() -> None:
    paragraph = "The swans that left the mill pond in the autumn came back on Sunday, all of them."
    first = f"Swans swim again\n3 March 2025\n{paragraph}"
    text = f"{first}\n\nSwans are back\n3 March 2025\n{paragraph}\n"

    assert [e.body for e in read(text).entries] == [paragraph, paragraph]

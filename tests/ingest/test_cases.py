"""Documents of every kind become the entries that a careful archivist would write."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import Case, read_cases, told
from harvesting import read

CASES = read_cases(Path(__file__).parent / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
def test_a_document_gives(case: Case) -> None:
    assert told(read(case.document, case.place), case.asked) == case.told


def test_case_files_say_each_sentence_once() -> None:
    sentences = [case.sentence for case in CASES]

    assert len(CASES) > 25
    assert sorted({*sentences}) == sorted(sentences)

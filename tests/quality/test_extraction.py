"""The text of articles is found as well as it was; the pages lie beside the project."""

from __future__ import annotations

import pytest
from score_extraction import ARCHIVE, score

EVERY = 5


@pytest.mark.skipif(not ARCHIVE.exists(), reason=f"needs the labelled pages: {ARCHIVE}")
def test_the_text_of_articles_is_found() -> None:
    with_captions, without = score(EVERY)

    assert with_captions.f1 >= 0.97
    assert without.f1 >= 0.972

"""What trafilatura takes for the article, as votes for passages."""

from __future__ import annotations

import logging

from briefing.ingest.web.passages import Passage
from briefing.text.words import key

_LARGEST = 3_000_000
"""Characters of a page that it is asked about; with more it takes seconds."""

_SHORT = 40
"""Characters of a passage that may stand in the text by chance."""


def vote(html: str, passages: list[Passage]) -> bool:
    """Set the votes of *passages*; return whether trafilatura found an article in *html*."""
    text = _extracted(html)
    folded = key(text)
    if len(folded) <= 60:
        return False
    lines = text.split("\n")
    whole = {key(line) for line in lines}
    whole |= {key(cell) for line in lines if "|" in line for cell in line.split("|")}
    running = f" {folded} "
    for passage in passages:
        words = key(passage.text)
        if words:
            is_long = len(words) > _SHORT or words.count(" ") >= 5
            found = words in whole or (is_long and f" {words} " in running)
            passage.vote = 1 if found else -1
    return True


def _extracted(html: str) -> str:
    if len(html) > _LARGEST:
        return ""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.extract(html, include_comments=False, fast=True) or ""
    except Exception:  # noqa: BLE001 - another's code on hostile input; its opinion is only a hint
        return ""

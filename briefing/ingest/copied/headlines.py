"""What a headline looks like, among the lines of a document."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.phrases import boilerplate, label, zone
from briefing.ingest.copied.shapes import as_shape, is_row
from briefing.text.words import key

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_URL = re.compile(r"https?://|www\.|\S+@\S+\.\w")
_SLUG = re.compile(
    r"^[\w]+(?:-[A-Z][\w]*){2,}(?:,.*)?$|^[\w]+(?:-[\w]+){3,}(?:\s\w+)?(?:\.\w{3,4})?$"
)

_LONGEST = 420
_NEXT_TO_NONE = 0.05
"""Score of a line that is far too long, whatever else it is."""


def headline_score(line: Line) -> float:
    """Return how much *line* looks like a headline, 0 (not at all) to 1."""
    text = line.text
    if (base := _by_length(text, line.words)) <= _NEXT_TO_NONE:
        return base if len(text) <= _LONGEST and not line.bullet else 0.0
    has_sign = any(c.isalpha() or unicodedata.category(c) == "So" for c in text)
    if not 2 < len(text) <= _LONGEST or not has_sign or line.bullet:
        return 0.0
    if text.endswith((":", ";", ",", "：", "，")) or _has_address(text) or _SLUG.match(text):
        return 0.0
    if (
        is_row(text)
        or label(text)
        or zone(text)
        or boilerplate(text)
        or as_shape(line, is_first=False)
    ):
        return 0.0
    return base * _shape(text, line.words)


def _has_address(text: str) -> bool:
    might = "http" in text or "www." in text or "@" in text
    return might and bool(_URL.search(text))


def _shape(text: str, words: int) -> float:
    score = 1.0
    if text[:1].islower():
        score *= 0.4
    if re.search(r"[^.…]\.[\"'”’»)]*$|。$", text):
        score *= 0.35 if words <= 16 else 0.1
    if len(re.findall(r"[.!?。]\s+[\"“«A-ZÀ-ÞА-Я]", text)) > 1:
        score *= 0.5
    return score


def _by_length(text: str, words: int) -> float:
    """Headlines have four to twenty words; CJK counts two letters as a word."""
    if not text.isascii() and _CJK.search(text):
        return 1.0 if 8 <= len(text) <= 40 else 0.5 if len(text) <= 60 else 0.1
    if words <= 2:
        return 0.35
    if words == 3:
        return 0.6
    if words <= 18:
        return 1.0
    if words <= 28:
        return 0.7
    return 0.25 if words <= 45 else 0.05


class Repeats:
    """How often lines stand in a document, compared by their letters alone."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._keys = [key(line.text[:_LONGEST]) for line in lines]
        self._counts = Counter(k for k in self._keys if k)

    def count(self, index: int) -> int:
        """Return how often line *index* stands in the document."""
        return self._counts[self._keys[index]]

    def key(self, index: int) -> str:
        """Return the comparison key of line *index*."""
        return self._keys[index]

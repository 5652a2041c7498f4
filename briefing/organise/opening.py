"""What organising reads of a text: its first words, and whether it is long."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

FULL_LENGTH = 600
"""Words from which an article counts as told at length."""

_WORDS = 200
"""News tells the event first; more of the body blurs it (measured)."""

# Addresses in links are not words of the text. None has a space in it.
_ADDRESS = re.compile(r"\]\([^()\s]*\)|https?://\S+")


class Opening(NamedTuple):
    """The beginning of a text."""

    text: str
    """The first 200 words, with one space between them and without addresses."""

    length: int
    """How many words the whole text has, by spaces; 600 if it has more."""


# A text is asked for when it is compared, and when entries and stories are put in order; and
# while somebody edits, all entries but one are the same as a moment ago.
@lru_cache(maxsize=1_000)
def opening(body: str) -> Opening:
    """Return the beginning of the text *body*."""
    words = body.split(None, FULL_LENGTH)
    length = min(len(words), FULL_LENGTH)
    text = " ".join(words[:_WORDS])
    # One letter is found faster than two.
    if ("]" in text and "](" in text) or ("/" in text and "://" in text):
        text = " ".join(_ADDRESS.sub("", body).split(None, _WORDS)[:_WORDS])
    return Opening(text[: _WORDS * 40], length)

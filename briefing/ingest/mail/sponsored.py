"""Advertising that stands inside of a letter's text, under a label that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.ingest.mail.blocks import PICTURE, Block, Style
from briefing.ingest.markup import words_of

ADVERTISING = re.compile(
    r"[(\[](?:sponsor\w*|ad|anzeige|werbung|advert\w*|promoted|publicité|реклама|patrocinad\w+)[)\]]"
    r"|^(?:sponsored|anzeige|werbung|advertisement|together with|presented by|in partnership with"
    r"|brought to you by|a (?:word|message) from|реклама|publicité|publicidad)\b",
    re.IGNORECASE,
)
"""What says that a headline, section or line is paid for."""

_LABEL = 8
"""Words of the longest line that is only a label."""


def without_sponsored(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return *blocks* without advertising, and the advertising: a block under a label in its first
    line, or a label with what stands directly below it and leads somewhere."""
    kept: list[Block] = []
    out: list[Block] = []
    is_below = False
    for block in blocks:
        label, has_more = _labelled(block)
        if label or (is_below and _leads(block)):
            out.append(block)
        else:
            kept.append(block)
        is_below = label and not has_more
    return kept, out


def _labelled(block: Block) -> tuple[bool, bool]:
    """Whether the first line of *block* labels it as advertising, and whether more lines follow."""
    first, _, rest = block.markdown.partition("\n")
    words = words_of(first.rstrip("\\ ").lstrip("# "))
    is_label = (
        len(words.split()) <= _LABEL
        and not words.endswith((".", "!", "?"))
        and bool(ADVERTISING.search(words))
    )
    return is_label, bool(rest.strip())


def _leads(block: Block) -> bool:
    return block.style is not Style.HEADING and bool(block.links or PICTURE.search(block.markdown))

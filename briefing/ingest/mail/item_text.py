"""The text and the picture of one item of a letter."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.ingest.last_link import place_of, without_last_link
from briefing.ingest.mail.blocks import PICTURE, Block, is_read_more
from briefing.ingest.markup import words_of
from briefing.model import Image
from briefing.text.urls import clean_url

_ENDS = (".", "!", "?", "…", "”", "“", '"', "»", ")", "。")


def without_more(blocks: Sequence[Block], url: str) -> tuple[str, list[str]]:
    """Return the Markdown of *blocks* without what at their ends only leads to the article at
    *url*, behind a sentence or by its words, and the words of that."""
    texts: list[str] = []
    more: list[str] = []
    for block in blocks:
        led = {to for words, to in block.links if to == url or is_read_more(words)}
        text, words = without_last_link(block.markdown, {place_of(to) for to in led} - {""})
        is_more = bool(words) and (is_read_more(words) or text.endswith(_ENDS))
        texts += [] if block.is_rule else [text if is_more else block.markdown]
        more += [words] if is_more else []
    return "\n\n".join(texts), more


def image_in(block: Block | None) -> Image | None:
    """Return the picture in *block*, if it has one with an address."""
    match = PICTURE.search(block.markdown) if block else None
    if match is None:
        return None
    url = clean_url(match["url"])
    return Image(url=url, alt=words_of(match["alt"])) if url else None

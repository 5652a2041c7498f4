"""Boilerplate that shows only when many documents are seen together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from briefing.model import Entry, Harvest, LeftOut
from briefing.text.words import key, word_count

REPEATED = 3
"""A paragraph that ends articles of as many documents, which begin differently and have different
headlines, belongs to the site, not to them."""

_LONGEST = 80
"""Words; what is longer is text that agencies repeat, not a notice."""


class Notice(NamedTuple):
    """A closing paragraph of an article; numbers of 64 bits stand for texts as they compare."""

    text: int
    part: int
    """Which article of its document, from 1."""

    title: int
    opening: int


def notices(harvest: Harvest) -> Iterator[Notice]:
    """Yield the closing paragraphs of all articles that may be notices: never the first one."""
    for part, entry in enumerate(harvest.entries, 1):
        first, *blocks = entry.body.split("\n\n")
        for block in blocks[-3:]:
            if word_count(block) <= _LONGEST and (notice := key(block)):
                yield Notice(_number(notice), part, _number(key(entry.title)), _number(key(first)))


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


def without_repeats(harvests: Mapping[str, Harvest]) -> dict[str, Harvest]:
    """Return *harvests* (by place, kept in order) without the closing paragraphs that stand at
    the end of different articles in three or more documents; each is reported as left out.

    Articles that also begin alike are copies of one telling: what they share is news.
    """
    found: dict[int, tuple[set[str], set[int], set[int]]]
    found = defaultdict(lambda: (set(), set(), set()))
    for place, harvest in harvests.items():
        for notice in notices(harvest):
            places, titles, openings = found[notice.text]
            places.add(place)
            titles.add(notice.title)
            openings.add(notice.opening)
    repeated = {text for text, sets in found.items() if min(len(one) for one in sets) >= REPEATED}
    return {place: without(place, harvest, repeated) for place, harvest in harvests.items()}


def without(place: str, harvest: Harvest, repeated: Collection[int]) -> Harvest:
    """Return the *harvest* of the document at *place* without the closing paragraphs that are
    among the *repeated* ones; each is reported as left out."""
    if not repeated:
        return harvest
    entries: list[Entry] = []
    out: list[LeftOut] = []
    for entry in harvest.entries:
        blocks = entry.body.split("\n\n")
        kept = len(blocks)
        while kept > 1 and _number(key(blocks[kept - 1])) in repeated:
            kept -= 1
        if kept < len(blocks):
            part = entry.seed.part if entry.seed else 0
            reason = "ends articles of several documents"
            text = "\n\n".join(blocks[kept:])
            out.append(LeftOut(place=f"{place}#{part}", reason=reason, text=text))
            entry = replace(entry, body="\n\n".join(blocks[:kept]))  # noqa: PLW2901 - the same entry, shorter
        entries.append(entry)
    if not out:
        return harvest
    return replace(harvest, entries=tuple(entries), left_out=(*harvest.left_out, *out))

"""Boilerplate that shows only when many documents are seen together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefing.model import Entry, Harvest, LeftOut
from briefing.text.words import key, word_count

_DOCUMENTS = 3
"""A paragraph that ends articles of as many documents belongs to the site, not to them."""

_LONGEST = 80
"""Words; what is longer is text that agencies repeat, not a notice."""


def without_repeats(harvests: Mapping[str, Harvest]) -> dict[str, Harvest]:
    """Return *harvests* (by place, kept in order) without the closing paragraphs that stand at
    the end of different articles in three or more documents; each is reported as left out.

    Articles that also begin alike are copies of one telling: what they share is news.
    """
    repeated = _repeated(harvests)
    if not repeated:
        return dict(harvests)
    return {place: _trimmed(place, harvest, repeated) for place, harvest in harvests.items()}


def _repeated(harvests: Mapping[str, Harvest]) -> frozenset[str]:
    places: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    openings: dict[str, set[str]] = defaultdict(set)
    for place, harvest in harvests.items():
        for entry in harvest.entries:
            for notice in _closing(entry):
                places[notice].add(place)
                titles[notice].add(key(entry.title))
                openings[notice].add(key(entry.body.split("\n\n", 1)[0]))
    return frozenset(
        notice
        for notice, found in places.items()
        if len(found) >= _DOCUMENTS
        and min(len(titles[notice]), len(openings[notice])) >= _DOCUMENTS
    )


def _closing(entry: Entry) -> Iterable[str]:
    """Comparison keys of the last paragraphs of *entry*, never of its first."""
    for block in entry.body.split("\n\n")[1:][-3:]:
        if word_count(block) <= _LONGEST and (notice := key(block)):
            yield notice


def _trimmed(place: str, harvest: Harvest, repeated: frozenset[str]) -> Harvest:
    entries: list[Entry] = []
    out: list[LeftOut] = []
    for entry in harvest.entries:
        blocks = entry.body.split("\n\n")
        kept = len(blocks)
        while kept > 1 and key(blocks[kept - 1]) in repeated:
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

"""Items that a document numbers: the number goes from the headline into the report."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from briefing.model import Entry, Harvest, LeftOut
from briefing.text.numbering import without_numbers


def without_item_numbers(harvest: Harvest) -> Harvest:
    """Return *harvest* with headlines that do not begin with the number of their item, where all
    of a document do; what was taken off is reported as left out."""
    entries: list[Entry] = []
    left_out: list[LeftOut] = []
    for file, group in itertools.groupby(harvest.entries, key=lambda entry: entry.seed.file):
        found = tuple(group)
        bare = _bare(found)
        entries += bare
        numbers = [
            old.title.removesuffix(new.title).strip()
            for old, new in zip(found, bare, strict=True)
            if old.title != new.title
        ]
        if numbers:
            reason = "the numbers of the headlines"
            left_out.append(LeftOut(place=file, reason=reason, text="\n".join(numbers)))
    if not left_out:
        return harvest
    return replace(harvest, entries=tuple(entries), left_out=(*harvest.left_out, *left_out))


def _bare(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    titles = without_numbers([entry.title for entry in entries])
    return tuple(replace(e, title=title) for e, title in zip(entries, titles, strict=True))

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
    for file, group in itertools.groupby(harvest.entries, key=_file):
        found = tuple(group)
        bare = _bare(found)
        entries += bare
        titles = {entry.title for entry in bare}
        numbered = [entry.title for entry in found if entry.title not in titles]
        if numbered:
            reason = "the numbers before headlines"
            left_out.append(LeftOut(place=file, reason=reason, text="\n".join(numbered)))
    if not left_out:
        return harvest
    return replace(harvest, entries=tuple(entries), left_out=(*harvest.left_out, *left_out))


def _file(entry: Entry) -> str:
    return entry.seed.file if entry.seed else ""


def _bare(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    titles = without_numbers([entry.title for entry in entries])
    return tuple(replace(e, title=title) for e, title in zip(entries, titles, strict=True))

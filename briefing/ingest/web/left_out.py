"""What of a page stands in no entry: a few large pieces, one for each reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from briefing.ingest.web.passages import Passage
from briefing.model import LeftOut
from briefing.text.words import key

_BEFORE, _AMID, _BEHIND = "above the article", "amid the article", "below the article"
_LONGEST = 400
"""Characters of a headline or name; what is longer repeats none."""


def left_out(
    place: str, passages: list[Passage], kept: Collection[Passage], known: Iterable[str],
    reason: str = "",
) -> tuple[LeftOut, ...]:  # fmt: skip
    """Return the passages that are not *kept* and do not only repeat what is *known* (headline,
    names), by reason in the order of the page; *reason* is for those that have none."""
    numbers = [p.number for p in kept]
    first, last = (min(numbers), max(numbers)) if numbers else (0, 0)
    said = {key(text) for text in known} | {""}
    taken = set(kept)
    groups: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage not in taken and not _is_said(passage.text, said):
            where = (
                _BEFORE if passage.number < first else _AMID if passage.number < last else _BEHIND
            )
            groups.setdefault(passage.clutter or reason or where, []).append(passage)
    return tuple(
        LeftOut(
            place=f"{place}:{group[0].owner.sourceline or 1}",
            reason=why,
            text="\n".join(p.text for p in group),
        )
        for why, group in groups.items()
    )


def _is_said(text: str, said: set[str]) -> bool:
    return len(text) <= _LONGEST and key(text) in said

"""Adjacent bylines, taken together: beside each of these groups an article may stand."""

from __future__ import annotations

import itertools
from collections.abc import Container
from dataclasses import dataclass, replace

from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.scan import GOOD, Scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Adjacent byline lines."""

    first: int
    last: int
    bylines: tuple[Byline, ...]
    lines: tuple[int, ...]

    @property
    def is_dated(self) -> bool:
        """Whether one of its lines holds a date."""
        return any(b.stamp or b.updated for b in self.bylines)


def groups_of(scan: Scan, apart: Container[int]) -> list[Group]:
    """Return the groups of bylines in the document, in order, without the lines in *apart*."""
    groups: list[Group] = []
    for i, byline in scan.bylines.items():
        if i in apart or not byline.is_anchor or not _may_anchor(scan, i):
            continue
        last = groups[-1] if groups else None
        if last and _belongs(scan, last, i):
            groups[-1] = replace(
                last, last=i, bylines=(*last.bylines, byline), lines=(*last.lines, i)
            )
        else:
            groups.append(Group(first=i, last=i, bylines=(byline,), lines=(i,)))
    return groups


def _belongs(scan: Scan, group: Group, i: int) -> bool:
    """Whether byline *i* continues *group*: nothing, or one short line, between them."""
    if i == group.last + 1:
        both_dated = group.is_dated and scan.bylines[i].stamp and scan.bylines[i].names
        return not (both_dated and scan.lines[i].gap)
    between = scan.lines[group.last + 1 : i]
    return len(between) == 1 and between[0].words <= 3 and scan.score(group.last + 1) < GOOD


def _may_anchor(scan: Scan, i: int) -> bool:
    """Whether the byline on line *i* can begin an article: below “Comments” or “Most read” only
    where as much text follows as no comment or teaser has."""
    if i in scan.day_heads:
        return False
    if i < scan.furniture or not scan.furniture:
        return True
    following = itertools.takewhile(
        lambda j: j not in scan.bylines, range(i + 1, min(i + 12, len(scan.lines)))
    )
    return sum(scan.lines[j].words for j in following if scan.lines[j].is_prose) >= 60


def from_date(group: Group) -> Group:
    """Return *group* from its date on: where dates stand first, a name above one belongs to the
    article before."""
    dated = next((n for n, b in enumerate(group.bylines) if b.stamp), 0)
    first = group.lines[dated]
    return replace(group, first=first, bylines=group.bylines[dated:], lines=group.lines[dated:])

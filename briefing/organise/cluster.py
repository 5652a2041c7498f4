"""Average-link agglomerative clustering (UPGMA; Sokal & Michener 1958) on sparse similarities."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence


def clusters(
    count: int, near: Sequence[Mapping[int, float]], threshold: float
) -> list[tuple[int, ...]]:
    """Group the items 0 … *count* - 1: join the two closest groups while their mean similarity
    is at least *threshold*.

    *near* is symmetric; a missing pair is 0. Of equally close pairs the one that was made first
    is joined, so the result depends on nothing but the numbers. Each group is ascending; groups
    are ordered by their first item.
    """
    members = {i: [i] for i in range(count)}
    links = {i: dict(near[i]) for i in range(count)}
    queue = [(-value, i, j) for i in range(count) for j, value in near[i].items() if i < j]
    queue = [item for item in queue if -item[0] >= threshold]
    heapq.heapify(queue)
    fresh = count
    while queue:
        _, i, j = heapq.heappop(queue)
        if i not in members or j not in members:
            continue
        members[fresh] = members.pop(i) + members.pop(j)
        _join(links, i, j, fresh)
        for other, total in links[fresh].items():
            mean = round(total / (len(members[fresh]) * len(members[other])), 9)
            if mean >= threshold:
                heapq.heappush(queue, (-mean, other, fresh))
        fresh += 1
    return sorted(tuple(sorted(group)) for group in members.values())


def _join(links: dict[int, dict[int, float]], i: int, j: int, fresh: int) -> None:
    """Replace *i* and *j* by *fresh* in the sums of similarities between groups."""
    sums: dict[int, float] = defaultdict(float)
    for old in (i, j):
        for other, value in links.pop(old).items():
            if other not in (i, j):
                sums[other] += value
                links[other].pop(old)
    links[fresh] = dict(sums)
    for other, value in sums.items():
        links[other][fresh] = value

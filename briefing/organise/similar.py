"""Which vectors are similar: the pairs that grouping looks at, and no others."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, combinations
from operator import mul

from briefing.organise.vectors import Space

_FEW = 8
"""A word that at most so many vectors have, or a tenth of them, is compared pair by pair."""

_MARGIN = 1e-6
"""Far more than sums of the same numbers in another order differ."""


def similarities(compared: Compared, threshold: float) -> list[dict[int, float]]:
    """Return for each vector its similarity to every other that may come into one group with it.

    Groups whose mean similarity reaches *threshold* hold a pair that reaches it. So vectors that
    no chain of such pairs connects are not compared; all that one connects are.
    """
    count = len(compared.space.vectors)
    near: list[dict[int, float]] = [{} for _ in range(count)]
    leader = [*range(count)]
    for i, j in _candidates(compared.space, threshold - _MARGIN):
        if compared.similarity(i, j) >= threshold:
            leader[_find(leader, j)] = _find(leader, i)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(count):
        groups[_find(leader, i)].append(i)
    for i, j in chain.from_iterable(combinations(group, 2) for group in groups.values()):
        value = compared.similarity(i, j)
        if value >= 0:
            near[i][j] = near[j][i] = value
    return near


class Compared:
    """Vectors, and what comparing some of them gave."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self._units: dict[int, dict[str, float]] = {}
        self._known: dict[tuple[int, int], float] = {}

    def similarity(self, i: int, j: int) -> float:
        """Return the cosine of two vectors, *i* before *j*, rounded to nine digits; less than 0 if
        they do not share two words: one word in common is chance between short texts."""
        known = self._known.get((i, j))
        if known is None:
            one, other = self._unit(i), self._unit(j)
            both = [*filter(other.__contains__, one)]  # in the order of words
            products = map(mul, map(one.__getitem__, both), map(other.__getitem__, both))
            known = self._known[i, j] = round(sum(products), 9) if len(both) > 1 else -1.0
        return known

    def shared_words(self, i: int, j: int, count: int = 5) -> list[str]:
        """Return the words that make two vectors similar, the weightiest first."""
        one, other = self._unit(i), self._unit(j)
        products = {word: one[word] * other[word] for word in one.keys() & other.keys()}
        return sorted(products, key=lambda word: (-products[word], word))[:count]

    def _unit(self, i: int) -> dict[str, float]:
        unit = self._units.get(i)
        if unit is None:
            weights, length = self.space.vectors[i]
            unit = self._units[i] = {word: weight / length for word, weight in weights.items()}
        return unit


def _find(leader: list[int], number: int) -> int:
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number


def _candidates(space: Space, edge: float) -> Iterator[tuple[int, int]]:
    """Pairs of vectors whose cosine may be as much as *edge*.

    What the words that few vectors have add to it is summed up. What the others add is at most
    the product of the lengths of these parts (Cauchy and Schwarz), and little: they weigh little.
    """
    few = max(_FEW, len(space.vectors) // 10)
    holders: dict[str, list[tuple[int, float]]]
    holders = {word: [] for word, n in space.shared.items() if n <= few}
    parts: list[float] = []
    longest = 0.0
    for i, vector in enumerate(space.vectors):
        sums: dict[int, float] = {}
        square = 0.0
        for word, weight in vector.weights.items():
            found = holders.get(word)
            if found is None:
                square += weight * weight
            else:
                own = weight / vector.length
                for j, other in found:
                    sums[j] = sums.get(j, 0.0) + own * other
                found.append((i, own))
        part = math.sqrt(square) / (vector.length or 1)
        if part * longest >= edge:
            sums = {j: sums.get(j, 0.0) for j in range(i)}
        yield from ((j, i) for j, total in sums.items() if total + part * parts[j] >= edge)
        parts.append(part)
        longest = max(longest, part)

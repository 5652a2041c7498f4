"""Comparing fewer pairs groups as comparing all of them does."""

import datetime as dt
import math
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Entry
from briefing.organise.cluster import clusters
from briefing.organise.similar import Compared, similarities
from briefing.organise.vectors import Vector, space

DAY = dt.date(2025, 6, 2)
RARE = "albatros sandoe ferry quay 212 Zervos Lindow hive 1,994 aground".split()
WORDS = [*RARE, *"the of said Monday president war Peking\u2019s 老茶馆 Østerbro".split()]


def entry(text: str, title: str = "") -> Entry:
    return Entry(guid=text, title=title, date=DAY, body=text)


def all_pairs(vectors: Sequence[Vector]) -> list[dict[int, float]]:
    """The cosine of every two vectors that share two words."""
    near: list[dict[int, float]] = [{} for _ in vectors]
    for i, j in combinations(range(len(vectors)), 2):
        one, other = vectors[i], vectors[j]
        shared = [w for w in one.weights if w in other.weights]
        if len(shared) > 1:
            total = math.fsum(one.weights[w] * other.weights[w] for w in shared)
            near[i][j] = near[j][i] = round(total / one.length / other.length, 9)
    return near


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=14),
    st.sampled_from([0.001, 0.05, 0.18, 0.4, 0.9]),
)
def test_groups_are_those_of_all_pairs(texts: list[str], threshold: float) -> None:
    found = space([entry(text) for text in texts])
    near = similarities(Compared(found), threshold)

    wanted = clusters(len(texts), all_pairs(found.vectors), threshold)
    assert clusters(len(texts), near, threshold) == wanted
    for group in wanted:
        for i, j in combinations(group, 2):
            assert near[i].get(j) == pytest.approx(all_pairs(found.vectors)[i].get(j), abs=2e-9)


def test_many_vectors_that_share_common_words_are_grouped_by_rare_ones() -> None:
    common = "the president said on monday that the war in the north would go on "
    texts = [f"{common} {RARE[n % 4]} {RARE[n % 4 + 4]} number{n}" for n in range(40)]
    found = space([entry(text) for text in texts])

    near = similarities(Compared(found), 0.18)
    assert clusters(40, near, 0.18) == clusters(40, all_pairs(found.vectors), 0.18)


def test_words_that_make_two_vectors_similar_are_told_by_weight() -> None:
    compared = Compared(space([entry("the ferry Albatros of quay"), entry("the Albatros quay of")]))

    assert compared.shared_words(0, 1, 3) == ["albatros", "quay", "of"]


def test_an_entry_without_words_is_like_nothing() -> None:
    assert similarities(Compared(space([entry(""), entry("…"), entry("a")])), 0.1) == [{}, {}, {}]

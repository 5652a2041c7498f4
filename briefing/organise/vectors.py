"""Entries → sparse TF-IDF vectors."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from itertools import chain, repeat
from operator import mul
from typing import NamedTuple

from briefing.model import Entry
from briefing.organise.common import SHARE
from briefing.organise.opening import opening
from briefing.text.words import words

_HEADLINE = 3
_NAME = 1.2
_NUMBER = 1.5
_PRIOR_ITEMS = 400
_RARE = 0.003
"""Share of items that hold a word of which nothing is known."""

# A capitalised word that does not begin a sentence is a name (or a German noun).
# The space comes first, because then the search goes from space to space.
_NAMES = re.compile(r" (?<=[\w,;:’'\")] )([^\W\d_a-zà-ÿ][\w’'-]*)")
_FREQUENCIES = (0.0, *(1 + math.log(n) for n in range(1, 1000)))


class Vector(NamedTuple):
    """What the words of one entry weigh on its day."""

    weights: dict[str, float]
    """Of the words that another entry has, too; in their order, so that a sum over them is the
    same on every run."""

    length: float
    """Of the vector of all words: divided by it, the weights are those of a unit vector."""


class _Terms(NamedTuple):
    """The words of one entry, whatever others say."""

    words: list[str]
    """Each once, in order."""

    frequencies: list[float]
    """1 + ln(n_text + 3·n_headline) of each."""

    boosts: dict[int, float]
    """Of names and numbers, by their place among the words."""


class Space(NamedTuple):
    """The vectors of some entries."""

    vectors: list[Vector]
    shared: dict[str, int]
    """Word → the number of vectors that have it, if it is more than one."""


def space(entries: Sequence[Entry]) -> Space:
    """Return the vector of each entry: words of the headline and of the first 200 of the text.

    weight = (1 + ln(n_text + 3·n_headline)) · ln((N + 400) / (n_day + 400·p)) · boost, with n_day
    the number of the day's N entries that hold the word, p its share in news at large
    (:mod:`briefing.organise.common`) as if 400 further items had been seen, and a boost for names
    (1.2) and numbers (1.5). Salton & Buckley 1988, "Term-weighting approaches".
    """
    every = [_terms(entry.title, entry.body or entry.summary, entry.lang) for entry in entries]
    held = Counter(chain.from_iterable([terms.words for terms in every]))
    total = len(every) + _PRIOR_ITEMS
    shared = {word: n for word, n in held.items() if n > 1}
    rarity = {
        word: math.log(total / (held[word] + _PRIOR_ITEMS * SHARE.get(word, _RARE)))
        for word in shared.keys() | (SHARE.keys() & held.keys())
    }
    alone = math.log(total / (1 + _PRIOR_ITEMS * _RARE))
    return Space([_vector(terms, rarity.get, alone, shared) for terms in every], shared)


def _vector(
    terms: _Terms,
    rarity: Callable[[str, float], float],
    alone: float,
    shared: Collection[str],
) -> Vector:
    """*alone* is the rarity of words of which *rarity* knows none."""
    found, frequencies, boosts = terms
    weights = [*map(mul, frequencies, map(rarity, found, repeat(alone)))]
    for place, boost in boosts.items():
        weights[place] *= boost
    length = math.sqrt(sum(map(mul, weights, weights)))
    both = {word: weight for word, weight in zip(found, weights, strict=True) if word in shared}
    return Vector(both, length)


# While somebody edits, all entries but one are the same as a moment ago.
@lru_cache(maxsize=1_000)
def _terms(title: str, body: str, lang: str) -> _Terms:
    text = opening(body).text
    counts = Counter(words(text, lang) + words(title, lang) * _HEADLINE)
    found = sorted(counts)
    times = [*map(counts.__getitem__, found)]
    try:
        frequencies = [*map(_FREQUENCIES.__getitem__, times)]
    except IndexError:
        frequencies = [1 + math.log(n) for n in times]
    # In ASCII digits come before letters, and after it there are more of both.
    letters, others = bisect_left(found, ":"), bisect_left(found, "\x80")
    boosts = dict.fromkeys(range(letters), _NUMBER)
    boosts |= {n: _NUMBER for n in range(others, len(found)) if found[n][0].isdigit()}
    if names := _NAMES.findall(text):
        known = counts.keys() & words(" ".join(names), lang)
        boosts |= {bisect_left(found, name): _NAME for name in known}
    return _Terms(found, frequencies, boosts)

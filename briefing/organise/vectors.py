"""Entries → sparse TF-IDF vectors of unit length, and their cosine similarities."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from operator import mul

from briefing.model import Entry
from briefing.organise.common import SHARE
from briefing.text.words import words

Vector = dict[str, float]

_BODY_WORDS = 200
"""News tells the event first; more of the body blurs it (measured)."""

_HEADLINE = 3
_NAME = 1.2
_NUMBER = 1.5
_PRIOR_ITEMS = 400
_OFTEN = 5
"""A word that a fifth of the vectors hold is common among them."""

_RARE = 0.003
"""Share of items that hold a word of which nothing is known."""

# A capitalised word that does not begin a sentence is a name (or a German noun).
# The space comes first, because then the search goes from space to space.
_NAMES = re.compile(r" (?<=[\w,;:’'\")] )([^\W\d_a-zà-ÿ][\w’'-]*)")
# Addresses in links are not words of the text.
_ADDRESS = re.compile(r"\]\([^()\s]*\)|https?://\S+")


def vectors(entries: Sequence[Entry]) -> list[Vector]:
    """Return the vector of each entry: words of the headline and of the first 200 of the text that
    some other entry has, too; its length without the others is less than one.

    weight = (1 + ln(n_text + 3·n_headline)) · ln((N + 400) / (n_day + 400·p)) · boost, with n_day
    the number of the day's N entries that hold the word, p its share in news at large
    (:mod:`briefing.organise.common`) as if 400 further items had been seen, and a boost for names
    (1.2) and numbers (1.5). Salton & Buckley 1988, "Term-weighting approaches".
    """
    counted = [_counts(entry) for entry in entries]
    held: Counter[str] = Counter()
    for counts in counted:
        held.update(counts.keys())
    total = len(counted) + _PRIOR_ITEMS
    unknown = _PRIOR_ITEMS * _RARE
    rarity = {
        word: math.log(total / (n + _PRIOR_ITEMS * SHARE.get(word, _RARE)))
        for word, n in held.items()
        if n > 1 or word in SHARE
    }
    alone = math.log(total / (1 + unknown))
    shared = {word: rare for word, rare in rarity.items() if held[word] > 1 and rare > 0}
    return [_vector(counts, rarity, alone, shared) for counts in counted]


def _counts(entry: Entry) -> dict[str, float]:
    return _counted(entry.title, entry.body or entry.summary, entry.lang)


# While somebody edits, all entries but one are the same as a moment ago.
@lru_cache(maxsize=1_000)
def _counted(title: str, body: str, lang: str) -> dict[str, float]:
    """(1 + ln(n_text + 3·n_headline)) · boost of each word, in the order of the text."""
    text = _ADDRESS.sub("", body) if "](" in body or "://" in body else body
    start = " ".join(text.split(None, _BODY_WORDS)[:_BODY_WORDS])[: _BODY_WORDS * 40]
    counts = Counter(words(start, lang))
    for word in words(title, lang):
        counts[word] += _HEADLINE
    weights = {word: _FREQUENCY[n] if n < _MOST else _FREQUENCY[-1] for word, n in counts.items()}
    names = frozenset(words(" ".join(_NAMES.findall(start)), lang))
    for word in names & weights.keys():
        weights[word] *= _NAME
    for word in [w for w in weights if (w < ":" or w > "\x7f") and w[0].isdigit()]:
        if word not in names:
            weights[word] *= _NUMBER
    return weights


_MOST = 400
"""A word stands at most as often in a headline and 200 words, nearly."""

_FREQUENCY = (0.0, *(1 + math.log(n) for n in range(1, _MOST + 1)))


def _vector(
    counts: dict[str, float], rarity: dict[str, float], alone: float, shared: dict[str, float]
) -> Vector:
    """The unit vector of one entry; of words that no other entry has, only the length is kept.
    *rarity* has that of words of which something is known, *alone* is that of all others."""
    rare = rarity.get
    weights = [n * rare(word, alone) for word, n in counts.items()]
    # Exactly rounded: the order does not matter.
    length = math.sqrt(math.fsum([weight * weight for weight in weights if weight > 0]))
    return {word: n * shared[word] / length for word, n in counts.items() if word in shared}


def similarities(spaces: Sequence[Vector]) -> list[dict[int, float]]:
    """Return for each vector the cosine similarity to every other that shares two words with it:
    one word in common is chance between short texts.

    Rounded to nine digits, so that ties are ties on every machine.
    """
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, vector in enumerate(spaces):
        for word, weight in vector.items():
            holders[word].append((i, weight))
    count = len(spaces)
    common = sorted(word for word, found in holders.items() if len(found) * _OFTEN >= count > 4)
    sums, shared = _of_common(spaces, common)
    for word in common:
        del holders[word]
    for found in holders.values():
        if len(found) > 1:
            _add_pairs(found, sums, shared)
    return _near(sums, shared)


def _near(sums: list[list[float]], shared: list[list[int]]) -> list[dict[int, float]]:
    """The sums of the pairs that share two words, from both sides."""
    near: list[dict[int, float]] = [{} for _ in sums]
    for i, row in enumerate(shared):
        for j, both in enumerate(row):
            if both > 1:
                near[i][j] = near[j][i] = round(sums[i][j], 9)
    return near


def _of_common(
    spaces: Sequence[Vector], common: Sequence[str]
) -> tuple[list[list[float]], list[list[int]]]:
    """For each pair of vectors the sum of products over the *common* words, and how many of these
    they share. Words that many have are cheaper to take as rows of numbers than one by one."""
    rows = [[vector.get(word, 0.0) for word in common] for vector in spaces]
    masks = [sum(1 << n for n, weight in enumerate(row) if weight) for row in rows]
    sums = [[sum(map(mul, row, other)) for other in rows[:i]] for i, row in enumerate(rows)]
    shared = [[(mask & other).bit_count() for other in masks[:i]] for i, mask in enumerate(masks)]
    return sums, shared


def _add_pairs(
    found: Sequence[tuple[int, float]], sums: list[list[float]], shared: list[list[int]]
) -> None:
    """Add what one word, which the vectors in *found* hold, gives to each pair of them."""
    for place, (i, weight) in enumerate(found):
        row, both = sums[i], shared[i]
        for j, other in found[:place]:
            row[j] += weight * other
            both[j] += 1


def shared_words(one: Vector, other: Vector, count: int = 5) -> list[str]:
    """Return the words that make two vectors similar, the weightiest first."""
    weighed = {word: weight * other[word] for word, weight in one.items() if word in other}
    return sorted(weighed, key=lambda word: (-weighed[word], word))[:count]

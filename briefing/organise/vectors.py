"""Entries → sparse TF-IDF vectors of unit length, and their cosine similarities."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

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
_RARE = 0.003
"""Share of items that hold a word of which nothing is known."""

# A capitalised word that does not begin a sentence is a name (or a German noun).
_NAMES = re.compile(r"(?<=[\w,;:’'\")] )[^\W\d_a-zà-ÿ][\w’'-]*")
# Addresses in links are not words of the text.
_ADDRESS = re.compile(r"\]\([^()\s]*\)|https?://\S+")


def vectors(entries: Sequence[Entry]) -> list[Vector]:
    """Return the vector of each entry: words of the headline and of the first 200 of the text.

    weight = (1 + ln(n_text + 3·n_headline)) · ln((N + 400) / (n_day + 400·p)) · boost, with n_day
    the number of the day's N entries that hold the word, p its share in news at large
    (:mod:`briefing.organise.common`) as if 400 further items had been seen, and a boost for names
    (1.2) and numbers (1.5). Salton & Buckley 1988, "Term-weighting approaches".
    """
    counted = [_counts(entry) for entry in entries]
    held: Counter[str] = Counter()
    for headline, text, _ in counted:
        held.update(headline.keys() | text.keys())
    total = len(counted) + _PRIOR_ITEMS
    rarity = {
        word: math.log(total / (n + _PRIOR_ITEMS * SHARE.get(word, _RARE)))
        for word, n in held.items()
    }
    return [_unit(dict(_weights(*counts, rarity))) for counts in counted]


def _counts(entry: Entry) -> tuple[Counter[str], Counter[str], frozenset[str]]:
    return _counted(entry.title, entry.body or entry.summary, entry.lang)


# While somebody edits, all entries but one are the same as a moment ago.
@lru_cache(maxsize=1_000)
def _counted(title: str, body: str, lang: str) -> tuple[Counter[str], Counter[str], frozenset[str]]:
    text = _ADDRESS.sub("", body)
    start = " ".join(text.split(None, _BODY_WORDS)[:_BODY_WORDS])[: _BODY_WORDS * 40]
    names = frozenset(w for name in _NAMES.findall(start) for w in words(name, lang))
    return Counter(words(title, lang)), Counter(words(start, lang)), names


def _weights(
    headline: Counter[str], text: Counter[str], names: frozenset[str], rarity: dict[str, float]
) -> Iterator[tuple[str, float]]:
    for word in sorted(headline.keys() | text.keys()):  # sums are then the same on every run
        if rarity[word] <= 0:
            continue
        boost = _NAME if word in names else _NUMBER if word[0].isdigit() else 1.0
        frequency = 1 + math.log(text[word] + _HEADLINE * headline[word])
        yield word, frequency * rarity[word] * boost


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()}


def similarities(spaces: Sequence[Vector]) -> list[dict[int, float]]:
    """Return for each vector the cosine similarity to every other that shares two words with it:
    one word in common is chance between short texts.

    Rounded to nine digits, so that ties are ties on every machine.
    """
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    near: list[dict[int, float]] = [{} for _ in spaces]
    for i, vector in enumerate(spaces):
        sums: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for word, weight in vector.items():
            for j, other in holders[word]:
                sums[j] += weight * other
                shared[j] += 1
            holders[word].append((i, weight))
        for j, value in sums.items():
            if shared[j] > 1:
                near[i][j] = near[j][i] = round(value, 9)
    return near


def shared_words(one: Vector, other: Vector, count: int = 5) -> list[str]:
    """Return the words that make two vectors similar, the weightiest first."""
    weighed = {word: weight * other[word] for word, weight in one.items() if word in other}
    return sorted(weighed, key=lambda word: (-weighed[word], word))[:count]

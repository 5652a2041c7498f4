"""Numbers in front of the headlines of one document: they count its items and are no headline's."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

_NUMBER = re.compile(
    r"(?P<mark>[*_]{0,3}(?:(?:no|nr|№|#|punkt|point|item)\.?\s*)?[(\[]?)"
    r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,2})(?P<close>\s?[.):\]]{0,2})(?:\s*[-–—:|]\s|\s)\s*(?=\S)",
    re.IGNORECASE,
)
_FEWEST = 3
"""Items of a list; two where their numbers stand in brackets, which ordinals do not."""

_Number = tuple[int, ...]


def without_numbers(titles: Sequence[str]) -> tuple[str, ...]:
    """Return *titles*, in the order of their document, without the numbers they begin with.

    A number is taken off only where each title from the first numbered one on has one of the same
    form (“3.”, “(3)”, “No. 3”, “2.1”), and they ascend from the first: “3 ships lost”, “2. Liga”
    and the like number nothing.
    """
    found = [_numbered(title) for title in titles]
    first = next((n for n, number in enumerate(found) if number), len(titles))
    numbered = [match for match in found[first:] if match]
    are_bracketed = not first and all(match["mark"].endswith(("(", "[")) for match in numbered)
    fewest = 2 if are_bracketed else _FEWEST
    if len(numbered) != len(titles) - first or len(numbered) < fewest or not _ascend(numbered):
        return tuple(titles)
    bare = [match.string[match.end() :].strip() for match in numbered]
    return (*titles[:first], *bare)


def _numbered(title: str) -> re.Match[str] | None:
    """The number that *title* begins with: with a sign that shows it for one."""
    match = _NUMBER.match(title)
    is_shown = match and (match["mark"] or match["close"].strip() or "." in match["number"])
    return match if is_shown else None


def _ascend(matches: Sequence[re.Match[str]]) -> bool:
    numbers: list[_Number] = [tuple(map(int, m["number"].split("."))) for m in matches]
    forms = {(m["mark"].casefold(), m["close"], m["number"].count(".")) for m in matches}
    return (
        len(forms) == 1
        and numbers[0][-1] == 1
        and all(_follows(a, b) for a, b in itertools.pairwise(numbers))
    )


def _follows(before: _Number, after: _Number) -> bool:
    """Whether *after* is the next number or, an item being missing, the one after it; or the
    first of a later section."""
    if before[:-1] == after[:-1]:
        return 1 <= after[-1] - before[-1] <= 2
    return after[:-1] > before[:-1] and after[-1] <= 2

"""Patterns that people write cannot keep the program busy, whatever text they meet."""

from __future__ import annotations

import time

import pytest

from briefing.ingest.recipes.patterns import safe_pattern

HOSTILE = ["x" * 300, "a|" * 150, " - " * 100, ", " * 150, "1" * 299 + "!", "(" * 300, "a " * 150]


@pytest.mark.parametrize(
    "text",
    [
        r"^(?P<source>[^|]+) \| (?P<author>[^|]+) \| ([^|]+) \| ([^|]+) \| (?P<date>.+)$",
        r"(?P<source>.+?) - (?P<author>.+?) - (?P<name>.+?) - (?P<date>.+)",
        r"\d{1,3}\. (?P<title>.+)",
        r"-{5,}|={5,}",
        r"(?:By|Von) (?P<author>\S.{1,60})",
        r"(?i:posted) [^\]]+\]",
        r"[]a]+b?(?:cd){3}",
        r"(?<!x)\bword\b(?=\.)",
        r".+ - .+ - .+ - x",
        r"\w+@\w+\.\w+",
    ],
)
def test_a_pattern_that_costs_little_is_taken(text: str) -> None:
    pattern = safe_pattern(text)
    started = time.perf_counter()
    for line in HOSTILE:
        pattern.fullmatch(line)

    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (r"(\w+\s)*x", "a repetition inside a repetition"),
        (r"(?:\w+ ){2,5}x", "a repetition inside a repetition"),
        (r"((a+)b)+", "a repetition inside a repetition"),
        (r"(?:foo|bar)+x", "alternatives inside a repetition"),
        (r".*.*.*.*x", "more than three repetitions"),
        (r"\w+\s?\w+\d?\w+\w*\w+,", "more than three repetitions"),
        (r"(?P<t>.+) (?P=t)", "refers to a group"),
        (r"(.)\1", "refers to a group"),
        (r"(a)?(?(1)b|c)", "refers to a group"),
        (r"(x", "is no regular expression"),
        (r"a*", "matches an empty line"),
        (r"", "matches an empty line"),
        ("a" * 501, "more than 500 characters"),
        (r"x{99999999999}", "is no regular expression"),
    ],
)
def test_a_pattern_that_may_take_for_ever_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        safe_pattern(text)

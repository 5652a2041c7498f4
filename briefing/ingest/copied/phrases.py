"""The reviewed phrase list: what stands around articles, and what their parts are called."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"'})
_QUOTE = re.compile("[’‘`“”«»]")
_CLOSING = ' .:!…">→)]'
"""Signs that may stand behind a phrase that is a whole line; “»” is among the quotation marks."""

_SHORT = 160
"""Characters; no longer line is one of the phrases that are “whole” and begin with a star."""

_BEGIN = 3
_LONGEST = 400
"""Characters of a line that phrases look at."""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("briefing.ingest") / "data/phrases.toml").read_text("utf-8"))


def boilerplate(text: str) -> str:
    """Return the group of the phrase list that *text* falls under, else an empty string."""
    return _group_of("boilerplate", text)


def zone(text: str) -> str:
    """Return what begins at the heading *text*: ``comments``, ``related``, ``footer`` …"""
    return _group_of("zones", text) if len(text) <= 60 else ""


@cache
def _labels() -> dict[str, str]:
    return {phrase: name for name, phrases in _table()["labels"].items() for phrase in phrases}


@lru_cache(maxsize=16_384)
def label(text: str) -> str:
    """Return which part of an article or page the line *text* announces, if any:
    ``summary``, ``key_points``, ``articles``, ``sources``, ``date`` or ``image``."""
    plain = _plain(text).strip(" :：#*=-–—•·|_.").strip()
    bare = re.sub(r"^(?:\d+|ai-generated|ai|quick|our|the|article|story)\s+(?=\w)", "", plain)
    return _labels().get(plain) or _labels().get(bare, "")


def _plain(text: str) -> str:
    folded = text[:_LONGEST].casefold()
    if _QUOTE.search(folded):
        folded = folded.translate(_QUOTES)
    return " ".join(folded.split())


@cache
def _patterns(table: str, *, is_short: bool) -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """For the first letters of a line, the groups with phrases that begin so, in their order;
    under the empty text those that may begin with anything."""
    groups = {
        name: [p for p in phrases if is_short or _begin(p) or not p.endswith("$")]
        for name, phrases in _table()[table].items()
    }
    begin = {p: _begin(p) for phrases in groups.values() for p in phrases}
    return {
        first: tuple(
            (name, re.compile("|".join(map(_pattern, chosen))))
            for name, phrases in groups.items()
            if (chosen := [p for p in phrases if begin[p] in ("", first)])
        )
        for first in {"", *begin.values()}
    }


@cache
def _ends(table: str) -> tuple[str, ...]:
    """The letters that a whole line must end with to be a phrase that begins with anything."""
    phrases = (p for group in _table()[table].values() for p in group if p.endswith("$"))
    starred = {p.rstrip("$").casefold().rpartition("*")[2] for p in phrases if not _begin(p)}
    return tuple(end.lstrip().rstrip(_CLOSING) for end in starred)


def _begin(phrase: str) -> str:
    """The letters that a line must begin with to begin with *phrase*."""
    fixed = phrase.rstrip("$").casefold().partition("*")[0].rstrip()
    return fixed[:_BEGIN] if len(fixed) >= _BEGIN else ""


def _pattern(phrase: str) -> str:
    is_whole = phrase.endswith("$")
    body = re.escape(phrase.rstrip("$").casefold()).replace(r"\ ", " ")
    # A space beside the star stands for the end of a word: “this website, example.org, uses”.
    body = re.sub(r"(?<!\w) \\\*", r" ?\\*", body)  # “comments: 12”
    body = body.replace(r" \*", r"\b\*").replace(r"\* ", r"\*\b").replace(r"\*", ".{0,60}?")
    if is_whole:
        return rf'(?:{body})[\s.:!…">→)\]]*$'
    # One word must end where the phrase ends; longer phrases may be glued to what follows.
    return body + (r"(?!\w)" if " " not in phrase and phrase[-1].isascii() else "")


@lru_cache(maxsize=16_384)  # each line is asked about several times
def _group_of(table: str, text: str) -> str:
    line = _plain(text).lstrip(" \u200e\u200f<•·-–—*#>»«→←↑↓↗‹›►▶|✇★☆✓❌❏■□▪●○_=+~[(\"'")
    if not line:
        return ""
    is_short = len(line) <= _SHORT and line.rstrip(_CLOSING).endswith(_ends(table))
    patterns = _patterns(table, is_short=is_short)
    begun = patterns.get(line[:_BEGIN]) or patterns.get("", ())
    return next((name for name, pattern in begun if pattern.match(line)), "")


_HAS_DIGIT = re.compile(r"\d")
_BESIDE = re.compile(r"\t+|\s[|·•→>–»/]\s|\s{2,}")
_PAGER = re.compile(
    r"\D{0,20}1\s+2\s+3(?:\s+\d+|\s+[.…]+)*\D{0,20}$"
    r"|(?:page|seite|página|страница)\s+\d+\s+\D{1,6}\s+\d+\b",
    re.IGNORECASE,
)


def is_button_row(text: str) -> bool:
    """Whether *text* is short words side by side of which one is known as a button, or a pager."""
    if len(text) > 200:
        return False
    pieces = [p.strip("[]() ") for p in _BESIDE.split(text) if p.strip()]
    words = pieces[0].split() if len(pieces) == 1 else []
    if 1 < len(words) <= 6 and all(map(boilerplate, words)):
        return True  # “Like Comment Share”
    if len(pieces) > 1 and all(map(boilerplate, pieces)):
        return True
    is_row = len(pieces) > 1 and all(len(p.split()) <= 4 for p in pieces)
    return (is_row and any(map(boilerplate, pieces))) or bool(
        _HAS_DIGIT.search(text) and _PAGER.match(text)
    )


def begins_with(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether *text* begins with one of *phrases*, whatever the case."""
    if not phrases:
        return False
    line = _plain(text)
    return any(line.startswith(_plain(phrase)) for phrase in phrases if phrase.strip())

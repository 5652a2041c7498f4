"""Which language a text is in: by its script, else by a vote of small words and peculiar letters.

No model and no probabilities: where the evidence is thin or evenly split, nothing is claimed.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cache

from briefing.text.small_words import FAMILIES

_SAMPLE = 1000
"""Characters looked at; more do not change the vote."""

_LEAST = 6
"""Points that a language needs: two words that only it has, or six that several have."""

_AHEAD = 1.1
"""How far the first must be ahead of the second."""

_ALONE, _SHARED = 3, 1
"""Points of a word that one language has, that several have."""

_NO_LETTERS = bytes(b if b > 127 or bytes([b]).isalpha() else 32 for b in range(256))
_MARKS = re.compile(rb"\xe2\x80[\x80-\xbf]|\xc2[\xa0-\xbf]|\xd8[\x8c\x9b\x9f]|\xe0\xa5\xa4")
"""Punctuation beyond ASCII, in UTF-8."""

_ASCII = bytes(range(128))
_PRINTABLE = bytes(b for b in range(256) if b > 0xC2 or bytes([b]).isalpha())
"""One for every letter in UTF-8 (RFC 3629): the letter itself, or its first byte."""

# By the first byte of their letters; where several scripts share one, the letters decide.
_LEADS: tuple[tuple[bytes, str], ...] = (
    (bytes([*range(0xD0, 0xD4)]), "cyrillic"),
    (bytes([*range(0xD8, 0xDC)]), "arabic"),
    (bytes([0xCD, 0xCE, 0xCF]), "el"),
    (bytes([0xD6, 0xD7]), "he"),
    (bytes([0xE0, 0xE1, *range(0xE3, 0xEE)]), ""),
    (bytes([0xD4, 0xD5]), "hy"),
)
_RANGES = (
    ("ja", "\u3040-\u30ff"), ("zh", "\u3400-\u9fff"), ("ko", "\uac00-\ud7af"),
    ("devanagari", "\u0900-\u097f"), ("bn", "\u0980-\u09ff"), ("pa", "\u0a00-\u0a7f"),
    ("gu", "\u0a80-\u0aff"), ("or", "\u0b00-\u0b7f"), ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"), ("kn", "\u0c80-\u0cff"), ("ml", "\u0d00-\u0d7f"),
    ("si", "\u0d80-\u0dff"), ("th", "\u0e00-\u0e7f"), ("lo", "\u0e80-\u0eff"),
    ("my", "\u1000-\u109f"), ("ka", "\u10a0-\u10ff"), ("am", "\u1200-\u137f"),
    ("km", "\u1780-\u17ff"),
)  # fmt: skip
_SCRIPTS = tuple((name, re.compile(f"[{letters}]")) for name, letters in _RANGES)
_KANA = 0.15
_MOST = 0.4
"""Share of the letters that makes a text be in a script: kana, any other."""

# Letters that only these languages write among those told apart here: evidence in every word.
_LETTERS = {
    "latin": {
        "de": "ß", "es": "ñ¿¡", "pt": "ãõ", "pl": "łżźśćńąę", "tr": "ğı", "az": "ə",
        "hu": "őű", "ro": "ățșţ", "cs": "ěřů", "sk": "ľĺŕô", "hr": "đ", "lv": "āēīūģķļņ",
        "lt": "ėįųū", "is": "þð", "vi": "ơưđạảấầẩậắằẳặẹẻẽếềểệỉịọỏốồổộớờởợụủứừửựỳỵỷỹ",
        "fr": "œèêùç", "da": "æø", "no": "æø", "ca": "ŀ", "et": "õ",
    },
    "cyrillic": {
        "ru": "ыэё", "uk": "їєґі", "be": "ўыіэё", "sr": "ђћљњџј", "mk": "ѓќѕљњј",
        "bg": "ъ", "kk": "қғңұһәүөыі", "mn": "өүыэё",
    },
    "arabic": {
        "ar": "يكىةؤإ", "fa": "پچژگکی", "ur": "ٹڈڑںےہھ", "ps": "ښږګټډړېۍ", "ckb": "ێۆڕڵە",
        "ug": "ۋۇۈېەئيكى",
    },
    "devanagari": {"mr": "ळ"},
}  # fmt: skip
_ASSUMED = {"cyrillic": "ru", "arabic": "ar", "devanagari": "hi"}
"""Where the script is certain and the vote open: the language of most that is printed in it."""


def language(text: str, default: str = "") -> str:
    """Return the BCP 47 code of the language most of *text* is in, *default* where it is open.

    The first 1,000 characters are looked at. Norwegian is ``no`` without a choice between its two
    norms, Serbian in Latin letters counts as ``hr`` where it cannot be told from Croatian.
    """
    sample = text[:_SAMPLE].casefold()
    data = sample.encode(errors="surrogatepass")
    if not sample.isascii():
        data = _MARKS.sub(b" ", data)
    words = data.translate(_NO_LETTERS).split()
    if not words:
        return default
    script = "latin" if sample.isascii() else _script(sample, data)
    if script not in FAMILIES:
        return script
    found = _by_votes(script, words, data)
    if found or script == "latin":
        return found or default
    kin = default.partition("-")[0] in FAMILIES[script]
    return default if kin else _ASSUMED[script]


def _script(sample: str, data: bytes) -> str:
    """The script most of *sample* is in, or the one language that is written in it."""
    letters = len(data) - len(data.translate(None, _PRINTABLE))
    for leads, name in _LEADS:
        found = len(data) - len(data.translate(None, leads))
        if found > letters * _MOST and name:
            return name
        if found > letters * _KANA and not name:
            return _by_letters(sample, letters)
    return "latin"


def _by_letters(sample: str, letters: int) -> str:
    for name, letter in _SCRIPTS:
        if len(letter.findall(sample)) > letters * (_KANA if name == "ja" else _MOST):
            return name
    return "latin"


@dataclass(frozen=True, slots=True)
class _Votes:
    """The points of words as one number each, 16 bits a language, so that a sum counts them all."""

    languages: tuple[str, ...]
    words: dict[bytes, int]
    letters: tuple[tuple[int, str], ...]
    """Place of a language, and its letters."""

    peculiar: frozenset[str]
    """All of these letters."""


@cache
def _votes(script: str) -> _Votes:
    family = {lang: tuple(text.split()) for lang, text in FAMILIES[script].items()}
    owners: dict[str, list[int]] = {}
    for place, words in enumerate(family.values()):
        for word in dict.fromkeys(words):
            owners.setdefault(word, []).append(place)
    packed = {
        word.encode(): sum((_ALONE if len(places) == 1 else _SHARED) << 16 * n for n in places)
        for word, places in owners.items()
    }
    letters = _LETTERS[script]
    places = tuple((n, letters[lang]) for n, lang in enumerate(family) if lang in letters)
    return _Votes(tuple(family), packed, places, frozenset("".join(letters.values())))


def _by_votes(script: str, words: list[bytes], data: bytes) -> str:
    votes = _votes(script)
    known = votes.words
    total = sum([known[word] for word in words if word in known])
    counts = array("H", total.to_bytes(2 * len(votes.languages), "little"))
    if not data.isascii():
        _add_letters(counts, votes, data.translate(None, _ASCII).decode(errors="replace"))
    best = max(counts)
    first = counts.index(best)
    second = sorted(counts)[-2]
    if best < _LEAST or best < second * _AHEAD:
        return ""
    return votes.languages[first]


def _add_letters(counts: array[int], votes: _Votes, letters: str) -> None:
    """Add to *counts* a point for each of *letters* that few languages have."""
    times = {letter: letters.count(letter) for letter in votes.peculiar.intersection(letters)}
    for place, own in votes.letters:
        counts[place] += sum([times[letter] for letter in own if letter in times])

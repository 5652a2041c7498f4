"""Text from outside, made harmless without a change of what it says.

What goes: control characters, soft hyphens, zero-width characters where no script needs them,
overrides and unclosed embeddings of the writing direction (“Trojan source”, CVE-2021-42574), tag
characters and runs of variation selectors (which hide text), marks piled on one letter. What stays:
joiners between the letters of scripts that need them and in emoji, isolates that are closed, the
zero-width spaces of scripts that are written without spaces.
"""

from __future__ import annotations

import html
import re
import unicodedata

from briefing.text.mojibake import repaired

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NEVER = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u2060-\u2064\u206a-\u206f\ufeff\u202d\u202e"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\u3164\uffa0\U000e0100-\U000e01ef\ud800-\udfff]"
)
_SOMETIMES = re.compile(
    "[\u061c\u200b-\u200f\u202a-\u202c\u2066-\u2069\ufe00-\ufe0f\U000e0000-\U000e007f]"
)
_PILED = re.compile("([\u0300-\u036f\u0489\u20d0-\u20ff]{4})[\u0300-\u036f\u0489\u20d0-\u20ff]+")
"""Marks on one letter: no language of the press puts more than four on a letter of ours."""

# Arabic, Syriac, the scripts of India and South-East Asia, Tibetan, Mongolian.
_JOINED = (
    "\u0600-\u08ff\u0900-\u109f\u1780-\u18af\u1a20-\u1aaf\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefc"
)
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_PICTURE = "#*0-9\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u3299\U0001f000-\U0001faff"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U0001e800-\U0001eeff]")
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{2,6}\U000e007f")

_KEPT = re.compile(
    f"(?<=[{_JOINED}])[\u200c\u200d]"
    f"|(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}])"
    f"|(?<=[{_UNSPACED}])\u200b(?=[{_UNSPACED}])"
    f"|(?<=[^\\s\u061c\u200b-\u200f\u202a-\u202c\u2066-\u2069\ufe00-\ufe0f\U000e0000-\U000e007f])"
    "[\ufe00-\ufe0f]"
    f"|{_FLAG.pattern}"
)
_OPEN = "\u202a\u202b\u2066\u2067\u2068"
_CLOSE = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069",
          "\u2068": "\u2069"}  # fmt: skip
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


def clean(text: str) -> str:
    """Return *text* in NFC, repaired where it was certainly misread, with ``\\n`` line ends,
    ordinary spaces and nothing invisible that no script needs."""
    return without_invisible(repaired(text))


def clean_line(text: str) -> str:
    """Return *text*, a headline or a name, as one clean line; entities left in it are resolved.

    “Fish &amp;amp; chips” has been escaped twice and is resolved twice. What would be a pointed
    bracket stays as it is: who writes of “&lt;br&gt;” means it.
    """
    for _ in range(2):
        if not _ENTITY.search(text):
            break
        text = _ENTITY.sub(_resolved, text)
    return " ".join(clean(text).split())


def _resolved(entity: re.Match[str]) -> str:
    letter = html.unescape(entity[0])
    return entity[0] if letter in "<>" else letter


def without_invisible(text: str) -> str:
    """Return *text* in NFC, with ``\\n`` line ends, ordinary spaces, no control characters and
    nothing invisible that no script needs."""
    text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    text = _NEVER.sub("", text)
    if text.isascii():
        return text
    if _SOMETIMES.search(text):
        text = _with_needed(text)
    text = unicodedata.normalize("NFC", text)
    if _PILED.search(text):
        text = unicodedata.normalize("NFC", _PILED.sub(r"\1", text))
    return text


def _with_needed(text: str) -> str:
    """*text* without those invisible characters that do nothing at their place."""
    parts: list[str] = []
    position = 0
    for found in _KEPT.finditer(text):
        parts += (_without_strays(text[position : found.start()]), found[0])
        position = found.end()
    parts.append(_without_strays(text[position:]))
    whole = "".join(parts)
    if not _DIRECTIONS.search(whole):
        return whole
    return "\n".join(map(_directed, whole.split("\n")))


_STRAYS = re.compile("[\u200b-\u200d\ufe00-\ufe0f\U000e0000-\U000e007f]")


def _without_strays(text: str) -> str:
    return _STRAYS.sub("", text)


def _directed(line: str) -> str:
    """*line* with those signs of direction that are closed in it, if its letters need any."""
    if not _DIRECTIONS.search(line):
        return line
    if not _RIGHT_TO_LEFT.search(line):
        return _DIRECTIONS.sub("", line)
    opened: list[int] = []
    signs = list(line)
    for n, sign in enumerate(line):
        if sign in _OPEN:
            opened.append(n)
        elif sign in "\u202c\u2069":
            if opened and _CLOSE[line[opened[-1]]] == sign:
                opened.pop()
            else:
                signs[n] = ""
    for n in opened:
        signs[n] = ""
    return "".join(signs)

"""Text that was UTF-8 and was read as something else: repaired where that is certain, else left.

“MÃ¼nchen”, “РџСЂРёРІРµС‚”, “п÷п╬я─я┌”: bytes of UTF-8 shown as letters of windows-1252, Latin-1,
windows-1251 or KOI8-R. Such damage leaves a pattern that hardly any text has by itself: every
stretch of letters beyond ASCII is made of lead and continuation bytes (RFC 3629, section 3).

A line is repaired only if

- every such stretch in it decodes as UTF-8, whole (stretches of quotation marks and dashes alone
  may stay as they are),
- what comes out is of the scripts and signs that texts are made of, and of the script of the
  letters it is attached to,
- and at least one stretch is of a kind that no text has: two sequences or more in a row, a
  sequence in the middle of a word, a typographic sign in three pieces (“â€™”).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

_PASSES = 3
"""Text may have been misread more than once."""

_LONGEST = 100_000
"""Characters of a line; what is longer is left."""

# Signs and invisible characters that a line may hold properly beside stretches that are damaged.
_PROPER = frozenset("“”‘’„‚«»‹›–—…•·°§©®™€£\xa0\u202f\xad\u200b\u200e\u200f\ufeff")

_SIGNS = frozenset("‘’‚“”„«»‹›–—…•·°§©®™€£¥¢¡¿¼½¾²³¹ªº×÷±µ№′″−→←↑↓▶►■●★☆✓✔✗\xa0\u202f\u200b\ufeff")
"""What may come out beside letters."""

# Punctuation of Arabic, Hindi, Chinese, Japanese; joiners.
_SIGN_RANGES = re.compile("[\u055a-\u058a\u05be-\u05f4\u060c-\u061f\u066a-\u066d\u06d4\u0964\u0965"
                          "\u200c-\u200f\u3000-\u303f\u30fb\uff01-\uff65]")  # fmt: skip

_AFTER_A = frozenset("£¥©®°§±½¼¾²³¿¡")
"""Signs that no text has right behind a capital A with a circumflex."""


def repaired(text: str) -> str:
    """Return *text* with its misread lines repaired; a text without any is returned as it is."""
    return text if text.isascii() else _repaired(text)[0]


def repairs(text: str) -> tuple[str, int]:
    """Return *text* repaired and the number of lines that were."""
    return (text, 0) if text.isascii() else _repaired(text)


def _repaired(text: str) -> tuple[str, int]:
    suspects = [(stretch, table) for name, stretch in _STRETCHES if stretch.search(text)
                for table in [_table(name)]]  # fmt: skip
    if not suspects:
        return text, 0
    lines = text.split("\n")
    count = 0
    for n, line in enumerate(lines):
        if not line.isascii() and len(line) <= _LONGEST:
            lines[n] = _line(line, suspects)
            count += lines[n] != line
    return "\n".join(lines), count


def _line(line: str, suspects: list[tuple[re.Pattern[str], dict[int, int]]]) -> str:
    for sequence, table in suspects:
        if sequence.search(line) and (better := _decoded(line, table)):
            return better
    return line


_BEYOND = re.compile("[^\x00-\x7f]+")


def _decoded(line: str, table: dict[int, int]) -> str:
    """*line* with its stretches decoded, or nothing where one of them forbids it."""
    parts: list[str] = []
    position, is_certain = 0, False
    for stretch in _BEYOND.finditer(line):
        found = _utf8(stretch[0], table)
        if found is None:
            if not _PROPER.issuperset(stretch[0]):
                return ""
            continue
        before, after = line[: stretch.start()][-1:], line[stretch.end() :][:1]
        if not _is_plausible(found, before, after):
            return ""
        is_certain = is_certain or _is_certain(stretch[0], found, before, after)
        parts += (line[position : stretch.start()], found)
        position = stretch.end()
    return "".join([*parts, line[position:]]) if is_certain else ""


def _utf8(stretch: str, table: dict[int, int]) -> str | None:
    """*stretch* decoded, as often as it was misread."""
    found: str | None = None
    for _ in range(_PASSES):
        try:
            stretch = found = bytes([table[ord(c)] for c in stretch]).decode()
        except (KeyError, UnicodeDecodeError):
            break
    return found


def _is_plausible(found: str, before: str, after: str) -> bool:
    """Whether *found* is what texts are made of, and goes with the ASCII letters beside it."""
    if not all(_is_printed(c) for c in found):
        return False
    if not all(_is_of_the_press(c) for c in found if c.isalpha()):
        return False
    beside = [found[0]] if before.isalpha() else []
    beside += [found[-1]] if after.isalpha() else []
    return all(_is_latin(c) for c in beside if c.isalpha())


def _is_printed(c: str) -> bool:
    is_sign = c in _SIGNS or _SIGN_RANGES.match(c) or _is_emoji(c)
    return bool(is_sign) or unicodedata.category(c)[0] in "LM"


def _is_certain(stretch: str, found: str, before: str, after: str) -> bool:
    """Whether no text has *stretch* by itself between *before* and *after*."""
    if len(found) > 1:
        return not _SIGNS.issuperset(found) or len(stretch) > 2 * len(found)
    if found in _SIGNS:
        return len(stretch) > 2 or (found in _AFTER_A and not before.isalpha())
    if len(stretch) > 3:
        return True
    is_inside = before.islower() or after.islower()
    return is_inside and not stretch.endswith("\xa0")


# The letters of newspapers; IPA, N'Ko, Samaritan and the like are what chance makes of two bytes.
_PRESS = re.compile(
    "[\xaa\xba\xc0-\u024f\u0370-\u03ff\u0400-\u045f\u0490-\u04ff\u0531-\u0587\u05d0-\u05ea"
    "\u0620-\u064a\u066e-\u06d3\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u10a0-\u10ff\u1200-\u137f"
    "\u1780-\u17ff\u1e00-\u1fff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\ufb00-\ufb06]"
)


def _is_of_the_press(letter: str) -> bool:
    return bool(_PRESS.match(letter))


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter < "\u1f00" or "\ufb00" <= letter <= "\ufb06"


def _is_emoji(sign: str) -> bool:
    return (
        "\U0001f300" <= sign <= "\U0001faff"
        or "\u2600" <= sign <= "\u27bf"
        or sign in "\u200d\ufe0f"
    )


@cache
def _table(encoding: str) -> dict[int, int]:
    """The byte that each character beyond ASCII was, if the text was read as *encoding*.

    What windows-1252 leaves open was read as the control characters of Latin-1 (WHATWG Encoding,
    windows-1252), so one table serves both.
    """
    table: dict[int, int] = {}
    for byte in range(0x80, 0x100):
        try:
            letter = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            letter = chr(byte)
        table[ord(letter)] = byte
        if encoding == "cp1252":
            table.setdefault(byte, byte)
    return table


def _sequence(encoding: str) -> re.Pattern[str]:
    """Lead and continuation bytes of a letter as *encoding* shows them: a line is suspect."""
    shown: Callable[[range], str] = lambda codes: "".join(  # noqa: E731
        re.escape(chr(letter)) for letter, byte in _table(encoding).items() if byte in codes
    )
    tail = f"[{shown(range(0x80, 0xC0))}]"
    two, three, four = (f"[{shown(range(*r))}]" for r in ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5)))
    two += tail
    if encoding != "cp1252":  # in Cyrillic text two such letters stand side by side now and then
        two = f"{two}(?:{two}|[a-z])|[a-z]{two}"
    return re.compile(f"{two}|{three}{tail}{{2}}|{four}{tail}{{3}}")


_STRETCHES = tuple((name, _sequence(name)) for name in ("cp1252", "cp1251", "koi8_r"))

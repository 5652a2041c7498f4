"""Bytes → text: encodings, control characters, Unicode spaces."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.text.clean import without_invisible
from briefing.text.mojibake import repairs

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_FEW = 12
_OTHER_SCRIPTS = tuple(
    "cp1251 cp1253 cp1255 cp1256 cp855 cp862 cp864 cp866 cp869 cp874 cp93 cp94 cp95 koi8"
    " mac_cyrillic mac_greek iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_11 gb big5 shift"
    " euc johab hz tis iso2022 ptcp154 kz1048".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a document and what had to be done to get it."""

    text: str
    """NFC, lines end in ``\\n``, ordinary spaces, no control characters."""

    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text in *data*: by its byte order mark, as UTF-8, as UTF-16 by where its NULs
    stand, else in the legacy encoding that fits best (charset-normalizer). Never fails."""
    text, encoding, notes = _decode(data)
    mended, lines = repairs(text)
    clean = clean_text(mended)
    if "\0" in text:
        notes = (*notes, f"{text.count(chr(0))} NUL characters removed")
    if lines:
        notes = (*notes, f"{lines} lines repaired: UTF-8 that had been read as another encoding")
    return Decoded(text=clean, encoding=encoding, notes=notes)


def clean_text(text: str) -> str:
    """Return *text* in NFC, with ``\\n`` line ends, ordinary spaces and no control characters."""
    return without_invisible(text)


def _decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding, ()
    if encoding := _utf16_by_nuls(data):
        return data.decode(encoding, "replace"), encoding, ("no byte order mark",)
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        return _decode_broken(data)


def _utf16_by_nuls(data: bytes) -> str:
    """Latin text in UTF-16 has a NUL in nearly every second byte, always on the same side."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def _decode_broken(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """UTF-8 with a few bad bytes stays UTF-8; a text that is none is a legacy encoding."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(c > "\x7f" for c in text) - bad
    if good > 3 * bad or bad <= 2 < good:
        return text, "utf-8", (f"{bad} bytes are not valid UTF-8; shown as �",)
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_exclusion=["utf_16", "utf_32"]).best()
    encoding = best.encoding if best else "cp1252"
    if sum(b > 127 for b in data) < _FEW and not encoding.startswith(_OTHER_SCRIPTS):
        encoding = "cp1252"  # too few letters to tell one Latin encoding from another
    return data.decode(encoding, "replace"), encoding, (f"read as {encoding}: not valid UTF-8",)

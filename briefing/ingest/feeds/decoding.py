"""Bytes of an XML document → its text: marks, declarations that lie, junk before the first tag.

The order is that of RFC 7303, section 3: a byte order mark, then the declaration, which is only
believed as far as the bytes bear it out. (What a server says in its headers, fetching has already
written into the declaration.) Names of encodings mean what the WHATWG's Encoding Standard says they
mean, because that is what programs write.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from briefing.text.decode import decode

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})", re.IGNORECASE)
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "latin_1": "cp1252", "iso8859-9": "cp1254",
    "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
"""What documents in an encoding (by Python's name) are really in: one that holds more."""

_OTHER_NAMES = {
    "x-sjis": "cp932", "windows-31j": "cp932", "ks_c_5601-1987": "cp949", "x-gbk": "gb18030",
    "unicode-1-1-utf-8": "utf-8", "x-mac-cyrillic": "mac_cyrillic", "win-1251": "cp1251",
    "windows1251": "cp1251", "windows1252": "cp1252",
}  # fmt: skip
_WIDE = ("utf-16", "utf-32", "utf_16", "utf_32", "ucs-2", "ucs-4", "iso-10646-ucs-2")
_FEW_BAD = 20
"""One byte in as many may be wrong in a text of a declared encoding."""

# What XML 1.0 allows (section 2.2), without C1 controls and the marks that only direct its display.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BYTES_OF_1252 = {
    code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", "")
    for code in range(0x80, 0xA0)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlText:
    """The text of a document, with ``\\n`` line ends and only characters that XML allows."""

    text: str
    notes: tuple[str, ...] = ()
    """What had to be done to get it."""


def xml_text(data: bytes) -> XmlText:
    """Return the text of *data*. Never fails."""
    text, notes = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.translate(_BYTES_OF_1252) if re.search("[\x80-\x9f]", text) else text
    clean = _FORBIDDEN.sub("", text)
    if len(clean) < len(text.lstrip("\ufeff")):
        notes = (*notes, f"{len(text) - len(clean)} control characters removed")
    return XmlText(text=clean, notes=notes)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    if data.startswith(_MARKS) or b"\0" in data[:64]:
        found = decode(data)
        return found.text, found.notes
    declared = _DECLARED.search(data[:2000])
    name = declared[1].decode("ascii").lower() if declared else ""
    utf8 = _strictly(data, "utf-8")
    if utf8 is not None:
        return utf8, _but_utf8(data, name)
    encoding = "" if name.startswith(_WIDE) else _encoding(name)
    if encoding and encoding != "utf-8":
        text = data.decode(encoding, "replace")
        bad = text.count("\ufffd")
        if bad * _FEW_BAD <= sum(b > 127 for b in data):
            return text, (f"{bad} bytes are not valid {name}; shown as �",) if bad else ()
    found = decode(data)
    told = f"declared as {name}; " if name else ""
    return found.text, tuple(f"{told}{note}" for note in found.notes)


def _but_utf8(data: bytes, name: str) -> tuple[str, ...]:
    """UTF-8 beyond ASCII is never valid by chance, and ASCII is the same in nearly every encoding
    (in those where it is not, feeds are not written)."""
    is_told = not name or data.isascii() or _encoding(name) == "utf-8"
    return () if is_told else (f"declared as {name}, read as utf-8",)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _encoding(name: str) -> str:
    """Python's name of the encoding that *name* means; empty where it is unknown or no text."""
    try:
        found = codecs.lookup(_OTHER_NAMES.get(name, name))
    except (LookupError, ValueError):
        return ""
    is_text = getattr(found, "_is_text_encoding", True)
    return _WIDER.get(found.name, found.name) if is_text else ""

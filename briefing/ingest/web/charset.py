"""The text of a page, by its byte order mark, its bytes, or the encoding that it names."""

from __future__ import annotations

import codecs
import re

from briefing.text.decode import Decoded, decode

_NAMED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 4_096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

# Labels that mean a larger encoding than their name says (WHATWG Encoding, section 4.2).
_LARGER = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "iso8859-1": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932",
    "shift-jis": "cp932", "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "big5": "big5hkscs", "x-mac-cyrillic": "mac_cyrillic", "windows-31j": "cp932",
    "x-windows-949": "cp949", "unicode": "utf-8", "utf8": "utf-8",
}  # fmt: skip


def page_text(data: bytes, charset: str = "") -> Decoded:
    """Return the text of a page.

    A byte order mark decides; then bytes that are UTF-8 beyond ASCII, which text in another
    encoding hardly ever is; then *charset*, from a header; then what the page itself names; then
    what fits best. White space and control characters are left as they are: what is taken from the
    page is cleaned later, and that is little of it.
    """
    if data.startswith(_MARKS):
        return decode(data)
    if (text := _utf8(data)) is not None:
        return Decoded(text=text, encoding="utf-8")
    match = _NAMED.search(data[:_HEAD])
    named = (match[1] or match[2]).decode("ascii") if match else ""
    for label in (charset, named):
        encoding = _codec(label)
        if encoding and not encoding.startswith("utf"):
            return Decoded(text=data.decode(encoding, "replace"), encoding=encoding)
    return decode(data)


def _utf8(data: bytes) -> str | None:
    """The text of bytes that are UTF-8 and no UTF-16 (which is full of NULs)."""
    try:
        return None if b"\0" in data[:200] else data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _codec(label: str) -> str:
    """The name of the codec that *label* means; empty where Python has none."""
    name = label.strip().lower()
    try:
        return codecs.lookup(_LARGER.get(name, name)).name if name else ""
    except (LookupError, ValueError):
        return ""

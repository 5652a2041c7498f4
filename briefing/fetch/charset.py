"""In which encoding an answer is written: what the header says, what the document says, what its
bytes allow. Pure.

The header stands above the document (RFC 7303, section 3.2; WHATWG HTML, section 13.2.3), but a
server's header is often a default that nobody chose. So a byte order mark comes first, then what is
valid UTF-8 beyond ASCII, which no other encoding is by chance; a header with the usual default,
Latin-1, gives way to a document that names another; and nothing is believed under which the bytes
are not valid.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Labels that mean more than they say (WHATWG Encoding, section 4.2).
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254",
    "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_NO_TEXT = frozenset("base64 bz2 hex idna mbcs oem palmos punycode quopri rot13 undefined uu "
                     "unicode_escape raw_unicode_escape zlib utf-7".split())  # fmt: skip
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096  # bytes in which a document says its encoding
_XML = re.compile(rb"(\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"'])([A-Za-z0-9._:-]{1,40})([\"'])")
_META = re.compile(rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


def named(label: str) -> str:
    """Return Python's name of the encoding that *label* means on the web; empty for none."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return ""
    return "" if name in _NO_TEXT else _WIDER.get(name, name)


def header_charset(content_type: str) -> str:
    """Return the encoding that a Content-Type names; empty for none that is known."""
    found = _CHARSET.search(content_type)
    return named(found[1]) if found else ""


def encoding_of(body: bytes, header: str, declared: str) -> str:
    """Return the encoding of *body* by the *header*'s word and the document's own (both as
    :func:`named`); empty where all are wrong."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return name
    if not body.isascii() and b"\0" not in body and text_in(body, "utf-8") is not None:
        return "utf-8"
    is_default = header == "cp1252" and declared not in ("", "cp1252", "utf-8")
    first = [declared, header] if is_default else [header, declared]
    return next((name for name in [*first, "utf-8"] if text_in(body, name) is not None), "")


def text_in(body: bytes, encoding: str) -> str | None:
    """Return *body* decoded, None where it is not valid in *encoding*."""
    try:
        return body.decode(encoding) if encoding else None
    except (UnicodeError, LookupError):
        return None


def declared_in_page(body: bytes) -> str:
    """Return the encoding that an HTML page names in itself; empty for none."""
    head = body[:_HEAD]
    found = _META.search(head)
    xml = _XML.match(head)
    label = found[1] if found else xml[2] if xml else b""
    name = named(label.decode("ascii", "replace")) if label else ""
    # A page whose ASCII bytes name UTF-16 is in no such encoding (WHATWG HTML, 13.2.3.2).
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def true_feed(body: bytes, content_type: str) -> bytes:
    """Return *body* so that whoever reads it without its header reads it right.

    These are the bytes that came, where they say of themselves how they are to be read; else they
    are written anew in UTF-8, and the XML declaration says so.
    """
    if body.lstrip()[:1] in (b"{", b"["):
        return body  # JSON is UTF-8, whatever a header says (RFC 8259, section 8.1)
    found = _XML.match(body[:_HEAD])
    declared = named(found[2].decode("ascii")) if found else ""
    encoding = encoding_of(body, header_charset(content_type), declared)
    text = text_in(body, encoding)
    has_mark = body.startswith(tuple(mark for mark, _ in _MARKS))
    if text is None or has_mark or text == text_in(body, declared or "utf-8"):
        return body
    return _XML.sub(rb"\g<1>utf-8\g<3>", text.lstrip("\ufeff").encode("utf-8"), count=1)

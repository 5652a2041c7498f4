"""Small writer of XML: everything is escaped, and what XML 1.0 cannot hold is left out."""

from __future__ import annotations

import re

# Char of XML 1.0 is everything but these; so are the characters that HTML forbids.
_ILLEGAL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"

# The same in UTF-8, to see in a fraction of the time that a text has none of them.
_CONTROLS = {*range(0x20), 0x7F} - {*b"\t\n\r"}
_BLANKED = bytes(0x20 if code in _CONTROLS else code for code in range(256))
_MORE_CONTROLS = b"\xc2[\x80-\x84\x86-\x9f]"
_NO_CHARACTERS = b"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])"

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def legal(text: str) -> str:
    """Return *text* without the characters that neither XML nor HTML can hold."""
    return text if _encoded(text) is not None else re.sub(_ILLEGAL, "", text)


def legal_bytes(text: str) -> bytes:
    """Return *text* in UTF-8 without the characters that neither XML nor HTML can hold."""
    data = _encoded(text)
    return re.sub(_ILLEGAL, "", text).encode() if data is None else data


def _encoded(text: str) -> bytes | None:
    """*text* in UTF-8, or None where it holds what it must not."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a character
        return None
    if data.translate(_BLANKED) != data:
        return None
    if len(data) == len(text):
        return data
    is_found = _is_found(_MORE_CONTROLS, data) or _is_found(_NO_CHARACTERS, data)
    return None if is_found else data


def _is_found(pattern: bytes, data: bytes) -> bool:
    at = data.find(pattern[:1])  # far faster than the pattern, and mostly enough
    return at >= 0 and re.search(pattern, data[at:]) is not None


def escaped(text: str) -> str:
    """Return the plain *text* as content of an element."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def quoted(text: str) -> str:
    """Return the plain *text* as the value of an attribute, with its quotation marks."""
    text = escaped(text)
    if not text.isprintable():
        text = text.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in text:
        return f'"{text}"'
    return f"""'{text}'""" if "'" not in text else '"' + text.replace('"', "&quot;") + '"'


def tag(name: str, *content: str, **attributes: str) -> str:
    """Return the element *name* around *content*, which is markup already.

    An attribute's underscore at the end is dropped and one inside stands for a colon.
    """
    given = "".join(
        f" {key.rstrip('_').replace('_', ':')}={quoted(legal(value))}"
        for key, value in attributes.items()
    )
    inner = "".join(content)
    return f"<{name}{given}>{inner}</{name}>" if inner else f"<{name}{given}/>"


def text(name: str, content: str, **attributes: str) -> str:
    """Return the element *name* around the plain text *content*; nothing where that is empty."""
    return tag(name, escaped(legal(content)), **attributes) if content.strip() else ""


def cdata(name: str, content: str) -> str:
    """Return the element *name* around *content* as character data."""
    content = legal(content)
    if "]" in content and "]]>" in content:  # one letter is looked for in no time
        content = content.replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{content}]]></{name}>"

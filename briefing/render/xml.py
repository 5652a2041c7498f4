"""Small writer of XML: everything is escaped, and what XML 1.0 cannot hold is left out."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# Char of XML 1.0 is everything but these; so are the characters that HTML forbids.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def legal(text: str) -> str:
    """Return *text* without the characters that neither XML nor HTML can hold."""
    return _ILLEGAL.sub("", text)


def tag(name: str, *content: str, **attributes: str) -> str:
    """Return the element *name* around *content*, which is markup already.

    An attribute's underscore at the end is dropped and one inside stands for a colon.
    """
    given = "".join(
        f" {key.rstrip('_').replace('_', ':')}={quoteattr(legal(value))}"
        for key, value in attributes.items()
    )
    inner = "".join(content)
    return f"<{name}{given}>{inner}</{name}>" if inner else f"<{name}{given}/>"


def text(name: str, content: str, **attributes: str) -> str:
    """Return the element *name* around the plain text *content*; nothing where that is empty."""
    return tag(name, escape(legal(content)), **attributes) if content.strip() else ""


def cdata(name: str, content: str) -> str:
    """Return the element *name* around *content* as character data."""
    return tag(name, "<![CDATA[" + legal(content).replace("]]>", "]]]]><![CDATA[>") + "]]>")

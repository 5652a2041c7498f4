"""A feed's headlines and names → one line of plain text.

RSS never said whether a title is text or HTML, Atom says it and is not obeyed. So markup goes where
it is markup beyond doubt: tags that HTML knows, in pairs or without content; what else looks like a
tag is what the headline is about. Escaped once too often is what, unescaped, is such markup again.
"""

from __future__ import annotations

import html
import re

from briefing.text.decode import clean_text
from briefing.text.html import plain

_ROUNDS = 3
"""How often a title may have been escaped."""

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,24}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_PAIR = re.compile(
    r"<(a|abbr|b|big|bdi|cite|code|div|em|font|h[1-6]|i|ins|mark|p|q|s|small|span|strike|strong|sub"
    r"|sup|tt|u)\b(?:\s[^<>]*)?>.*?</\1\s*>|<(?:br|wbr|img)\b[^<>]*>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 4_000


def headline(text: str, is_plain: bool = False) -> str:
    """Return *text*, which may be HTML and escaped too often, as one line.

    *is_plain* is what the feed says; then only what is markup beyond doubt is taken for it.
    """
    text = text[:_LONGEST]
    for _ in range(_ROUNDS):
        if "<" in text and _PAIR.search(text):
            text = _without_pairs(text)
        elif _ENTITY.search(text) and not (is_plain and _PAIR.search(html.unescape(text))):
            unescaped = html.unescape(text)
            if unescaped == text:
                break
            text = unescaped
        else:
            break
    return " ".join(clean_text(text).split())


def _without_pairs(text: str) -> str:
    """*text* without tags; what is escaped in it stays so for the next round."""
    return plain(text.replace("&", "&amp;"))


_FEED_WORDS = re.compile(
    r"(?:\s*[-–—|»:·(\[]?\s*\b(?:RSS(?:[ -]?(?:2\.0|Feeds?|News))?|(?:Atom|News)[ -]Feed|Feeds?)"
    r"\s*[)\]]?)+\s*$",
    re.IGNORECASE,
)
_FEED_FIRST = re.compile(r"^(?:RSS|Atom|Feed)\b(?:\s+Feed)?\s*[-–—|:·]\s*", re.IGNORECASE)


def publisher(title: str) -> str:
    """Return the publisher's name in a feed's *title*: without words for “feed” around it."""
    shorter = _FEED_FIRST.sub("", _FEED_WORDS.sub("", title)).strip(" -–—|»:·")
    return shorter or title

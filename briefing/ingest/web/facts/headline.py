"""The headline, without the name of the publisher behind it."""

from __future__ import annotations

import re

from briefing.ingest.copied.publishers import matches_domain, split_suffix
from briefing.text.html import plain
from briefing.text.words import key

_PREFIX = re.compile(r"^([^|:–—]{2,40}?)\s*(?:\||::|\s[–—-])\s+(?=\S)")
_QUOTES = re.compile(r"\s[«»‹›]\s")
_CHINESE = re.compile(
    r"\s*[-_—|｜–]+\s*[\u4e00-\u9fff·]{1,10}(?:网|報|报|社|台|新闻|新聞|频道|在线|中心)$"
)
_PARTS = 3
"""“Headline | Section | Publisher” has so many."""


def bare_title(text: str, publisher: str, domain: str) -> str:
    """Return the title *text* of a page as one line of plain text, without the *publisher* or the
    site before or behind it.
    """
    title = plain(text)
    title = _CHINESE.sub("", _QUOTES.sub(" | ", title))
    for _ in range(_PARTS):
        head, name = split_suffix(title)
        if not name or not _is_publisher(name, publisher, domain) or len(head) < 8:
            break
        title = head
    match = _PREFIX.match(title)
    if match and _is_publisher(match[1], publisher, domain):
        title = title[match.end() :]
    return title.strip()


def _is_publisher(name: str, publisher: str, domain: str) -> bool:
    folded, known = key(name), key(publisher)
    if not folded:
        return True
    if known and (folded == known or known in folded or folded in known.split()):
        return True
    return matches_domain(name, domain) or folded.replace(" ", "") == key(domain).replace(" ", "")

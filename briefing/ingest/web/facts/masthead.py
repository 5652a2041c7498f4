"""The publisher as readers see it: in the masthead, in the line of copyright, in ``title``.

One of these alone says little: the link to the front page may read “Home”, the copyright may be an
agency's, ``title`` may end in a section. A name that two of them give is the publisher's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.ingest.copied.names import is_publisher_like
from briefing.ingest.copied.publishers import matches_domain
from briefing.ingest.web.facts import facts
from briefing.ingest.web.facts.told import Told
from briefing.ingest.web.passages import Page
from briefing.text.from_html.tree import Element
from briefing.text.html import plain
from briefing.text.urls import domain_of
from briefing.text.words import key

_FRONT = re.compile(
    r"(?:https?://[^/?#]+)?/?(?:\./|(?:index|default|home)\.\w{2,5})?$", re.IGNORECASE
)
_PARTS = re.compile(r"\s+[|·•–—-]+\s+|\s*[|»«]\s*|\s*::\s*|:\s+")
_YEARS = r"\d{4}(?:\s*[-–—/]\s*(?:\d{2,4}|\w{3,8}))?"
_RIGHTS = re.compile(
    rf"(?:©|&copy;|\(c\)|copyright|copr\.)[\s©,:]*(?:\(c\)\s*)?(?:{_YEARS}[\s,.:–—-]*)?(?:by\s+)?"
    rf"(?P<name>[^\s|•·;,.©][^|•·;,.©]{{0,58}}?)\s*(?=$|[|•·;,.]|\s[–—-]\s|\b{_YEARS})",
    re.IGNORECASE,
)
_LONGEST = 60
_MOST_LINKS = 400
"""Links at the beginning of a page that may lead to its front page."""


def publisher_of(told: Told, page: Page) -> tuple[str, str]:
    """Return the publisher and what says so: what the page tells machines; else the name that two
    places give which readers see; else what stands behind the headline, or the host."""
    source, why = facts.source_of(told)
    if why not in ("", facts.THE_HOST, facts.BEHIND_HEADLINE):
        return source, why
    parts = {key(part) for part in _title_parts(told)}
    for name, reason in _agreed(told, page, parts):
        # Behind the headline stands the publisher, unless it stands elsewhere in the title.
        if why != facts.BEHIND_HEADLINE or key(name) in parts:
            return name, reason
    return source, why


def _agreed(told: Told, page: Page, parts: set[str]) -> Iterator[tuple[str, str]]:
    """Names that two places give, those with a line of copyright first."""
    heads = {key(name): name for name in _front_names(page.root, told.domain)}
    rights = {key(name): name for name in _copyrights(page)}
    for folded in (*rights, *heads):
        name = heads.get(folded) or rights[folded]
        places = [
            ("the masthead", folded in heads),
            ("the line of copyright", folded in rights),
            ("title", folded in parts),
            ("the host", matches_domain(name, told.domain)),
        ]
        seen = [place for place, is_there in places if is_there]
        is_plain = " " not in name and not is_publisher_like(name) and folded not in rights
        if folded and len(seen) > 1 and not is_plain:
            yield name, f"{seen[0]} and {seen[1]}"


def _title_parts(told: Told) -> list[str]:
    return _PARTS.split(plain(told.meta.title)[:400])


def _front_names(root: Element, domain: str) -> Iterator[str]:
    """What links to the front page say: their words, or their pictures'."""
    for n, link in enumerate(root.iter("a")):
        if n > _MOST_LINKS:
            return
        href = (link.get("href") or "").strip()
        if not href or not _FRONT.match(href) or (domain and domain_of(href) not in ("", domain)):
            continue
        said = [" ".join(link.itertext()), link.get("title") or ""]
        said += [picture.get("alt") or "" for picture in link.iter("img")]
        yield from (name for text in said if (name := plain(text)) and len(name) <= _LONGEST)


def _copyrights(page: Page) -> Iterator[str]:
    for passage in page.passages:
        text = passage.text
        if len(text) <= 6 * _LONGEST and (match := _RIGHTS.search(text)):
            yield match["name"].strip(" -–—:")

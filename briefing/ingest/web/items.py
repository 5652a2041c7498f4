"""Pages of several articles: lists of teasers, days of a blog, whole articles below each other.

An item is an element that stands beside others of its kind, each with a headline and text of its
own and with what shows that it is an article by itself: it is an ``article`` (or says so by
microformats or microdata), its headline is a link, or it has a date. A link is a headline by
itself where a date stands beside it and a picture or “more” leads to the same place. Where items
only follow each other, a headline with a date below it begins one. The sections of one article
have neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.ingest.copied.names import is_person_like
from briefing.ingest.copied.phrases import boilerplate
from briefing.ingest.web.choose import Choice
from briefing.ingest.web.clutter import names_of
from briefing.ingest.web.passages import Page, Passage
from briefing.text.dates import find_stamps
from briefing.text.from_html.tree import Element
from briefing.text.words import key

_AWAY = frozenset(("comments", "navigation", "sidebar", "notices", "hidden"))
_ENTRY = re.compile(
    r"(?:^|\s)(?:hentry|h-entry|post|entry|teaser|news-?item|list-?item|card|item)(?:$|[\s_-])",
    re.I,
)
_RUNNING = 40
"""Characters of a passage that can be the text of a teaser."""

_SHORTEST, _SHORT = 8, 150
_LARGEST_SHARE = 0.7
"""Of the text of all items; where one has more, the others are what is said to be related."""


_MORE = 4
"""Words of a link that only leads on."""

Piece = tuple[Element, bool]
"""Where words stand: an element, and whether they are the text after it."""


@dataclass(slots=True)
class Item:
    """One article of several."""

    headline: Passage
    passages: list[Passage]
    """All of it, headline included."""

    reason: str


def items_of(page: Page, choice: Choice) -> list[Item]:
    """Return the articles of a page of several; nothing where it is a page of one."""
    passages = [p for p in page.passages if p.clutter not in _AWAY]
    for found in (_by_element(passages), _by_headline(passages, choice)):
        if _are_all(found, choice):
            return found
    return []


def text_of(item: Item) -> list[Passage]:
    """Return the passages of *item* that are its text."""
    return [
        p
        for p in item.passages
        if p is not item.headline and not p.clutter and p.link_share <= 0.6
        and not _is_date(p) and p.text != item.headline.text
        and not is_counter(p.text)
    ]  # fmt: skip


def _are_all(items: list[Item], choice: Choice) -> bool:
    """Whether *items* are what the page is about."""
    sizes = [sum(len(p.text) for p in text_of(i) if len(p.text) >= _RUNNING) for i in items]
    total = sum(sizes)
    headlines = {key(i.headline.text) for i in items}
    if len(headlines) < len(items) * 0.9:
        return False
    if sum(size > 0 for size in sizes) < 2 or max(sizes) > _LARGEST_SHARE * total:
        return False
    inside = {p for i in items for p in i.passages}
    outside = sum(len(p.text) for p in choice.kept if p not in inside and len(p.text) > _RUNNING)
    return total > 2 * outside


# --- elements of one kind ------------------------------------------------------------------------


def _by_element(passages: list[Passage]) -> list[Item]:
    holders: dict[Element, list[Passage]] = {}
    for passage in passages:
        for element in _ancestors(passage):
            holders.setdefault(element, []).append(passage)
    groups: dict[tuple[Element, str, str], list[Element]] = {}
    for element in holders:
        above = element.getparent()
        if above is not None and element.tag in _TAGS:
            groups.setdefault((above, element.tag, _kind(element)), []).append(element)
    best: list[Item] = []
    most = 0
    for elements in groups.values():
        items = [i for e in elements if (i := _item(e, holders[e]))] if len(elements) > 1 else []
        size = sum(len(p.text) for i in items for p in text_of(i))
        if len(items) > 1 and size > most:
            best, most = items, size
    return best


_TAGS = frozenset("article div li section tr dd td".split())


def _ancestors(passage: Passage) -> Iterator[Element]:
    element = passage.owner
    while element is not None and element.tag not in ("body", "html"):
        yield element
        element = element.getparent()


def _kind(element: Element) -> str:
    """The first name of an element: the others tell the first, the last, the large ones apart."""
    return (element.get("class") or "").partition(" ")[0]


def _item(element: Element, passages: list[Passage]) -> Item | None:
    heads = [p for p in passages if p.heading]
    linked = [p for p in passages if p.link_share > 0.9 and 15 <= len(p.text) <= 200]
    headline = next(iter(heads or linked), None)
    if (
        headline is None
        or len(headline.text) < _SHORTEST
        or (heads and len({p.heading for p in heads}) < len(heads) - 2)
    ):
        return None
    item = Item(headline, passages, "")
    if not any(len(p.text) >= _RUNNING for p in text_of(item)):
        return None
    item.reason = _proof(element, item)
    return item if item.reason else None


def _proof(element: Element, item: Item) -> str:
    what = "an element beside others of its kind"
    if "Article" in (element.get("itemtype") or "") or "Posting" in (element.get("itemtype") or ""):
        return "an article by its microdata, beside others"
    if element.tag == "article" or _ENTRY.search(names_of(element)):
        what = f"an {'article' if element.tag == 'article' else 'entry'} beside others"
    elif not item.headline.heading:
        is_row = _leads_twice(element, item.headline) and any(_is_date(p) for p in item.passages)
        return "a row beside others, its headline a link, with a date" if is_row else ""
    if any(_is_date(p) for p in item.passages):
        return f"{what}, with a headline and a date"
    return f"{what}, its headline a link" if item.headline.link_share > 0.9 else ""


def _leads_twice(element: Element, headline: Passage) -> bool:
    """Whether something else in *element*, a picture or “more”, leads where the *headline* does;
    the name of somebody who comments does so, too, but it is a person's."""
    links = [a.get("href") for a in element.iter("a") if a.get("href")]
    own = link_of(headline)
    return links.count(own) > 1 and not is_person_like(headline.text) if own else False


def link_of(headline: Passage) -> str:
    """Return the address that *headline* leads to, as it stands in the page, or nothing."""
    for element, after in headline.pieces:
        inner = element.getparent() if after else element
        while inner is not None:
            if inner.tag == "a" and inner.get("href"):
                return str(inner.get("href"))
            if inner is headline.owner and inner.tag != "a":
                inner = next(inner.iterancestors("a"), None)
            else:
                inner = inner.getparent()
    return ""


def leading_on(passage: Passage, own: str) -> list[Piece]:
    """Return the pieces at the end of *passage* that only lead to the article at *own*: “more”."""
    pieces = list(passage.pieces)
    taken: list[Piece] = []
    while pieces and not any(c.isalnum() for c in words_at(pieces[-1])):
        taken.append(pieces.pop())
    marks = len(taken)
    while pieces and own and _address_around(pieces[-1]) == own:
        taken.append(pieces.pop())
    words = "".join(words_at(piece) for piece in taken[marks:]).split()
    return taken if pieces and 0 < len(words) <= _MORE else []


def words_at(piece: Piece) -> str:
    """Return the words of one piece of a passage."""
    element, after = piece
    return (element.tail if after else element.text) or ""


def _address_around(piece: Piece) -> str:
    element, after = piece
    link = element if element.tag == "a" and not after else next(element.iterancestors("a"), None)
    return (link.get("href") or "") if link is not None else ""


def is_counter(text: str) -> bool:
    """Whether *text* only counts: “1 comment | 422 views”."""
    return len(text) <= _SHORT and boilerplate(text) == "counts"


# --- headlines with dates ------------------------------------------------------------------------


def _by_headline(passages: list[Passage], choice: Choice) -> list[Item]:
    """Items that only follow each other: each headline of one level has a date beside it."""
    if choice.box is None:
        return []
    within = set(choice.box.iter())
    inside = [p for p in passages if p.owner in within]
    for level in ("h2", "h3", "h4", "h1"):
        starts = [n for n, p in enumerate(inside) if p.heading == level]
        if len(starts) < 2:
            continue
        parts = [inside[a:b] for a, b in zip(starts, [*starts[1:], len(inside)], strict=True)]
        dated = [part for part in parts if any(_is_date(p) for p in part[1:4])]
        if len(dated) >= max(2, 0.7 * len(parts)):
            return [
                Item(part[0], part, f"a headline ({level}) with a date below it") for part in parts
            ]
    return []


def _is_date(passage: Passage) -> bool:
    """Whether *passage* is a line with a date, or a time of the day in a ``time`` element."""
    if len(passage.text) > _SHORT or passage.heading:
        return False
    if any(e.tag == "time" for e, _ in passage.pieces):
        return True
    return len(passage.text.split()) <= 14 and bool(find_stamps(passage.text))

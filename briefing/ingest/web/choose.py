"""Which passages are the article?

Two opinions are heard: that of trafilatura (votes), and our own. Ours looks for the element in
which most running text stands with the fewest links and crumbs, and leaves out what its elements
say is something else. A name such as “related” is believed only where it does not fall on most of
what both take for text: builders of pages call whole articles so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from briefing.ingest.copied.bylines import parse_byline
from briefing.ingest.copied.phrases import boilerplate, zone
from briefing.ingest.web.clutter import is_body
from briefing.ingest.web.clutter_names import FIRM
from briefing.ingest.web.passages import Page, Passage
from briefing.text.from_html.tree import Element
from briefing.text.words import key

_SENTENCE = re.compile(r"[.!?…。！？।؟][\"”»’')\]]?(?:\s|$)")
_LONG = 70
"""Characters of a passage that is running text where it holds a sentence."""

_VERY_LONG = 160
_MOST = 900.0
"""What one passage counts at most: a long one must not decide alone."""

_RUNNING = 60.0
"""The worth from which a passage is certainly running text."""

_DOUBT = 0.5
"""What a passage counts that only we take for text."""

_ASIDE = 0.1
"""What a part that is beside the article for certain may hold of a page’s running text."""

_BYLINE = 100
"""Characters of the longest line around a text that can be a byline."""

_LABEL = 40
"""Characters of the longest line that says what stands below it."""

_LEGAL = 200
"""Characters of the longest line of copyright."""

_DISTRUST = 0.2
"""A vote for less than this share of what we would take has missed the article."""


@dataclass(slots=True)
class Choice:
    """The passages that are the article."""

    box: Element | None
    """The element they stand in; None where there is no article."""

    kept: list[Passage]
    false_flags: frozenset[str]
    """Kinds of elements that are no clutter, whatever their names say."""


def choose(page: Page, told: Collection[str]) -> Choice:
    """Return what the article of *page* is; passages whose key is in *told* are known otherwise
    (headline, summary) and left out."""
    choice = _choose(page, told)
    if any(p.vote for p in page.passages) and _is_doubtful(page, choice):
        votes = [p.vote for p in page.passages]
        for passage in page.passages:
            passage.vote = 0
        ours = _choose(page, told)
        if _running(choice.kept) < _DISTRUST * _running(ours.kept):
            return ours
        for passage, vote in zip(page.passages, votes, strict=True):
            passage.vote = vote
        _mark(page.passages, choice.false_flags)
    return choice


def beside(page: Page) -> set[Element]:
    """Return the elements that are certainly beside the article, before anybody has voted."""
    total = 0.0
    sums: dict[str, float] = {}
    for passage in page.passages:
        found = worth(passage)
        if found > 0:
            total += found
            for kind in {kind for kind, _ in passage.flags}:
                sums[kind] = sums.get(kind, 0.0) + found
    small = total * _ASIDE
    return {e for e, (kind, why) in page.flagged if why in FIRM and sums.get(kind, 0.0) <= small}


def _is_doubtful(page: Page, choice: Choice) -> bool:
    """Whether the vote is for so little of the running text that our own choice is worth a look."""
    free = _running(p for p in page.passages if not any(why in FIRM for _, why in p.flags))
    return _running(choice.kept) < _DISTRUST * 2 * free


def worth(passage: Passage) -> float:
    """Return how much *passage* speaks for an article: characters of running text, less than zero
    for links and crumbs, zero for what says nothing."""
    found = _own_worth(passage)
    length = len(passage.text)
    if passage.vote > 0 and passage.link_share < 0.7:
        return max(found, length * 0.5 if length > 40 else 0.0)
    return found * _DOUBT if passage.vote < 0 and found > 0 else found


def _own_worth(passage: Passage) -> float:
    if passage.clutter or passage.heading:
        return 0.0
    length, links = len(passage.text), passage.link_share
    if links > 0.5:
        return -min(length, 120) * 0.6 - 3
    if passage.is_data:
        return 1.0
    is_sentence = bool(_SENTENCE.search(passage.text))
    if length >= _LONG and (is_sentence or length > _VERY_LONG):
        return min(length * (1 - links), _MOST)
    if length >= 30 and is_sentence:
        return length * 0.4 * (1 - links)
    return -min(length, 60) * 0.25 - 2


def _running(passages: Iterable[Passage]) -> float:
    return sum(max(_own_worth(p), 0) for p in passages)


# --- names that are not believed -----------------------------------------------------------------


def _choose(page: Page, told: Collection[str]) -> Choice:
    false_flags = _false_flags(page.passages)
    _mark(page.passages, false_flags)
    box = _box(page)
    if box is None:
        return Choice(None, [], false_flags)
    within = set(box.iter())
    inside = [p for p in page.passages if p.owner in within]
    return Choice(box, _select(inside, told), false_flags)


def _mark(passages: Iterable[Passage], false_flags: frozenset[str]) -> None:
    for passage in passages:
        reasons = (why for kind, why in passage.flags if kind not in false_flags)
        passage.clutter = next(reasons, "")


def _false_flags(passages: list[Passage]) -> frozenset[str]:
    """The kinds of elements that hold too much of the text to be what their names say."""
    is_voted = any(p.vote > 0 for p in passages)
    total = outside = 0.0
    sums: dict[tuple[str, str], float] = {}
    for passage in passages:
        passage.clutter = ""
        found = worth(passage)
        if found <= 0 or (is_voted and passage.vote < 0):
            continue
        total += found
        if not any(why in FIRM for _, why in passage.flags):
            outside += found
        for flag in set(passage.flags):
            sums[flag] = sums.get(flag, 0.0) + found
    if is_voted:
        return frozenset(
            kind for (kind, why), held in sums.items()
            if held > total * (0.5 if why in FIRM else 0.3)
        )  # fmt: skip
    return frozenset(
        kind for (kind, why), held in sums.items()
        if (held > max(total * 0.6, outside * 1.5) if why in FIRM else held > outside * 0.3)
    )  # fmt: skip


# --- the element around it -----------------------------------------------------------------------


def _box(page: Page) -> Element | None:
    """The element with the most running text, less what is not."""
    own: dict[Element, float] = {}
    for passage in page.passages:
        if found := worth(passage):
            own[passage.owner] = own.get(passage.owner, 0.0) + found
    sums: dict[Element, float] = {}
    for owner, found in own.items():
        element = owner
        while element is not None:
            sums[element] = sums.get(element, 0.0) + found
            element = element.getparent()
    # Of elements with the same text the innermost comes first.
    likely = ((total * _likely(e), e) for e, total in sums.items() if total > 0)
    return max(likely, key=lambda one: one[0], default=(0.0, None))[1]


def _likely(element: Element) -> float:
    if element.tag in ("body", "html"):
        return 0.95
    if element.get("itemprop") == "articleBody":
        return 1.25
    if element.tag == "article":
        return 1.12
    if is_body(element):
        return 1.15
    return 1.06 if element.tag == "main" else 1.0


# --- passages in it ------------------------------------------------------------------------------


def _select(inside: list[Passage], told: Collection[str]) -> list[Passage]:
    likes = {_likeness(p) for p in inside if p.vote > 0 and not p.clutter and worth(p) > 50}
    kept: list[Passage] = []
    for passage in reversed(inside):
        is_head = bool(kept) and _heads(passage, kept[-1], told)
        if is_head or _is_kept(passage, likes, told):
            kept.append(passage)
    kept.reverse()
    kept = _before_comments(kept)
    # A heading stands above text; lines that say who, when and whose stand around it.
    while kept and (kept[-1].heading or _is_byline(kept[-1]) or _is_legal(*kept[-2:])):
        kept.pop()
    head = next((n for n, p in enumerate(kept) if _own_worth(p) > _RUNNING), 0)
    return [p for n, p in enumerate(kept) if n >= head or not _is_byline(p)]


def _before_comments(kept: list[Passage]) -> list[Passage]:
    """*kept* up to a line such as “Comments (3)”, where what readers say below it is the less."""
    for n, passage in enumerate(kept):
        if len(passage.text) <= _LABEL and zone(passage.text) == "comments":
            above = _running(kept[:n])
            return kept[:n] if above > _running(kept[n:]) else kept
    return kept


def _heads(passage: Passage, below: Passage, told: Collection[str]) -> bool:
    """Whether *passage* is a heading of the text directly *below* it, whoever overlooked it."""
    return (
        passage.heading not in ("", "h1")
        and not passage.clutter
        and passage.link_share <= 0.6
        and below.number == passage.number + 1
        and not below.heading
        and _own_worth(below) > _RUNNING
        and key(passage.text) not in told
    )


def _is_byline(passage: Passage) -> bool:
    byline = parse_byline(passage.text) if len(passage.text) <= _BYLINE else None
    return byline is not None and byline.is_anchor


def _is_legal(above: Passage, last: Passage | None = None) -> bool:
    """Whether *last* is the page's line of copyright: an article's own stands in its element."""
    if last is None or last.owner.getparent() is above.owner.getparent():
        return False
    return len(last.text) <= _LEGAL and boilerplate(last.text) == "legal"


def _is_kept(passage: Passage, likes: set[tuple[str, str, str]], told: Collection[str]) -> bool:
    if passage.clutter or passage.heading == "h1" or key(passage.text) in told:
        return False
    if passage.link_share > 0.6 and not passage.is_data:
        return False
    if passage.vote >= 0 or passage.is_data:
        return True
    return _own_worth(passage) > _RUNNING and _likeness(passage) in likes


def _likeness(passage: Passage) -> tuple[str, str, str]:
    """Passages in elements of one kind belong together, though adverts stand between them."""
    above = passage.owner.getparent()
    if above is None:
        return ("", "", passage.owner.tag)
    return (above.tag, above.get("class") or "", passage.owner.tag)

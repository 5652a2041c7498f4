"""By what an item is known again: on the next fetch, after a correction, under another address.

Feed readers have learnt not to trust ids. This is what the careful ones do, as one rule:

1. **id** – RSS ``guid`` (whether or not it claims to be a permalink), Atom ``id``, RDF ``about``,
   JSON Feed ``id`` – where it is there and no other article of the document has it.
2. **link**, without trackers and ``http`` or ``https`` alike, where no other article has it and it
   is not the feed's home page.
3. **text**: headline and date as printed; without a date headline and the beginning of the text.

Each item is known by the first that it has. Two items with one id are the same article if their
links agree (without links: their headlines), two with one link if headline and date do; the later
version is kept. Where different articles have the same id or link in over a tenth of the items, all
of the feed's items are known by the next criterion, and :attr:`FeedFacts.criterion` says so:
whoever fetches hands it in again, since the decision must not change with what happens to be in the
feed. Ids that are new at every fetch show only when two are compared: :func:`ids_change` tells, and
then the links decide.

An id that is the item's link and a number behind ``#`` counts versions; it is read as the link's.

A key must be unique in the world. Ids that are addresses, tags (RFC 4151), URNs or UUIDs are by
themselves; to any other (“123”) the feed is added: its own address as it says, else the one it was
fetched from, else its home page, else its title. Feeds say their own address wherever they are read
from, so it does not change when a feed moves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from briefing.fingerprint import fingerprint
from briefing.ingest.feeds.values import Criterion, FeedFacts, FeedItem
from briefing.text.urls import clean_url
from briefing.text.words import key

_MOST_BAD = 0.1
_LONGEST_ID = 500
_WORLDWIDE = re.compile(
    r"https?://(?:[\w-]+\.)+[a-z][\w-]+(?::\d+)?/\S+|tag:[^,\s]+,\d{4}(?:-\d\d){0,2}:\S+"
    r"|urn:[\w-]{2,}:\S+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)
_VERSION = re.compile(r"#\d+$")
_BEGINNING = 400
_FEW = 3

_Value = Callable[[FeedItem], str]


def identified(facts: FeedFacts, items: Sequence[FeedItem]) -> tuple[FeedFacts, list[FeedItem]]:
    """Return *items* with their keys, in order, repeated ones too; *facts* with the criterion.

    A criterion that *facts* have already is never taken back.
    """
    scope = _scope(facts)
    values: dict[Criterion, _Value] = {
        Criterion.ID: lambda item: _id(item, facts),
        Criterion.LINK: lambda item: _link(item, facts),
        Criterion.TEXT: lambda item: _text(item, scope),
    }
    criterion = facts.criterion
    good: dict[Criterion, list[str]] = {}
    for rung in (Criterion.ID, Criterion.LINK):
        told = [values[rung](item) for item in items]
        bad = _of_different(told, items, rung)
        good[rung] = ["" if value in bad else value for value in told]
        is_bad = sum(value in bad for value in told) > _MOST_BAD * len(items)
        if criterion is rung and is_bad:
            criterion = Criterion.LINK if rung is Criterion.ID else Criterion.TEXT
    good[Criterion.TEXT] = [values[Criterion.TEXT](item) for item in items]
    good[Criterion.ID] = [_worldwide(value, scope) for value in good[Criterion.ID]]
    rungs = list(Criterion)[list(Criterion).index(criterion) :]
    keyed = []
    for n, item in enumerate(items):
        known = [good[rung][n] for rung in rungs if good[rung][n]]
        keyed.append(replace(item, key=known[0], also=tuple(dict.fromkeys(known[1:]))))
    return replace(facts, criterion=criterion), keyed


def ids_change(items: Sequence[FeedItem], known: Mapping[str, str]) -> bool:
    """Return whether the feed gives its items other ids than the last time.

    *known* leads from each identity of the items of earlier fetches (:meth:`FeedItem.identities`)
    to the key they had then. So it is if more than half of the items, and three at least, have a
    key that is new, though their link or text is known under another key.
    """
    changed = sum(
        item.key not in known and any(other in known for other in item.also) for item in items
    )
    return changed >= _FEW and changed * 2 > len(items)


def without_versions(items: Sequence[FeedItem]) -> tuple[list[FeedItem], list[FeedItem]]:
    """Return each article once, and the versions left out: of those with the same key the one
    changed last stays, of equally old ones the first."""
    kept: dict[str, FeedItem] = {}
    out: list[FeedItem] = []
    for item in items:
        other = kept.get(item.key)
        if other is None:
            kept[item.key] = item
        elif _changed(item) > _changed(other):
            kept[item.key] = item
            out.append(other)
        else:
            out.append(item)
    return sorted(kept.values(), key=lambda item: item.part), out


def _changed(item: FeedItem) -> float:
    when = replace(item, printed=item.printed_update or item.printed).published
    return when.timestamp() if when else float("-inf")


def _of_different(
    values: Sequence[str], items: Sequence[FeedItem], rung: Criterion
) -> frozenset[str]:
    """Those of *values* that different articles have."""
    is_same = _is_same_by_id if rung is Criterion.ID else _is_same_by_link
    holders: dict[str, list[FeedItem]] = defaultdict(list)
    for value, item in zip(values, items, strict=True):
        if value:
            holders[value].append(item)
    return frozenset(
        value
        for value, same in holders.items()
        if len(same) > 1 and not all(is_same(same[0], other) for other in same[1:])
    )


def _is_same_by_id(one: FeedItem, other: FeedItem) -> bool:
    """Whether two items with one id are one article: the headline or the link changed, not both."""
    if one.url and other.url:
        return one.url == other.url
    return key(one.title) == key(other.title)


def _is_same_by_link(one: FeedItem, other: FeedItem) -> bool:
    """Whether two items with one link are one article; many lead to the same page every day."""
    return key(one.title) == key(other.title) and one.printed == other.printed


def _id(item: FeedItem, facts: FeedFacts) -> str:
    value = " ".join(item.id.split())
    if not value or value.rstrip("/") in (facts.home.rstrip("/"), facts.url.rstrip("/")):
        return ""
    if item.url and _VERSION.sub("", value) == item.url.partition("#")[0] and "#" in value:
        return _VERSION.sub("", value)
    return value if len(value) <= _LONGEST_ID else fingerprint(value)


def _link(item: FeedItem, facts: FeedFacts) -> str:
    if not item.url or item.url.rstrip("/") == facts.home.rstrip("/"):
        return ""
    return "https://" + item.url.partition("://")[2]


def _text(item: FeedItem, scope: str) -> str:
    told = item.html or item.text or item.summary or item.url
    beginning = [item.printed or key(told[:_BEGINNING])]
    if not item.title:
        beginning = [key(told[:_BEGINNING])]
    return f"{scope}#{fingerprint([key(item.title), *beginning])[:24]}"


def _worldwide(value: str, scope: str) -> str:
    return value if not value or _WORLDWIDE.fullmatch(value) else f"{scope}#{value}"


def _scope(facts: FeedFacts) -> str:
    """What stands for the feed: its address without scheme, its home page's, or its title."""
    place = (clean_url(facts.url) or clean_url(facts.home)).partition("://")[2].rstrip("/")
    return place or key(facts.title).replace(" ", "-") or "feed"

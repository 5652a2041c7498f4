"""The same article from two documents is one entry, whatever their order.

Two tellings are the same article when they have the same guid; when they have the same address
and their texts, or else headlines and days, agree; or when their headlines agree, their sources do
not differ, they are at most three days apart (or one is undated), and at least half of the shorter
body's runs of four words stand in the longer (containment, Broder 1997). Headlines need not agree
where an entry in content/ was collected from the same document: an editor may have changed it, and
the document after that.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.model import DateOrigin, Entry, LeftOut, Level, Problem
from briefing.text.words import containment, key, shingles, words

_SHARE = 0.5
_VERSION = 0.3
"""So much of the shorter text stands in the longer one, if both are versions of one article."""

_FEW_RUNS = 60
_SURENESS = {origin: n for n, origin in enumerate(DateOrigin)}
_FILLED = (
    "updated source via authors url lang summary key_points topics section story image".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Tellings of one article."""

    entry: Entry
    """The best telling, with what it lacks filled from the others."""

    guids: tuple[str, ...]
    """Of all tellings, the best first."""

    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def merge(harvested: Sequence[Entry], standing: Sequence[Entry] = ()) -> tuple[Group, ...]:
    """Return one group for every article in *harvested*, in the order of guids.

    *standing* are entries that are in content already and in no harvest; they take part, but a
    group of none but them is no group.
    """
    everything = sorted([*harvested, *standing], key=_rank)
    ours = {id(entry) for entry in harvested}
    leader = list(range(len(everything)))
    for one, other in _same(everything):
        first, second = sorted((_find(leader, one), _find(leader, other)))
        leader[second] = first
    members: dict[int, list[Entry]] = defaultdict(list)
    for number, entry in enumerate(everything):
        members[_find(leader, number)].append(entry)
    groups = (
        _group(tellings, ours)
        for tellings in members.values()
        if any(id(e) in ours for e in tellings)
    )
    return tuple(sorted(groups, key=lambda g: g.entry.guid))


DAYS_APART = 3
"""Tellings of one article are dated at most so many days apart."""


def title_key(entry: Entry) -> str:
    """Return the headline of *entry* as it compares: only tellings with the same one, the same
    guid or the same document can be one article."""
    return key(entry.title) or entry.title or "-"


def sure_day(entry: Entry) -> int | None:
    """Return the day of *entry* as an ordinal of the calendar; None where its date is not sure,
    so that it may be that of any other."""
    return _ordinal(entry) if entry.date_origin.is_sure else None


def _rank(entry: Entry) -> tuple[int, int, str, int, str, str]:
    """The best telling first: surer date, longer body, then where it was collected from."""
    file, part = (entry.seed.file, entry.seed.part) if entry.seed else ("", 0)
    return (_SURENESS[entry.date_origin], -len(entry.body), file, part, entry.guid, entry.path)


def _find(leader: list[int], number: int) -> int:
    while leader[number] != number:
        leader[number] = leader[leader[number]]
        number = leader[number]
    return number


def _same(entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Pairs of *entries* that are the same article; enough of them to connect all that are."""
    by_guid: dict[str, int] = {}
    by_url: dict[str, list[int]] = defaultdict(list)
    buckets: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        first = by_guid.setdefault(entry.guid, number)
        if first != number:
            yield first, number
        buckets[title_key(entry)].append(number)
        if entry.url:
            by_url[entry.url].append(number)
    for bucket in buckets.values():
        if len(bucket) > 1:
            yield from _same_title(entries, bucket)
    for bucket in by_url.values():
        if len(bucket) > 1:
            yield from _same_address(entries, bucket)
    yield from _same_document(entries)


def _same_address(entries: Sequence[Entry], bucket: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs in a *bucket* of one address: versions of one article. A page that tells something
    else every day has one address, too, so they must have a good part of their text in common,
    or be the same by headline and day."""
    runs = {n: shingles(entries[n].body) for n in bucket}
    for place, number in enumerate(bucket):
        for other in bucket[:place]:
            small, large = sorted((runs[number], runs[other]), key=len)
            is_version = bool(small) and containment(small, large) >= _VERSION
            if is_version or _is_titled_alike(entries[number], entries[other], small):
                yield number, other


def _is_titled_alike(one: Entry, other: Entry, shorter: frozenset[int]) -> bool:
    """Whether headline and day agree, where one of two tellings has but a few lines to compare."""
    same_title = title_key(one) == title_key(other)
    return same_title and len(shorter) < _FEW_RUNS and not _are_apart(one, other)


def _same_document(entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Pairs of an entry that stands in content and what its own document says now."""
    tellings: dict[str, list[tuple[int, frozenset[int]]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if entry.seed and not entry.path and (runs := shingles(entry.body)):
            tellings[entry.seed.file].append((number, runs))
    for number, entry in enumerate(entries):
        if entry.seed and entry.path and (others := tellings.get(entry.seed.file)):
            own = shingles(entry.body)
            same = [n for n, runs in others if own and _is_same(entry, entries[n], own, runs)]
            # Where one of them bears its headline still, the headline tells which it is.
            if same and not any(key(entries[n].title) == key(entry.title) for n in same):
                yield number, same[0]


def _same_title(entries: Sequence[Entry], bucket: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs in a *bucket* of one headline. Which tellings are the same is a matter of these two
    alone; that is why a few may be looked at without all others."""
    runs = {n: shingles(entries[n].body) for n in bucket}
    yield from _without_text(entries, [n for n in bucket if not runs[n]], bucket, runs)
    holders: dict[int, list[int]] = defaultdict(list)
    for number in bucket:
        for run in runs[number]:
            holders[run].append(number)
    for number in bucket:
        # Two that share half of the shorter one's runs share one of any half and one more of
        # them: the rarest (prefix filtering, Chaudhuri, Ganti and Kaushik 2006).
        rarest = sorted(runs[number], key=lambda run: (len(holders[run]), run))
        near: set[int] = set()
        near.update(*(holders[run] for run in rarest[: len(rarest) // 2 + 1]))
        for other in sorted(near - {number}):
            if _is_same(entries[number], entries[other], runs[number], runs[other]):
                yield number, other


def _without_text(
    entries: Sequence[Entry],
    bare: Sequence[int],
    bucket: Sequence[int],
    runs: Mapping[int, frozenset[int]],
) -> Iterator[tuple[int, int]]:
    """Pairs of a telling without text and any other: one of each kind stands for all like it."""
    kinds: dict[tuple[str, int, bool], int] = {}
    for number in bare:
        entry = entries[number]
        kind = (key(entry.source), _ordinal(entry), entry.date_origin.is_sure)
        first = kinds.setdefault(kind, number)
        if first != number:
            yield first, number
    for number in kinds.values():
        for other in bucket:
            if other != number and _is_same(
                entries[number], entries[other], runs[number], runs[other]
            ):
                yield number, other


def _is_same(one: Entry, other: Entry, runs: frozenset[int], others: frozenset[int]) -> bool:
    if one.source and other.source and key(one.source) != key(other.source):
        return False
    if _are_apart(one, other):
        return False
    small, large = sorted((runs, others), key=len)
    return not small or containment(small, large) >= _SHARE


def _are_apart(one: Entry, other: Entry) -> bool:
    """Whether the days of both are sure, and too far from one another for one article."""
    is_sure = one.date_origin.is_sure and other.date_origin.is_sure
    return is_sure and abs(_ordinal(one) - _ordinal(other)) > DAYS_APART


def _ordinal(entry: Entry) -> int:
    return dt.date(entry.date.year, entry.date.month, entry.date.day).toordinal()


def _group(tellings: list[Entry], ours: set[int]) -> Group:
    today = {e.seed.file for e in tellings if id(e) in ours and e.seed}
    # What a document said before is not weighed against what it says now.
    past = [e for e in tellings if id(e) not in ours and e.seed and e.seed.file in today]
    now = [e for e in tellings if e not in past]
    best = _latest(now)
    others = [e for e in now if e is not best]
    merged = best
    for other in others:
        merged = _filled(merged, other)
    told = [e for e in others if id(e) in ours]
    merged = replace(
        merged,
        also=tuple(sorted({*merged.also, *map(_place, told)} - {_place(best)})),
        was=_earlier(best, others),
    )
    return Group(
        entry=merged,
        guids=tuple(dict.fromkeys(e.guid for e in (best, *others, *past))),
        problems=tuple(
            Problem(place=_place(e), message=f"same article as {_name(best)}", level=Level.NOTE)
            for e in told
        ),
        left_out=tuple(_left_out(told, merged, best)),
    )


def _latest(tellings: Sequence[Entry]) -> Entry:
    """The best of *tellings*; of several versions of that one, the latest.

    A version says when it was updated, or it was fetched later: items of feeds are kept in the
    order in which they came.
    """
    best = tellings[0]
    versions = [e for e in tellings if _is_version(e, best)]
    return max(versions, key=lambda e: (_instant(e), _fetched(e), e is best))


def _is_version(entry: Entry, best: Entry) -> bool:
    """Whether *entry* is *best* as its publisher told it at some time."""
    if not entry.seed or entry.path:
        return entry is best
    return entry is best or entry.guid == best.guid or bool(entry.url and entry.url == best.url)


def _instant(entry: Entry) -> float:
    """When *entry* was updated, in seconds since 1970; where it does not tell, never."""
    told = entry.updated
    if told is None:
        return float("-inf")
    if not isinstance(told, dt.datetime):
        told = dt.datetime.combine(told, dt.time(), dt.UTC)
    return (told - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)).total_seconds()


def _fetched(entry: Entry) -> str:
    """The place of a feed's item, which tells when it came; nothing for other tellings."""
    return entry.seed.file if entry.seed and entry.date_origin is DateOrigin.FEED else ""


def _earlier(best: Entry, others: Sequence[Entry]) -> tuple[str, ...]:
    """Headlines that versions of *best* had and that it has no more, the earliest first."""
    versions = [e for e in others if _is_version(e, best)]
    versions.sort(key=lambda e: (_instant(e), _fetched(e), e.title))
    titles = dict.fromkeys((*best.was, *(e.title for e in versions)))
    return tuple(t for t in titles if key(t) != key(best.title))


def _filled(entry: Entry, other: Entry) -> Entry:
    """*entry* with what it lacks taken from *other*."""
    lacking = {
        name: value
        for name in _FILLED
        if not getattr(entry, name) and (value := getattr(other, name))
    }
    return replace(entry, **lacking) if lacking else entry


def _left_out(others: Iterable[Entry], merged: Entry, best: Entry) -> Iterator[LeftOut]:
    """The paragraphs of *others* whose words do not stand in *merged*."""
    for other in others:
        parts = (*other.body.split("\n\n"), other.summary, *other.key_points)
        lacking = [p for p in parts if p.strip() and not _holds(merged, p)]
        if lacking:
            reason = f"same article as {_name(best)}, which lacks this"
            yield LeftOut(place=_place(other), reason=reason, text="\n\n".join(lacking))


@lru_cache(maxsize=256)
def _words_of(entry: Entry) -> str:
    told = (entry.title, entry.summary, *entry.key_points, entry.body)
    return f" {' '.join(words(' | '.join(told)))} "


def _holds(entry: Entry, part: str) -> bool:
    return f" {' '.join(words(part))} " in _words_of(entry)


def _place(entry: Entry) -> str:
    return f"{entry.seed.file}#{entry.seed.part}" if entry.seed else f"content/{entry.path}"


def _name(entry: Entry) -> str:
    return f"“{entry.title}” ({_place(entry)})"

"""Headlines without a byline of their own: in lists of publishers, numbers, datelines, repeats."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace

from briefing.ingest.copied.beside_bylines import header_above
from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.groups import Group
from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.names import is_name, is_publisher_like
from briefing.ingest.copied.phrases import boilerplate
from briefing.ingest.copied.publishers import domain_in, matches_domain, split_doubled, split_suffix
from briefing.ingest.copied.scan import GOOD, Header, Scan
from briefing.text.dates import find_stamps

_CLOCK = re.compile(r"(?P<h>[01]?\d|2[0-3])[:.h](?P<m>[0-5]\d)(?:\s?(?:Uhr|h))?$")
_DATELINE = re.compile(
    r"^[^\W\d_][\w .'’/-]{1,40}(?:,\s[\w .'’-]{2,30}){1,3},?\s*(?:[(](?P<name>[^()]{2,40})[)])?\s*"
    r"(?:--"
    r"|[–—-])\s"
)


def by_suffixes(scan: Scan, known: list[Header]) -> list[Header]:
    """Headlines that end in their publisher, where several do (aggregators, cluster pages)."""
    candidates = [
        (i, title, name)
        for i, line in enumerate(scan.lines)
        if _may_be_suffixed(scan, i)
        for title, name in (_suffix(line),)
        if name and scan.score(i) >= GOOD
    ]
    counts = Counter(name for _, _, name in candidates)
    told = sum(_is_publisher(name, counts, scan.domains) for *_, name in candidates)
    found = [
        Header(
            headline=i,
            title=title,
            start=i,
            body=i + 1,
            lines=frozenset({i}),
            source=name,
            reason=f"headline ends in its publisher “{name}”",
        )
        for i, title, name in candidates
        if (_is_publisher(name, counts, scan.domains) or (told > 1 and _is_barred(scan, i)))
        and _has_body(scan, i)
    ]
    return found if len(found) + len(known) > 1 else []


def _is_barred(scan: Scan, i: int) -> bool:
    """Whether line *i* ends behind a bar: where others so name their publisher, so does this."""
    return bool(re.search(r"\s(?:\||::)\s[^|]{2,60}$", scan.lines[i].text))


def _may_be_suffixed(scan: Scan, i: int) -> bool:
    line = scan.lines[i]
    return (
        i not in scan.bylines
        and not line.bullet
        and 3 <= line.words <= 45
        and not line.ends_sentence
    )


def _suffix(line: Line) -> tuple[str, str]:
    title, name = split_doubled(line.text)
    if name:
        return title, name
    title, name = split_suffix(line.text)
    if not is_name(name) or len(title.split()) < 2:
        return line.text, ""
    # “Headline | World News | Sky News”: what stands between is the publisher's section.
    upper, section = split_suffix(title)
    is_section = "|" in title and 0 < len(section.split()) <= 3 and len(upper.split()) >= 3
    return (upper if is_section else title), name


def _is_publisher(name: str, counts: Counter[str], domains: frozenset[str]) -> bool:
    if domain_in(name) or any(matches_domain(name, d) for d in domains):
        return True
    return is_publisher_like(name) or (counts[name] > 1 and name[:1].isupper())


def _has_body(scan: Scan, i: int) -> bool:
    """Whether running text follows before anything else that is a headline."""
    following = scan.lines[i + 1 : i + 4]
    return any(line.is_prose for line in following)


def by_numbers(scan: Scan) -> list[Header]:
    """Items “1. Headline”, each with text below, of a letter that lists what it holds."""
    found: list[Header] = []
    for i, line in enumerate(scan.lines):
        number, title = _numbered(line)
        if (
            not number.isdigit()
            or not _has_body(scan, i)
            or line.words > 25
            or line.text.endswith(".")
        ):
            continue
        if int(number) == len(found) + 1:
            found.append(
                Header(
                    headline=i,
                    title=title,
                    start=i,
                    body=i + 1,
                    lines=frozenset({i}),
                    reason=f"numbered item {number} with text of its own",
                )
            )
    is_letter = any(boilerplate(line.text) == "subscriptions" for line in scan.lines)
    return found if len(found) >= 2 and (is_letter or _are_listed(scan, found)) else []


def _numbered(line: Line) -> tuple[str, str]:
    """Number and headline of an item: “2. Headline”, “1 big thing: Headline”."""
    if line.bullet:
        return line.bullet.strip("()."), line.text
    match = re.match(
        r"(?P<number>[1-9]\d?)\s+(?:[a-z][\w ]{2,20}:\s)(?P<title>\S.*)$", line.text[:300]
    )
    return (match["number"], match["title"]) if match else ("", line.text)


def _are_listed(scan: Scan, headers: list[Header]) -> bool:
    return sum(scan.repeats.count(h.headline) > 1 for h in headers) >= 2


def by_datelines(scan: Scan) -> list[Header]:
    """Headlines above a dated dateline: “HAVERSUND, April 22, 2025 (Wire) -- …”."""
    found: list[Header] = []
    for i, line in enumerate(scan.lines):
        match = _DATELINE.match(line.text[:160])
        stamps = find_stamps(line.text[:120], scan.order) if match else ()
        if not match or not stamps or stamps[0].start > 60:
            continue
        name = match["name"] or ""
        byline = Byline(stamp=stamps[0], sources=(name,) if is_name(name) else ())
        above = header_above(scan, Group(first=i, last=i - 1, bylines=(byline,), lines=()))
        if above and above.headline >= 0:
            dated = replace(above, body=i, reason="headline above a dated dateline")
            found.append(_with_clock(scan, dated))
    return found


def _with_clock(scan: Scan, header: Header) -> Header:
    """*header* with the time that stands alone above it, as wires print it."""
    c = header.start - 1
    clock = _CLOCK.match(scan.lines[c].text) if c >= 0 else None
    if not clock:
        return header
    time = dt.time(int(clock["h"]), int(clock["m"]))
    bylines = tuple(
        replace(b, stamp=replace(b.stamp, time=b.stamp.time or time)) if b.stamp else b
        for b in header.bylines
    )
    return replace(header, start=c, bylines=bylines, lines=header.lines | {c})


def by_repetition(scan: Scan, known: list[Header]) -> list[Header]:
    """Headlines that a list announces before their articles follow."""
    last = {scan.repeats.key(i): i for i in range(len(scan.lines))}
    found = [
        Header(
            headline=i,
            title=line.text,
            start=i,
            body=i + 1,
            lines=frozenset({i}),
            reason="headline announced earlier in the document",
        )
        for i, line in enumerate(scan.lines)
        if line.words >= 4
        and scan.score(i) >= 0.9
        and scan.repeats.count(i) > 1
        and _has_body(scan, i)
        and last[scan.repeats.key(i)] == i
    ]
    titles = {scan.repeats.key(h.headline) for h in known if h.headline >= 0}
    fresh = [h for h in found if scan.repeats.key(h.headline) not in titles]
    return fresh if len(fresh) + len(known) >= 2 and len(fresh) >= 2 else []

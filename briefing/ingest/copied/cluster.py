"""Pages that gather articles on one event and tell it in words of their own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.fingerprint import fingerprint
from briefing.ingest.copied.phrases import label
from briefing.ingest.copied.scan import Header, Scan
from briefing.text.markdown import escape
from briefing.text.slugs import slug
from briefing.text.words import key, words

_COUNT = re.compile(
    r"(?P<name>[^|;,·:：()\n]{2,60}?)\s*[:：(]\s*(?P<count>\d{1,4})\)?\s*(?=$|[|;,·])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The record of a cluster page, and which lines tell it."""

    id: str
    title: str
    day: dt.date | None
    summary: str
    key_points: tuple[str, ...]
    sources: tuple[tuple[str, int], ...]
    lines: frozenset[int]
    first: int
    """First line after the record: here the articles begin."""


def find_cluster(scan: Scan, headers: Sequence[Header]) -> Cluster | None:
    """Return the record of a cluster page, or None where the document is none.

    The evidence: publishers behind the headlines or counted in a line, and a part labelled as
    summary, key points or list of articles before them.
    """
    first = _first_article(scan, headers)
    front = range(first)
    labels = {i: part for i in front if (part := _label(scan, i))}
    parts = set(labels.values())
    sources = next((s for i in front if (s := _counts(scan, i, labels))), ())
    gathers = sum(bool(h.source) for h in headers if h.headline >= first) > 1
    if "articles" not in parts and not ("summary" in parts and ("key_points" in parts or gathers)):
        return None
    titled = _title(scan, headers, labels, first)
    if titled < 0 or len([h for h in headers if h.headline >= first]) < 2:
        return None
    return _record(scan, labels, titled, sources, first)


def _first_article(scan: Scan, headers: Sequence[Header]) -> int:
    """The line where the list of articles begins: below its label, else at the first headline
    that ends in a publisher."""
    listed = [i for i in range(len(scan.lines)) if label(scan.lines[i].text) == "articles"]
    later = [h.start for h in headers if h.source or (listed and h.start > listed[0])]
    return min(later, default=0)


def _label(scan: Scan, i: int) -> str:
    text = scan.lines[i].text
    whole = label(text)
    if whole:
        return whole
    head, mark, rest = re.sub("：", ":", text[:60]).partition(":")
    return label(head) if mark and rest.strip() else ""


def _counts(scan: Scan, i: int, labels: dict[int, str]) -> tuple[tuple[str, int], ...]:
    """Publishers with their number of articles: “cbsnews.com: 3 | bbc.com: 2”."""
    if labels.get(i, labels.get(i - 1)) != "sources":
        return ()
    text = scan.lines[i].text[:2000]
    head, mark, rest = text.partition(":")
    text = rest if mark and label(head) else text
    return tuple((m["name"].strip(), int(m["count"])) for m in _COUNT.finditer(text))


def _title(scan: Scan, headers: Sequence[Header], labels: dict[int, str], first: int) -> int:
    before = [
        i
        for i in range(min(labels, default=0))
        if scan.score(i) >= 0.6 and scan.lines[i].words >= 4
    ]
    own = [h.headline for h in headers if 0 <= h.headline < first]
    if before or own:
        return max(before or own, key=lambda i: (_shared(scan, i, headers), i))
    return next((i for i in range(first) if scan.score(i) >= 0.9), -1)


def _shared(scan: Scan, i: int, headers: Sequence[Header]) -> int:
    """How many words line *i* shares with the headlines of the articles."""
    told = {w for h in headers if h.headline != i for w in words(h.title)}
    return len(told & set(words(scan.lines[i].text)))


def _record(
    scan: Scan,
    labels: dict[int, str],
    titled: int,
    sources: tuple[tuple[str, int], ...],
    first: int,
) -> Cluster:
    summary = _part(scan, labels, "summary", first)
    points = _part(scan, labels, "key_points", first)
    title = scan.lines[titled].text
    stamps = [b.stamp for i, b in sorted(scan.bylines.items()) if i < first and b.stamp]
    counted = {i for i in range(first) if _counts(scan, i, labels)}
    mark = fingerprint([key(title), [s.day for s in stamps[:1]]])[:6]
    return Cluster(
        id=f"{slug(title)[:48].strip('-')}-{mark}",
        title=title,
        day=stamps[0].day if stamps else None,
        summary="\n\n".join(_told(scan, i) for i in summary),
        key_points=tuple(scan.lines[i].text for i in points),
        sources=sources,
        lines=frozenset({titled, *summary, *points, *_whole(scan, labels), *counted}),
        first=first,
    )


def _whole(scan: Scan, labels: dict[int, str]) -> list[int]:
    """The lines that are a label and nothing else."""
    return [i for i in labels if label(scan.lines[i].text) or i in scan.bylines]


def _part(scan: Scan, labels: dict[int, str], name: str, first: int) -> list[int]:
    """Lines below the label *name*, up to the next label."""
    start = next((i for i, part in labels.items() if part == name), -1)
    if start < 0:
        return []
    end = min((i for i in labels if i > start), default=first)
    inline = [start] if not label(scan.lines[start].text) else []
    if inline and name == "summary":
        return inline
    return [i for i in range(start + 1, min(end, first)) if i not in scan.bylines]


def _told(scan: Scan, i: int) -> str:
    """Line *i* without the label before it: “In short: …”."""
    text = scan.lines[i].text
    head, mark, rest = text.partition(":")
    return rest.strip() if mark and label(head) and rest.strip() else text


def body(cluster: Cluster) -> str:
    """The record's text as Markdown."""
    return "\n\n".join(escape(p) for p in cluster.summary.split("\n\n") if p)

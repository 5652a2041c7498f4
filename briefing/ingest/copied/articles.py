"""Headers and lines → articles: what belongs to each, what to none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefing.config import CollectSettings
from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.names import is_name
from briefing.ingest.copied.noise import Noise
from briefing.ingest.copied.scan import Header, Scan, marked_name
from briefing.text.words import containment, key, shingles


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as lines of its document."""

    header: Header
    kept: tuple[int, ...]
    """Lines of its text, in order."""

    bylines: tuple[Byline, ...]
    """Of the header, then of the lines below the text."""

    announced_by: str = ""
    """Publisher named beside the headline in the list that announces it."""

    noise: tuple[int, ...] = ()
    """Lines of its region that were left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A document cut into articles; every line is kept, header, or left out with a reason."""

    articles: tuple[Article, ...]
    left_out: tuple[tuple[int, str], ...]


def cut(scan: Scan, headers: Sequence[Header], settings: CollectSettings) -> Cut:
    """Cut the document at *headers*."""
    out: dict[int, str] = {}
    starts, markers = _announcements(scan, headers, out)
    regions = list(zip(headers, [*starts[1:], len(scan.lines)], strict=False))
    noise = Noise(scan, regions, settings)
    articles: list[Article] = []
    for n, (header, end) in enumerate(regions):
        close = min(header.close or end, end)
        parts = noise.sort(header, close)
        out.update(parts.left_out)
        out.update(dict.fromkeys(range(close, end), "below the end of the article"))
        tail = _tail(header, tuple(scan.bylines[i] for i in parts.tail_bylines))
        articles.append(
            Article(
                header=header,
                kept=parts.kept,
                bylines=(*header.bylines, *tail),
                announced_by=markers[n],
                noise=tuple(i for i, _ in parts.left_out),
            )
        )
    for i in range(starts[0] if starts else 0):
        out.setdefault(i, "before the first article")
    if not headers:
        out = dict.fromkeys(range(len(scan.lines)), "no article found")
    return Cut(articles=_distinct(articles, scan, out), left_out=tuple(sorted(out.items())))


def residue(scan: Scan, header: Header, names: Iterable[str]) -> list[int]:
    """Return the lines of *header* that say more than its headline, kicker, dates and *names*."""
    told = {key(header.title), key(header.kicker), *map(key, names)} - {""}
    return [
        i
        for i in sorted(header.lines)
        if i != header.deck
        and i not in _title_lines(scan, header)
        and not _is_fully_told(scan, i, told)
    ]


def _title_lines(scan: Scan, header: Header) -> frozenset[int]:
    """The lines that the headline takes, if all their words stand in it or name the publisher."""
    if header.headline < 0:
        return frozenset()
    lines = range(header.headline, min(header.headline + 2, len(scan.lines)))
    told = set(key(f"{header.title} {header.source}").split())
    return frozenset(
        i for i in lines if i in header.lines and set(scan.repeats.key(i).split()) <= told
    )


def _is_fully_told(scan: Scan, i: int, told: set[str]) -> bool:
    byline = scan.bylines.get(i)
    if byline is not None:
        return bool(
            byline.stamp or byline.updated or byline.names or byline.authors or byline.sources
        )
    return scan.repeats.key(i) in told


def _tail(header: Header, bylines: tuple[Byline, ...]) -> tuple[Byline, ...]:
    """What the lines below an article add: names only where its header has none."""
    if any(b.authors or b.names or b.sources for b in header.bylines) or header.source:
        return tuple(replace(b, authors=(), names=(), sources=()) for b in bylines)
    return bylines


def _announcements(
    scan: Scan, headers: Sequence[Header], out: dict[int, str]
) -> tuple[list[int], list[str]]:
    """Where each article's region begins, announcement included, and the publisher it names."""
    starts: list[int] = []
    markers: list[str] = []
    for n, header in enumerate(headers):
        first = headers[n - 1].body if n else 0
        start, marker = _announcement(scan, header, first)
        for i in range(start, header.start):
            out[i] = "announces the article that follows"
        starts.append(start)
        markers.append(marker)
    return starts, markers


def _announcement(scan: Scan, header: Header, first: int) -> tuple[int, str]:
    """The list line that announces *header*'s article between *first* and its header."""
    title = key(header.title)
    for i in range(header.start - 1, max(first, header.start - 6) - 1, -1):
        if len(title) >= 8 and scan.repeats.key(i) == title:
            marker = _marker(scan, i - 1) if i > first else ""
            start = i - 1 if marker else i
            while start > first and _is_beside(scan, start - 1, header):
                start -= 1
            return start, marker
    return header.start, ""


def _is_beside(scan: Scan, i: int, header: Header) -> bool:
    """Whether line *i* belongs to an announcement: the age of the article, or its publisher."""
    byline = scan.bylines.get(i)
    if byline is not None and byline.is_relative:
        return True
    return scan.lines[i].text in {n for b in header.bylines for n in b.names}


def _marker(scan: Scan, i: int) -> str:
    """The publisher in a line of its own, behind a symbol or a bullet: “✇Harbour Post”."""
    line = scan.lines[i]
    if marked := marked_name(line):
        return marked
    return line.text if line.bullet and line.words <= 6 and is_name(line.text) else ""


def _distinct(articles: list[Article], scan: Scan, out: dict[int, str]) -> tuple[Article, ...]:
    """Leave out an article that stands in the document twice."""
    kept: list[Article] = []
    texts: list[frozenset[int]] = []
    titled: dict[str, list[int]] = {}
    titles = [key(article.header.title) for article in articles]
    counts = Counter(titles)
    for title, article in zip(titles, articles, strict=True):
        namesakes = titled.setdefault(title, [])
        text = _text(scan, article) if counts[title] > 1 else frozenset[int]()
        twin = next((t for t in namesakes if _is_same(texts[t], text)), -1)
        if twin < 0:
            namesakes.append(len(kept))
            kept.append(article)
            texts.append(text)
        elif len(text) > len(texts[twin]):
            _leave_out(kept[twin], out)
            kept[twin], texts[twin] = (
                replace(article, bylines=(*article.bylines, *kept[twin].bylines)),
                text,
            )
        else:
            _leave_out(article, out)
    return tuple(kept)


def _text(scan: Scan, article: Article) -> frozenset[int]:
    return shingles(" ".join(scan.lines[i].text for i in article.kept)[:20_000])


def _is_same(a: frozenset[int], b: frozenset[int]) -> bool:
    """Whether most of the shorter text stands in the other."""
    small, large = sorted((a, b), key=len)
    return containment(small, large) >= 0.6


def _leave_out(article: Article, out: dict[int, str]) -> None:
    for i in (*article.header.lines, *article.kept):
        out[i] = "the same article stands in the document already"

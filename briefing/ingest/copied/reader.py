"""Reads text: whatever was copied out of pages and readers, one article a document or many."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.config import CollectSettings
from briefing.fingerprint import fingerprint
from briefing.ingest.copied import cluster as clusters
from briefing.ingest.copied.articles import Article, Cut, cut, residue
from briefing.ingest.copied.headers import find_headers
from briefing.ingest.copied.layout import PLAIN, Layout
from briefing.ingest.copied.letter import letterhead
from briefing.ingest.copied.lines import Line, read_lines
from briefing.ingest.copied.markdown import is_heading, markdown
from briefing.ingest.copied.messages import unfolded
from briefing.ingest.copied.origin import Origin, Page, as_laid_out, origins
from briefing.ingest.copied.phrases import label
from briefing.ingest.copied.scan import Header, Scan
from briefing.ingest.reading import lede
from briefing.model import (
    Document,
    Entry,
    Evidence,
    Harvest,
    Kind,
    LeftOut,
    Level,
    Problem,
    Seed,
    StoryRecord,
)
from briefing.text.dates import date_order, impossible_dates
from briefing.text.decode import Decoded, decode
from briefing.text.language import language
from briefing.text.words import key

_ROUNDUP = re.compile(
    r"\b(?:daily review|review of the day|round-?up|digest|briefing|in brief|the day in|week in"
    r"|news in|day \d+|newsletter"
    r"|tagesüberblick|überblick|kurzmeldungen|meldungen|revue|l'essentiel|en bref|resumen|breves"
    r"|дайджест|обзор|сводка"
    r"|главное за|огляд)\b",
    re.IGNORECASE,
)
_READING_TIME = re.compile(
    r"\s*[(\[]\s*\d+[\s-]*(?:min(?:ute)?s?|minuten?|минут\w*|мин)\.?(?:\s(?:read|lesezeit"
    r"|de lecture|de lectura))?\s*[)\]]$",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"^[*_]{1,3}(\S.*\S)[*_]{1,3}$")
_SHORT_LINE = 300
"""Dates that settle how the document writes dates stand in lines shorter than this."""


def harvest_text(
    document: Document,
    settings: CollectSettings,
    zone: dt.tzinfo,
    default_language: str,
    layout: Layout = PLAIN,
) -> Harvest:
    """Return the articles in *document*, what was left out of it, and the evidence.

    Every line of the text is in an entry or a record, or is reported as left out. *layout* settles
    what is known of the document beforehand.
    """
    decoded = decode(document.data)
    lines = unfolded(read_lines(decoded.text))
    head = letterhead(lines)
    address, lines = lines[: head.length], lines[head.length :]
    lines, pieces = layout.cleared(lines)
    sample = "\n".join(line.text for line in lines if len(line.text) < _SHORT_LINE)
    lang = layout.language or language(decoded.text, default_language)
    order, order_reason = _order(sample, settings, lang, layout)
    scan = Scan(lines, order, layout)
    headers = find_headers(scan)
    cluster = clusters.find_cluster(scan, headers)
    if cluster:
        headers = tuple(h for h in headers if h.headline >= cluster.first)
    parts = cut(scan, headers, settings)
    found = origins(scan, parts.articles, Page(place=document.place, head=head), zone)
    found = as_laid_out(found, parts.articles, layout)
    parts = _with_residue(scan, parts, found)
    record = _record(cluster, found, document) if cluster else None
    entries = [
        _entry(scan, article, origin, (document, n, lang, record.id if record else ""))
        for n, (article, origin) in enumerate(zip(parts.articles, found, strict=True), start=1)
    ]
    return Harvest(
        entries=tuple(entries),
        records=(record,) if record else (),
        left_out=(
            *_address(document.place, address),
            *_left_out(document.place, lines, parts, cluster),
            *_cleared(document.place, pieces, layout),
        ),
        problems=_problems(document, decoded, sample, bool(entries)),
        evidence=(
            Evidence(
                part=0, about="dates", reason=f"numeric dates are read {order}: {order_reason}"
            ),
            Evidence(part=0, about="layout", reason=_layout(headers, cluster is not None)),
            *itertools.chain.from_iterable(
                _evidence(n, a, o, lines)
                for n, (a, o) in enumerate(zip(parts.articles, found, strict=True), start=1)
            ),
        ),
    )


def _order(sample: str, settings: CollectSettings, lang: str, layout: Layout) -> tuple[str, str]:
    if layout.date_order != "auto":
        return layout.date_order, f"by the recipe “{layout.name}”"
    if settings.date_order != "auto":
        return settings.date_order, "by the setting collect.date_order"
    return date_order(sample, lang)


# --- entries ------------------------------------------------------------------------------------


def _entry(
    scan: Scan, article: Article, origin: Origin, context: tuple[Document, int, str, str]
) -> Entry:
    document, part, lang, story = context
    lines = [scan.lines[i] for i in _body_lines(article)]
    summary, key_points = _labelled(lines)
    text = " ".join(line.text for line in lines)
    title = _READING_TIME.sub("", " ".join(article.header.title.split()))
    title = _EMPHASIS.sub(r"\1", title)
    return Entry(
        guid=fingerprint([key(title), key(text[:400])])[:16],
        title=title,
        date=origin.date,
        date_origin=origin.date_origin,
        updated=origin.updated,
        source=origin.source,
        authors=origin.authors,
        lang=scan.layout.language or language(text, lang),
        summary=summary or _lede(lines),
        key_points=key_points,
        topics=_topics(scan.layout, article.header.kicker),
        story=story,
        kind=_kind(title, lines),
        seed=Seed(file=document.place, part=part, sha256=document.sha256),
        body=markdown(lines),
    )


def _topics(layout: Layout, kicker: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*([kicker] if kicker else []), *layout.topics)))


def _body_lines(article: Article) -> list[int]:
    deck = [article.header.deck] if article.header.deck >= 0 else []
    return [*deck, *article.kept]


def _labelled(lines: Sequence[Line]) -> tuple[str, tuple[str, ...]]:
    """The parts that the article itself calls its summary and its key points."""
    parts: dict[str, list[Line]] = {}
    current = ""
    for i, line in enumerate(lines):
        name = label(line.text) if line.words <= 6 and not line.bullet else ""
        if name or is_heading(lines, i):
            current = name
        elif current:
            parts.setdefault(current, []).append(line)
    summary = parts.get("summary", [])
    points = [line.text for line in parts.get("key_points", []) if line.bullet]
    return (summary[0].text if summary else ""), tuple(points)


def _lede(lines: Sequence[Line]) -> str:
    """The first paragraph of running text, or as many of its sentences as fit."""
    first = next((line for line in lines if line.is_prose and not line.bullet), None)
    return lede(first.text) if first else ""


def _kind(title: str, lines: Sequence[Line]) -> Kind:
    headings = sum(is_heading(lines, i) for i in range(len(lines)))
    if headings >= 6 or (headings >= 3 and _ROUNDUP.search(title)):
        return Kind.ROUNDUP
    words = sum(line.words for line in lines)
    return Kind.BRIEF if words < 60 and len(lines) <= 2 else Kind.ARTICLE


# --- record, report, evidence ---------------------------------------------------------------------


def _record(
    cluster: clusters.Cluster, found: Sequence[Origin], document: Document
) -> StoryRecord | None:
    days = [o.date.date() if isinstance(o.date, dt.datetime) else o.date for o in found]
    if not days:
        return None
    return StoryRecord(
        id=cluster.id,
        day=cluster.day or min(days),
        title=cluster.title,
        summary=cluster.summary,
        key_points=cluster.key_points,
        sources=cluster.sources,
        seed=Seed(file=document.place, part=1, sha256=document.sha256),
    )


def _with_residue(scan: Scan, parts: Cut, found: Sequence[Origin]) -> Cut:
    """*parts*, and what the headers say beyond what their articles took from them."""
    out = dict(parts.left_out)
    for article, origin in zip(parts.articles, found, strict=True):
        names = (origin.source, *origin.authors, article.header.source)
        out |= dict.fromkeys(residue(scan, article.header, names), "part of the header")
    return replace(parts, left_out=tuple(sorted(out.items())))


def _address(place: str, lines: Sequence[Line]) -> tuple[LeftOut, ...]:
    if not lines:
        return ()
    text = "\n".join(line.full for line in lines)
    return (
        LeftOut(place=f"{place}:{lines[0].number}", reason="the letter's address lines", text=text),
    )


def _cleared(place: str, pieces: Sequence[Line], layout: Layout) -> tuple[LeftOut, ...]:
    reason = f"by the recipe “{layout.name}”"
    return tuple(
        LeftOut(place=f"{place}:{piece.number}", reason=reason, text=piece.text) for piece in pieces
    )


def _left_out(
    place: str, lines: Sequence[Line], parts: Cut, cluster: clusters.Cluster | None
) -> tuple[LeftOut, ...]:
    told = cluster.lines if cluster else frozenset()
    out = [(i, reason) for i, reason in parts.left_out if i not in told]
    return tuple(
        LeftOut(
            place=f"{place}:{lines[run[0][0]].number}",
            reason=run[0][1],
            text="\n".join(lines[i].full for i, _ in run),
        )
        for run in _runs(out)
    )


def _runs(out: Sequence[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Adjacent lines that were left out for the same reason, together."""
    runs: list[list[tuple[int, str]]] = []
    for i, reason in out:
        if runs and runs[-1][-1] == (i - 1, reason):
            runs[-1].append((i, reason))
        else:
            runs.append([(i, reason)])
    return runs


def _problems(
    document: Document, decoded: Decoded, sample: str, has_entries: bool
) -> tuple[Problem, ...]:
    place = document.place
    found = [Problem(place=place, message=note, level=Level.NOTE) for note in decoded.notes]
    for printed in impossible_dates(sample[:200_000]):
        message = f"“{printed}” is on no calendar; the article is dated by other evidence"
        found.append(Problem(place=place, message=message))
    if not decoded.text.strip():
        found.append(Problem(place=place, message="the document is empty"))
    elif not has_entries:
        message = (
            "no article found: no running text below a headline; the document is kept as it is"
        )
        found.append(Problem(place=place, message=message))
    return tuple(found)


def _layout(headers: Sequence[Header], is_cluster: bool) -> str:
    if not headers:
        return "no article"
    count = "one article" if len(headers) == 1 else f"{len(headers)} articles"
    return f"a cluster page of {count}" if is_cluster else count


def _evidence(part: int, article: Article, origin: Origin, lines: Sequence[Line]) -> list[Evidence]:
    header = article.header
    line = lines[max(header.headline, header.start)].number
    found = [
        Evidence(part=part, about="boundary", reason=header.reason, line=line),
        Evidence(part=part, about="date", reason=f"{origin.date_origin}: {origin.date_reason}"),
    ]
    if origin.source:
        reason = f"{origin.source}: {origin.source_reason}"
        found.append(Evidence(part=part, about="source", reason=reason))
    if origin.authors:
        found.append(Evidence(part=part, about="author", reason=", ".join(origin.authors)))
    return found

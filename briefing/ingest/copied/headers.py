"""Where articles begin: all ways of finding headlines, put together.

Nothing here knows a site. Each way looks for a kind of evidence; what has no text of its own, or
stands among comments and teasers, is dropped again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.ingest.copied.beside_bylines import by_bylines, header_at, kicker_above
from briefing.ingest.copied.by_layout import by_layout
from briefing.ingest.copied.bylines import is_issue
from briefing.ingest.copied.credits import by_credits
from briefing.ingest.copied.groups import Group
from briefing.ingest.copied.head_block import with_head_block
from briefing.ingest.copied.in_lists import by_datelines, by_numbers, by_repetition, by_suffixes
from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.masthead import masthead_end
from briefing.ingest.copied.phrases import boilerplate, zone
from briefing.ingest.copied.scan import GOOD, Header, Scan
from briefing.text.words import sentences

_LONGEST_TITLE = 25
"""Words of a first sentence that stands for a headline; what is longer is cut off."""


def find_headers(scan: Scan) -> tuple[Header, ...]:
    """Return the headers of all articles in the document, in order, with their ends set."""
    if scan.layout.has_boundaries and (known := by_layout(scan)):
        return _with_ends(known, scan)
    credited = by_credits(scan)
    apart = {i for h in credited for i in range(h.start, h.close)}
    apart |= {*range(masthead_end(scan, is_digest=bool(credited)))}
    headers = _merged(credited, by_bylines(scan, apart))
    headers = _merged(headers, by_suffixes(scan, headers))
    headers = _merged(headers, [h for h in by_datelines(scan) if h.headline not in apart])
    if len(headers) < 2:
        headers = _with_numbered(headers, by_numbers(scan), scan)
    if len(headers) < 2:
        headers = _merged(headers, by_repetition(scan, headers))
    if not headers:
        headers = _single(scan)
    return _with_ends(_with_text(headers, scan), scan)


def _single(scan: Scan) -> list[Header]:
    """The one article of a page without bylines: the best headline above its first text."""
    text = next((i for i, line in enumerate(scan.lines) if _is_text(line)), -1)
    if text < 0:
        return []
    options = [c for c in range(max(text - 8, 0), text) if scan.score(c) >= GOOD]
    headline = max(options, key=lambda c: (scan.score(c), -c), default=-1)
    if headline < 0:
        return [_untitled(scan, text)]
    start, kicker = kicker_above(scan, headline)
    group = Group(first=headline + 1, last=headline, bylines=(), lines=())
    header = header_at(scan, headline, group, "best headline above the first running text")
    return [with_head_block(scan, replace(header, start=start, kicker=kicker))]


def _is_text(line: Line) -> bool:
    is_long = line.is_prose or (line.ends_sentence and line.words >= 6)
    return is_long and not boilerplate(line.text)


def _untitled(scan: Scan, text: int) -> Header:
    first = sentences(scan.lines[text].text[:2000])[0]
    if len(words := first.split()) > _LONGEST_TITLE:
        first = " ".join(words[:_LONGEST_TITLE]) + " …"
    return Header(
        headline=-1,
        title=first,
        start=text,
        body=text,
        reason="no headline: the first sentence stands for it",
    )


def _with_numbered(headers: list[Header], numbered: list[Header], scan: Scan) -> list[Header]:
    """*numbered*, and of *headers* those with text of their own before the first number."""
    if not numbered:
        return headers
    first = numbered[0].start
    kept = [
        h for h in headers if sum(x.words for x in scan.lines[h.body : first] if x.is_prose) >= 30
    ]
    return _merged(kept, numbered)


def _merged(headers: list[Header], more: list[Header]) -> list[Header]:
    """Both lists in order; a headline found twice keeps its byline and its publisher."""
    by_line = {h.headline: h for h in headers}
    for extra in more:
        known = by_line.get(extra.headline)
        if known is None:
            by_line[extra.headline] = extra
        elif extra.source and not any(b.names or b.sources for b in known.bylines):
            by_line[extra.headline] = replace(known, source=extra.source, title=extra.title)
    return sorted(by_line.values(), key=lambda h: h.headline)


def _with_text(headers: list[Header], scan: Scan) -> list[Header]:
    """Drop what has a headline's shape but no text of its own: lists of links, comments."""
    kept: list[Header] = []
    if len(headers) > 2 and _is_front(scan, headers[0]):
        headers = headers[1:]
    for i, header in enumerate(headers):
        end = headers[i + 1].start if i + 1 < len(headers) else len(scan.lines)
        if _body_words(scan, header, end) >= 5 and not _is_in_zone(scan, kept, header, end):
            kept.append(header)
    return kept


def _is_front(scan: Scan, header: Header) -> bool:
    """Whether *header* is the head of a letter or edition: it bears a number, “Letter #37”."""
    numbered = any(b.is_issue for b in header.bylines)
    pieces = re.split(r"\s[·|–—-]\s|,\s|\s{2,}", scan.lines[header.headline].text)
    return numbered or any(is_issue(piece) for piece in pieces)


def _body_words(scan: Scan, header: Header, end: int) -> int:
    return sum(
        line.words
        for i, line in enumerate(scan.lines[header.body : end], start=header.body)
        if i not in scan.bylines
        and not boilerplate(line.text)
        and not zone(line.text)
        and (line.is_prose or line.ends_sentence or line.bullet)
    )


def _is_in_zone(scan: Scan, before: Sequence[Header], header: Header, end: int) -> bool:
    """Whether *header* stands below “Comments” or “Most read” and has next to no text."""
    if not before:
        return False
    between = scan.lines[before[-1].body : header.start]
    opened = [i for i, line in enumerate(between) if zone(line.text)]
    if not opened:
        return False
    is_closed = (
        any(line.is_prose for line in between[opened[-1] :])
        and zone(between[opened[-1]].text) != "comments"
    )
    return not is_closed and _body_words(scan, header, end) < 40


def _with_ends(headers: list[Header], scan: Scan) -> tuple[Header, ...]:
    ends = [h.start for h in headers[1:]] + [len(scan.lines)]
    return tuple(replace(h, end=end) for h, end in zip(headers, ends, strict=False))

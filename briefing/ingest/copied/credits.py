"""Articles that a credit closes: “(The Dale Courier, 2 June)” on a line of its own or at the end
of the last paragraph, as digests and press reviews set it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from briefing.ingest.copied.beside_bylines import kicker_above
from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.names import is_name, is_person_like, is_publisher_like, is_title
from briefing.ingest.copied.scan import GOOD, Header, Scan
from briefing.ingest.copied.shapes import is_end_mark
from briefing.text.dates import Stamp, find_stamps, find_yearless

_CREDIT = re.compile(r"(?:^|\s)[(\[](?P<said>[^()\[\]]{2,80})[)\]]\.?$")
_PARTS = re.compile(r"\s*[/|·•;,]\s*|\s[–—-]\s")
_LONGEST = 90
"""Characters of a credit with its parentheses."""

_FEWEST = 3
"""Credited articles that make a digest; two where their publishers are known to be some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Credit:
    """What the parentheses on a line say."""

    line: int
    byline: Byline
    others: tuple[str, ...]
    """Names behind the publisher's."""

    is_alone: bool
    """Whether it stands on a line of its own."""


def by_credits(scan: Scan) -> list[Header]:
    """Return the headers of the articles that end in a credit, where the document has several."""
    if len(credited := _with_authors(_credits(scan))) < 2:
        return []
    found: list[Header] = []
    first = 0
    for credit in credited:
        if header := _header(scan, credit, first):
            found.append(header)
        first = credit.line + 1
    known = sum(_is_known(header) for header in found)
    is_digest = known * 2 >= len(found) >= _FEWEST or known == len(found) == 2
    return found if is_digest else []


def _is_known(header: Header) -> bool:
    """Whether the credit of *header* names a publisher for certain: by its words, or dated."""
    return any(b.stamp or any(map(is_publisher_like, b.sources)) for b in header.bylines)


def _credits(scan: Scan) -> list[_Credit]:
    found = (
        _credit(scan, i)
        for i, line in enumerate(scan.lines)
        if line.text.endswith((")", ").", "]")) and _closes(scan, i)
    )
    return [credit for credit in found if credit]


def _credit(scan: Scan, i: int) -> _Credit | None:
    line = scan.lines[i]
    match = _CREDIT.search(line.text[-_LONGEST:])
    is_alone = line.text[:1] in "([" and len(line.text) < _LONGEST
    if not match or not (line.is_prose or is_alone) or is_end_mark(line):
        return None
    text = match["said"]
    stamps = find_stamps(text, scan.order) or find_yearless(text, scan.year or 1)
    names = [part for part in _PARTS.split(_without(text, stamps)) if part]
    if not 1 <= len(names) <= 3 or not all(map(is_title, names)):
        return None
    stamp = stamps[0] if stamps and stamps[0].day.year > 1 else None
    byline = Byline(stamp=stamp, sources=(names[0],))
    return _Credit(line=i, byline=byline, others=tuple(names[1:]), is_alone=is_alone)


def _with_authors(credited: list[_Credit]) -> list[_Credit]:
    """*credited* with the names behind the publishers' as authors, where most are persons'."""
    others = [name for credit in credited for name in credit.others]
    if sum(map(is_person_like, others)) * 2 <= len(others):
        return credited
    named = [tuple(n for n in c.others if is_name(n) and " " in n) for c in credited]
    return [
        replace(credit, byline=replace(credit.byline, authors=authors))
        for credit, authors in zip(credited, named, strict=True)
    ]


def _closes(scan: Scan, i: int) -> bool:
    """Whether line *i* is the last of its block."""
    return i + 1 == len(scan.lines) or scan.lines[i + 1].gap > 0


def _without(text: str, stamps: tuple[Stamp, ...]) -> str:
    for stamp in reversed(stamps):
        text = f"{text[: stamp.start]}/{text[stamp.end :]}"
    return text.strip(" /,;·|–—-")


def _header(scan: Scan, credit: _Credit, first: int) -> Header | None:
    """The header of the article that *credit* closes: the headline nearest above its text."""
    if not scan.has_prose(first, credit.line + 1):
        return None
    for c in range(credit.line - 1, first - 1, -1):
        line = scan.lines[c]
        is_headline = scan.score(c) >= GOOD and line.words >= 3 and not line.ends_sentence
        if is_headline and scan.lines[c + 1].is_prose:
            start, kicker = kicker_above(scan, c)
            return Header(
                headline=c,
                title=line.text,
                start=start,
                body=c + 1,
                close=credit.line + 1,
                bylines=(credit.byline,),
                lines=frozenset({*range(start, c + 1), *([credit.line] * credit.is_alone)}),
                kicker=kicker,
                reason="headline above a text that a credit closes",
            )
    return None

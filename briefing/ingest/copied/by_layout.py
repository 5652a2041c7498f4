"""Where articles begin in a document of known layout: at headlines, behind separators."""

from __future__ import annotations

from briefing.ingest.copied.byline_shapes import Shape
from briefing.ingest.copied.bylines import Byline, byline_of
from briefing.ingest.copied.scan import GOOD, Header, Scan

_NEAR = 4
"""Lines below a headline within which its bylines begin."""

_DECK = 45
"""Words; a longer line between headline and byline is text."""


def by_layout(scan: Scan) -> list[Header]:
    """Return the headers of the articles that the layout of *scan* tells apart, in order.

    What has no line of text before the next one is none.
    """
    shape = scan.layout.headline
    heads = _at_headlines(scan, shape) if shape else _behind_separators(scan)
    ends = [*(head.start for head in heads[1:]), len(scan.lines)]
    return [head for head, end in zip(heads, ends, strict=True) if _has_text(scan, head.body, end)]


def _has_text(scan: Scan, start: int, end: int) -> bool:
    return any(
        not scan.layout.separates(line) and i not in scan.bylines
        for i, line in enumerate(scan.lines[start:end], start=start)
    )


def _at_headlines(scan: Scan, shape: Shape) -> list[Header]:
    found = {i: match for i, line in enumerate(scan.lines) if (match := shape.match(line.full))}
    borders = [*found, len(scan.lines)]
    heads = []
    floor = 0
    for i, end in zip(found, borders[1:], strict=True):
        match = found[i]
        title = match.groupdict().get("title") or scan.lines[i].text
        own = byline_of(match, scan.order) if match.groupdict() else None
        head = _header(scan, i, (floor, end), title.strip())
        told = (own, *head.bylines) if own else head.bylines
        heads.append(_told(head, told, scan, "a headline"))
        floor = head.body
    return heads


def _behind_separators(scan: Scan) -> list[Header]:
    borders = [-1, *(i for i, x in enumerate(scan.lines) if scan.layout.separates(x))]
    heads = []
    for border, end in zip(borders, [*borders[1:], len(scan.lines)], strict=True):
        start = border + 1
        options = [i for i in range(start, end) if i not in scan.bylines]
        near = options[:_NEAR]
        best = next((i for i in near if scan.score(i) >= GOOD), near[0] if near else -1)
        if best >= 0:
            head = _header(scan, best, (start, end), scan.lines[best].text)
            heads.append(_told(head, head.bylines, scan, "the part behind a separator"))
    return heads


def _told(head: Header, bylines: tuple[Byline, ...], scan: Scan, what: str) -> Header:
    return Header(
        headline=head.headline,
        title=head.title,
        start=head.start,
        body=head.body,
        bylines=bylines,
        lines=head.lines,
        deck=head.deck,
        reason=f"{what} by the recipe “{scan.layout.name}”",
    )


def _header(scan: Scan, headline: int, within: tuple[int, int], title: str) -> Header:
    """The header whose headline is on this line, with the bylines beside it between the borders."""
    floor, end = within
    deck, below = _below(scan, headline, end)
    above: list[int] = []
    i = headline - 1
    while not below and i >= floor and i in scan.bylines:
        above.insert(0, i)
        i -= 1
    told = below or above
    return Header(
        headline=headline,
        title=title,
        start=min([headline, *above]),
        body=max([headline, deck, *below]) + 1,
        bylines=tuple(scan.bylines[i] for i in told),
        lines=frozenset({headline, *told, *([deck] if deck >= 0 else [])}),
        deck=deck,
    )


def _below(scan: Scan, headline: int, end: int) -> tuple[int, list[int]]:
    """The deck (-1 where there is none) and the bylines that follow the headline."""
    deck, below = -1, []
    for i in range(headline + 1, min(headline + 1 + _NEAR, end)):
        if i in scan.bylines:
            below.append(i)
        elif below or deck >= 0 or scan.lines[i].words > _DECK:
            break
        else:
            deck = i
    return (deck, below) if below else (-1, [])

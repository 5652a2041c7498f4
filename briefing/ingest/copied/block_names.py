"""Names set tight on a header: the publisher above it, the author below."""

from __future__ import annotations

from dataclasses import replace

from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.names import is_name, is_person_like, is_publisher_like, is_title
from briefing.ingest.copied.phrases import boilerplate, label, zone
from briefing.ingest.copied.scan import GOOD, Header, Scan
from briefing.ingest.copied.shapes import as_shape


def with_block_names(scan: Scan, header: Header, first: int) -> Header:
    """*header* with the names that stand tight above or below it, down to line *first*."""
    above = _names_above(scan, header, first)
    below = _names_below(scan, header)
    if not above and not below:
        return header
    named = tuple(
        _named(scan, i, is_below=i in below)
        for i in (*above, *below)
        if i in below or _is_told(scan, i)
    )
    start = min((*above, header.start))
    return replace(
        header,
        start=start,
        body=max((*(i + 1 for i in below), header.body)),
        bylines=(*header.bylines, *named),
        lines=header.lines | frozenset(above) | frozenset(below),
        kicker=""
        if header.kicker and any(scan.lines[i].text == header.kicker for i in above)
        else header.kicker,
    )


def _named(scan: Scan, i: int, *, is_below: bool) -> Byline:
    """What line *i* says: below a headline stands its author, above it the publisher."""
    if i in scan.bylines:
        return scan.bylines[i]
    name = _name(scan.lines[i])
    if not is_below and _is_aged_name(scan, i):
        return Byline(sources=(name,))
    if is_below and not is_publisher_like(name):
        return Byline(authors=(name,))
    return Byline(names=(name,))


def _names_above(scan: Scan, header: Header, first: int) -> list[int]:
    """Lines of the header's own block above it, up to the farthest one that names a publisher."""
    found: list[int] = []
    top = header.start
    if header.kicker and _is_told(scan, top) and " " in header.kicker:
        found.append(top)
    for i in range(top - 1, max(first, top - 3) - 1, -1):
        line = scan.lines[i]
        if begins_with_age(scan, i):
            return [*range(i, top)]
        if i > first and _is_aged_name(scan, i - 1):
            return [*range(i - 1, top)]
        if scan.lines[i + 1].gap or i in scan.bylines or line.words > 6 or line.ends_sentence:
            break
        if line.bullet or boilerplate(line.text) or zone(line.text) or label(line.text):
            break
        if _is_told(scan, i):
            found = [*range(i, top)]
    return found


def begins_with_age(scan: Scan, i: int) -> bool:
    """Whether line *i* begins a header and holds a name and an age: “Dale Post · 3 h”."""
    byline = scan.bylines.get(i)
    if byline is None or not byline.is_relative or not byline.names or byline.stamp:
        return False
    is_tight = i + 1 < len(scan.lines) and not scan.lines[i + 1].gap
    return is_tight and _begins(scan, i) and scan.score(i + 1) >= GOOD


def _is_aged_name(scan: Scan, i: int) -> bool:
    """Whether line *i* begins a header and is a name, with nothing but an age on the next line:
    “Dale Post”, “3 h”."""
    age = scan.bylines.get(i + 1)
    if age is None or not age.is_relative or age.is_anchor or scan.lines[i + 1].gap:
        return False
    line = scan.lines[i]
    is_short = line.words <= 6 and not line.bullet and not line.ends_sentence
    return is_short and i not in scan.bylines and _begins(scan, i) and is_title(line.text)


def _begins(scan: Scan, i: int) -> bool:
    return i == 0 or scan.lines[i].gap > 0 or scan.lines[i - 1].ends_sentence


def _names_below(scan: Scan, header: Header) -> list[int]:
    found: list[int] = []
    for i in range(header.body, min(header.body + 2, len(scan.lines) - 1)):
        line = scan.lines[i]
        if line.gap or line.bullet or line.words > 5 or line.ends_sentence or i in scan.bylines:
            break
        if label(line.text) or not (scan.is_slot(i) or _is_lone_person(scan, i)):
            break
        found.append(i)
    return found


def _is_lone_person(scan: Scan, i: int) -> bool:
    """A personal name that closes the header's block: the text begins after a blank line."""
    line, below = scan.lines[i], scan.lines[i + 1]
    is_block_end = below.gap > 0 or "," in below.text
    is_known = is_person_like(line.text) or is_publisher_like(line.text)
    return is_block_end and is_name(line.text) and is_known


def _is_told(scan: Scan, i: int) -> bool:
    if i in scan.bylines or _is_aged_name(scan, i):
        return True
    name = _name(scan.lines[i])
    if as_shape(scan.lines[i], is_first=True) or ("-" in name and " " not in name):
        return False
    return (scan.is_slot(i) and not name.isupper()) or (is_name(name) and is_publisher_like(name))


def _name(line: Line) -> str:
    return line.text.strip(" *_#|·•")

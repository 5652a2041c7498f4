"""What the headers of one document have in common: the same short lines at the same places.

A page that lists articles prints publisher, author or section beside every date. Such a line
stands beside several dates; a headline stands beside one. This tells them apart where the words
alone do not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefing.ingest.copied.byline_words import AUTHOR_LABEL, FIELD
from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.names import is_name, is_publisher_like
from briefing.ingest.copied.phrases import boilerplate, label
from briefing.text.words import key

_NEAR = 3
"""Lines from a byline within which a repeated line belongs to the header."""


def repeated_slots(lines: Sequence[Line], bylines: Mapping[int, Byline]) -> frozenset[str]:
    """Return the comparison keys of the short lines that stand beside several bylines."""
    beside: dict[str, dict[int, int]] = defaultdict(dict)
    anchors = [i for i, byline in bylines.items() if byline.stamp or byline.updated]
    number, before = 0, -1
    for anchor in anchors:
        number += anchor - before > _NEAR  # dates close together are of one header
        before = anchor
        for i in range(max(anchor - _NEAR, 0), min(anchor + _NEAR + 1, len(lines))):
            line = lines[i]
            is_short = line.words <= 5 and not line.ends_sentence and not line.bullet
            if i not in bylines and is_short and not boilerplate(line.text):
                beside[key(line.text)].setdefault(i, number)
    # Several lines of the same letters, each beside a header of its own.
    return frozenset(k for k, found in beside.items() if k and len(set(found.values())) > 1)


def fields(lines: Sequence[Line], bylines: Mapping[int, Byline]) -> dict[int, Byline]:
    """Return bylines made of the “Label: value” and mail-address lines set tight on *bylines*."""
    found: dict[int, Byline] = {}
    labels = _repeated_labels(lines)
    for start in bylines:
        for step in (-1, 1):
            i = start + step
            while 0 <= i < len(lines) and i not in bylines and not lines[max(i, i - step)].gap:
                byline = _field(lines[i], labels)
                if byline is None:
                    break
                found[i] = byline
                i += step
    return found


def name_lines(lines: Sequence[Line], bylines: Mapping[int, Byline]) -> dict[int, Byline]:
    """Return bylines made of lines that are only names, where the document sets such a line
    between several headlines and their texts: “The Dale Courier | Jane Roe”."""
    found: dict[int, Byline] = {}
    for i in range(1, len(lines) - 1):
        above, line, below = lines[i - 1 : i + 2]
        is_set_so = above.gap > 0 and not line.gap and below.is_prose and not line.bullet
        is_headed = above.words >= 4 and not above.ends_sentence and line.words <= 8
        if i in bylines or i - 1 in bylines or not (is_set_so and is_headed):
            continue
        names = tuple(n.strip() for n in re.split(r"\s[|/·–—-]\s|,\s", line.text))
        if all(map(is_name, names)) and len(names) <= 3:
            found[i] = Byline(names=names)
    told = sum(any(map(is_publisher_like, byline.names)) for byline in found.values())
    return found if len(found) >= 3 and told >= 2 else {}


def _repeated_labels(lines: Sequence[Line]) -> frozenset[str]:
    values: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.words <= 8 and (match := FIELD.match(line.text)):
            values[match["label"].casefold()].add(match["value"])
    return frozenset(name for name, told in values.items() if len(told) > 1)


def _field(line: Line, labels: frozenset[str]) -> Byline | None:
    text = line.text
    if " " not in text and "@" in text and len(text) < 60:
        return Byline(is_label=True)
    match = FIELD.match(text)
    if not match or line.words > 8 or line.ends_sentence or label(match["label"]):
        return None
    value = match["value"].strip()
    if AUTHOR_LABEL.match(match["label"]):
        return Byline(authors=(value,)) if is_name(value) else Byline(is_label=True)
    return Byline(is_label=True) if match["label"].casefold() in labels else None

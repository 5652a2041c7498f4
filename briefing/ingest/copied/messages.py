"""Exports of chats and channels: each message begins with its time and its sender on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.ingest.copied.lines import Line, measured

_STAMP = re.compile(
    r"^\[?(?P<stamp>\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?)\]?"
    r"\s?[-–]?\s?(?:(?P<name>[^:\n]{2,40}):\s)?(?P<text>\S.*)$",
    re.IGNORECASE,
)
_FEWEST = 3
"""Messages that make an export."""


def unfolded(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return *lines* with the time and sender of each message on a line of its own, above what
    was said; unchanged where the document is no export of messages."""
    if sum(bool(_message(line)) for line in lines) < _FEWEST:
        return tuple(lines)
    return tuple(part for line in lines for part in _parts(line))


def _message(line: Line) -> re.Match[str] | None:
    return None if line.bullet else _STAMP.match(line.text[:4000])


def _parts(line: Line) -> Iterator[Line]:
    match = _message(line)
    if not match:
        yield line
        return
    head = f"{match['name']} | {match['stamp']}" if match["name"] else match["stamp"]
    yield replace(measured(line, head), gap=max(line.gap, 1))
    text = match["text"] + line.text[4000:]
    yield replace(measured(line, text.strip()), gap=0)

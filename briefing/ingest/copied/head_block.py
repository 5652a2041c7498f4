"""The block of a headline without a byline: its deck, its author's name alone, the place."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.names import is_name, is_person_like
from briefing.ingest.copied.phrases import boilerplate, label, zone
from briefing.ingest.copied.scan import Header, Scan

_WITH = re.compile(
    r"^(?:with|mit|avec|con|com|met|z|с|з)\s(?P<name>.+?)"
    r"(?:,?\s(?:in|at|on|from|aus|im|auf|vor|en|à|au|depuis|desde|na|w|из|на|в|у|з)\s.{2,40})?$",
    re.IGNORECASE,
)
"""“With Jane Roe in Dunmoor”, as live reports name who writes them."""


def with_head_block(scan: Scan, header: Header) -> Header:
    """Return *header* with the author whose name stands alone in its block."""
    authors: list[str] = []
    deck, last = -1, header.headline
    for i in range(header.headline + 1, len(scan.lines)):
        line = scan.lines[i]
        if line.gap or line.bullet or line.is_prose or i in scan.bylines or _is_known(line.text):
            break
        if name := _author(line):
            authors.append(name)
        elif authors:
            last = i if line.words <= 2 and is_name(line.text) else last
            break
        elif deck < 0 and line.words >= 4:
            deck = i
        else:
            break
        last = i
    if not authors:
        return header
    return replace(
        header,
        body=last + 1,
        bylines=(Byline(authors=tuple(authors)),),
        lines=header.lines | {*range(header.headline, last + 1)},
        deck=deck,
    )


def _author(line: Line) -> str:
    match = _WITH.match(line.text) if line.words <= 8 else None
    name = match["name"] if match else line.text
    return name if line.words <= 8 and is_name(name) and is_person_like(name) else ""


def _is_known(text: str) -> bool:
    return bool(boilerplate(text) or zone(text) or label(text))

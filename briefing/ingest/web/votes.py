"""What others take for the article, as votes for passages."""

from __future__ import annotations

import logging
from copy import deepcopy

from briefing.ingest.web.passages import Passage
from briefing.text.from_html.tree import Element

_MOST = 8_000
"""Passages of a page that it is asked about; with more it takes seconds."""

_WHOLE = 500
"""Characters of a text for machines that can be all of an article."""

_SAME = 0.85
"""The share of it that a page must show for it to be believed."""

_SCRIPTS = frozenset("script style noscript template svg iframe".split())

_SHORT = 40
"""Characters of a passage that may stand in the text by chance."""


def vote(root: Element, passages: list[Passage], told: str, beside: set[Element]) -> None:
    """Set the votes of *passages* of the page *root*: by the text that it tells machines (*told*),
    where it shows the same; else by what trafilatura finds, if it finds an article."""
    if len(told) > _WHOLE:
        _count(told.replace("\r", "\n"), passages)
        shown = sum(len(_solid(p.text)) for p in passages if p.vote > 0)
        if shown > _SAME * len(_solid(told)):
            return
    _count(_extracted(root, passages, beside), passages)


def _count(text: str, passages: list[Passage]) -> None:
    running = _solid(text)
    if len(running) <= 60:
        for passage in passages:
            passage.vote = 0
        return
    lines = text.split("\n")
    whole = {_solid(line.removeprefix("- ")) for line in lines}
    whole |= {_solid(cell) for line in lines if "|" in line for cell in line.split("|")}
    for passage in passages:
        words = _solid(passage.text)
        is_found = words in whole or (len(words) > _SHORT and words in running)
        passage.vote = 1 if is_found else -1


def _solid(text: str) -> str:
    """*text* without white space: two ways through one page differ in nothing else."""
    return "".join(text.split())


def _extracted(root: Element, passages: list[Passage], beside: set[Element]) -> str:
    if len(passages) > _MOST:
        return ""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.extract(_lean(root, beside), include_comments=False, fast=True) or ""
    except Exception:  # noqa: BLE001 - another's code on hostile input; its opinion is only a hint
        return ""


def _lean(root: Element, beside: set[Element]) -> Element:
    """A copy of *root* without what is certainly *beside* the article, and without scripts: the
    less there is, the sooner the other is done."""
    copied = deepcopy(root)
    dropped = [
        there
        for here, there in zip(root.iter(), copied.iter(), strict=True)
        if here in beside or here.tag in _SCRIPTS
    ]
    for element in dropped:
        _drop(element)
    return copied


def _drop(element: Element) -> None:
    above = element.getparent()
    if above is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            above.text = (above.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    above.remove(element)

"""Markdown → the plain words of its first paragraph: selected, never written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.text.words import key, sentences

_LONGEST = 300
_BLANK = re.compile(r"\n\s*\n")
# It begins at no escaped bracket, so that a text full of them is not searched again from each.
_LINK = re.compile(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"(?<!\\)(\*\*|__|~~|`)|(?<![\\\w*])[*_](?=\S)|(?<=\S)(?<!\\)[*_](?![\w*])")
# Headings, lists, quotations, tables, rules and code tell no lede.
_NO_PARAGRAPH = re.compile(r"\s*(#{1,6}\s|[-+*]\s|\d+[.)]\s|>|\||```|~~~|(?:[-*_]\s*){3,}$)|\s{4}")


def plain(markdown: str) -> str:
    """Return the words of a paragraph of Markdown: no marks, no addresses, escapes undone."""
    text = markdown  # most paragraphs hold none of the marks, and looking for one letter is quick
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _ADDRESS.sub(r"\1", text)
    if "*" in text or "_" in text or "~" in text or "`" in text:
        text = _MARKS.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split())


def lede(body: str) -> str:
    """Return the first whole sentences of the first paragraph, at most 300 characters, verbatim.

    Empty where the body has no paragraph, or its first sentence is longer.
    """
    for block in _blocks(body):
        if block.strip() and not _NO_PARAGRAPH.match(block):
            return whole_sentences(plain(block), _LONGEST)
    return ""


def _blocks(body: str) -> Iterator[str]:
    """What stands between blank lines; the first is mostly enough."""
    start = 0
    for blank in _BLANK.finditer(body):
        yield body[start : blank.start()]
        start = blank.end()
    yield body[start:]


def whole_sentences(text: str, longest: int) -> str:
    """Return as many of the first sentences of *text* as fit in *longest* characters."""
    taken = ""
    for sentence in sentences(text):
        longer = f"{taken} {sentence}".strip()
        if len(longer) > longest:
            break
        taken = longer
    return taken


def shorten(text: str, longest: int = 200) -> str:
    """Return *text* for a description: whole sentences that fit, else its first words and “…”."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return whole_sentences(text, longest) or text[:longest].rpartition(" ")[0].rstrip(",;:") + "…"


def stands_in(text: str, body: str) -> bool:
    """Whether the words of *text* stand in the Markdown *body*, in this order and unbroken."""
    if text in body:  # as it mostly is; the rest is dear
        return True
    return key(text) in key(_ADDRESS.sub(r"\1", _LINK.sub(r"\1", body)))

"""Markdown → the plain words of its first paragraph: selected, never written."""

from __future__ import annotations

import re

from briefing.text.words import key, sentences

_LONGEST = 300
# It begins at no escaped bracket, so that a text full of them is not searched again from each.
_LINK = re.compile(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"(?<!\\)(\*\*|__|~~|`)|(?<![\\\w*])[*_](?=\S)|(?<=\S)(?<!\\)[*_](?![\w*])")
# Headings, lists, quotations, tables, rules and code tell no lede.
_NO_PARAGRAPH = re.compile(r"\s*(#{1,6}\s|[-+*]\s|\d+[.)]\s|>|\||```|~~~|(?:[-*_]\s*){3,}$)|\s{4}")


def plain(markdown: str) -> str:
    """Return the words of a paragraph of Markdown: no marks, no addresses, escapes undone."""
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", markdown))
    return " ".join(_ESCAPE.sub(r"\1", _MARKS.sub("", text)).split())


def lede(body: str) -> str:
    """Return the first whole sentences of the first paragraph, at most 300 characters, verbatim.

    Empty where the body has no paragraph, or its first sentence is longer.
    """
    for block in re.split(r"\n\s*\n", body):
        if block.strip() and not _NO_PARAGRAPH.match(block):
            return whole_sentences(plain(block), _LONGEST)
    return ""


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

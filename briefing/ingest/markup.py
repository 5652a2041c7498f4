"""Markdown as blocks and as the words it shows: what several readers ask of a text."""

from __future__ import annotations

import re

from briefing.ingest.copied.lines import read_lines
from briefing.ingest.copied.markdown import markdown as of_lines
from briefing.ingest.reading import lede
from briefing.text.html import markdown_of
from briefing.text.words import word_count

_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})")
_IMAGE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"(?<![\\!])\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"(?<!\\)(\*\*|__|~~|`)|(?<![\\\w*])[*_](?=\S)|(?<=\S)(?<!\\)[*_](?![\w*])")
_NO_PARAGRAPH = re.compile(r"\s*(#{1,6}\s|[-+*]\s|\d+[.)]\s|>|\||```|~~~|(?:[-*_]\s*){3,}$)|\s{4}")

_CONVERTED = 400_000
"""Characters of Markdown that are parsed; what is longer is kept as lines of text."""

_FOREIGN = re.compile(
    r"<[a-zA-Z/!]|\]\((?!https?:)|\]\[|^\s{0,3}\[[^\]\n]+\]:|[?&;](?:utm_|fbclid)|&#?\w+;"
    r"|^(?:=+|-+)[ \t]*$|\t",
    re.MULTILINE,
)
"""What other programs' Markdown may hold and ours does not, or not so."""


def blocks(markdown: str) -> list[str]:
    """Return what stands between blank lines of *markdown*; code between fences is one block."""
    found: list[list[str]] = [[]]
    fence = ""
    for line in markdown.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[0].strip()
        if not line.strip() and not fence:
            found.append([])
        else:
            found[-1].append(line)
    return ["\n".join(block) for block in found if block]


def words_of(markdown: str) -> str:
    """Return the words that a block of our Markdown shows, on one line: no marks, no addresses, no
    pictures, escapes undone."""
    text = _IMAGE.sub("", markdown.replace("\\\n", "\n"))
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", text))
    text = _ESCAPE.sub(r"\1", _MARKS.sub("", text))
    return " ".join(text.split())


def is_paragraph(block: str) -> bool:
    """Whether *block* is running text: no heading, list, quotation, table, code, picture alone."""
    return not _NO_PARAGRAPH.match(block) and bool(words_of(block))


def summary_of(body: str) -> str:
    """Return the lede of *body*, verbatim: of the first paragraph of five words or more."""
    for block in blocks(body):
        if is_paragraph(block) and word_count(words_of(block)[:400]) >= 5:
            return lede(words_of(block))
    return ""


def of_text(text: str) -> str:
    """Return plain *text* as Markdown that shows exactly it."""
    return of_lines(read_lines(text))


def looks_like_html(text: str) -> bool:
    """Whether *text* holds tags that make it HTML, not only a sign “<”."""
    tags = re.findall(r"</?(?:p|br|div|a|h[1-6]|ul|li|span|strong|em|img|b|i|table)\b[^<>]*>",
                      text[:20_000], re.IGNORECASE)  # fmt: skip
    return bool(tags)


def of_foreign(text: str, base: str = "") -> str:
    """Return another program's Markdown as ours: HTML in it is turned into Markdown, addresses are
    resolved on *base* and cleaned. What is Markdown like ours stays letter by letter."""
    if len(text) > _CONVERTED:
        return of_text(text)
    if not _FOREIGN.search(text):
        return "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    from markdown_it import MarkdownIt  # slow to import

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return markdown_of(parser.render(text), base)

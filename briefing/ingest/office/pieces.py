"""What the readers of office documents give: paragraphs with their style, in Markdown and words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefing.model import Moment
from briefing.text.markdown import escape_piece, escape_start
from briefing.text.urls import clean_url


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that are set alike."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph, heading, item of a list, or table."""

    words: str
    """On one line; of a table its rows on lines, cells parted by bars."""

    markdown: str
    level: int = 0
    """Of a heading, from 1; 0 for text."""

    is_title: bool = False
    """Set in the style that is for the document's title."""

    depth: int = 0
    """Of an item of a list, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A document of an office program."""

    paragraphs: tuple[Paragraph, ...]
    beside: tuple[tuple[str, str], ...] = ()
    """Where text beside the running text stands, and the text: headers, comments."""

    title: str = ""
    creator: str = ""
    created: Moment | None = None
    modified: Moment | None = None
    language: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(slots=True)
class Numbers:
    """Counts the items of numbered lists."""

    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def next(self, name: str, depth: int) -> int:
        """Return the number of the next item of the list *name* at *depth*."""
        for other in [k for k in self.counts if k[0] == name and k[1] > depth]:
            del self.counts[other]
        self.counts[name, depth] = self.counts.get((name, depth), 0) + 1
        return self.counts[name, depth]


def words_in(runs: Iterable[Run]) -> str:
    """Return the letters of *runs* on one line."""
    return " ".join("".join(run.text for run in runs).split())


def line_of(runs: Sequence[Run], *, is_start: bool = True) -> str:
    """Return *runs* as one line of Markdown, with stress and links."""
    parts: list[str] = []
    for (bold, italic, url), same in itertools.groupby(
        runs, key=lambda run: (run.is_bold, run.is_italic, run.url)
    ):
        text = re.sub(r"\s+", " ", "".join(run.text for run in same))
        parts.append(_marked(text, ("**" if bold else "") + ("*" if italic else ""), url))
    line = " ".join("".join(parts).split())
    return escape_start(words_in(runs), line) if is_start else line


def _marked(text: str, mark: str, url: str) -> str:
    """*text* with its marks around its letters, not around the spaces at its ends."""
    inner = text.strip()
    if not inner:
        return text
    address = clean_url(url) if url else ""
    said = escape_piece(inner, in_brackets=bool(address))
    if mark and any(c.isalnum() for c in inner):
        said = f"{mark}{said}{mark[::-1]}"
    if address:
        said = f"[{said}]({address.replace('(', '%28').replace(')', '%29')})"
    return text[: len(text) - len(text.lstrip())] + said + text[len(text.rstrip()) :]


def paragraph(
    runs: Sequence[Run], *, level: int = 0, is_title: bool = False, item: str = "", depth: int = 0
) -> Paragraph | None:
    """Return *runs* as a paragraph; None where they hold nothing to read. *item* is the sign of
    an item of a list."""
    words = words_in(runs)
    if not words:
        return None
    if level:
        plain = [Run(run.text, is_italic=run.is_italic, url=run.url) for run in runs]
        heading = re.sub(r"#+$", lambda m: "\\" + m[0], line_of(plain, is_start=False))
        markdown = f"{'#' * min(max(level, 2), 6)} {heading}"
    elif item:
        markdown = f"{'  ' * (depth - 1)}{item} {line_of(runs)}"
    else:
        markdown = line_of(runs)
    return Paragraph(words=words, markdown=markdown, level=level, is_title=is_title, depth=depth)


def table_of(rows: Sequence[Sequence[Sequence[Run]]]) -> list[Paragraph]:
    """Return the table of *rows* of cells; one with a single column is paragraphs."""
    rows = [row for row in rows if any(words_in(cell) for cell in row)]
    width = max((len(row) for row in rows), default=0)
    if width < 2 or len(rows) < 2:
        alone = (paragraph(cell) for row in rows for cell in row)
        return [one for one in alone if one]
    cells = [
        [line_of(cell, is_start=False).replace("|", "\\|") for cell in row]
        + [""] * (width - len(row))
        for row in rows
    ]
    lines = [cells[0], ["---"] * width, *cells[1:]]
    markdown = "\n".join("| " + " | ".join(row) + " |" for row in lines)
    words = "\n".join(" | ".join(words_in(cell) for cell in row) for row in rows)
    return [Paragraph(words=words, markdown=markdown)]

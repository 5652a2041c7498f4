"""Lines of an article → Markdown blocks that render as they were meant."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.phrases import label
from briefing.text.markdown import escape


def markdown(lines: Sequence[Line]) -> str:
    """Return the Markdown of an article's *lines*: headings, lists, quotations, tables and
    paragraphs, in order, every word once."""
    return "\n\n".join(_blocks(lines))


def _blocks(lines: Sequence[Line]) -> Iterator[str]:
    kinds = [_kind(lines, i) for i in range(len(lines))]
    for kind, run in itertools.groupby(range(len(lines)), key=lambda i: kinds[i]):
        block = [lines[i] for i in run]
        if kind == "item":
            yield "\n".join(_item(line) for line in block)
        elif kind == "quote":
            yield "\n>\n".join(f"> {escape(line.text.lstrip('> '))}" for line in block)
        elif kind == "row":
            yield _table(block)
        else:
            yield from (_simple(kind, line) for line in block)


def _simple(kind: str, line: Line) -> str:
    if kind == "heading":
        return "## " + re.sub(r"#+$", lambda m: "\\" + m[0], escape(line.text.rstrip(" :：")))
    return escape(line.full)


def _kind(lines: Sequence[Line], i: int) -> str:
    line = lines[i]
    if line.text.startswith(">") and len(line.text) > 1:
        return "quote"
    if _is_row(lines, i):
        return "row"
    if line.bullet:
        return "item" if _is_item(lines, i) else "paragraph"
    return "heading" if is_heading(lines, i) else "paragraph"


def _is_item(lines: Sequence[Line], i: int) -> bool:
    """A dash may also begin a line of dialogue, a number a paragraph: one alone is no list."""
    line = lines[i]
    if line.bullet in "•‣◦▪●○∙■□*":
        return True
    near = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return any(n.bullet and n.bullet[-1:] == line.bullet[-1:] for n in near)


def _item(line: Line) -> str:
    mark = f"{line.bullet.strip('().')}." if line.bullet.strip("().").isdigit() else "-"
    return f"{mark} {escape(line.text)}"


def is_heading(lines: Sequence[Line], i: int) -> bool:
    """Whether line *i* is a heading inside an article: short, no sentence, with text below."""
    line = lines[i]
    if line.bullet or i + 1 >= len(lines):
        return False
    below = lines[i + 1]
    has_text = below.is_prose or bool(below.bullet) or below.ends_sentence or below.words > 12
    has_text = has_text or below.text.endswith((":", "："))
    begins_well = line.text[:1].isalnum() or line.text[:1] in "¿¡“\"«‘'"
    if not has_text or not begins_well:
        return False
    if line.text.endswith((":", "：")):
        return line.words <= 4 and (bool(label(line.text)) or below.gap > 0 or line.words <= 2)
    if line.ends_sentence and not line.text.endswith("?"):
        return False
    return line.words <= 8 and len(line.text) <= 80 and not line.text.endswith((",", ";"))


def _is_row(lines: Sequence[Line], i: int) -> bool:
    cells = _cells(lines[i])
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return len(cells) > 1 and any(len(_cells(lines[j])) == len(cells) for j in near)


def _cells(line: Line) -> list[str]:
    if line.bullet or line.words > 40:
        return []
    cells = [c.strip() for c in re.split(r"\t+|\s\|\s|\s{2,}", line.text.strip("| "))]
    is_aligned = "\t" not in line.text and not re.search(r"\s\|\s", line.text)
    return cells if len(cells) > (2 if is_aligned else 1) else []


def _table(rows: Sequence[Line]) -> str:
    cells = [[escape(c).replace("|", "\\|") for c in _cells(row)] for row in rows]
    width = len(cells[0])
    same = [row for row in cells if len(row) == width]
    if len(same) != len(cells):
        return "\n\n".join(escape(row.text) for row in rows)
    head, *body = cells
    lines = [head, ["---"] * width, *body]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)

"""Tables: which of them hold data, and how those look in Markdown (GitHub's, section 4.10)."""

from __future__ import annotations

from briefing.text.from_html.kinds import DROPPED, LISTS
from briefing.text.from_html.tree import Element

_WIDEST = 40
_MOST_ROWS = 2_000
_LONG_CELL = 400
_BLOCKS = frozenset("table blockquote pre hr h1 h2 h3 h4 h5 h6 figure article".split()) | LISTS


def grid_of(table: Element) -> list[list[Element | None]] | None:
    """Return the cells of a table of data by row, each row equally wide; None for a table that
    only lays out a page or a letter.

    A cell over several columns stands in the first of them; one over several rows in the top one.
    """
    if table.get("role") in ("presentation", "none"):
        return None
    rows = [row for row in table.iter("tr") if _owner(row) is table][: _MOST_ROWS + 1]
    cells = [[c for c in row if c.tag in ("td", "th")] for row in rows]
    cells = [row for row in cells if row]
    width = max((len(row) for row in cells), default=0)
    if not 1 < width <= _WIDEST or len(cells) > _MOST_ROWS or not _is_data(cells):
        return None
    grid = _laid_out(cells)
    return grid if len(grid) > 1 and len(grid[0]) <= _WIDEST else None


def table(rows: list[list[str]]) -> list[str]:
    """Return *rows* of cells in Markdown as a table, the first row its head; rows and columns with
    nothing in them are left out."""
    rows = [row for row in rows if any(row)]
    columns = [n for n in range(len(rows[0]) if rows else 0) if any(row[n] for row in rows)]
    if not columns:
        return []
    head, *body = [[row[n].replace("|", "\\|") for n in columns] for row in rows]
    lines = [head, ["---"] * len(columns), *body]
    return ["\n".join("| " + " | ".join(line) + " |" for line in lines)]


def _owner(row: Element) -> Element | None:
    above = row.getparent()
    while above is not None and above.tag != "table":
        above = above.getparent()
    return above


def _is_data(cells: list[list[Element]]) -> bool:
    """Whether the cells hold words side by side: no blocks, no long texts, rows of one width."""
    flat = [cell for row in cells for cell in row]
    has_heads = any(cell.tag == "th" for cell in flat)
    if len(cells) < 2:
        return False
    for cell in flat:
        if any(inner.tag in _BLOCKS for inner in cell.iterdescendants()):
            return False
    texts = ["".join(t for t in cell.itertext()) for cell in flat]
    if not has_heads and max(map(len, texts)) > _LONG_CELL:
        return False
    filled = [sum(bool(t.strip()) for t in _texts(row)) for row in cells]
    return has_heads or sum(n > 1 for n in filled) * 2 > len(filled)


def _texts(row: list[Element]) -> list[str]:
    return ["".join(cell.itertext()) for cell in row if cell.tag not in DROPPED]


def _laid_out(cells: list[list[Element]]) -> list[list[Element | None]]:
    rows: list[list[Element | None]] = []
    below: dict[int, int] = {}  # column → rows that a cell from above still covers
    for row in cells:
        line: list[Element | None] = []
        for cell in row:
            _skip_covered(line, below)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for n in range(wide):
                if high > 1:
                    below[len(line)] = high - 1
                line.append(cell if n == 0 else None)
        _skip_covered(line, below)
        rows.append(line)
    width = max(map(len, rows))
    return [line + [None] * (width - len(line)) for line in rows]


def _skip_covered(line: list[Element | None], below: dict[int, int]) -> None:
    while below.get(len(line), 0) > 0:
        below[len(line)] -= 1
        line.append(None)


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _WIDEST) if value.isascii() and value.isdigit() else 1

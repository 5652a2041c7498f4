"""What the commands print: lines, tables and JSON on standard output, errors on standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def clean(text: str) -> str:
    """Return *text* as one line that a terminal cannot take for commands of its own."""
    return _CONTROL.sub(" ", text).strip()


def shorten(text: str, width: int) -> str:
    """Return *text* as one line of at most *width* characters; an ellipsis marks a cut."""
    line = " ".join(clean(text).split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def say(text: str = "") -> None:
    """Print a line on standard output; spaces before it stay."""
    click.echo(_CONTROL.sub(" ", text).rstrip())


def report_error(place: str, message: str) -> None:
    """Print one line on standard error."""
    where = f"{clean(place)}: " if place else ""
    click.echo(f"error: {where}{clean(message)}", err=True)


def print_json(value: Any) -> None:  # anything that JSON can tell
    """Print *value* as JSON: the only thing on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: drawn on a terminal; in a pipe one line a row, columns parted by tabs."""
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(clean(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(Text(shorten(cell, 120)) for cell in row))
    Console().print(table)


@contextmanager
def progress(what: str, *, quiet: bool) -> Iterator[None]:
    """Show *what* goes on, on a terminal only, as long as the block runs."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield

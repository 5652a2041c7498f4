"""What went wrong, for a person in front of a browser: file, line and the lines themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from briefing.errors import BriefingError
from briefing.files import reason

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::\d+)?")
_CONTEXT = 2
_LONGEST = 300
_BIGGEST = 2_000_000

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/__briefing/serve.css">
</head>
<body class="error">
<main>
<h1>The site cannot be built</h1>
<p class="place">{place}</p>
<p class="message">{message}</p>
{lines}<p class="hint">This page goes away by itself when the file is mended.</p>
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file; *guilty* is the one that a place names."""

    number: int
    text: str
    guilty: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that went wrong, with the lines it is about where the place has some."""

    place: str
    message: str
    lines: tuple[Line, ...] = ()


def notice(
    place: str, message: str, *, excerpt: tuple[str, ...], folders: tuple[Path, ...]
) -> Notice:
    """Return what happened at *place* (``file:line``) with the lines around it.

    The lines are those of *excerpt* (each ``number: text``), else they are read from the file
    below one of *folders*; a place outside of them has no lines.
    """
    found = _PLACE.fullmatch(place)
    number = int(found["line"]) if found else 0
    lines = tuple(_split(line, number) for line in excerpt)
    if found and not lines:
        lines = _lines_around(found["file"], number, folders)
    return Notice(place, message, lines)


def notice_of(error: BriefingError | OSError, folders: tuple[Path, ...]) -> Notice:
    """Return what *error* says; one of the operating system names the file it is about."""
    if isinstance(error, BriefingError):
        return notice(error.place, error.message, excerpt=error.excerpt, folders=folders)
    return Notice(str(error.filename or ""), reason(error))


def error_page(what: Notice) -> bytes:
    """Return a page that shows *what* happened; everything in it is escaped."""
    rows = "".join(_row(line) for line in what.lines)
    page = _PAGE.format(
        title=escape(f"Error: {what.place or what.message}"),
        place=escape(what.place),
        message=escape(what.message),
        lines=f'<pre tabindex="0" aria-label="The lines concerned">{rows}</pre>\n' if rows else "",
    )
    return page.encode("utf-8", "replace")


def _row(line: Line) -> str:
    name = "mark" if line.guilty else "span"
    return f"<{name}><b>{line.number:>4}</b>  {escape(line.text)}</{name}>\n"


def _split(line: str, guilty: int) -> Line:
    number, _, text = line.partition(": ")
    known = int(number) if number.strip().isdecimal() else 0
    return Line(known, text if known else line, guilty=known == guilty)


def _lines_around(file: str, number: int, folders: tuple[Path, ...]) -> tuple[Line, ...]:
    for folder in folders:
        path = (folder / file).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return _read_lines(path, number)
    return ()


def _read_lines(path: Path, number: int) -> tuple[Line, ...]:
    try:
        if path.stat().st_size > _BIGGEST:
            return ()
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # gone again: the message stands without its lines
        return ()
    lines = text.split("\n")
    first, last = max(number - _CONTEXT, 1), min(number + _CONTEXT, len(lines))
    return tuple(
        Line(n, lines[n - 1][:_LONGEST], guilty=n == number) for n in range(first, last + 1)
    )

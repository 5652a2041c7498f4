"""Printed pages as lines → running text: page heads and feet out, broken lines and words mended."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_EDGE = 3
"""Lines at the top and at the bottom of a page that may be its head and foot."""

_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|s\.|página|pagina|страница|стр\.)\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|von|de|di|из|\|)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_BULLET = re.compile(r"(?:[•‣◦▪●○·■–—*-]|\(?\d{1,3}[.)])\s+\S")
_END = re.compile(r"[.!?…:。！？][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Pages:
    """The text of printed pages."""

    text: str
    """A paragraph a line."""

    left_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Reason → the lines."""


def joined(pages: Sequence[str]) -> Pages:
    """Return *pages*, each as its lines, as running text."""
    every = [_lines(page) for page in pages]
    repeated = _repeated(every)
    kept: list[str] = []
    heads: list[str] = []
    numbers: list[str] = []
    for lines in every:
        edges = _edges(lines)
        body: list[str] = []
        for n, line in enumerate(lines):
            if n in edges and _shape(line) in repeated:
                heads.append(line)
            elif n in edges and _NUMBER.fullmatch(line) and len(every) > 1:
                numbers.append(line)
            else:
                body.append(line)
        # A paragraph that goes on over the page's end has no blank line there.
        kept += body if not kept or _goes_on(kept, body) else ["", *body]
    out = {"the page's head or foot, on several pages": heads, "page numbers": numbers}
    text = "\n".join(_paragraphs(kept))
    return Pages(text, {reason: tuple(lines) for reason, lines in out.items() if lines})


def _lines(page: str) -> list[str]:
    text = _LIGATURES.sub(lambda m: unicodedata.normalize("NFKC", m[0]), page)
    lines = [" ".join(line.split()) for line in text.replace("\xa0", " ").split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _edges(lines: Sequence[str]) -> frozenset[int]:
    full = [n for n, line in enumerate(lines) if line]
    return frozenset(full[:_EDGE] + full[-_EDGE:])


def _shape(line: str) -> str:
    """*line* with every number the same: “12 Coast Letter” is the foot of all pages."""
    return re.sub(r"\d+", "#", line.casefold())


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """What stands at the edges of half of the pages, of two at least."""
    counts: Counter[str] = Counter()
    for lines in pages:
        shapes = {_shape(lines[n]) for n in _edges(lines)}
        counts.update(s for s in shapes if any(c.isalpha() for c in s))
    least = max(2, (len(pages) + 1) // 2)
    return frozenset(shape for shape, count in counts.items() if count >= least)


def _goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    last = next((line for line in reversed(above) if line), "")
    first = next((line for line in below if line), "")
    return not _END.search(last) and first[:1].islower()


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Join *lines* where they were broken because there was no more room; a blank line parts."""
    width = _width(lines)
    known = Counter(word for line in lines for word in _WORD.findall(line.casefold()))
    held = ""
    last = ""
    for line in lines:
        if held and line and _is_broken(last, line, width):
            held = _mended(held, line, known)
        elif line or held:
            if held:
                yield held
            held = line
        last = line
    if held:
        yield held


def _width(lines: Sequence[str]) -> int:
    lengths = sorted(len(line) for line in lines if line)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _is_broken(line: str, following: str, width: int) -> bool:
    """Whether *following* goes on where *line* was broken: its first word had no room there."""
    if not line or _BULLET.match(following):
        return False
    if line.endswith(("-", "\xad")) and following[:1].islower():
        return True
    room = width - len(line) - 1 - len(following.split(" ", 1)[0])
    if _END.search(line):
        return room < 0 and len(line) > width * 0.6
    return len(line) > width * 0.6 and (room < width * 0.12 or following[:1].islower())


def _mended(held: str, line: str, known: Counter[str]) -> str:
    """Two pieces of a paragraph, with a word that was parted at the end of a line whole again."""
    parted = re.search(r"([^\W\d_]+)[-\xad]$", held)
    begun = re.match(r"[^\W\d_]+", line)
    if not parted or not begun or not line[:1].islower():
        return f"{held} {line}"
    hyphened = f"{parted[1]}-{begun[0]}".casefold()
    whole = f"{parted[1]}{begun[0]}".casefold()
    keeps = held[-1] == "-" and known[hyphened] > known[whole]
    return f"{held}{line}" if keeps else f"{held[:-1]}{line}"

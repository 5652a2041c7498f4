"""What stands in lines: words, stress, links, code, pictures.

Elements become pieces; the pieces of a paragraph become lines of Markdown. White space and line
breaks move out of stress and links, as CommonMark wants it; stress that CommonMark could not
express where it stands (section 6.2) is dropped, its words stay.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from briefing.text.decode import clean_text
from briefing.text.markdown import escape_piece, escape_start

_SPACE = re.compile(r"\s+")
_TICKS = re.compile("`+")
_STRESS = ("*", "**", "~~")
_PASSES = 6
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

_URL_CODES = {ord(c): f"%{ord(c):02X}" for c in ' <>"\\^`{}|[]'}


@dataclass(slots=True, eq=False)
class Piece:
    """A part of a line."""

    kind: str
    """``text``, ``code``, ``raw`` (Markdown as it is), ``open``, ``close`` or ``break``."""

    text: str = ""
    """Of an opening or closing piece: ``*``, ``**``, ``~~``, or the address of a link."""

    mate: Piece | None = None
    """The piece that opened what this one closes."""


@dataclass(slots=True)
class Inline:
    """Collects the pieces of lines and writes them as paragraphs."""

    paragraphs: list[list[Piece]] = field(default_factory=lambda: [[]])
    _opened: list[Piece] = field(default_factory=list)
    _waiting: list[Piece] = field(default_factory=list)
    """Opened, but nothing stands in them yet."""

    _space: bool = False
    _breaks: int = 0

    @property
    def in_link(self) -> bool:
        """Whether what comes now stands in a link."""
        return any(piece.text not in _STRESS for piece in self._opened)

    def text(self, text: str) -> None:
        """Add words; white space is one space, as in HTML."""
        if not text.isascii():
            text = clean_text(text)
        words = _SPACE.sub(" ", text)
        if words[:1] == " ":
            self._space = True
        words = words.strip(" ")
        if not words:
            return
        self._begin()
        line = self.paragraphs[-1]
        if line and line[-1].kind == "text":
            line[-1].text += words
        else:
            line.append(Piece("text", words))
        self._space = text[-1:].isspace()

    def code(self, text: str) -> None:
        """Add a piece of code."""
        if words := " ".join(clean_text(text).split()):
            self._begin()
            self.paragraphs[-1].append(Piece("code", words))

    def raw(self, markdown: str) -> None:
        """Add Markdown as it is: a picture."""
        self._begin()
        self.paragraphs[-1].append(Piece("raw", markdown))

    def line_break(self) -> None:
        """Begin a new line; two make a new paragraph."""
        self._breaks += 1
        self._space = False

    def open(self, what: str) -> None:
        """Begin stress (``*``, ``**``, ``~~``) or a link to the address *what*."""
        piece = Piece("open", what)
        self._opened.append(piece)
        self._waiting.append(piece)

    def is_open(self, what: str) -> bool:
        """Whether *what* has begun."""
        return any(piece.text == what for piece in self._opened)

    def close(self) -> None:
        """End what began last."""
        piece = self._opened.pop()
        if self._waiting and self._waiting[-1] is piece:
            self._waiting.pop()
        else:
            self.paragraphs[-1].append(Piece("close", piece.text, piece))

    def _begin(self) -> None:
        """Write what has to stand before the words that come now."""
        line = self.paragraphs[-1]
        if not line:
            pass
        elif self._breaks > 1:
            self._new_paragraph()
        elif self._breaks:
            line.append(Piece("break"))
        elif self._space:
            if line[-1].kind == "text":
                line[-1].text += " "
            else:
                line.append(Piece("text", " "))
        self._breaks, self._space = 0, False
        self.paragraphs[-1].extend(self._waiting)
        self._waiting.clear()

    def _new_paragraph(self) -> None:
        """Close what is open, and open it again in a new paragraph."""
        standing = [piece for piece in self._opened if piece not in self._waiting]
        line = self.paragraphs[-1]
        line += [Piece("close", piece.text, piece) for piece in reversed(standing)]
        self.paragraphs.append([])
        again = [Piece("open", piece.text) for piece in self._opened]
        self._opened[:] = again
        self._waiting[:] = again

    def written(self) -> list[str]:
        """Return the paragraphs as Markdown, those with nothing in them left out."""
        return [text for pieces in self.paragraphs if (text := write(pieces))]

    def written_line(self) -> str:
        """Return everything as one line of Markdown, for a heading or the cell of a table."""
        pieces: list[Piece] = []
        for paragraph in self.paragraphs:
            pieces += [Piece("text", " ")] if pieces else []
            pieces += [Piece("text", " ") if p.kind == "break" else p for p in paragraph]
        return write(pieces)


def write(pieces: list[Piece]) -> str:
    """Return the *pieces* of one paragraph as Markdown, its lines parted by hard breaks."""
    pieces = _merged(_expressible(_merged(pieces)))
    lines: list[list[str]] = [[]]
    in_link = False
    for piece in pieces:
        if piece.kind == "break":
            lines.append([])
        elif piece.kind == "text":
            text = escape_piece(piece.text, in_link)
            if not lines[-1]:
                text = escape_start(piece.text, text, is_first=len(lines) == 1)
            lines[-1].append(text)
        else:
            lines[-1].append(_mark(piece))
            if piece.kind in ("open", "close") and piece.text not in _STRESS:
                in_link = piece.kind == "open"
    return "\\\n".join("".join(line) for line in lines)


def _mark(piece: Piece) -> str:
    if piece.kind == "code":
        return code(piece.text)
    if piece.kind == "raw" or piece.text in _STRESS:
        return piece.text
    return "[" if piece.kind == "open" else f"]({destination(piece.text)})"


def destination(url: str) -> str:
    """Return *url* as it can stand in the brackets of a link."""
    found = url.translate(_URL_CODES)
    if found.count("(") != found.count(")") or ")" in found.partition("(")[0]:
        found = found.replace("(", "%28").replace(")", "%29")
    return re.sub(r"&(?=#?\w+;)", "&amp;", found)


def code(words: str) -> str:
    """Return *words* as a code span."""
    longest = max((len(ticks) for ticks in _TICKS.findall(words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _merged(pieces: list[Piece]) -> list[Piece]:
    """*pieces* with what has no words in it gone, and neighbouring words as one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if found and piece.kind == found[-1].kind and piece.kind in ("text", "code"):
            found[-1] = Piece(piece.kind, found[-1].text + piece.text)
        else:
            found.append(piece)
    while found and found[0].kind == "text" and not found[0].text.strip():
        found.pop(0)
    return found


def _expressible(pieces: list[Piece]) -> list[Piece]:
    """*pieces* without stress that CommonMark would not see as such."""
    if not any(piece.kind == "open" and piece.text in _STRESS for piece in pieces):
        return pieces
    for _ in range(_PASSES):  # what is dropped changes what stands beside the rest
        bad = _inexpressible(pieces)
        if not bad:
            return pieces
        pieces = [p for p in pieces if id(p) not in bad]
    return [p for p in pieces if p.kind not in ("open", "close") or p.text not in _STRESS]


def _inexpressible(pieces: list[Piece]) -> set[int]:
    """Identities of marks of stress that would be read as letters, and of their mates."""
    bad: set[int] = set()
    mates = {id(p.mate): p for p in pieces if p.kind == "close" and p.mate}
    depth = 0  # of stress around the run
    for start, end in _runs(pieces):
        run = pieces[start:end]
        closing = sum(piece.kind == "close" for piece in run)
        depth -= closing
        before = _last_letter(pieces[start - 1]) if start else " "
        after = _first_letter(pieces[end]) if end < len(pieces) else " "
        if not _may_stand(run, before, after, is_nested=depth > 0):
            for piece in run:
                mate = piece.mate or mates.get(id(piece))
                bad |= {id(piece), id(mate)}
        depth += len(run) - closing
    return bad


def _runs(pieces: list[Piece]) -> list[tuple[int, int]]:
    """Where marks of stress stand side by side."""
    found: list[tuple[int, int]] = []
    for i, piece in enumerate(pieces):
        if piece.kind in ("open", "close") and piece.text in _STRESS:
            if found and found[-1][1] == i:
                found[-1] = (found[-1][0], i + 1)
            else:
                found.append((i, i + 1))
    return found


def _may_stand(run: list[Piece], before: str, after: str, is_nested: bool) -> bool:
    """Whether the marks of *run* open, or close, between these two letters (section 6.2)."""
    if len({piece.kind for piece in run}) > 1 or len({piece.text for piece in run}) < len(run):
        return False
    outer, inner = (before, after) if run[0].kind == "open" else (after, before)
    if inner.isspace() or (_may_be_mark(inner) and not (outer.isspace() or _is_mark(outer))):
        return False
    # Between letters, several marks could be read in more than one way.
    is_alone = len(run) == 1 and not is_nested
    return is_alone or outer.isspace() or (_is_mark(outer) and not _may_be_mark(inner))


def _is_mark(letter: str) -> bool:
    return letter in _ASCII_MARKS or unicodedata.category(letter)[0] == "P"


def _may_be_mark(letter: str) -> bool:
    return letter in _ASCII_MARKS or unicodedata.category(letter)[0] in "PS"


def _last_letter(piece: Piece) -> str:
    if piece.kind == "break":
        return " "
    if piece.kind in ("text", "raw", "code"):
        return "`" if piece.kind == "code" else piece.text[-1]
    return "[" if piece.kind == "open" else ")"


def _first_letter(piece: Piece) -> str:
    if piece.kind == "break":
        return " "
    if piece.kind in ("text", "raw", "code"):
        return "`" if piece.kind == "code" else piece.text[0]
    return "[" if piece.kind == "open" else "]"

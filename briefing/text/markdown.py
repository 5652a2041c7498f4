"""Plain text → Markdown that renders to the same letters (CommonMark 0.31.2, section 2.4)."""

from __future__ import annotations

import re

_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash that would escape
    r"|`"
    r"|\*(?=\S)|(?<=\S)\*"
    r"|(?<![^\W_])_+|_+(?![^\W_])"  # not inside a word
    r"|~~"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
    r"|\[(?=[^\[\]]*\]\()"
    r"|\](?=\()"
)
_MARK = re.compile(r"[\\`*_~<&\[\]]")
"""One of these is in all that :data:`_INLINE` finds."""

_PIECE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)"
    r"|`"
    r"|(?<! )\*|\*(?! )"
    r"|(?<![^\W_])_+|_+(?![^\W_])"
    r"|~~+|^~|~$"
    r"|<(?=[A-Za-z/!?]|$)"
    r"|&(?=#?\w+;)"
    r"|\](?=\()"
    r"|!$"  # a link may follow, and would be a picture
)
_BRACKETS = re.compile(r"(?<!\\)[\[\]]")
_START = re.compile(r"(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+\s*$|(?:[-_*]\s*){3,}$|~{3,}|\|)")
_NUMBER = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
_DEFINITION = re.compile(r"\[[^\]]*\]:")
_UNDERLINE = re.compile(r"[-:|=\s]+$")


def escape(text: str) -> str:
    """Return *text* (one line) so that CommonMark renders exactly its letters.

    Only what a parser could misread is escaped, so that the source stays readable and a search
    for a phrase finds it.
    """
    text = " ".join(text.split())
    return escape_start(text, _INLINE.sub(_escaped, text) if _MARK.search(text) else text)


def escape_piece(text: str, in_brackets: bool = False) -> str:
    """Return *text*, a part of a line with markup on either side, with its letters escaped.

    *in_brackets* is for the words of a link and the description of a picture. What stands at the
    beginning of a line needs :func:`escape_start` as well.
    """
    found = _PIECE.sub(_escaped, text)
    return _BRACKETS.sub(r"\\\g<0>", found) if in_brackets else found


def escape_start(text: str, escaped: str, is_first: bool = True) -> str:
    """Return *escaped* so that it begins no block, but a line of text.

    *text* is the same before it was escaped; a line that is not the *first* of its paragraph
    could also underline the one before.
    """
    if number := _NUMBER.match(text):
        return f"{number[0]}\\{escaped[number.end() :]}"
    begins = _START.match(text) or (not is_first and _UNDERLINE.match(text))
    if (begins and not escaped.startswith("\\")) or _DEFINITION.match(text):
        return f"\\{escaped}"
    return escaped


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\{c}" for c in match[0])

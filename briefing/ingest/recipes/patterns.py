"""Regular expressions that people write, run on text from outside: what they may cost is limited.

Python's engine tries one way after another, and a few repetitions that can share the same letters
make it try them all. So a pattern is read before it is used:

- no repetition inside a repetition (``(\\w+\\s)*``), no alternatives inside one (``(a|b)*``, but
  ``[ab]*``), no references to groups (``\\1``),
- at most three repetitions that may go on where the next part begins, as in ``.+ - .+``
  (``[^|]+ \\| .+`` has none),
- at most 500 characters.

Patterns are tried on lines of at most 300 characters, longer lines match none. Then the worst line
costs some ten milliseconds, a usual one some microseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_PATTERN = 500
MOST_OPEN = 3
"""Repetitions that can take letters which the part behind them could take."""

_MANY = 10
"""A repetition of more than so many letters counts as one without end."""

_TOKEN = re.compile(
    r"(?P<reference>\\[1-9]|\(\?P=|\(\?\()"
    r"|(?P<group>\((?:\?(?:P<\w+>|[:=!>]|<[=!]|[aiLmsux-]+[:)]))?)"
    r"|(?P<end>\))|(?P<or>\|)"
    r"|(?P<repeat>[*+?]|\{\d*(?:,\d*)?\})[?+]?"
    r"|(?P<anchor>[\^$]|\\[AbBZ])"
    r"|(?P<atom>\[\^?\]?(?:\\.|[^\]\\])*\]|\\(?:x..|u....|N\{[^}]*\}|.)|.)",
    re.DOTALL,
)
_LETTERS = "".join(map(chr, range(32, 127))) + "äöéñßяж中あأא–—“”·•"
"""Letters by which it is tried whether two parts can take the same."""


def safe_pattern(text: str) -> re.Pattern[str]:
    """Return *text* compiled; letters match whatever their case.

    Raises:
        ValueError: it is no regular expression, or might take too long; says why.
    """
    if len(text) > LONGEST_PATTERN:
        raise ValueError(f"has more than {LONGEST_PATTERN} characters")
    try:
        compiled = re.compile(text, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"is no regular expression: {error}") from error
    if compiled.match("") and compiled.fullmatch(""):
        raise ValueError("matches an empty line")
    parts = _Reader(text).parts
    if sum(_is_open(parts, n) for n in range(len(parts))) > MOST_OPEN:
        message = "has more than three repetitions that may go on where the next part begins"
        raise ValueError(f"{message}; write “[^|]+” for “.+” in front of “|”")
    return compiled


@dataclass(slots=True)
class _Part:
    """One letter, class of letters or anything else that takes one letter."""

    atom: str
    is_repeated: bool = False
    is_optional: bool = False


@dataclass(slots=True)
class _Group:
    first: int
    has_repeat: bool = False
    has_choice: bool = False


class _Reader:
    """Reads a pattern token by token: the parts in order, groups taken apart."""

    def __init__(self, text: str) -> None:
        self.parts: list[_Part] = []
        self._groups = [_Group(first=0)]
        self._ended: _Group | None = None
        for token in _TOKEN.finditer(text):
            kind = token.lastgroup or ""
            if kind == "repeat":
                _repeat(token["repeat"], self.parts, self._groups[-1], self._ended)
                continue
            self._ended = None
            getattr(self, f"_on_{kind}")(token[0])

    def _on_group(self, token: str) -> None:
        if not token.endswith(")"):  # “(?i)” opens nothing
            self._groups.append(_Group(first=len(self.parts)))

    def _on_end(self, token: str) -> None:  # noqa: ARG002 - all are called alike
        self._ended = ended = self._groups.pop()
        self._groups[-1].has_repeat |= ended.has_repeat
        self._groups[-1].has_choice |= ended.has_choice

    def _on_or(self, token: str) -> None:  # noqa: ARG002
        self._groups[-1].has_choice = True

    def _on_anchor(self, token: str) -> None:
        """An anchor takes no letter."""

    def _on_reference(self, token: str) -> None:  # noqa: ARG002
        raise ValueError("refers to a group; write out what is to be matched")

    def _on_atom(self, token: str) -> None:
        self.parts.append(_Part(token))


def _repeat(sign: str, parts: list[_Part], around: _Group, group: _Group | None) -> None:
    """Note that the last part, or the *group* that ended right here, is repeated."""
    least, most = _bounds(sign)
    repeated = parts[group.first :] if group else parts[-1:]
    if group and most > 1 and (group.has_repeat or group.has_choice):
        what = "a repetition" if group.has_repeat else "alternatives"
        raise ValueError(f"has {what} inside a repetition, which may take for ever")
    around.has_repeat |= most > 1 and least != most
    for part in repeated:
        part.is_repeated |= most > _MANY and least != most
        part.is_optional |= least == 0


def _bounds(sign: str) -> tuple[int, int]:
    endless = 1 << 30
    if sign in "*+?":
        return (sign == "+") + 0, 1 if sign == "?" else endless
    least, comma, most = sign.strip("{}").partition(",")
    return int(least or 0), int(most or endless) if comma else int(least or 0)


def _is_open(parts: list[_Part], n: int) -> bool:
    """Whether part *n* is repeated and could go on where the next part begins.

    It cannot where a letter must follow that it does not take: “[^|]+ \\|”.
    """
    if not parts[n].is_repeated:
        return False
    taken = _taken(parts[n].atom)
    could_go_on = False
    for part in parts[n + 1 :]:
        shares = bool(taken & _taken(part.atom))
        if shares and (part.is_repeated or part.is_optional):
            return True
        if not shares and not part.is_optional:
            return False
        could_go_on = could_go_on or shares
    return could_go_on


def _taken(atom: str) -> frozenset[str]:
    one = re.compile(atom, re.IGNORECASE)
    return frozenset(letter for letter in _LETTERS if one.match(letter))

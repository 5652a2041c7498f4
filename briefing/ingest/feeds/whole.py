"""Tokens → well-formed XML: every element ends, none stands too deep."""

from __future__ import annotations

from briefing.ingest.feeds.markup import Faults, Kind, Token

DEEPEST = 100
"""Elements inside one another; the tags of deeper ones go, their text stays."""

MOST_TAGS = 20_000
"""Tags of one piece of a document; later ones go, their text stays."""

_ALONE = frozenset(("br", "hr", "img", "wbr", "input"))
"""Elements of HTML that never have an end."""

_SHORT = frozenset(
    "title link guid id pubdate published updated issued modified created comments category"
    " dc:date dc:creator dc:subject dc:identifier".split()
)
_LONG = frozenset(("description", "content:encoded"))
_FIELDS = _SHORT | _LONG | {"author", "enclosure", "source", "summary", "content"}
_NO_HTML = _FIELDS - {"title", "link", "source", "summary", "content", "author"}
"""Fields of an item hold no others: one that begins inside another shows that this one lost its
end. In long ones markup may stand as it is, with names that HTML has as well."""


class Whole:
    """A piece of a document that is written token by token."""

    def __init__(self, faults: Faults) -> None:
        self._out: list[str] = []
        self._opened: list[str] = []
        self._faults = faults
        self._tags = 0

    def add(self, token: Token) -> None:
        """Write *token*, and the ends of what it shows to be over."""
        kind, name, text, _ = token
        if kind is Kind.TEXT:
            self._out.append(text)
        elif kind is Kind.CLOSE:
            self._close(name)
        elif kind is Kind.EMPTY or name.lower() in _ALONE:
            self._out.append(f"<{name}{text}/>" if self._has_room() else "")
        elif self._has_room() and self._depth_after(name) <= DEEPEST:
            self._out.append(f"<{name}{text}>")
            self._opened.append(name)
        else:
            self._faults.note(f"more than {DEEPEST} elements are nested, or there are too many")

    def is_open(self, name: str) -> bool:
        """Whether an element *name* is open."""
        return name in self._opened

    def xml(self) -> str:
        """Return what was written, with all elements ended."""
        for name in reversed(self._opened):
            self._faults.note("an element does not end")
            self._out.append(f"</{name}>")
        self._opened.clear()
        return "".join(self._out)

    def _has_room(self) -> bool:
        self._tags += 1
        return self._tags <= MOST_TAGS

    def _depth_after(self, name: str) -> int:
        """How deep *name* stands, once fields without end before it have ended."""
        field = name.lower()
        if field in _FIELDS and self._opened:
            outer = self._opened[-1].lower()
            if outer in _SHORT or (outer in _LONG and field in _NO_HTML):
                self._faults.note(f"<{outer}> does not end")
                self._out.append(f"</{self._opened.pop()}>")
        return len(self._opened) + 1

    def _close(self, name: str) -> None:
        if name not in self._opened:
            if name.lower() not in _ALONE:
                self._faults.note("an end has no beginning")
            return
        while self._opened:
            last = self._opened.pop()
            self._out.append(f"</{last}>")
            if last == name:
                return
            self._faults.note("an element does not end")

"""XML as it is found → tokens: tags and texts, mended where no parser would take them.

A feed is taken apart by what its characters are, not by what its tags promise, so that a fault
costs no more than the element it stands in. Every step is linear in the length of the text.
"""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

_LONGEST_TAG = 20_000
_PATIENCE = 200
"""How often a tag with signs “<” or “>” in quotes is looked for in vain."""

_LONGEST_DOCTYPE = 60_000
_LONGEST_ENTITY = 100
_MOST_EXPANDED = 1_000_000
"""Characters that the entities of one document may become."""

# Of the names that XML allows (section 2.3) those of Latin letters: no feed has others.
_PART = r"[A-Za-z_À-ÖØ-öø-ÿ][A-Za-z0-9_.À-ÖØ-öø-ÿ-]*+"
_NAME = rf"{_PART}(?::{_PART})?"
_TAG = re.compile(rf"<(/?)({_NAME})((?:[\s/]+[^<>]*)?)>")
_QUOTED_TAG = re.compile(rf"<(/?)({_NAME})((?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)>")
_ATTRIBUTE = re.compile(
    rf"(?:^|(?<=[\s/\"']))({_NAME})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?"
)
_WRITTEN = re.compile(rf' ({_NAME})="([^"]*)"')
_ENTITY = re.compile(
    r"<!ENTITY\s+(?:%\s+)?(?P<name>[\w.-]{1,64})\s+(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')?"
)
_REFERENCE = re.compile(
    r"&(?:(?P<known>amp|lt|gt|quot|apos);|#(?:[xX](?P<hex>[0-9a-fA-F]{1,8})|(?P<number>\d{1,9}));?"
    r"|(?P<name>[A-Za-z][\w.-]{0,63});)?"
)
_SIGNS = re.compile("<(?:<*(?=<))?")
"""A sign, or all but the last of several: only the last may begin a tag."""

_IS_ODD = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_NO_CHARACTERS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "")
_ITEM_ENDS = ("</item>", "</entry>")


class Kind(StrEnum):
    """What a token is."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    EMPTY = "empty"


class Token(NamedTuple):
    """A piece of the document."""

    kind: Kind
    name: str
    """Of the element; empty for text."""

    text: str
    """Text with its signs escaped; of a tag the attributes, each after a space, with quotes."""

    at: int
    """Where in the document it begins."""


class Faults:
    """What had to be mended, counted."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def note(self, what: str) -> None:
        """Count one more of *what*."""
        self.counts[what] = self.counts.get(what, 0) + 1

    def take(self) -> tuple[str, ...]:
        """Return what was counted since this was last asked, in words."""
        taken = tuple(f"{what} ({n} ×)" if n > 1 else what for what, n in self.counts.items())
        self.counts.clear()
        return taken


def tokens(text: str, faults: Faults) -> Iterator[Token]:
    """Yield the tags and texts of *text* in order, noting in *faults* what had to be mended.

    Comments, instructions and the document type are left out; of its entities only plain texts
    are resolved. What is no tag although it begins like one is text.
    """
    return _Scanner(text, faults).tokens()


def escaped(text: str) -> str:
    """Return *text* as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """Return the characters of *text*, which stands between tags."""
    return html.unescape(text) if "&" in text else text


def attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag (:attr:`Token.text`) with their values."""
    return {name: unescaped(value) for name, value in _WRITTEN.findall(text)}


class _Scanner:
    """Where the reading of one text stands."""

    def __init__(self, text: str, faults: Faults) -> None:
        self._text = text
        self._faults = faults
        self._entities: dict[str, str] = {}
        self._room = _MOST_EXPANDED
        self._patience = _PATIENCE
        self._next: dict[str, int] = {}
        self._is_before_root = True
        self._element = ""
        """That a CDATA section would stand in: its tag is the last token."""

    def tokens(self) -> Iterator[Token]:
        text, at = self._text, 0
        while at < len(text):
            start = self._find("<", at)
            if start > at:
                yield Token(Kind.TEXT, "", self._mended(text[at:start]), at)
            if start == len(text):
                return
            special = self._special(start)
            if special:
                at, inner = special
                if inner:
                    yield Token(Kind.TEXT, "", escaped(inner), start)
            elif tag := self._tag(start):
                self._is_before_root = False
                yield self._of_tag(tag)
                at = tag.end()
            else:
                self._faults.note("“<” begins no tag")
                at = _SIGNS.match(text, start).end()  # type: ignore[union-attr]  # one at least
                yield Token(Kind.TEXT, "", "&lt;" * (at - start), start)

    def _find(self, what: str, start: int) -> int:
        """Where *what* stands next, the end of the text if nowhere; looks at nothing twice."""
        if (known := self._next.get(what, -1)) >= start:
            return known
        found = self._text.find(what, start)
        self._next[what] = found if found >= 0 else len(self._text)
        return self._next[what]

    # --- tags ---

    def _tag(self, start: int) -> re.Match[str] | None:
        end = start + _LONGEST_TAG
        tag = _TAG.match(self._text, start, end)
        is_cut = tag is None or tag[3].count('"') % 2 or tag[3].count("'") % 2
        if is_cut and self._patience:
            quoted = _QUOTED_TAG.match(self._text, start, end)
            if quoted and not any(mark in quoted[3] for mark in _ITEM_ENDS):
                return quoted
            self._patience -= 1
        return tag

    def _of_tag(self, tag: re.Match[str]) -> Token:
        if tag[1]:
            self._element = ""
            return Token(Kind.CLOSE, tag[2], "", tag.start())
        inner = tag[3].rstrip()
        kind = Kind.EMPTY if inner.endswith("/") else Kind.OPEN
        self._element = tag[2]
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(inner):
            value = self._mended(double or single or bare).replace("<", "&lt;")
            # No prefix may be taken back, and those of XML itself none may declare.
            if not name.startswith("xmlns:") or (value and not name.startswith("xmlns:xml")):
                found.setdefault(name, value.replace('"', "&quot;"))
        return Token(kind, tag[2], "".join(f' {n}="{v}"' for n, v in found.items()), tag.start())

    # --- what is no tag ---

    def _special(self, start: int) -> tuple[int, str] | None:
        """Where a comment, an instruction, a declaration or a CDATA section ends, and its text;
        None for anything else."""
        text = self._text
        if text.startswith("<![CDATA[", start):
            return self._cdata(start + 9)
        if text.startswith("<!--", start):
            end = self._find("-->", start + 4)
            if end == len(text):
                self._faults.note("a comment does not end")
                return start + 4, ""
            return end + 3, ""
        if text[start + 1 : start + 2] not in ("!", "?"):
            return None
        if self._is_before_root and text[start : start + 9].upper() == "<!DOCTYPE":
            return self._doctype(start), ""
        closing = "?>" if text[start + 1] == "?" else ">"
        end = self._find(closing, start + 2)
        return (end + len(closing), "") if end < self._find("<", start + 1) else None

    def _cdata(self, start: int) -> tuple[int, str]:
        """The end of a CDATA section; one that lost its own ends with the element it stands in,
        not where a later section ends."""
        end = self._find("]]>", start)
        has_lost_end = end == len(self._text)
        if not has_lost_end and self._find("<![CDATA[", start) < end:
            has_lost_end = any(self._find(mark, start) < end for mark in _ITEM_ENDS)
        if not has_lost_end:
            return end + 3, self._text[start:end]
        self._faults.note("a CDATA section does not end")
        ends = [self._text.find(f"</{self._element}", start, end)] if self._element else []
        ends += [self._find(mark, start) for mark in _ITEM_ENDS]
        end = min((e for e in ends if e >= 0), default=end)
        return end, self._text[start:end]

    def _doctype(self, start: int) -> int:
        end, subset = self._find(">", start), self._find("[", start)
        if subset > end:
            return min(end + 1, len(self._text))
        closing = self._find("]", subset)
        while (
            closing < len(self._text) and self._text[closing + 1 : closing + 9].lstrip()[:1] != ">"
        ):
            closing = self._find("]", closing + 1)
        if closing - start > _LONGEST_DOCTYPE or closing == len(self._text):
            self._faults.note("a document type is too long or does not end")
            return subset + 1
        self._declare(self._text[subset:closing])
        return self._find(">", closing) + 1

    def _declare(self, subset: str) -> None:
        """Take over the entities that are plain text; others could grow or lead elsewhere."""
        for match in _ENTITY.finditer(subset):
            value = match["double"] or match["single"]
            bare = html.unescape(value) if value else ""
            if value is None or len(value) > _LONGEST_ENTITY or re.search("[&%<]", bare):
                self._faults.note("an entity is more than a plain text, and is not resolved")
            else:
                self._entities.setdefault(match["name"], bare)

    # --- references ---

    def _mended(self, text: str) -> str:
        """*text* with every sign “&” that begins no reference escaped and every reference
        resolved."""
        if ">" in text:
            text = text.replace(">", "&gt;")
        if "&" not in text or not _IS_ODD.search(text):
            return text
        return _REFERENCE.sub(self._instead, text)

    def _instead(self, match: re.Match[str]) -> str:
        if match["known"]:
            return match[0]
        if code := match["hex"] or match["number"]:
            return escaped(_character(int(code, 16 if match["hex"] else 10)))
        name = match["name"]
        if name in self._entities and self._room > 0:
            self._room -= len(self._entities[name])
            return escaped(self._entities[name])
        if name and f"{name};" in html.entities.html5:
            return escaped(html.entities.html5[f"{name};"])
        self._faults.note("“&” begins no reference that is known")
        return "&amp;" + match[0][1:]


def _character(code: int) -> str:
    """The character of a numeric reference as HTML reads it (section 13.2.5.80)."""
    return html.unescape(f"&#{code};").translate(_NO_CHARACTERS) if code < 0x110000 else "\ufffd"

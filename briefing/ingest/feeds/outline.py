"""The text of a feed → its head and its items, each well-formed XML on its own.

An item begins at its tag and ends at its end, at the next item's tag or with the feed, whatever is
open inside of it. Each is written between the tags of root and channel, with every namespace that
the document declares, so that a parser reads it as if it were the feed's only one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from briefing.ingest.feeds.markup import Faults, Kind, Token, tokens, unescaped
from briefing.ingest.feeds.whole import Whole

MOST_ITEMS = 5_000
"""Of one document; more is an archive, no news."""

_MOST_TOKENS = 1_000_000
_MOST_PREFIXES = 200
_ROOTS = frozenset(("rss", "feed", "rdf", "channel"))
_PAGES = frozenset(("html", "head", "body", "meta"))
_ITEMS = {"feed": "entry"}
_PREFIXES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "atom": "http://www.w3.org/2005/Atom",
    "atom10": "http://www.w3.org/2005/Atom",
    "a10": "http://www.w3.org/2005/Atom",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
}
"""What prefixes mean that nobody declared."""

_DECLARATION = re.compile(r' xmlns:([\w.-]+)="([^"]*)"')
_ATTRIBUTE = re.compile(r' ([\w.:-]+)="[^"]*"')
_USED = re.compile(r" ([\w.-]+):[\w.-]+=")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,4000}?)\s*-->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One item as XML, on its own."""

    xml: str
    line: int
    faults: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Outline:
    """A feed taken apart."""

    root: str = ""
    """The first element's name in lower case without prefix; empty where there is none."""

    is_page: bool = False
    """Whether it is a page rather than a feed."""

    head: str = ""
    pieces: list[Piece] = field(default_factory=list)
    address: str = ""
    """Where the document was saved from, as a comment says."""

    around: list[tuple[int, str]] = field(default_factory=list)
    """Text before and after the feed, each with its line."""

    prefixes: dict[str, str] = field(default_factory=dict)
    """Prefix → namespace."""

    faults: list[str] = field(default_factory=list)
    """Of the head, and of the document as a whole."""

    @property
    def is_feed(self) -> bool:
        """Whether it is a feed."""
        return self.root in _ROOTS


def outline(text: str) -> Outline:
    """Return what *text* holds; one that is no feed has no pieces."""
    return _Reader(text).read()


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


class _Reader:
    """Goes through the tokens of one document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._faults = Faults()
        self._found = Outline()
        self._head = Whole(self._faults)
        self._frame: list[Token] = []
        """The tags of root and channel."""

        self._item: Whole | None = None
        self._item_tag = Token(Kind.OPEN, "", "", 0)
        self._bodies: list[Piece] = []
        """Items that are not yet wrapped."""

        self._names = _Prefixes()
        self._is_over = False
        self._is_cut = False
        self._gap = 0
        """After how many items the last text around the feed stands."""

        self._counted = (0, 1)
        """How far lines were counted, and the line that is."""

    def read(self) -> Outline:
        saved = _SAVED_FROM.search(self._text[:10_000])
        self._found.address = saved[1] if saved else ""
        for count, token in enumerate(tokens(self._text, self._faults)):
            if len(self._bodies) >= MOST_ITEMS or count > _MOST_TOKENS:
                message = f"only the first {len(self._bodies):,} items are read"
                self._found.faults.append(message)
                self._is_cut = True
                break
            self._take(self._names.noted(token))
            if self._found.is_page:
                break
        self._end_item(is_whole=False)
        self._found.faults += self._faults.take()
        if self._found.is_feed:
            self._write()
        return self._found

    def _take(self, token: Token) -> None:
        if not self._found.is_feed or self._is_over:
            self._outside(token)
        elif token.kind is Kind.OPEN and self._is_item(token):
            self._begin_item(token)
        elif token.kind is Kind.CLOSE and token.name in self._ends:
            self._end(token)
        elif self._item is not None:
            self._item.add(token)
        else:
            self._in_head(token)

    @property
    def _ends(self) -> tuple[str, ...]:
        """The names whose end is the end of an item, of the channel or of the feed."""
        item = (self._item_tag.name,) if self._item is not None else ()
        return (*item, *(tag.name for tag in self._frame))

    # --- around the feed ---

    def _outside(self, token: Token) -> None:
        if token.kind is Kind.TEXT:
            self._note_around(token)
        elif token.kind is Kind.CLOSE:
            return
        elif not self._is_over:
            self._begin(token)
        elif self._is_item(token):
            self._is_over = False
            self._begin_item(token)

    def _note_around(self, token: Token) -> None:
        text = unescaped(token.text).strip()
        if not text:
            return
        if self._found.around and self._gap == len(self._bodies):
            line, before = self._found.around.pop()
            self._found.around.append((line, f"{before} {text}"))
        else:
            self._found.around.append((self._line(token.at), text))
        self._gap = len(self._bodies)

    def _begin(self, token: Token) -> None:
        """Take *token* for the root if it is one; markup before it is a server's message."""
        name = _local(token.name)
        if name in _ROOTS:
            self._found.root = name
            self._frame = [token]
            self._head.add(token)
            self._is_over = token.kind is Kind.EMPTY
        elif name in _PAGES:
            self._found.root, self._found.is_page = name, True
        else:
            self._found.root = self._found.root or name

    # --- head and items ---

    def _in_head(self, token: Token) -> None:
        if token.kind is Kind.OPEN and _local(token.name) == "channel" and len(self._frame) == 1:
            self._frame.append(token)
        self._head.add(token)

    def _is_item(self, token: Token) -> bool:
        if _local(token.name) != _ITEMS.get(self._found.root, "item"):
            return False
        prefix = token.name.rpartition(":")[0]
        own = self._frame[0].name.rpartition(":")[0]
        return prefix in ("", own) or self._names.is_of_feeds(prefix)

    def _begin_item(self, token: Token) -> None:
        self._end_item(is_whole=False)
        self._found.faults += self._faults.take()
        self._item = Whole(self._faults)
        self._item_tag = token
        self._item.add(token)

    def _end(self, token: Token) -> None:
        is_item = self._item is not None and token.name == self._item_tag.name
        self._end_item(is_whole=is_item)
        if not is_item:
            if self._head.is_open(token.name):  # not of a second feed behind the first
                self._head.add(token)
            self._is_over = token.name == self._frame[0].name

    def _end_item(self, is_whole: bool) -> None:
        if self._item is None:
            return
        if is_whole:
            self._item.add(Token(Kind.CLOSE, self._item_tag.name, "", 0))
        else:
            self._faults.note("the item does not end")
        xml, line = self._item.xml(), self._line(self._item_tag.at)
        self._bodies.append(Piece(xml=xml, line=line, faults=self._faults.take()))
        self._item = None

    def _line(self, at: int) -> int:
        before, line = self._counted
        line += self._text.count("\n", before, at)
        self._counted = (max(before, at), line)
        return line

    # --- what comes out ---

    def _write(self) -> None:
        if not self._is_over and not self._is_cut:
            self._found.faults.append("the feed does not end; it may be cut off")
        if undeclared := self._names.undeclared:
            self._found.faults.append(f"namespaces are not declared: {', '.join(undeclared)}")
        self._found.prefixes = self._names.all
        root = self._frame[0]
        bare = f"<{root.name}{root.text}>", f"</{root.name}>"
        inside = self._head.xml().removeprefix(bare[0]).removesuffix(bare[1])
        self._faults.take()
        opened = f"<{root.name}{root.text}{self._names.declarations(root)}>"
        self._found.head = opened + inside + bare[1]
        # In RDF the items stand beside the channel, not in it.
        inner = [] if self._found.root == "rdf" else self._frame[1:]
        before = opened + "".join(f"<{tag.name}{tag.text}>" for tag in inner)
        after = "".join(f"</{tag.name}>" for tag in inner) + bare[1]
        self._found.pieces = [
            replace(piece, xml=f"{before}{piece.xml}{after}") for piece in self._bodies
        ]


class _Prefixes:
    """The namespaces that a document declares, and those it only uses."""

    def __init__(self) -> None:
        self._declared: dict[str, str] = {}
        self._used: set[str] = set()

    def noted(self, token: Token) -> Token:
        """Return *token*, its names being known; without prefixes where there are too many."""
        if token.kind is Kind.TEXT or (":" not in token.name and ":" not in token.text):
            return token
        if len(self._used) + len(self._declared) > _MOST_PREFIXES:
            return self._limited(token)
        if ":" in token.name:
            self._used.add(token.name.partition(":")[0])
        if ":" in token.text:
            self._declared.update(_DECLARATION.findall(token.text)[:_MOST_PREFIXES])
            self._used.update(_USED.findall(token.text)[:_MOST_PREFIXES])
            return self._limited(token)
        return token

    def _limited(self, token: Token) -> Token:
        prefix, _, local = token.name.rpartition(":")
        known = self._used | self._declared.keys() | {"xml", "xmlns", ""}
        name = token.name if prefix in known else local

        def kept(attribute: re.Match[str]) -> str:
            before, colon, after = attribute[1].partition(":")
            is_known = not colon or (after if before == "xmlns" else before) in known
            return attribute[0] if is_known else ""

        return token._replace(name=name, text=_ATTRIBUTE.sub(kept, token.text))

    def is_of_feeds(self, prefix: str) -> bool:
        """Whether *prefix* stands for RSS or Atom."""
        meaning = self._declared.get(prefix, _PREFIXES.get(prefix, "")).lower()
        return meaning.endswith("purl.org/rss/1.0/") or "atom" in meaning

    @property
    def undeclared(self) -> tuple[str, ...]:
        """Prefixes that nothing declares, in order."""
        return tuple(sorted(self._used - self._declared.keys() - {"xml", "xmlns"}))

    @property
    def all(self) -> dict[str, str]:
        """Prefix → namespace, of those that nothing declares as well."""
        missing = {p: _PREFIXES.get(p, f"urn:undeclared:{p}") for p in self.undeclared}
        return {**missing, **self._declared}

    def declarations(self, root: Token) -> str:
        """Return what *root* must have beside its own declarations."""
        return "".join(
            f' xmlns:{prefix}="{uri}"'
            for prefix, uri in sorted(self.all.items())
            if f" xmlns:{prefix}=" not in root.text
        )

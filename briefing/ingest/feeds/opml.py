"""Lists of feeds: OPML 1.0 and 2.0 (opml.org) ⇄ subscriptions.

Every element ``outline`` that names a feed is a subscription, every other a folder, as deep as may
be. Programs disagree about which attribute is the name (``title`` or ``text``), how they write
``xmlUrl`` and where categories stand; all are read. Entities are not resolved (see markup.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from briefing.ingest.feeds.decoding import xml_text
from briefing.ingest.feeds.markup import Faults, Kind, Token, attributes, tokens, unescaped
from briefing.model import Level, Problem
from briefing.text.decode import clean_text
from briefing.text.urls import clean_url

_DEEPEST = 20
_MOST = 20_000
_ADDRESSES = ("xmlurl", "xml_url", "feedurl")
_HOMES = ("htmlurl", "html_url")
_SCHEMES = ("feed://", "feed:", "rss://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed that somebody follows."""

    url: str
    """The feed's address as the list gives it, http or https; a user and a password stay."""

    title: str = ""
    """What the list calls it; empty where that is only the address."""

    folders: tuple[str, ...] = ()
    """The names of the folders that it stands in, the outermost first."""

    home: str = ""
    """The page that it is the feed of."""

    categories: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The path of its folder: “News/Local”; empty outside of any."""
        return "/".join(name.replace("/", "∕") for name in self.folders)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opml:
    """What a list of feeds holds."""

    title: str = ""
    subscriptions: tuple[Subscription, ...] = ()
    problems: tuple[Problem, ...] = ()


def parse_opml(text: str | bytes, place: str = "feeds.opml") -> Opml:
    """Return the subscriptions in *text*, in order, the first of each address.

    What is broken or is no address is a problem at *place*, with its line; the rest is read.

    Raises:
        ValueError: *text* is no OPML.
    """
    source = xml_text(text).text if isinstance(text, bytes) else text
    reader = _Reader(source, place)
    reader.read()
    if not reader.is_opml:
        raise ValueError("is no OPML: it has neither <opml> nor <outline>")
    return Opml(
        title=reader.title,
        subscriptions=tuple(reader.found.values()),
        problems=tuple(reader.problems),
    )


class _Reader:
    """Goes through the tags of one list."""

    def __init__(self, text: str, place: str) -> None:
        self._text = text
        self._place = place
        self._faults = Faults()
        self._opened: list[str] = []
        """Names of the outlines that are open; empty for those that are feeds."""

        self._in_title = False
        self.is_opml = False
        self.title = ""
        self.found: dict[str, Subscription] = {}
        self.problems: list[Problem] = []

    def read(self) -> None:
        for token in tokens(self._text, self._faults):
            self._take(token)
            if len(self.found) >= _MOST:
                self._tell(f"only the first {_MOST:,} feeds are read", token)
                break
        faults = [*self._faults.take()]
        if self._opened:
            faults.append("an outline does not end")
        if faults:
            self.problems.append(
                Problem(
                    place=self._place,
                    message=f"broken XML, read as far as it goes: {'; '.join(faults)}",
                    level=Level.NOTE,
                )
            )

    def _take(self, token: Token) -> None:
        name = token.name.rpartition(":")[2].lower()
        if token.kind is Kind.TEXT:
            if self._in_title:
                self.title += unescaped(token.text).strip()
        elif name == "title":
            self._in_title = token.kind is Kind.OPEN and not self.title
        elif name == "opml":
            self.is_opml = True
        elif name == "outline":
            self.is_opml = True
            self._outline(token)

    def _outline(self, token: Token) -> None:
        if token.kind is Kind.CLOSE:
            if self._opened:
                self._opened.pop()
            return
        told = {name.lower(): _line(value) for name, value in attributes(token.text).items()}
        address = next((told[name] for name in _ADDRESSES if told.get(name)), "")
        if not address and told.get("type", "").lower() in ("rss", "atom", "feed"):
            address = told.get("url", "")
        name = told.get("title") or told.get("text") or ""
        if address:
            self._subscribe(address, name, told, token)
        if token.kind is Kind.OPEN:
            self._opened.append("" if address else name)

    def _subscribe(self, address: str, name: str, told: dict[str, str], token: Token) -> None:
        url = _http(address)
        if not clean_url(url):
            message = f"“{address[:200]}” is no http or https address; it is not followed"
            self._tell(message, token)
            return
        home = next((told[name] for name in _HOMES if told.get(name)), "")
        categories = (part.strip(" /") for part in told.get("category", "").split(","))
        folders = tuple(filter(None, self._opened))[:_DEEPEST]
        subscription = Subscription(
            url=url,
            title="" if name == address else name,
            folders=folders,
            home=clean_url(home),
            categories=tuple(dict.fromkeys(filter(None, categories))),
        )
        if self.found.setdefault(url, subscription) is not subscription:
            self._tell(f"{url[:200]} is listed twice; the first counts", token, Level.NOTE)

    def _tell(self, message: str, token: Token, level: Level = Level.WARNING) -> None:
        line = self._text.count("\n", 0, token.at) + 1
        self.problems.append(Problem(place=f"{self._place}:{line}", message=message, level=level))


def _http(address: str) -> str:
    """*address* without the schemes that browsers once handed to feed readers."""
    for scheme in _SCHEMES:
        if address.lower().startswith(scheme):
            rest = address[len(scheme) :]
            return rest if rest.lower().startswith("http") else f"https://{rest.lstrip('/')}"
    return f"https:{address}" if address.startswith("//") else address


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())


# --- out ------------------------------------------------------------------------------------------


def format_opml(subscriptions: Sequence[Subscription], title: str = "") -> str:
    """Return *subscriptions* as OPML 2.0, in order, in nested folders; :func:`parse_opml` gives
    them back. Folders with one name in the same folder are one, where the first of them stands."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_text(title)}</title></head>" if title else "  <head/>",
        "  <body>",
        *_lines(subscriptions, 0),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _lines(subscriptions: Sequence[Subscription], depth: int) -> Iterator[str]:
    indent = "  " * (depth + 2)
    folders: dict[str, list[Subscription]] = {}
    for one in subscriptions:
        if len(one.folders) > depth:
            folders.setdefault(one.folders[depth], []).append(one)
    for one in subscriptions:
        if len(one.folders) == depth:
            yield f"{indent}<outline{_attributes(one)}/>"
        elif inner := folders.pop(one.folders[depth], None):
            name = _quoted(one.folders[depth])
            yield f"{indent}<outline text={name} title={name}>"
            yield from _lines(inner, depth + 1)
            yield f"{indent}</outline>"


def _attributes(one: Subscription) -> str:
    told = {
        "type": "rss",
        "text": one.title or one.url,
        "title": one.title,
        "xmlUrl": one.url,
        "htmlUrl": one.home,
        "category": ",".join(one.categories),
    }
    return "".join(f" {name}={_quoted(value)}" for name, value in told.items() if value)


def _quoted(value: str) -> str:
    return quoteattr(_line(value))


def _text(value: str) -> str:
    return quoteattr(_line(value))[1:-1].replace("&quot;", '"')

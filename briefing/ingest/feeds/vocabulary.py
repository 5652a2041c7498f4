"""RSS, Atom and RDF → values, by feedparser: its vocabulary, not its encodings, its sanitiser, its
dates or its way with broken XML."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from briefing.ingest.feeds.outline import Outline, Piece
from briefing.ingest.feeds.people import names, person
from briefing.ingest.feeds.pictures import is_picture, picture
from briefing.ingest.feeds.renamed import CAPTION, PROGRAMME, renamed
from briefing.ingest.feeds.titles import headline, publisher
from briefing.ingest.feeds.values import FeedFacts, FeedItem
from briefing.ingest.markup import looks_like_html
from briefing.text.html import plain
from briefing.text.urls import clean_url
from briefing.text.words import key, word_count

_Value = dict[str, Any]  # feedparser's values are dictionaries of anything

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_HTML = ("text/html", "application/xhtml+xml")
_ESCAPED = re.compile(r"&lt;/?(?:p|br|div|a|h[1-6]|ul|ol|li|span|strong|em|img|table|blockquote)\b")
_ANY_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,24}|#\w{1,7});")
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_KNOWN = frozenset(
    "title description encoded content summary fullitem body link guid id author creator category"
    " subject pubdate date published updated issued modified created enclosure source comments"
    " name uri email url abstract info rights copyright keywords tags point group".split()
)
_LONG = 12
"""Words; what is shorter in an unknown element is a mark or a number."""

_STRAY = 4
"""Words; what is shorter between the elements of an item is what is left of a broken tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an item has from its feed."""

    facts: FeedFacts
    base: str
    """What links without an ``xml:base`` are relative to."""

    authors: tuple[str, ...]
    is_atom: bool
    prefixes: Mapping[str, str]


def facts_of(found: Outline, address: str) -> tuple[FeedFacts, tuple[str, ...], bool]:
    """Return what the head of a feed says, the authors of all its items, and whether it is Atom.

    *address* is where it was fetched from; empty where nobody knows.
    """
    told, version = _parsed(renamed(found.head, found.prefixes))
    head = told.get("feed", {})
    own = _link(head, "self", "application/atom+xml")
    home = clean_url(_link(head, "alternate", "text/html") or _text(head, "link"), own or address)
    facts = FeedFacts(
        url=clean_url(own, address or home) or address,
        title=publisher(headline(_text(head, "title"), _is_plain(head, "title"))),
        home=home,
        lang=_text(head, "language"),
        built=_text(head, "updated") or _text(head, "published"),
    )
    is_atom = version.startswith("atom")
    return facts, names(_people(head)) if is_atom else (), is_atom


def item_of(piece: Piece, part: int, context: Context) -> FeedItem:
    """Return the *part*-th item of a feed.

    Raises:
        ValueError: feedparser finds no item in it, or it could not be mended.
    """
    xml = renamed(piece.xml, context.prefixes)
    root = ET.fromstring(xml)  # noqa: S314 - without document type; raises what feedparser may not see
    told, _ = _parsed(xml)
    entries: Sequence[_Value] = told.get("entries", ())
    if not entries:
        raise ValueError("holds no item")
    item = entries[0]
    text = _text_of(item)
    url = clean_url(_own_link(item), context.base)
    base = _joined(context.base, text.base) if text.base else url or context.base
    source = item.get("source") or {}
    return FeedItem(
        id=_text(item, "id"),
        title=headline(_text(item, "title"), context.is_atom and _is_plain(item, "title")),
        url=url,
        html=text.html,
        text=text.text,
        summary=text.summary,
        printed=_line(item, "published") or _line(item, "created"),
        printed_update=_line(item, "updated"),
        authors=names(_people(item)) or names(_people(source)) or context.authors,
        topics=_topics(item),
        image=picture(item, base or context.base, headline(_text(item, f"{CAPTION}1"))),
        lang=text.lang or _text(item, "language"),
        source=_source(item, source),
        source_url=clean_url(_text(source, "href") or _text(source, "link"), context.base),
        base=base,
        part=part,
        line=piece.line,
        faults=piece.faults,
        unplaced=tuple(_unplaced(_item_in(root), text)),
    )


def _parsed(xml: str) -> tuple[_Value, str]:
    told = _feedparser().parse(
        io.BytesIO(xml.encode("utf-8", "replace")),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers=dict(_HEADERS),
    )
    return told, told.get("version") or ""


@cache
def _feedparser() -> Any:  # it has no types
    import feedparser  # type: ignore[import-untyped]  # slow to import

    return feedparser


# --- fields ---------------------------------------------------------------------------------------


def _text(told: _Value, name: str) -> str:
    """The field's own value; ``get`` of feedparser would give others in its place."""
    value = dict.get(told, name)
    return value.strip() if isinstance(value, str) else ""


def _is_plain(told: _Value, name: str) -> bool:
    detail = dict.get(told, f"{name}_detail") or {}
    return detail.get("type") == "text/plain"


def _link(told: _Value, rel: str, kind: str) -> str:
    """The first link of that relation, one of the usual media type before others."""
    links = [link for link in told.get("links", ()) if link.get("rel") == rel and link.get("href")]
    links.sort(key=lambda link: link.get("type") != kind)
    return str(links[0]["href"]) if links else ""


def _own_link(item: _Value) -> str:
    """The page of the item: its link, else an id that is an address, else what it is about."""
    link = _link(item, "alternate", "text/html") or _text(item, "link")
    if link == _text(item, "id") and not _ABSOLUTE.match(link) and not link.startswith("/"):
        link = ""
    content = next((c.get("src", "") for c in item.get("content", ()) if c.get("src")), "")
    permalink = _text(item, "id") if _ABSOLUTE.match(_text(item, "id")) else ""
    return link or content or permalink or _recording(item)


def _recording(item: _Value) -> str:
    """What an item without a page leads to: a broadcast, a paper; not its picture."""
    links = (link for link in item.get("links", ()) if link.get("rel") == "enclosure")
    addresses = ((str(link.get("type") or ""), str(link.get("href") or "")) for link in links)
    return next((url for kind, url in addresses if url and not is_picture(kind, url)), "")


def _line(item: _Value, name: str) -> str:
    return " ".join(_text(item, name).split())


def _joined(base: str, relative: str) -> str:
    try:
        return urljoin(base, relative)
    except ValueError:
        return base


def _people(told: _Value) -> Iterator[str]:
    people = [p for p in told.get("authors", ()) if p]
    for one in people or [told.get("author_detail") or {}]:
        yield person(str(one.get("name") or ""), str(one.get("email") or ""))


def _topics(item: _Value) -> tuple[str, ...]:
    tags = item.get("tags", ())
    told = (headline(str(tag.get("label") or tag.get("term") or "")) for tag in tags)
    kept = (topic for topic in told if topic and len(topic) <= 80 and not _ABSOLUTE.match(topic))
    found: dict[str, str] = {}
    for topic in kept:
        found.setdefault(key(topic) or topic, topic)
    return tuple(found.values())


def _source(item: _Value, source: _Value) -> str:
    name = _text(source, "title") or _text(item, "publisher")
    return publisher(headline(name)) if name and not _ABSOLUTE.match(name) else ""


# --- text -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The text of an item: HTML or plain, never both."""

    html: str = ""
    text: str = ""
    summary: str = ""
    base: str = ""
    lang: str = ""
    rest: tuple[str, ...] = ()
    """Other texts that the item has."""


def _text_of(item: _Value) -> _Text:
    """The item's full text before its summary; what is told of a film where there is neither."""
    contents = [c for c in item.get("content", ()) if _is_text(c) and c.get("value", "").strip()]
    detail = dict.get(item, "summary_detail") or {}
    own = {**detail, "value": _text(item, "summary")} if detail else {}
    contents.sort(key=lambda c: (c.get("type") not in _HTML, -len(c["value"])))
    others = [c["value"] for c in contents[1:]]
    programme = _text(item, PROGRAMME)
    captions = [_text(item, name) for name in item if name.startswith(CAPTION)]
    if not contents and own.get("value"):
        contents, own = [own], {}
    if not contents:
        told = [programme, *captions]
        contents = [{"value": max(told, key=len), "type": "text/plain"}]
    best = contents[0]
    value = _unescaped_once(str(best["value"]))
    is_html = bool(_ANY_HTML.search(value)) if best.get("type") in _HTML else looks_like_html(value)
    return _Text(
        html=value if is_html else "",
        text="" if is_html else value,
        summary=_summary(str(own.get("value") or ""), value),
        base=str(best.get("base") or ""),
        lang=str(best.get("language") or ""),
        rest=tuple(others),
    )


def _is_text(content: Mapping[str, Any]) -> bool:
    return str(content.get("type") or "text/plain").startswith(("text/", "application/xhtml"))


def _unescaped_once(value: str) -> str:
    """*value* without one escaping where it holds no tag, but escaped ones."""
    if "<" in value or not _ESCAPED.search(value):
        return value
    return value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace(
        "&amp;", "&"
    )  # fmt: skip


def _summary(summary: str, text: str) -> str:
    """The summary in words; none where it is the text itself."""
    words = plain(_unescaped_once(summary))
    return "" if not words or key(words) == key(plain(text)) else words


# --- nothing is lost ------------------------------------------------------------------------------


def _unplaced(item: ET.Element, text: _Text) -> Iterator[tuple[str, str]]:
    """Longer texts in elements of no known kind, and second tellings, that say something else."""
    told = key(plain(text.html or text.text) + " " + text.summary)
    for other in text.rest:
        if key(plain(other)) not in told:
            yield "content", plain(other)
    stray = plain(" ".join([item.text or "", *(child.tail or "" for child in item)]))
    if word_count(stray) >= _STRAY:
        yield "item", stray
    for child in item:
        name = child.tag.rpartition("}")[2]
        is_told = name.startswith("told_") or "search.yahoo.com" in child.tag
        if name.lower() in _KNOWN or is_told or "itunes" in child.tag:
            continue
        words = plain(" ".join(child.itertext()))
        if word_count(words) >= _LONG and key(words) not in told:
            yield name, words


def _item_in(root: ET.Element) -> ET.Element:
    names_of_items = ("item", "entry")
    found = (e for e in root.iter() if e.tag.rpartition("}")[2].lower() in names_of_items)
    return next(found, root)

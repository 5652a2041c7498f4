"""A fetched page as a file of its own: what it is called, and what it must say of itself. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from briefing.fetch.charset import declared_in_page, encoding_of, header_charset, text_in, true_feed
from briefing.text.slugs import slug

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_ENDINGS = {
    "application/pdf": ".pdf", "application/epub+zip": ".epub", "application/zip": ".zip",
    "application/rss+xml": ".rss", "application/atom+xml": ".atom", "application/rdf+xml": ".rss",
    "application/xml": ".xml", "text/xml": ".xml", "application/json": ".json",
    "application/feed+json": ".json", "text/plain": ".txt", "text/markdown": ".md",
    "message/rfc822": ".eml", "application/mbox": ".mbox", "application/gzip": ".gz",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-ndjson": ".jsonl", "multipart/related": ".mhtml",
}  # fmt: skip
# Possessive and atomic: what is no feed is found out in one pass, whatever it repeats.
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:(?:<\?[^>]*+>|<!--(?>.*?-->)|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?+\s*+>)\s*+)*+"
    rb"<(?:\w{1,20}:)?(?:rss|feed|RDF)\b",
    re.DOTALL | re.IGNORECASE,
)
_JSON_FEED = re.compile(rb"\s*\{.{0,2000}?\"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\b", re.DOTALL)
_TAG = re.compile(
    rb"\s*+(?:(?:<!--(?>.*?-->)|<\?[^>]*+>)\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.DOTALL | re.IGNORECASE,
)
_DOCTYPE = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<!doctype[^>]*+>", re.DOTALL | re.IGNORECASE
)
_XML = re.compile(r"\s*<\?xml[^>]*\?>")
_XML_BYTES = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>)?+")
_META = re.compile(r"(<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*)([\w.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(r"(<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"'])[\w.:-]{1,40}")
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is kept of an address."""

    name: str
    """Of its file."""

    data: bytes
    is_feed: bool = False


def is_feed(body: bytes) -> bool:
    """Whether *body* looks like RSS, Atom, RDF or JSON Feed."""
    return bool(_FEED.match(body[:8192]) or _JSON_FEED.match(body[:8192]))


def page_of(url: str, content_type: str, body: bytes) -> Page:
    """Return what is to be kept of the answer of *url*: HTML with its address and a true encoding
    in it, anything else as it came."""
    name = slug(_words(url))
    kind = content_type.partition(";")[0].strip().lower()
    if is_feed(body):
        feed_ending = ".json" if body.lstrip()[:1] == b"{" else ".xml"
        ending = _ENDINGS.get(kind, "")
        ending = ending if ending in (".rss", ".atom") else feed_ending
        data = _marked_feed(true_feed(body, content_type), url)
        return Page(name=name + ending, data=data, is_feed=True)
    if _TAG.match(body[:8192]) or (kind in _HTML and not body.startswith(b"%PDF-")):
        return Page(name=f"{name}.html", data=saved_page(url, content_type, body))
    return Page(name=name + _ending(url, kind, body), data=_plain(kind, content_type, body))


def _marked_feed(body: bytes, url: str) -> bytes:
    """An XML feed with its address, which feeds often do not say themselves."""
    begin = _XML_BYTES.match(body)
    if b"\0" in body[:64] or body.lstrip()[:1] == b"{":
        return body  # UTF-16, or JSON, which has no comments
    at = begin.end() if begin else 0
    # Two hyphens may not stand in a comment (XML 1.0, section 2.5).
    return (
        body[:at]
        + b"\n" * bool(at)
        + _mark(url.replace("--", "-%2D")).encode()
        + body[at:].lstrip(b"\r\n")
    )


def _words(url: str) -> str:
    """Host and path of *url* without what every page has."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = unquote(parts.path).strip("/")
    suffix = PurePosixPath(path).suffix
    if _ENDING.fullmatch(suffix.lower()):
        path = path.removesuffix(suffix)
    return f"{host} {path} {parts.query}"


def _ending(url: str, kind: str, body: bytes) -> str:
    if body.startswith(b"%PDF-"):
        return ".pdf"
    suffix = PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()
    known = _ENDINGS.get(kind, "")
    if known == ".txt" and suffix in (".md", ".eml", ".json", ".jsonl", ".xml"):
        return suffix  # many servers call every text text/plain
    return known or (suffix if _ENDING.fullmatch(suffix) else ".bin")


def _plain(kind: str, content_type: str, body: bytes) -> bytes:
    """A text in UTF-8 where only its header says that it is in another encoding."""
    if not kind.startswith("text/"):
        return body
    header = header_charset(content_type)
    text = text_in(body, encoding_of(body, header, ""))
    is_told = body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    return body if text is None or is_told else text.encode("utf-8")


def saved_page(url: str, content_type: str, body: bytes) -> bytes:
    """Return the HTML in *body* in UTF-8 with the address it came from, as browsers write it in
    pages they save (Mark of the Web), and a meta element that tells its encoding.

    Bytes that are valid in no encoding that header or page name are left as they are.
    """
    encoding = encoding_of(body, header_charset(content_type), declared_in_page(body))
    text = text_in(body, encoding)
    if text is None:
        return _marked(body.decode("latin-1"), url, "").encode("latin-1")
    text, told = _META.subn(r"\g<1>utf-8", text.lstrip("\ufeff"))
    text = _XML_ENCODING.sub(r"\g<1>utf-8", text, count=1)
    return _marked(text, url, "" if told else '<meta charset="utf-8">\n').encode("utf-8")


def _marked(text: str, url: str, meta: str) -> str:
    begin = _DOCTYPE.match(text) or _XML.match(text)
    at = begin.end() if begin else 0
    return f"{text[:at]}{chr(10) * bool(at)}{_mark(url)}{meta}{text[at:].lstrip()}"


def _mark(url: str) -> str:
    address = url.replace("<", "%3C").replace(">", "%3E")
    address = address.encode("ascii", "replace").decode()
    return f"<!-- saved from url=({len(address):04}){address} -->\n"

"""Which kind a document is: by its first bytes and lines, by its ending where they leave it open.

A name that lies is read as what it is: a page saved as ``.txt`` is a page, a letter without ending
a letter. First bytes are those of the formats' specifications (PDF 32000, APPNOTE.TXT, RFC 1952,
POSIX pax …); text is known by how it begins (RFC 5322, RFC 4155, RFC 2557, XML).
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefing.ingest.kinds import ENDINGS, LOOKED_AT, MARKED, DocumentKind
from briefing.model import Document

_K = DocumentKind


@dataclass(frozen=True, slots=True)
class Guess:
    """The kind of a document and why it was taken for one."""

    kind: DocumentKind
    reason: str
    is_as_named: bool = True
    """Whether the ending of its name says the same."""


def kind_of(document: Document) -> Guess:
    """Return the kind of *document*. Never fails. Only its beginning is looked at, but the list of
    names of a zip archive, and the whole of what may be JSON without a name that says so."""
    ending = PurePosixPath(document.place).suffix.lower().lstrip(".")
    named = ENDINGS.get(ending, _K.UNKNOWN)
    if kind := _by_first_bytes(document.data, named):
        return Guess(kind, "by its first bytes", _is_named(kind, named))
    if not document.data.strip():
        return Guess(named if named in (_K.UNKNOWN, _K.MARKDOWN) else _K.TEXT, "empty")
    if named not in LOOKED_AT | MARKED | {_K.UNKNOWN}:
        return Guess(named, f"by its ending .{ending}")
    if is_binary(document.data):
        return Guess(_K.TEXT if named in LOOKED_AT | MARKED else named, "not text")
    if kind := _by_look(document.data, named):
        return Guess(kind, "by its first lines", _is_named(kind, named))
    if named in (_K.TEXT, _K.MARKDOWN, _K.UNKNOWN):
        return Guess(named, f"by its ending .{ending}" if ending else "text without an ending")
    return Guess(_K.TEXT, "by its first lines", is_as_named=False)


def is_binary(data: bytes) -> bool:
    """Whether many bytes are control characters; NULs alone may be UTF-16."""
    sample = data[:8192]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > len(sample) * 0.02


_CONTROLS = bytes(b for b in range(32) if b not in (0, 9, 10, 11, 12, 13, 27))


def _is_named(kind: DocumentKind, named: DocumentKind) -> bool:
    pairs = (
        {_K.TEXT, _K.MARKDOWN},
        {_K.FEED, _K.OPML},
        {_K.FEED, _K.ARTICLES},
        {_K.MAIL, _K.MBOX},
        {_K.PACKED, _K.TAR},
    )
    return kind is named or any({kind, named} == pair for pair in pairs)


# --- first bytes -------------------------------------------------------------------

_MAGIC = (
    (b"\x1f\x8b", _K.PACKED),
    (b"BZh", _K.PACKED),
    (b"\xfd7zXZ\x00", _K.PACKED),
    (b"7z\xbc\xaf\x27\x1c", _K.OTHER_ARCHIVE),
    (b"Rar!\x1a\x07", _K.OTHER_ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _K.OTHER_ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _K.OFFICE),
    (b"{\\rtf", _K.RTF),
    (b"\x89PNG\r\n\x1a\n", _K.PICTURE),
    (b"\xff\xd8\xff", _K.PICTURE),
    (b"GIF87a", _K.PICTURE),
    (b"GIF89a", _K.PICTURE),
    (b"wOFF", _K.PICTURE),
    (b"wOF2", _K.PICTURE),
    (b"OggS", _K.PICTURE),
    (b"ID3", _K.PICTURE),
    (b"SQLite format 3\x00", _K.DATA),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MOST_NAMES = 65_536
"""A zip with more entries is not looked into."""


def _by_first_bytes(data: bytes, named: DocumentKind) -> DocumentKind | None:
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(b"bplist00"):
        return _K.LINK if named is _K.LINK else _K.WEBARCHIVE
    if 0 <= data[:1024].find(b"%PDF-") < 1024 and (named is _K.PDF or data.startswith(b"%PDF-")):
        return _K.PDF
    if data[257:262] == b"ustar":
        return _K.TAR
    if data[8:12] == b"WEBP" or data[4:8] == b"ftyp":
        return _K.PICTURE
    # Three letters may also begin a text.
    found = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    return None if found and found is not named and _is_plain(data) else found


def _is_plain(data: bytes) -> bool:
    return data[:2] in (b"BZ", b"ID", b"wO", b"Og", b"GI") and not is_binary(data)


def _in_zip(data: bytes) -> DocumentKind:
    """A zip is what the names in it make it: an Office document, an e-book or an archive."""
    names: frozenset[str] = frozenset()
    mimetype = data[38:80] if data[30:38] == b"mimetype" else b""
    if data.count(b"PK\x01\x02") <= _MOST_NAMES:
        try:
            names = frozenset(zipfile.ZipFile(io.BytesIO(data)).namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            names = frozenset()
    if "word/document.xml" in names:
        return _K.DOCX
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return _K.ODT
    if mimetype.startswith(b"application/epub+zip") or "META-INF/container.xml" in names:
        return _K.EPUB
    is_office = "[Content_Types].xml" in names or mimetype.startswith(b"application/vnd.oasis")
    return _K.OFFICE if is_office else _K.ZIP


# --- first lines -------------------------------------------------------------------

_HEAD = 16_384
_PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    r"(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype[^>[]*(?:\[.*?\])?\s*>\s*)*"
    r"<(?:\w+:)?(?P<root>rss|feed|rdf|opml|channel|plist)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:[a-z][a-z0-9:]*[\s/>]|!--|!doctype|\?xml)", re.IGNORECASE)
_JSON_FEED = re.compile(
    r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version|\A\{\s*"briefing"\s*:\s*"feed-items"'
)
_FENCED = re.compile(r"(?:---|\+\+\+|;;;)[ \t]*(?:yaml|toml|json)?[ \t]*\r?\n\s*[\w\"'{\[]")
_FIELD = re.compile(r"(?P<name>[!-9;-~]{1,76}):[ \t]?(?P<value>.*)")
_MAIL_FIELDS = frozenset(
    "from to cc bcc subject date reply-to sender message-id return-path received mime-version"
    " delivered-to content-type content-transfer-encoding list-id list-unsubscribe dkim-signature"
    " x-mailer envelope-to references in-reply-to authentication-results".split()
)
_MACHINE_FIELDS = frozenset("mime-version content-type content-transfer-encoding".split())
"""A person who copies a letter copies From, Subject and Date; these only a program writes."""

_FROM_LINE = re.compile(
    rb"From \S[^\r\n]{0,200}? (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]?\d "
    rb"\d\d:\d\d(?::\d\d)?[^\r\n]{0,40}\r?\n[!-9;-~]{1,76}:"
)


def _by_look(data: bytes, named: DocumentKind) -> DocumentKind | None:
    """The kind that the first lines tell; none where they look like any text."""
    if _FROM_LINE.match(data.lstrip(b"\r\n")[:1000]):
        return _K.MBOX
    head = _text(data[:_HEAD]).lstrip("\ufeff \t\r\n")
    if found := _as_letter(head, named):
        return found
    if named is _K.TEXT and _FENCED.match(head):
        return _K.MARKDOWN
    if head.startswith("<"):
        return _as_markup(head, named)
    if head[:1] in ("{", "[") and _is_json(data, named):
        return _K.FEED if _JSON_FEED.search(head) else _K.ARTICLES
    if named in (_K.HTML, _K.FEED, _K.OPML) and _TAG.search(head):
        return named
    return None


def _text(data: bytes) -> str:
    """*data* so that its ASCII can be looked at, in UTF-8, UTF-16 or any Latin encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:64]:
        return data.replace(b"\0", b"").decode("latin-1")
    return data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _as_markup(head: str, named: DocumentKind) -> DocumentKind | None:
    if found := _FEED.match(head):
        root = found["root"].lower()
        other = {"opml": _K.OPML, "plist": _K.DATA}
        return other.get(root, _K.FEED)
    if _PAGE.match(head):
        return _K.HTML
    if named in (_K.HTML, _K.FEED, _K.OPML):
        return named
    # A headline may begin with a tag; a document in XML says so.
    return _K.FEED if head.startswith("<?xml") else None


def _as_letter(head: str, named: DocumentKind) -> DocumentKind | None:
    fields = _fields(head)
    if named is _K.MAIL and re.match(r"\d+\s*\n[!-9;-~]+:", head):
        return _K.MAIL  # Apple's .emlx begins with the letter's length
    known = _MAIL_FIELDS & fields.keys()
    kind = fields.get("content-type", "").lower()
    is_page = "snapshot-content-location" in fields or kind.startswith("multipart/related")
    if is_page and (named is _K.MHTML or "subject" not in fields or "to" not in fields):
        return _K.MHTML
    is_raw = bool(_MACHINE_FIELDS & known) or {"received", "message-id"} <= known
    if named is _K.MAIL and known and "from" in known | {*fields}:
        return _K.MAIL
    return _K.MAIL if is_raw and len(known) >= 3 and known & {"from", "subject"} else None


def _fields(head: str) -> dict[str, str]:
    """The header fields (RFC 5322, section 2.2) that *head* begins with, names in lower case."""
    found: dict[str, str] = {}
    for line in head.split("\n"):
        line = line.rstrip("\r")  # noqa: PLW2901 - the same line
        if line[:1] in (" ", "\t") and found and line.strip():
            continue
        match = _FIELD.fullmatch(line)
        if match is None:
            break
        found.setdefault(match["name"].lower(), match["value"].strip())
    return found


def _is_json(data: bytes, named: DocumentKind) -> bool:
    """Whether *data* is JSON: named so, or all of it can be read as such."""
    if named is _K.ARTICLES:
        return True
    stripped = data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe")
    if stripped[-1:] not in (b"}", b"]"):
        return False
    lines = stripped.split(b"\n", 1)
    return _parses(stripped) or (len(lines) > 1 and _parses(lines[0]) and lines[0][:1] == b"{")


def _parses(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False

"""The bytes of a letter → its fields, its texts and what is attached (RFC 5322, 2045–2049, 2231).

The parser of the standard library is used with the policy ``compat32``: the headers' objects of the
newer policies raise for malformed headers, and a letter has to be read whatever its headers are.
"""

from __future__ import annotations

import datetime as dt
import email
import email.header
import email.policy
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import TypeVar

from briefing.ingest.moments import moment
from briefing.model import Moment
from briefing.text.decode import clean_text, decode

_T = TypeVar("_T")
_DEEPEST = 12
_MOST_PARTS = 500
_MOST_LINES = 1_000_000
_MOST_BOUNDARIES = 200
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library raises for headers and parts that follow no rule."""

_TEXTS = ("text/plain", "text/html", "text/x-amp-html", "text/enriched", "text/markdown")
_ENDINGS = {
    "text/html": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/rss+xml": ".xml",
    "application/json": ".json",
    "application/zip": ".zip",
}
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_ANGLES = re.compile(r"\s*<[^<>]*>\s*")


class LetterError(ValueError):
    """The letter cannot be taken apart; the message says why."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a letter."""

    text: str
    is_html: bool
    is_flowed: bool = False
    """Lines that end in a space go on (RFC 3676)."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a letter that is a document of its own, or might be."""

    name: str
    data: bytes
    is_beside: bool = False
    """Belongs to the letter's look: a picture in its HTML, a signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter taken apart."""

    subject: str
    sender: str
    """Name of whom it is from, else the address."""

    address: str
    list_name: str
    """Phrase of the List-Id (RFC 2919)."""

    date: Moment | None
    date_reason: str
    url: str
    """Where the letter stands on the web (Archived-At, RFC 5064)."""

    texts: tuple[tuple[Text, ...], ...]
    """The parts of the body in order, each in all the forms that it comes in."""

    attachments: tuple[Attachment, ...]
    letters: tuple[Message, ...]
    """Letters that are attached or forwarded as such."""

    is_bulk: bool = False
    """Whether it was sent to a list."""


def parsed_message(data: bytes) -> Message:
    """Return *data* as a message.

    Raises:
        LetterError: it is too large or too deeply nested to be looked at.
    """
    if data.count(b"\n") > _MOST_LINES:
        raise LetterError("has more than a million lines")
    if data.lower().count(b"boundary=") > _MOST_BOUNDARIES:
        raise LetterError("has too many parts")
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except _FAULTS as error:
        raise LetterError("is nested too deeply, or no letter") from error


def letter_of(message: Message, zone: dt.tzinfo) -> Letter:
    """Return *message* taken apart; a time without offset is one in *zone*."""
    body = _Body()
    body.add(message, 0)
    date, reason = _date(message, zone)
    name, address = _sender(message)
    listed = _field(message, "List-Id")
    return Letter(
        subject=_field(message, "Subject"),
        sender=name or address,
        address=address,
        list_name=_phrase(_ANGLES.sub("", listed)),
        date=date,
        date_reason=reason,
        url=_field(message, "Archived-At").strip("<> "),
        texts=tuple(body.texts),
        attachments=tuple(body.attachments),
        letters=tuple(body.letters),
        is_bulk=bool(listed or message.get("List-Unsubscribe") or message.get("List-Post")),
    )


# --- fields ---------------------------------------------------------------------------------------


def _field(message: Message, name: str) -> str:
    """A header field on one line, encoded words (RFC 2047) decoded."""
    wanted = name.lower()
    raw = next((str(v) for k, v in message.raw_items() if k.lower() == wanted), "")
    return _safely(lambda: _decoded(raw), "")


def _decoded(raw: str) -> str:
    if "=?" not in raw:
        # Bytes outside ASCII came as surrogates: UTF-8 (RFC 6532) or a legacy encoding.
        data = raw.encode("ascii", "surrogateescape")
        return _one_line(decode(data).text if not data.isascii() else raw)
    # Words that are split inside a letter are joined before they are decoded.
    joined = re.sub(r"\?=\s+=\?", "?==?", raw)
    parts = (
        part if isinstance(part, str) else _in_charset(part, charset or "")
        for part, charset in email.header.decode_header(joined)
    )
    return _one_line("".join(parts))


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _sender(message: Message) -> tuple[str, str]:
    """Name and address of who it is from; where a list took the From for itself (“via”), of whom
    it is from in truth."""
    for field in ("From", "Sender", "Reply-To", "Return-Path"):
        said = _field(message, field)
        address = next(iter(re.findall(r"[^\s<>\"(),;:]+@[\w.-]+", said)), "")
        name = _phrase(_ANGLES.sub(" ", said).replace(address, " ") if address else said)
        if name or address:
            return re.sub(r"\s+via\s+\S.*$", "", name).strip("'\" "), address
    return "", ""


def _phrase(text: str) -> str:
    """A display name without the quotes and brackets around it."""
    text = re.sub(r"\\(.)", r"\1", text).strip(" ,;")
    while len(text) > 1 and (text[0], text[-1]) in (('"', '"'), ("'", "'"), ("(", ")")):
        text = text[1:-1].strip()
    return "" if "@" in text and " " not in text else text[:200]


def _date(message: Message, zone: dt.tzinfo) -> tuple[Moment | None, str]:
    for field in ("Date", "Original-Date", "Resent-Date", "Delivery-Date"):
        if found := moment(_field(message, field), zone):
            return found, f"the letter's field “{field}”"
    for name, received in message.raw_items():
        when = str(received).rpartition(";")[2].strip()
        if name.lower() == "received" and (found := moment(when, zone)):
            return found, "when a server received the letter"
    return None, "the letter has no date"


# --- parts ----------------------------------------------------------------------------------------


class _Body:
    """Gathers texts and attachments, part by part."""

    def __init__(self) -> None:
        self.texts: list[tuple[Text, ...]] = []
        self.attachments: list[Attachment] = []
        self.letters: list[Message] = []
        self.count = 0

    def add(self, part: Message, depth: int) -> None:
        """Add *part* and what is in it."""
        self.count += 1
        if depth > _DEEPEST or self.count > _MOST_PARTS:
            return
        kind = _safely(part.get_content_type, "text/plain")
        inner = _inner(part)
        if kind == "message/rfc822":
            self.letters += inner
        elif kind == "multipart/alternative":
            self._alternatives(inner, depth)
        elif inner:
            for n, one in enumerate(inner):
                if n and kind == "multipart/related":
                    self._beside(one)
                else:
                    self.add(one, depth + 1)
        elif not part.is_multipart():
            self._leaf(part, kind)

    def _alternatives(self, parts: list[Message], depth: int) -> None:
        """All forms of one text are one part; what else is among them is added as it is."""
        forms = _Body()
        for part in parts:
            forms.add(part, depth + 1)
        if every := tuple(text for texts in forms.texts for text in texts):
            self.texts.append(every)
        self.attachments += forms.attachments
        self.letters += forms.letters

    def _leaf(self, part: Message, kind: str) -> None:
        is_attached = _safely(part.get_content_disposition, None) == "attachment"
        name = _name(part)
        if kind in _TEXTS and not is_attached and not (name and kind == "text/plain"):
            if kind != "text/x-amp-html":
                self.texts.append((_text(part, kind),))
        else:
            self._attach(part, kind, name, is_beside=part.get("Content-ID") is not None)

    def _beside(self, part: Message) -> None:
        kind = _safely(part.get_content_type, "")
        is_attached = _safely(part.get_content_disposition, None) == "attachment"
        is_beside = not is_attached or part.get("Content-ID") is not None
        self._attach(part, kind, _name(part), is_beside=is_beside)

    def _attach(self, part: Message, kind: str, name: str, *, is_beside: bool) -> None:
        label = name or f"attachment-{len(self.attachments) + 1}{_ENDINGS.get(kind, '')}"
        is_beside = is_beside or kind.endswith(("-signature", "/pgp-keys"))
        self.attachments.append(Attachment(label, _payload(part), is_beside))


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload() if part.is_multipart() else []
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _name(part: Message) -> str:
    name = _safely(part.get_filename, None)
    return _safely(lambda: _decoded(str(name)), "") if name else ""


def _payload(part: Message) -> bytes:
    data: object = _safely(lambda: part.get_payload(decode=True), None)
    return data if isinstance(data, bytes) else b""


def _text(part: Message, kind: str) -> Text:
    data = _payload(part)
    charset = _safely(part.get_content_charset, None) or ""
    is_html = kind == "text/html"
    if not charset and is_html and (said := _META.search(data[:4096])):
        charset = said[1].decode("ascii")
    form: object = _safely(lambda: part.get_param("format"), None)
    is_flowed = isinstance(form, str) and form.lower() == "flowed"
    return Text(clean_text(_in_charset(data, charset)), is_html, is_flowed=is_flowed)


def _in_charset(data: bytes, charset: str) -> str:
    """*data* in its charset; where that is unknown or not true, as its bytes look."""
    name = charset.strip("\"' ").lower()
    # What calls itself ASCII or Latin-1 is often more (WHATWG Encoding, section 4.2).
    if name in ("", "us-ascii", "ascii", "unknown-8bit", "default", "utf-8", "utf8"):
        return decode(data).text
    name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1") else name
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return decode(data).text


def _safely(asked: Callable[[], _T], otherwise: _T) -> _T:
    try:
        return asked()
    except _FAULTS:
        return otherwise

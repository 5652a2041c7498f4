"""Reads letters and mailboxes: the conductor of this folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.message import Message

from briefing.ingest.inner import dated_by, gathered, inner_document, noted, read_inner
from briefing.ingest.kinds import DocumentKind
from briefing.ingest.mail.articles import harvest_letter
from briefing.ingest.mail.bodies import body_of
from briefing.ingest.mail.forwarded import forwarded_in, inner_letter
from briefing.ingest.mail.letters import Attachment, Letter, LetterError, letter_of, parsed_message
from briefing.ingest.mail.mbox import letters_of
from briefing.ingest.reading import Reading, unread
from briefing.ingest.room import MOST_MEMBERS
from briefing.ingest.sniffing import kind_of
from briefing.model import Document, Harvest, LeftOut, Level, Problem

_EMLX = re.compile(rb"\s*(\d{1,12})[ \t]*\r?\n")
_DEEPEST = 4
_FEW_WORDS = 80
"""Somebody who sends a letter on writes no more above it; who writes more has written a letter."""

_COVER_WORDS = 20
"""Beside a document that is attached: “Here is the report.”"""

_NO_DOCUMENTS = (
    DocumentKind.PICTURE,
    DocumentKind.DATA,
    DocumentKind.CODE,
    DocumentKind.UNKNOWN,
    DocumentKind.OFFICE,
)


def harvest_mail(document: Document, reading: Reading) -> Harvest:
    """Return the articles in a letter (RFC 5322), with those in letters and documents that are
    attached to it."""
    data = document.data.lstrip(b"\r\n")
    if length := _EMLX.match(data):  # Apple's .emlx: the length, the letter, a property list
        data = data[length.end() :][: int(length[1])]
    try:
        return _harvest(document, parsed_message(data), reading, 0)
    except LetterError as error:
        return unread(document, str(error))


def harvest_mailbox(document: Document, reading: Reading) -> Harvest:
    """Return the articles in the letters of a mailbox (RFC 4155)."""
    letters = letters_of(document.data)
    found: list[tuple[str, Harvest]] = []
    for n, data in enumerate(letters, start=1):
        if not reading.room.enter():
            message = f"holds more than {MOST_MEMBERS:,} letters; the others are not read"
            problem = Problem(place=document.place, message=message, level=Level.ERROR)
            return noted(gathered(document, found), problem)
        inside = inner_document(document, f"letter-{n}.eml", data)
        found.append((f"letter {n}", harvest_mail(inside, reading)))
    if not found:
        return unread(document, "is a mailbox without letters")
    return gathered(document, found)


def _harvest(document: Document, message: Message, reading: Reading, depth: int) -> Harvest:
    letter = letter_of(message, reading.zone)
    inner = list(_inner(document, letter, (reading, depth)))
    has_documents = any(h.entries for _, h in inner)
    few = _FEW_WORDS if letter.letters else _COVER_WORDS if has_documents else 0
    own = _own(document, letter, reading, few)
    if not inner:
        return own
    return gathered(document, [("", own), *inner])


def _own(document: Document, letter: Letter, reading: Reading, few: int) -> Harvest:
    """What the letter itself holds; *few* words or less are only beside what it sends on."""
    body = body_of(letter)
    note: list[str] = []
    for _ in range(_DEEPEST):
        found = forwarded_in(body.lines, letter.subject)
        if found is None:
            break
        note += [line for line in body.lines[: found.end] if line.strip()]
        letter = inner_letter(letter, found, reading.zone)
        body = body.below(found.end)
    left = [(note, "the words and address lines above a letter that was sent on")]
    if few and len(body.text.split()) <= few:
        left.append(([line for line in body.lines if line.strip()], "words beside attachments"))
        return Harvest(left_out=_left_out(document, left))
    harvest = harvest_letter(document, letter, body, reading)
    return Harvest(
        entries=harvest.entries,
        records=harvest.records,
        left_out=(*_left_out(document, left), *harvest.left_out),
        problems=harvest.problems,
        evidence=harvest.evidence,
    )


def _left_out(document: Document, told: Sequence[tuple[list[str], str]]) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(place=document.place, reason=reason, text="\n".join(lines))
        for lines, reason in told
        if lines
    )


def _inner(
    document: Document, letter: Letter, context: tuple[Reading, int]
) -> Iterator[tuple[str, Harvest]]:
    """The harvests of the letters and documents in *letter*, each with its label."""
    reading, depth = context
    for n, message in enumerate(letter.letters, start=1):
        place = inner_document(document, f"letter-{n}.eml", b"")
        if depth >= _DEEPEST:
            yield f"letter {n}", unread(place, f"is a letter more than {_DEEPEST} letters deep")
        else:
            yield f"letter {n}", _harvest(place, message, reading, depth + 1)
    for attachment in letter.attachments:
        if found := _attached(document, attachment, letter, reading):
            yield attachment.name, found


def _attached(
    document: Document, attachment: Attachment, letter: Letter, reading: Reading
) -> Harvest | None:
    inside = inner_document(document, attachment.name, attachment.data)
    kind = kind_of(inside).kind
    if kind in _NO_DOCUMENTS or not attachment.data:
        if attachment.is_beside or kind is DocumentKind.PICTURE:
            return None
        message = "an attachment that is not read"
        return Harvest(problems=(Problem(place=inside.place, message=message, level=Level.NOTE),))
    found = read_inner(inside, reading)
    return dated_by(found, letter.date, f"{letter.date_reason}, to which it was attached")

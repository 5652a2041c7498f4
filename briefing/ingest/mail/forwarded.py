"""Letters that somebody sent on: the inner letter's sender, date and subject count."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.ingest.mail.letters import Letter
from briefing.ingest.moments import moment

_MARK = re.compile(
    r"\W*(?:(?:begin )?forwarded (?:message|by|mail)|original(?:[- ]| e-?)?(?:message|mail)"
    r"|(?:anfang der )?weitergeleitete[nr]? (?:nachricht|mail|e-mail)|ursprüngliche nachricht"
    r"|originalnachricht|(?:début du )?message (?:transféré|réexpédié|d['’]origine)"
    r"|(?:inicio del )?mensaje (?:reenviado|original)|messaggio (?:inoltrato|originale)"
    r"|mensagem (?:encaminhada|original)|doorgestuurd bericht|oorspronkelijk bericht"
    r"|vidarebefordrat (?:brev|meddelande)|przekazana wiadomość|wiadomość oryginalna"
    r"|пересылаемое сообщение|исходное сообщение|переслане повідомлення|转发的邮件|转发邮件"
    r"|原始邮件)\W*",
    re.IGNORECASE,
)
_FIELDS = {
    "from": "from von de da van od från от від absender expéditeur remitente mittente 发件人",
    "date": (
        "date sent datum gesendet envoyé fecha enviado data inviato enviada verzonden datum skickat"
        " wysłano дата отправлено надіслано 日期 发送时间 发送日期"
    ),
    "subject": "subject betreff objet asunto oggetto assunto onderwerp ämne temat тема 主题",
    "to": (
        "to an à a para aan till do кому 收件人 cc kopie copie reply-to antwort attachments anlagen"
        " importance wichtigkeit bcc"
    ),
}
_LABELS = {label: name for name, labels in _FIELDS.items() for label in labels.split()}
_FIELD = re.compile(
    r"[*_ ]{0,4}(?P<label>[^\W\d_][\w-]{0,14})[*_ ]{0,4}\s?[:：][*_ ]{0,4}\s*(?P<value>.*)"
)
_PREFIX = re.compile(
    r"^\s*(?:(?:fwd?|wg|tr|rv|i|enc|vs|vb|pd|fs|doorst|пересл|转发)\s*[:：]\s*)+", re.IGNORECASE
)
_ANSWER = re.compile(r"^\s*(?:(?:re|aw|sv|antw|ré|odp|отв|回复)\s*(?:\[\d+\])?[:：]\s*)+", re.I)
_ADDRESS = re.compile(r"[^\s<>\"(),;:\[\]]+@[\w.-]+")
_MOST_LINES = 60
"""Lines of one's own that somebody writes above a letter that is sent on."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The head of a letter inside a letter's text."""

    start: int
    end: int
    """Lines from the mark, or the first field, to after the last field."""

    fields: dict[str, str]


def plain_subject(subject: str) -> str:
    """Return *subject* without what programs put before it: “Fwd:”, “Re:”."""
    while (plain := _ANSWER.sub("", _PREFIX.sub("", subject))) != subject:
        subject = plain
    return subject.strip()


def is_sent_on(subject: str) -> bool:
    """Whether *subject* says that the letter was sent on."""
    return bool(_PREFIX.match(_ANSWER.sub("", subject)))


def forwarded_in(lines: Sequence[str], subject: str) -> Forwarded | None:
    """Return the head of the letter that *lines* send on: two fields or more below a mark; three
    without a mark, where the *subject* says it."""
    for start, line in enumerate(lines[:_MOST_LINES]):
        is_mark = bool(_MARK.fullmatch(line.strip()[:120]))
        if not is_mark and not _field(line):
            continue
        first = start + is_mark
        end, fields = _fields(lines, first)
        is_original = "riginal" in line or "rsprüng" in line or "origine" in line
        needs_subject = not is_mark or is_original
        if len(fields) >= (2 if is_mark else 3) and "from" in fields:
            if needs_subject and not is_sent_on(subject) and start > 5:
                continue  # an answer that quotes what it answers
            return Forwarded(start, end, fields)
    return None


def _fields(lines: Sequence[str], first: int) -> tuple[int, dict[str, str]]:
    found: dict[str, str] = {}
    end, last = first, ""
    for i in range(first, min(first + 24, len(lines))):
        line = lines[i].strip()
        if not line:
            if found and i + 1 < len(lines) and not _field(lines[i + 1]):
                break
            continue
        field = _field(line)
        if field:
            last = field[0]
            found.setdefault(*field)
        elif not last or found.get(last) or len(line) > 200:
            break  # Outlook for Mac sets the value on a line below
        else:
            found[last] = line
        end = i + 1
    return end, found


def _field(line: str) -> tuple[str, str] | None:
    match = _FIELD.fullmatch(line.strip()[:400])
    name = _LABELS.get(match["label"].casefold()) if match else None
    return (name, match["value"].strip("* ")) if match and name else None


def inner_letter(letter: Letter, found: Forwarded, zone: dt.tzinfo) -> Letter:
    """Return *letter* as it was before somebody sent it on."""
    said = found.fields.get("from", "")
    address = next(iter(_ADDRESS.findall(said)), "")
    name = re.sub(r"[<\[(][^<>\[\]()]*@[^<>]*[>\])]?|\(mailto:[^)]*\)", " ", said)
    name = " ".join(name.replace(address, " ").split()).strip("\"'*<>()[] ;,")
    when = moment(_spoken(found.fields.get("date", "")), zone)
    return replace(
        letter,
        subject=found.fields.get("subject", "") or plain_subject(letter.subject),
        sender=name or address or letter.sender,
        address=address or letter.address,
        list_name="",
        date=when or letter.date,
        date_reason="the date of the letter that was sent on" if when else letter.date_reason,
    )


def _spoken(text: str) -> str:
    """A date without the words between day and time: “Mon, Jun 2, 2025 at 9:00 AM”."""
    return re.sub(r"(?<=\d)\s+(?:at|um|à|a las|alle|в|kl\.?)\s+(?=\d)", " ", text)

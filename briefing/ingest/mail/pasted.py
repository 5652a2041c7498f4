"""A letter in which somebody sends on what was copied: read as copied text."""

from __future__ import annotations

from dataclasses import replace

from briefing.ingest.copied.reader import harvest_text
from briefing.ingest.inner import dated_by, inner_document
from briefing.ingest.mail.bodies import Body
from briefing.ingest.mail.letters import Letter
from briefing.ingest.reading import Reading
from briefing.model import DateOrigin, Document, Harvest, LeftOut, Seed
from briefing.text.dates import find_stamps

_BYLINE = 180
"""Characters of a line that may date an article."""


def as_copied(
    document: Document, letter: Letter, body: Body, about: tuple[Reading, str, str]
) -> Harvest | None:
    """Return *letter* read as copied text, where two or more articles in it are dated on their own:
    a page or a reader's list that somebody pasted; *about* is how to read, the language of the
    letter and who publishes it. None where it is no such letter."""
    reading, lang, source = about
    dated = [line for line in body.lines if len(line) < _BYLINE and find_stamps(line)]
    if len(dated) < 2:
        return None
    text = "\n".join(body.lines).encode()
    inside = inner_document(document, "letter.txt", text)
    found = harvest_text(inside, reading.settings, reading.zone, lang)
    if sum(e.date_origin is DateOrigin.STATED for e in found.entries) < 2:
        return None
    entries = tuple(
        replace(
            one,
            source=one.source or source,
            seed=Seed(file=document.place, part=n, sha256=document.sha256),
        )
        for n, one in enumerate(found.entries, start=1)
    )
    left = tuple(replace(x, place=document.place) for x in found.left_out)
    signature = LeftOut(place=document.place, reason="the letter's signature", text=body.signature)
    found = replace(
        found,
        entries=entries,
        left_out=(*left, signature) if body.signature else left,
        problems=tuple(replace(p, place=document.place) for p in found.problems),
    )
    return dated_by(found, letter.date, letter.date_reason)

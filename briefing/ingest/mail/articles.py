"""A letter's text → entries: one article, or the items of a digest."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.ingest.copied.names import is_person_like
from briefing.ingest.mail.blocks import Block, Style
from briefing.ingest.mail.bodies import Body
from briefing.ingest.mail.columns import publishers_of
from briefing.ingest.mail.edges import Edges, without_edges
from briefing.ingest.mail.forwarded import plain_subject
from briefing.ingest.mail.item_text import image_in, without_more
from briefing.ingest.mail.items import Digest, Item, digest_of
from briefing.ingest.mail.letters import Letter
from briefing.ingest.mail.origin import (
    Known,
    Origin,
    named_in,
    origin_of,
    signed_for,
    without_publisher,
)
from briefing.ingest.mail.pasted import as_copied
from briefing.ingest.mail.sponsored import without_sponsored
from briefing.ingest.markup import summary_of, words_of
from briefing.ingest.reading import Article, Reading, entry
from briefing.model import (
    DateOrigin,
    Document,
    Entry,
    Evidence,
    Harvest,
    LeftOut,
    Moment,
    Problem,
)
from briefing.text.dates import date_order
from briefing.text.language import language
from briefing.text.urls import clean_url
from briefing.text.words import key, sentences

_TAG = re.compile(r"^\s*\[[^\[\]]{1,40}\]\s*")
_READING_TIME = re.compile(
    r"\s*[(\[]\s*\d+[\s-]*(?:min(?:ute)?s?|minuten?|минут\w*|мин)\.?(?:\s(?:read|lesezeit"
    r"|de lecture|de lectura))?\s*[)\]]$",
    re.IGNORECASE,
)
_FEW = 4
"""A letter of fewer items may be copied text."""

_OPENING_WORDS = 60
"""Running text above a digest's first item that is longer is an article of its own."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What all articles of a letter share."""

    document: Document
    letter: Letter
    origin: Origin
    reading: Reading
    known: Known
    lang: str


def harvest_letter(document: Document, letter: Letter, body: Body, reading: Reading) -> Harvest:
    """Return the entries of *letter*, whose text is *body*; all of the text stands in them or is
    reported as left out."""
    edges = without_edges(body.blocks)
    context = _context(document, letter, edges, reading)
    left = [
        _left(document, "how to look at the letter, above its text", edges.head),
        _left(document, "the letter's footer", edges.foot),
        LeftOut(place=document.place, reason="the letter's signature", text=body.signature),
    ]
    digest = digest_of(edges.body)
    about = (reading, context.lang, context.origin.source)
    is_few = digest is None or len(digest.items) < _FEW
    copied = as_copied(document, letter, body, about) if is_few else None
    if copied and len(copied.entries) > (len(digest.items) if digest else 1):
        return copied
    if digest:
        found, out = _of_digest(context, digest)
    else:
        found, out = _of_one(context, edges)
    left = [*left[:1], *out, *left[1:]]
    return Harvest(
        entries=tuple(item for item, _ in found),
        left_out=tuple(x for x in left if x.text.strip()),
        problems=_problems(context, found),
        evidence=tuple(e for _, told in found for e in told),
    )


def _context(document: Document, letter: Letter, edges: Edges, reading: Reading) -> _Context:
    text = "\n".join(block.words for block in edges.body)
    lang = language(text, reading.language)
    order = reading.settings.date_order
    order = date_order(text[:20_000], lang)[0] if order == "auto" else order
    origin = origin_of(letter)
    if is_person_like(origin.source) and (signed := signed_for(edges.body, letter)):
        origin = Origin(signed, (origin.source,), "the sender signs for it")
    persons = (*origin.authors, letter.sender)
    known = Known(order, letter.date.year if letter.date else 0, persons)
    return _Context(document, letter, origin, reading, known, lang)


_Told = tuple[Entry, list[Evidence]]


# --- one article ----------------------------------------------------------------------------------


def _of_one(context: _Context, edges: Edges) -> tuple[list[_Told], list[LeftOut]]:
    blocks = list(edges.body)
    subject = _subject(context)
    head = next((b for b in blocks[:4] if b.style is Style.HEADING), None)
    title, url = subject, ""
    if head and (key(head.words) == key(subject) or _is_title(head, subject)):
        title, url = head.words, head.url
        blocks = [b for b in blocks if b is not head]
    named = named_in(blocks[:5], url, context.known)
    blocks = [b for b in blocks if not any(b is one for one in named.used)]
    blocks, paid = without_sponsored(blocks)
    markdown = _markdown(blocks)
    if not any(b.words for b in blocks):
        return [], [_left(context.document, "no article in the letter", edges.body)]
    title = title or _first_words(blocks) or context.origin.source
    address = clean_url(url) or clean_url(context.letter.url) or clean_url(edges.url)
    article = Article(
        title=title,
        body=markdown,
        url=address,
        source=named.source or context.origin.source,
        authors=named.authors or context.origin.authors,
    )
    stamp = next((b.stamp for b in named.bylines if b.stamp), None)
    when = stamp.value(context.reading.zone) if stamp else None
    reason = "the letter is one article: no two headlines lead to texts of their own"
    told = _entry(context, article, 1, (when, reason))
    is_told = key(title) == key(subject) or not subject
    left = [] if is_told else [_subject_left(context, subject)]
    return [told], [*left, _left(context.document, "advertising", paid)]


def _is_title(head: Block, subject: str) -> bool:
    """Whether a heading at the top is the article's own headline, rather than the subject: it leads
    to the article, or says the subject and more."""
    said, asked = key(head.words), key(subject)
    return bool(head.url and head.level <= 2) or not asked or (len(asked) > 8 and asked in said)


def _subject(context: _Context) -> str:
    subject = plain_subject(context.letter.subject)
    if context.letter.is_bulk and (tag := _TAG.match(subject)) and subject[tag.end() :]:
        return subject[tag.end() :]
    return subject


def _subject_left(context: _Context, subject: str) -> LeftOut:
    return LeftOut(place=context.document.place, reason="the letter's subject", text=subject)


def _first_words(blocks: Sequence[Block]) -> str:
    first = next((b.words for b in blocks if b.words), "")
    sentence = next(iter(sentences(first[:400])), "")
    return sentence if len(sentence) <= 200 else sentence[:200].rpartition(" ")[0] + " …"


# --- several items --------------------------------------------------------------------------------


def _of_digest(context: _Context, digest: Digest) -> tuple[list[_Told], list[LeftOut]]:
    found: list[_Told] = []
    left: list[LeftOut] = []
    subject = _subject(context)
    opening = [b for b in digest.opening if b.words]
    if sum(b.count for b in opening if b.is_prose) >= _OPENING_WORDS and subject:
        kept = [b for b in opening if key(b.words) != key(subject)]
        article = Article(title=subject, body=_markdown(kept), source=context.origin.source,
                          authors=context.origin.authors)  # fmt: skip
        reason = "the words above the first item, long enough for an article"
        found.append(_entry(context, article, 1, (None, reason)))
    else:
        left.append(_subject_left(context, subject))
        left.append(_left(context.document, "the letter's opening words", opening))
    publishers = publishers_of(digest.items)
    for n, item in enumerate(digest.items):
        if item.is_advertising or not any(b.words for b in item.blocks):
            reason = "advertising" if item.is_advertising else "a headline without a text"
            text = "\n".join([item.title, *(b.words for b in item.blocks)])
            left.append(LeftOut(place=context.document.place, reason=reason, text=text))
        else:
            told, out = _of_item(context, item, publishers.get(n), len(found) + 1)
            found.append(told)
            left += out
        left.append(_left(context.document, "between the letter's items", item.related))
    return found, left


def _of_item(
    context: _Context, item: Item, publisher: Block | None, part: int
) -> tuple[_Told, list[LeftOut]]:
    """*publisher* is the line below the headline that names the item's."""
    blocks, paid = without_sponsored([b for b in item.blocks if not b.is_rule])
    blocks = [b for b in blocks if b is not publisher]
    named = named_in(blocks, item.url, context.known)
    buttons = [b for b in named.blocks if b.is_read_more]
    picture = next((b for b in named.blocks if b.is_picture), None)
    kept = [b for b in named.blocks if b is not picture and not any(b is x for x in buttons)]
    title, behind = without_publisher(_READING_TIME.sub("", item.title), item.url)
    own = context.origin.source
    source = (publisher.words if publisher else "") or named.source or behind
    body, more = without_more(kept or [b for b in blocks if b is not picture], item.url)
    article = Article(
        title=title,
        body=body,
        url=clean_url(item.url),
        source=source or own,
        via=own if source and key(source) != key(own) else "",
        authors=named.authors,
        topics=(item.section,) if item.section else (),
        image=image_in(picture),
    )
    stamp = next((b.stamp for b in named.bylines if b.stamp), None)
    when = stamp.value(context.reading.zone) if stamp else None
    reason = "set like the other headlines of the letter, with an address and a text of its own"
    told = _entry(context, article, part, (when, reason))
    led = "\n".join([*(b.words for b in buttons), *more])
    place = context.document.place
    return told, [
        LeftOut(place=place, reason="a link to the article", text=led),
        _left(context.document, "advertising", paid),
    ]


# --- all ------------------------------------------------------------------------------------------


def _entry(
    context: _Context, article: Article, part: int, told: tuple[Moment | None, str]
) -> _Told:
    when, reason = told
    date, origin = context.letter.date, DateOrigin.DOCUMENT
    why = context.letter.date_reason
    if when is not None and not _is_same_day(when, date):
        date, origin, why = when, DateOrigin.STATED, "in the article's byline"
    article = replace(
        article,
        date=date,
        date_origin=origin,
        lang=language(words_of(article.body[:4000]), context.lang),
        summary=summary_of(article.body),
        authors=tuple(a for a in article.authors if key(a) != key(article.source)),
    )
    item = entry(article, context.document, part)
    evidence = [
        Evidence(part=part, about="boundary", reason=reason),
        Evidence(part=part, about="date", reason=f"{item.date_origin}: {why}"),
    ]
    if article.source:
        is_own = article.source == context.origin.source
        why = context.origin.reason if is_own else "named beside the item"
        evidence.append(Evidence(part=part, about="source", reason=f"{article.source}: {why}"))
    return item, evidence


def _is_same_day(when: Moment, date: Moment | None) -> bool:
    """Whether a byline prints only the day of the letter, whose time is known."""
    if not isinstance(date, dt.datetime) or isinstance(when, dt.datetime):
        return False
    return date.date() == when


def _markdown(blocks: Sequence[Block]) -> str:
    kept = [b.markdown for b in blocks if not b.is_rule]
    return "\n\n".join(kept)


def _left(document: Document, reason: str, blocks: Sequence[Block]) -> LeftOut:
    text = "\n".join(block.words for block in blocks if block.words)
    return LeftOut(place=document.place, reason=reason, text=text)


def _problems(context: _Context, found: Sequence[_Told]) -> tuple[Problem, ...]:
    if found:
        return ()
    message = "no article found in the letter; the document is kept as it is"
    return (Problem(place=context.document.place, message=message),)

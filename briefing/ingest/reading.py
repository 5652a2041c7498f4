"""What readers have in common: what they are told, and how an article becomes an entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from briefing.config import CollectSettings
from briefing.fingerprint import fingerprint
from briefing.ingest.recipes.recipe import Recipe
from briefing.ingest.room import Room
from briefing.model import (
    DateOrigin,
    Document,
    Entry,
    Harvest,
    Image,
    Kind,
    Level,
    Moment,
    Problem,
    Seed,
)
from briefing.text.clean import clean, clean_line
from briefing.text.words import key, sentences, word_count

UNDATED = dt.date(1970, 1, 1)
"""Stands for the day of collection, which no reader knows."""

_LEDE_WORDS = 55


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader is told beside the document."""

    settings: CollectSettings
    zone: dt.tzinfo
    """The site's: times printed without a zone are in it."""

    language: str
    """BCP 47; assumed where a text does not tell its own."""

    recipes: tuple[Recipe, ...] = ()
    """The first that is for the document counts."""

    depth: int = 0
    """In how many documents this one is packed: an attachment, a member of an archive."""

    room: Room = field(default_factory=Room)
    """What may still come out of the outermost document."""


Reader = Callable[[Document, Reading], Harvest]
"""Raises nothing for bad input: what cannot be read is a problem in the harvest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as a document tells it; fields mean what those of an entry mean."""

    title: str
    body: str
    """Markdown."""

    date: Moment | None = None
    date_origin: DateOrigin = DateOrigin.STATED
    updated: Moment | None = None
    source: str = ""
    via: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    lang: str = ""
    summary: str = ""
    """As the document gives it; without one the lede is taken."""

    key_points: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    section: str = ""
    kind: Kind = Kind.ARTICLE
    image: Image | None = None
    guid: str = ""
    """The document's own id for the article, unique in the world; without one it is made of
    headline and text."""


def entry(article: Article, document: Document, part: int) -> Entry:
    """Return *article*, the *part*-th of *document* (from 1), as an entry without a path.

    An article without a date gets the origin ``ingested``: it stands for the day of collection.
    Its texts are cleaned, so that readers need not care (:mod:`briefing.text.clean`).
    """
    article = cleaned(article)
    dated = article.date is not None
    return Entry(
        guid=article.guid or fingerprint([key(article.title), key(article.body[:400])])[:16],
        title=article.title,
        date=article.date if article.date is not None else UNDATED,
        date_origin=article.date_origin if dated else DateOrigin.INGESTED,
        updated=article.updated,
        source=article.source,
        via=article.via,
        authors=article.authors,
        url=article.url,
        lang=article.lang,
        summary=article.summary,
        key_points=article.key_points,
        topics=article.topics,
        section=article.section,
        kind=article.kind,
        image=article.image,
        seed=Seed(file=document.place, part=part, sha256=document.sha256),
        body=article.body,
    )


def cleaned(article: Article) -> Article:
    """Return *article* with clean texts: no invisible characters, no misread letters, no entities
    left in headline and names."""
    return replace(
        article,
        title=clean_line(article.title),
        source=clean_line(article.source),
        via=clean_line(article.via),
        authors=_lines(article.authors),
        summary=clean(article.summary),
        key_points=tuple(map(clean, article.key_points)),
        topics=_lines(article.topics),
        section=clean_line(article.section),
        body=clean(article.body),
    )


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(clean_line, texts)))


def lede(paragraph: str) -> str:
    """Return *paragraph*, or as many of its first sentences as make 55 words."""
    taken: list[str] = []
    for sentence in sentences(paragraph[:4000]):
        if taken and word_count(" ".join([*taken, sentence])) > _LEDE_WORDS:
            break
        taken.append(sentence)
    return " ".join(taken)


def unread(document: Document, why: str) -> Harvest:
    """Return the harvest of a document that cannot be read: a problem of level error."""
    problem = Problem(place=document.place, message=f"{why} (kept, not read)", level=Level.ERROR)
    return Harvest(problems=(problem,))


def together(harvests: Sequence[Harvest]) -> Harvest:
    """Return several harvests of one document as one."""
    return Harvest(
        entries=tuple(e for h in harvests for e in h.entries),
        records=tuple(r for h in harvests for r in h.records),
        left_out=tuple(x for h in harvests for x in h.left_out),
        problems=tuple(p for h in harvests for p in h.problems),
        evidence=tuple(e for h in harvests for e in h.evidence),
    )

"""Reads Markdown files: an article with front matter; without any, copied text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from briefing.ingest.copied.reader import harvest_text
from briefing.ingest.fields import Told, told
from briefing.ingest.front_matter import Fronted, front_matter
from briefing.ingest.kinds import DocumentKind, named_kind
from briefing.ingest.markup import blocks, of_foreign, summary_of, words_of
from briefing.ingest.reading import Article, Reading, entry
from briefing.ingest.shortcodes import Shortcode, without_shortcodes
from briefing.model import (
    DateOrigin,
    Document,
    Evidence,
    Harvest,
    LeftOut,
    Level,
    Moment,
    Problem,
)
from briefing.text.dates import date_order
from briefing.text.decode import Decoded, decode
from briefing.text.language import language
from briefing.text.words import key

_DATED_NAME = re.compile(r"(?P<day>(?:19|20|21)\d\d-[01]\d-[0-3]\d)(?:[-_ ]+(?P<slug>.+))?")
_HEADING = re.compile(r"(?P<marks>#{1,2})[ \t]+(?P<title>.+?)(?:[ \t]+#+)?[ \t]*(?:\n|\Z)")
_MODULE = re.compile(r"\A(?:(?:import|export)\s[^\n]*\n|[ \t]*\n)+")
_PLAIN_METADATA = ("md", "markdown", "mdown", "mkd", "mkdn", "rst", "mdtext")


@dataclass(frozen=True, slots=True)
class _Body:
    """The text of the file, prepared."""

    text: str
    title: str
    """Of the heading that the text begins with, which is taken off it."""

    shortcodes: tuple[Shortcode, ...]


def harvest_markdown(document: Document, reading: Reading) -> Harvest:
    """Return the article that a Markdown file with front matter holds; of a file without front
    matter what the reader of copied text finds in it."""
    decoded = decode(document.data)
    name = PurePosixPath(document.place)
    has_plain_lines = name.suffix.lower().lstrip(".") in _PLAIN_METADATA
    fronted = front_matter(decoded.text.lstrip("\n"), has_plain_lines)
    if fronted is None:
        return harvest_text(document, reading.settings, reading.zone, reading.language)
    return _harvest(document, decoded, fronted, reading)


def _harvest(document: Document, decoded: Decoded, fronted: Fronted, reading: Reading) -> Harvest:
    fields = told(fronted.values, reading.zone, _order(fronted, reading))
    body = _body(fronted.body, fields.title, is_mdx=document.place.lower().endswith(".mdx"))
    named = _DATED_NAME.fullmatch(PurePosixPath(document.place).stem)
    title = fields.title or body.title or _words(named["slug"] if named else document.place)
    date, origin, reason = _date(fields, named)
    article = Article(
        title=title,
        body=of_foreign(body.text or fields.body, fields.url) or fields.summary,
        date=date,
        date_origin=origin,
        updated=fields.updated if fields.updated != date else None,
        source=fields.source,
        via=fields.via,
        authors=fields.authors,
        url=fields.url,
        lang=fields.lang or language(body.text, reading.language),
        topics=fields.topics,
        section=fields.section,
        key_points=fields.key_points,
        kind=fields.kind,
        image=fields.image,
        guid=fields.guid,
    )
    if not article.body.strip():
        return _empty(document, decoded, fronted)
    article = replace(article, summary=fields.summary or summary_of(article.body))
    item = replace(entry(article, document, 1), draft=fields.is_draft)
    return Harvest(
        entries=(item,),
        left_out=tuple(_left_out(document, fronted, fields, body)),
        problems=tuple(_problems(document, decoded, fronted)),
        evidence=(
            Evidence(
                part=0, about="layout", reason=f"Markdown with front matter as {fronted.form}"
            ),
            Evidence(part=1, about="date", reason=f"{item.date_origin}: {reason}"),
        ),
    )


def _order(fronted: Fronted, reading: Reading) -> str:
    if reading.settings.date_order != "auto":
        return reading.settings.date_order
    sample = "\n".join(v for v in fronted.values.values() if isinstance(v, str) and len(v) < 60)
    return date_order(sample, language(fronted.body, reading.language))[0]


def _body(text: str, title: str, is_mdx: bool) -> _Body:
    if is_mdx:
        text = _MODULE.sub(lambda m: f"<!-- {m[0].strip()} -->" if m[0].strip() else "", text)
    text, shortcodes = without_shortcodes(text)
    text = text.strip("\n")
    heading = _HEADING.match(text)
    said = words_of(heading["title"]) if heading else ""
    if heading and (key(said) == key(title) or (not title and heading["marks"] == "#")):
        return _Body(text[heading.end() :].strip("\n"), said, tuple(shortcodes))
    return _Body(text, "", tuple(shortcodes))


def _words(name: str) -> str:
    """The words of a file's name."""
    stem = PurePosixPath(name).stem if named_kind(name) is not DocumentKind.UNKNOWN else name
    return " ".join(re.split(r"[\s_-]+", stem)).strip() or name


def _date(fields: Told, named: re.Match[str] | None) -> tuple[Moment | None, DateOrigin, str]:
    if fields.date:
        return fields.date, DateOrigin.STATED, f"the front matter's “{fields.date_field}”"
    if named:
        try:
            day = dt.date.fromisoformat(named["day"])
        except ValueError:
            pass
        else:
            return day, DateOrigin.DOCUMENT, "the day that the file's name begins with"
    if fields.updated:
        return fields.updated, DateOrigin.STATED, "the front matter tells only the last change"
    return None, DateOrigin.INGESTED, "no date anywhere: the day of collection"


# --- the report -----------------------------------------------------------------------------------


def _left_out(document: Document, fronted: Fronted, fields: Told, body: _Body) -> Iterator[LeftOut]:
    if fields.unknown:
        text = "\n".join(f"{name}: {value}" for name, value in fields.unknown.items())
        reason = "fields of the front matter that no entry has"
        yield LeftOut(place=f"{document.place}:1", reason=reason, text=text)
    if fields.body and body.text:
        reason = "text in the front matter of an article that has text below it"
        yield LeftOut(place=f"{document.place}:1", reason=reason, text=fields.body)
    for shortcode in body.shortcodes:
        line = fronted.line + shortcode.line - 1
        reason = "a comment" if shortcode.text.startswith("<!--") else "template code"
        yield LeftOut(place=f"{document.place}:{line}", reason=reason, text=shortcode.text)


def _problems(document: Document, decoded: Decoded, fronted: Fronted) -> Iterator[Problem]:
    for note in decoded.notes:
        yield Problem(place=document.place, message=note, level=Level.NOTE)
    if fronted.fault:
        message = f"the front matter is no valid {fronted.form} ({fronted.fault}); mend it"
        yield Problem(place=f"{document.place}:1", message=message)


def _empty(document: Document, decoded: Decoded, fronted: Fronted) -> Harvest:
    message = "no text below the front matter; the document is kept as it is"
    lines = decoded.text.strip("\n")
    left = LeftOut(place=f"{document.place}:1", reason="no article found", text=lines)
    problem = Problem(place=document.place, message=message)
    problems = (problem, *_problems(document, decoded, fronted))
    return Harvest(left_out=(left,) if blocks(lines) else (), problems=problems)

"""Reads JSON and JSON Lines of articles, whatever service or program wrote them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.ingest.fields import NAMES, Told, plain_name, told
from briefing.ingest.inner import gathered, inner_document, read_inner
from briefing.ingest.markup import looks_like_html, of_foreign, of_text, summary_of
from briefing.ingest.reading import Article, Reading, entry, together, unread
from briefing.model import (
    DateOrigin,
    Document,
    Evidence,
    Harvest,
    LeftOut,
    Level,
    Problem,
)
from briefing.text.dates import date_order
from briefing.text.decode import decode
from briefing.text.html import markdown_of
from briefing.text.language import language
from briefing.text.words import key, word_count

_DEEPEST = 5
_MOST = 100_000
"""Records of one document; more is a database."""

_WRAPPERS = ("_source", "node", "attributes", "article", "item", "post", "document", "newsitem")
"""Where a service puts the record inside the record (Elasticsearch, GraphQL, JSON:API …)."""

_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.S)
_TITLES = frozenset(NAMES["title"]) - {"name", "subject"}
_TEXTS = frozenset(NAMES["body"] + NAMES["summary"])
_ABOUT = frozenset(NAMES["date"] + NAMES["url"] + NAMES["source"])


@dataclass(frozen=True, slots=True)
class _Record:
    """One record of the document, where it stands, or why it cannot be read."""

    place: str
    value: object
    fault: str = ""


def harvest_articles(document: Document, reading: Reading) -> Harvest:
    """Return the articles in a JSON document: a list, an object with a list somewhere in it, one
    article, or one object a line. A record that cannot be read costs no other."""
    text = decode(document.data).text
    records = _records(document.place, text)
    if isinstance(records, str):
        return unread(document, records)
    order = _order(records, reading)
    found: list[Harvest] = []
    count = 0
    for record in records[:_MOST]:
        found.append(_harvest(document, record, _with_order(reading, order), count + 1))
        count += len(found[-1].entries)
    if len(records) > _MOST:
        message = f"holds {len(records):,} records; only the first {_MOST:,} are read"
        problem = Problem(place=document.place, message=message, level=Level.ERROR)
        found.append(Harvest(problems=(problem,)))
    if not count and not any(h.problems for h in found):
        problem = Problem(place=document.place, message="no article found in this JSON")
        found.append(Harvest(problems=(problem,)))
    return together(found)


def _with_order(reading: Reading, order: str) -> Reading:
    return replace(reading, settings=replace(reading.settings, date_order=order))


# --- records --------------------------------------------------------------------------------------


def _records(place: str, text: str) -> list[_Record] | str:
    """The records in *text*; a text instead of them says why there are none."""
    try:
        value = json.loads(text)
    except RecursionError:
        return "is JSON that is nested too deeply"
    except ValueError as error:
        return _of_lines(place, text) or f"is no valid JSON: {error}"
    if isinstance(value, dict) and _likeness(value) >= 2 and not _is_list_document(value):
        return [_Record(place, value)]
    articles = _list_in(value)
    if articles is None:
        return [_Record(place, value)] if isinstance(value, dict) else "is JSON without articles"
    return [_Record(f"{place}#{n}", v) for n, v in enumerate(articles, start=1)]


def _of_lines(place: str, text: str) -> list[_Record]:
    """JSON Lines: one object a line; no record where most lines are none."""
    found: list[_Record] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(_Record(f"{place}:{number}", json.loads(line.strip().rstrip(","))))
        except (ValueError, RecursionError) as error:
            fault = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            found.append(_Record(f"{place}:{number}", line.strip(), f"no valid JSON: {fault}"))
    good = sum(isinstance(r.value, dict) and not r.fault for r in found)
    return found if good and good * 2 >= len(found) else []


def _is_list_document(value: dict[str, object]) -> bool:
    """Whether an object that has a title and a text of its own is a list of articles all the same:
    a search result, a feed, a category."""
    articles = _list_in(value)
    return articles is not None and len(articles) >= 1 and _likeness(articles[0]) >= 2


def _list_in(value: object) -> list[object] | None:
    """The list whose items look most like articles, the outermost of equal ones."""
    best: tuple[int, list[object]] | None = None
    level: list[object] = [value]
    for _ in range(_DEEPEST):
        lists = [one for one in level if isinstance(one, list) and one]
        for one in lists:
            score = sum(_likeness(item) >= 2 for item in one[:50])
            if score and (best is None or score > best[0]):
                best = (score, one)
        if best:
            return best[1]
        level = [inner for one in level for inner in _inside(one)]
    return None


def _inside(value: object) -> Sequence[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value[:200] if isinstance(value, list) else []


def _likeness(value: object) -> int:
    """How much *value* looks like an article: a title, a text, and what is said about it."""
    if not isinstance(value, dict):
        return 0
    names = {plain_name(name) for name, v in _unwrapped(value).items() if v not in (None, "", [])}
    has_title = bool(names & _TITLES) or ("name" in names and bool(names & _ABOUT))
    return has_title * 1 + bool(names & _TEXTS) + bool(names & _ABOUT) if has_title else 0


def _unwrapped(value: dict[str, object]) -> dict[str, object]:
    for name in _WRAPPERS:
        inner = value.get(name)
        if isinstance(inner, dict) and not {plain_name(n) for n in value} & _TITLES:
            return {**value, **inner}
    return value


# --- one record -----------------------------------------------------------------------------------


def _harvest(document: Document, record: _Record, reading: Reading, part: int) -> Harvest:
    if record.fault or not isinstance(record.value, dict):
        why = record.fault or "is no object with fields"
        return _without_article(record, why, str(record.value))
    values = dict[object, object](_unwrapped(record.value).items())
    try:
        fields = told(values, reading.zone, reading.settings.date_order)
        if _PAGE.match(fields.body):
            return _as_page(document, record, fields, reading)
        return _entry(document, record, fields, (reading, part))
    except RecursionError:
        return _without_article(record, "is nested too deeply", "")


def _entry(
    document: Document, record: _Record, fields: Told, context: tuple[Reading, int]
) -> Harvest:
    reading, part = context
    text, rest = _cut(fields.body)
    body = _markdown(text, fields) or _markdown(fields.longest, fields)
    if not body or not fields.title:
        missing = "title" if body else "text" if fields.title else "title and no text"
        return _without_article(record, f"has no {missing}", _shown(fields, text))
    article = Article(
        title=fields.title,
        body=body,
        date=fields.date,
        date_origin=DateOrigin.STATED,
        updated=fields.updated if fields.updated != fields.date else None,
        source=fields.source,
        via=fields.via,
        authors=tuple(a for a in fields.authors if key(a) != key(fields.source)),
        url=fields.url,
        lang=fields.lang or language(text, reading.language),
        summary=fields.summary or summary_of(body),
        key_points=fields.key_points,
        topics=fields.topics,
        section=fields.section,
        kind=fields.kind,
        image=fields.image,
        guid=fields.guid,
    )
    item = replace(entry(article, document, part), draft=fields.is_draft)
    when = f"the field “{fields.date_field}”" if fields.date else "no date in the record"
    return Harvest(
        entries=(item,),
        left_out=tuple(_left_out(record, fields, rest)),
        problems=tuple(_problems(record, fields, rest)),
        evidence=(
            Evidence(part=part, about="boundary", reason=f"the record {record.place}"),
            Evidence(part=part, about="date", reason=f"{item.date_origin}: {when}"),
        ),
    )


def _cut(text: str) -> tuple[str, str]:
    """*text* without the note of a service that it was cut off, and that note."""
    found = _CUT_OFF.search(text)
    return (text[: found.start()], found[0].strip()) if found else (text, "")


def _markdown(text: str, fields: Told) -> str:
    if not text.strip():
        return ""
    if "markdown" in fields.body_field:
        return of_foreign(text, fields.url)
    return markdown_of(text, fields.url) if looks_like_html(text) else of_text(text)


def _left_out(record: _Record, fields: Told, rest: str) -> Iterator[LeftOut]:
    if rest:
        reason = "the note that the service cut the text off"
        yield LeftOut(place=record.place, reason=reason, text=rest)
    texts = [f"{n}: {v}" for n, v in fields.unknown.items() if word_count(v[:400]) >= 4]
    if texts:
        reason = "fields of the record that no entry has"
        yield LeftOut(place=record.place, reason=reason, text="\n".join(texts))


def _problems(record: _Record, fields: Told, rest: str) -> Iterator[Problem]:
    if rest:
        message = f"the service gave only the beginning of “{fields.title[:60]}”"
        yield Problem(place=record.place, message=message, level=Level.NOTE)


def _without_article(record: _Record, why: str, text: str) -> Harvest:
    problem = Problem(place=record.place, message=f"{why}; this record gives no entry")
    left = LeftOut(place=record.place, reason=f"a record that {why}", text=text[:100_000])
    return Harvest(left_out=(left,) if text.strip() else (), problems=(problem,))


def _shown(fields: Told, text: str) -> str:
    return "\n".join(part for part in (fields.title, fields.summary, text) if part)


# --- other kinds ----------------------------------------------------------------------------------


def _as_page(document: Document, record: _Record, fields: Told, reading: Reading) -> Harvest:
    """A crawler's record: the page is read as a page, the record tells what the page does not."""
    page = inner_document(document, f"{record.place.rpartition('/')[2]}.html", fields.body.encode())
    found = read_inner(page, reading)
    entries = tuple(
        replace(
            item,
            url=item.url or fields.url,
            source=item.source or fields.source,
            date=fields.date or item.date,
            date_origin=DateOrigin.STATED if fields.date else item.date_origin,
        )
        for item in found.entries
    )
    return gathered(document, [(record.place, replace(found, entries=entries))])


def _order(records: Sequence[_Record], reading: Reading) -> str:
    if reading.settings.date_order != "auto":
        return reading.settings.date_order
    values = [r.value for r in records[:2000] if isinstance(r.value, dict)]
    short = [v for one in values for v in one.values() if isinstance(v, str) and len(v) < 40]
    long = next(
        (v for one in values for v in one.values() if isinstance(v, str) and len(v) > 80), ""
    )
    return date_order("\n".join(short), language(long, reading.language))[0]

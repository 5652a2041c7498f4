"""When an article was published, by whom, and where each answer comes from."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.ingest.copied.articles import Article
from briefing.ingest.copied.attribution import attribute
from briefing.ingest.copied.layout import Layout
from briefing.ingest.copied.letter import Letterhead
from briefing.ingest.copied.names import is_name, is_person_like, is_publisher_like
from briefing.ingest.copied.phrases import boilerplate, is_button_row, label, zone
from briefing.ingest.copied.places import without_places
from briefing.ingest.copied.publishers import split_suffix
from briefing.ingest.copied.scan import Scan
from briefing.ingest.copied.shapes import sections_in
from briefing.ingest.reading import UNDATED
from briefing.model import DateOrigin
from briefing.text.words import key

_NAME = r"(?P<name>[\w][\w.’'& -]{1,50}?)"
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|Copyright)\s*(?:©\s*)?(?:\d{{4}}(?:\s?[–-]\s?\d{{4}})?,?\s*)?{_NAME}"
    r"(?:\s*[.,|·–—-]\s|\.?$|\s+\d{4}|\s+(?:All|Alle|Tous|Todos))"
)
_NOTICES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:[Ww]eb)?[Ss]ite,? (?P<name>(?:[\w-]+\.)+[a-z]{2,8}),? .*\b[Cc]ookies",
        rf"^(?:This|Our) (?:web)?site,? {_NAME},? uses cookies",
        rf"^{_NAME} (?:uses|verwendet|nutzt|utilise|utiliza|использует) (?:cookies|файлы cookie)",
        (
            rf"^{_NAME} is (?:a reader-supported|an independent|written|funded|free|paid"
            rf" for|supported|published)"
        ),
        (
            rf"^(?:If you enjoy|Thanks for reading|Thank you for reading|Subscribe to"
            rf"|You are reading) {_NAME}(?:,|!|\.|$| share| today)"
        ),
    )
)
_PATH_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?([01]\d)[-_. ]?([0-3]\d)(?!\d)")
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_][\w .,’'/-]{1,45}?)?,?\s*\((?P<name>[^()]{2,40})\)\s*[–—-]{1,2}\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Date, publisher and authors of one article, each with its reason."""

    date: dt.datetime | dt.date
    date_origin: DateOrigin
    date_reason: str
    updated: dt.datetime | dt.date | None = None
    source: str = ""
    source_reason: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is known of the document as a whole before its lines are looked at."""

    place: str
    head: Letterhead


def origins(
    scan: Scan, articles: Sequence[Article], document: Page, tz: dt.tzinfo
) -> tuple[Origin, ...]:
    """Return the origin of each of *articles*, which together are *document*."""
    dates = _dates(scan, articles, document, tz)
    names = attribute(without_places(scan, articles))
    sources = [_source(scan, a, s) for a, (_, s) in zip(articles, names, strict=True)]
    if not all(name for name, _ in sources):
        page = document.head.sender or _page_publisher(scan, articles)
        named = (page, "named by the page") if page else ("", "")
        sources = [source if source[0] else named for source in sources]
    sources = _by_siblings(articles, sources)
    return tuple(
        Origin(
            date=date,
            date_origin=origin,
            date_reason=reason,
            updated=_updated(article, date, tz),
            source=source,
            source_reason=why,
            authors=tuple(n for n in authors if key(n) != key(source)),
        )
        for article, (date, origin, reason), (authors, _), (source, why) in zip(
            articles, dates, names, sources, strict=True
        )
    )


_Date = tuple[dt.datetime | dt.date, DateOrigin, str]


def _dates(scan: Scan, articles: Sequence[Article], document: Page, tz: dt.tzinfo) -> list[_Date]:
    stated = [_stated(a, tz) for a in articles]
    if document.head.stamp:
        when = document.head.stamp.value(tz)
        return [s or (when, DateOrigin.DOCUMENT, "the letter's date") for s in stated]
    if whole := _of_document(scan, articles, tz):
        return [s or whole for s in stated]
    return [s or _estimated(stated, n, document.place) for n, s in enumerate(stated)]


def _stated(article: Article, tz: dt.tzinfo) -> _Date | None:
    stamps = [b.stamp for b in article.bylines if b.stamp]
    stamps += [b.updated for b in article.bylines if b.updated]
    if not stamps:
        return None
    # A day and, on another line, the same day with its time: the time is the better one.
    best = next((s for s in stamps if s.time and s.day == stamps[0].day), stamps[0])
    return best.value(tz), DateOrigin.STATED, "in the article's byline"


def _updated(
    article: Article, date: dt.datetime | dt.date, tz: dt.tzinfo
) -> dt.datetime | dt.date | None:
    value = next((b.updated.value(tz) for b in article.bylines if b.updated), None)
    return value if value != date else None


def _of_document(scan: Scan, articles: Sequence[Article], tz: dt.tzinfo) -> _Date | None:
    """The date of the whole page: a dated line before its first article."""
    first = articles[0].header.start if articles else len(scan.lines)
    for i in range(first):
        byline = scan.bylines.get(i)
        if byline and byline.stamp:
            reason = f"line {scan.lines[i].number} dates the whole document"
            return byline.stamp.value(tz), DateOrigin.DOCUMENT, reason
    return None


def _estimated(stated: Sequence[_Date | None], n: int, place: str) -> _Date:
    near = sorted((abs(m - n), m) for m, s in enumerate(stated) if s)
    if near and (sibling := stated[near[0][1]]):
        day = sibling[0].date() if isinstance(sibling[0], dt.datetime) else sibling[0]
        return (
            day,
            DateOrigin.ESTIMATED,
            f"as article {near[0][1] + 1}, its nearest dated neighbour",
        )
    if named := _in_name(place):
        return named, DateOrigin.ESTIMATED, f"from the name of the document, {place}"
    return UNDATED, DateOrigin.INGESTED, "no date anywhere: the day of collection"


def _in_name(place: str) -> dt.date | None:
    """The last day in a path: “2025-09-16/notes.txt”, “notes_20250916.txt”."""
    for match in reversed(list(_PATH_DATE.finditer(place))):
        try:
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None


_Source = tuple[str, str]


def _source(scan: Scan, article: Article, attributed: str) -> _Source:
    if article.header.source:
        return article.header.source, "behind the headline"
    if attributed:
        return attributed, "in the byline"
    if article.announced_by:
        return article.announced_by, "in the list that announces the article"
    if name := _from_dateline(scan, article):
        return name, "in the dateline"
    if name := _named_in(scan, article.noise, _NOTICES):
        return name, "in the lines around the article"
    return "", ""


def _from_dateline(scan: Scan, article: Article) -> str:
    text = scan.lines[article.kept[0]].text if article.kept else ""
    match = _DATELINE.match(text[:120])
    return match["name"].strip() if match and is_name(match["name"].strip()) else ""


def _named_in(scan: Scan, indices: Sequence[int], patterns: Sequence[re.Pattern[str]]) -> str:
    for i in indices:
        text = re.split(r"\s{3,}|\s\|\s", scan.lines[i].text[:300])[0]
        for pattern in patterns:
            match = pattern.search(text)
            if match and is_name(match["name"].strip()):
                return match["name"].strip()
    return ""


def _page_publisher(scan: Scan, articles: Sequence[Article]) -> str:
    """Who publishes the page: its title's suffix, else a notice around its articles."""
    titles = {key(a.header.title) for a in articles}
    for line in scan.lines[:40]:
        title, name = split_suffix(line.text)
        if name and key(title) in titles and is_name(name):
            return name
    kept = {i for a in articles for i in a.kept}
    around = [i for i in range(len(scan.lines)) if i not in kept]
    masthead = _masthead(scan, articles)
    holder = _named_in(scan, around, (*_NOTICES, _COPYRIGHT))
    return masthead if masthead and (not holder or is_publisher_like(masthead)) else holder


def _masthead(scan: Scan, articles: Sequence[Article]) -> str:
    """The name at the head of the page, above its first article."""
    head = min((a.header for a in articles), key=lambda h: h.start, default=None)
    if head is None:
        return ""
    # The first article's header may have taken the page's first lines for its own.
    taken = filter(is_publisher_like, _names_above(scan, min(head.headline, 3)))
    names = _names_above(scan, head.start) or list(taken)
    whole = key("\n".join(line.text for line in scan.lines if line.words <= 15))

    def standing(name: str) -> tuple[bool, bool]:
        # The page's own name stands on it more than once: in captions, notices, the footer.
        return is_publisher_like(name), whole.count(key(name).removeprefix("the ")) > 1

    return next(iter(sorted(names, key=standing, reverse=True)), "")


def _names_above(scan: Scan, end: int) -> list[str]:
    """The names that stand alone on a line before line *end*; the name of one of the page's
    sections is none."""
    head = scan.lines[: max(min(end, 12), 0)]
    sections = {key(piece) for line in head for piece in sections_in(line.text)}
    return [
        name
        for i, line in enumerate(head)
        if i not in scan.bylines
        and not line.bullet
        and (name := _title_of_page(line.text))
        and (not i or key(name) not in sections)
    ]


def _title_of_page(text: str) -> str:
    """The name in a masthead, without the motto behind it: “Brisk — the news in minutes”."""
    first = re.split(r"\s[—–|·-]\s|,\s(?=the\s|der\s|die\s|das\s|le\s|la\s|el\s)", text)
    name = first[0].strip()
    is_spaced_out = bool(re.fullmatch(r"\S(?:\s+\S)+", name))  # “T H E   S L U I C E”
    if is_spaced_out:
        name = " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", name))
    if (
        not is_name(name)
        or name[:1].islower()
        or len(name.split()) > 6
        or re.search(r"\d|[>»/]", text)
    ):
        return ""
    if boilerplate(text) or zone(text) or label(text) or is_button_row(text):
        return ""
    return name if is_spaced_out or not re.search(r"\s{2,}", text) else ""


def _by_siblings(articles: Sequence[Article], sources: list[_Source]) -> list[_Source]:
    """An article without publisher has that of the others where a list names the same for all."""
    announced = Counter(a.announced_by for a in articles if a.announced_by)
    if len(announced) != 1:
        return sources
    (name, _), *_ = announced.most_common(1)
    return [s if s[0] else (name, "as the other articles of the list") for s in sources]


def as_laid_out(
    found: Sequence[Origin], articles: Sequence[Article], layout: Layout
) -> tuple[Origin, ...]:
    """Return *found* with the layout's publisher, unless a line names one for certain."""
    if not layout.publisher:
        return tuple(found)
    return tuple(
        origin if _names_publisher(article) else _published_by(origin, layout)
        for origin, article in zip(found, articles, strict=True)
    )


def _names_publisher(article: Article) -> bool:
    return any(byline.sources for byline in article.bylines)


def _published_by(origin: Origin, layout: Layout) -> Origin:
    """*origin* under the layout's publisher; a person taken for the publisher is an author."""
    name, why = layout.publisher, f"by the recipe “{layout.name}”"
    person = (origin.source,) if is_person_like(origin.source) else ()
    authors = tuple(dict.fromkeys((*person, *origin.authors)))
    authors = tuple(author for author in authors if key(author) != key(name))
    return replace(origin, source=name, source_reason=why, authors=authors)

"""An item of a feed → an article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.ingest.feeds.dates import feed_moment, first_of_month
from briefing.ingest.feeds.values import FeedFacts, FeedItem
from briefing.ingest.last_link import LINKS, place_of, without_last_link
from briefing.ingest.markup import blocks, summary_of, words_of
from briefing.ingest.reading import Article, Reading
from briefing.model import DateOrigin, Kind, Moment
from briefing.text.decode import clean_text
from briefing.text.html import markdown_of
from briefing.text.language import language
from briefing.text.markdown import escape
from briefing.text.urls import domain_of
from briefing.text.words import key, sentences, word_count

_LONGEST_TITLE = 300
_MADE_TITLE = 100
_BRIEF = 60
"""Words; what is shorter is a brief."""

_LOOKED_AT = 4_000
"""Characters of a text by which its kind, its language and its headline are decided."""

_NOTICE = 30
"""Words of the longest notice that a blog ends its items with."""

_KNOWN_LANGUAGES = frozenset("en de fr es it pt nl pl tr sv ja zh ko ar he el ru uk".split())
_LATIN = frozenset("en de fr es it pt nl pl tr sv".split())
"""Languages that :func:`language` tells from one another by small words."""

_ENOUGH = 40
"""Words of a text in one of them whose language is surer than what the feed says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An article and what was left of its item."""

    article: Article
    notices: tuple[str, ...] = ()
    """What ended the text and was no part of it."""

    date_fault: str = ""
    """Why what is printed as its date is none."""


def article_of(item: FeedItem, facts: FeedFacts, reading: Reading) -> Made | None:
    """Return the article that *item* of the feed *facts* is; None where it says nothing."""
    body, notices = _without_notices(_body(item), item, facts)
    summary, words = item.summary, words_of(body[:_LOOKED_AT])
    if not body and summary:
        body, summary = escape(summary), ""
    title = _title(item.title) or _made_title(words or summary)
    if not title:
        return None
    if len(item.title) > len(title):  # nothing of it is lost
        body = "\n\n".join(filter(None, (escape(item.title), body)))
    date, origin, updated, fault = _dates(item, reading)
    source, via = _publishers(item, facts)
    article = Article(
        title=title,
        body=body,
        date=date,
        date_origin=origin,
        updated=updated,
        source=source,
        via=via,
        authors=tuple(a for a in item.authors if key(a) not in (key(source), key(via))),
        url=item.url,
        lang=_language(item.lang or facts.lang, f"{title} {words}", reading.language),
        summary=summary or summary_of(body),
        topics=item.topics,
        section=facts.section,
        kind=Kind.BRIEF if word_count(words[:2_000]) < _BRIEF else Kind.ARTICLE,
        image=item.image,
        guid=item.key,
    )
    return Made(article=article, notices=tuple(notices), date_fault=fault)


# --- headline and text ----------------------------------------------------------------------------


def _title(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def _made_title(words: str) -> str:
    """The first sentence of a text without headline, or as much of it as makes one."""
    first = next(iter(sentences(words[:1_000])), "")
    if len(first) <= _MADE_TITLE:
        return first
    cut = (
        first[:_MADE_TITLE].rsplit(" ", 1)[0] if " " in first[:_MADE_TITLE] else first[:_MADE_TITLE]
    )
    return cut.rstrip(" ,;:–-") + " …"


def _body(item: FeedItem) -> str:
    if item.html:
        return markdown_of(item.html, item.base)
    text = clean_text(item.text).strip()
    border = r"\n[ \t]*\n\s*" if re.search(r"\n[ \t]*\n", text) else r"\n+"
    return "\n\n".join(filter(None, (escape(part) for part in re.split(border, text))))


def _without_notices(body: str, item: FeedItem, facts: FeedFacts) -> tuple[str, list[str]]:
    """*body* without what only leads to the item's own page: “The post … appeared first on …”,
    “Read more”, in whatever language."""
    own = {place_of(item.url), place_of(item.key)} - {""}
    around = own | {place_of(facts.home), place_of(facts.url)}
    parts = blocks(body)
    notices: list[str] = []
    while len(parts) > 1 and _is_notice(parts[-1], own, around):
        notices.insert(0, words_of(parts.pop()))
    if parts:
        parts[-1], link = without_last_link(parts[-1], own)
        notices = [link, *notices] if link else notices
    return ("\n\n".join(parts), notices) if notices else (body, [])


def _is_notice(block: str, own: set[str], around: set[str]) -> bool:
    if len(block) > _LOOKED_AT:
        return False
    links = {place_of(url) for _, url in LINKS.findall(block)}
    is_short = word_count(words_of(block)) <= _NOTICE
    return bool(links & own) and links <= around and is_short and "![" not in block


# --- date, publisher, language --------------------------------------------------------------------


def _dates(
    item: FeedItem, reading: Reading
) -> tuple[Moment | None, DateOrigin, Moment | None, str]:
    """When it was published, where that is from, when changed, and what is wrong with it."""
    order = reading.settings.date_order
    order = item.order if order == "auto" else order
    date = feed_moment(item.printed, reading.zone, order)
    changed = feed_moment(item.printed_update, reading.zone, order)
    printed = item.printed or item.printed_update
    month = first_of_month(printed)
    if date is None and changed is None and month:
        return month, DateOrigin.ESTIMATED, None, ""
    fault = f"“{printed[:60]}” is no date" if printed and date is None and changed is None else ""
    if date is None:
        return changed, DateOrigin.FEED, None, fault
    updated = changed if changed and _is_later(changed, date, reading.zone) else None
    return date, DateOrigin.FEED, updated, ""


def _is_later(one: Moment, other: Moment, zone: dt.tzinfo) -> bool:
    if isinstance(one, dt.datetime) and isinstance(other, dt.datetime):
        return one > other
    return _day(one, zone) > _day(other, zone)


def _day(value: Moment, zone: dt.tzinfo) -> dt.date:
    return value.astimezone(zone).date() if isinstance(value, dt.datetime) else value


def _publishers(item: FeedItem, facts: FeedFacts) -> tuple[str, str]:
    """Who published it and who re-published it."""
    feed = facts.title or domain_of(facts.home or facts.url or item.url)
    source = item.source or domain_of(item.source_url)
    if not source or key(source) == key(feed):
        return feed, ""
    return source, feed


def _language(told: str, text: str, default: str) -> str:
    """BCP 47: what the feed says, unless the text is plainly in another language."""
    code, found = _bcp47(told), language(text)
    if not code:
        return found or default
    primary = code.partition("-")[0]
    if found in ("", primary) or primary not in _KNOWN_LANGUAGES:
        return code
    is_sure = found not in _LATIN or word_count(text[:2_000]) >= _ENOUGH
    return found if is_sure else code


def _bcp47(code: str) -> str:
    """*code* as it is to be written (RFC 5646, section 2.1.1); empty where it is none."""
    parts = code.strip().replace("_", "-").split("-")
    if not re.fullmatch(r"[A-Za-z]{2,3}", parts[0]) or len(code) > 20:
        return ""
    shapes = {2: str.upper, 4: str.title}
    return "-".join([parts[0].lower(), *(shapes.get(len(p), str.lower)(p) for p in parts[1:])])


def dates_of(items: Sequence[FeedItem], reading: Reading) -> list[Moment | None]:
    """Return when each of *items* was published, as :func:`article_of` dates them."""
    return [_dates(item, reading)[0] for item in items]

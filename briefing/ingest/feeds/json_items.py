"""JSON Feed (1.0, 1.1) → values, and our own values ⇄ items of JSON Feed 1.1.

In an item that we keep, what JSON Feed has no place for stands in an extension ``_briefing``, as
its specification provides (“Extensions”): ``key``, ``also``, dates as printed and the order of
their numbers, ``source``, ``base``, what a picture shows. Other readers read the rest.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

from briefing.ingest.feeds.dates import feed_moment
from briefing.ingest.feeds.people import names, person
from briefing.ingest.feeds.pictures import is_picture
from briefing.ingest.feeds.titles import headline, publisher
from briefing.ingest.feeds.values import FeedFacts, FeedItem
from briefing.model import Image
from briefing.text.decode import decode
from briefing.text.html import plain
from briefing.text.urls import clean_url
from briefing.text.words import key

_Object = Mapping[str, Any]  # JSON of a stranger

EXTENSION = "_briefing"

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_NEXT = re.compile(r",?\s*\{")
_RETRIES = 200
_MOST_TOPICS = 200
_ZONES = (dt.UTC, dt.timezone(dt.timedelta(hours=9)))
"""What is the same time in both names its zone."""


# --- a feed of somebody ---------------------------------------------------------------------------


def parse_json(data: bytes) -> tuple[_Object, list[Any], tuple[str, ...]]:
    """Return the feed's object, its items, and what is wrong with the document.

    Of a document that is no valid JSON the items that are valid are returned.

    Raises:
        ValueError: *data* is no JSON Feed; the message says what it is.
    """
    text = decode(data).text
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError("is JSON that is nested too deeply") from error
    except ValueError as error:
        head, items = _broken(text)
        if not items:
            raise ValueError(f"is no valid JSON: {error}") from error
        return head, items, (f"is no valid JSON ({error}); items that are valid are read",)
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        raise ValueError("is JSON, but no JSON Feed: it has no list “items”")  # noqa: TRY004
    return value, value["items"], ()


def _broken(text: str) -> tuple[_Object, list[Any]]:
    start = _ITEMS.search(text)
    if not start:
        return {}, []
    found: list[Any] = []
    decoder, at, retries = json.JSONDecoder(), start.end(), _RETRIES
    while retries and (begin := _NEXT.search(text, at)):
        try:
            item, at = decoder.raw_decode(text, begin.end() - 1)
            found.append(item)
        except (ValueError, RecursionError):
            retries -= 1
            at = begin.end()
    return _head(text[: start.start()]), found


def _head(text: str) -> _Object:
    """The fields before the items, where they are whole."""
    try:
        value = json.loads(text.rstrip().rstrip(",") + "}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def facts_of(feed: _Object, address: str) -> FeedFacts:
    """Return what a JSON Feed says about itself; *address* is where it was fetched from."""
    own = clean_url(_text(feed, "feed_url"), address)
    return FeedFacts(
        url=own or address,
        title=publisher(headline(_text(feed, "title"), is_plain=True)),
        home=clean_url(_text(feed, "home_page_url"), own or address),
        lang=_text(feed, "language"),
    )


def authors_of(value: _Object) -> tuple[str, ...]:
    """Return the authors of a feed or an item, as version 1.1 or 1.0 names them."""
    told = value.get("authors")
    told = told if isinstance(told, list) else [told or value.get("author")]
    people = (one.get("name") if isinstance(one, Mapping) else one for one in told)
    return names(person(one) for one in people if isinstance(one, str))


def foreign_item(item: _Object, part: int, facts: FeedFacts, authors: tuple[str, ...]) -> FeedItem:
    """Return the *part*-th item of somebody's JSON Feed.

    *authors* are the feed's; dates are not yet ordered.
    """
    base = facts.home or facts.url
    url = clean_url(_text(item, "url"), base)
    outer = clean_url(_text(item, "external_url"), base)
    id_ = _text(item, "id")
    url = url or outer or (clean_url(id_) if "://" in id_ else "")
    html, text = _text(item, "content_html"), _text(item, "content_text")
    summary = plain(_text(item, "summary"))
    if not html and not text:
        text, summary = _text(item, "summary"), ""
    words = key(plain(html or text))
    return FeedItem(
        id=id_,
        title=headline(_text(item, "title"), is_plain=True),
        url=url,
        html=html,
        text="" if html else text,
        summary="" if key(summary) == words else summary,
        printed=_text(item, "date_published"),
        printed_update=_text(item, "date_modified"),
        authors=authors_of(item) or authors,
        topics=_topics(item),
        image=_image(item, base),
        lang=_text(item, "language"),
        base=url or base,
        part=part,
        unplaced=_second(html, text, words),
    )


def _second(html: str, text: str, words: str) -> tuple[tuple[str, str], ...]:
    """A plain text beside the HTML that says something else."""
    differs = html and text and key(text) not in words
    return (("content_text", text),) if differs else ()


def _topics(item: _Object) -> tuple[str, ...]:
    told = (headline(tag) for tag in _texts(item.get("tags"))[:_MOST_TOPICS])
    return tuple(dict.fromkeys(topic for topic in told if topic))


def _image(item: _Object, base: str) -> Image | None:
    attached = item.get("attachments")
    files = [a for a in attached if isinstance(a, Mapping)] if isinstance(attached, list) else []
    told = [_text(item, "image"), _text(item, "banner_image")]
    told += [_text(f, "url") for f in files if is_picture(_text(f, "mime_type"), _text(f, "url"))]
    found = next(filter(None, (clean_url(url, base) for url in told if url)), "")
    return Image(url=found) if found else None


def _text(value: _Object, name: str) -> str:
    """A field as text: numbers are taken for what they show, other values for nothing."""
    told = value.get(name)
    if isinstance(told, int | float) and not isinstance(told, bool):
        return str(told)
    return told.strip() if isinstance(told, str) else ""


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return value.split(",")
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


# --- items that we keep ---------------------------------------------------------------------------


def kept_object(item: FeedItem) -> dict[str, Any]:
    """Return *item* as an item object of JSON Feed 1.1 with our extension."""
    picture = item.image
    own = {
        "key": item.key,
        "also": item.also,
        "published": item.printed,
        "updated": item.printed_update,
        "order": "" if item.order == "DMY" else item.order,
        "source": _without_empty({"title": item.source, "url": item.source_url}),
        "base": item.base,
        "image": _without_empty({"alt": picture.alt, "credit": picture.credit}) if picture else {},
    }
    return _without_empty(
        {
            "id": item.id or item.key,
            "url": item.url,
            "title": item.title,
            "content_html": item.html,
            "content_text": "" if item.html else item.text,
            "summary": item.summary,
            "image": picture.url if picture else "",
            "date_published": _rfc3339(item.printed, item.order),
            "date_modified": _rfc3339(item.printed_update, item.order),
            "authors": [{"name": name} for name in item.authors],
            "tags": item.topics,
            "language": item.lang,
            EXTENSION: _without_empty({**own, "has_id": bool(item.id)}),
        }
    )


def kept_item(value: _Object, part: int) -> FeedItem:
    """Return the item that :func:`kept_object` gave *value* for, the *part*-th of its document.

    Raises:
        ValueError: it is no such object.
    """
    own = value.get(EXTENSION)
    if not isinstance(own, Mapping) or not _text(own, "key"):
        raise ValueError(f"has no “{EXTENSION}” with a key")
    source, picture = _inner(own, "source"), _inner(own, "image")
    url = _text(value, "image")
    return FeedItem(
        key=_text(own, "key"),
        also=tuple(_texts(own.get("also"))),
        id=_verbatim(value, "id") if own.get("has_id") else "",
        title=_verbatim(value, "title"),
        url=clean_url(_text(value, "url")),
        html=_verbatim(value, "content_html"),
        text=_verbatim(value, "content_text"),
        summary=_verbatim(value, "summary"),
        printed=_verbatim(own, "published") or _text(value, "date_published"),
        printed_update=_verbatim(own, "updated") or _text(value, "date_modified"),
        order=_text(own, "order") or "DMY",
        authors=tuple(_text(a, "name") for a in value.get("authors", ()) if isinstance(a, Mapping)),
        topics=tuple(_texts(value.get("tags"))),
        image=Image(url=url, alt=_text(picture, "alt"), credit=_text(picture, "credit"))
        if url
        else None,
        lang=_text(value, "language"),
        source=_text(source, "title"),
        source_url=_text(source, "url"),
        base=_text(own, "base"),
        part=part,
    )


def _inner(value: _Object, name: str) -> _Object:
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def _verbatim(value: _Object, name: str) -> str:
    told = value.get(name)
    return told if isinstance(told, str) else ""


def _without_empty(value: _Object) -> dict[str, Any]:
    return {name: v for name, v in value.items() if v}


def _rfc3339(printed: str, order: str) -> str:
    """*printed* in the form of RFC 3339 where it names its zone; else it could only be guessed."""
    found = {feed_moment(printed, zone, order) for zone in _ZONES} if printed else {None}
    one = found.pop()
    return one.isoformat() if isinstance(one, dt.datetime) and not found else ""

"""Feeds as text: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1, and OPML 2.0."""

from __future__ import annotations

import datetime as dt
import json
from email.utils import format_datetime
from typing import Any

from briefing.render.feed_content import content_html
from briefing.render.pages import FeedItem, FeedPage, OpmlPage, Site
from briefing.render.views import exact
from briefing.render.xml import DECLARATION, cdata, legal, tag, text


def format_feed(feed: FeedPage, site: Site) -> str:
    """Return *feed* as a document of its kind."""
    return {"rss": _rss, "atom": _atom, "json": _json}[feed.kind](feed, site)


def _rfc822(moment: dt.datetime) -> str:
    return format_datetime(exact(moment))


def _rfc3339(moment: dt.datetime) -> str:
    return exact(moment).isoformat(timespec="seconds")


def _rss(feed: FeedPage, site: Site) -> str:
    channel = tag(
        "channel",
        text("title", feed.title or site.base_url),
        text("link", feed.home),
        # The element must be there even where the site has no description.
        text("description", feed.description or feed.title or site.base_url),
        tag("atom:link", href=feed.self_url, rel="self", type="application/rss+xml"),
        text("language", site.language),
        text("copyright", site.copyright),
        text("generator", site.generator),
        text("lastBuildDate", _rfc822(feed.updated) if feed.items else ""),
        *("\n" + _rss_item(item, site) for item in feed.items),
        "\n",
    )
    spaces = {
        "xmlns_atom": "http://www.w3.org/2005/Atom",
        "xmlns_content": "http://purl.org/rss/1.0/modules/content/",
        "xmlns_dc": "http://purl.org/dc/elements/1.1/",
    }
    return DECLARATION + tag("rss", channel, version="2.0", **spaces) + "\n"


def _rss_item(item: FeedItem, site: Site) -> str:
    has_source = item.source and item.source_url
    return tag(
        "item",
        text("title", item.title),
        text("link", item.url),
        text("guid", item.id, isPermaLink="false"),
        text("pubDate", _rfc822(item.published)),
        *(text("dc:creator", name) for name in item.authors),
        *(text("category", name) for name in item.topics),
        text("source", item.source, url=item.source_url) if has_source else "",
        text("description", item.summary),
        cdata("content:encoded", content_html(item, site)),
    )


def _atom(feed: FeedPage, site: Site) -> str:
    content = (
        text("title", feed.title or site.base_url),
        text("subtitle", feed.description),
        text("id", feed.id),
        text("updated", _rfc3339(feed.updated)),
        tag("author", text("name", site.author or site.title or site.base_url)),
        tag("link", rel="self", type="application/atom+xml", href=feed.self_url),
        tag("link", rel="alternate", type="text/html", href=feed.home),
        text("rights", site.copyright),
        text("generator", site.generator),
        *("\n" + _atom_entry(item, site) for item in feed.items),
        "\n",
    )
    root = tag("feed", *content, xmlns="http://www.w3.org/2005/Atom", xml_lang=site.language)
    return DECLARATION + root + "\n"


def _atom_entry(item: FeedItem, site: Site) -> str:
    names = item.authors or ((item.source,) if item.source else ())
    related = tag("link", rel="related", href=item.original) if item.original else ""
    return tag(
        "entry",
        text("title", item.title),
        text("id", item.id),
        tag("link", rel="alternate", type="text/html", href=item.url),
        related,
        text("published", _rfc3339(item.published)),
        text("updated", _rfc3339(item.updated)),
        *(tag("author", text("name", name)) for name in names),
        *(tag("category", term=name) for name in item.topics),
        text("summary", item.summary),
        text("content", content_html(item, site), type="html", xml_lang=item.lang),
    )


def _json(feed: FeedPage, site: Site) -> str:
    value: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title or site.base_url,
        "home_page_url": feed.home,
        "feed_url": feed.self_url,
        "description": feed.description,
        "language": site.language,
        "authors": [{"name": site.author}] if site.author else [],
        "items": [_json_item(item, site) for item in feed.items],
    }
    kept = {key: one for key, one in value.items() if one or key == "items"}
    return legal(json.dumps(kept, ensure_ascii=False, indent=1)) + "\n"


def _json_item(item: FeedItem, site: Site) -> dict[str, Any]:
    names = item.authors or ((item.source,) if item.source else ())
    value: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "external_url": item.original,
        "title": item.title,
        "content_html": content_html(item, site),
        "summary": item.summary,
        "image": item.image.url if item.image else "",
        "date_published": _rfc3339(item.published),
        "date_modified": _rfc3339(item.updated),
        "authors": [{"name": name} for name in names],
        "tags": list(item.topics),
        "language": item.lang,
    }
    return {key: one for key, one in value.items() if one}


def format_opml(page: OpmlPage) -> str:
    """Return the list of all feeds as OPML 2.0."""
    groups = (
        "\n"
        + tag(
            "outline",
            *(
                tag("outline", type="rss", text=title, title=title, xmlUrl=feed, htmlUrl=home)
                for title, feed, home in rows
            ),
            text=heading,
        )
        for heading, rows in page.groups
    )
    head = tag("head", text("title", page.title))
    return DECLARATION + tag("opml", head, tag("body", *groups, "\n"), version="2.0") + "\n"

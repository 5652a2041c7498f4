"""Feeds as text: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1, with archives (RFC 5005); OPML 2.0.

A feed is its head, its items and its end. The text of an item (:func:`format_item`) does not
depend on the feed that it stands in: made once, it may be joined into several
(:func:`join_feed`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from json.encoder import encode_basestring

from briefing.render.feed_content import content_html
from briefing.render.pages import FeedItem, FeedPage, OpmlPage, Site
from briefing.render.views import exact
from briefing.render.xml import DECLARATION, cdata, escaped, legal, quoted, tag, text

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = ' xmlns:fh="http://purl.org/syndication/history/1.0"'
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def format_feed(feed: FeedPage, site: Site) -> str:
    """Return *feed* as a document of its kind."""
    return join_feed(feed, site, [format_item(item, site, feed.kind) for item in feed.items])


def format_item(item: FeedItem, site: Site, kind: str) -> str:
    """Return the text of *item* in a feed of the *kind* ``rss``, ``atom`` or ``json``."""
    return {"rss": rss_item, "atom": atom_entry, "json": json_item}[kind](item, site)


def join_feed(feed: FeedPage, site: Site, items: Iterable[str]) -> str:
    """Return the document of *feed* with *items*, the texts of its items in its kind."""
    if feed.kind == "rss":
        return "\n".join((_rss_head(feed, site), *items, "</channel></rss>\n"))
    if feed.kind == "atom":
        return "\n".join((_atom_head(feed, site), *items, "</feed>\n"))
    inner = ",\n  ".join(items)
    return _json_head(feed, site) + (f"[\n  {inner}\n ]\n}}\n" if inner else "[]\n}\n")


def _rfc822(moment: dt.datetime) -> str:
    """*moment* as RFC 5322 has it: in English, whatever the machine speaks."""
    one = _exact(moment)
    date, time = one.isoformat(timespec="seconds").split("T")
    day = f"{_DAYS[one.weekday()]}, {date[8:]} {_MONTHS[one.month - 1]} {date[:4]}"
    return f"{day} {time[:8]} {time[8:11]}{time[12:]}"


def _rfc3339(moment: dt.datetime) -> str:
    return _exact(moment).isoformat(timespec="seconds")


def _exact(moment: dt.datetime) -> dt.datetime:
    offset = moment.utcoffset()
    is_odd = offset and (offset.seconds % 60 or offset.microseconds)  # before standard time
    return exact(moment) if is_odd else moment


def _element(name: str, content: str) -> str:
    """The element around plain text, nothing where there is none. What is illegal is in it yet."""
    return f"<{name}>{escaped(content)}</{name}>" if content.strip() else ""


def _link(relation: str, kind: str, address: str) -> str:
    return f'<link rel="{relation}" type="{kind}" href={quoted(address)}/>' if address else ""


def _history(feed: FeedPage, kind: str) -> str:
    """Where what is older stands, and of an archive that it is one (RFC 5005, section 4)."""
    archive = "<fh:archive/>" if feed.is_archive else ""
    current = _link("current", kind, feed.current)
    return f"{archive}{current}{_link('prev-archive', kind, feed.prev_archive)}"


def _rss_head(feed: FeedPage, site: Site) -> str:
    title = feed.title or site.base_url
    kind = "application/rss+xml"
    history = _history(feed, kind).replace("<link ", "<atom:link ")
    return legal(
        f'{DECLARATION}<rss version="2.0" xmlns:atom="{_ATOM}"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"{_HISTORY if feed.is_archive else ""}>'
        f"<channel>{_element('title', title)}{_element('link', feed.home)}"
        # The element must be there even where the site has no description.
        f"{_element('description', feed.description or title)}"
        f'<atom:link href={quoted(feed.self_url)} rel="self" type="{kind}"/>{history}'
        f"{_element('language', site.language)}{_element('copyright', site.copyright)}"
        f"{_element('generator', site.generator)}"
        f"{_element('lastBuildDate', _rfc822(feed.updated) if feed.items else '')}"
    )


def rss_item(item: FeedItem, site: Site) -> str:
    """Return *item* for RSS."""
    source = ""
    if item.source.strip() and item.source_url:
        source = f"<source url={quoted(item.source_url)}>{escaped(item.source)}</source>"
    creators = "".join([_element("dc:creator", name) for name in item.authors])
    categories = "".join([_element("category", name) for name in item.topics])
    head = (
        f"<item>{_element('title', item.title)}{_element('link', item.url)}"
        f'<guid isPermaLink="false">{escaped(item.id)}</guid>'
        f"<pubDate>{_rfc822(item.published)}</pubDate>{creators}{categories}{source}"
        f"{_element('description', item.summary)}"
    )
    return f"{legal(head)}{cdata('content:encoded', content_html(item, site))}</item>"


def _atom_head(feed: FeedPage, site: Site) -> str:
    kind = "application/atom+xml"
    author = site.author or site.title or site.base_url
    return legal(
        f'{DECLARATION}<feed xmlns="{_ATOM}"{_HISTORY if feed.is_archive else ""}'
        f" xml:lang={quoted(site.language)}>{_element('title', feed.title or site.base_url)}"
        f"{_element('subtitle', feed.description)}{_element('id', feed.id)}"
        f"<updated>{_rfc3339(feed.updated)}</updated><author>{_element('name', author)}</author>"
        f"{_link('self', kind, feed.self_url)}{_link('alternate', 'text/html', feed.home)}"
        f"{_history(feed, kind)}{_element('rights', site.copyright)}"
        f"{_element('generator', site.generator)}"
    )


def atom_entry(item: FeedItem, site: Site) -> str:
    """Return *item* for Atom."""
    related = f'<link rel="related" href={quoted(item.original)}/>' if item.original else ""
    authors = "".join([f"<author>{_element('name', name)}</author>" for name in _tellers(item)])
    categories = "".join([f"<category term={quoted(name)}/>" for name in item.topics])
    content = escaped(content_html(item, site))
    return legal(
        f"<entry>{_element('title', item.title)}{_element('id', item.id)}"
        f"{_link('alternate', 'text/html', item.url)}{related}"
        f"<published>{_rfc3339(item.published)}</published>"
        f"<updated>{_rfc3339(item.updated)}</updated>{authors}{categories}"
        f"{_element('summary', item.summary)}"
        f'<content type="html" xml:lang={quoted(item.lang)}>{content}</content></entry>'
    )


def _tellers(item: FeedItem) -> tuple[str, ...]:
    return item.authors or ((item.source,) if item.source else ())


def _json_head(feed: FeedPage, site: Site) -> str:
    line = "\n "
    members = (
        ("version", _string("https://jsonfeed.org/version/1.1")),
        ("title", _string(feed.title or site.base_url)),
        ("home_page_url", _string(feed.home)),
        ("feed_url", _string(feed.self_url)),
        ("next_url", _string(feed.prev_archive)),
        ("description", _string(feed.description)),
        ("language", _string(site.language)),
        ("authors", _authors((site.author,) if site.author else (), line)),
    )
    return legal(f"{{{_members(members, line)},{line}") + '"items": '


def json_item(item: FeedItem, site: Site) -> str:
    """Return *item* for a JSON feed."""
    line = "\n   "
    tags = ",".join([f"{line} {encode_basestring(name)}" for name in item.topics])
    members = (
        ("id", _string(item.id)),
        ("url", _string(item.url)),
        ("external_url", _string(item.original)),
        ("title", _string(item.title)),
        ("content_html", _string(content_html(item, site))),
        ("summary", _string(item.summary)),
        ("image", _string(item.image.url if item.image else "")),
        ("date_published", _string(_rfc3339(item.published))),
        ("date_modified", _string(_rfc3339(item.updated))),
        ("authors", _authors(_tellers(item), line)),
        ("tags", f"[{tags}{line}]" if tags else ""),
        ("language", _string(item.lang)),
    )
    return legal(f"{{{_members(members, line)}\n  }}")


def _members(pairs: Iterable[tuple[str, str]], line: str) -> str:
    """The members of an object, each on a *line* of its own, without those that are empty."""
    return ",".join([f'{line}"{name}": {value}' for name, value in pairs if value])


def _string(content: str) -> str:
    return encode_basestring(content) if content else ""


def _authors(names: Iterable[str], line: str) -> str:
    one = f'{line} {{{line}  "name": %s{line} }}'
    inner = ",".join([one % encode_basestring(name) for name in names])
    return f"[{inner}{line}]" if inner else ""


def format_opml(page: OpmlPage) -> str:
    """Return the list of all feeds as OPML 2.0."""
    head = tag("head", text("title", page.title))
    groups = "".join([_group(heading, rows) for heading, rows in page.groups])
    return f'{DECLARATION}<opml version="2.0">{head}<body>{groups}\n</body></opml>\n'


def _group(heading: str, rows: Iterable[tuple[str, str, str]]) -> str:
    inner = ""
    for title, feed, home in rows:
        name = quoted(title)
        inner += (
            f'<outline type="rss" text={name} title={name}'
            f" xmlUrl={quoted(feed)} htmlUrl={quoted(home)}/>"
        )
    return "\n" + legal(tag("outline", inner, text=heading))

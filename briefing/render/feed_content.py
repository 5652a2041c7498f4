"""An item of a feed → the HTML that readers show: what the documents tell, and who tells it."""

from __future__ import annotations

import functools

from briefing.render import lede
from briefing.render.markdown import markdown_html
from briefing.render.names import Names, names_of
from briefing.render.pages import EntryView, FeedEntry, FeedItem, Site
from briefing.render.xml import escaped

# An entry stands in several feeds, and not to find its summary in its text is dear.
_stands_in = functools.lru_cache(maxsize=4096)(lede.stands_in)


def content_html(item: FeedItem, site: Site) -> str:
    """Return the whole of *item* as HTML with absolute links: summary, key points, texts with
    their publishers and links to the originals; of a digest its stories with their summaries."""
    names = names_of(site.language)
    parts = _opening(item)
    if item.body.strip():
        parts.append(markdown_html(item.body, site.base_url, 2).strip())
    is_alone = len(item.entries) == 1
    for told in item.entries:
        parts += _telling(told, site, is_alone=is_alone)
        parts.append(_credit(told.entry, names))
    for link, summary in item.stories:
        parts.append(_heading(link.url, link.title))
        parts += _paragraph(summary)
    return "\n".join(parts)


def _escaped(text: str) -> str:
    """*text* as content or as the value of an attribute."""
    text = escaped(text)
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text.replace("'", "&#x27;") if "'" in text else text


def _heading(url: str, title: str) -> str:
    return f'<h2><a href="{_escaped(url)}">{_escaped(title)}</a></h2>'


def _paragraph(text: str) -> list[str]:
    return [f"<p>{_escaped(text)}</p>"] if text.strip() else []


def _opening(item: FeedItem) -> list[str]:
    """Picture, summary and key points; but no words that the first text holds anyway."""
    first = item.entries[0].body if item.entries else ""
    parts: list[str] = []
    if item.image:
        url, alt = _escaped(item.image.url), _escaped(item.image.alt)
        parts.append(f'<p><img src="{url}" alt="{alt}" referrerpolicy="no-referrer"></p>')
    if not item.stories and not (first and _stands_in(item.summary, first)):
        parts += _paragraph(item.summary)
    points = [one for one in item.key_points if not (first and _stands_in(one, first))]
    if points:
        parts.append("<ul>" + "".join([f"<li>{_escaped(one)}</li>" for one in points]) + "</ul>")
    return parts


def _telling(told: FeedEntry, site: Site, *, is_alone: bool) -> list[str]:
    parts = [] if is_alone else [_heading(told.entry.permalink, told.entry.title)]
    if told.body.strip():
        parts.append(markdown_html(told.body, site.base_url, 2 if is_alone else 3).strip())
    elif not is_alone:
        parts += _paragraph(told.entry.summary)
    return parts


def _credit(view: EntryView, names: Names) -> str:
    """Who told it, when, and where it stands."""
    parts = [_escaped(one) for one in (", ".join(view.authors), view.source, view.via) if one]
    date = f'<time datetime="{view.iso}">{_escaped(names.format(names.short, view.day))}</time>'
    parts.append(date if view.is_sure else f"{date} ({_escaped(names.estimated)})")
    if view.original:
        name = _escaped(f"{names.original}: {view.host}")
        parts.append(f'<a href="{_escaped(view.original)}" rel="noopener nofollow">{name}</a>')
    return f"<p>{' · '.join(parts)}</p>"

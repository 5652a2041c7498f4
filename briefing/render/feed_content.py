"""An item of a feed → the HTML that readers show: what the documents tell, and who tells it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from briefing.render.lede import stands_in
from briefing.render.markdown import markdown_html
from briefing.render.names import Names, names_of
from briefing.render.pages import EntryView, FeedEntry, FeedItem, Site


def content_html(item: FeedItem, site: Site) -> str:
    """Return the whole of *item* as HTML with absolute links: summary, key points, texts with
    their publishers and links to the originals; of a digest its stories with their summaries."""
    names = names_of(site.language)
    parts = [*_opening(item), *_markdown(item.body, site, 2)]
    for told in item.entries:
        parts += _telling(told, names, site, alone=len(item.entries) == 1)
    for link, summary in item.stories:
        parts.append(f'<h2><a href="{escape(link.url)}">{escape(link.title)}</a></h2>')
        parts += _paragraph(summary)
    return "\n".join(parts)


def _opening(item: FeedItem) -> Iterator[str]:
    """Summary and key points, unless the first text holds them anyway."""
    first = item.entries[0].body if item.entries else ""
    if item.image:
        yield (
            f'<p><img src="{escape(item.image.url)}" alt="{escape(item.image.alt)}"'
            ' referrerpolicy="no-referrer"></p>'
        )
    if not item.stories and not (first and stands_in(item.summary, first)):
        yield from _paragraph(item.summary)
    points = [one for one in item.key_points if not (first and stands_in(one, first))]
    if points:
        yield "<ul>" + "".join(f"<li>{escape(one)}</li>" for one in points) + "</ul>"


def _paragraph(text: str) -> Iterator[str]:
    if text.strip():
        yield f"<p>{escape(text)}</p>"


def _markdown(body: str, site: Site, top: int) -> Iterator[str]:
    if body.strip():
        yield markdown_html(body, site.base_url, top).strip()


def _telling(told: FeedEntry, names: Names, site: Site, *, alone: bool) -> Iterator[str]:
    view = told.entry
    if not alone:
        yield f'<h2><a href="{escape(view.permalink)}">{escape(view.title)}</a></h2>'
    if told.body.strip():
        yield from _markdown(told.body, site, 2 if alone else 3)
    elif not alone:
        yield from _paragraph(view.summary)
    yield _credit(view, names)


def _credit(view: EntryView, names: Names) -> str:
    """Who told it, when, and where it stands."""
    parts = [escape(one) for one in (", ".join(view.authors), view.source, view.via) if one]
    date = f'<time datetime="{view.iso}">{escape(names.format(names.short, view.day))}</time>'
    parts.append(date if view.is_sure else f"{date} ({escape(names.estimated)})")
    if view.original:
        name = escape(f"{names.original}: {view.host}")
        parts.append(f'<a href="{escape(view.original)}" rel="noopener nofollow">{name}</a>')
    return f"<p>{' · '.join(parts)}</p>"

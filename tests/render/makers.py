"""Small makers of content and sites for the tests of rendering."""

import datetime as dt
from pathlib import Path

from in_memory import Layout, layout_of

from briefing.config import Config
from briefing.model import Content, Entry, StandingPage
from briefing.render import Page, Renderer, read_theme, site_of
from briefing.render.site import Look, Parts

DAY = dt.date(2025, 6, 2)
ROOT = Path(__file__).parents[2]


def entry(guid: str, title: str = "", **fields) -> Entry:
    """An entry of 2 June 2025 unless *fields* say otherwise."""
    date = fields.setdefault("date", DAY)
    fields.setdefault("path", f"{date:%Y/%m/%d}/{guid}.md")
    return Entry(guid=guid, title=title or f"Headline {guid}", **fields)


def layout(*entries: Entry, config: Config | None = None, pages=(), **content) -> Layout:
    """Everything that the site of *entries* has."""
    config = config or Config(base_url="https://x.example/news/")
    return layout_of(Content(entries=entries, pages=tuple(pages), **content), config)


def page(path: str, *entries: Entry, **more) -> Page:
    """The page at *path* of the site of *entries*."""
    return layout(*entries, **more).pages[path]


def renderer(config: Config | None = None, root: Path = ROOT / "nowhere") -> Renderer:
    """A renderer with the default theme, or what *config* and *root* make of it."""
    config = config or Config(base_url="https://x.example/news/")
    theme = read_theme(root, config)
    site = site_of(config, Parts(), look=Look(settings=theme.settings, generator="briefing 1"))
    return Renderer(theme, site)


def standing(slug: str, title: str = "", body: str = "") -> StandingPage:
    """A standing page as it is read from ``content/pages/``."""
    return StandingPage(slug=slug, title=title or slug, body=body, path=f"pages/{slug}.md")

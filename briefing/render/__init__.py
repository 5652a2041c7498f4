"""Which pages there are, and how each becomes bytes: Jinja, Markdown, feeds."""

from briefing.render.layout import lay_out
from briefing.render.pages import Layout, Page, Site
from briefing.render.renderer import Renderer
from briefing.render.site import Look, site_of
from briefing.render.themes import CopiedFile, Theme, read_theme

__all__ = [
    "CopiedFile",
    "Layout",
    "Look",
    "Page",
    "Renderer",
    "Site",
    "Theme",
    "lay_out",
    "read_theme",
    "site_of",
]

"""Which pages there are, and how each becomes bytes: Jinja, Markdown, feeds.

What lays pages out is imported when it is asked for: where nothing has changed, nothing is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefing.render.themes import CopiedFile, Theme, read_theme

if TYPE_CHECKING:
    from briefing.render.pages import Page, Site
    from briefing.render.renderer import Extras, Renderer
    from briefing.render.site import Look, site_of

_HOMES = {
    "Extras": "renderer", "Look": "site", "Page": "pages", "Renderer": "renderer",
    "Site": "pages", "site_of": "site",
}  # fmt: skip

__all__ = [
    "CopiedFile", "Extras", "Look", "Page", "Renderer", "Site", "Theme", "read_theme", "site_of",
]  # fmt: skip


def __getattr__(name: str) -> Any:  # whatever a module holds (PEP 562)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

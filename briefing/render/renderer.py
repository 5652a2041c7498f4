"""A page's value → its bytes: the one function behind ``build`` and ``serve``."""

from __future__ import annotations

import functools
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from briefing.errors import ThemeError
from briefing.fingerprint import fingerprint
from briefing.hooks import Chain
from briefing.render.pages import (
    FeedPage,
    HtmlPage,
    OpmlPage,
    Page,
    RobotsPage,
    Site,
    SitemapPage,
)
from briefing.render.themes import Theme, excerpt_of
from briefing.render.xml import legal_bytes

if TYPE_CHECKING:
    from briefing.render.compiled import Store
    from briefing.render.sandbox import Sandbox


class Extras(NamedTuple):
    """What plugins add to templates."""

    chain: Chain = Chain()
    mark: str = ""
    """Another one, other pages."""


class Renderer:
    """Renders pages of one site in one theme; pure, and safe to share between threads."""

    def __init__(
        self, theme: Theme, site: Site, store: Store | None = None, extras: Extras | None = None
    ) -> None:
        """Render in *theme* with the filters of *extras*; what is made of its templates may be
        kept in *store*."""
        self._extras = extras or Extras()
        self._theme = theme
        self._store = store
        self._site = site
        self._look = fingerprint([site, theme.mark, self._extras.mark])

    def mark(self, page: Page) -> str:
        """Return what stands for the bytes of *page*: equal marks, equal bytes."""
        return fingerprint([type(page).__name__, page, self._look])

    def render(self, page: Page) -> bytes:
        """Return the bytes of *page*.

        Raises:
            ThemeError: a template is wrong; with file, line and the offending lines.
        """
        return self._html(page) if isinstance(page, HtmlPage) else self._text(page).encode()

    def _text(self, page: Page) -> str:
        from briefing.render.feeds import format_feed, format_opml
        from briefing.render.sitemap import format_robots, format_sitemap

        match page:
            case FeedPage():
                return format_feed(page, self._site)
            case OpmlPage():
                return format_opml(page)
            case SitemapPage():
                return format_sitemap(page)
            case RobotsPage():
                return format_robots(page)
        raise TypeError(type(page).__name__)

    @functools.cached_property
    def _environment(self) -> Sandbox:
        from briefing.render.environment import environment

        return environment(self._theme, self._site, self._store, self._extras)

    def _html(self, page: HtmlPage) -> bytes:
        try:
            return legal_bytes(self._environment.get_template(page.template).render(page=page))
        except Exception as error:  # whatever a template raises is its mistake
            raise self._mistake(error, page.template) from error

    def _mistake(self, error: Exception, name: str) -> ThemeError:
        from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

        if isinstance(error, TemplateSyntaxError):
            place, line = error.filename or name, error.lineno
        else:
            place, line = self._position(error.__traceback__) or (f"templates/{name}", 0)
        message = f"{error}" or type(error).__name__
        if isinstance(error, TemplateNotFound):
            message = f"there is no template “{error.name}”"
        text = next((t.text for t in self._theme.templates.values() if t.place == place), "")
        where = f"{place}:{line}" if line else place
        return ThemeError(where, " ".join(message.split()), excerpt=excerpt_of(text, line))

    def _position(self, traceback: TracebackType | None) -> tuple[str, int] | None:
        """The innermost place in a template; jinja rewrites tracebacks so that they name it."""
        places = {template.place for template in self._theme.templates.values()}
        found = None
        while traceback:
            file = traceback.tb_frame.f_code.co_filename
            if file in places:
                found = (file, traceback.tb_lineno)
            traceback = traceback.tb_next
        return found

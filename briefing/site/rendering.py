"""Units → pages → bytes: what runs on several cores in a build, and page by page in a server."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct

from briefing.catalog import TemplateStore
from briefing.config import Config
from briefing.fingerprint import fingerprint
from briefing.plugins import Plugins
from briefing.render import Extras, Renderer, Theme
from briefing.render.day_pages import day_pages
from briefing.render.pages import Page, Site
from briefing.site.days import day_of, leaf_of
from briefing.site.units import DayUnit, Material, lay_out


class Task(Struct, frozen=True):
    """A unit whose pages are wanted."""

    unit: str
    material: Any  # Material, which travels as it is
    known: Mapping[str, str]
    """Path → mark of the pages that need not be rendered where their mark is the same."""


class Rendered(Struct, frozen=True):
    """The pages of a unit: path, mark, and bytes where they were not known."""

    unit: str
    pages: tuple[tuple[str, str, bytes | None], ...]


class Looked(Struct, frozen=True):
    """A day as the rest of the site shows it, and its own pages."""

    leaf: Any  # Leaf, a named tuple that only travels through here
    rendered: Rendered


class Painter(Protocol):
    """Who wants the pages of days as soon as they are looked at."""

    def setting(self) -> Setting:
        """Return what all pages have in common; days are named by now."""

    def known(self, unit: str) -> Mapping[str, str]:
        """Return the marks of the pages of *unit* that need not be rendered again."""

    def take(self, rendered: Rendered) -> None:
        """Take the pages of a unit."""


class Setting(Struct, frozen=True):
    """What all pages of a site have in common."""

    config: Any  # Config
    theme: Any  # Theme
    site: Site
    shadowed: frozenset[str] = frozenset()
    """Paths at which a static file stands: these pages are not rendered."""

    cache: Any = None  # Path | None: where compiled templates are kept
    plugins: Any = None  # Plugins | None

    @property
    def look(self) -> str:
        """A mark of all that goes into every page."""
        return fingerprint([self.site, self.theme.mark, self.plugins.mark if self.plugins else ""])


def page_mark(page: Page) -> str:
    """Return what stands for the bytes of *page* in one setting: equal marks, equal bytes."""
    return fingerprint([type(page).__name__, page])


def render_units(setting: Setting, tasks: Sequence[Task]) -> list[Rendered]:
    """Return the pages of each unit of *tasks*.

    Raises:
        ThemeError: a template is wrong.
        ValueError: what was kept does not decode.
    """
    renderer = renderer_of(setting)
    return [_rendered(setting, renderer, task) for task in tasks]


def look_and_render(setting: Setting, tasks: Sequence[Task]) -> list[Looked]:
    """Return the pages of each day, and what the rest of the site shows of it: its views are made
    once for both. Raises as :func:`render_units`."""
    renderer = renderer_of(setting)
    config: Config = setting.config
    found = []
    for task in tasks:
        unit: DayUnit = task.material
        day = day_of(unit.task, config)
        pages = day_pages(day, unit.previous, unit.following, config)
        rendered = Rendered(task.unit, _bytes(setting, renderer, pages, task.known))
        found.append(Looked(leaf_of(day, unit.task.files), rendered))
    return found


def _rendered(setting: Setting, renderer: Renderer, task: Task) -> Rendered:
    material: Material | None = task.material
    pages = lay_out(material, setting.config) if material else []
    return Rendered(task.unit, _bytes(setting, renderer, pages, task.known))


def _bytes(
    setting: Setting, renderer: Renderer, pages: Sequence[Page], known: Mapping[str, str]
) -> tuple[tuple[str, str, bytes | None], ...]:
    """Path and mark of each page, and its bytes unless they are *known* or not wanted."""
    found = []
    for page in pages:
        mark = page_mark(page)
        is_known = known.get(page.path) == mark or page.path in setting.shadowed
        found.append((page.path, mark, None if is_known else renderer.render(page)))
    return tuple(found)


def renderer_of(setting: Setting) -> Renderer:
    """Return the renderer of *setting*; the last is kept, because its templates are compiled."""
    return _renderer(_Key(setting.look, setting))


class _Key:
    """A setting by its look, for the cache."""

    def __init__(self, look: str, setting: Setting) -> None:
        self.look = look
        self.setting = setting

    def __hash__(self) -> int:
        return hash(self.look)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.look == other.look


@functools.lru_cache(maxsize=2)
def _renderer(key: _Key) -> Renderer:
    theme: Theme = key.setting.theme
    store = TemplateStore(key.setting.cache) if key.setting.cache else None
    plugins: Plugins = key.setting.plugins or Plugins()
    return Renderer(theme, key.setting.site, store, Extras(plugins.chain, plugins.mark))


def settings_of_days(config: Config) -> list[object]:
    """Return the settings that decide what days show: others change only how pages look."""
    return [
        config.title, config.description, config.language, config.timezone, config.base_url,
        config.digest, config.feeds,
    ]  # fmt: skip

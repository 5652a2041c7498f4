"""The sandbox that templates run in: context, functions and filters.

Context: ``page`` and ``site`` (:mod:`briefing.render.pages`). Functions:

- ``asset('style.css')``: address of a file in the theme's ``assets/`` with its content's hash, so
  that it may be cached for ever; a name that no theme has is an error with its line.
- ``url('archive/')``: root-relative address with the base path; ``absolute('…')`` with the host.
- ``t('key', count=3)``: a text of the interface in the site's language, from
  ``i18n/<language>.toml`` of the theme (``key = "… {count} …"``; ``key_one`` is taken when
  *count* is 1); English where the language lacks it. Values may be markup (a macro's result).

Filters: ``markdown`` (a ``body`` → safe HTML; ``markdown(3)`` begins its headings at h3);
``date_long`` (Monday, 2 June 2025), ``date_short`` (2 June 2025), ``date_day`` (2 June), ``month``
(June 2025), ``month_name`` (June), ``weekday`` (Monday), ``time`` (11:34), ``iso`` (for
``datetime`` attributes); all of jinja's own. An undefined name or attribute is an error.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import quote

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.exceptions import TemplateNotFound, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefing.fingerprint import fingerprint
from briefing.render.addresses import Base
from briefing.render.compiled import Compiled
from briefing.render.markdown import markdown_html
from briefing.render.names import names_of
from briefing.render.pages import Site
from briefing.render.themes import ASSETS, Theme
from briefing.render.views import exact


class _Loader(BaseLoader):
    """Gives templates from the theme's value; touches no disk."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - jinja's signature
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return text and place of the *template*."""
        found = self._theme.templates.get(template)
        if found is None:
            raise TemplateNotFound(template)
        return found.text, found.place, lambda: True


def environment(theme: Theme, site: Site) -> Environment:
    """Return jinja's environment for *theme* and *site*.

    Compiled templates are not kept on disk: who could write there would run outside the sandbox.
    """
    made = ImmutableSandboxedEnvironment(
        loader=_Loader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(fingerprint([site, theme.words])),
    )
    base = Base(site.base_url)
    made.globals.update(
        asset=lambda name: _asset(theme, base, name),
        url=base.local,
        absolute=base.absolute,
        t=lambda key, **values: translate(theme, key, values),
    )
    made.filters["markdown"] = lambda text, top=2: Markup(  # noqa: S704 - it is sanitised
        _boxed_tables(markdown_html(text, base.path, top), theme)
    )
    made.filters |= date_filters(site.language)
    return made


def _boxed_tables(html: str, theme: Theme) -> str:
    """*html* with every table in a box that scrolls by itself, and by keyboard too."""
    if "<table>" not in html:
        return html
    label = escape(theme.words.get("table", "Table"))
    box = f'<div class="scroll" role="group" aria-label="{label}" tabindex="0">'
    return html.replace("<table>", f"{box}<table>").replace("</table>", "</table></div>")


def _asset(theme: Theme, base: Base, name: str) -> str:
    if name not in theme.assets:
        raise TemplateRuntimeError(f"theme “{theme.name}” has no asset “{name}”")
    return f"{base.path}{ASSETS}{quote(name)}?v={theme.assets[name].mark[:10]}"


def translate(theme: Theme, key: str, values: dict[str, object]) -> str | Markup:
    """Return the interface's text for *key* with its ``{names}`` filled in."""
    one = f"{key}_one"
    pattern = theme.words.get(one if values.get("count") == 1 and one in theme.words else key)
    if pattern is None:
        raise TemplateRuntimeError(f"theme “{theme.name}” has no text “{key}” in its i18n/en.toml")

    def fill(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise TemplateRuntimeError(f"text “{key}” needs a value “{found[1]}”")
        value = values[found[1]]
        return str(escape(value)) if is_markup else str(value)

    is_markup = any(isinstance(value, Markup) for value in values.values())
    text = re.sub(r"\{(\w+)\}", fill, str(escape(pattern)) if is_markup else pattern)
    return Markup(text) if is_markup else text  # noqa: S704 - all of it is escaped


def date_filters(language: str) -> dict[str, Callable[[dt.date], str]]:
    """Return the filters for dates in *language*."""
    names = names_of(language)

    def iso(date: dt.date) -> str:
        if isinstance(date, dt.datetime):
            return exact(date).isoformat(timespec="seconds")
        return date.isoformat()

    return {
        "date_long": lambda date: names.format(names.long, date),
        "date_short": lambda date: names.format(names.short, date),
        "date_day": lambda date: names.format(names.day, date),
        "month": lambda date: names.format(names.of_year, date),
        "month_name": lambda date: names.months[date.month - 1],
        "weekday": lambda date: names.weekdays[date.weekday()],
        "time": lambda moment: f"{moment:%H:%M}",
        "iso": iso,
    }

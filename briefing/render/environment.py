"""What templates have: context, functions and filters, in a sandbox.

Context: ``page`` and ``site`` (:mod:`briefing.render.pages`); macros that are imported without
context and what is rendered ``once`` see all of this but ``page``. Functions:

- ``asset('style.css')``: address of a file in the theme's ``assets/`` with its content's hash, so
  that it may be cached for ever; a name that no theme has is an error with its line.
- ``url('archive/')``: root-relative address with the base path; ``absolute('…')`` with the host.
- ``t('key', count=3)``: a text of the interface in the site's language, from
  ``i18n/<language>.toml`` of the theme (``key = "… {count} …"``; ``key_one`` is taken when
  *count* is 1); English where the language lacks it. Values may be markup (a macro's result).
- ``once('_foot.html')``: a template that is the same on every page, rendered once.

Filters: ``markdown`` (a ``body`` → safe HTML; ``markdown(3)`` begins its headings at h3); ``lang``
(a value with ``lang`` and ``dir`` → these attributes, where they may differ from the page's);
``tied`` (text → with spaces that do not break beside dashes, « » and the French colon);
``date_long`` (Monday, 2 June 2025), ``date_short`` (2 June 2025), ``date_day`` (2 June), ``month``
(June 2025), ``month_name`` (June), ``weekday`` (Monday), ``time`` (11:34), ``iso`` (for
``datetime`` attributes); all of jinja's own. An undefined name or attribute is an error.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import BaseLoader, Environment, StrictUndefined
from jinja2.exceptions import TemplateNotFound, TemplateRuntimeError
from jinja2.filters import FILTERS
from markupsafe import Markup, escape

from briefing.fingerprint import fingerprint
from briefing.hooks import plugin_filters
from briefing.render.addresses import Base
from briefing.render.compiled import Compiled, Store
from briefing.render.markdown import markdown_html
from briefing.render.names import names_of
from briefing.render.pages import Site
from briefing.render.sandbox import HOLDERS, Sandbox, markup
from briefing.render.themes import ASSETS, Theme, _program_mark
from briefing.render.views import exact

if TYPE_CHECKING:
    from briefing.render.renderer import Extras

_NAME = re.compile(r"\{(\w+)\}")


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


def built_in_filters(language: str) -> frozenset[str]:
    """Return the names of the filters that templates have without plugins."""
    return frozenset({*FILTERS, *date_filters(language), "markdown", "tied", "lang"})


def environment(
    theme: Theme, site: Site, store: Store | None = None, extras: Extras | None = None
) -> Sandbox:
    """Return the environment for *theme* and *site*, with the filters of *extras* and compiled
    templates from *store*."""
    mark = extras.mark if extras else ""
    parts = [site.base_path, site.language, theme.words, _program_mark(), mark]
    made = Sandbox(
        loader=_Loader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(fingerprint(parts), store),
    )
    base = Base(site.base_url)
    made.globals["site"] = site
    made.offer(
        asset=lambda name: _asset(theme, base, name),
        url=base.local,
        absolute=base.absolute,
        t=words_of(theme),
        once=_once(made),
    )
    made.filters["markdown"] = lambda text, top=2: markup(
        _boxed_tables(markdown_html(text, base.path, top), theme)
    )
    made.filters["tied"] = tied
    made.filters["lang"] = _lang(made, site)
    made.filters |= date_filters(site.language)
    if extras and extras.chain:
        made.filters |= plugin_filters(extras.chain, built_in_filters(site.language))[0]
    return made


def _once(made: Sandbox) -> Callable[[str], Markup]:
    known: dict[str, Markup] = {}

    def once(name: str) -> Markup:
        """The template *name*, rendered when it is first asked for; it sees no page."""
        if name not in known:
            known[name] = markup(made.get_template(name).render())
        return known[name]

    return once


def _lang(made: Sandbox, site: Site) -> Callable[[object], Markup]:
    @functools.lru_cache(maxsize=512)
    def attributes(lang: str, direction: str) -> Markup:
        told = f' lang="{escape(lang)}"' if lang and lang != site.language else ""
        side = escape(direction) if direction != site.dir else "auto"
        return markup(f'{told} dir="{side}"')

    spoken = HOLDERS["lang"] & HOLDERS["dir"]

    def lang(value: Any) -> Markup:  # any value that a template has
        """Language and direction of the text of *value*, where they may differ from the page's."""
        if type(value) in spoken:
            return attributes(value.lang, value.dir)
        return attributes(str(made.getattr(value, "lang")), str(made.getattr(value, "dir")))

    return lang


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


def words_of(theme: Theme) -> Callable[..., str | Markup]:
    """Return ``t``: the interface's text for a key, with its ``{names}`` filled in."""
    plain = {key: pattern for key, pattern in theme.words.items() if not _NAME.search(pattern)}

    @functools.lru_cache(maxsize=4096)
    def counted(key: str, count: int) -> str:
        return str(translate(theme, key, {"count": count}))

    def t(key: str, **values: object) -> str | Markup:
        if not values and key in plain:
            return plain[key]
        if len(values) == 1 and type(count := values.get("count")) is int:
            return counted(key, count)
        return translate(theme, key, values)

    return t


def translate(theme: Theme, key: str, values: dict[str, object]) -> str | Markup:
    """Return the interface's text for *key* with its ``{names}`` filled in."""
    one = f"{key}_one"
    pattern = theme.words.get(one if values.get("count") == 1 and one in theme.words else key)
    if pattern is None:
        raise TemplateRuntimeError(f"theme “{theme.name}” has no text “{key}” in its i18n/en.toml")
    parts = _cut(pattern)
    if missing := next((name for name in parts[1::2] if name not in values), None):
        raise TemplateRuntimeError(f"text “{key}” needs a value “{missing}”")
    if any(isinstance(value, Markup) for value in values.values()):
        filled = (escape(values[one] if at % 2 else one) for at, one in enumerate(parts))
        return markup("".join(filled))
    return "".join([str(values[one]) if at % 2 else one for at, one in enumerate(parts)])


@functools.lru_cache(maxsize=1024)
def _cut(pattern: str) -> tuple[str, ...]:
    """*pattern* cut at its names, which have the odd places."""
    return tuple(_NAME.split(pattern))


_LOOSE = (" :", " ;", " !", " ?", " »", "« ", " – ", " — ")
_TIES = tuple((loose, loose.replace(" ", "\u00a0", 1)) for loose in _LOOSE)


def tied(text: object) -> str:
    """Return *text* with spaces that do not break beside dashes, « » and the French colon."""
    if type(text) is str:  # markup is equal to its text, and must not be taken for it
        return _tied(text)
    return _tied.__wrapped__(text if isinstance(text, str) else str(text))


@functools.lru_cache(maxsize=4096)  # a headline stands on many pages
def _tied(text: str) -> str:
    for loose, tight in _TIES:
        if loose in text:
            text = text.replace(loose, tight)
    return text


def date_filters(language: str) -> dict[str, Callable[[dt.date], str]]:
    """Return the filters for dates in *language*."""
    names = names_of(language)

    def iso(date: dt.date) -> str:
        if isinstance(date, dt.datetime):
            return exact(date).isoformat(timespec="seconds")
        return date.isoformat()

    def time(date: dt.date) -> str:
        return f"{date.hour:02}:{date.minute:02}" if isinstance(date, dt.datetime) else "00:00"

    return {
        "date_long": lambda date: names.format(names.long, date),
        "date_short": lambda date: names.format(names.short, date),
        "date_day": lambda date: names.format(names.day, date),
        "month": lambda date: names.format(names.of_year, date),
        "month_name": lambda date: names.months[date.month - 1],
        "weekday": lambda date: names.weekdays[date.weekday()],
        "time": time,
        "iso": iso,
    }

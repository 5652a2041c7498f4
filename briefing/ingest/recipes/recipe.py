"""Recipes: what a site or layout that is read wrongly is to be read by, as TOML that people write.

docs/recipes.md tells every key. XPath rules are named as in ftr-site-config, whose files can be
used as they are (:mod:`briefing.ingest.recipes.site_config`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from briefing.errors import ConfigError
from briefing.ingest.copied.byline_shapes import GROUPS, Shape
from briefing.ingest.copied.layout import Layout
from briefing.ingest.recipes.patterns import safe_pattern
from briefing.toml import converted, fault, line_of, nearest, parse_toml

_T = TypeVar("_T")

ORDERS = ("auto", "DMY", "MDY", "YMD")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z][a-z0-9-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

IGNORED = frozenset(
    "single_page_link single_page_link_in_feed next_page_link tidy prune parser"
    " autodetect_on_failure autodetect_next_page test_url test_contains http_header"
    " convert_double_br_tags"
    " skip_id_or_class_removal footnotes requires_login not_logged_in_xpath native_ad_clue"
    " if_page_contains find_string replace_string dissolve wrap_in move_into insert_detected_image"
    " strip_image_src strip_attr src_lazy_load_attr strip_comments".split()
)
"""Rules of ftr-site-config that are about fetching or mending pages; they are read past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Which documents a recipe is for: all that is given must hold, one of each list."""

    domain: tuple[str, ...] = ()
    """Of the page's address, or a domain above it."""

    url: tuple[str, ...] = ()
    """Globs for the page's address."""

    place: tuple[str, ...] = ()
    """Globs for the document's path below the site's root."""

    text: tuple[str, ...] = ()
    """Patterns for a line among the first 200."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _TextRules:
    headline: str = ""
    byline: tuple[str, ...] = ()
    separator: str = ""
    drop: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """XPath expressions for the parts of a page; of several the first that finds something counts.

    *article* are the elements that hold one article each, where a page holds several; then the
    others are about each of them alone. *strip* (XPath) and *strip_id_or_class* (part of an id or
    class) say what to take out before; all of them count.
    """

    article: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    strip_id_or_class: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What an example is expected to give; what is empty is not looked at."""

    title: str = ""
    date: str = ""
    """As in front matter: an ISO day or time; a day is right for any time on it."""

    source: str = ""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    language: str = ""
    contains: tuple[str, ...] = ()
    """Phrases of its text."""

    lacks: tuple[str, ...] = ()
    """Phrases that its text must not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A document for which a recipe is right, and what it gives."""

    text: str = ""
    html: str = ""
    file: str = ""
    """Instead of both: a file beside the recipe."""

    url: str = ""
    """Of the page that *html* is."""

    place: str = ""
    """Where the document is taken to lie."""

    article: tuple[Expected, ...] = ()
    """All articles that it holds, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    name: str = ""
    publisher: str = ""
    topics: tuple[str, ...] = ()
    language: str = ""
    date_order: str = "auto"
    match: Match = field(default_factory=Match)
    text: _TextRules | None = None
    html: PageRules | None = None
    example: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How the documents of a site or of a layout are to be read."""

    name: str
    place: str
    """Its file."""

    match: Match = field(default_factory=Match)
    patterns: tuple[re.Pattern[str], ...] = ()
    """Those of ``match.text``, compiled."""

    layout: Layout = field(default_factory=Layout)
    """For text, and what is said of all documents: publisher, topics, language, date order."""

    page: PageRules | None = None
    """For pages."""

    examples: tuple[Example, ...] = ()
    lines: tuple[int, ...] = ()
    """Of the examples, in the recipe's file."""


def parse_recipe(text: str, place: str) -> Recipe:
    """Return the recipe that the TOML in *text* is.

    Raises:
        ConfigError: with *place*, the line and what to write instead.
    """
    table = _without_ignored(_with_lists(parse_toml(text, place)))
    file = converted(table, _File, text, place)
    check = _Check(text, place)
    name = file.name or place.rpartition("/")[2].removesuffix(".toml")
    _check_matching(file, check)
    _check_pages(file.html or PageRules(), check)
    for number, example in enumerate(file.example):
        if sum(map(bool, (example.text, example.html, example.file))) != 1:
            raise check.refused(f"example[{number}]", "give one of “text”, “html” and “file”")
    return Recipe(
        name=name,
        place=place,
        match=replace(file.match, domain=tuple(d.casefold() for d in file.match.domain)),
        patterns=tuple(check.pattern("match.text", p) for p in file.match.text),
        layout=_layout(file, name, check),
        page=file.html,
        examples=file.example,
        lines=tuple(line_of(text, f"example[{n}]") for n in range(len(file.example))),
    )


class _Check:
    """Tells where in the file something is wrong."""

    def __init__(self, text: str, place: str) -> None:
        self.text = text
        self.place = place

    def refused(self, key: str, message: str) -> ConfigError:
        """Return the error about *key*."""
        return fault(self.text, self.place, line_of(self.text, key), f"{key}: {message}")

    def made(self, key: str, make: Callable[[], _T]) -> _T:
        """Return what *make* returns; its ValueError is about *key*."""
        try:
            return make()
        except ValueError as error:
            raise self.refused(key, str(error)) from error

    def pattern(self, key: str, text: str) -> re.Pattern[str]:
        """Return the regular expression *text* compiled."""
        return self.made(key, lambda: safe_pattern(text))

    def shape(self, key: str, text: str, *, needs: bool) -> Shape:
        """Return the pattern *text* as a shape of lines; *needs* groups, if so said."""
        pattern = self.pattern(key, text)
        for group in pattern.groupindex:
            if group.rstrip("0123456789") not in GROUPS:
                raise self.refused(
                    key, f"unknown group “{group}”; {nearest(group, sorted(GROUPS))}"
                )
        if needs and not pattern.groupindex:
            raise self.refused(key, "has no group; write “(?P<date>…)”, “(?P<author>…)”, …")
        return Shape(pattern)


def _layout(file: _File, name: str, check: _Check) -> Layout:
    rules = file.text or _TextRules()
    head, between = rules.headline, rules.separator
    return Layout(
        name=name,
        headline=check.shape("text.headline", head, needs=False) if head else None,
        separator=check.pattern("text.separator", between) if between else None,
        bylines=tuple(check.shape("text.byline", p, needs=True) for p in rules.byline),
        drop=tuple(check.pattern("text.drop", p) for p in rules.drop),
        strip=tuple(check.pattern("text.strip", p) for p in rules.strip),
        publisher=file.publisher,
        language=file.language,
        topics=file.topics,
        date_order=file.date_order,
    )


def _check_matching(file: _File, check: _Check) -> None:
    match = file.match
    if not (match.domain or match.url or match.place or match.text):
        message = "says nothing; give “domain”, “url”, “place” or “text”, or it is for no document"
        raise check.refused("match", message)
    for domain in match.domain:
        if not _DOMAIN.fullmatch(domain.casefold()):
            raise check.refused("match.domain", f"“{domain}” is no domain; write “example.org”")
    if file.date_order not in ORDERS:
        message = f"“{file.date_order}” is none; {nearest(file.date_order, ORDERS)}"
        raise check.refused("date_order", message)
    if file.language and not _LANGUAGE.fullmatch(file.language):
        raise check.refused("language", "write a code like “en”, “de” or “pt-BR”")


def _check_pages(rules: PageRules, check: _Check) -> None:
    for key in ("article", "title", "body", "author", "date", "strip"):
        for expression in getattr(rules, key):
            check.made(f"html.{key}", lambda rule=expression: check_xpath(rule))  # type: ignore[misc]


def check_xpath(expression: str) -> None:
    """Refuse what is no XPath 1.0 (W3C, 1999).

    Raises:
        ValueError: says why.
    """
    from lxml import etree  # type: ignore[import-untyped]

    try:
        etree.XPath(expression)
    except etree.XPathSyntaxError as error:
        raise ValueError(f"“{expression}” is no XPath: {error}".lower()) from error


_TABLES: dict[str, Any] = {"match": Match, "text": _TextRules, "html": PageRules}


def _with_lists(table: dict[str, Any]) -> dict[str, Any]:
    """*table* with lists of one where a single text stands for a list."""
    made: dict[str, Any] = _listed(table, _File)
    for key, kind in _TABLES.items():
        if isinstance(made.get(key), dict):
            made[key] = _listed(made[key], kind)
    for example in made.get("example", ()) if isinstance(made.get("example"), list) else ():
        if isinstance(example, dict) and isinstance(example.get("article"), list):
            example["article"] = [_listed(one, Expected) for one in example["article"]]
    return made


def _listed(table: Any, kind: Any) -> Any:
    if not isinstance(table, dict):
        return table
    lists = {f.name for f in fields(kind) if str(f.type) == "tuple[str, ...]"}
    return {k: [v] if isinstance(v, str) and k in lists else v for k, v in table.items()}


def _without_ignored(table: dict[str, Any]) -> dict[str, Any]:
    page = table.get("html")
    if not isinstance(page, dict):
        return table
    return {**table, "html": {k: v for k, v in page.items() if k not in IGNORED}}

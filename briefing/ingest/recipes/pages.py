"""What a recipe's XPath rules find in a page."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing.ingest.reading import Article, Reading, lede
from briefing.ingest.recipes.recipe import PageRules, Recipe
from briefing.model import DateOrigin
from briefing.text.clean import clean_line
from briefing.text.dates import find_stamps
from briefing.text.from_html.tree import Element
from briefing.text.html import markdown_of, plain

_MOST = 10_000
"""Characters of a headline, a name or a date that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules found; what is empty they did not find, and is found as always."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    """As printed, or as a ``datetime`` attribute says."""

    body: str = ""
    """HTML."""

    stripped: tuple[str, ...] = ()
    """The text of what was taken out."""

    missing: tuple[str, ...] = ()
    """Names of rules that found nothing."""


def facts_by_recipe(tree: Element, recipe: Recipe) -> tuple[Facts, ...]:
    """Return what the rules of *recipe* find in *tree*, which stays as it is.

    One value a page; where the recipe says what holds an article, one for each of these.
    """
    rules = recipe.page or PageRules()
    page = copy.deepcopy(tree)
    stripped = tuple(_strip(page, rules))
    parts = _elements(page, rules.article)
    found = [_facts(_alone(part), rules) for part in parts] or [_facts(page, rules)]
    missing = ("article",) if rules.article and not parts else ()
    first = replace(found[0], stripped=stripped, missing=(*missing, *found[0].missing))
    return (first, *found[1:])


def article_by_recipe(
    article: Article, facts: Facts, recipe: Recipe, reading: Reading, base: str = ""
) -> Article:
    """Return *article*, as it was found by evidence, with what *recipe* found instead.

    Links in the text are resolved on *base*.
    """
    layout = recipe.layout
    body = markdown_of(facts.body, base) if facts.body else ""
    date = _date(facts.date, layout.date_order, reading.zone)
    return replace(
        article,
        title=facts.title or article.title,
        authors=facts.authors or article.authors,
        body=body or article.body,
        summary=article.summary if not body or article.summary else lede(body.split("\n\n")[0]),
        date=date or article.date,
        date_origin=DateOrigin.STATED if date else article.date_origin,
        source=layout.publisher or article.source,
        lang=layout.language or article.lang,
        topics=tuple(dict.fromkeys((*article.topics, *layout.topics))),
    )


def _strip(page: Element, rules: PageRules) -> Iterator[str]:
    """Take out of *page* what *rules* say; yield its text."""
    elements = [e for rule in rules.strip for e in _found(page, rule) if _is_element(e)]
    for part in rules.strip_id_or_class:
        elements += page.xpath(
            "//*[contains(@class, $part) or contains(@id, $part)]", part=part, smart_strings=False
        )
    for element in elements:
        if element.getparent() is not None:
            yield from filter(None, [_text(element)])
            _take_out(element)


def _take_out(element: Element) -> None:
    """Remove *element* from its page; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _facts(page: Element, rules: PageRules) -> Facts:
    title = next(iter(_texts(page, rules.title)), "")
    authors = tuple(dict.fromkeys(_texts(page, rules.author)))
    date = next(iter(_texts(page, rules.date)), "")
    body = "\n".join(map(_html, _elements(page, rules.body)))
    wanted = {"title": title, "author": authors, "date": date, "body": body}
    missing = tuple(k for k, value in wanted.items() if getattr(rules, k) and not value)
    return Facts(title=title, authors=authors, date=date, body=body, missing=missing)


def _found(page: Element, rule: str) -> list[Any]:
    """What the XPath *rule* gives: elements, texts, or one text or number."""
    from lxml import etree  # type: ignore[import-untyped]

    try:
        found = page.xpath(rule, smart_strings=False)
    except etree.XPathError:  # an unknown function or prefix shows only now
        return []
    return found if isinstance(found, list) else [found]


def _texts(page: Element, rules: Sequence[str]) -> list[str]:
    for rule in rules:
        found = [_text(one) for one in _found(page, rule)]
        if found := [text for text in found if text]:
            return found
    return []


def _elements(page: Element, rules: Sequence[str]) -> list[Element]:
    """The elements that the first rule finds which finds some, none of them inside another."""
    for rule in rules:
        found = [e for e in _found(page, rule) if _is_element(e)]
        known = set(found)
        if outer := [e for e in found if known.isdisjoint(e.iterancestors())]:
            return outer
    return []


def _is_element(found: object) -> bool:
    return isinstance(getattr(found, "tag", None), str)


def _text(found: Any) -> str:
    if not _is_element(found):
        return clean_line(str(found)[:_MOST]) if isinstance(found, str) else ""
    if moment := found.get("datetime"):
        return clean_line(moment[:_MOST])
    return plain(_html(found)[: 10 * _MOST])[:_MOST]


def _alone(element: Element) -> Element:
    """*element* as a page of its own, so that “//h2” looks into it alone."""
    alone = copy.deepcopy(element)
    alone.tail = None
    return alone


def _html(element: Element) -> str:
    from lxml import etree

    html: str = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return html


def _date(text: str, order: str, zone: dt.tzinfo) -> dt.datetime | dt.date | None:
    """The date that *text* is: ISO 8601, else as people print dates."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        stamps = find_stamps(text[:200], order if order != "auto" else "DMY")
        return stamps[0].value(zone) if stamps else None
    if len(text) <= 10:
        return moment.date()
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)

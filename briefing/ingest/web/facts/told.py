"""Everything that a page says of its article for machines, gathered once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefing.ingest.web.facts import linked_data as ld
from briefing.ingest.web.facts.addresses import best_address
from briefing.ingest.web.facts.meta import ADDRESS, TITLE, Meta, meta_of
from briefing.ingest.web.facts.microdata import microdata
from briefing.text.from_html.tree import Element
from briefing.text.urls import clean_url, domain_of
from briefing.text.words import key


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in JSON-LD, ``meta``, ``link`` and microdata."""

    article: ld.Node
    """The node of JSON-LD that the page is about; empty where there is none."""

    nodes: tuple[ld.Node, ...]
    known: dict[str, ld.Node]
    meta: Meta
    micro: dict[str, list[str]]
    url: str
    """Where the page stands, cleaned; empty where nothing tells."""

    base: str
    """What its links are resolved on."""

    def linked(self, name: str) -> Any:
        """Return the property *name* of the article in JSON-LD, references resolved."""
        return ld.resolved(self.article.get(name), self.known)

    def values(self, linked: str, meta: str, micro: str) -> Iterator[tuple[str, str]]:
        """Yield values with what says so: JSON-LD, then ``meta``, then microdata.

        *linked*, *meta* and *micro* are names parted by spaces.
        """
        for name in linked.split():
            for value in ld.strings(self.linked(name)):
                yield value, f"JSON-LD {name}"
        for name, value in self.meta.all(meta):
            yield value, f"meta {name}"
        for name in micro.split():
            for value in self.micro.get(name, ()):
                yield value, f"microdata {name}"

    @property
    def domain(self) -> str:
        """The host of the page without ``www.``."""
        return domain_of(self.url)


def told_by(root: Element, saved: str) -> Told:
    """Return what *root* says; *saved* is where the page was saved from, as far as known."""
    meta = meta_of(root)
    found = ld.nodes(root)
    known = ld.by_id(found)
    base = clean_url(meta.base, saved) or saved
    given = [meta.canonical, *(value for _, value in meta.all(ADDRESS))]
    candidates = [clean_url(url, base) for url in given]
    article = _article(found, meta, [saved, *candidates])
    entity = [ld.address(article.get(n)) for n in ("url", "mainEntityOfPage", "@id")]
    url = best_address([*candidates, *(clean_url(e, base) for e in entity)], saved)
    return Told(article, tuple(found), known, meta, microdata(root), url, base or url)


def _article(found: list[ld.Node], meta: Meta, addresses: list[str]) -> ld.Node:
    """The node that the page is about: of several articles the one with the page's address or
    headline; none of many that have neither."""
    articles = [n for n in found if ld.types(n) & ld.ARTICLES and len(n) > 2]
    articles = articles or [n for n in found if ld.types(n) & ld.PAGES and n.get("datePublished")]
    titles = {key(t) for _, t in meta.all(TITLE)} | {key(meta.title)}
    for node in articles:
        url = clean_url(ld.address(node.get("url") or node.get("mainEntityOfPage")))
        if url and url in addresses:
            return node
    for node in articles:
        headline = key(ld.first(node.get("headline") or node.get("name")))
        if any(_is_same(headline, title) for title in titles):
            return node
    with_headline = [n for n in articles if n.get("headline")]
    return articles[0] if articles and len(with_headline) <= 3 else {}


def _is_same(headline: str, title: str) -> bool:
    """Whether two keys are those of one headline: one may have more to it, if not too much."""
    short, long = sorted((headline, title), key=len)
    return bool(short) and (short == long or (len(short) > 10 and short in long))

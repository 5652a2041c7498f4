"""Places beside dates: “DUNMOOR / 3 June 2025” tells where, not by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.ingest.copied.articles import Article
from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.names import is_organisation, is_person_like
from briefing.ingest.copied.scan import Scan
from briefing.text.words import key


def without_places(scan: Scan, articles: Sequence[Article]) -> list[tuple[Byline, ...]]:
    """Return the bylines of *articles*, without names that are places.

    A place differs from article to article, and most of the articles speak of theirs; a
    publisher they do not speak of.
    """
    lone = [_lone_name(article) for article in articles]
    named = [(article, name) for article, name in zip(articles, lone, strict=True) if name]
    told = sum(_speaks_of(scan, article, name) for article, name in named)
    are_distinct = len({name for _, name in named}) == len(named)
    if len(named) < 2 or len(named) < len(articles) or not are_distinct or told * 2 <= len(named):
        return [article.bylines for article in articles]
    return [tuple(replace(b, names=()) for b in article.bylines) for article in articles]


def _lone_name(article: Article) -> str:
    """The only name without “By” in the bylines of *article*, if it can be a place's."""
    names = {name for byline in article.bylines for name in byline.names}
    name = next(iter(names), "")
    is_person = is_person_like(name) and not name.isupper()
    return name if len(names) == 1 and not is_person and not is_organisation(name) else ""


def _speaks_of(scan: Scan, article: Article, name: str) -> bool:
    lines = [article.header.headline, article.header.deck, *article.kept]
    text = key("\n".join(scan.lines[i].text for i in lines if i >= 0)[:20_000])
    return f" {key(name)} " in f" {text} "

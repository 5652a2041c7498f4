"""A page as a recipe has it read: what its rules find instead of what evidence found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from briefing.ingest.reading import Article, Reading, entry
from briefing.ingest.recipes.pages import Facts, article_by_recipe, facts_by_recipe
from briefing.ingest.recipes.recipe import Recipe
from briefing.model import DateOrigin, Document, Entry, Evidence, Harvest, LeftOut
from briefing.text.words import key

_SHARED = tuple(f.name for f in fields(Article) if f.name not in ("guid", "date"))


def by_recipe(
    found: Harvest, root: Any, recipe: Recipe, about: tuple[Document, Reading, str]
) -> Harvest:
    """Return *found*, which evidence found in the page *root*, as *recipe* wants it; *about* is the
    document, its reading, and the address on which links are resolved."""
    document, reading, base = about
    if recipe.page:
        facts = facts_by_recipe(root, recipe)
        bases = _bases(found, facts)
    else:
        bases = [_article(one) for one in found.entries]
        facts = (Facts(),) * len(bases)
    articles = [
        article_by_recipe(article, one, recipe, reading, base)
        for article, one in zip(bases, facts, strict=True)
    ]
    told = [article for article in articles if article.title and article.body]
    entries = tuple(entry(article, document, part) for part, article in enumerate(told, 1))
    if not entries:
        return replace(found, evidence=(*found.evidence, _missing(recipe, facts)))
    return replace(
        found,
        entries=entries,
        left_out=(*found.left_out, *_left_out(document.place, found.entries, entries, facts)),
        problems=found.problems if found.entries else (),
        evidence=(*found.evidence, _missing(recipe, facts)),
    )


def _bases(found: Harvest, facts: Sequence[Facts]) -> list[Article]:
    """What each article is made from: the one that evidence found, or what the page tells."""
    one = _article(found.entries[0]) if found.entries else Article(title="", body="")
    if len(facts) == 1:
        return [one]
    page = Article(title="", body="", source=one.source, lang=one.lang, section=one.section)
    return [page] * len(facts)


def _article(found: Entry) -> Article:
    dated = found.date_origin is not DateOrigin.INGESTED
    shared = {name: getattr(found, name) for name in _SHARED}
    return Article(**shared, date=found.date if dated else None)


def _left_out(
    place: str, before: Sequence[Entry], after: Sequence[Entry], facts: Sequence[Facts]
) -> Iterator[LeftOut]:
    """What evidence took for text and the rules do not, and what they take out."""
    stripped = [text for one in facts for text in one.stripped]
    kept = " ".join(key(f"{e.title} {e.body}") for e in after)
    lost = [b for e in before for b in e.body.split("\n\n") if key(b) not in kept]
    if texts := dict.fromkeys([*stripped, *lost]):
        yield LeftOut(place=place, reason="by a recipe", text="\n\n".join(texts))


def _missing(recipe: Recipe, facts: Sequence[Facts]) -> Evidence:
    missing = sorted({name for one in facts for name in one.missing})
    what = f"; its rules do not find: {', '.join(missing)}" if missing else ""
    return Evidence(part=0, about="recipe", reason=f"read by the recipe {recipe.place}{what}")

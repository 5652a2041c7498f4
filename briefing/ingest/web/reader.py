"""Reads saved web pages: ``.html``, ``.xhtml`` and web archives (``.mhtml``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.ingest.reading import Article, Reading, entry, lede, together, unread
from briefing.ingest.recipes.matching import recipe_for
from briefing.ingest.web.body import Body, body_of, markdown_of_item
from briefing.ingest.web.charset import page_text
from briefing.ingest.web.choose import Choice, beside, choose
from briefing.ingest.web.facts import facts
from briefing.ingest.web.facts import linked_data as ld
from briefing.ingest.web.facts.addresses import saved_from
from briefing.ingest.web.facts.dated import Dated, published, updated
from briefing.ingest.web.facts.image import image_of
from briefing.ingest.web.facts.masthead import publisher_of
from briefing.ingest.web.facts.told import Told, told_by
from briefing.ingest.web.facts.visible import Visible, visible
from briefing.ingest.web.headlines import better_title
from briefing.ingest.web.items import Item, items_of, link_of, text_of
from briefing.ingest.web.left_out import left_out
from briefing.ingest.web.mhtml import archived_page
from briefing.ingest.web.passages import Page, Passage, page_of
from briefing.ingest.web.taught import by_recipe
from briefing.ingest.web.votes import vote
from briefing.model import DateOrigin, Document, Evidence, Harvest, Kind, LeftOut, Level, Problem
from briefing.text.dates import date_order
from briefing.text.from_html.tree import tree_of
from briefing.text.html import plain
from briefing.text.language import language
from briefing.text.urls import clean_url
from briefing.text.words import key, word_count

_BRIEF = 60
_NUMERIC = re.compile(r"\d[./-]\d\d?[./-]\d")
_ARCHIVE = b"multipart/related"


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a page before its text is chosen."""

    document: Document
    reading: Reading
    told: Told
    page: Page
    title: str
    title_reason: str
    source: str
    source_reason: str
    order: str
    notes: tuple[str, ...]


def harvest_page(document: Document, reading: Reading) -> Harvest:
    """Return the article in a page, or the articles of a page of several.

    Never fails: what is no page, or has no article, gives a problem.
    """
    data, charset, saved = document.data, "", ""
    if _ARCHIVE in data[:4_000].lower():
        archived = archived_page(data)
        if archived is None:
            return unread(document, "is a web archive without a page in it")
        data, charset, saved = archived.data, archived.charset, archived.url
    decoded = page_text(data, charset)
    if not decoded.text.strip():
        return Harvest(problems=(Problem(place=document.place, message="the document is empty"),))
    root = tree_of(decoded.text)
    if root is None:
        return unread(document, "holds no HTML that can be read: nothing, or nested too deeply")
    told = told_by(root, saved or saved_from(decoded.text))
    page = page_of(root)
    vote(root, page.passages, plain(ld.first(told.linked("articleBody"))), beside(page))
    found = _found(document, reading, told, page, decoded.notes)
    choice = choose(page, {key(found.title)})
    items = items_of(page, choice) if not _is_one(told) else []
    if not items:
        found, choice = _with_headline(found, choice)
    recipe = recipe_for(document, reading.recipes, told.url)
    if recipe is None:
        return _several(found, choice, items) if items else _one(found, choice)
    as_seen = _one(found, choice) if recipe.page or not items else _several(found, choice, items)
    untouched = tree_of(decoded.text)
    return by_recipe(as_seen, untouched, recipe, (document, reading, told.base))


def _found(
    document: Document, reading: Reading, told: Told, page: Page, notes: tuple[str, ...]
) -> _Found:
    source, source_reason = publisher_of(told, page)
    shown = [p.text for p in page.passages if p.heading == "h1"][:20]
    title, title_reason = facts.title_of(told, shown, source)
    order = reading.settings.date_order
    if order == "auto":
        lines = (p.text for p in page.passages if len(p.text) < 300 and _NUMERIC.search(p.text))
        language_named = facts.declared_language(told) or reading.language
        order = date_order("\n".join(lines)[:20_000], language_named)[0]
    return _Found(
        document, reading, told, page, title, title_reason, source, source_reason, order, notes
    )


def _with_headline(found: _Found, choice: Choice) -> tuple[_Found, Choice]:
    """*found* with the headline above the text, where the page does not say which it is."""
    known = (found.title, found.title_reason)
    title, why = better_title(known, found.source, found.page.passages, choice.kept)
    if title == found.title:
        return found, choice
    return replace(found, title=title, title_reason=why), choose(found.page, {key(title)})


def _is_one(told: Told) -> bool:
    """Whether the page says that it is one article, or a live blog."""
    return bool(told.article) or told.meta.first("og:type")[1].lower() == "article"


# --- one article ---------------------------------------------------------------------------------


def _one(found: _Found, choice: Choice) -> Harvest:
    told, zone = found.told, found.reading.zone
    headline = _headline(found)
    seen = Visible()
    dated = published(told, seen, zone, found.order)
    authors, author_reason = facts.authors(told, seen, found.source)
    if not authors or dated[1] is not DateOrigin.META:
        seen = visible(found.page.passages, headline, choice.kept, zone, found.order)
        dated = published(told, seen, zone, found.order)
        authors, author_reason = facts.authors(told, seen, found.source)
    summary = facts.summary_of(told)
    image = image_of(told, found.page.root)
    body = body_of(found.page, choice, told.base)
    body = _or_linked(body, told)
    title = found.title or _first_words(body)
    if not body.markdown.strip() or not title:
        return _none(found)
    section = facts.section_of(told)
    words = word_count(body.markdown)
    lang, lang_reason = _language(found, body.markdown)
    article = Article(
        title=title,
        body=body.markdown,
        date=dated[0],
        date_origin=dated[1],
        updated=updated(told, seen, dated[0], zone),
        source=found.source,
        authors=authors,
        url=told.url,
        lang=lang,
        summary=summary or _lede(body.kept),
        topics=facts.topics_of(told, section, found.source),
        section=section,
        kind=Kind.BRIEF if words < _BRIEF else Kind.ARTICLE,
        image=image,
    )
    reasons = [("boundary", _boundary(body)), ("title", found.title_reason)]
    reasons += [("date", f"{dated[1]}: {dated[2]}"), ("language", lang_reason)]
    reasons += [("source", f"{found.source}: {found.source_reason}")] if found.source else []
    reasons += [("author", f"{', '.join(authors)}: {author_reason}")] if authors else []
    known = [title, found.source, section, summary, *authors, dated[2].strip("“”")]
    return Harvest(
        entries=(entry(article, found.document, 1),),
        left_out=left_out(found.document.place, found.page.passages, body.kept, known),
        problems=_notes(found),
        evidence=tuple(Evidence(part=1, about=about, reason=why) for about, why in reasons),
    )


def _headline(found: _Found) -> Passage | None:
    folded = key(found.title)
    longest = 3 * len(found.title) + 20
    # A key may be longer than its text (“ﬁ” is two letters), but not by much.
    short = [p for p in found.page.passages if len(folded) // 4 <= len(p.text) < longest]
    same = [p for p in short if folded and key(p.text).endswith(folded)]
    return next((p for p in same if p.heading), same[0] if same else None)


def _or_linked(body: Body, told: Told) -> Body:
    """*body*, or the text in JSON-LD where the page shows little of it before its scripts run."""
    text = ld.first(told.linked("articleBody"))
    if word_count(text) <= 2.5 * word_count(body.markdown) or word_count(text) < _BRIEF:
        return body
    from briefing.text.html import markdown_of

    html = text if "<p" in text or "<br" in text else text.replace("\n", "\n\n")
    return Body(markdown_of(html, told.base), (), None)


def _first_words(body: Body) -> str:
    """A headline for a page that has none: its first sentence."""
    first = next((p.text for p in body.kept), "")
    return lede(first)[:100]


def _lede(kept: Sequence[Passage]) -> str:
    first = next((p for p in kept if len(p.text) > 60 and not p.heading), None)
    return lede(first.text) if first else ""


def _language(found: _Found, text: str) -> tuple[str, str]:
    """The language of *text*: its own where that is clear, with the region that the page names."""
    declared = facts.declared_language(found.told)
    seen = language(text, "")
    if not seen:
        return (
            declared or found.reading.language,
            "named by the page" if declared else "of the site",
        )
    if declared.partition("-")[0] == seen.partition("-")[0]:
        return declared, "named by the page, and seen in the text"
    return seen, "seen in the text"


def _boundary(body: Body) -> str:
    if body.box is None:
        return "the text in JSON-LD; the page shows little of it"
    name = " ".join(filter(None, (body.box.get("id"), body.box.get("class"))))[:80]
    return f"the text in <{body.box.tag}>{f' “{name}”' if name else ''}"


def _none(found: _Found) -> Harvest:
    passages = found.page.passages
    links = sum(p.link_share > 0.5 for p in passages)
    message = "no article found: no running text; the document is kept as it is"
    if links > 8 and links > 0.5 * len(passages):
        message = "a list of links, no article; the document is kept as it is"
    return Harvest(
        left_out=left_out(found.document.place, passages, (), (), "no article found"),
        problems=(*_notes(found), Problem(place=found.document.place, message=message)),
        evidence=(Evidence(part=0, about="layout", reason="no article"),),
    )


def _notes(found: _Found) -> tuple[Problem, ...]:
    place = found.document.place
    return tuple(Problem(place=place, message=note, level=Level.NOTE) for note in found.notes)


# --- several -------------------------------------------------------------------------------------


def _several(found: _Found, choice: Choice, items: list[Item]) -> Harvest:
    place, section = found.document.place, facts.section_of(found.told)
    kept = {p for item in items for p in text_of(item)}
    parts: list[Harvest] = []
    links: list[str] = []
    part = 0
    for item in items:
        body, more = markdown_of_item(found.page, choice, item, found.told.base)
        if body.strip():
            part += 1
            parts.append(_part(found, item, body, section, part))
        links += [more] if more else []
    known = [
        found.source,
        *(i.headline.text for i in items),
        *(e.title for p in parts for e in p.entries),
    ]
    known += [a for p in parts for e in p.entries for a in e.authors]
    layout = Evidence(part=0, about="layout", reason=f"a page of {part} articles")
    rest = Harvest(
        left_out=(*left_out(place, found.page.passages, kept, known), *_buttons(place, links)),
        problems=_notes(found),
        evidence=(layout,),
    )
    return together([*parts, rest])


def _buttons(place: str, words: list[str]) -> tuple[LeftOut, ...]:
    reason = "links to the articles"
    return (LeftOut(place=place, reason=reason, text="\n".join(words)),) if words else ()


def _part(found: _Found, item: Item, body: str, section: str, part: int) -> Harvest:
    zone = found.reading.zone
    seen = visible(item.passages, item.headline, text_of(item), zone, found.order)
    dated = _dated(seen)
    url = clean_url(link_of(item.headline), found.told.base)
    authors, _ = facts.authors_seen(seen, found.source)
    article = Article(
        title=item.headline.text,
        body=body,
        date=dated[0],
        date_origin=dated[1],
        source=found.source,
        authors=authors,
        url=url,
        lang=_language(found, body)[0],
        summary=_lede(text_of(item)),
        section=section,
        kind=Kind.BRIEF if word_count(body) < _BRIEF else Kind.ARTICLE,
    )
    reasons = [("boundary", item.reason), ("date", f"{dated[1]}: {dated[2]}")]
    return Harvest(
        entries=(entry(article, found.document, part),),
        evidence=tuple(Evidence(part=part, about=about, reason=why) for about, why in reasons),
    )


def _dated(seen: Visible) -> Dated:
    for moment, words in [*seen.published, *seen.updated]:
        return moment, DateOrigin.STATED, f"“{words[:60]}”"
    return None, DateOrigin.INGESTED, "nothing tells"

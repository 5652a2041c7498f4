"""The facts of an article, each from the surest place that tells it.

======== ==========================================================================================
fact     places, the first that tells wins
======== ==========================================================================================
title    the visible headline (``h1``) where ``title``, OpenGraph or JSON-LD agree; JSON-LD
         headline; og:title and its like; microdata; ``title``; a lone ``h1``. Without the publisher
         behind or before it. Where only ``title`` tells and does not name the article, what is set
         as a headline above the text (:mod:`briefing.ingest.web.headlines`).
authors  JSON-LD author, creator (persons, else organisations that are not the publisher);
         microdata; ``meta`` author and its like; the byline beside the headline
date     JSON-LD datePublished; ``meta`` article:published_time and its like; microdata (*meta*);
         ``time`` and byline around the headline (*stated*); ``meta`` date (*meta*); the address
         (*url*); JSON-LD dateCreated; any of the dates of a change (*meta*). A day in the address
         that is earlier by more than a week outweighs machine-readable dates: those were set anew
         when the page was moved.
updated  JSON-LD dateModified, ``meta``, microdata, the byline; only where later than the date
source   JSON-LD publisher; og:site_name and its like; microdata; what stands behind the headline
         in ``title``; what two of masthead, line of copyright, ``title`` and host agree on
         (:mod:`briefing.ingest.web.facts.masthead`); the host
language the text itself where it is clear, with the region of ``html lang``; ``html lang``;
         ``meta``; JSON-LD inLanguage
image    JSON-LD image; og:image and its like; microdata; description and credit from JSON-LD,
         og:image:alt, or the picture of that address in the page
section  JSON-LD articleSection; ``meta``; microdata; the last crumb but the article
topics   JSON-LD keywords; article:tag, keywords and their like; microdata
url      canonical; og:url; JSON-LD; where the page was saved from
summary  JSON-LD description; og:description and its like; where it is whole sentences
======== ==========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.ingest.copied.publishers import domain_in, split_suffix
from briefing.ingest.web.facts import linked_data as ld
from briefing.ingest.web.facts import meta as names
from briefing.ingest.web.facts.headline import bare_title
from briefing.ingest.web.facts.people import authors_of
from briefing.ingest.web.facts.told import Told
from briefing.ingest.web.facts.visible import Visible
from briefing.text.html import plain
from briefing.text.words import key

BEHIND_HEADLINE, THE_HOST, TITLE = "behind the headline in title", "the host", "title"
"""What says so, where that is not certain."""

_MOST_TOPICS = 15
_MOST_META_TOPICS = 25
"""A page with more keywords than this has them for search machines."""

_WHOLE = re.compile(r"[.!?。！？؟][\"”»’')]?$")
_CUT = re.compile(r"(?:\.\.\.|…|\[…\])[\"”»’')\]]?$")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?(?![A-Za-z])")


def source_of(told: Told) -> tuple[str, str]:
    """Return the publisher and what says so."""
    domains: list[tuple[str, str]] = []
    for value, why in _publishers(told):
        name = plain(value)
        if domain_in(name):
            domains.append((name, why))
        elif 1 < len(name) <= 60:
            return name, why
    return domains[0] if domains else (told.domain, THE_HOST if told.domain else "")


def _publishers(told: Told) -> Iterable[tuple[str, str]]:
    yield from told.values("publisher sourceOrganization", "og:site_name", "")
    yield from told.values("", names.PUBLISHER, "publisher")
    for node in told.nodes:
        if ld.types(node) & {"website", "newsmediaorganization"}:
            yield from ((name, "JSON-LD WebSite") for name in ld.strings(node.get("name")))
    head, name = split_suffix(plain(told.meta.title))
    if name and len(name) <= 40 and len(name.split()) <= 5 and len(head) > len(name):
        yield name, BEHIND_HEADLINE


def title_of(told: Told, shown: list[str], publisher: str) -> tuple[str, str]:
    """Return the headline and what says so; *shown* are the ``h1`` of the page."""
    given = [
        (v, why) for v, why in told.values("headline", names.TITLE, "headline name") if plain(v)
    ]
    if told.meta.title:
        given.append((told.meta.title, TITLE))
    bare = [(bare_title(v, publisher, told.domain), why) for v, why in given]
    for title, why in bare:
        if agreed := _agreed(title, shown):
            return agreed, f"the headline shown, as in {why}"
    if bare and bare[0][0]:
        return bare[0]
    return (plain(shown[0]), "the only headline shown") if shown else ("", "")


def _agreed(title: str, shown: list[str]) -> str:
    """What of *title* and the headlines *shown* is the headline: where one holds the other, the
    shorter; what is more is a kicker, or the publisher. Empty where none holds the other."""
    folded = key(title)
    for text in sorted(shown, key=len, reverse=True):
        other = key(text)
        if folded == other or (
            len(other) > 15 and other in folded and len(other) * 2 > len(folded)
        ):
            return plain(text)
        if len(folded) > 15 and folded in other:
            return title
    return ""


def authors(told: Told, seen: Visible, publisher: str) -> tuple[tuple[str, ...], str]:
    """Return who wrote it and what says so."""
    others = [publisher, told.domain, told.domain.partition(".")[0]]
    persons = [n for one in _listed(told.linked("author") or told.linked("creator"))
               if not (isinstance(one, dict) and "organization" in ld.types(one))
               for n in ld.strings(ld.resolved(one, told.known))]  # fmt: skip
    groups: list[tuple[list[str], str]] = [(persons, "JSON-LD author")]
    groups.append((told.micro.get("author", []), "microdata author"))
    groups += [
        ([_turned(v, name) for _, v in told.meta.all(name)], f"meta {name}")
        for name in names.AUTHOR.split()
    ]
    groups.append((seen.authors, "the byline"))
    groups.append((ld.strings(told.linked("author")), "JSON-LD author"))
    for values, why in groups:
        if found := authors_of(values, others):
            return found, why
    return (), ""


def authors_seen(seen: Visible, publisher: str) -> tuple[tuple[str, ...], str]:
    """Return who wrote it as far as readers see."""
    return authors_of(seen.authors, [publisher]), "the byline"


def _listed(value: object) -> list[object]:
    return value[:100] if isinstance(value, list) else [value]


def _turned(value: str, name: str) -> str:
    """“Roe, Jane” of bibliographies is Jane Roe."""
    if name.startswith("citation") and value.count(",") == 1:
        last, first = value.split(",")
        return f"{first.strip()} {last.strip()}"
    return value


# --- the rest ------------------------------------------------------------------------------------


def declared_language(told: Told) -> str:
    """Return the language that the page says it is in (BCP 47), or nothing."""
    values = [told.meta.language, *(v for _, v in told.meta.all(names.LANGUAGE))]
    for value in [*values, *ld.strings(told.linked("inLanguage"))]:
        if match := _LANGUAGE.match(value.strip().lower()):
            language, script, region = match[1], match[2], match[3]
            parts = [language, script.title() if script else "", region.upper() if region else ""]
            return "-".join(part for part in parts if part)
    return ""


def section_of(told: Told) -> str:
    """Return the part of the publication it stood in, or nothing."""
    for value, _ in told.values("articleSection", names.SECTION, "articlesection"):
        name = plain(value)
        if 1 < len(name) <= 50 and "/" not in name[:1]:
            return name.rpartition(">")[2].strip() or name
    return _last_crumb(told)


def _last_crumb(told: Told) -> str:
    for node in told.nodes:
        if "breadcrumblist" in ld.types(node) and isinstance(node.get("itemListElement"), list):
            crumbs = [c for c in node["itemListElement"] if isinstance(c, dict)]
            called = [ld.first(c.get("name")) or ld.first(c.get("item")) for c in crumbs]
            title = key(told.meta.title)
            called = [plain(c) for c in called if c and key(c) not in title]
            if len(called) > 1 and len(called[-1]) <= 50:
                return called[-1]
    return ""


def topics_of(told: Told, section: str, publisher: str) -> tuple[str, ...]:
    """Return what it is about, each once."""
    listed = [t for v in ld.strings(told.linked("keywords")) for t in re.split(r"\s*[,;]\s*", v)]
    for name in names.TOPICS.split():
        values = told.meta.values.get(name, [])
        parts = [t for v in values for t in re.split(r"\s*[,;]\s*", v)]
        if not listed and len(parts) <= _MOST_META_TOPICS:
            listed = parts
    found: dict[str, str] = {}
    refused = {key(section), key(publisher), ""}
    for topic in listed or told.micro.get("keywords", []):
        name = plain(topic).strip("#")
        if key(name) not in refused and len(name) <= 60 and ":" not in name:
            found.setdefault(key(name), name)
    return tuple(found.values())[:_MOST_TOPICS]


def summary_of(told: Told) -> str:
    """Return what the page gives as its summary, where it is whole sentences."""
    for value, _ in told.values("description", names.SUMMARY, "description"):
        text = plain(value)
        if len(text.split()) >= 6 and _WHOLE.search(text) and not _CUT.search(text):
            return text
    return ""

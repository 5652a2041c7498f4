"""Entries, stories, sources and problems as rows: for machines as they are, for people shorter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from briefing.model import Content, Digest, Entry, Problem, Story

Row = dict[str, Any]  # a value of JSON
WHAT = ("entries", "stories", "sources", "problems")
_SAME_TEXT = 0.8
"""Share of the shorter text's runs of words that must stand in the longer one for both to be one
telling, printed twice."""


def entry_rows(content: Content, digests: Iterable[Digest]) -> list[Row]:
    """Return a row an entry, by path; ``story`` is the one that it stands in."""
    story_of = {
        (entry.guid, entry.path): story.id
        for digest in digests
        for story in digest.stories
        for entry in story.entries
    }
    return [
        {
            "path": entry.path,
            "guid": entry.guid,
            "title": entry.title,
            "date": entry.date.isoformat(),
            "date_origin": entry.date_origin.value,
            "source": entry.source,
            "authors": list(entry.authors),
            "story": story_of.get((entry.guid, entry.path), entry.story),
            "seed": asdict(entry.seed) if entry.seed else None,
        }
        for entry in content.entries
    ]


def story_rows(digests: Iterable[Digest]) -> list[Row]:
    """Return a row a story, oldest day first, in the order of the day's page."""
    return [
        {
            "id": story.id,
            "day": story.day.isoformat(),
            "title": story.title,
            "entries": [entry.guid for entry in story.entries],
            "sources": len(story.sources),
            "independent": independent(story),
        }
        for digest in digests
        for story in digest.stories
    ]


def independent(story: Story) -> int:
    """Return how many tellings of *story* are their own: neither of the same source as another
    nor its text over again, as papers print a wire's report."""
    from briefing.text.words import containment, shingles

    own: list[tuple[set[str], list[frozenset[int]]]] = []
    for entry in story.entries:
        runs = shingles(entry.body or entry.summary)
        apart, sources, texts = [], {entry.source}, [runs]
        for known, others in own:
            small_in_large = (containment(*sorted((runs, other), key=len)) for other in others)
            if (entry.source and entry.source in known) or max(small_in_large) >= _SAME_TEXT:
                sources, texts = sources | known, texts + others
            else:
                apart.append((known, others))
        own = [*apart, (sources, texts)]
    return len(own)


def source_rows(entries: Iterable[Entry]) -> list[Row]:
    """Return a row a source with its number of entries and its first and last day."""
    days = defaultdict(list)
    for entry in entries:
        days[entry.source].append(entry.date.isoformat()[:10])
    return [
        {"source": source, "entries": len(found), "first": min(found), "last": max(found)}
        for source, found in sorted(days.items())
    ]


def problem_rows(problems: Iterable[Problem]) -> list[Row]:
    """Return a row a problem, with the whole message."""
    return [{"place": p.place, "message": p.message} for p in problems]


def cells(what: str, rows: Iterable[Row]) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Return the titles and the cells of the table that people read."""
    columns: Mapping[str, Sequence[str]] = {
        "entries": ("date", "date_origin", "source", "title", "path"),
        "stories": ("day", "sources", "entries", "title", "id"),
        "sources": ("source", "entries", "first", "last"),
        "problems": ("place", "message"),
    }
    names = columns[what]
    return [n.replace("_", " ") for n in names], [[_cell(row[n]) for n in names] for row in rows]


def _cell(value: object) -> str:
    return str(len(value)) if isinstance(value, list) else str(value)

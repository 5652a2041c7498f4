"""Why a document was read as it was, and why an entry, a story or a day stands as it does."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from briefing.cli.report import count
from briefing.model import Content, DateOrigin, Digest, Entry, Evidence, Harvest, Problem, Story
from briefing.organise.rank import score

Reason = tuple[str, str]
"""What it is about, and the reason."""

ORIGINS = {
    DateOrigin.STATED: "printed with the article",
    DateOrigin.FEED: "told by the feed",
    DateOrigin.META: "told in the page's head",
    DateOrigin.URL: "part of its address",
    DateOrigin.DOCUMENT: "printed once for the whole document",
    DateOrigin.ESTIMATED: "estimated from other articles of the document",
    DateOrigin.INGESTED: "the day on which it was first collected; nothing tells another",
}


def document_reasons(harvest: Harvest) -> Iterator[Reason]:
    """The document as a whole, article by article, then what was left out and what went wrong."""
    yield from _evidence(harvest.evidence, 0)
    for part, entry in enumerate(harvest.entries, start=1):
        yield f"article {part}", entry.title
        if entry.source or entry.authors:
            yield "  source", ", ".join([entry.source or "no source", *entry.authors])
        yield "  date", dated(entry)
        yield from ((f"  {about}", reason) for about, reason in _evidence(harvest.evidence, part))
    for record in harvest.records:
        yield "story", record.title
    for left in harvest.left_out:
        yield "left out", f"line {left.place.rpartition(':')[2]}: {left.reason}: {left.text}"
    for problem in harvest.problems:
        yield problem.level.value, f"{problem.place}: {problem.message}"


def entry_reasons(entry: Entry, digests: Iterable[Digest], zone: dt.tzinfo) -> Iterator[Reason]:
    """Where *entry* comes from, its date, and its story with its rank."""
    yield "entry", entry.title
    yield "file", f"content/{entry.path}"
    if entry.seed:
        yield "collected", f"article {entry.seed.part} of {entry.seed.file}"
    yield "date", dated(entry)
    for name in ("draft", "pin", "bury"):
        if getattr(entry, name):
            yield name, "set in the front matter"
    for digest in digests:
        for story in digest.stories:
            if entry in story.entries:
                place = story.entries.index(entry) + 1
                yield "in story", f"{place} of {count(len(story.entries), 'entry', 'entries')}"
                yield from story_reasons(story, digest, zone)
                return
    yield "not shown", "no day shows it: it is a draft, or its day is still to come"


def file_reasons(path: str, content: Content, problems: Iterable[Problem]) -> Iterator[Reason]:
    """What the file at *path* in ``content/`` is, if it is no entry, and what is wrong with it."""
    kinds = [
        *(("story record", f"{it.id}: {it.title}", it.path) for it in content.records),
        *(("editor's words", f"on {it.day}", it.path) for it in content.notes),
        *(("standing page", it.title, it.path) for it in content.pages),
    ]
    yield from ((kind, what) for kind, what, place in kinds if place == path)
    for problem in problems:
        if re.fullmatch(rf"content/{re.escape(path)}(:\d+)?", problem.place):
            yield problem.level.value, f"{problem.place}: {problem.message}"


def story_reasons(story: Story, digest: Digest, zone: dt.tzinfo) -> Iterator[Reason]:
    """Why the entries of *story* stand together, and where on its day."""
    yield "story", f"{story.id}: {story.title}"
    for reason in story.reasons or ("no other entry of the day tells the same event",):
        yield "  grouped", reason
    section = next(s for s in digest.sections if story in s.stories)
    place = section.stories.index(story) + 1
    where = f" in the section “{section.name}”" if section.name else ""
    yield (
        "  rank",
        f"{place} of {len(section.stories)} on {story.day}{where}: {_weight(story, zone)}",
    )


def day_reasons(digest: Digest, zone: dt.tzinfo) -> Iterator[Reason]:
    """The stories of a day in their order."""
    entries = count(len(digest.entries), "entry", "entries")
    yield "day", f"{digest.day}: {entries} in {count(len(digest.stories), 'story', 'stories')}"
    for story in digest.stories:
        yield from story_reasons(story, digest, zone)


def dated(entry: Entry) -> str:
    """Return the date of *entry* with where it comes from."""
    return f"{entry.date.isoformat()}: {ORIGINS[entry.date_origin]}"


def _weight(story: Story, zone: dt.tzinfo) -> str:
    if any(entry.pin for entry in story.entries):
        return "pinned, before all that are not"
    if all(entry.bury for entry in story.entries):
        return "buried, after all that are not"
    sources = count(len(story.sources), "source")
    entries = count(len(story.entries), "entry", "entries")
    sure = "a sure" if story.lead.date_origin.is_sure else "an unsure"
    words = count(len(story.lead.body.split()), "word")
    return f"weight {score(story, zone):.2f} from {sources}, {entries}, {sure} date, {words}"


def _evidence(evidence: Iterable[Evidence], part: int) -> Iterator[Reason]:
    for one in evidence:
        if one.part == part:
            yield one.about, f"line {one.line}: {one.reason}" if one.line else one.reason

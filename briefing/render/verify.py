"""Law: nothing is invented. What pages select stands verbatim in what was collected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefing.model import Digest, Entry, Level, Problem, Story
from briefing.render.lede import stands_in
from briefing.render.pages import DayPage, EntryPage, EntryView, FeedPage, Page, StoryView


def invented(digests: Sequence[Digest], pages: Mapping[str, Page]) -> tuple[Problem, ...]:
    """Return a problem for every summary, key point and headline on *pages* that stands in no
    entry or record of its own, word for word."""
    entries = {entry.guid: entry for digest in digests for entry in digest.entries}
    stories = {(s.day, s.id): s for digest in digests for s in digest.stories}
    problems: dict[Problem, None] = {}
    for path, page in pages.items():
        for text in _unfounded(page, entries, stories):
            message = f"“{text[:80]}” is shown but stands in none of its documents"
            problems[Problem(place=path, message=message, level=Level.ERROR)] = None
    return tuple(problems)


def _unfounded(
    page: Page, entries: Mapping[str, Entry], stories: Mapping[tuple[dt.date, str], Story]
) -> Iterator[str]:
    match page:
        case EntryPage():
            yield from _of_entry(page.entry, entries)
        case DayPage():
            for view in page.digest.stories:
                yield from _of_story(view, stories[view.day, view.id])
                for one in view.entries:
                    yield from _of_entry(one, entries)
        case FeedPage():
            for told in (told for item in page.items for told in item.entries):
                yield from _of_entry(told.entry, entries)


def _of_entry(view: EntryView, entries: Mapping[str, Entry]) -> Iterator[str]:
    entry = entries[view.guid]
    yield from _missing((view.title, view.summary, *view.key_points), [entry], ())


def _of_story(view: StoryView, story: Story) -> Iterator[str]:
    record = story.record
    told = (record.title, record.summary, *record.key_points) if record else ()
    yield from _missing((view.title, view.summary, *view.key_points), story.entries, told)


def _missing(shown: Iterable[str], entries: Sequence[Entry], told: Iterable[str]) -> Iterator[str]:
    known = {*told}
    for entry in entries:
        known |= {entry.title, entry.summary, *entry.key_points}
    for text in shown:
        if text and text not in known and not any(stands_in(text, e.body) for e in entries):
            yield text

"""Law: nothing is invented. What pages select stands verbatim in what was collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefing.model import Digest, Entry, Level, Problem, Story
from briefing.render.lede import stands_in
from briefing.render.pages import DigestView, EntryView, StoryView


def invented(digest: Digest, view: DigestView) -> tuple[Problem, ...]:
    """Return a problem for every summary, key point and headline of *view* that stands in no entry
    or record of its own, word for word.

    All that the site shows of a day, on pages and in feeds, is made of this view.
    """
    problems: dict[Problem, None] = {}
    for story, telling in zip(digest.stories, view.stories, strict=True):
        for path, text in _unfounded(story, telling, view.url):
            message = f"“{text[:80]}” is shown but stands in none of its documents"
            problems[Problem(place=path, message=message, level=Level.ERROR)] = None
    return tuple(problems)


def _unfounded(story: Story, telling: StoryView, day: str) -> Iterator[tuple[str, str]]:
    """The place and the text of each fault."""
    yield from ((day, text) for text in _of_story(telling, story))
    for entry, view in zip(story.entries, telling.entries, strict=True):
        yield from ((view.url, text) for text in _of_entry(view, entry))


def _of_entry(view: EntryView, entry: Entry) -> Iterator[str]:
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

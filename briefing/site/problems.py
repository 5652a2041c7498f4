"""What is wrong with a site, from what is known of its files and days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.catalog import ContentShelf, SiteShelf
from briefing.content import decode_problems, decode_value, instant
from briefing.model import Level, Problem
from briefing.render.addresses import page_paths
from briefing.site.material import Library


def content_problems(contents: ContentShelf, found: Iterable[Problem]) -> list[Problem]:
    """Return what is wrong with single files of ``content/``, those *found* on the way included,
    by place."""
    problems = [*found]
    for value in contents.problems():
        problems += decode_problems(value)
    for path, first in contents.twins():
        message = f"has the same guid as content/{first} and is left out; change one"
        problems.append(Problem(place=f"content/{path}", message=message, level=Level.ERROR))
    return sorted(problems, key=lambda p: (p.place, p.message))


def site_problems(library: Library, now: int, *, future: bool) -> list[Problem]:
    """Return what is wrong with addresses and what no page shows; *now* is an instant."""
    _, refused = page_paths(library.standing())
    return [
        *refused,
        *_of_days(library.shelf),
        *_untold(library.contents),
        *([] if future else _later(library, now)),
    ]


def _of_days(shelf: SiteShelf) -> Iterator[Problem]:
    for value in shelf.problems():
        yield from decode_problems(value)


def _untold(contents: ContentShelf) -> Iterator[Problem]:
    """Editors' words that no page shows, because no entry goes with them."""
    records, notes = contents.untold()
    for path, story in records:
        message = f"no entry has “story: {story}”, so it is shown nowhere"
        yield Problem(place=f"content/{path}", message=message)
    for path in notes:
        message = "no entry is of this day, so it is shown nowhere"
        yield Problem(place=f"content/{path}", message=message)


def _later(library: Library, now: int) -> Iterator[Problem]:
    """Entries that wait for their time."""
    for part in library.contents.later(now):
        entry = decode_value(part.value).entry
        if entry and instant(entry.date, library.config.zone) > now:
            message = f"is dated {entry.date.isoformat()}, which is to come; --future shows it"
            yield Problem(place=f"content/{part.path}", message=message, level=Level.NOTE)

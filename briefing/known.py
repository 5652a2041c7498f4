"""What the last run knew of days and sites, and when that still holds.

Everything here stands under a fingerprint of all that it was made from; whatever is missing,
damaged or of another fingerprint is made anew. Fingerprints are of bytes, never of values: equal
times with different offsets are printed differently.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing import __version__
from briefing.catalog import Catalog
from briefing.codec import decoder, encode
from briefing.config import Config
from briefing.content import content_salt
from briefing.files import code_stamp
from briefing.fingerprint import fingerprint
from briefing.model import Content, Digest, Entry, Problem, Section, Story
from briefing.organise import by_day, digest, moment_of
from briefing.render import Theme

_DAYS = "days"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site as it was written, and what its build reported."""

    state: str
    """From :func:`site_state`."""

    since: int | None
    until: int | None
    """Before the one (an :func:`instant`) or from the other on, other entries are shown."""

    entries: int
    stories: int
    days: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A story without its texts: those are in its files."""

    id: str
    title: str
    entries: tuple[str, ...]
    """Paths, as all that names a file here."""

    record: str
    section: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """A digest without its texts, under the fingerprint of all that it was made from."""

    made_from: str
    sections: tuple[tuple[str, tuple[_Told, ...]], ...]


_decode_built = decoder(Built)
_decode_outline = decoder(_Outline)


@functools.cache  # the code that runs is that of the start
def _program() -> str:
    return f"{__version__} {code_stamp('')}"


def instant(date: dt.datetime | dt.date, zone: dt.tzinfo) -> int:
    """Return *date* in microseconds since 1970; a plain date is midnight in *zone*.

    Times of one zone must not be compared as they are: Python then compares what clocks show,
    and an hour in autumn is shown twice.
    """
    return (moment_of(date, zone) - _EPOCH) // _MICROSECOND


def site_state(
    config: Config, theme: Theme, chosen: Sequence[bool], files: Sequence[object]
) -> str:
    """Return a fingerprint of all that decides a site, save the time.

    *chosen* are the options that decide which entries are shown, *files* what is known of the
    files of ``content/``: problems and hashes.
    """
    # Names of static files need not be text.
    static = sorted((os.fsencode(path), file.mark) for path, file in theme.static.items())
    look = [theme.mark, theme.settings, static]
    return fingerprint([_program(), content_salt(config.zone), config, look, chosen, files])


def still_holds(value: bytes | None, state: str, now: dt.datetime) -> Built | None:
    """Return the encoded :class:`Built` in *value*, if the same site would be built *now*."""
    try:
        built = None if value is None else _decode_built(value)
    except ValueError:  # of another version, or damaged
        return None
    if built is None or built.state != state:
        return None
    moment = instant(now, dt.UTC)
    is_too_early = built.since is not None and moment < built.since
    is_too_late = built.until is not None and moment >= built.until
    return None if is_too_early or is_too_late else built


def between(
    entries: Iterable[Entry], now: dt.datetime, zone: dt.tzinfo
) -> tuple[int | None, int | None]:
    """Return the last time of *entries* up to *now*, and the first one after it."""
    moment = instant(now, zone)
    times = {instant(entry.date, zone) for entry in entries}
    return (
        max((time for time in times if time <= moment), default=None),
        min((time for time in times if time > moment), default=None),
    )


def known_digests(
    content: Content, hashes: Mapping[str, str], config: Config, catalog: Catalog
) -> tuple[Digest, ...]:
    """Return what ``organise.digests`` returns; only days that changed since the last run are
    organised. *hashes* are of the files of *content*, by path."""
    salt = fingerprint([_program(), content_salt(config.zone), config.timezone, config.digest])
    kept = catalog.made(_DAYS)
    fresh: dict[str, bytes] = {}
    found: list[Digest] = []
    for day, own in by_day(content, config.zone):
        paths = [item.path for kind in (own.entries, own.records, own.notes) for item in kind]
        mark = fingerprint([salt, day, [(path, hashes[path]) for path in paths]])
        one = _restored(kept.get(str(day)), mark, day, own)
        if one is None:
            one = digest(day, own, config.digest, config.zone)
            fresh[str(day)] = encode(_outline(one, mark))
        found.append(one)
    catalog.keep_made(_DAYS, fresh, kept.keys() - {str(one.day) for one in found})
    return tuple(found)


def _outline(one: Digest, mark: str) -> _Outline:
    sections = ((part.name, tuple(map(_told, part.stories))) for part in one.sections)
    return _Outline(made_from=mark, sections=tuple(sections))


def _told(story: Story) -> _Told:
    return _Told(
        id=story.id,
        title=story.title,
        entries=tuple(entry.path for entry in story.entries),
        record=story.record.path if story.record else "",
        section=story.section,
        reasons=story.reasons,
    )


def _restored(value: bytes | None, mark: str, day: dt.date, own: Content) -> Digest | None:
    """The digest that *value* tells of, if it was made from the same."""
    try:
        outline = None if value is None else _decode_outline(value)
        is_same = outline is not None and outline.made_from == mark
        return _filled(outline, day, own) if outline and is_same else None
    except (ValueError, KeyError):  # of another version, or damaged
        return None


def _filled(outline: _Outline, day: dt.date, own: Content) -> Digest:
    """The digest with its texts; raises KeyError where a file is not of this day."""
    entries = {entry.path: entry for entry in own.entries}
    records = {record.path: record for record in own.records}

    def story(told: _Told) -> Story:
        return Story(
            id=told.id,
            day=day,
            title=told.title,
            entries=tuple(entries[path] for path in told.entries),
            record=records[told.record] if told.record else None,
            section=told.section,
            reasons=told.reasons,
        )

    sections = tuple(
        Section(name=name, stories=tuple(map(story, stories))) for name, stories in outline.sections
    )
    return Digest(day=day, sections=sections, note=next(iter(own.notes), None))

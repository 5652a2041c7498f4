"""The nouns of a briefing, as frozen values: what crosses the borders between stages.

Times are aware; a date without a time is kept as a :class:`datetime.date` until the site's
time zone is known. Collections are tuples, in a total order.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Moment = dt.datetime | dt.date
else:

    class Moment(ABC):  # noqa: B024  # nothing is abstract: it registers
        """An aware time, or a plain date where only the day is known.

        At run time one name for both, because msgspec decodes no union of the two (see codec.py).
        """

    Moment.register(dt.date)


class DateOrigin(StrEnum):
    """Where an entry's date comes from, from the surest to the least sure."""

    STATED = "stated"
    FEED = "feed"
    META = "meta"
    URL = "url"
    DOCUMENT = "document"
    ESTIMATED = "estimated"
    INGESTED = "ingested"

    @property
    def is_sure(self) -> bool:
        """Whether readers may take the date as told by the source."""
        return self not in (DateOrigin.ESTIMATED, DateOrigin.INGESTED)


class Kind(StrEnum):
    """What an entry is: one article, a daily review with sections, or a few lines."""

    ARTICLE = "article"
    ROUNDUP = "roundup"
    BRIEF = "brief"


class Level(StrEnum):
    """How much a problem matters: an error fails ``--strict`` builds, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that belongs to an entry; *url* is http or https."""

    url: str
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """Where an entry was collected from: the *part*-th article (1-based) of *file*."""

    file: str
    """Path below the site's root, with forward slashes."""

    part: int = 1
    sha256: str = ""
    """Of the whole document, in hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One news item as one source told it, in our normal form; one Markdown file."""

    guid: str
    """Unique and permanent, over re-collection and over a change of headline."""

    title: str
    """The headline as printed, one line of plain text."""

    date: Moment
    """Aware where a time is known, a plain date where only the day is."""

    date_origin: DateOrigin = DateOrigin.STATED
    updated: Moment | None = None
    source: str = ""
    via: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    lang: str = ""
    summary: str = ""
    key_points: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    section: str = ""
    story: str = ""
    kind: Kind = Kind.ARTICLE
    image: Image | None = None
    seed: Seed | None = None
    also: tuple[str, ...] = ()
    """Where else the same article was collected from, each as ``file#part``."""

    was: tuple[str, ...] = ()
    """Headlines that it had before, the earliest first."""

    draft: bool = False
    pin: bool = False
    bury: bool = False
    lock: tuple[str, ...] = ()
    body: str = ""
    """Markdown (CommonMark with tables and strikethrough, no HTML)."""

    path: str = ""
    """Of its file below ``content/``, with forward slashes; empty before it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRecord:
    """A story as a document or an editor tells it: ``_story-<id>.md``."""

    id: str
    day: dt.date
    title: str = ""
    summary: str = ""
    key_points: tuple[str, ...] = ()
    source: str = ""
    """Who tells it: the cluster page's publisher, where it names one."""

    sources: tuple[tuple[str, int], ...] = ()
    """Publishers with their number of articles, as the document counts them."""

    seed: Seed | None = None
    body: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNote:
    """The editor's words on a day: ``_digest.md``."""

    day: dt.date
    title: str = ""
    body: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage:
    """A page that belongs to no day: ``content/pages/<slug>.md``."""

    slug: str
    title: str
    body: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything read from ``content/``, each tuple ordered by path."""

    entries: tuple[Entry, ...] = ()
    records: tuple[StoryRecord, ...] = ()
    notes: tuple[DayNote, ...] = ()
    pages: tuple[StandingPage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that went wrong or was decided, and where; a person reads it."""

    place: str
    """``file``, ``file:line`` or ``file#part``."""

    message: str
    level: Level = Level.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something collected, as it came."""

    place: str
    """Path below the site's root, with forward slashes."""

    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Text of a document that stands in no entry, and why."""

    place: str
    """``file:line`` of its first line."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for a decision of a reader: ``briefing why`` prints it."""

    part: int
    """The article it is about, 1-based; 0 for the whole document."""

    about: str
    """``layout``, ``boundary``, ``date``, ``source``, ``author``, ``boilerplate`` …"""

    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What a reader made of one document."""

    entries: tuple[Entry, ...] = ()
    """Without path. A date that nothing tells has the origin ``ingested`` and stands for the day
    of collection."""

    records: tuple[StoryRecord, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The entries of one day that report one event."""

    id: str
    """Permanent: given by a document or editor, else made of its earliest entry's guid."""

    day: dt.date
    title: str
    """A real headline: the record's, else the lead entry's."""

    entries: tuple[Entry, ...]
    """The lead first; never empty."""

    record: StoryRecord | None = None
    section: str = ""
    reasons: tuple[str, ...] = ()
    """Why these entries stand together, for ``briefing why``."""

    @property
    def lead(self) -> Entry:
        """The entry that stands for the story."""
        return self.entries[0]

    @property
    def sources(self) -> tuple[str, ...]:
        """Publishers as readers know them, each once, in the order of the entries."""
        return tuple(dict.fromkeys(e.source for e in self.entries if e.source))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named part of a digest; an empty *name* is the part without one."""

    name: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One day's briefing; every entry of the day stands in exactly one of its stories."""

    day: dt.date
    sections: tuple[Section, ...] = ()
    note: DayNote | None = None

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories in the order of the page."""
        return tuple(s for section in self.sections for s in section.stories)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries of the day in the order of the page."""
        return tuple(e for story in self.stories for e in story.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What turns the site that is present into the one wanted: output paths."""

    write: frozenset[str] = field(default_factory=frozenset)
    keep: frozenset[str] = field(default_factory=frozenset)
    remove: frozenset[str] = field(default_factory=frozenset)

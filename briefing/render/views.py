"""Entries, stories and digests → what templates show of them, with their addresses."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from msgspec.structs import replace

from briefing.model import Digest, Entry, Image, Story
from briefing.render.addresses import Addresses, day_path, has_page, month_path, term_key, year_path
from briefing.render.lede import lede
from briefing.render.names import direction, names_of
from briefing.render.pages import (
    DayLink,
    DigestView,
    EntryView,
    Link,
    SectionView,
    SourceCount,
    StoryView,
)
from briefing.text.slugs import slug

_HEADLINES = 3


_NO_HOST = re.compile(r"[\s\"<>\\^`{|}%@]")
"""Nor a name and password before the host: they make one site look like another."""

_NO_URL = re.compile(r"[\s\x00-\x1f\"<>\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})")
"""What RFC 3986 and 3987 allow nowhere in an address behind the host."""


_PLAIN_URL = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[A-Za-z0-9/._~?=&+,:;@-]*)?")
"""What nearly all addresses look like; nothing in them needs a second look."""


def web_address(url: str) -> str:
    """Return *url* where it is http or https, else nothing; what an address must not hold is
    written as %…"""
    if _PLAIN_URL.fullmatch(url):
        return url
    try:
        parts = urlsplit(url.strip())
        is_web = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return ""
    if not is_web or _NO_HOST.search(parts.netloc):
        return ""
    own, mark, fragment = url.strip().partition("#")
    start, host, rest = own.partition(parts.netloc)
    rest += mark + fragment.replace("#", "%23")
    return start + host + _NO_URL.sub(lambda found: quote(found[0]), rest)


def exact(moment: dt.datetime) -> dt.datetime:
    """Return *moment* with an offset of whole minutes, as RFC 3339 has them: before standard time
    a place's offset had seconds."""
    offset = moment.utcoffset() or dt.timedelta()
    minutes = dt.timedelta(minutes=offset // dt.timedelta(minutes=1))
    if minutes == offset:
        return moment
    try:
        return moment.astimezone(dt.timezone(minutes))
    except OverflowError:  # within a day of year 1 or 9999
        return moment.replace(tzinfo=dt.timezone(minutes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """Makes views: knows the addresses, the site's zone and its language."""

    at: Addresses
    zone: dt.tzinfo
    language: str
    _made: dict[tuple[str, str], EntryView] = field(default_factory=dict, compare=False)
    """Views of entries by guid and path: most stand on several pages."""

    _told: dict[tuple[str, str], StoryView] = field(default_factory=dict, compare=False)
    """Views of stories by guid and path of the lead: on a day, an entry stands in one story."""

    def moment(self, date: dt.datetime | dt.date) -> dt.datetime:
        """Return *date* as an aware time in the site's zone; a plain date is midnight there."""
        if not isinstance(date, dt.datetime):
            return dt.datetime.combine(date, dt.time(), self.zone)
        try:
            return date.astimezone(self.zone)
        except OverflowError:  # within a day of year 1 or 9999
            return date

    def iso(self, date: dt.datetime | dt.date) -> str:
        """Return *date* for a ``datetime`` attribute: with offset where a time is known."""
        if not isinstance(date, dt.datetime):
            return date.isoformat()
        return exact(self.moment(date)).isoformat(timespec="seconds")

    def entry(self, entry: Entry) -> EntryView:
        """Return the view of *entry*."""
        key = (entry.guid, entry.path)
        if key not in self._made:
            self._made[key] = self._entry(entry)
        return self._made[key]

    def _entry(self, entry: Entry) -> EntryView:
        moment, path = self.moment(entry.date), self.at.entry(entry)
        original, lang = web_address(entry.url), entry.lang or self.language
        return EntryView(
            guid=entry.guid,
            title=entry.title,
            url=self.at.base.local(path),
            permalink=self.at.base.absolute(path),
            original=original,
            host=(urlsplit(original).hostname or "").removeprefix("www."),
            day=moment.date(),
            day_url=self.at.base.local(day_path(moment.date())),
            date=moment,
            has_time=isinstance(entry.date, dt.datetime),
            iso=self.iso(entry.date),
            date_origin=str(entry.date_origin),
            is_sure=entry.date_origin.is_sure,
            updated=self.moment(entry.updated) if entry.updated else None,
            updated_iso=self.iso(entry.updated) if entry.updated else "",
            source=entry.source,
            source_url=self.at.source_url(entry.source),
            via=entry.via,
            authors=entry.authors,
            lang=lang,
            dir=direction(lang),
            summary=entry.summary or lede(entry.body),
            key_points=entry.key_points,
            topics=tuple(self._topics(entry)),
            section=entry.section,
            kind=str(entry.kind),
            image=_image(entry.image),
            pin=entry.pin,
        )

    def _topics(self, entry: Entry) -> Iterable[Link]:
        for name in dict.fromkeys(entry.topics):
            if name.strip():
                yield Link(title=name, url=self.at.topic_url(name))

    def story(self, story: Story) -> StoryView:
        """Return the view of one day's *story*."""
        key = (story.lead.guid, story.lead.path)
        if key not in self._told:
            self._told[key] = self._story(story)
        return self._told[key]

    def _story(self, story: Story) -> StoryView:
        lead, *others = (self.entry(entry) for entry in story.entries)
        record = story.record
        telling = record.source if record and (record.summary or record.key_points) else lead.source
        paged = has_page(story)
        return StoryView(
            id=story.id,
            anchor=f"story-{slug(story.id)}",
            title=story.title,
            url=self.at.base.local(self.at.stories[story.id]) if paged else lead.url,
            has_page=paged,
            day=story.day,
            day_url=self.at.base.local(day_path(story.day)),
            section=story.section,
            lang=lead.lang,
            dir=lead.dir,
            lead=lead,
            others=tuple(others),
            sources=self.counts(e.source for e in story.entries),
            counted=self._counted(story),
            summary=(record.summary if record else "") or lead.summary,
            summary_source=telling,
            summary_source_url=self._own_source_url(story, telling),
            seed=record.seed if record else None,
            key_points=(record.key_points if record else ()) or lead.key_points,
            body=record.body if record else "",
        )

    def _counted(self, story: Story) -> tuple[SourceCount, ...]:
        counts = story.record.sources if story.record else ()
        return tuple(
            SourceCount(name=name, url=self._own_source_url(story, name), count=count)
            for name, count in counts
        )

    def _own_source_url(self, story: Story, name: str) -> str:
        """The page of a source that tells this story; a source that turns up on a later day
        must not change this one."""
        own = {term_key(source) for source in story.sources}
        return self.at.source_url(name) if term_key(name) in own else ""

    def counts(self, sources: Iterable[str]) -> tuple[SourceCount, ...]:
        """Return how often each of *sources* occurs, each once, in their order."""
        return tuple(
            SourceCount(name=name, url=self.at.source_url(name), count=count)
            for name, count in Counter(filter(None, sources)).items()
        )

    def most(self, sources: Iterable[str]) -> tuple[SourceCount, ...]:
        """Return the counts of *sources*, the greatest first, then by name."""
        return tuple(sorted(self.counts(sources), key=lambda one: (-one.count, one.name)))

    def digest(self, digest: Digest) -> DigestView:
        """Return the view of a day."""
        path = day_path(digest.day)
        sections = _anchored(
            SectionView(name=part.name, anchor="", stories=tuple(map(self.story, part.stories)))
            for part in digest.sections
        )
        return DigestView(
            day=digest.day,
            url=self.at.base.local(path),
            permalink=self.at.base.absolute(path),
            title=digest.note.title if digest.note else "",
            body=digest.note.body if digest.note else "",
            sections=sections,
            sources=self.most(entry.source for entry in digest.entries),
            entry_count=len(digest.entries),
            story_count=len(digest.stories),
        )

    def day_link(self, digest: Digest) -> DayLink:
        """Return a day for a list, with its first headlines."""
        return DayLink(
            day=digest.day,
            url=self.at.base.local(day_path(digest.day)),
            title=digest.note.title if digest.note else "",
            story_count=len(digest.stories),
            entry_count=len(digest.entries),
            headlines=tuple(map(self.story_link, digest.stories[:_HEADLINES])),
        )

    def story_link(self, story: Story) -> Link:
        """Return a link to the story, or to its entry where it has no page."""
        return Link(title=story.title, url=self.at.base.local(self.story_path(story)))

    def story_path(self, story: Story) -> str:
        """Return the output path of the story, or of its entry where it has no page."""
        return self.at.story(story.id) if has_page(story) else self.at.entry(story.lead)

    def archive_link(self) -> Link:
        """Return the link to the archive."""
        title = names_of(self.language).archive
        return Link(title=title, url=self.at.base.local("archive/"))

    def crumbs(self, day: dt.date, depth: int) -> tuple[Link, ...]:
        """Return the way down to a page: the archive, then of year, month and day the first
        *depth*."""
        names, local = names_of(self.language), self.at.base.local
        way = (
            Link(title=f"{day.year}", url=local(year_path(day.year))),
            Link(title=names.format(names.of_year, day), url=local(month_path(day))),
            Link(title=names.format(names.short, day), url=local(day_path(day))),
        )
        return (self.archive_link(), *way[:depth])


def _image(image: Image | None) -> Image | None:
    """Only https: the pages are served so, and a plain one would tell on the reader."""
    url = web_address(image.url) if image and image.url.startswith("https://") else ""
    return Image(url=url, alt=image.alt, credit=image.credit) if image and url else None


def _anchored(sections: Iterable[SectionView]) -> tuple[SectionView, ...]:
    """Give sections and stories anchors that are unique on the page."""
    taken: set[str] = set()

    def free(anchor: str) -> str:
        number = 1
        while (one := anchor if number == 1 else f"{anchor}-{number}") in taken:
            number += 1
        taken.add(one)
        return one

    def stories(found: Sequence[StoryView]) -> tuple[StoryView, ...]:
        return tuple(replace(story, anchor=free(story.anchor)) for story in found)

    return tuple(
        replace(
            part,
            anchor=free(f"section-{slug(part.name)}") if part.name else "",
            stories=stories(part.stories),
        )
        for part in sections
    )

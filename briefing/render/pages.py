"""Every output of the site as a frozen value; what a template sees as ``page``.

A template's context is ``page`` (one of the values below), ``site`` (:class:`Site`) and nothing
else that varies: no clock, no other page. Each class names its template in ``template``; a class
with an empty one is rendered without a theme (feeds, sitemaps).

All strings are plain text and hostile: autoescape is always on, so ``{{ entry.title }}`` is right.
Only fields called ``body`` are Markdown: ``{{ page.body|markdown }}``.

URLs called ``url`` (and ``*_url``) are root-relative and already carry the base path
(``/news/2025/06/02/``), percent-encoded: write them into ``href`` as they are. URLs called
``permalink``, ``canonical`` and ``original`` are absolute. The functions and filters that
templates have besides are listed in :mod:`briefing.render.environment`.

Lists are newest first unless the field says otherwise; the entries, stories and sections of a
digest stand in the order of the page.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from msgspec import Struct, field

from briefing.model import Image, Seed


class Link(Struct, frozen=True, kw_only=True):
    """A link inside the site, or of the menu anywhere."""

    title: str
    url: str


class FeedLink(Struct, frozen=True, kw_only=True):
    """A feed for ``<link rel="alternate">``; *type* is its media type."""

    title: str
    url: str
    type: str


class Site(Struct, frozen=True, kw_only=True):
    """What every page knows of the whole site; nothing in it depends on the day's news."""

    title: str
    description: str
    language: str
    """Of the interface, BCP 47."""

    dir: str
    """``ltr`` or ``rtl``, of the interface."""

    base_url: str
    """Absolute; ends with a slash."""

    base_path: str
    """Begins and ends with a slash; the home page's ``url``."""

    author: str = ""
    email: str = ""
    copyright: str = ""
    nav: tuple[Link, ...] = ()
    """The menu: latest, archive, sources, topics (where there are any), then the configured links.
    The titles of the program's own links are in the interface's language."""

    pages: tuple[Link, ...] = ()
    """Standing pages by title, for the footer."""

    feeds: tuple[FeedLink, ...] = ()
    """The site's feeds, for autodiscovery on every page and for a list of subscriptions."""

    opml_url: str = ""
    """All feeds as one OPML file."""

    settings: dict[str, str | int | float | bool] = field(default_factory=dict)
    """The theme's settings: defaults of ``theme.toml``, overridden in ``briefing.toml``."""

    generator: str = ""
    """Program and version for ``<meta name="generator">``."""


class EntryView(Struct, frozen=True, kw_only=True):
    """An entry as lists and pages show it; the text itself stands on :class:`EntryPage`."""

    guid: str
    title: str
    url: str
    """Its page on this site."""

    permalink: str
    original: str
    """The publisher's page; empty when unknown."""

    host: str
    """Of *original*, without ``www.``: ``example.org``; empty when unknown."""

    day: dt.date
    """In the site's zone."""

    day_url: str
    date: dt.datetime
    """Aware, in the site's zone; midnight where only the day is known."""

    has_time: bool
    """Whether a time is known; else show the day alone."""

    iso: str
    """For ``<time datetime>``: with time and offset where a time is known, else the day."""

    date_origin: str
    """``stated`` · ``feed`` · ``meta`` · ``url`` · ``document`` · ``estimated`` · ``ingested``."""

    is_sure: bool
    """False: the date is estimated or the day of collection, and readers must be told so."""

    updated: dt.datetime | None = None
    updated_iso: str = ""
    source: str = ""
    source_url: str = ""
    """The source's page on this site; empty when *source* is."""

    via: str = ""
    authors: tuple[str, ...] = ()
    lang: str
    """Of the text; the site's language where the entry says nothing."""

    dir: str
    """``ltr`` or ``rtl``, of the text."""

    summary: str = ""
    """Plain text, verbatim from the document; may be empty."""

    key_points: tuple[str, ...] = ()
    """Plain text, verbatim from the document."""

    topics: tuple[Link, ...] = ()
    section: str = ""
    kind: str = "article"
    """``article`` · ``roundup`` · ``brief``."""

    image: Image | None = None
    """``.url`` (https only), ``.alt``, ``.credit``."""

    pin: bool = False


class SourceCount(Struct, frozen=True, kw_only=True):
    """A publisher with the number of entries (here) that are theirs."""

    name: str
    url: str
    """The source's page on this site; empty where it has none."""

    count: int


class StoryView(Struct, frozen=True, kw_only=True):
    """The entries of one day that report one event; the lead is one of them."""

    id: str
    anchor: str
    """``id`` attribute of the story on its day page, unique there and a valid fragment."""

    title: str
    url: str
    """The story's page where it has one, else the lead entry's page."""

    has_page: bool
    day: dt.date
    day_url: str
    section: str = ""
    lang: str
    """Of *title*, *summary* and *key_points*."""

    dir: str
    lead: EntryView
    others: tuple[EntryView, ...] = ()
    """All entries but the lead."""

    sources: tuple[SourceCount, ...] = ()
    """Publishers of the entries, each once, in the order of the entries."""

    counted: tuple[SourceCount, ...] = ()
    """Publishers as the story's document counts them (a cluster page); often more than the
    entries at hand. Empty where no document counts."""

    summary: str = ""
    """Plain text: the record's, else the lead's."""

    summary_source: str = ""
    """Whose words *summary* and *key_points* are; empty when unknown."""

    summary_source_url: str = ""
    seed: Seed | None = None
    """The document that tells the story as such (a cluster page): whose *summary* and *key_points*
    they are where *summary_source* is empty."""

    key_points: tuple[str, ...] = ()
    body: str = ""
    """Markdown: what the record adds; often empty."""

    @property
    def entries(self) -> tuple[EntryView, ...]:
        """The lead first."""
        return (self.lead, *self.others)


class SectionView(Struct, frozen=True, kw_only=True):
    """A part of the digest; the one with an empty *name* comes first and has no heading."""

    name: str
    anchor: str
    """``id`` attribute, unique on the page; empty where *name* is."""

    stories: tuple[StoryView, ...]


class DigestView(Struct, frozen=True, kw_only=True):
    """One day's briefing."""

    day: dt.date
    url: str
    permalink: str
    title: str = ""
    """The editor's title for the day; often empty: then the day itself is the title."""

    body: str = ""
    """Markdown: the editor's words on the day; often empty."""

    sections: tuple[SectionView, ...] = ()
    sources: tuple[SourceCount, ...] = ()
    """Publishers of the day, most entries first."""

    entry_count: int = 0
    story_count: int = 0

    @property
    def stories(self) -> tuple[StoryView, ...]:
        """All stories in the order of the page: for the headline list at the top."""
        return tuple(story for section in self.sections for story in section.stories)


class DayLink(Struct, frozen=True, kw_only=True):
    """A day in a list."""

    day: dt.date
    url: str
    title: str = ""
    """The editor's title; often empty."""

    story_count: int = 0
    entry_count: int = 0
    headlines: tuple[Link, ...] = ()
    """The first stories of the day, three at most."""


class MonthLink(Struct, frozen=True, kw_only=True):
    """A month in a list."""

    month: dt.date
    """Its first day."""

    url: str
    day_count: int = 0
    story_count: int = 0
    entry_count: int = 0


class YearLink(Struct, frozen=True, kw_only=True):
    """A year in a list, with its months."""

    year: int
    url: str
    months: tuple[MonthLink, ...] = ()


class TermLink(Struct, frozen=True, kw_only=True):
    """A source or topic in the index."""

    name: str
    url: str
    entry_count: int
    latest: dt.date
    """Day of its newest entry."""


class BasePage(Struct, frozen=True, kw_only=True):
    """What all pages have."""

    template: ClassVar[str] = ""
    path: str
    """Of the output file, with forward slashes: ``2025/06/02/index.html``."""

    url: str
    canonical: str
    """Absolute; of ``/latest/`` the day's, of copies the original's."""


class HtmlPage(BasePage, frozen=True, kw_only=True):
    """A page that a theme renders."""

    title: str
    """For the heading and ``<title>``. Empty where the day, month or year is the title: format it
    (``page.digest.day|date_long``)."""

    description: str = ""
    """For ``<meta name="description">`` and OpenGraph; plain text, at most about 200 characters;
    may be empty."""

    breadcrumbs: tuple[Link, ...] = ()
    """From below home down to the page above this one. The titles of days and months are in the
    interface's language."""

    feeds: tuple[FeedLink, ...] = ()
    """The page's own feeds, before the site's."""


class HomePage(HtmlPage, frozen=True, kw_only=True):
    """``/``: the latest digest and the days before it."""

    template: ClassVar[str] = "home.html"
    digest: DigestView | None = None
    """None while there is no entry at all: say kindly how to get one."""

    days: tuple[DayLink, ...] = ()
    """The days before the latest, seven at most."""


class DayPage(HtmlPage, frozen=True, kw_only=True):
    """``/2025/06/02/``, and ``/latest/`` with the day's ``canonical``."""

    template: ClassVar[str] = "day.html"
    digest: DigestView
    previous: DayLink | None = None
    """The day with entries before this one (its *headlines* and counts are empty)."""

    next: DayLink | None = None
    is_latest: bool = False
    """Whether this is ``/latest/``."""


class EntryPage(HtmlPage, frozen=True, kw_only=True):
    """``/2025/06/02/<slug>/``: one entry with its text."""

    template: ClassVar[str] = "entry.html"
    entry: EntryView
    body: str
    """Markdown; its headings come out as h2 and below."""

    abstract: str = ""
    """The entry's summary where its text does not begin with or hold the same words."""

    points: tuple[str, ...] = ()
    """The entry's key points, unless its text holds them all in the same words."""

    seed: Seed | None = None
    """``.file`` and ``.part`` (1-based): the document that the entry was collected from."""

    story: StoryView | None = None
    """The story it belongs to, where that has a page of its own."""

    siblings: tuple[EntryView, ...] = ()
    """The story's other entries of the day."""

    previous: Link | None = None
    """The entry before it on its day; None on the first."""

    next: Link | None = None


class StoryPage(HtmlPage, frozen=True, kw_only=True):
    """``/stories/<id>/``: a story over all its days."""

    template: ClassVar[str] = "story.html"
    id: str
    lang: str
    dir: str
    parts: tuple[StoryView, ...]
    """The story day by day, newest first; never empty, mostly one."""

    sources: tuple[SourceCount, ...] = ()
    """Publishers over all days, most entries first."""

    entry_count: int = 0


class MonthPage(HtmlPage, frozen=True, kw_only=True):
    """``/2025/06/``."""

    template: ClassVar[str] = "month.html"
    month: dt.date
    """Its first day."""

    year_url: str
    days: tuple[DayLink, ...]
    previous: MonthLink | None = None
    """The month with entries before this one. There is no *next*: an archived month is final."""


class YearPage(HtmlPage, frozen=True, kw_only=True):
    """``/2025/``."""

    template: ClassVar[str] = "year.html"
    year: int
    months: tuple[MonthLink, ...]


class ArchivePage(HtmlPage, frozen=True, kw_only=True):
    """``/archive/``: all years with their months."""

    template: ClassVar[str] = "archive.html"
    years: tuple[YearLink, ...] = ()


class TermsPage(HtmlPage, frozen=True, kw_only=True):
    """``/sources/`` and ``/topics/``: the index of a taxonomy."""

    template: ClassVar[str] = "terms.html"
    taxonomy: str
    """``sources`` or ``topics``."""

    terms: tuple[TermLink, ...] = ()
    """By name."""


class TermPage(HtmlPage, frozen=True, kw_only=True):
    """``/sources/<slug>/`` and ``/topics/<slug>/``: the newest entries, and the months."""

    template: ClassVar[str] = "term.html"
    taxonomy: str
    name: str
    entry_count: int
    entries: tuple[EntryView, ...]
    """The newest, thirty at most; the months have them all."""

    months: tuple[MonthLink, ...]


class TermMonthPage(HtmlPage, frozen=True, kw_only=True):
    """``/sources/<slug>/2025/06/`` and likewise for topics: all entries of the month."""

    template: ClassVar[str] = "term_month.html"
    taxonomy: str
    name: str
    term_url: str
    month: dt.date
    entries: tuple[EntryView, ...]


class PlainPage(HtmlPage, frozen=True, kw_only=True):
    """``/<slug>/``: a standing page such as *About*."""

    template: ClassVar[str] = "page.html"
    body: str
    """Markdown."""


class NotFoundPage(HtmlPage, frozen=True, kw_only=True):
    """``/404.html``: shown for any address, so all its links are root-relative."""

    template: ClassVar[str] = "404.html"


class FeedEntry(Struct, frozen=True, kw_only=True):
    """One telling inside a feed's item: an entry with its text."""

    entry: EntryView
    body: str
    """Markdown; empty where feeds carry only summaries."""


class FeedItem(Struct, frozen=True, kw_only=True):
    """One item of a feed: a story or a digest. URLs are absolute."""

    id: str
    """``urn:uuid:…``: permanent, independent of address and headline."""

    title: str
    url: str
    day: dt.date
    published: dt.datetime
    updated: dt.datetime
    lang: str
    authors: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""
    """The source's feed on this site, absolute."""

    original: str = ""
    topics: tuple[str, ...] = ()
    summary: str = ""
    key_points: tuple[str, ...] = ()
    body: str = ""
    """Markdown: the editor's or record's words."""

    entries: tuple[FeedEntry, ...] = ()
    stories: tuple[tuple[Link, str], ...] = ()
    """Of a digest: its stories with their summaries."""

    image: Image | None = None


class FeedPage(BasePage, frozen=True, kw_only=True):
    """A feed of one kind; its copies differ in *path* only. URLs are absolute."""

    kind: str
    """``rss`` · ``atom`` · ``json``."""

    id: str
    title: str
    description: str
    home: str
    """The page it is the feed of."""

    self_url: str
    updated: dt.datetime
    """Of its newest entry; the epoch for an empty feed."""

    items: tuple[FeedItem, ...] = ()
    prev_archive: str = ""
    """The feed that holds what is older (RFC 5005, section 4); empty where there is none."""

    current: str = ""
    """Of an archive the feed that it belongs to."""

    is_archive: bool = False
    """Whether it holds a time that is past."""


class OpmlPage(BasePage, frozen=True, kw_only=True):
    """``/feeds.opml``: all feeds for a reader to subscribe to at once."""

    title: str
    groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = ()
    """Heading, then title, feed address and page address of each; all absolute."""


class SitemapUrl(Struct, frozen=True, kw_only=True):
    """A page for search engines."""

    loc: str
    lastmod: str = ""
    """ISO 8601; the newest entry's."""


class SitemapPage(BasePage, frozen=True, kw_only=True):
    """``/sitemap.xml`` (an index of the months' maps) or a map of pages."""

    is_index: bool = False
    urls: tuple[SitemapUrl, ...] = ()


class RobotsPage(BasePage, frozen=True, kw_only=True):
    """``/robots.txt``."""

    sitemap: str


Page = (
    HomePage
    | DayPage
    | EntryPage
    | StoryPage
    | MonthPage
    | YearPage
    | ArchivePage
    | TermsPage
    | TermPage
    | TermMonthPage
    | PlainPage
    | NotFoundPage
    | FeedPage
    | OpmlPage
    | SitemapPage
    | RobotsPage
)

"""What a feed says, as frozen values: the same for RSS, Atom, RDF and JSON Feed."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from briefing.fingerprint import fingerprint
from briefing.ingest.feeds.dates import feed_moment
from briefing.model import Image

_TAG = re.compile(r"<[^<>]*>")


class FeedError(ValueError):
    """A document is no feed; the message says what it is."""


class Criterion(StrEnum):
    """By what a feed's items are known, from the best to the last resort (see identity.py)."""

    ID = "id"
    LINK = "link"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFacts:
    """What a feed says about itself."""

    url: str = ""
    """Its own address, as it says or as it was fetched from."""

    title: str = ""
    home: str = ""
    """The page that it is the feed of."""

    lang: str = ""
    criterion: Criterion = Criterion.ID
    """By what its items are known; hand it to :func:`items.items_of` the next time."""

    built: str = ""
    """When it was last changed, as printed."""

    section: str = ""
    """Of the digest, for its entries, where who follows it says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item of a feed, verbatim where it matters.

    A kept line gives back the same value; what only says where in the document it stood
    (*part*, *line*, *faults*, *unplaced*) is not compared.
    """

    key: str = ""
    """Its identity, unique in the world (see identity.py): the entry's guid."""

    also: tuple[str, ...] = ()
    """Other identities by which an earlier or later version of it may be known."""

    id: str = ""
    """As the feed gives it."""

    title: str = ""
    """Plain text on one line."""

    url: str = ""
    """Absolute http or https address."""

    html: str = ""
    """Its text, as the feed gives it; empty where that is :attr:`text`."""

    text: str = ""
    """Its text where that is no HTML."""

    summary: str = ""
    """Plain text on one line, beside :attr:`html` or :attr:`text`."""

    printed: str = ""
    """When it was published, as the feed prints it."""

    printed_update: str = ""
    order: str = "DMY"
    """How the feed prints numeric dates."""

    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    image: Image | None = None
    lang: str = ""
    source: str = ""
    """Where the feed has it from, or who of several publishes it; empty for the feed itself."""

    source_url: str = ""
    base: str = ""
    """What relative links in :attr:`html` are relative to."""

    part: int = field(default=0, compare=False)
    """Which of the document's items it is, from 1."""

    line: int = field(default=0, compare=False)
    faults: tuple[str, ...] = field(default=(), compare=False)
    """What had to be mended in it."""

    unplaced: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """Text of it that nothing here has a place for: the element's name, the text."""

    @property
    def mark(self) -> str:
        """A fingerprint of what it says: the same as long as its words, its link and its authors
        are, whatever becomes of dates, pictures and markup."""
        words = f"{_TAG.sub(' ', self.html)} {self.text}".split()
        words = html.unescape(" ".join(words)).split()
        return fingerprint([self.title, self.url, self.authors, self.summary, words])

    @property
    def published(self) -> dt.datetime | None:
        """When it was published or changed, where it says so; a time or day without zone is one
        in UTC."""
        found = feed_moment(self.printed or self.printed_update, dt.UTC, self.order)
        if found is None or isinstance(found, dt.datetime):
            return found
        return dt.datetime(found.year, found.month, found.day, tzinfo=dt.UTC)

    def identities(self) -> Iterator[str]:
        """Yield all by which it may be known, the best first."""
        yield self.key
        yield from self.also

"""What a run of ``fetch`` gathers: what is new in each feed, and what is then known of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing.config import Config
from briefing.errors import OutputError
from briefing.fetch.charset import true_feed
from briefing.fetch.client import Answer
from briefing.fetch.outcome import Feed, after_answer, after_trouble, after_unread
from briefing.fetch.pages import page_of
from briefing.fetch.state import Change, Note, State
from briefing.fetch.trouble import Kind, Trouble
from briefing.files import reason, settle, write_whole
from briefing.fingerprint import fingerprint_bytes
from briefing.following.news import Known, News, news_of
from briefing.following.subscriptions import Followed
from briefing.ingest.feeds.items import format_items
from briefing.ingest.feeds.values import FeedError, FeedFacts
from briefing.model import Document, Level, Problem

_FOLDER = "feeds"
_UNREAD = "unread"


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was gathered so far; see :class:`briefing.fetching.FetchReport`."""

    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    postponed: int = 0
    new: int = 0
    changed: int = 0
    written: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


class Gathering:
    """Takes the answers of one run, then keeps what they brought in one document."""

    def __init__(self, root: Path, config: Config, now: dt.datetime, state: State) -> None:
        """Begin; what a killed run noted is taken over first, where its document was written."""
        self._root = root
        self._now = now
        self._local = now.astimezone(config.zone)
        self._longest = dt.timedelta(hours=config.fetch.longest_wait_hours)
        self._state = state
        self._seeds = root / config.seeds[0] / _FOLDER
        self._changes: list[Change] = []
        self._news: list[tuple[Followed, News]] = []
        self._unread: list[tuple[str, bytes]] = []
        self._tally = Tally()
        self._recover()

    def take(self, followed: Followed, feed: Feed, result: Answer | Trouble) -> None:
        """Take what became of asking for *feed*."""
        if isinstance(result, Trouble):
            if result.was_asked:
                self._fail(followed, after_trouble(feed, result, self._now))
            self._tally.postponed += result.kind is Kind.POSTPONED
        elif not result.is_unchanged:
            self._read(followed, feed, result)
        elif feed.is_unread:
            why = feed.trouble
            self._fail(followed, after_unread(feed, result, self._now, why))
        else:
            self._tally.unchanged += 1
            self._succeed(followed, feed, result, Change(feed=feed))

    def _read(self, followed: Followed, feed: Feed, answer: Answer) -> None:
        content_type = answer.headers.get("content-type", "")
        body = true_feed(answer.body, content_type)
        digest = hashlib.sha256(body).hexdigest()
        document = Document(place=followed.name, data=body, sha256=digest)
        try:
            news = news_of(document, self._known(feed), self._now)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            told = isinstance(error, FeedError)
            why = str(error) if told else f"cannot be read ({type(error).__name__}: {error})"
            if not feed.is_unread:
                page = page_of(answer.url, content_type, answer.body)
                self._unread.append((_numbered(page.name, digest), page.data))
            self._fail(followed, after_unread(feed, answer, self._now, why))
            return
        self._tally.new += news.new
        self._tally.changed += len(news.fresh) - news.new
        self._tally.problems += news.problems
        if news.fresh:
            self._news.append((followed, news))
        feed = replace(feed, criterion=news.facts.criterion)
        change = Change(feed=feed, items=news.marks, names=news.names, arrivals=news.arrivals)
        self._succeed(followed, feed, answer, change)

    def _known(self, feed: Feed) -> Known:
        marks, names = self._state.known(feed.url), self._state.names(feed.url)
        return Known(marks=marks, names=names, criterion=feed.criterion)

    def _succeed(self, followed: Followed, feed: Feed, answer: Answer, change: Change) -> None:
        self._tally.asked += 1
        after = after_answer(feed, answer, self._now, self._longest)
        self._changes.append(replace(change, feed=after))
        if after.address:
            message = f"has moved to {after.address}; write that into {followed.place}"
            self._tell(followed, message, Level.NOTE)

    def _fail(self, followed: Followed, after: Feed) -> None:
        self._tally.asked += 1
        self._tally.failed += 1
        self._changes.append(Change(feed=after))
        message = after.trouble
        if after.has_ended:
            message += f"; it is no longer asked, take it out of {followed.place}"
        elif after.failures > 1:
            message += f" ({after.failures} times in a row)"
        self._tell(followed, message, Level.WARNING)

    def _tell(self, followed: Followed, message: str, level: Level) -> None:
        self._tally.problems.append(Problem(place=followed.label, message=message, level=level))

    def keep(self) -> Tally:
        """Write what was gathered, then know it; return what was done.

        Raises:
            OutputError: the document cannot be written; then nothing more is known than before.
        """
        try:
            written = [self._keep_unread(name, data) for name, data in sorted(self._unread)]
            written += self._keep_news()
        except OSError as error:
            raise OutputError(str(self._seeds), f"cannot be written: {reason(error)}") from error
        self._state.commit(self._changes)
        self._tally.written = tuple(filter(None, written))
        self._tally.problems.sort(key=lambda p: (p.place, p.message))
        return self._tally

    def _keep_unread(self, name: str, data: bytes) -> str:
        path = self._seeds / _UNREAD / name
        return self._place(path) if write_whole(path, data) else ""

    def _keep_news(self) -> list[str]:
        if not self._news:
            return []
        news = sorted(self._news, key=lambda one: one[0].name)
        data = _formatted(news)
        path = self._free_path()
        place = self._place(path)
        digest = fingerprint_bytes(data)
        self._state.intend(Note(file=place, digest=digest, changes=tuple(self._changes)))
        write_whole(path, data)
        settle(path)
        return [place]

    def _free_path(self) -> Path:
        """The file of this run; a number follows where two runs fall into one second."""
        folder = self._seeds / self._local.strftime("%Y/%m/%d")
        name, number = self._local.strftime("%H%M%S"), 1
        path = folder / f"{name}.jsonl"
        while path.exists():
            number += 1
            path = folder / f"{name}-{number}.jsonl"
        return path

    def _place(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _recover(self) -> None:
        """Take over what a killed run noted, where the document that it was about to write is
        there; else forget the note, and what it told is found again."""
        notes = self._state.intended()
        if not notes:
            return
        changes: list[Change] = []
        for note in notes:
            path = self._root / note.file
            if path.is_file() and fingerprint_bytes(path.read_bytes()) == note.digest:
                changes += note.changes
        self._state.commit(changes)


def _numbered(name: str, digest: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{digest[:8]}{dot}{ending}"


def _formatted(news: Iterable[tuple[Followed, News]]) -> bytes:
    """The document of all *news*; what the user says of a feed stands above what it says."""
    return format_items(
        (_as_followed(one.facts, followed), item) for followed, one in news for item in one.fresh
    )


def _as_followed(facts: FeedFacts, followed: Followed) -> FeedFacts:
    return replace(facts, title=followed.source or facts.title, section=followed.section)

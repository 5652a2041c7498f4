"""`briefing serve`: session, watcher and server put together; readable on one screen."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from briefing.serve.server import Server
from briefing.serve.session import Session, Version
from briefing.serve.watcher import Watcher

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the server listens."""

    bind: str = "127.0.0.1"
    port: int = 8000
    """0 takes any port that is free."""

    open_browser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the site is made of on disk, whether it exists or not."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...] = ()
    ignored: tuple[Path, ...] = ()
    """Never looked at, even where they stand in one of the folders."""


class Source(Protocol):
    """Where the versions of a site come from."""

    root: Path

    def prepare(self, changed: frozenset[Path]) -> Version:
        """Return the site after files *changed*; raises BriefingError or OSError."""

    def watched(self) -> Watched:
        """Return what to watch, by what is known now."""


@dataclass(frozen=True, slots=True)
class Live:
    """A site that is being served; *server* answers already, :meth:`follow` keeps it fresh."""

    source: Source
    session: Session
    watcher: Watcher
    server: Server
    report: Report

    def follow(self) -> None:
        """Prepare the site, and again after every change, until the watcher is closed."""
        self._refresh(frozenset())
        for changed in self.watcher.changes():
            self._refresh(changed)

    def _refresh(self, changed: frozenset[Path]) -> None:
        # Watched before it is read: what changes in between is seen as the next change.
        self._watch()
        failure = self.session.refresh(changed)
        self._watch()
        if failure:
            self.report(": ".join(part for part in (failure.place, failure.message) if part))

    def _watch(self) -> None:
        watched = self.source.watched()
        self.watcher.watch(watched.folders, watched.files, watched.ignored)


@contextmanager
def serving(source: Source, address: Address, report: Report) -> Iterator[Live]:
    """Listen at *address* at once; requests wait until :meth:`Live.follow` has the site ready.

    Raises:
        BriefingError: the address is taken or cannot be listened on.
    """
    watched = source.watched()
    session = Session(source.prepare, (source.root, *watched.folders))
    with (
        closing(Watcher(source.root)) as watcher,
        Server(session, address.bind, address.port, report) as server,
    ):
        yield Live(source, session, watcher, server, report)


def serve(source: Source, address: Address, report: Report) -> None:
    """Serve the site of *source* until Ctrl-C; *report* gets one line at a time to print."""
    with serving(source, address, report) as live, suppress(KeyboardInterrupt):
        report(f"Serving at {live.server.url}/ – press Ctrl-C to stop")
        if address.open_browser:
            webbrowser.open(f"{live.server.url}/")
        live.follow()

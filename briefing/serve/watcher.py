"""Tells which files changed: bursts become one batch, whatever way an editor writes."""

from __future__ import annotations

import re
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from briefing.errors import BriefingError

# Not those of opening and reading: a build would set off the next one.
_EVENTS: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileDeletedEvent, FileMovedEvent),
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
]
_QUIET = 0.03  # seconds without an event: a burst is over
_PATIENCE = 1.0  # seconds after which a burst that never ends is passed on all the same
# What editors leave beside a file while they work: backups, swap files, locks, vim's probe.
_SCRAP = re.compile(r".*~|\.#.*|#.*#|\..*\.sw[a-z]|4913|.*___jb_(tmp|old)___")


class Watcher:
    """Watches folders and files, those that do not exist yet too, until it is closed."""

    def __init__(self, root: Path) -> None:
        """Watch nothing yet; *root* is the folder in which others may come and go."""
        self._root = root.resolve()
        self._ignored: tuple[Path, ...] = ()
        self._folders: tuple[Path, ...] = ()
        self._files: frozenset[Path] = frozenset()
        self._watches: dict[tuple[Path, bool], ObservedWatch] = {}
        self._gone: set[Path] = set()
        self._changed: set[Path] = set()
        self._count = 0
        self._closed = False
        self._news = threading.Condition()
        # Watchdog warns of its own race between a new folder and the folders in it, and copes.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._observer: BaseObserver = Observer()
        self._handler = _Handler(self._on_event)
        self._observer.start()

    def watch(
        self, folders: Iterable[Path], files: Iterable[Path] = (), ignored: Iterable[Path] = ()
    ) -> None:
        """Watch all below *folders* but not below *ignored*, and *files*, and nothing else."""
        self._ignored = tuple(way for path in ignored for way in _ways(path))
        self._folders = tuple(sorted({way for folder in folders for way in _ways(folder)}))
        self._files = frozenset(way for file in files for way in _ways(file))
        self._settle()

    def changes(self) -> Iterator[frozenset[Path]]:
        """Yield what changed, a batch for every burst; ends when the watcher is closed."""
        while batch := self._batch():
            self._settle()
            yield batch

    def close(self) -> None:
        """Stop; :meth:`changes` ends."""
        with self._news:
            self._closed = True
            self._news.notify_all()
        self._observer.stop()
        self._observer.join()

    def _batch(self) -> frozenset[Path]:
        with self._news:
            self._news.wait_for(lambda: self._changed or self._closed)
            end = time.monotonic() + _PATIENCE
            count = -1
            while count != self._count and time.monotonic() < end and not self._closed:
                count = self._count
                self._news.wait_for(lambda: self._closed, _QUIET)
            batch = frozenset() if self._closed else frozenset(self._changed)
            self._changed.clear()
            return batch

    def _on_event(self, event: FileSystemEvent) -> None:
        paths = [Path(_text(p)) for p in (event.src_path, event.dest_path) if p]
        with self._news:
            if event.is_directory and event.event_type in ("deleted", "moved"):
                self._gone.add(paths[0])
            wanted = [path for path in paths if self._is_wanted(path)]
            if wanted:
                self._changed.update(wanted)
                self._count += 1
                self._news.notify_all()

    def _is_wanted(self, path: Path) -> bool:
        if any(path.is_relative_to(folder) for folder in self._ignored):
            return False
        if path in self._files:
            return True
        if any(path.is_relative_to(folder) for folder in self._folders):
            return not _SCRAP.fullmatch(path.name)
        return any(folder.is_relative_to(path) for folder in (*self._folders, *self._files))

    def _settle(self) -> None:
        """Bring the observer's watches in line with the folders that exist by now."""
        with self._news:
            gone = {key for key in self._watches if _below(key[0], self._gone)}
            self._gone.clear()
        for key in gone:
            self._observer.unschedule(self._watches.pop(key))
        # A folder that appears while its parent is about to be watched is seen in the next round.
        while missing := self._needed() - self._watches.keys():
            for folder, deep in sorted(missing):
                self._schedule(folder, deep=deep)
        for key in self._watches.keys() - self._needed():
            self._observer.unschedule(self._watches.pop(key))

    def _needed(self) -> set[tuple[Path, bool]]:
        """Folders that exist and must be watched, with whether all below them counts too."""
        deep = {(folder.resolve(), True) for folder in self._folders if folder.is_dir()}
        above = {up for path in (*self._folders, *self._files) for up in self._above(path)}
        return deep | {(folder, False) for folder in above}

    def _above(self, path: Path) -> list[Path]:
        """The existing folders in which *path*, or one that it stands in, may appear."""
        parents = [parent for parent in path.parents if parent.is_dir()]
        if path.is_relative_to(self._root):
            return [p for p in parents if p.is_relative_to(self._root)]
        return parents[:1]

    def _schedule(self, folder: Path, *, deep: bool) -> None:
        try:
            watch = self._observer.schedule(
                self._handler, str(folder), recursive=deep, event_filter=_EVENTS
            )
        except FileNotFoundError:  # gone between the look and the watch
            return
        except OSError as error:
            message = f"cannot be watched: {error.strerror or error}"
            raise BriefingError(str(folder), message) from error
        self._watches[folder, deep] = watch


class _Handler(FileSystemEventHandler):
    def __init__(self, tell: Callable[[FileSystemEvent], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._tell(event)


def _ways(path: Path) -> tuple[Path, ...]:
    """*path* as it was given and with all links followed."""
    return (path.absolute(), path.resolve())


def _below(path: Path, folders: set[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _text(path: bytes | str) -> str:
    return path if isinstance(path, str) else path.decode("utf-8", "surrogateescape")

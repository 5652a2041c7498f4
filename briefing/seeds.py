"""The documents in the seeds folders: which there are and what each holds. They are only read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from briefing import __version__
from briefing.catalog import Catalog, CatalogShelf
from briefing.codec import decoder, encode
from briefing.config import Config
from briefing.errors import DocumentError
from briefing.files import code_stamp, reason
from briefing.fingerprint import fingerprint
from briefing.hooks import hooked_harvest, plugin_reader
from briefing.model import Document, Harvest, Level, Problem
from briefing.plugins import read_plugins
from briefing.scan import Scan, read, scan
from briefing.taught import Taught, read_lessons

_AT_ONCE = 200
"""Documents that are read before they are remembered."""

_LARGEST = 64_000_000  # bytes; more is not even read into memory

_decode_harvest = decoder(Harvest)


class _Folder(NamedTuple):
    prefix: str
    top: Path
    shelf: CatalogShelf
    found: Scan

    def place(self, path: str) -> str:
        return f"{self.prefix}/{path}".removeprefix("./")

    def path(self, place: str) -> str:
        """The path below this folder; empty where *place* is not in it."""
        if self.prefix == ".":
            return place
        start = f"{self.prefix}/"
        return place[len(start) :] if place.startswith(start) else ""


class Seeds:
    """The documents in all seeds folders; they are only read."""

    def __init__(
        self, root: Path, config: Config, folders: Sequence[Path], catalog: Catalog | None
    ) -> None:
        """Look which documents are new, by what *catalog* knows; nothing is read yet.

        Raises:
            DocumentError: one of *folders* is missing that the settings do not name.
        """
        self._config = config
        self._plugins = read_plugins(root, config)
        self._lessons = read_lessons(root, self._plugins.chain)
        settings = [config.collect, config.timezone, config.language]
        taught = [self._plugins.mark, self._lessons.mark]
        salt = fingerprint([*settings, *taught, __version__, code_stamp("ingest", "text")])
        self.problems: list[Problem] = []
        self._folders: list[_Folder] = []
        skip = [root / config.content, root / config.output]
        known = catalog or Catalog()
        for folder in folders:
            if not folder.is_dir():
                self._miss(folder, root)
                continue
            prefix = Path(os.path.relpath(folder, root)).as_posix()
            shelf = known.shelf(f"seeds:{prefix}", salt)
            found = scan(folder, shelf, skip=skip)
            self.problems += [replace(p, place=f"{prefix}/{p.place}") for p in found.problems]
            self._folders.append(_Folder(prefix, folder, shelf, found))
        self.salt = fingerprint([salt, [one.prefix for one in self._folders]])
        """Of all that decides what the documents tell."""

    def _miss(self, folder: Path, root: Path) -> None:
        """A folder that was asked for must exist; one of the settings may come later."""
        message = "there is no such folder of documents"
        if folder not in [root / name for name in self._config.seeds]:
            raise DocumentError(folder.as_posix(), message)
        if folder.exists():
            self.problems.append(Problem(place=folder.name, message="is no folder of documents"))
        elif self._config.seeds != Config().seeds:
            self.problems.append(Problem(place=folder.name, message=message))

    @property
    def shelves(self) -> list[CatalogShelf]:
        """What is known of each folder."""
        return [one.shelf for one in self._folders]

    @property
    def is_empty(self) -> bool:
        """Whether there is no document, and was none."""
        return all(one.shelf.is_empty and one.found.is_same for one in self._folders)

    def read_changes(self) -> dict[str, Harvest]:
        """Read new and changed documents, so that they are :meth:`known`; return what there is to
        say of those that cannot be read, by place."""
        return {
            place: harvest
            for folder in self._folders
            for place, harvest in self._read_changes(folder).items()
        }

    def _read_changes(self, folder: _Folder) -> dict[str, Harvest]:
        found, shelf = folder.found, folder.shelf
        if not (found.fresh or found.dropped or found.gone):
            return {}
        unread: dict[str, Harvest] = {}
        parts = _parts_of_pages(folder)
        for some in _some(found.changed):
            fresh: dict[str, tuple[str, bytes]] = {}
            for path in some:
                place = folder.place(path)
                read_it = _passed_over if path in parts else self._harvest
                mark, harvest = read_it(folder.top / path, place)
                if mark:
                    fresh[path] = (mark, encode(harvest))
                else:
                    unread[place] = harvest
            shelf.keep_values(fresh)
        shelf.keep(found, [path for path in found.changed if folder.place(path) in unread])
        return unread

    def news(self) -> dict[str, tuple[str, str]]:
        """Return the documents that came, changed or went since the ledger was written: place →
        kind and path, as the catalog names them; after :meth:`read_changes`."""
        return {
            folder.place(path): (folder.shelf.kind, path)
            for folder in self._folders
            for path in folder.shelf.news()
        }

    def places(self) -> set[str]:
        """Return the places of all documents that are known."""
        return {one.place(path) for one in self._folders for path in one.shelf.paths()}

    def known(self, places: Collection[str]) -> dict[str, Harvest]:
        """Return what the documents at *places* hold, as far as they are there and were read."""
        every: dict[str, Harvest] = {}
        for folder in self._folders:
            paths = {path for place in places if (path := folder.path(place))}
            for path, value in folder.shelf.values(paths).items():
                place = folder.place(path)
                try:
                    every[place] = _decode_harvest(value)
                except ValueError:  # a damaged value is made again
                    _, every[place] = self._harvest(folder.top / path, place)
        return every

    def _harvest(self, path: Path, place: str) -> tuple[str, Harvest]:
        try:
            if path.stat().st_size > _LARGEST:
                return "", _unread(place, f"has more than {_LARGEST // 1_000_000} MB")
            mark, data = read(path)
        except OSError as error:
            return "", _unread(place, f"cannot be read: {reason(error)}")
        document = Document(place=place, data=data, sha256=hashlib.sha256(data).hexdigest())
        return mark, self._read(document)

    def _read(self, document: Document) -> Harvest:
        """What *document* holds, by the site's own reader or ours, with publishers under their
        one name."""
        from briefing import ingest

        config, chain = self._config, self._plugins.chain
        taught = self._taught
        reading = ingest.Reading(
            settings=config.collect,
            zone=config.zone,
            language=config.language,
            recipes=taught.recipes,
        )
        own = plugin_reader(document, chain)
        found = own(document, reading) if own else ingest.read(document, reading)
        return hooked_harvest(ingest.unified_harvest(found, taught.registry), chain)

    @cached_property
    def _taught(self) -> Taught:
        return self._lessons.taught()


def _some(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """*paths*, as many at a time as are read before they are remembered."""
    return (paths[n : n + _AT_ONCE] for n in range(0, len(paths), _AT_ONCE))


def _parts_of_pages(folder: _Folder) -> Container[str]:
    """Which new files are what a browser saved beside a page: pictures, styles, frames."""
    changed = folder.found.changed
    if not any("/" in path for path in changed):
        return ()
    from briefing import ingest

    pages = ingest.pages_beside(changed)
    return ingest.Companions([*changed, *folder.shelf.hashes(pages)]) if pages else ()


def _passed_over(path: Path, place: str) -> tuple[str, Harvest]:
    """Of a file that is no document, only the hash: it is not looked at again."""
    try:
        return read(path)[0], Harvest()
    except OSError as error:
        return "", _unread(place, f"cannot be read: {reason(error)}")


def _unread(place: str, why: str) -> Harvest:
    problem = Problem(place=place, message=f"{why} (kept, not read)", level=Level.ERROR)
    return Harvest(problems=(problem,))

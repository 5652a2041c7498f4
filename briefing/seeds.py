"""The documents in the seeds folders: which there are and what each holds. They are only read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from briefing import __version__
from briefing.catalog import Catalog, CatalogShelf
from briefing.codec import decoder, encode
from briefing.config import Config
from briefing.errors import DocumentError
from briefing.files import code_stamp, reason
from briefing.fingerprint import fingerprint
from briefing.model import Document, Harvest, Level, Problem
from briefing.scan import Scan, read, scan

_LARGEST = 64_000_000  # bytes; more is not even read into memory

_decode_harvest = decoder(Harvest)


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
        settings = [config.collect, config.timezone, config.language]
        self.salt = fingerprint([*settings, __version__, code_stamp("ingest", "text")])
        self.problems: list[Problem] = []
        self.hashes: dict[str, str] = {}
        self._scans: list[tuple[str, Path, CatalogShelf, Scan]] = []
        skip = [root / config.content, root / config.output]
        known = catalog or Catalog()
        for folder in folders:
            if not folder.is_dir():
                self._miss(folder, root)
                continue
            prefix = Path(os.path.relpath(folder, root)).as_posix()
            shelf = known.shelf(f"seeds:{prefix}", self.salt)
            found = scan(folder, shelf, skip=skip)
            self.problems += [replace(p, place=f"{prefix}/{p.place}") for p in found.problems]
            hashes = shelf.hashes()
            for path in (*found.changed, *found.gone):
                hashes.pop(path, None)
            self.hashes.update({f"{prefix}/{path}": mark for path, mark in hashes.items()})
            self._scans.append((prefix, folder, shelf, found))

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
    def has_changed(self) -> bool:
        """Whether any document is new, different or gone."""
        return not all(found.is_same for *_, found in self._scans)

    @property
    def is_empty(self) -> bool:
        """Whether there is no document."""
        return not (self.hashes or self.has_changed)

    def keep_touched(self) -> None:
        """Remember the new times of documents that are as they were."""
        for *_, shelf, found in self._scans:
            if found.fresh and found.is_same:
                shelf.keep(found, {})

    def harvests(self) -> dict[str, Harvest]:
        """Return what each document holds, by place and in its order; only new and changed
        documents are read."""
        every: dict[str, Harvest] = {}
        for prefix, folder, shelf, found in self._scans:
            known = {path for path in shelf.hashes() if path not in {*found.changed, *found.gone}}
            values = shelf.values(known)
            fresh: dict[str, tuple[str, bytes]] = {}
            for path in sorted({*known, *found.changed}):
                place = f"{prefix}/{path}".removeprefix("./")
                harvest = _decoded(values.get(path))
                if harvest is None:
                    mark, harvest = self._harvest(folder / path, place)
                    if mark:
                        fresh[path] = (mark, encode(harvest))
                        self.hashes[f"{prefix}/{path}"] = mark
                every[place] = harvest
            shelf.keep(found, fresh)
        from briefing import ingest  # a tenth of a second: only where something is new

        # Text that several documents repeat is known only when all have been read.
        return ingest.without_repeats(dict(sorted(every.items())))

    def _harvest(self, path: Path, place: str) -> tuple[str, Harvest]:
        from briefing import ingest

        try:
            if path.stat().st_size > _LARGEST:
                return "", _unread(place, f"has more than {_LARGEST // 1_000_000} MB")
            mark, data = read(path)
        except OSError as error:
            return "", _unread(place, f"cannot be read: {reason(error)}")
        document = Document(place=place, data=data, sha256=hashlib.sha256(data).hexdigest())
        config = self._config
        return mark, ingest.harvest(document, config.collect, config.zone, config.language)


def _decoded(value: bytes | None) -> Harvest | None:
    try:
        return None if value is None else _decode_harvest(value)
    except ValueError:  # a damaged value is made again
        return None


def _unread(place: str, why: str) -> Harvest:
    problem = Problem(place=place, message=f"{why} (kept, not read)", level=Level.ERROR)
    return Harvest(problems=(problem,))

"""``content/`` as the catalog knows it, brought up to date: only what changed is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

from briefing.catalog import Catalog, ContentShelf
from briefing.config import Config
from briefing.content import content_salt, file_row, unread_row
from briefing.files import FileRow, reason
from briefing.model import Problem
from briefing.scan import Each, Scan, read, scan
from briefing.site.work import Workers

_AT_ONCE = 100


def contents_of(catalog: Catalog, config: Config) -> ContentShelf:
    """Return what *catalog* knows of ``content/`` as *config* has it read."""
    return catalog.contents(f"{content_salt(config.zone)} {config.timezone} {config.content}")


def scan_content(
    folder: Path,
    shelf: ContentShelf,
    within: Collection[str] | None = None,
    each: Each = map,
) -> Scan:
    """Return which files of the content *folder* there are and which have changed; with *within*
    only in these folders. *each* lists parts of a large folder."""
    # What is known may have been forgotten since somebody knew that the rest is unchanged.
    found = scan(folder, shelf, within=within if shelf.state else None, each=each)
    return Scan(
        changed=tuple(path for path in found.changed if path.endswith(".md")),
        gone=found.gone,
        fresh=found.fresh,
        dropped=found.dropped,
        problems=tuple(
            Problem(place=f"content/{p.place}", message=p.message, level=p.level)
            for p in found.problems
        ),
    )


def read_changes(
    folder: Path, zone: dt.tzinfo, shelf: ContentShelf, found: Scan, workers: Workers
) -> None:
    """Read the files that *found* says have changed, and let *shelf* know what they say."""
    files = _read(folder, found.changed)
    parse = partial(_parsed, zone)
    shelf.keep(found, workers.map(parse, files, _AT_ONCE, len(found.changed)))


def _read(folder: Path, paths: Sequence[str]) -> Iterator[tuple[str, str, bytes]]:
    """Path, hash and bytes of each file; instead of a hash that cannot be had, nothing, and in
    place of the bytes the reason."""
    for path in paths:
        try:
            yield (path, *read(folder / path))
        except OSError as error:
            yield path, "", reason(error).encode()


def _parsed(zone: dt.tzinfo, files: Sequence[tuple[str, str, bytes]]) -> list[FileRow]:
    return [
        file_row(path, mark, data, zone) if mark else unread_row(path, data.decode())
        for path, mark, data in files
    ]

"""Files on disk: what is known of them from run to run, and writing one whole."""

from __future__ import annotations

import errno
import functools
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from briefing.fingerprint import fingerprint


class Row(NamedTuple):
    """An output file as it was written: the mark of all that went into it, size and time."""

    mark: str
    size: int
    mtime_ns: int


class FileRow(NamedTuple):
    """What is known of one file of ``content/``."""

    path: str
    hash: str
    """Of its bytes; empty where it could not be read, so that it is tried again."""

    kind: str
    """``entry`` · ``record`` · ``note`` · ``page`` · ``none``."""

    day: str = ""
    """Of an entry in the site's zone, of a record or note its own."""

    instant: int = 0
    """Of an entry: microseconds since 1970."""

    guid: str = ""
    story: str = ""
    """Of an entry the story it names, of a record its id."""

    is_draft: bool = False
    problems: bytes | None = None
    value: bytes = b""


class Part(NamedTuple):
    """One file of a day."""

    path: str
    hash: str
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFiles:
    """The files that a day is made of, each in the order of paths."""

    entries: tuple[Part, ...]
    records: tuple[Part, ...]
    note: Part | None


def write_whole(path: Path, data: bytes) -> bool:
    """Write *data* to *path* in one step: whoever reads sees the old bytes or the new ones.

    Returns whether anything was written; a file that holds *data* already is not touched.
    Folders are made. Raises OSError, and leaves what was there as it was.
    """
    if holds(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{fingerprint(path.name)}.tmp")  # the name may be at its limit
    try:
        write_plain(temporary, data)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    return True


def shelve(folder: Path, name: str, data: bytes) -> Path | None:
    """Write *data* into *folder* under *name*, or with a number after it where that is taken.

    Returns the new file; None where a file of that name, numbered or not, holds *data* already.
    Raises OSError.
    """
    wanted = Path(name.lstrip(".") or "document")  # hidden files are never collected
    file, number = folder / wanted, 1
    while file.exists():
        if holds(file, data):
            return None
        number += 1
        file = folder / f"{wanted.stem}-{number}{wanted.suffix}"
    write_whole(file, data)
    return file


def settle(path: Path) -> None:
    """Wait until the file at *path* and its name are on the disk; raises OSError."""
    for each in (path, path.parent):
        if os.name == "nt" and each is not path:
            continue  # folders cannot be opened there
        handle = os.open(each, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_plain(path: Path, data: bytes) -> None:
    """Write *data* to a new file at *path*, or over an old one; raises OSError."""
    handle = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666
    )
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def holds(path: Path, data: bytes) -> bool:
    """Whether *path* is a regular file, no link, that holds exactly *data*."""
    try:
        found = path.lstat()
        same_size = stat.S_ISREG(found.st_mode) and found.st_size == len(data)
        return same_size and path.read_bytes() == data
    except OSError:
        return False


def reason(error: OSError) -> str:
    """Return what *error* means to a person, and what to do about it where that is plain."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; free some space and try again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "writing or reading is not allowed here; change the permissions or choose a folder"
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return "a file stands where a folder is needed; move it away"
    if error.errno == errno.EISDIR:
        return "a folder stands where a file is needed; move it away"
    return (error.strerror or str(error)).lower()


def code_stamp(*packages: str) -> str:
    """Return a fingerprint of the source files of *packages* (their folders, all for an empty
    name): what was made by other code is made again."""
    return fingerprint([row for row in _sources() if row[0].startswith(packages)])


@functools.cache  # the code that runs is that of the start
def _sources() -> list[tuple[str, int, int]]:
    """Path, size and time of every source file of the program, in order."""
    top = os.path.dirname(__file__)  # noqa: PTH120 - three hundred paths are slower as objects
    found: list[tuple[str, int, int]] = []
    todo = [""]
    while todo:
        below = todo.pop()
        with os.scandir(f"{top}/{below}") as items:
            for item in items:
                if item.name.endswith(".py"):
                    one = item.stat()
                    found.append((f"{below}{item.name}", one.st_size, one.st_mtime_ns))
                elif item.is_dir() and item.name != "__pycache__":
                    todo.append(f"{below}{item.name}/")
    return sorted(found)

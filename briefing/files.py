"""Files on disk: which there are, which of them are new since the last run, and writing one whole.

A file is known again by its size and times; only where those are in doubt is it read and hashed.
A file that changed within two seconds before it was last looked at is always in doubt, because a
later change may have left its size and time as they were (git calls this "racily clean").
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from briefing.fingerprint import fingerprint, fingerprint_bytes
from briefing.model import Level, Problem

_RACY_NS = 2_000_000_000
_NOT_OURS = re.compile(r"\.|.*~$|#.*#$|.*\.sw[a-z]$|Thumbs\.db$|desktop\.ini$", re.IGNORECASE)


class Times(NamedTuple):
    """What the file system says of a file; a change of any of them puts it in doubt."""

    size: int
    mtime_ns: int
    ctime_ns: int


class Mark(NamedTuple):
    """A file as it was when it was last read."""

    times: Times
    seen_ns: int
    """When it was looked at, by the machine's clock."""

    hash: str


class Row(NamedTuple):
    """An output file as it was written: the mark of all that went into it, size and time."""

    mark: str
    size: int
    mtime_ns: int


class Shelf(Protocol):
    """What is known of one kind of files from earlier runs; the catalog has them."""

    def marks(self) -> Mapping[str, Mark]:
        """Return every file that is known, by path."""

    def values(self, paths: Collection[str]) -> Mapping[str, bytes]:
        """Return what was made of the files in *paths*; some may be missing."""

    def keep(self, fresh: Mapping[str, tuple[Mark, bytes | None]], gone: Iterable[str]) -> None:
        """Remember *fresh* (None: the value stays) and forget *gone*."""


class Bare:
    """A shelf on which nothing is known and nothing is kept."""

    def marks(self) -> Mapping[str, Mark]:
        """Return nothing."""
        return {}

    def values(self, paths: Collection[str]) -> Mapping[str, bytes]:  # noqa: ARG002  # as Shelf
        """Return nothing."""
        return {}

    def keep(self, fresh: Mapping[str, tuple[Mark, bytes | None]], gone: Iterable[str]) -> None:
        """Forget everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The files of a folder, compared with what was known of them."""

    known: dict[str, Mark]
    """Files that are as they were; with a newer mark where they had to be hashed."""

    changed: tuple[str, ...]
    """Files that are new or different, in order: they are to be read."""

    touched: dict[str, Mark]
    """Those of *known* that had to be hashed: their marks are to be kept."""

    gone: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def paths(self) -> list[str]:
        """All files in order."""
        return sorted([*self.known, *self.changed])


def scan(folder: Path, shelf: Shelf, *, skip: Collection[Path] = ()) -> Scan:
    """Compare the regular files below *folder* with what *shelf* knows.

    Hidden files, editors' backups and the folders in *skip* are passed over. Nothing is read
    that size and times say is unchanged.
    """
    seen = time.time_ns()  # the clock of the machine, because it is compared with file times
    listing, problems = find(folder, skip=skip)
    marks = shelf.marks()
    known: dict[str, Mark] = {}
    touched: dict[str, Mark] = {}
    changed: list[str] = []
    for path, times in listing.items():
        mark = marks.get(path)
        if mark is not None and _is_certain(mark, times):
            known[path] = mark
        elif mark is not None and _hash(folder / path) == mark.hash:
            known[path] = touched[path] = Mark(times, seen, mark.hash)
        else:
            changed.append(path)
    return Scan(
        known=known,
        changed=tuple(sorted(changed)),
        touched=touched,
        gone=frozenset(marks.keys() - listing.keys()),
        problems=tuple(problems),
    )


def _is_certain(mark: Mark, times: Times) -> bool:
    return mark.times == times and max(times[1:]) < mark.seen_ns - _RACY_NS


def _hash(path: Path) -> str:
    try:
        return fingerprint_bytes(path.read_bytes())
    except OSError:
        return ""  # whoever reads it next says why it cannot be read


def read(path: Path) -> tuple[Mark, bytes]:
    """Return the bytes of the file at *path* and the mark that stands for them; raises OSError."""
    seen = time.time_ns()
    with path.open("rb") as file:
        times = _times(os.fstat(file.fileno()))
        data = file.read()
    return Mark(times, seen, fingerprint_bytes(data)), data


def find(
    folder: Path, *, skip: Collection[Path] = (), hidden: bool = False
) -> tuple[dict[str, Times], list[Problem]]:
    """Return the regular files below *folder* by their path in it, with forward slashes.

    Links to files count as files; links to folders are not followed. With
    *hidden*, nothing is passed over.
    """
    found: dict[str, Times] = {}
    problems: list[Problem] = []
    avoid = {os.fspath(s) for s in skip}
    todo = [(os.fspath(folder), "")]
    while todo:
        place, prefix = todo.pop()
        for item in _listed(place, prefix or folder.name, problems):
            if item.path in avoid or (not hidden and _NOT_OURS.match(item.name)):
                continue
            path = prefix + item.name
            if item.is_dir(follow_symlinks=False):
                todo.append((item.path, f"{path}/"))
            elif (times := _times_of(item, path, problems)) is not None:
                found[path] = times
    return found, sorted(problems, key=lambda p: (p.place, p.message))


def _listed(place: str, name: str, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(place) as items:
            yield from items
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(Problem(place=name, message=f"cannot be listed: {reason(error)}"))


def _times_of(item: os.DirEntry[str], path: str, problems: list[Problem]) -> Times | None:
    """The times of a regular file with a name that can be told; a problem for anything else."""

    def note(message: str, level: Level = Level.WARNING) -> None:
        shown = path.encode("utf-8", "backslashreplace").decode()
        problems.append(Problem(place=shown, message=message, level=level))

    try:
        path.encode()
        found = item.stat()
    except UnicodeEncodeError:
        note("its name is not valid UTF-8; rename the file", Level.ERROR)
    except OSError as error:
        note(f"cannot be read: {reason(error)}")
    else:
        if stat.S_ISREG(found.st_mode):
            return _times(found)
        is_folder = stat.S_ISDIR(found.st_mode)
        note("is a link to a folder and is not followed" if is_folder else "is not a regular file")
    return None


def _times(found: os.stat_result) -> Times:
    return Times(found.st_size, found.st_mtime_ns, found.st_ctime_ns)


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
    """Return a fingerprint of the source files of *packages* (their folders): what was made by
    other code is made again."""
    here = Path(__file__).parent
    sources = (
        (f"{package}/{path}", times.size, times.mtime_ns)
        for package in packages
        for path, times in find(here / package)[0].items()
        if path.endswith(".py")
    )
    return fingerprint(sorted(sources))

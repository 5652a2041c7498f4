"""Which files of a folder are new, different or gone since the last run; nothing else is read.

A folder is known again by its listing: the name, size and times of each of its files, as one text.
Only where the texts differ are files compared one by one, and only files whose line differs are
hashed. A file that changed within two seconds before it was last looked at is always in doubt,
because a later change may have left its size and times as they were (git calls this "racily
clean").
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from briefing.files import reason
from briefing.fingerprint import fingerprint_bytes
from briefing.model import Level, Problem

_RACY_NS = 2_000_000_000
_NOT_OURS = re.compile(r"\.|.*~$|#.*#$|.*\.sw[a-z]$|Thumbs\.db$|desktop\.ini$", re.IGNORECASE)
_KIND, _REGULAR = 0o170000, 0o100000  # of a file's mode, as in stat(2)
_MANY = 300
"""Folders from which it is worth while to ask for help."""

_PARTS = 8
"""Into so many parts at least a folder is cut, where it has as many folders."""


class Listing(NamedTuple):
    """The files of one folder as they were when it was last looked at."""

    text: str
    """A line a file in order, ``name size mtime ctime``, with times in nanoseconds; slashes stand
    between the lines, because no name holds one."""

    newest_ns: int
    """The latest of the times."""

    seen_ns: int
    """When it was looked at, by the machine's clock."""

    @property
    def is_racy(self) -> bool:
        """Whether a file may have changed since without a trace."""
        return self.newest_ns >= self.seen_ns - _RACY_NS

    def rows(self) -> dict[str, tuple[str, bool]]:
        """Return the line of each file by its name, and whether the file is in doubt."""
        edge = self.seen_ns - _RACY_NS
        rows = {}
        for line in self.text.split("/"):
            name, _, mtime, ctime = line.rsplit(" ", 3)
            rows[name] = (line, max(int(mtime), int(ctime)) >= edge)
        return rows


class Shelf(Protocol):
    """What is known of one kind of files from earlier runs; the catalog has them."""

    def listings(self, within: Collection[str] | None = None) -> Mapping[str, Listing]:
        """Return every folder that is known, by its path: empty, or with a slash at its end. With
        *within* only these and those below them."""

    def hashes(self, paths: Collection[str]) -> Mapping[str, str]:
        """Return the hashes of those files in *paths* that are known."""


class Bare:
    """A shelf on which nothing is known."""

    def listings(self, within: Collection[str] | None = None) -> Mapping[str, Listing]:  # noqa: ARG002
        """Return nothing."""
        return {}

    def hashes(self, paths: Collection[str]) -> Mapping[str, str]:  # noqa: ARG002  # as Shelf
        """Return nothing."""
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The files of a folder, compared with what was known of them."""

    changed: tuple[str, ...]
    """Files that are new or different, in order: they are to be read."""

    gone: tuple[str, ...]
    """Files that were known and are no more, in order."""

    fresh: dict[str, Listing]
    """Folders that were looked into: their listings are to be kept."""

    dropped: tuple[str, ...]
    """Folders that were known and are no more."""

    problems: tuple[Problem, ...]

    @property
    def is_same(self) -> bool:
        """Whether every file is as it is known."""
        return not (self.changed or self.gone)


class Listed(NamedTuple):
    """Folders with their listings as text and the latest of the times, and what is wrong."""

    folders: dict[str, tuple[str, int]]
    problems: list[Problem]


Each = Callable[[Callable[[str], Listed], Iterable[str]], Iterable[Listed]]
"""``map``, or what works like it on several cores."""


def scan(
    folder: Path,
    shelf: Shelf,
    *,
    skip: Collection[Path] = (),
    within: Collection[str] | None = None,
    each: Each = map,
) -> Scan:
    """Compare the regular files below *folder* with what *shelf* knows.

    Hidden files, editors' backups and the folders in *skip* are passed over. With *within*, only
    these folders (paths with a slash at the end) and those below them are looked into. *each*
    lists parts of a large folder.
    """
    seen = time.time_ns()  # the clock of the machine, because it is compared with file times
    avoid = frozenset(os.fspath(s) for s in skip)
    if within is not None:
        within = _outermost([f for f in within if _is_looked_into(os.fspath(folder), f, avoid)])
    known = shelf.listings(within)
    if within is None:
        found = _all_listed(folder, avoid, each if len(known) >= _MANY else map)
    else:
        found = _joined(list_tree(os.fspath(folder), avoid, below) for below in within)
    doubtful = {
        name: Listing(text, newest, seen)
        for name, (text, newest) in found.folders.items()
        if (old := known.get(name)) is None or old.text != text or old.is_racy
    }
    changed, gone = _compared(folder, doubtful, known, shelf)
    dropped = tuple(sorted(known.keys() - found.folders.keys()))
    gone += [name + file for name in dropped for file in known[name].rows()]
    return Scan(
        changed=tuple(sorted(changed)),
        gone=tuple(sorted(gone)),
        fresh=doubtful,
        dropped=dropped,
        problems=tuple(sorted(found.problems, key=lambda p: (p.place, p.message))),
    )


def _is_looked_into(top: str, below: str, avoid: frozenset[str]) -> bool:
    """Whether a look at all of *top* comes to the folder *below* it: not by a link, nor through
    what is passed over."""
    place = top
    for part in below.split("/")[:-1]:
        place = f"{place}/{part}"
        if _NOT_OURS.match(part) or place in avoid or os.path.islink(place):  # noqa: PTH114
            return False
    return True


def _outermost(folders: Collection[str]) -> list[str]:
    """Those of *folders* that lie in no other."""
    taken: list[str] = []
    for one in sorted(folders):
        if not (taken and one.startswith(taken[-1])):
            taken.append(one)
    return taken


def _compared(
    folder: Path, doubtful: Mapping[str, Listing], known: Mapping[str, Listing], shelf: Shelf
) -> tuple[list[str], list[str]]:
    """Which files of the *doubtful* folders are new or different, and which are gone."""
    new: list[str] = []
    unsure: list[str] = []
    gone: list[str] = []
    for name, listing in doubtful.items():
        old = known[name].rows() if name in known else {}
        rows = listing.rows()
        gone += [name + file for file in old.keys() - rows.keys()]
        for file, (line, _) in rows.items():
            if file not in old:
                new.append(name + file)
            elif old[file] != (line, False):
                unsure.append(name + file)
    hashes = shelf.hashes(unsure) if unsure else {}
    changed = [path for path in unsure if _is_other(folder / path, hashes.get(path))]
    return new + changed, gone


def _is_other(path: Path, known: str | None) -> bool:
    """Whether the file at *path* has another hash; what cannot be read is tried by whoever reads
    it next, who says why."""
    found = _hash(path)
    return found is None or found != known


def _hash(path: Path) -> str | None:
    try:
        return fingerprint_bytes(path.read_bytes())
    except OSError:
        return None


def read(path: Path) -> tuple[str, bytes]:
    """Return the hash of the file at *path* and its bytes; raises OSError."""
    data = path.read_bytes()
    return fingerprint_bytes(data), data


def _joined(parts: Iterable[Listed]) -> Listed:
    folders: dict[str, tuple[str, int]] = {}
    problems: list[Problem] = []
    for part in parts:
        folders |= part.folders
        problems += part.problems
    return Listed(folders, problems)


def _all_listed(folder: Path, avoid: frozenset[str], each: Each) -> Listed:
    """Every folder below *folder*, cut into parts of which *each* takes one after the other."""
    top = os.fspath(folder)
    done: list[Listed] = []
    parts = [""]
    while parts and len(parts) < _PARTS:
        below: list[str] = []
        for part in parts:
            one, inside = _listed(top, part, avoid)
            done.append(one)
            below += inside
        parts = below
    return _joined([*done, *each(partial(list_tree, top, avoid), sorted(parts))])


def list_tree(top: str, avoid: frozenset[str], below: str) -> Listed:
    """Return the listing of the folder *below* in *top*, and of all folders in it."""
    found = Listed({}, [])
    todo = [below]
    while todo:
        one, inside = _listed(top, todo.pop(), avoid)
        found.folders.update(one.folders)
        found.problems.extend(one.problems)
        todo += inside
    return found


def _listed(top: str, below: str, avoid: frozenset[str]) -> tuple[Listed, list[str]]:
    """The listing of one folder, and the folders in it.

    Links to files count as files; links to folders are not followed.
    """
    lines: list[str] = []
    inside: list[str] = []
    problems: list[Problem] = []
    newest = 0
    for item in _items(top, below, problems):
        name = item.name
        # Files that end in .md are most of all there are; a short look is enough for them.
        if (name[0] == "." or name[-3:] != ".md") and _is_passed_over(item, avoid):
            continue
        if item.is_dir(follow_symlinks=False):
            if item.path not in avoid:
                inside.append(f"{below}{name}/")
        elif found := _regular(item, below, problems):
            mtime, ctime = found.st_mtime_ns, found.st_ctime_ns
            newest = max(newest, mtime, ctime)
            lines.append(f"{name} {found.st_size} {mtime} {ctime}")
    lines.sort()
    folders = {below: ("/".join(lines), newest)} if lines else {}
    return Listed(folders, problems), inside


def _is_passed_over(item: os.DirEntry[str], avoid: frozenset[str]) -> bool:
    return bool(_NOT_OURS.match(item.name)) or item.path in avoid


def _items(top: str, below: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(f"{top}/{below}" if below else top) as items:
            return list(items)
    except FileNotFoundError:
        return []
    except OSError as error:
        place = below or os.path.basename(top)  # noqa: PTH119 - a name for people
        problems.append(Problem(place=place, message=f"cannot be listed: {reason(error)}"))
        return []


def _regular(item: os.DirEntry[str], below: str, problems: list[Problem]) -> os.stat_result | None:
    """What the system says of a regular file whose name can be told; a problem for other things."""
    try:
        if not (item.name.isascii() and below.isascii()):
            f"{below}{item.name}".encode()
        found = item.stat()
        if found.st_mode & _KIND == _REGULAR:
            return found
        is_folder = stat.S_ISDIR(found.st_mode)
        level = Level.WARNING
        what = "is a link to a folder and is not followed" if is_folder else "is not a regular file"
    except UnicodeEncodeError:
        level, what = Level.ERROR, "its name is not valid UTF-8; rename the file"
    except OSError as error:
        level, what = Level.WARNING, f"cannot be read: {reason(error)}"
    shown = f"{below}{item.name}".encode("utf-8", "backslashreplace").decode()
    problems.append(Problem(place=shown, message=what, level=level))
    return None

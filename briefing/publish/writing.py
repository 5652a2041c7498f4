"""Carrying out a plan: everything is rendered and laid ready before the first file is replaced."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from briefing.errors import OutputError
from briefing.files import Row, holds, reason, write_plain, write_whole
from briefing.model import Plan
from briefing.publish.manifest import MANIFEST_NAME, is_inside, read_manifest, write_manifest
from briefing.publish.plan import STALE

STAGE = ".briefing-new"
"""Where files are laid ready, inside the output so that they can be moved in one step."""


class Rows(Protocol):
    """What the catalog knows of the output files: ``catalog.pages(out)``."""

    def rows(self) -> Mapping[str, Row]:
        """Return every file that is known, by path."""

    def keep(self, fresh: Mapping[str, Row], gone: Iterable[str] = ()) -> None:
        """Remember *fresh* and forget *gone*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was done to the output folder."""

    written: frozenset[str] = field(default_factory=frozenset)
    kept: frozenset[str] = field(default_factory=frozenset)
    removed: frozenset[str] = field(default_factory=frozenset)


def present_files(out: Path, rows: Mapping[str, Row]) -> dict[str, str]:
    """Return the program's own files in *out*: path → mark, :data:`STALE` where the file is not
    as the catalog's *rows* say, or where only the list in *out* knows it.

    Raises:
        OutputError: *out* is no folder.
    """
    _check_folder(out)
    present: dict[str, str] = {}
    for path in sorted(rows.keys() | read_manifest(out)):
        mark = _mark_of(f"{out}{os.sep}{path}", rows.get(path))
        if mark is not None:
            present[path] = mark
    return present


def all_present(out: Path, rows: Mapping[str, Row]) -> bool:
    """Whether *out* holds the files that the catalog's *rows* name as they were written, and its
    list names these and no others.

    Raises:
        OutputError: *out* is no folder.
    """
    present = present_files(out, rows)
    own = rows.keys()
    return present.keys() == own == read_manifest(out) and STALE not in present.values()


def _mark_of(target: str, row: Row | None) -> str | None:
    """The mark of the file at *target*; None where there is no file."""
    try:
        found = os.lstat(target)
    except OSError:
        return None
    if stat.S_ISDIR(found.st_mode):  # a page has become a folder since
        return None
    is_same = row is not None and (row.size, row.mtime_ns) == (found.st_size, found.st_mtime_ns)
    return row.mark if row is not None and is_same else STALE


def apply(
    out: Path, todo: Plan, marks: Mapping[str, str], render: Callable[[str], bytes], known: Rows
) -> Published:
    """Carry out *todo* in *out*; *render* gives the bytes of a path, *marks* what went into them.

    A file that holds its bytes already is not touched. When rendering fails, or the disk is full
    or not writable, nothing of the old site has changed.

    Raises:
        OutputError: with the place and what to do.
        BriefingError: whatever *render* raises.
    """
    stage = out / STAGE
    own = todo.write | todo.keep
    try:
        _check_folder(out)
        changed = _lay_ready(out, stage, todo, render)
        listed = read_manifest(out)
        if changed or todo.remove or listed != own:
            write_manifest(out, own | listed | known.rows().keys())
            _replace(out, stage, changed, todo.remove)
            write_manifest(out, own)
    except OSError as error:
        raise _output_error(out, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    gone = known.rows().keys() - own
    if todo.write or gone:
        known.keep({path: _row(out / path, marks[path]) for path in sorted(todo.write)}, gone)
    return Published(
        written=frozenset(changed),
        kept=own - changed.keys(),
        removed=todo.remove,
    )


def _lay_ready(
    out: Path, stage: Path, todo: Plan, render: Callable[[str], bytes]
) -> dict[str, Path]:
    """Render what *todo* writes into *stage*; return where the changed ones lie."""
    shutil.rmtree(stage, ignore_errors=True)
    safe: set[Path] = set()
    ready: dict[str, Path] = {}
    for number, path in enumerate(sorted(todo.write)):
        target = _target(out, path, safe)
        _check_room(out, path, todo.remove)
        data = render(path)
        if not holds(target, data):
            place = stage / str(number)
            stage.mkdir(parents=True, exist_ok=True)
            write_plain(place, data)
            ready[path] = place
    return ready


def _replace(out: Path, stage: Path, changed: Mapping[str, Path], remove: Iterable[str]) -> None:
    """Remove first: a folder may take the place of a page, or a page that of a folder."""
    remove_files(out, remove)
    for path, place in changed.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir() and not target.is_symlink():
            target.rmdir()  # it held nothing but what was removed
        place.replace(target)
    shutil.rmtree(stage, ignore_errors=True)


def is_output(path: str) -> bool:
    """Whether the site may hold a file at *path*."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return is_inside(path) and path.partition("/")[0] not in (STAGE, MANIFEST_NAME)


def _target(out: Path, path: str, safe: set[Path]) -> Path:
    """The place of *path* in *out*, if that is really inside; *safe* has the folders seen so far.

    Raises:
        OutputError: it is not.
    """
    if not is_output(path):
        raise OutputError(f"{out.name}/{path}", "is no path inside the output folder")
    target = out / path
    if target.parent not in safe:
        if not target.parent.resolve().is_relative_to(out.resolve()):
            message = "leads outside the output folder through a link; remove the link"
            raise OutputError(f"{out.name}/{path}", message)
        safe.add(target.parent)
    return target


def _check_room(out: Path, path: str, remove: frozenset[str]) -> None:
    """Raise OutputError where something that is not the program's stands in the way of *path*."""
    target = out / path
    if target.is_dir() and not target.is_symlink():
        own = {os.fspath(out / p) for p in remove}
        if not {os.path.join(top, n) for top, _, names in os.walk(target) for n in names} <= own:  # noqa: PTH118
            raise OutputError(f"{out.name}/{path}", "a folder stands where a file is needed")
    for parent in (p for p in target.parents if p != out and p.is_relative_to(out)):
        below = parent.relative_to(out).as_posix()
        if below not in remove and not parent.is_dir() and os.path.lexists(parent):
            message = "a file stands where a folder is needed; move it away"
            raise OutputError(f"{out.name}/{below}", message)


def write_file(out: Path, path: str, data: bytes) -> bool:
    """Write *data* to *path* in *out* in one step; return whether anything was written.

    Raises:
        OutputError: *path* leads outside, or cannot be written; what was there is unchanged.
    """
    target = _target(out, path, set())
    try:
        return write_whole(target, data)
    except OSError as error:
        raise _output_error(out, error) from error


def remove_files(out: Path, paths: Iterable[str]) -> None:
    """Remove the files *paths* in *out* and the folders that become empty by it.

    Raises:
        OutputError: a path leads outside, or a file cannot be removed.
    """
    safe: set[Path] = set()
    try:
        for path in sorted(paths):
            target = _target(out, path, safe)
            with suppress(FileNotFoundError, NotADirectoryError):
                target.unlink()
            _remove_empty(target.parent, out)
    except OSError as error:
        raise _output_error(out, error) from error


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out:
        try:
            folder.rmdir()
        except OSError:  # not empty, or gone
            return
        folder = folder.parent


def _row(target: Path, mark: str) -> Row:
    found = target.lstat()
    return Row(mark, found.st_size, found.st_mtime_ns)


def _check_folder(out: Path) -> None:
    try:
        is_folder = stat.S_ISDIR(out.stat().st_mode)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _output_error(out, error) from error
    if not is_folder:
        message = "is no folder; move it away or write to another one with --output"
        raise OutputError(str(out.name), message)


def _output_error(out: Path, error: OSError) -> OutputError:
    name = os.fspath(error.filename or out)
    place = Path(os.fsdecode(name))
    with suppress(ValueError):
        place = place.relative_to(out.parent)
    if STAGE in place.parts:
        place = Path(out.name)
    return OutputError(place.as_posix(), f"cannot be written: {reason(error)}")

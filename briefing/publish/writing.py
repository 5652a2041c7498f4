"""Writing a site: everything is laid ready before the first file is replaced.

What is new is written below ``.briefing-new/`` in the output: what belongs in a folder that is not
there yet under its own path, to be moved in one step with all that is in that folder; any other
file by itself.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from briefing.errors import OutputError
from briefing.files import Row, reason
from briefing.publish.manifest import (
    STAGE,
    TOKEN,
    drop_old_list,
    is_output,
    list_of,
    write_lists,
    write_token,
)

_TREE, _SINGLE = "tree", "single"
"""Below it: files in folders that are not there yet, and single files by number."""


class Written(NamedTuple):
    """A file of the output as it is now: size and time."""

    size: int
    mtime_ns: int
    is_new: bool
    """Whether its bytes are other than before."""


def changed_files(out: Path, rows: Iterable[tuple[str, str, int, int]]) -> list[str]:
    """Return the units (first of each of *rows*: unit, path, size and time) of which a file in
    *out* is not as it was written.

    Raises:
        OutputError: *out* is no folder.
    """
    check_folder(out)
    top = os.fspath(out)
    changed: dict[str, None] = {}
    for unit, path, size, mtime_ns in rows:
        try:
            found = os.lstat(f"{top}/{path}")
        except (OSError, ValueError):
            changed[unit] = None
            continue
        if (
            found.st_mtime_ns != mtime_ns
            or found.st_size != size
            or not stat.S_ISREG(found.st_mode)
        ):
            changed[unit] = None
    return [*changed]


def is_as_written(out: Path, path: str, row: Row) -> bool:
    """Whether the file *path* in *out* has the size and time that *row* tells."""
    return not changed_files(out, [("", path, row.size, row.mtime_ns)])


def check_folder(out: Path) -> None:
    """Raise OutputError where *out* is there and no folder."""
    try:
        is_folder = stat.S_ISDIR(out.stat().st_mode)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _output_error(out, error) from error
    if not is_folder:
        message = "is no folder; move it away or write to another one with --output"
        raise OutputError(str(out.name), message)


class Stage:
    """The files that are laid ready for the output folder *out*; used as a context, so that
    nothing stays behind."""

    def __init__(self, out: Path) -> None:
        """Begin with nothing; raises OutputError where *out* is no folder."""
        check_folder(out)
        self._out = out
        self._top = os.fspath(out)
        self._stage = f"{self._top}/{STAGE}"
        self._is_empty = not out.exists()
        self._folders: dict[str, str] = {}
        self._single: list[str] = []
        self.put_paths: set[str] = set()
        """What lies ready."""

    def __enter__(self) -> Stage:
        shutil.rmtree(self._stage, ignore_errors=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._stage, ignore_errors=True)

    def put(self, path: str, data: bytes) -> Written:
        """Lay *data* ready for *path*, unless the file there holds just that.

        Raises:
            OutputError: *path* leads outside, or nothing can be written.
        """
        if not is_output(path):
            raise OutputError(f"{self._out.name}/{path}", "is no path inside the output folder")
        try:
            standing = None if self._is_empty else _standing(f"{self._top}/{path}", data)
            if standing is not None:
                return Written(standing.st_size, standing.st_mtime_ns, is_new=False)
            found = self._write(path, data)
        except OSError as error:
            raise _output_error(self._out, error) from error
        self.put_paths.add(path)
        return Written(found.st_size, found.st_mtime_ns, is_new=True)

    def _write(self, path: str, data: bytes) -> os.stat_result:
        folder, _, name = path.rpartition("/")
        place = self._folders.get(folder)
        if place is None:
            place = self._folders[folder] = self._place(folder)
        if not place:  # its folder stands
            self._single.append(path)
            place, name = f"{self._stage}/{_SINGLE}", str(len(self._single))
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        handle = os.open(f"{place}/{name}", flags, 0o666)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            return os.fstat(handle)
        finally:
            os.close(handle)

    def _place(self, folder: str) -> str:
        """Where the files of *folder* are laid ready; empty where the output has that folder."""
        stands = not self._is_empty and os.path.isdir(f"{self._top}/{folder}")  # noqa: PTH112
        inside = _SINGLE if stands else f"{_TREE}/{folder}"
        os.makedirs(f"{self._stage}/{inside}", exist_ok=True)  # noqa: PTH103 - hot path
        return "" if stands else f"{self._stage}/{inside}"

    def publish(
        self, remove: Collection[str], lists: Mapping[str, Collection[str]]
    ) -> dict[str, Row]:
        """Remove the files *remove* and move into place what lies ready; *lists* has what the lists
        that change are to name then. Return the rows of the lists and of the token.

        Raises:
            OutputError: something that is not the program's stands in the way; then nothing has
                changed. Or a file cannot be written or removed.
        """
        try:
            gone = frozenset(remove)
            moves = [*self._moves("", gone), *self._single_moves(gone)]
            now = {**{list_of(path): set[str]() for path in remove}, **lists}
            both = {name: set(paths) for name, paths in now.items()}
            for path in remove:
                both[list_of(path)].add(path)
            self._check_lists(both)
            self._out.mkdir(parents=True, exist_ok=True)
            drop_old_list(self._out)
            write_token(self._out)
            write_lists(self._out, both)
            remove_files(self._out, remove)
            for source, target in moves:
                _move(source, target)
            return write_lists(self._out, now)
        except OSError as error:
            raise _output_error(self._out, error) from error

    def _check_lists(self, names: Iterable[str]) -> None:
        """Raise OutputError where a folder stands in the place of a list."""
        for name in (*names, TOKEN):
            if os.path.isdir(f"{self._top}/{name}"):  # noqa: PTH112 - as the others here
                message = "a folder stands where a file is needed; move it away"
                raise OutputError(f"{self._out.name}/{name}", message)

    def _single_moves(self, remove: frozenset[str]) -> Iterator[tuple[str, str]]:
        """The files whose folders stand, and where they are to be moved."""
        sound: set[str] = set()
        for number, path in enumerate(self._single, start=1):
            for parent in _folders_of(path):
                if parent not in sound:
                    self._check_way(parent, remove)
                    sound.add(parent)
            if os.path.isdir(f"{self._top}/{path}"):  # noqa: PTH112 - hot path
                self._check_room(path, remove)
            yield f"{self._stage}/{_SINGLE}/{number}", f"{self._top}/{path}"

    def _moves(self, folder: str, remove: frozenset[str]) -> list[tuple[str, str]]:
        """What is to be moved from *folder* of the stage (with a slash at its end, or empty) to
        where; raises OutputError where something stands in the way."""
        moves: list[tuple[str, str]] = []
        try:
            items = sorted(
                os.scandir(f"{self._stage}/{_TREE}/{folder}"), key=lambda item: item.name
            )
        except FileNotFoundError:
            return moves
        for item in items:
            path = folder + item.name
            target = f"{self._top}/{path}"
            if not os.path.lexists(target):
                moves.append((item.path, target))
            elif item.is_dir():
                self._check_way(path, remove)
                moves += self._moves(f"{path}/", remove)
            else:
                self._check_room(path, remove)
                moves.append((item.path, target))
        return moves

    def _check_way(self, path: str, remove: frozenset[str]) -> None:
        """Raise OutputError where *path*, which is to be a folder, is none or leads outside."""
        target = Path(self._top, path)
        if not target.is_dir():
            if path not in remove:
                message = "a file stands where a folder is needed; move it away"
                raise OutputError(f"{self._out.name}/{path}", message)
        elif target.is_symlink() and not target.resolve().is_relative_to(self._out.resolve()):
            message = "leads outside the output folder through a link; remove the link"
            raise OutputError(f"{self._out.name}/{path}", message)

    def _check_room(self, path: str, remove: frozenset[str]) -> None:
        """Raise OutputError where *path*, which is to be a file, is a folder that holds more than
        what is removed."""
        target = f"{self._top}/{path}"
        if not stat.S_ISDIR(os.lstat(target).st_mode):
            return
        own = {f"{self._top}/{one}" for one in remove}
        inside = {f"{top}/{name}" for top, _, names in os.walk(target) for name in names}
        if not inside <= own:
            message = "a folder stands where a file is needed"
            raise OutputError(f"{self._out.name}/{path}", message)


def _folders_of(path: str) -> Iterator[str]:
    """The folders that *path* stands in, the outermost first."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)


def _standing(target: str, data: bytes) -> os.stat_result | None:
    """The file at *target*, if it is a regular one that holds just *data*."""
    try:
        found = os.lstat(target)
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(data):
            return None
        with open(target, "rb") as file:  # noqa: PTH123 - hot path
            return found if file.read() == data else None
    except OSError:
        return None


def _move(source: str, target: str) -> None:
    if os.path.isdir(target) and not os.path.islink(target):  # noqa: PTH112, PTH114 - hot path
        os.rmdir(target)  # noqa: PTH106 - it held nothing but what was removed
    try:
        os.replace(source, target)  # noqa: PTH105 - hot path
    except FileNotFoundError:  # its folder went with what was removed
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)  # noqa: PTH105 - hot path


def remove_files(out: Path, paths: Iterable[str]) -> None:
    """Remove the files *paths* in *out* and the folders that become empty by it.

    Raises:
        OutputError: a path leads outside, or a file cannot be removed.
    """
    top = out.resolve()
    try:
        for path in sorted(paths):
            target = out / path
            if not is_output(path) or not target.parent.resolve().is_relative_to(top):
                message = "leads outside the output folder through a link; remove the link"
                raise OutputError(f"{out.name}/{path}", message)
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
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


def _output_error(out: Path, error: OSError) -> OutputError:
    name = os.fspath(error.filename or out)
    place = Path(os.fsdecode(name))
    with suppress(ValueError):
        place = place.relative_to(out.parent)
    if STAGE in place.parts:
        place = Path(out.name)
    return OutputError(place.as_posix(), f"cannot be written: {reason(error)}")

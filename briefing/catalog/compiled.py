"""Compiled templates in the user's cache folder, from one run to the next and for all sites.

What lies there is run, so it must be the user's alone: a folder that belongs to somebody else, or
that others may enter, is not used, and what is not a plain file of the user's is not read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

MOST = 400
"""So many files are kept; a theme has about forty templates."""

_LARGEST = 1 << 20
_NAME = re.compile(r"[0-9a-f]{32}(?:\.\d+)?")
"""Of our files: a fingerprint; while one is written, with the number of the process."""

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_HAS_OWNERS = hasattr(os, "getuid") and os.open in os.supports_dir_fd


def cache_folder(environ: Mapping[str, str], home: Path) -> Path | None:
    """Return where compiled templates are kept: below ``BRIEFING_CACHE``, else in the folder for
    caches of this user (XDG); None where ``BRIEFING_CACHE`` is empty or no absolute path, because
    what lies in a site is not the user's alone."""
    own = environ.get("BRIEFING_CACHE")
    if own is not None:
        return Path(own) / "templates" if Path(own).is_absolute() else None
    given = Path(environ.get("XDG_CACHE_HOME", ""))
    caches = given if given.is_absolute() else home / ".cache"
    return caches / "briefing" / "templates"


class TemplateStore:
    """Keeps compiled templates in a folder; silently keeps nothing where that is not safe."""

    def __init__(self, folder: Path | None) -> None:
        """Keep them in *folder*, which is made when the first is kept; None keeps nothing."""
        self._folder = folder if _HAS_OWNERS else None
        self._is_tidy = False

    def get(self, key: str) -> bytes | None:
        """Return what was kept under *key*, 32 hexadecimal digits, if it still is."""
        with suppress(OSError), self._opened() as folder:
            if folder is not None:
                return _read(key, folder)
        return None

    def put(self, key: str, data: bytes) -> None:
        """Keep *data* under *key*; the oldest make room."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                self._folder.mkdir(mode=0o700)
            with self._opened() as folder:
                if folder is not None:
                    _write(key, data, folder)
                    self._tidy(folder)

    @contextmanager
    def _opened(self) -> Iterator[int | None]:
        """The folder as it is now, if it is there and the user's alone. What happens in it happens
        by this handle, so that no other folder can take its place meanwhile."""
        if self._folder is None:
            yield None
            return
        handle = os.open(self._folder, _FOLDER)
        try:
            found = os.fstat(handle)
            is_own = found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o077
            yield handle if is_own else None
        finally:
            os.close(handle)

    def _tidy(self, folder: int) -> None:
        """Remove the oldest files that are too many; looked for once a run."""
        if self._is_tidy:
            return
        self._is_tidy = True
        names = [name for name in os.listdir(folder) if _NAME.fullmatch(name)]
        ages = sorted((os.stat(name, dir_fd=folder).st_mtime_ns, name) for name in names)
        for _, name in ages[: max(len(ages) - MOST, 0)]:
            os.unlink(name, dir_fd=folder)


def _read(key: str, folder: int) -> bytes | None:
    handle = os.open(key, _READ, dir_fd=folder)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid():
            return None
        return file.read() if found.st_size <= _LARGEST else None


def _write(key: str, data: bytes, folder: int) -> None:
    """Write the whole file, then give it its name in one step."""
    passing = f"{key}.{os.getpid()}"
    handle = os.open(passing, _WRITE, 0o600, dir_fd=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(passing, key, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with suppress(OSError):
            os.unlink(passing, dir_fd=folder)
        raise

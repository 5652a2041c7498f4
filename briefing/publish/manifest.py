"""Which files in the output folder are the program's own.

The lists stand in the output itself, in ``.briefing-files/``: only what they or the catalog name is
ever removed, so whatever else lies there (``CNAME``, ``.git``) stays; and because they go with the
output, pages of an earlier run are pruned even when the catalog was deleted. There is a list a
month, and one for all other paths that begin alike, so that a new day changes few of them. A list
holds paths in order and nothing else, so the same site always has the same lists. Before anything
is written they name the old and the new files, so that a crash leaves none unnamed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from briefing.files import Row, write_whole
from briefing.fingerprint import fingerprint_bytes

MANIFEST = ".briefing-files"
"""The folder of the lists."""

STAGE = ".briefing-new"
"""Where files are laid ready, inside the output so that they can be moved in one step."""

TOKEN = f"{MANIFEST}/README.txt"
"""A file that gets a new time whenever something is published: an old catalog does not fit it."""

_TOLD = "The lists of the files here that briefing wrote. It never removes any others.\n"
_MONTH = re.compile(r"(\d{4})/(\d\d)/")


def list_of(path: str) -> str:
    """Return the path of the list that names the output *path*."""
    dated = _MONTH.match(path)
    name = f"{dated[1]}-{dated[2]}" if dated else fingerprint_bytes(start_of(path).encode())[:8]
    return f"{MANIFEST}/{name}"


def start_of(path: str) -> str:
    """Return what the paths of the same list begin with: their month's folder, or the same twelve
    characters."""
    return path[:8] if _MONTH.match(path) else path[:12]


def read_manifest(out: Path) -> frozenset[str]:
    """Return the paths that the lists in *out* name; none where they are missing."""
    return frozenset(_listed(out))


def _listed(out: Path) -> Iterator[str]:
    folder = out / MANIFEST
    try:
        # Earlier versions had one list, in a file where now the folder is.
        lists = [folder] if folder.is_file() else sorted(folder.iterdir())
        for one in lists:
            if one.name != TOKEN.rpartition("/")[2] and one.is_file():
                text = one.read_text(encoding="utf-8", errors="replace")
                yield from (path for path in text.split("\n") if is_output(path))
    except OSError:
        return


def drop_old_list(out: Path) -> None:
    """Remove the list that an earlier version wrote in the place of the folder; raises OSError."""
    if (out / MANIFEST).is_file():
        (out / MANIFEST).unlink()


def write_lists(out: Path, lists: Mapping[str, Collection[str]]) -> dict[str, Row]:
    """Write lists in *out*: path of the list → the paths it names, none of which removes it. Return
    the rows of those that are there, and of the token; raises OSError."""
    rows: dict[str, Row] = {}
    for name, paths in sorted(lists.items()):
        if paths:
            write_whole(out / name, format_list(paths))
            rows[name] = _row(out / name)
        else:
            (out / name).unlink(missing_ok=True)
    return rows | {TOKEN: _row(out / TOKEN)}


def _row(file: Path) -> Row:
    found = file.lstat()
    return Row("", found.st_size, found.st_mtime_ns)


def lists_in(out: Path) -> list[str]:
    """Return the paths of the lists that stand in *out*."""
    try:
        return [f"{MANIFEST}/{one.name}" for one in (out / MANIFEST).iterdir() if one.is_file()]
    except OSError:
        return []


def write_token(out: Path) -> None:
    """Give the token in *out* a new time; raises OSError."""
    token = out / TOKEN
    token.parent.mkdir(parents=True, exist_ok=True)
    token.write_text(_TOLD, encoding="utf-8")


def format_list(paths: Iterable[str]) -> bytes:
    """Return the list of *paths* as text."""
    return "".join(f"{path}\n" for path in sorted(paths)).encode()


def is_output(path: str) -> bool:
    """Whether the site may hold a file at *path*: a plain relative path with forward slashes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return _is_inside(path) and path.partition("/")[0] not in (STAGE, MANIFEST)


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return not ({"", ".", ".."} & {*parts} or "\\" in path or "\0" in path or "\n" in path)

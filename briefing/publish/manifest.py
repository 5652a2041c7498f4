"""Which files in the output folder are the program's own.

The list stands in the output itself, ``.briefing-files``: only what it or the catalog names is
ever removed, so whatever else lies there (``CNAME``, ``.git``) stays; and because it goes with the
output, pages of an earlier run are pruned even when the catalog was deleted. It holds the paths
of the site in order and nothing else, so that the same site always has the same list. Before
anything is written it names the old and the new files, so that a crash leaves none unnamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefing.files import write_whole

MANIFEST_NAME = ".briefing-files"
_HEAD = "# Written by briefing; files that are not listed here are never removed.\n"


def read_manifest(out: Path) -> frozenset[str]:
    """Return the paths that the list in *out* names; none where it is missing."""
    try:
        text = (out / MANIFEST_NAME).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return frozenset()
    return frozenset(p for p in text.split("\n") if is_inside(p) and not p.startswith("#"))


def write_manifest(out: Path, paths: Iterable[str]) -> None:
    """Write the list of *paths* to *out*; raises OSError."""
    lines = "".join(f"{path}\n" for path in sorted(paths))
    write_whole(out / MANIFEST_NAME, (_HEAD + lines).encode())


def is_inside(path: str) -> bool:
    """Whether *path* is a plain relative path with forward slashes, of a file below the output."""
    parts = path.split("/")
    return not ({"", ".", ".."} & {*parts} or "\\" in path or "\0" in path or "\n" in path)

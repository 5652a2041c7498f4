"""``content/removed.txt``: what an editor deleted and no collecting brings back.

One line each: the guid, a tab, the headline. Who deletes a line lets its entry come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from briefing.files import write_whole

REMOVED_NAME = "removed.txt"
_HEAD = "# Deleted here and not collected again. Delete a line to let its entry come back.\n"


def removed_key(guid: str) -> str:
    """Return *guid* as it stands in the file: without white space and control characters."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f%]|^#", lambda m: quote(m[0]), guid)


def read_removed(folder: Path) -> frozenset[str]:
    """Return the keys of all guids that are not to come back; raises OSError."""
    try:
        text = (folder / REMOVED_NAME).read_bytes().decode("utf-8-sig", errors="replace")
    except FileNotFoundError:
        return frozenset()
    rows = (re.split(r"\s", row.strip(), maxsplit=1)[0] for row in text.splitlines())
    return frozenset(row for row in rows if row and not row.startswith("#"))


def append_removed(folder: Path, titles: Mapping[str, str]) -> None:
    """Add the guids of *titles* (guid → headline) to the file; raises OSError.

    What stands there already, and how, stays as it is.
    """
    path = folder / REMOVED_NAME
    old = path.read_bytes() if path.exists() else _HEAD.encode()
    if not old.endswith(b"\n"):
        old += b"\n"
    write_whole(path, old + "".join(_lines(titles.items())).encode(errors="replace"))


def _lines(titles: Iterable[tuple[str, str]]) -> Iterable[str]:
    for guid, title in sorted(titles):
        yield f"{removed_key(guid)}\t{' '.join(title.split())}\n"

"""Carrying out what collecting decided: whole files, and never a half-written one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from briefing.content.intents import Intents, Write
from briefing.content.removed import REMOVED_NAME, append_removed
from briefing.errors import OutputError
from briefing.files import reason, write_whole


def write_intents(folder: Path, todo: Intents) -> None:
    """Write, move and remove files in the content *folder* as *todo* says.

    Raises:
        OutputError: a file cannot be written; it is as it was, and so are those after it.
    """
    place = ""
    try:
        for write in todo.writes:
            place = write.path
            _write(folder, write)
        for place in sorted(todo.doubles.values()):
            (folder / place).unlink(missing_ok=True)
        if todo.removed:
            place = REMOVED_NAME
            append_removed(folder, todo.removed)
    except OSError as error:
        message = f"cannot be written: {reason(error)}"
        raise OutputError(f"{folder.name}/{place}", message) from error


def _write(folder: Path, write: Write) -> None:
    target = folder / write.path
    if write.old_path and write.old_path != write.path:
        # Moved first, so that at no time two files tell the same entry.
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / write.old_path).replace(target)
        _remove_empty((folder / write.old_path).parent, folder)
    write_whole(target, write.text.encode())


def _remove_empty(folder: Path, top: Path) -> None:
    with suppress(OSError):
        while folder != top:
            folder.rmdir()
            folder = folder.parent

"""``briefing add``: documents into ``seeds/``, collected at once."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefing.cli.clock import now
from briefing.cli.collect import collect_now, tell
from briefing.cli.options import Run, at_option, common_options, with_run
from briefing.cli.output import print_json, say
from briefing.cli.report import count
from briefing.cli.rows import problem_rows
from briefing.errors import BriefingError


@click.command("add")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@at_option
@common_options
@with_run
def command(run: Run, paths: tuple[str, ...], at: str) -> None:
    """Copy documents into seeds/ and collect them; - reads one from standard input.

    \b
    Example:
      briefing add ~/Downloads/reader-page.txt
    """
    config = run.read_config()
    day = now(at, config.zone).astimezone(config.zone).date().isoformat()
    folder = run.root / config.seeds[0] / day
    documents = [document for path in paths for document in read_documents(path)]
    added = [shelve(folder, name, data) for name, data in documents]
    files = [file.as_posix() for file in added if file]
    report = collect_now(run, at=at)
    if run.json:
        written = list(report.written)
        print_json({"added": files, "written": written, "problems": problem_rows(report.problems)})
    elif not run.quiet:
        there = len(added) - len(files)
        again = f", {there} there already" if there else ""
        say(f"{count(len(files), 'document')} added to {folder}{again}.")
        tell(report, run)


def read_documents(path: str) -> list[tuple[str, bytes]]:
    """Return the name and the bytes of each document that *path* stands for.

    A folder stands for the files in it; ``-`` for standard input.

    Raises:
        BriefingError: it is an address, or cannot be read.
    """
    if path == "-":
        return [("stdin.txt", sys.stdin.buffer.read())]
    if path.startswith(("http://", "https://")):
        message = "fetching pages is not part of this version; save the page and add the file"
        raise BriefingError(path, message)
    file = Path(path)
    if not file.exists():
        raise BriefingError(path, "there is no such file")
    if file.is_dir():
        from briefing.scan import Bare, scan

        return [(Path(p).name, (file / p).read_bytes()) for p in scan(file, Bare()).changed]
    return [(file.name, file.read_bytes())]


def shelve(folder: Path, name: str, data: bytes) -> Path | None:
    """Write *data* into *folder* under *name*, or with a number after it where that is taken.

    Returns the new file; None where a file of that name, numbered or not, holds *data* already.
    """
    from briefing.files import holds, write_whole

    wanted = Path(name.lstrip(".") or "document")  # hidden files are never collected
    file, number = folder / wanted, 1
    while file.exists():
        if holds(file, data):
            return None
        number += 1
        file = folder / f"{wanted.stem}-{number}{wanted.suffix}"
    write_whole(file, data)
    return file

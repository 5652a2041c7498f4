"""``briefing add``: documents and pages into ``seeds/``, collected at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from briefing.cli.clock import now
from briefing.cli.collect import collect_now, tell
from briefing.cli.fetch import counting, fetch_now
from briefing.cli.options import Run, at_option, common_options, with_run
from briefing.cli.output import print_json, say
from briefing.cli.report import count, report_problems
from briefing.cli.rows import problem_rows
from briefing.errors import BriefingError
from briefing.model import Problem

_INTERRUPTED = 130
_FROM = "Fetch the addresses in this file, one a line; - reads standard input."


@dataclass(slots=True, kw_only=True)
class _Added:
    """What came of the command so far."""

    folder: Path
    """That holds all of it."""

    files: list[str] = field(default_factory=list)
    there_already: int = 0
    problems: list[Problem] = field(default_factory=list)
    feeds: tuple[str, ...] = ()
    """Addresses of feeds that were met."""

    subscribed: tuple[str, ...] = ()
    failed: int = 0
    is_interrupted: bool = False


@click.command("add")
@click.argument("paths", metavar="PATH|URL...", nargs=-1)
@click.option("--from", "lists", multiple=True, metavar="FILE", help=_FROM)
@click.option(
    "--subscribe", is_flag=True, help="Follow the feeds there, or those that the pages name."
)
@at_option
@common_options
@with_run
def command(
    run: Run, paths: tuple[str, ...], lists: tuple[str, ...], subscribe: bool, at: str
) -> int:
    """Copy documents into seeds/, or fetch pages into it, and collect them.

    A PATH of - reads one document from standard input; a URL is fetched, if the site's robots.txt
    does not ask not to.

    \b
    Example:
      briefing add ~/Downloads/reader-page.txt
      briefing add https://example.org/2025/06/bridge-reopens
      briefing add --subscribe https://example.org/feed.xml
    """
    urls = [path for path in paths if _is_address(path)]
    urls += [url for name in lists for url in read_addresses(name)]
    documents = [d for path in paths if not _is_address(path) for d in read_documents(path)]
    if not (urls or documents):
        raise click.UsageError("There is nothing to add: name a PATH or a URL.")
    added = _shelved(run, documents, at)
    if urls:
        _save(run, added, urls, subscribe=subscribe, at=at)
    report_problems(run, added.problems)
    report = collect_now(run, at=at)
    if run.json:
        print_json(
            {
                "added": added.files,
                "feeds": list(added.feeds),
                "subscribed": list(added.subscribed),
                "written": list(report.written),
                "problems": problem_rows([*added.problems, *report.problems]),
            }
        )
    elif not run.quiet:
        _tell(run, added)
        tell(report, run)
    return _INTERRUPTED if added.is_interrupted else int(bool(added.failed))


def _is_address(path: str) -> bool:
    return path.lower().startswith(("http://", "https://"))


def _shelved(run: Run, documents: Sequence[tuple[str, bytes]], at: str) -> _Added:
    from briefing.files import shelve

    config = run.read_config()
    day = now(at, config.zone).astimezone(config.zone).date().isoformat()
    added = _Added(folder=run.root / config.seeds[0] / day)
    for name, data in documents:
        file = shelve(added.folder, name, data)
        if file:
            added.files.append(file.as_posix())
        else:
            added.there_already += 1
    return added


def _save(run: Run, added: _Added, urls: list[str], *, subscribe: bool, at: str) -> None:
    """Fetch the pages at *urls*; with *subscribe* follow the feeds among them, or in them."""
    from briefing.fetch.addresses import shown
    from briefing.saving import SaveOptions, save_pages

    config = run.read_config()
    with counting("Fetching the pages", quiet=run.quiet or run.json) as progress:
        options = SaveOptions(now=now(at, config.zone), leave_feeds=subscribe, progress=progress)
        report = save_pages(run.root, config, urls, options)
    seeds, has_documents = run.root / config.seeds[0], added.files or added.there_already
    added.folder = seeds if has_documents else seeds / "pages"
    added.files += [(run.root / file).as_posix() for file in report.files]
    added.there_already += report.there_already
    added.problems += report.problems
    added.feeds, added.failed = report.feeds, report.failed
    added.is_interrupted = report.is_interrupted
    if subscribe and not report.feeds and not report.failed:
        message = "is no feed and names none, so there is nothing to follow; it is kept as a page"
        added.problems.append(Problem(place=shown(urls[0]), message=message))
        added.failed += 1
    elif subscribe and report.feeds:
        from briefing.following.subscriptions import subscribe as write_down

        added.subscribed = write_down(run.root, report.feeds)
        fetched = fetch_now(run, report.feeds, at=at)
        added.problems += fetched.problems


def _tell(run: Run, added: _Added) -> None:
    again = f", {added.there_already} there already" if added.there_already else ""
    say(f"{count(len(added.files), 'document')} added to {added.folder}{again}.")
    for url in added.subscribed:
        say(f"Subscribed to {url}.")
    if added.feeds and not added.subscribed:
        say(f"To follow what is new there: briefing{run.where} add --subscribe {added.feeds[0]}")


def read_addresses(name: str) -> Iterator[str]:
    """Give the addresses in the file *name* (``-`` is standard input): the first word of each line
    that is not empty and no comment (``#``).

    Raises:
        BriefingError: the file cannot be read, or a line holds something else.
    """
    from briefing.files import reason
    from briefing.text.decode import decode

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BriefingError(name, f"cannot be read: {reason(error)}") from error
    for number, line in enumerate(decode(data).text.splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if not _is_address(words[0]):
            raise BriefingError(f"{name}:{number}", "is no http or https address")
        yield words[0]


def read_documents(path: str) -> list[tuple[str, bytes]]:
    """Return the name and the bytes of each document that *path* stands for.

    A folder stands for the files in it; ``-`` for standard input.

    Raises:
        BriefingError: it cannot be read.
    """
    if path == "-":
        return [("stdin.txt", sys.stdin.buffer.read())]
    file = Path(path)
    if not file.exists():
        raise BriefingError(path, "there is no such file")
    if file.is_dir():
        from briefing.scan import Bare, scan

        return [(Path(p).name, (file / p).read_bytes()) for p in scan(file, Bare()).changed]
    return [(file.name, file.read_bytes())]

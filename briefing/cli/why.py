"""``briefing why``: the reasons for what became of a document, an entry or a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import click

from briefing.cli.options import Run, common_options, with_run
from briefing.cli.output import print_json, say, shorten
from briefing.cli.prepared import prepared_now
from briefing.cli.reasons import (
    Reason,
    day_reasons,
    document_reasons,
    entry_reasons,
    file_reasons,
    story_reasons,
)
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.model import Digest
    from briefing.site.prepared import Prepared

_WIDTH = 110


@click.command("why")
@click.argument("what", metavar="FILE|URL")
@common_options
@with_run
def command(run: Run, what: str) -> None:
    """Explain how a document was read, or why an entry is dated, grouped and ranked as it is.

    \b
    Example:
      briefing why seeds/2025-09-17/newsletter.txt
      briefing why /2025/09/17/
    """
    reasons = list(_of_document(run, what)) or list(_of_site(run, what))
    if not reasons:
        raise BriefingError(what, "is no document, no entry and no page with news of this site")
    if run.json:
        print_json([{"about": about.strip(), "reason": reason} for about, reason in reasons])
        return
    width = max(len(about) for about, _ in reasons)
    for about, reason in reasons:
        say(f"{about:{width}}  {reason if run.verbose else shorten(reason, _WIDTH)}")


def _of_document(run: Run, what: str) -> Iterator[Reason]:
    from briefing.collect import harvests

    config = run.read_config()
    folders = [run.root / seeds for seeds in config.seeds if (run.root / seeds).is_dir()]
    file = _file_in(folders, run, what)
    if file is None:
        return
    for place, harvest in harvests(folders, run.root, config).items():
        if (run.root / place).resolve() == file:
            yield "document", place
            yield from document_reasons(harvest)


def _of_site(run: Run, what: str) -> Iterator[Reason]:
    with prepared_now(run) as site:
        content = run.root / site.config.content
        file = _file_in([content], run, what)
        if file is None:
            yield from _of_page(site, what)
            return
        path = file.relative_to(content.resolve()).as_posix()
        everything = site.content()
        for entry in everything.entries:
            if entry.path == path:
                yield from entry_reasons(entry, _digests_of(site, entry.date), site.config.zone)
        yield from file_reasons(path, everything, site.problems)


def _digests_of(site: Prepared, date: dt.date) -> list[Digest]:
    """The digest of the day that *date* belongs to, if there is one."""
    from briefing.organise import moment_of

    found = site.digest(moment_of(date, site.config.zone).date())
    return [found] if found else []


def _of_page(site: Prepared, url: str) -> Iterator[Reason]:
    from briefing.render.pages import DayPage, EntryPage, HomePage, StoryPage

    page, zone = site.page(_output(url, site.config.base_path)), site.config.zone
    match page:
        case EntryPage():
            for digest in _digests_of(site, page.entry.day):
                entries = {entry.guid: entry for entry in digest.entries}
                yield from entry_reasons(entries[page.entry.guid], [digest], zone)
        case HomePage() | DayPage():
            for digest in _digests_of(site, page.digest.day) if page.digest else ():
                yield from day_reasons(digest, zone)
        case StoryPage():
            for part in reversed(page.parts):
                yield from _of_story(site, page.id, part.day)


def _of_story(site: Prepared, story_id: str, day: dt.date) -> Iterator[Reason]:
    for digest in _digests_of(site, day):
        for story in digest.stories:
            if story.id == story_id:
                yield from story_reasons(story, digest, site.config.zone)


def _file_in(folders: Sequence[Path], run: Run, what: str) -> Path | None:
    """The file below one of *folders* that *what* names, from where one stands or from the
    site's folder."""
    for file in (Path(what).resolve(), (run.root / what).resolve()):
        if file.is_file() and any(file.is_relative_to(folder.resolve()) for folder in folders):
            return file
    return None


def _output(url: str, base_path: str) -> str:
    """The output path of the page at *url*, absolute or from the site's root."""
    path = unquote(urlsplit(url).path)
    path = path.removeprefix(base_path).lstrip("/")
    if path and not path.endswith("/") and "." not in path.rpartition("/")[2]:
        path += "/"
    return path + "index.html" if not path or path.endswith("/") else path

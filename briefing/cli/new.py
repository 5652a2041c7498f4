"""``briefing new``: an entry or page to fill in."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from briefing.cli.clock import now
from briefing.cli.options import Run, at_option, common_options, with_run
from briefing.cli.output import print_json, say
from briefing.errors import BriefingError

_ENTRY_BODY = "Write the text here. Take the line “draft” away when it is done.\n"
_PAGE_BODY = "Write the text here.\n"


@click.command("new")
@click.argument("title", metavar="TITLE")
@click.option("--page", is_flag=True, help="Write a standing page instead of an entry.")
@at_option
@common_options
@with_run
def command(run: Run, title: str, page: bool, at: str) -> None:
    """Write an entry with TITLE for today, as a draft, to fill in with your editor.

    \b
    Example:
      briefing new "Ferry runs again"
    """
    from briefing.files import write_whole

    title = " ".join(title.split())
    if not title:
        raise BriefingError("TITLE", "is empty; name what you want to write")
    config = run.read_config()
    content = run.root / config.content
    if page:
        file, text = _page(content, title)
    else:
        moment = now(at, config.zone).astimezone(config.zone).replace(microsecond=0)
        file, text = _entry(content, title, moment)
    write_whole(file, text.encode())
    if run.json:
        print_json({"path": file.as_posix()})
    elif not run.quiet:
        say(file.as_posix())


def _entry(content: Path, title: str, moment: dt.datetime) -> tuple[Path, str]:
    from briefing.content.entry import format_entry
    from briefing.content.paths import folder_of, new_path
    from briefing.model import Entry
    from briefing.scan import Bare, scan

    folder = folder_of(moment.date())
    taken = {f"{folder}{name}".casefold() for name in scan(content / folder, Bare()).changed}
    path = new_path(title, moment.date(), moment.isoformat(), taken)
    guid = f"written:{path.removesuffix('.md')}"
    entry = Entry(guid=guid, title=title, date=moment, draft=True, body=_ENTRY_BODY, path=path)
    return content / path, format_entry(entry)


def _page(content: Path, title: str) -> tuple[Path, str]:
    from briefing.text.slugs import slug

    file = content / "pages" / f"{slug(title)}.md"
    if file.exists():
        raise BriefingError(file.as_posix(), "is there already; edit it, or choose another title")
    # A JSON string is a YAML string, whatever stands in it.
    return file, f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n{_PAGE_BODY}"

"""``briefing list``: what is there."""

from __future__ import annotations

import click

from briefing.cli.options import Run, common_options, shown_options, with_run
from briefing.cli.output import print_json, print_table
from briefing.cli.prepared import prepare_now
from briefing.cli.rows import WHAT, Row, cells, entry_rows, problem_rows, source_rows, story_rows


@click.command("list")
@click.argument("what", type=click.Choice(WHAT), default="entries", metavar=f"[{'|'.join(WHAT)}]")
@shown_options
@common_options
@with_run
def command(run: Run, what: str, drafts: bool, future: bool) -> None:
    """List entries, stories, sources or problems; text that was left out is among the problems.

    \b
    Example:
      briefing list entries --json | jq -r '.[].title'
    """
    rows = rows_of(run, what, drafts=drafts, future=future)
    if run.json:
        print_json(rows)
    else:
        print_table(*cells(what, rows))


def rows_of(run: Run, what: str, *, drafts: bool, future: bool) -> list[Row]:
    """Return the rows of *what* as the report for machines has them."""
    prepared = prepare_now(run, drafts=drafts, future=future)
    if what == "entries":
        return entry_rows(prepared.content, prepared.digests)
    if what == "stories":
        return story_rows(prepared.digests)
    if what == "sources":
        return source_rows(prepared.content.entries)
    return problem_rows(prepared.problems)

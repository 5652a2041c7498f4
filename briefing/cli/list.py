"""``briefing list``: what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.cli.clock import now
from briefing.cli.options import Run, common_options, shown_options, with_run
from briefing.cli.output import print_json, print_table
from briefing.cli.prepared import prepared_now
from briefing.cli.rows import WHAT, Row, cells, entry_rows, problem_rows, source_rows, story_rows
from briefing.model import Level, Problem

if TYPE_CHECKING:
    from briefing.site.prepared import Prepared


@click.command("list")
@click.argument("what", type=click.Choice(WHAT), default="entries", metavar=f"[{'|'.join(WHAT)}]")
@click.option("--health", is_flag=True, help="With sources: the feeds followed and how they are.")
@shown_options
@common_options
@with_run
def command(run: Run, what: str, health: bool, drafts: bool, future: bool) -> None:
    """List entries, stories, sources or problems; text that was left out is among the problems.

    \b
    Example:
      briefing list entries --json | jq -r '.[].title'
      briefing list sources --health
    """
    if health:
        _list_feeds(run, what)
        return
    rows = rows_of(run, what, drafts=drafts, future=future)
    if run.json:
        print_json(rows)
    else:
        print_table(*cells(what, rows))


def _list_feeds(run: Run, what: str) -> None:
    from briefing.cli.feeds import TITLES, feed_cells, feed_rows
    from briefing.following.standing import feed_health

    if what != "sources":
        raise click.UsageError("--health goes with sources.")
    config = run.read_config()
    feeds = feed_health(run.root, config, now("", config.zone))
    if run.json:
        print_json(feed_rows(feeds))
    else:
        print_table(TITLES, feed_cells(feeds, config.zone))


def rows_of(run: Run, what: str, *, drafts: bool, future: bool) -> list[Row]:
    """Return the rows of *what* as the report for machines has them."""
    with prepared_now(run, drafts=drafts, future=future) as site:
        if what == "entries":
            return entry_rows(site.content(), site.digests())
        if what == "stories":
            return story_rows(site.digests())
        if what == "sources":
            return source_rows(site.content().entries)
        return problem_rows(sorted_problems(run, site))


def sorted_problems(run: Run, site: Prepared) -> list[Problem]:
    """Return the problems of the last collecting and of the site, the gravest first, then what
    was left out."""
    from briefing.collect import harvests, last_report

    report = last_report(run.root)
    if report:
        collected, left_out = [*report.problems], [*report.left_out]
    else:
        folders = [run.root / seeds for seeds in site.config.seeds]
        found = harvests([f for f in folders if f.is_dir()], run.root, site.config).values()
        collected = [problem for harvest in found for problem in harvest.problems]
        left_out = [left for harvest in found for left in harvest.left_out]
    notes = [
        Problem(place=x.place, message=f"left out ({x.reason}): {x.text}", level=Level.NOTE)
        for x in left_out
    ]
    gravity = list(Level)
    problems = sorted(
        dict.fromkeys([*collected, *site.problems]),
        key=lambda p: (gravity.index(p.level), p.place, p.message),
    )
    return problems + notes

"""``briefing check``: whether content, links and feeds hold together."""

from __future__ import annotations

import click

from briefing.cli.options import Run, common_options, shown_options, with_run
from briefing.cli.output import clean, print_json, progress, say
from briefing.cli.prepared import prepare_now
from briefing.cli.report import count, failing
from briefing.cli.rows import problem_rows


@click.command("check")
@shown_options
@common_options
@with_run
def command(run: Run, drafts: bool, future: bool) -> int:
    """Render the site without writing it; tell what cannot be read and which links lead nowhere.

    \b
    Example:
      briefing check --drafts
    """
    from briefing.check import check_site

    prepared = prepare_now(run, drafts=drafts, future=future)
    with progress("Rendering and reading every page …", quiet=run.quiet):
        files = ((path, prepared.render(path)) for path in sorted(prepared.marks))
        faults = check_site(files, prepared.config.base_url)
    problems = [*failing(prepared.problems), *faults]
    if run.json:
        report = {"files": len(prepared.marks), "problems": problem_rows(problems)}
        print_json({"entries": len(prepared.content.entries), **report})
    else:
        for problem in problems:
            say(f"{clean(problem.place)}: {clean(problem.message)}")
        if not run.quiet:
            files_read = count(len(prepared.marks), "file")
            say(f"{files_read} of the site checked: {count(len(problems), 'problem')}.")
    return int(bool(problems))

"""``briefing check``: whether content, links and feeds hold together."""

from __future__ import annotations

import click

from briefing.cli.options import Run, common_options, shown_options, with_run
from briefing.cli.output import clean, print_json, progress, say
from briefing.cli.prepared import prepared_now
from briefing.cli.report import count, failing
from briefing.cli.rows import problem_rows


@click.command("check")
@shown_options
@common_options
@with_run
def command(run: Run, drafts: bool, future: bool) -> int:
    """Render the site without writing it; tell what cannot be read, which links lead nowhere, which
    recipes do not read their own examples.

    \b
    Example:
      briefing check --drafts
    """
    from briefing.check import check_site
    from briefing.plugins import read_plugins
    from briefing.taught import failing_recipes, read_taught

    with prepared_now(run, drafts=drafts, future=future) as site:
        with progress("Rendering and reading every page …", quiet=run.quiet):
            paths = [*site]
            files = ((path, site.render(path)) for path in paths)
            faults = check_site(files, site.config.base_url)
            taught = read_taught(run.root, read_plugins(run.root, site.config).chain)
            wrong = failing_recipes(run.root, site.config, taught)
        problems = [*failing(site.problems), *faults, *wrong]
        entries = site.library.contents.count()
    if run.json:
        report = {"files": len(paths), "problems": problem_rows(problems)}
        print_json({"entries": entries, **report})
    else:
        for problem in problems:
            say(f"{clean(problem.place)}: {clean(problem.message)}")
        if not run.quiet:
            files_read = count(len(paths), "file")
            say(f"{files_read} of the site checked: {count(len(problems), 'problem')}.")
    return int(bool(problems))

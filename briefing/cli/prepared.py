"""The site as it would be built now, for the commands that only look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.cli.clock import now
from briefing.cli.options import Run
from briefing.cli.output import progress

if TYPE_CHECKING:
    from briefing.build import Prepared


def prepare_now(run: Run, *, drafts: bool = False, future: bool = False) -> Prepared:
    """Return the site in the folder, prepared from what is in ``content/``; what the last run
    knew of it is not read again."""
    from contextlib import closing

    from briefing.build import BuildOptions, prepare
    from briefing.catalog import open_catalog

    config = run.read_config()
    options = BuildOptions(now=now("", config.zone), drafts=drafts, future=future)
    with (
        progress("Reading the site …", quiet=run.quiet),
        closing(open_catalog(run.root)) as catalog,
    ):
        return prepare(run.root, config, options, catalog)

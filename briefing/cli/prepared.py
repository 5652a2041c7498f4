"""The site as it would be built now, for the commands that only look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.cli.clock import now
from briefing.cli.options import Run
from briefing.cli.output import progress

if TYPE_CHECKING:
    from briefing.build import Prepared


def prepare_now(run: Run, *, drafts: bool = False, future: bool = False) -> Prepared:
    """Return the site in the folder, prepared from what is in ``content/``."""
    from briefing.build import BuildOptions, prepare

    config = run.read_config()
    options = BuildOptions(now=now("", config.zone), drafts=drafts, future=future)
    with progress("Reading the site …", quiet=run.quiet):
        return prepare(run.root, config, options)

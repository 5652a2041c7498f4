"""The site as it would be built now, for the commands that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

from briefing.cli.clock import now
from briefing.cli.cores import cache
from briefing.cli.options import Run
from briefing.cli.output import progress

if TYPE_CHECKING:
    from briefing.catalog import Catalog
    from briefing.site.prepared import Prepared


@contextmanager
def prepared_now(run: Run, *, drafts: bool = False, future: bool = False) -> Iterator[Prepared]:
    """Give the site in the folder, prepared from what is in ``content/``; what the last run knew of
    it is not read again. Where another run is at work, it is prepared from nothing."""
    from briefing.build import BuildOptions, anew_if_damaged, prepare

    config = run.read_config()
    options = BuildOptions(now=now("", config.zone), drafts=drafts, future=future, cache=cache())
    with ExitStack() as stack:
        catalog = _catalog(run, stack)
        with progress("Reading the site …", quiet=run.quiet):
            site = anew_if_damaged(lambda: prepare(run.root, config, options, catalog))
        yield site


def _catalog(run: Run, stack: ExitStack) -> Catalog:
    """The site's catalog, locked as long as *stack* is open; one in memory where it is taken."""
    from briefing.catalog import Catalog, open_catalog
    from briefing.errors import BusyError

    catalog = stack.enter_context(closing(open_catalog(run.root)))
    try:
        stack.enter_context(catalog.locked(patience=1.0))
    except BusyError:
        return stack.enter_context(closing(Catalog()))
    return catalog

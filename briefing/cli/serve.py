"""``briefing serve``: the site in a browser, kept up to date."""

from __future__ import annotations

from typing import TypedDict, Unpack

import click

from briefing.cli.clock import now
from briefing.cli.cores import cache
from briefing.cli.options import Run, common_options, shown_options, with_run
from briefing.cli.output import say


class Flags(TypedDict):
    """The command's options."""

    port: int
    bind: str
    open_browser: bool
    drafts: bool
    future: bool


@click.command("serve")
@click.option(
    "-p",
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="Listen here; 0 takes any port that is free.",
)
@click.option(
    "--bind",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Listen on this address; beyond 127.0.0.1 others can read the site.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@shown_options
@common_options
@with_run
def command(run: Run, **flags: Unpack[Flags]) -> None:
    """Show the site in a browser, and the new state after every change. Ctrl-C ends it.

    \b
    Example:
      briefing serve --open
    """
    from briefing.build import BuildOptions
    from briefing.serve.live import Address, serve
    from briefing.serve.site import Site

    run.read_config()
    options = BuildOptions(now=now(), drafts=flags["drafts"], future=flags["future"], cache=cache())
    site = Site(root=run.root, config_file=run.config_file, options=options, clock=now)
    address = Address(bind=flags["bind"], port=flags["port"], open_browser=flags["open_browser"])
    try:
        serve(site, address, say)
    finally:
        site.close()

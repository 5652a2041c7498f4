"""Which commands there are; a command's module is imported when it is called, not before."""

from __future__ import annotations

import difflib
from importlib import import_module
from types import MappingProxyType

import click

from briefing import __version__
from briefing.cli.options import common_options

COMMANDS = MappingProxyType(
    {
        "init": "Start a new site: settings and a sample document.",
        "add": "Copy documents or fetch pages into the site and collect them.",
        "fetch": "Fetch what is new in the feeds that the site follows.",
        "collect": "Turn the documents in seeds/ into entries in content/.",
        "build": "Collect what is new, then render the site.",
        "serve": "Show the site in a browser and keep it up to date while you edit.",
        "new": "Write an empty entry or page to fill in.",
        "check": "Look for problems in content, links and feeds.",
        "list": "List entries, stories, sources or problems.",
        "why": "Explain how a document was read, or an entry dated, grouped and ranked.",
        "eval": "Score splitting and dating on labelled documents.",
    }
)
"""Name of each command, which is also the name of its module, and what ``--help`` says of it."""


class Commands(click.Group):
    """The commands of :data:`COMMANDS`, each imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's
        """Import the module of *cmd_name*; None where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"briefing.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that *args* begin with; suggest a near name where there is none."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean “{close[0]}”?" if close else ""
            raise click.UsageError(f"There is no command “{args[0]}”.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
@common_options
def briefing() -> None:
    """Turn collected documents into a daily briefing: entries, digests, a static site with feeds.

    \b
    Example:
      briefing init my-briefing
      briefing -C my-briefing serve --open
    """

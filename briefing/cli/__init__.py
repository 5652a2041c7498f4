"""The command line: the only code that prints, prompts or exits; a thin skin over the rest."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from briefing.cli.commands import briefing
from briefing.cli.output import report_error
from briefing.errors import BriefingError

FINE, MENDABLE, USAGE, INTERRUPTED = 0, 1, 2, 130


def main() -> NoReturn:
    """Run the command that the process was started with, and exit."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character must not end a build.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # both are text files here
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line *arguments*; return the exit code.

    0 is fine, 1 something the user can mend, 2 wrong usage, 130 an interruption. What goes wrong
    is one line on standard error. (click itself exits with 1, quietly, where the reader of our
    output went away.)
    """
    try:
        code = briefing.main(arguments, prog_name="briefing", standalone_mode=False)
        return code if isinstance(code, int) else FINE
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "briefing"
        report_error(where, f"{error.format_message()} Try “{where} --help”.")
        return USAGE
    except click.ClickException as error:
        report_error("briefing", error.format_message())
        return MENDABLE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BriefingError as error:
        report_error(error.place, error.message)
        return MENDABLE
    except OSError as error:
        from briefing.files import reason

        report_error(str(error.filename or "briefing"), reason(error))
        return MENDABLE

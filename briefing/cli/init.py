"""``briefing init``: a new site with settings and a sample document."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from briefing.cli.options import Run, common_options, with_run
from briefing.cli.output import print_json, say
from briefing.config import CONFIG_NAME
from briefing.errors import BriefingError

STARTER = {CONFIG_NAME: "briefing.toml", "seeds/sample.txt": "sample.txt"}
"""Path in the new site → name of the file in the starter that comes with the program."""


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@common_options
@with_run
def command(run: Run, folder: Path | None) -> None:
    """Start a new site in DIR: settings and a sample document, ready for “briefing serve”.

    \b
    Example:
      briefing init my-briefing
    """
    root = run.root / folder if folder else run.root
    refuse_site(root)
    for path, name in STARTER.items():
        text = resources.files("briefing.cli").joinpath("starter", name).read_text("utf-8")
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    if run.json:
        print_json({"root": str(root), "files": list(STARTER)})
    elif not run.quiet:
        say(f"A new site is in {root}: settings in {CONFIG_NAME}, a sample document in seeds/.")
        where = "" if root == Path() else f" -C {root}"
        say(f"See it with:  briefing{where} serve --open")


def refuse_site(root: Path) -> None:
    """Raise where *root* holds a site already, or anything that a new one would overwrite."""
    if root.exists() and not root.is_dir():
        raise BriefingError(str(root), "is a file; name a folder for the new site")
    for name in (*STARTER, "seeds", "content"):
        if (root / name).exists():
            message = "is there already; choose another folder for a new site"
            raise BriefingError(str(root / name), message)

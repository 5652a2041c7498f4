"""The flags that every command knows, before its name or after it; what they give a command."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.config import Config

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])

_KEY = "briefing.flags"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the common flags say about one run of the command line."""

    root: Path = Path()
    config_file: Path | None = None
    quiet: bool = False
    verbose: bool = False
    json: bool = False

    @property
    def where(self) -> str:
        """What a command needs after ``briefing`` to mean the same site; begins with a space."""
        return "" if self.root == Path() else f" -C {shlex.quote(str(self.root))}"

    def read_config(self, *, base_url: str = "", needed: bool = True) -> Config:
        """Return the settings of the site in the folder, *base_url* instead of theirs if given.

        Raises:
            BriefingError: the folder is no site (where one is *needed*), or they cannot be read.
        """
        from dataclasses import replace

        from briefing import config

        file = self.config_file or self.root / config.CONFIG_NAME
        self._refuse_missing(file, needed=needed)
        settings = config.read_config(file)
        try:
            return replace(settings, base_url=config.base_url(base_url)) if base_url else settings
        except ValueError as error:
            raise BriefingError("--base-url", str(error)) from error

    def _refuse_missing(self, file: Path, *, needed: bool) -> None:
        """Raise where there is no site, before anything is written."""
        if not self.root.is_dir():
            raise BriefingError(str(self.root), "there is no such folder")
        if self.config_file and not file.is_file():
            raise BriefingError(str(file), "there is no such file")
        if needed and not any(
            p.exists() for p in (file, self.root / "seeds", self.root / "content")
        ):
            where = "this folder" if self.root == Path() else str(self.root)
            message = "no briefing.toml, seeds/ or content/ here; “briefing init” starts a site"
            raise BriefingError(where, message)


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:  # any flag's type
    if value:  # what is not given must not undo what stood before the command's name
        ctx.meta.setdefault(_KEY, {})[param.name] = value


def _flag(*names: str, **attributes: Any) -> Callable[[F], F]:  # what click.option takes
    return click.option(*names, callback=_remember, expose_value=False, **attributes)


def common_options(function: F) -> F:
    """Add the flags that stand before or after a command's name; :func:`with_run` reads them."""
    folder = click.Path(file_okay=False, path_type=Path)
    file = click.Path(dir_okay=False, path_type=Path)
    for add in (
        _flag("--json", is_flag=True, help="Print a report for machines."),
        _flag("-v", "--verbose", is_flag=True, help="Say more."),
        _flag("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
        _flag("-c", "--config", "config_file", type=file, metavar="FILE", help="The settings."),
        _flag("-C", "--root", type=folder, metavar="DIR", help="The site's folder."),
    ):
        function = add(function)
    return function


def with_run(function: Callable[Concatenate[Run, P], R]) -> Callable[P, R]:
    """Give *function* the common flags as its first argument."""

    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        flags = click.get_current_context().meta.get(_KEY, {})
        return function(Run(**flags), *args, **kwargs)

    return update_wrapper(wrapper, function)


at_option = click.option(
    "--at", default="", metavar="TIME", help="Take this as the present, e.g. 2025-06-02T11:34."
)
strict_option = click.option("--strict", is_flag=True, help="Fail when there is any problem.")
seeds_option = click.option(
    "--seeds",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Collect from this folder instead; repeatable.",
)


def shown_options(function: F) -> F:
    """Add the options that decide which entries readers see."""
    function = click.option("-F", "--future", is_flag=True, help="Show days to come too.")(function)
    return click.option("-D", "--drafts", is_flag=True, help="Show drafts too.")(function)

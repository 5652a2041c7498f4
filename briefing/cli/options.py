"""The flags that every command knows, before its name or after it; what they give a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from briefing.errors import BriefingError

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
    def settings_file(self) -> Path:
        """The file that holds the settings, whether it exists or not."""
        from briefing.config import CONFIG_NAME

        return self.config_file or self.root / CONFIG_NAME

    def need_site(self) -> None:
        """Raise where the folder is no site, before anything is written into it."""
        if not self.root.is_dir():
            raise BriefingError(str(self.root), "there is no such folder")
        if self.config_file and not self.config_file.is_file():
            raise BriefingError(str(self.config_file), "there is no such file")
        signs = (self.settings_file, self.root / "seeds", self.root / "content")
        if not any(sign.exists() for sign in signs):
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

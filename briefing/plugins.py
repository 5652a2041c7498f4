"""Names of plugins → their hooks. The code of a site's plugins is loaded here and nowhere else.

A plugin is named ``package.module:register`` (installed; ``:register`` may be left out) or by a
file of the site, ``plugins/local.py`` or ``plugins/local.py:register``. A plugin that cannot be had
ends the run with one line: without it the site would silently be another one.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from briefing.config import Config
from briefing.errors import PluginError
from briefing.files import reason
from briefing.fingerprint import fingerprint, fingerprint_bytes
from briefing.hooks import Chain, Hooks, merged

_PREFIX = "briefing_site_plugin_"


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginSettings:
    """What a plugin is told when it is registered."""

    config: Config
    """The site's settings."""

    options: Mapping[str, Any] = field(default_factory=dict)
    """The plugin's own: the table ``[plugin_settings.NAME]``, named after its module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugins:
    """The plugins of a site."""

    chain: Chain = field(default_factory=Chain)
    mark: str = ""
    """A fingerprint of their names, options and source files: part of every mark of what is made
    with them, so that a changed plugin makes it again."""

    origin: tuple[Path, Config] | None = None

    def __reduce__(self) -> tuple[Callable[..., Plugins], tuple[Any, ...]]:
        """Travel to another process as a name: functions are loaded there."""
        return (_again, (self.origin, self.mark)) if self.origin else (Plugins, ())


_known: dict[tuple[Path, str], Plugins] = {}


def _again(origin: tuple[Path, Config], mark: str) -> Plugins:
    root, config = origin
    if (root, mark) not in _known:
        _known.clear()
        _known[root, mark] = read_plugins(root, config)
    return _known[root, mark]


def read_plugins(root: Path, config: Config) -> Plugins:
    """Load the plugins that *config* names, of the site in *root*.

    Raises:
        PluginError: one cannot be had or registered; with its name and place.
    """
    if not config.plugins:
        return Plugins()
    hooks: list[Hooks] = []
    sources: list[Any] = []
    for name in config.plugins:
        target, _, function = name.partition(":")
        module = (
            _of_file(root, name, target) if target.endswith(".py") else _of_package(name, target)
        )
        own = PurePosixPath(target).stem if target.endswith(".py") else target.rpartition(".")[2]
        options = config.plugin_settings.get(own, {})
        settings = PluginSettings(config=config, options=options)
        hooks.append(
            replace(_registered(name, module, function or "register", settings), plugin=name)
        )
        sources.append([name, sorted(options.items()), _source_marks(name, module)])
    found = Plugins(chain=merged(hooks), mark=fingerprint(sources), origin=(root, config))
    _known.clear()
    _known[root, found.mark] = found
    return found


def _of_package(name: str, target: str) -> ModuleType:
    try:
        return importlib.import_module(target)
    except ModuleNotFoundError as error:
        if error.name and (target == error.name or target.startswith(f"{error.name}.")):
            message = f"plugin “{name}” is not installed, and no file of the site; install it"
            raise PluginError("briefing.toml", message) from error
        raise _failed(name, error, None) from error
    except (Exception, SystemExit) as error:  # a plugin may raise anything
        raise _failed(name, error, None) from error


def _of_file(root: Path, name: str, target: str) -> ModuleType:
    path = root / target
    if not path.resolve().is_relative_to(root.resolve()):
        raise PluginError("briefing.toml", f"plugin “{name}” is not below the site's folder")
    if not path.is_file():
        raise PluginError("briefing.toml", f"plugin “{name}”: there is no such file in the site")
    key = _PREFIX + fingerprint_bytes(str(path.resolve()).encode())[:12]
    spec = importlib.util.spec_from_file_location(key, path)
    assert spec is not None  # noqa: S101 - the name ends in .py
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    sys.modules[key] = module  # dataclasses look their module up
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # a plugin may raise anything
        del sys.modules[key]
        raise _failed(name, error, path) from error
    return module


def _registered(name: str, module: ModuleType, function: str, settings: PluginSettings) -> Hooks:
    register: Callable[[PluginSettings], object] | None = getattr(module, function, None)
    place = _place(module)
    if not callable(register):
        raise PluginError(place, f"plugin “{name}” has no function “{function}”")
    try:
        hooks = register(settings)
    except (Exception, SystemExit) as error:  # a plugin may raise anything
        raise _failed(name, error, Path(module.__file__ or "")) from error
    if not isinstance(hooks, Hooks):
        message = f"plugin “{name}”: “{function}” gave {type(hooks).__name__}; return Hooks(…)"
        raise PluginError(place, message)
    return hooks


def _place(module: ModuleType) -> str:
    return Path(module.__file__).name if module.__file__ else module.__name__


def _failed(name: str, error: BaseException, path: Path | None) -> PluginError:
    """The error about what a plugin raised, at the last line of it that was run."""
    said = " ".join(str(error).split())
    message = f"plugin “{name}” failed: {type(error).__name__}: {said}"
    if isinstance(error, SyntaxError) and error.filename:
        return PluginError(f"{Path(error.filename).name}:{error.lineno}", message)
    own = Path(__file__)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename) != own]
    frames = [f for f in frames if not f.filename.startswith("<")]
    here = [f for f in frames if path is not None and Path(f.filename) == path]
    frame = next(iter(reversed(here or frames)), None)
    place = f"{Path(frame.filename).name}:{frame.lineno}" if frame else "briefing.toml"
    return PluginError(place, message)


def _source_marks(name: str, module: ModuleType) -> list[tuple[str, str]]:
    """The source files of a plugin, each with the fingerprint of its bytes.

    Those of a package are all of its own; those of a file of the site all that lie beside it.
    """
    if not module.__file__:
        return []
    file = Path(module.__file__)
    is_package = file.name == "__init__.py" or module.__name__.startswith(_PREFIX)
    files: Sequence[Path] = sorted(file.parent.rglob("*.py")) if is_package else [file]
    try:
        return [
            (path.relative_to(file.parent).as_posix(), fingerprint_bytes(path.read_bytes()))
            for path in files
        ]
    except OSError as error:
        raise PluginError(file.name, f"plugin “{name}” {reason(error)}") from error

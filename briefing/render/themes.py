"""Themes on disk: ``theme.toml``, templates, assets and words, with parents and the site's own.

A file is looked for in the site's ``templates/`` first, then in the theme, then in its parents.
``{% extends "theme/day.html" %}`` names the theme's version from the site's own; a theme names its
parent's as ``"<parent>/day.html"``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.config import Config
from briefing.errors import ConfigError, ThemeError
from briefing.fingerprint import fingerprint, fingerprint_bytes

ASSETS = "assets/"
"""Where the theme's assets stand in the site."""

Setting = str | int | float | bool

_PACKAGE = Path(__file__).resolve().parents[1]
_KEYS = frozenset({"name", "description", "parent", "settings"})
_PASSING = re.compile(r"(~|\.swp|\.swo|\.tmp|\.part)$|^(\.#|#|\.DS_Store$|Thumbs\.db$|4913$)")
"""Names that editors and systems leave behind while somebody works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The text of a template, and the file for messages."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedFile:
    """A file that is copied byte for byte."""

    path: Path
    mark: str
    """Fingerprint of its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """How the site looks: everything that a rendered page depends on besides page and site."""

    name: str
    templates: Mapping[str, Template] = field(default_factory=dict)
    assets: Mapping[str, CopiedFile] = field(default_factory=dict)
    """By name below ``assets/``."""

    static: Mapping[str, CopiedFile] = field(default_factory=dict)
    """The site's own ``static/``, by output path."""

    words: Mapping[str, str] = field(default_factory=dict)
    settings: dict[str, Setting] = field(default_factory=dict)
    mark: str = ""
    """Of all that changes a page: templates, words, the assets' bytes, the program itself."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One theme of the chain."""

    name: str
    folder: Path
    about: dict[str, Any]


def read_theme(root: Path, config: Config) -> Theme:
    """Read the theme that *config* names, its parents, and the site's own files in *root*.

    Raises:
        ThemeError: it is missing, or a file of it cannot be read; with file and line.
        ConfigError: ``theme_settings`` holds what the theme does not offer.
    """
    chain = _chain(config.theme, root)
    templates = _templates(chain, root)
    assets = {
        name: one
        for layer in reversed(chain)
        for name, one in _files(layer.folder / "assets", root, layer.folder).items()
    }
    words = _words(chain, config.language, root)
    settings = _settings(chain, config)
    texts = {name: one.text for name, one in templates.items()}
    marks = {name: one.mark for name, one in assets.items()}
    return Theme(
        name=config.theme,
        templates=templates,
        assets=assets,
        static=_files(root / "static", root),
        words=words,
        settings=settings,
        mark=fingerprint([texts, marks, words, _program_mark()]),
    )


@functools.cache  # the code that runs is that of the start
def _program_mark() -> str:
    """Of the code that makes bytes of pages: a new version renders anew."""
    folders = ("render", "text")
    sources = sorted(path for folder in folders for path in (_PACKAGE / folder).glob("*.py"))
    return fingerprint([fingerprint_bytes(path.read_bytes()) for path in sources])


def _chain(name: str, root: Path) -> list[_Layer]:
    """The theme and its parents, the theme first."""
    chain: list[_Layer] = []
    place = "briefing.toml"
    while name or not chain:
        if name in (layer.name for layer in chain):
            raise ThemeError(place, f"theme “{name}” is its own parent")
        folder = _find(name, root, place)
        about = _read_toml(folder / "theme.toml", root)
        place = _place(folder / "theme.toml", root)
        _check_about(about, place)
        chain.append(_Layer(name, folder, about))
        name = about.get("parent", "")
    return chain


def _places(root: Path) -> tuple[Path, ...]:
    """Where themes are: the site's, those of an installed package, those of the source tree."""
    return (root / "themes", _PACKAGE / "themes", _PACKAGE.parent / "themes")


def _find(name: str, root: Path, place: str) -> Path:
    if re.fullmatch(r"[\w-]+", name):
        for folder in _places(root):
            if (folder / name / "theme.toml").is_file():
                return folder / name
    found = {toml.parent.name for folder in _places(root) for toml in folder.glob("*/theme.toml")}
    known = ", ".join(sorted(found)) or "none"
    raise ThemeError(place, f"there is no theme “{name}” (known: {known})")


def _check_about(about: dict[str, Any], place: str) -> None:
    unknown = sorted(about.keys() - _KEYS)
    if unknown:
        known = ", ".join(sorted(_KEYS))
        raise ThemeError(place, f"unknown key “{unknown[0]}”; known are {known}")
    if not isinstance(about.get("parent", ""), str):
        raise ThemeError(place, "parent: write the name of a theme")
    settings = about.get("settings", {})
    if not isinstance(settings, dict):
        raise ThemeError(place, "settings: write a table")
    for key, value in settings.items():
        if not isinstance(value, str | int | float | bool):
            raise ThemeError(place, f"settings.{key}: write a text, a number, true or false")


def _settings(chain: Sequence[_Layer], config: Config) -> dict[str, Setting]:
    offered: dict[str, Setting] = {}
    for layer in reversed(chain):
        offered |= layer.about.get("settings", {})
    for key, value in config.theme_settings.items():
        if key not in offered:
            known = ", ".join(sorted(offered)) or "none"
            message = f"theme_settings: theme “{config.theme}” has no setting “{key}” ({known})"
            raise ConfigError("briefing.toml", message)
        if type(value) is not type(offered[key]):
            message = f"theme_settings.{key}: write a value like {offered[key]!r}"
            raise ConfigError("briefing.toml", message)
    return offered | config.theme_settings


def _templates(chain: Sequence[_Layer], root: Path) -> dict[str, Template]:
    below: dict[str, Template] = {}
    named: dict[str, Template] = {}
    for layer in reversed(chain):
        below |= _read_templates(layer.folder / "templates", root, layer.folder)
        named |= {f"{layer.name}/{name}": one for name, one in below.items()}
    named |= {f"theme/{name}": one for name, one in below.items()}
    return named | below | _read_templates(root / "templates", root)


def _read_templates(folder: Path, root: Path, within: Path | None = None) -> dict[str, Template]:
    return {
        path.relative_to(folder).as_posix(): Template(
            place=_place(path, root), text=_read_text(path, root)
        )
        for path in _walk(folder, root, within)
    }


def _words(chain: Sequence[_Layer], language: str, root: Path) -> dict[str, str]:
    """The interface's words: English, then the language, then its region; parents first."""
    words: dict[str, str] = {}
    for tag in dict.fromkeys(("en", language.split("-", maxsplit=1)[0], language)):
        for layer in reversed(chain):
            path = layer.folder / "i18n" / f"{tag}.toml"
            if re.fullmatch(r"[\w-]+", tag) and path.is_file():
                table = _read_toml(path, root)
                words |= {key: str(value) for key, value in table.items()}
    return words


def _files(folder: Path, root: Path, within: Path | None = None) -> dict[str, CopiedFile]:
    return {
        path.relative_to(folder).as_posix(): CopiedFile(
            path=path, mark=fingerprint_bytes(_read_bytes(path, root))
        )
        for path in _walk(folder, root, within)
    }


def _walk(folder: Path, root: Path, within: Path | None) -> Iterator[Path]:
    """Regular files below *folder*, in order, without those that pass.

    With *within*, a link that leads out of it is refused: a theme that somebody else wrote must
    not publish what lies elsewhere on this machine.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not _PASSING.search(path.name):
            if within and not path.resolve().is_relative_to(within.resolve()):
                message = "is a link that leads out of its theme; put a copy of the file there"
                raise ThemeError(_place(path, root), message)
            yield path


def _read_bytes(path: Path, root: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ThemeError(_place(path, root), f"cannot be read: {error.strerror}") from error


def _read_text(path: Path, root: Path) -> str:
    try:
        return _read_bytes(path, root).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = _read_bytes(path, root)[: error.start].count(b"\n") + 1
        raise ThemeError(f"{_place(path, root)}:{line}", "is not UTF-8") from error


def _read_toml(path: Path, root: Path) -> dict[str, Any]:
    text = _read_text(path, root)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        place = f"{_place(path, root)}:{line}"
        excerpt = excerpt_of(text, line)
        raise ThemeError(place, f"is not valid TOML: {error}", excerpt=excerpt) from error


def excerpt_of(text: str, line: int, around: int = 2) -> tuple[str, ...]:
    """Return *line* (1-based) of *text* with its neighbours, each as ``number: text``."""
    lines = text.splitlines()
    numbers = range(max(line - around, 1), min(line + around, len(lines)) + 1)
    return tuple(f"{n}: {lines[n - 1]}" for n in numbers)


def _place(path: Path, root: Path) -> str:
    """*path* for messages: below the site's root, else below the folder of themes."""
    for folder in (root, *(places.parent for places in _places(root))):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.as_posix()

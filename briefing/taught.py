"""What a site teaches the readers of documents: its recipes and its list of publishers.

    recipes/*.toml      recipes (docs/recipes.md)
    recipes/*.txt       rules of ftr-site-config, named after their domain
    publishers.toml     publishers (docs/publishers.md)

They are only read. Recipes are tried in the order of their names, those of plugins after them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.errors import BriefingError, ConfigError
from briefing.files import reason
from briefing.fingerprint import fingerprint
from briefing.hooks import Chain
from briefing.model import Document, Harvest, Problem

if TYPE_CHECKING:  # readers cost a tenth of a second
    from briefing.ingest.recipes.recipe import Recipe
    from briefing.ingest.registry import Registry

RECIPES = "recipes"
PUBLISHERS = "publishers.toml"

_ENDINGS = (".toml", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What readers are taught."""

    recipes: tuple[Recipe, ...] = ()
    registry: Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What a site and its plugins teach, as text with its place."""

    recipes: tuple[tuple[str, str], ...] = ()
    publishers: tuple[tuple[str, str], ...] = ()

    @property
    def mark(self) -> str:
        """A fingerprint of all of it: what was read by other teaching is read again."""
        return fingerprint([self.recipes, self.publishers])

    def taught(self) -> Taught:
        """Return what they say.

        Raises:
            ConfigError: one of them says what it may not; with its line.
        """
        from briefing.ingest.recipes.recipe import parse_recipe
        from briefing.ingest.recipes.site_config import parse_site_config
        from briefing.ingest.registry import built_in, extended, parse_publishers

        parsers = {".toml": parse_recipe, ".txt": parse_site_config}
        registry = built_in()
        for place, text in self.publishers:
            registry = extended(registry, parse_publishers(text, place))
        recipes = (parsers[place[place.rindex(".") :]](text, place) for place, text in self.recipes)
        return Taught(recipes=tuple(recipes), registry=registry)


def read_lessons(root: Path, chain: Chain | None = None) -> Lessons:
    """Read what the site in *root* and its plugins (*chain*) teach.

    Raises:
        ConfigError: a file cannot be read.
    """
    links = chain.links if chain else ()
    texts = [(f"{RECIPES}/{path.name}", _text(path, RECIPES)) for path in _recipe_files(root)]
    texts += [
        (f"{link.plugin}/{name}.toml", text)
        for link in links
        for name, text in sorted(link.recipes.items())
    ]
    lists = [(link.plugin, link.publishers) for link in links if link.publishers]
    if (root / PUBLISHERS).exists():
        lists.append((PUBLISHERS, _text(root / PUBLISHERS, "")))
    return Lessons(recipes=tuple(texts), publishers=tuple(lists))


def read_taught(root: Path, chain: Chain | None = None) -> Taught:
    """Read what the site in *root* and its plugins (*chain*) teach, and return what it says.

    Raises:
        ConfigError: a file cannot be read, or says what it may not; with its line.
    """
    return read_lessons(root, chain).taught()


def failing_recipes(
    root: Path, config: Config, taught: Taught, read: Callable[[Document], Harvest] | None = None
) -> tuple[Problem, ...]:
    """Return which examples of the site's recipes do not give what they say.

    *read* reads a document by these recipes; without it as collecting does.
    """
    from briefing.ingest.recipes.examples import failing_examples

    files: dict[str, bytes] = {}
    for recipe in taught.recipes:
        for example in recipe.examples:
            path = root / RECIPES / example.file
            if example.file and path.resolve().is_relative_to(root.resolve()) and path.is_file():
                files[f"{RECIPES}/{example.file}"] = _bytes(path, RECIPES)

    def plainly(document: Document) -> Harvest:
        from briefing.ingest import harvest

        zone, language = config.zone, config.language
        return harvest(document, config.collect, zone, language, taught.recipes)

    return failing_examples(taught.recipes, files, read or plainly)


def _recipe_files(root: Path) -> list[Path]:
    folder = root / RECIPES
    if not folder.is_dir():
        return []
    try:
        found = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise ConfigError(RECIPES, f"cannot be read: {reason(error)}") from error
    return [p for p in found if p.suffix in _ENDINGS and not p.name.startswith(".")]


def _text(path: Path, folder: str) -> str:
    try:
        return _bytes(path, folder).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(path, folder, "is not UTF-8; save it in that encoding") from error


def _bytes(path: Path, folder: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, folder, f"cannot be read: {reason(error)}") from error


def _unreadable(path: Path, folder: str, why: str) -> BriefingError:
    return ConfigError(f"{folder}/{path.name}".lstrip("/"), why)

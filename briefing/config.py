"""briefing.toml → Config: every setting has a default, an unknown key is an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from briefing.errors import ConfigError
from briefing.toml import converted, fault, line_of, parse_toml

CONFIG_NAME = "briefing.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class NavLink:
    """One link of the site's menu."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectSettings:
    """How ``seeds/`` become ``content/``."""

    date_order: str = "auto"
    """``auto`` decides by evidence in each document; ``DMY``, ``MDY`` or ``YMD`` settle it."""

    keep: tuple[str, ...] = ()
    """Phrases that are never taken for boilerplate."""

    drop: tuple[str, ...] = ()
    """Lines that begin with one of these phrases are boilerplate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """How a day's entries are organised."""

    sections: tuple[str, ...] = ()
    """Order of the sections; those not named follow in alphabetical order."""

    grouping: float = 0.0
    """Similarity from which entries count as one story; 0 takes the built-in threshold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """What the feeds hold."""

    stories: int = 60
    """Number of stories in ``feed.xml`` and its sisters."""

    days: int = 30
    """Number of digests in ``daily.xml``."""

    entries: int = 20
    """Number of entries in the feed of a source, a topic or a story."""

    full_text: bool = True
    """Whether feeds carry the whole text or only the summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a site, checked."""

    title: str = "Daily briefing"
    description: str = ""
    base_url: str = "http://localhost:8000/"
    """Where the site is published, absolute; its path is the path of every link."""

    language: str = "en"
    """Of the interface and of entries that say nothing else; BCP 47."""

    timezone: str = "UTC"
    """IANA name; a day of the site begins at midnight there."""

    author: str = ""
    """Who publishes the briefing: person or desk."""

    email: str = ""
    copyright: str = ""
    theme: str = "default"
    theme_settings: dict[str, str | int | float | bool] = field(default_factory=dict)
    """What the theme offers to set; see its ``theme.toml``."""

    seeds: tuple[str, ...] = ("seeds",)
    content: str = "content"
    output: str = "site"
    nav: tuple[NavLink, ...] = ()
    """Links in the menu after those to the archive, sources and topics."""

    plugins: tuple[str, ...] = ()
    """Names of plugins, in the order in which they work: ``package.module:register`` or a file of
    the site, ``plugins/local.py``."""

    plugin_settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    """A plugin's own settings, by the name of its module."""

    collect: CollectSettings = field(default_factory=CollectSettings)
    digest: DigestSettings = field(default_factory=DigestSettings)
    feeds: FeedSettings = field(default_factory=FeedSettings)

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def base_path(self) -> str:
        """The path of *base_url*: begins and ends with a slash."""
        return urlsplit(self.base_url).path


def read_config(path: Path) -> Config:
    """Read the settings in *path*; all defaults where there is no such file.

    Raises:
        ConfigError: with file, line and a suggestion.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Config()
    except UnicodeDecodeError as error:
        raise ConfigError(path.name, "is not UTF-8; save it in that encoding") from error
    except OSError as error:
        raise ConfigError(path.name, f"cannot be read: {error.strerror}".lower()) from error
    return parse_config(text, path.name)


def parse_config(text: str, place: str = CONFIG_NAME) -> Config:
    """Return the settings that the TOML in *text* gives.

    Raises:
        ConfigError: *place* gets the line number where one is known.
    """
    config = converted(parse_toml(text, place), Config, text, place)
    return _checked(config, text, place)


def _checked(config: Config, text: str, place: str) -> Config:
    def refuse(key: str, message: str) -> ConfigError:
        return fault(text, place, line_of(text, key), f"{key}: {message}")

    try:
        ZoneInfo(config.timezone)
    except (ValueError, OSError, KeyError) as error:
        message = f"“{config.timezone}” is no time zone; write one like “Europe/Berlin”"
        raise refuse("timezone", message) from error
    for key, is_right, message in _rules(config):
        if not is_right:
            raise refuse(key, message)
    try:
        return replace(config, base_url=base_url(config.base_url))
    except ValueError as error:
        raise refuse("base_url", str(error)) from error


def _rules(config: Config) -> Iterator[tuple[str, bool, str]]:
    """Setting, whether its value is right, and what to write."""
    orders = ("auto", "DMY", "MDY", "YMD")
    language = re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", config.language)
    yield "language", bool(language), "write a code like “en”, “de” or “pt-BR”"
    yield "collect.date_order", config.collect.date_order in orders, f"write one of {_any(orders)}"
    yield "digest.grouping", 0 <= config.digest.grouping <= 1, "write a number from 0 to 1"
    yield "feeds.stories", config.feeds.stories > 0, "write a number from 1"
    yield "feeds.days", config.feeds.days > 0, "write a number from 1"
    yield "feeds.entries", config.feeds.entries > 0, "write a number from 1"
    for link in config.nav:
        scheme = re.match(r"\s*([\w+.-]+):", link.url)
        is_safe = scheme is None or scheme[1].lower() in ("http", "https", "mailto")
        yield "nav.url", is_safe, f"“{link.url}” is no path and no http, https or mailto address"


def _any(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def check_folders(
    root: Path, config: Config, output: Path | None = None, seeds: Sequence[Path] = ()
) -> None:
    """Refuse folders that lie over one another: what one of them holds would be taken for what
    belongs into another. *output* and *seeds* are used instead of those in the settings.

    Raises:
        ConfigError: with the setting that is to be changed.
    """
    site = root.resolve()
    content = (site / config.content).resolve()
    documents = [folder.resolve() for folder in seeds or [site / name for name in config.seeds]]
    _keep_apart("content", content, holds=[site, *documents])
    within = [content, *(site / name for name in ("themes", "templates", "static"))]
    within += [folder for folder in documents if not site.is_relative_to(folder)]
    out = (output or site / config.output).resolve()
    _keep_apart("output", out, holds=[site, content, *documents], within=within)


def _keep_apart(
    key: str, folder: Path, *, holds: Sequence[Path], within: Sequence[Path] = ()
) -> None:
    over = next((other for other in holds if other.is_relative_to(folder)), None)
    inside = next((other for other in within if folder.is_relative_to(other)), None)
    if other := over or inside:
        where = "over" if over else "in"
        message = f"“{folder.name or folder}” would lie {where} “{other.name or other}”"
        raise ConfigError(CONFIG_NAME, f"{key}: {message}; choose a folder of its own")


def base_url(text: str) -> str:
    """Return *text* as an absolute http(s) URL that ends with a slash.

    Raises:
        ValueError: it is none.
    """
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"“{text}” is no absolute http or https address")
    if re.search(r"[\s\"'<>\\^`{|}]", text):
        raise ValueError(f"“{text}” holds a character that no address may hold; write it as %…")
    if parts.query or parts.fragment:
        raise ValueError(f"“{text}” has a query or fragment; write the plain address")
    return text if text.endswith("/") else text + "/"

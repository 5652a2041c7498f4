"""briefing.toml → Config: every setting has a default, an unknown key is an error."""

from __future__ import annotations

import ipaddress
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
class SubscriptionSettings:
    """One feed that the site follows; ``feeds.opml`` may name more."""

    url: str
    title: str = ""
    folder: str = ""
    section: str = ""
    """The section of its entries."""

    source: str = ""
    """The publisher of its entries, where the feed names none or another than readers know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How feeds and pages are fetched; only ``fetch`` and ``add URL`` do that."""

    contact: str = ""
    """An address (mail or web) in the User-Agent, where a server's owner can reach you."""

    at_once: int = 16
    """Connections at one time."""

    per_host: int = 2
    """Connections to one host at one time."""

    connect_seconds: float = 10.0
    """Until a host answers at all: its name, the connection, its certificate."""

    read_seconds: float = 20.0
    """Without a single byte."""

    total_seconds: float = 60.0
    """For one feed or page with all its redirects."""

    largest_megabytes: int = 16
    """Of an answer, as sent and as unpacked."""

    longest_wait_hours: float = 24.0
    """A server's word that nothing will be new (Cache-Control, Expires) is heeded so long."""

    allow_private: tuple[str, ...] = ()
    """Networks as ``10.1.0.0/16`` that may be asked although they are not public."""

    ports: tuple[int, ...] = ()
    """Further ports of public hosts; 80, 443 and 8000 to 8999 are asked anyway."""


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
    fetch: FetchSettings = field(default_factory=FetchSettings)
    subscriptions: tuple[SubscriptionSettings, ...] = ()

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
    yield from _fetch_rules(config.fetch)
    for one in config.subscriptions:
        yield "subscriptions.url", _is_web(one.url), f"“{one.url}” is no http or https address"
    for link in config.nav:
        scheme = re.match(r"\s*([\w+.-]+):", link.url)
        is_safe = scheme is None or scheme[1].lower() in ("http", "https", "mailto")
        yield "nav.url", is_safe, f"“{link.url}” is no path and no http, https or mailto address"


def _fetch_rules(fetch: FetchSettings) -> Iterator[tuple[str, bool, str]]:
    contact = re.fullmatch(r"[\x20-\x7e]*", fetch.contact)
    yield "fetch.contact", bool(contact), "write a mail or web address in plain letters"
    yield "fetch.at_once", 1 <= fetch.at_once <= 256, "write a number from 1 to 256"
    yield "fetch.per_host", 1 <= fetch.per_host <= 16, "write a number from 1 to 16"
    for name in ("connect_seconds", "read_seconds", "total_seconds"):
        yield f"fetch.{name}", 0 < getattr(fetch, name) <= 3600, "write seconds, up to 3600"
    largest = 1 <= fetch.largest_megabytes <= 64
    yield "fetch.largest_megabytes", largest, "write a number from 1 to 64"
    longest = 0 <= fetch.longest_wait_hours <= 24 * 365
    yield "fetch.longest_wait_hours", longest, "write hours, up to a year"
    for port in fetch.ports:
        yield "fetch.ports", 0 < port < 65_536, f"{port} is no port"
    for network in fetch.allow_private:
        message = f"“{network}” is no network; write one like “10.1.0.0/16”"
        yield "fetch.allow_private", _is_network(network), message


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


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

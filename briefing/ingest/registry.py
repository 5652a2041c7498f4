"""Publishers by all their names: one name for each, and what is known of it.

The program brings a list (``data/publishers.toml``); a site's own ``publishers.toml`` comes before
it. Nothing is guessed: a name that nobody lists stays as it was printed.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec

from briefing.model import Entry, Evidence, Harvest
from briefing.text.words import key
from briefing.toml import converted, fault, line_of, nearest, parse_toml

KINDS = (
    "agency newspaper magazine journal broadcaster online blog aggregator government organisation"
).split()

_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.)+[a-z][a-z0-9-]{1,30}")
_BARE = re.compile(r"(?P<name>.+?)\s*\([^()]+\)$")
"""A name with a country behind it, as of two papers with one name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes. What is empty is not known."""

    name: str
    """As readers know it: what entries say."""

    domains: tuple[str, ...] = ()
    """In lower case, without ``www.``; what stands below one belongs to it."""

    aliases: tuple[str, ...] = ()
    country: str = ""
    """ISO 3166-1, two letters."""

    language: str = ""
    """BCP 47; the main one."""

    kind: str = ""
    """One of :data:`KINDS`."""

    wire: bool | None = None
    """Whether others print its reports: a wire service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    publisher: tuple[Publisher, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """Who goes by one name."""

    own: tuple[Publisher, ...] = ()
    """Whose name it is."""

    other: tuple[Publisher, ...] = ()
    """Whose alias it is."""

    bare: tuple[Publisher, ...] = ()
    """Whose name it is without the country: only an address tells that they are meant."""

    def alone(self) -> Publisher | None:
        """The one that is meant where nothing else is known."""
        for group in (self.own, self.other):
            if group:
                return group[0] if len(group) == 1 else None
        return None


@dataclass(frozen=True, slots=True)
class Registry:
    """Publishers, found by name, alias, domain or address."""

    publishers: tuple[Publisher, ...] = ()
    _names: dict[str, _Named] = field(init=False, repr=False, compare=False)
    _domains: dict[str, Publisher] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", _by_name(self.publishers))
        domains = {domain: p for p in self.publishers for domain in p.domains}
        object.__setattr__(self, "_domains", domains)

    def find(self, name_or_domain: str) -> Publisher | None:
        """Return who goes by this name or alias, or publishes at this domain or address; None where
        nobody does, or several do."""
        named = self._names.get(_key(name_or_domain))
        return (named.alone() if named else None) or self._at(_host(name_or_domain))

    def unify(self, source: str, url: str = "") -> str:
        """Return the one name of the publisher printed as *source*, whose article is at *url*.

        Of several that share a name the one is meant at whose domain *url* is. An unknown name
        stays as it is printed; without a name the domain of *url* tells it, if it is known.
        """
        here = self._at(_host(url))
        if not source.strip():
            return here.name if here else ""
        named = self._names.get(_key(source))
        if named is None:
            found = self._at(_host(source))
        elif here is not None and here in (*named.own, *named.other, *named.bare):
            found = here
        else:
            found = named.alone()
        return found.name if found else source

    def _at(self, host: str) -> Publisher | None:
        """Who publishes at *host*: the longest domain that it stands below."""
        while "." in host:
            if host in self._domains:
                return self._domains[host]
            host = host.partition(".")[2]
        return None


def _by_name(publishers: Iterable[Publisher]) -> dict[str, _Named]:
    own: defaultdict[str, dict[str, Publisher]] = defaultdict(dict)
    other: defaultdict[str, dict[str, Publisher]] = defaultdict(dict)
    bare: defaultdict[str, dict[str, Publisher]] = defaultdict(dict)
    for publisher in publishers:
        own[_key(publisher.name)][publisher.name] = publisher
        for alias in publisher.aliases:
            other[_key(alias)][publisher.name] = publisher
        if shared := _BARE.fullmatch(publisher.name):
            bare[_key(shared["name"])][publisher.name] = publisher
    return {
        name: _Named(*(tuple(table.get(name, {}).values()) for table in (own, other, bare)))
        for name in sorted({*own, *other, *bare} - {""})
    }


def _key(name: str) -> str:
    return key(name).removeprefix("the ")


def _host(text: str) -> str:
    """The host that *text* is, or that its address is at; empty where it is neither."""
    text = text.strip().casefold()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.").rstrip(".")
    return host if _DOMAIN.fullmatch(host) else ""


# --- the files ------------------------------------------------------------------------------------


@cache
def built_in() -> Registry:
    """Return the publishers that the program knows."""
    text = (files("briefing.ingest") / "data/publishers.toml").read_text("utf-8")
    return Registry(msgspec.convert(tomllib.loads(text), _File).publisher)


def parse_publishers(text: str, place: str = "publishers.toml") -> tuple[Publisher, ...]:
    """Return the publishers that the TOML in *text* lists as ``[[publisher]]``.

    Raises:
        ConfigError: with *place*, the line and a suggestion.
    """
    found = converted(parse_toml(text, place), _File, text, place).publisher
    for number, publisher in enumerate(found):
        if message := _wrong(publisher):
            what = f"publisher “{publisher.name}”: {message}"
            named = text.count("\n", 0, max(text.find(f'"{publisher.name}"'), 0)) + 1
            line = line_of(text, f"publisher[{number}]") if "[[" in text else named
            raise fault(text, place, line, what)
    return tuple(
        replace(p, domains=tuple(d.casefold().removeprefix("www.") for d in p.domains))
        for p in found
    )


def _wrong(publisher: Publisher) -> str:
    """What is wrong with *publisher*, and what to write."""
    bad = next((d for d in publisher.domains if not _DOMAIN.fullmatch(d.casefold())), None)
    if not key(publisher.name):
        return "the name says nothing; write it as readers know it"
    if bad is not None:
        return f"“{bad}” is no domain; write one like “example.org”, without https and path"
    if publisher.country and not re.fullmatch("[A-Z]{2}", publisher.country):
        return f"country “{publisher.country}” is no code of ISO 3166-1; write one like “DE”"
    if publisher.language and not re.fullmatch(
        "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", publisher.language
    ):
        return f"language “{publisher.language}” is no code of BCP 47; write one like “de”"
    if publisher.kind and publisher.kind not in KINDS:
        return f"unknown kind “{publisher.kind}”; {nearest(publisher.kind, KINDS)}"
    return ""


def extended(registry: Registry, more: Sequence[Publisher]) -> Registry:
    """Return *registry* with *more*, which come first.

    One of *more* that has the name, an alias or a domain of a known one takes its place: what it
    does not say stays as it was, domains and aliases come to those known, and a known name that is
    not its own becomes an alias.
    """
    first: dict[str, Publisher] = {}
    replaced: set[str] = set()
    for new in more:
        names = [registry.find(name) for name in (new.name, *new.domains)]
        for old in dict.fromkeys(p for p in names if p is not None):
            new = _over(old, new)  # noqa: PLW2901 - the same publisher, completed
            replaced.add(old.name)
        first[new.name] = new
    rest = (p for p in registry.publishers if p.name not in replaced)
    return Registry((*first.values(), *rest))


def _over(old: Publisher, new: Publisher) -> Publisher:
    aliases = [*new.aliases, *([old.name] if old.name != new.name else []), *old.aliases]
    return Publisher(
        name=new.name,
        domains=tuple(dict.fromkeys((*new.domains, *old.domains))),
        aliases=tuple(dict.fromkeys(aliases)),
        country=new.country or old.country,
        language=new.language or old.language,
        kind=new.kind or old.kind,
        wire=new.wire if new.wire is not None else old.wire,
    )


# --- what it is for -------------------------------------------------------------------------------


def unified(entry: Entry, registry: Registry) -> Entry:
    """Return *entry* with ``source`` and ``via`` under the one name of each publisher.

    A re-publisher that turns out to be the publisher itself is named once.
    """
    source = registry.unify(entry.source, entry.url if not entry.via else "")
    via = registry.unify(entry.via, entry.url) if entry.via else ""
    if (source, via) == (entry.source, entry.via):
        return entry
    return replace(entry, source=source, via=via if key(via) != key(source) else "")


def unified_harvest(harvest: Harvest, registry: Registry) -> Harvest:
    """Return *harvest* with the publishers of its entries and story records under their one name;
    each other spelling is kept as evidence.
    What a record counts stays as it is printed."""
    entries = tuple(unified(entry, registry) for entry in harvest.entries)
    records = tuple(replace(r, source=registry.unify(r.source)) for r in harvest.records)
    if (entries, records) == (harvest.entries, harvest.records):
        return harvest
    evidence = [
        Evidence(part=new.seed.part if new.seed else 0, about="source", reason=_told(old, new))
        for old, new in zip(harvest.entries, entries, strict=True)
        if old is not new
    ]
    kept = (*harvest.evidence, *evidence)
    return replace(harvest, entries=entries, records=records, evidence=kept)


def _told(old: Entry, new: Entry) -> str:
    pairs = ((old.source, new.source), (old.via, new.via))
    told = [
        f"“{was}” is {now or 'the publisher itself'}" if was else f"the address is of {now}"
        for was, now in pairs
        if was != now
    ]
    return "; ".join(told) + " (list of publishers)"

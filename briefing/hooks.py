"""What plugins may do: values in, values out.

A plugin's ``register`` returns :class:`Hooks`; :func:`merged` puts those of all plugins together in
the order in which the settings name them. A hook is a plain function, and pure: no clock, no
network, the same result for the same value, or a site is no longer the same for the same content.

A hook that fails costs what it was asked for, not the run: the entry, digest or document stays as
it would be without the hook, and the failure is a problem that names the plugin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from briefing.model import Digest, Document, Entry, Harvest, LeftOut, Level, Problem

DocumentReader: TypeAlias = Callable[[Document, Any], Harvest]
"""Reads a document. Its second argument is a :class:`briefing.ingest.reading.Reading`: settings,
time zone, language."""

Sniffer: TypeAlias = Callable[[Document], bool]
"""Whether a document is of the kind that a reader reads, by its first bytes or its name."""

EntryHook: TypeAlias = Callable[[Entry], Entry | None]
"""Gives the entry to be written instead; None leaves it out, which is reported."""

DigestHook: TypeAlias = Callable[[Digest], Digest]
"""Gives the digest to be shown instead: of the same day and the same entries, each in one story."""

Filter: TypeAlias = Callable[..., Any]
"""A filter for templates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """What one plugin does."""

    readers: Mapping[str, DocumentReader] = field(default_factory=dict)
    """By the ending of the document's name, in lower case with its dot: ``.ics``."""

    sniffers: tuple[tuple[Sniffer, DocumentReader], ...] = ()
    """For documents that no ending tells; asked before the built-in readers."""

    entry: EntryHook | None = None
    digest: DigestHook | None = None
    filters: Mapping[str, Filter] = field(default_factory=dict)
    """By the name that templates use; built-in filters cannot be replaced."""

    recipes: Mapping[str, str] = field(default_factory=dict)
    """Recipes as TOML (docs/recipes.md), by name; the site's own come before them."""

    publishers: str = ""
    """TOML as in ``publishers.toml`` (docs/publishers.md); the site's own comes before it."""

    plugin: str = ""
    """The plugin's name in the settings; set by whoever loads it."""


NONE = Hooks()
"""Does nothing."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The hooks of all plugins, in order."""

    links: tuple[Hooks, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Where two plugins are in each other's way."""

    def __bool__(self) -> bool:
        return bool(self.links)


def merged(hooks: Iterable[Hooks]) -> Chain:
    """Return the *hooks* of all plugins as one; of two with a reader or filter of one name the
    later counts, and that is a problem of level note."""
    links = tuple(hooks)
    owners: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for link in links:
        names = [("reader for", name.lower()) for name in link.readers]
        names += [("filter", name) for name in link.filters]
        for what in names:
            if what in owners:
                message = f"{what[0]} “{what[1]}” takes the place of that of “{owners[what]}”"
                problems.append(_problem(link, message, Level.NOTE))
            owners[what] = link.plugin
    return Chain(links, tuple(problems))


# --- readers --------------------------------------------------------------------------------------


def plugin_reader(document: Document, chain: Chain) -> DocumentReader | None:
    """Return the reader of the last plugin that has one for *document*, by its ending, else by its
    sniffers; None where no plugin has one. The reader never fails."""
    for link in reversed(chain.links):
        name = document.place.rpartition("/")[2].lower()
        for ending in sorted(link.readers, key=len, reverse=True):
            if name.endswith(ending.lower()):
                return _guarded(link, link.readers[ending])
        for is_meant, read in link.sniffers:
            if _is_meant(is_meant, document):
                return _guarded(link, read)
    return None


def _is_meant(sniffer: Sniffer, document: Document) -> bool:
    try:
        return bool(sniffer(document))
    except Exception:  # noqa: BLE001 - a plugin may raise anything
        return False


def _guarded(link: Hooks, read: DocumentReader) -> DocumentReader:
    def guarded(document: Document, reading: Any) -> Harvest:  # ingest's Reading
        try:
            found: object = read(document, reading)
        except Exception as error:  # noqa: BLE001 - a plugin may raise anything
            return _unread(link, document, _said(error))
        if not isinstance(found, Harvest):
            return _unread(link, document, f"gave {type(found).__name__} instead of a harvest")
        return found

    return guarded


def _unread(link: Hooks, document: Document, why: str) -> Harvest:
    message = f"plugin “{link.plugin}” cannot read it: {why} (kept, not read)"
    problem = Problem(place=document.place, message=message, level=Level.ERROR)
    return Harvest(problems=(problem,))


# --- entries and digests --------------------------------------------------------------------------


def hooked_harvest(harvest: Harvest, chain: Chain) -> Harvest:
    """Return *harvest* with its entries as the entry hooks want them; what they leave out and where
    they fail is reported."""
    if not any(link.entry for link in chain.links):
        return harvest
    entries: list[Entry] = []
    left_out: list[LeftOut] = []
    problems: list[Problem] = []
    for entry in harvest.entries:
        kept: Entry | None = entry
        for link in chain.links:
            if link.entry is None or kept is None:
                continue
            before = kept
            kept, problem = _hooked_entry(before, link)
            problems += [problem] if problem else []
            if kept is None:
                left_out.append(_left_out(before, link))
        entries += [kept] if kept else []
    return replace(
        harvest,
        entries=tuple(entries),
        left_out=(*harvest.left_out, *left_out),
        problems=(*harvest.problems, *problems),
    )


def _hooked_entry(entry: Entry, link: Hooks) -> tuple[Entry | None, Problem | None]:
    assert link.entry is not None  # noqa: S101 - asked before
    place = _place_of(entry)
    try:
        found: object = link.entry(entry)
    except Exception as error:  # noqa: BLE001 - a plugin may raise anything
        return entry, _problem(link, f"entry hook: {_said(error)}", Level.WARNING, place)
    if found is None:
        return None, None
    if not isinstance(found, Entry):
        what = f"entry hook gave {type(found).__name__} instead of an entry"
        return entry, _problem(link, what, Level.WARNING, place)
    if (found.guid, found.seed) != (entry.guid, entry.seed):
        found = replace(found, guid=entry.guid, seed=entry.seed)
        what = "entry hook changed “guid” or “seed”, by which an entry is known again; they stay"
        return found, _problem(link, what, Level.WARNING, place)
    return found, None


def _left_out(entry: Entry, link: Hooks) -> LeftOut:
    text = f"{entry.title}\n\n{entry.body}".strip()
    return LeftOut(place=_place_of(entry), reason=f"by the plugin “{link.plugin}”", text=text)


def _place_of(entry: Entry) -> str:
    return f"{entry.seed.file}#{entry.seed.part}" if entry.seed else entry.path or entry.title


def hooked_digest(digest: Digest, chain: Chain) -> tuple[Digest, tuple[Problem, ...]]:
    """Return *digest* as the digest hooks want it, and where they fail.

    A hook may order, group and name; a result of another day, or with an entry missing, added or
    twice, is not taken.
    """
    problems: list[Problem] = []
    for link in chain.links:
        if link.digest is None:
            continue
        try:
            found = link.digest(digest)
            fault = _wrong(digest, found)
        except Exception as error:  # noqa: BLE001 - a plugin may raise anything
            fault = _said(error)
        if fault:
            place = digest.day.isoformat()
            problems.append(_problem(link, f"digest hook: {fault}", Level.WARNING, place))
        else:
            digest = found
    return digest, tuple(problems)


def _wrong(old: Digest, new: object) -> str:
    """What is wrong with *new* in the place of *old*."""
    if not isinstance(new, Digest):
        return f"gave {type(new).__name__} instead of a digest"
    if new.day != old.day:
        return "gave the digest of another day"
    if sorted(e.guid for e in new.entries) != sorted(e.guid for e in old.entries):
        return "lost, added or doubled an entry; leave entries out with an entry hook"
    return ""


# --- filters --------------------------------------------------------------------------------------


def plugin_filters(
    chain: Chain, built_in: Iterable[str]
) -> tuple[dict[str, Filter], list[Problem]]:
    """Return the filters of all plugins by name, and what is wrong with them. Those whose name is
    *built_in* are not taken. A filter that fails raises ValueError with the plugin's name."""
    taken = frozenset(built_in)
    filters: dict[str, Filter] = {}
    problems: list[Problem] = []
    for link in chain.links:
        for name, function in link.filters.items():
            if name in taken or not name.isidentifier():
                what = "is built in" if name in taken else "is no name"
                problems.append(_problem(link, f"filter “{name}” {what}; name it otherwise"))
            else:
                filters[name] = _named(link, name, function)
    return filters, problems


def _named(link: Hooks, name: str, function: Filter) -> Filter:
    def named(*values: Any, **options: Any) -> Any:  # whatever templates hand over
        try:
            return function(*values, **options)
        except Exception as error:
            message = f"filter “{name}” of the plugin “{link.plugin}”: {_said(error)}"
            raise ValueError(message) from error

    return named


def _problem(
    link: Hooks, message: str, level: Level = Level.WARNING, place: str = "briefing.toml"
) -> Problem:
    return Problem(place=place, message=f"plugin “{link.plugin}”: {message}", level=level)


def _said(error: Exception) -> str:
    """What *error* says, on one line."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__

"""Conductor: ``seeds/`` → ``content/``. Read, think, write; what was read before is known."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from briefing import content
from briefing.catalog import Catalog, open_catalog
from briefing.codec import decoder, encode
from briefing.config import Config, check_folders
from briefing.errors import OutputError
from briefing.fingerprint import fingerprint
from briefing.model import DateOrigin, Entry, Harvest, LeftOut, Problem
from briefing.seeds import Seeds
from briefing.site.contents import contents_of, read_changes, scan_content
from briefing.site.work import Workers

_FACT = "collected"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectReport:
    """What collecting did."""

    documents: int = 0
    entries: int = 0
    """Entries in ``content/`` now."""

    written: tuple[str, ...] = ()
    """Paths below ``content/`` of the files written in this run, in order."""

    new: int = 0
    updated: int = 0
    kept: int = 0
    """Collected items whose file says already what it should."""

    yours: int = 0
    """Collected items whose file a person changed: it stays."""

    removed: int = 0
    """Collected items that a person deleted: they stay away."""

    problems: tuple[Problem, ...] = ()
    folders: tuple[Problem, ...] = ()
    """What is wrong with the folders of ``content/``; whoever builds tells it."""

    left_out: tuple[LeftOut, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """How everything stood after the last run, and what that run would say if run again."""

    state: str
    report: CollectReport


_decode_done = decoder(_Done)
_decode_written = decoder(content.Written)


def collect(
    root: Path,
    config: Config,
    now: dt.datetime,
    catalog: Catalog | None = None,
    seeds: Sequence[Path] = (),
) -> CollectReport:
    """Bring ``content/`` up to date with the documents in the seeds folders; return what was done.

    *now* (aware) gives the day of entries that nothing dates. *seeds* are folders instead of
    those in the settings. Without *catalog* the site's own is opened, locked and closed.

    Raises:
        BriefingError: a seeds folder is missing, another run is at work, a file cannot be written.
    """
    if catalog is None:
        with closing(open_catalog(root)) as own, own.locked():
            done = collect(root, config, now, own, seeds)
            return replace(done, problems=(*done.problems, *own.problems))
    check_folders(root, config, seeds=seeds)
    started = time.perf_counter()
    folders = seeds or [root / s for s in config.seeds]
    documents = Seeds(root, config, folders, catalog)
    desk = _Desk(root, config, catalog)
    report = desk.unchanged(documents)
    if report is None and documents.is_empty and not catalog.written():
        report = desk.done(documents, CollectReport(problems=tuple(documents.problems)))
    if report is None:
        harvests = documents.harvests()
        groups = content.merge(_entries(harvests, config, now), desk.standing_apart(harvests))
        records = [content.normal_record(r) for h in harvests.values() for r in h.records]
        todo = content.intents(groups, records, desk.standing())
        desk.write(todo)
        report = _report(harvests, documents, groups, todo)
        report = desk.done(documents, report)
    return replace(report, folders=desk.problems, seconds=time.perf_counter() - started)


def harvests(
    folders: Sequence[Path], root: Path, config: Config, catalog: Catalog | None = None
) -> dict[str, Harvest]:
    """Return what the documents in *folders* hold, by place and in its order, as collecting reads
    them; nothing is written but the *catalog*, if there is one.

    Raises:
        DocumentError: a folder is missing.
    """
    return Seeds(root, config, folders, catalog).harvests()


def last_report(root: Path) -> CollectReport | None:
    """Return what the last collecting of the site in *root* would report if run again; None where
    that is not known. Nothing is collected."""
    with closing(open_catalog(root)) as catalog:
        done = _last(catalog)
    return done.report if done else None


def _last(catalog: Catalog) -> _Done | None:
    fact = catalog.fact(_FACT)
    try:
        return None if fact is None else _decode_done(fact)
    except ValueError:  # of another version, or damaged
        return None


def _entries(found: Mapping[str, Harvest], config: Config, now: dt.datetime) -> list[Entry]:
    """The entries of all documents in normal form; an undated one gets the day of *now*."""
    today = now.astimezone(config.zone).date()
    return [
        replace(entry, date=today) if entry.date_origin is DateOrigin.INGESTED else entry
        for harvest in found.values()
        for entry in map(content.normal_entry, harvest.entries)
    ]


def _report(
    found: Mapping[str, Harvest],
    documents: Seeds,
    groups: Sequence[content.Group],
    todo: content.Intents,
) -> CollectReport:
    problems = [p for h in found.values() for p in h.problems]
    problems += [*documents.problems, *(p for g in groups for p in g.problems), *todo.problems]
    left_out = [x for h in found.values() for x in h.left_out]
    left_out += [x for g in groups for x in g.left_out]
    return CollectReport(
        documents=len(found),
        written=tuple(sorted(w.path for w in todo.writes)),
        new=sum(not w.old_path for w in todo.writes),
        updated=sum(bool(w.old_path) for w in todo.writes),
        kept=todo.kept,
        yours=todo.yours,
        removed=todo.skipped,
        problems=tuple(sorted(problems, key=lambda p: (p.place, p.message))),
        left_out=tuple(sorted(left_out, key=lambda x: (x.place, x.reason, x.text))),
    )


class _Desk:
    """``content/`` before and after, and what the catalog remembers of it."""

    def __init__(self, root: Path, config: Config, catalog: Catalog) -> None:
        self.folder = root / config.content
        if self.folder.exists() and not self.folder.is_dir():
            raise OutputError(config.content, "is no folder; move it away")
        self._config = config
        self._catalog = catalog
        self._shelf = contents_of(catalog, config)
        self._parsed: dict[str, content.Parsed] = {}
        self._take_in()

    def _take_in(self) -> None:
        """Bring what is known of ``content/`` up to date."""
        found = scan_content(self.folder, self._shelf)
        self.problems = found.problems
        read_changes(self.folder, self._config.zone, self._shelf, found, Workers())

    def unchanged(self, documents: Seeds) -> CollectReport | None:
        """Return the report, if no file has changed since the last run, else None."""
        done = _last(self._catalog)
        if done is None or documents.has_changed or done.state != self._state(documents):
            return None
        documents.keep_touched()
        return done.report

    def standing_apart(self, found: Mapping[str, Harvest]) -> list[Entry]:
        """Return the entries in ``content/`` that none of the harvests has."""
        self._read()
        collected = {entry.guid for harvest in found.values() for entry in harvest.entries}
        entries = (item.entry for item in self._parsed.values() if item.entry)
        return [entry for entry in entries if entry.guid not in collected]

    def standing(self) -> content.Standing:
        """Return what is there and what is known of it.

        Where ``content/`` holds no file at all it was cleared away, not edited: all may come back.
        """
        written = {g: _decode_written(v) for g, v in self._catalog.written().items()}
        if not self._parsed:
            self._catalog.keep_written({}, written.keys())
            written = {}
        self._find_tidy(written)
        missing = {row.path for row in written.values()} - self._parsed.keys() - {""}
        return content.Standing(
            parsed=self._parsed,
            written=written,
            removed=content.read_removed(self.folder),
            unseen=frozenset(p for p in missing if (self.folder / p).exists()),
            zone=self._config.zone,
        )

    def _find_tidy(self, written: Mapping[str, content.Written]) -> None:
        """Look again at the files that are not as they were written: whether anything in them
        would be lost is asked of no others."""
        for path, there in self._parsed.items():
            row = written.get(_key_of(there))
            if row and there.text_mark not in (row.mark, row.pending):
                with suppress(OSError):
                    data = (self.folder / path).read_bytes()
                    again = content.parse_file(data, path, self._config.zone, tidy=True)
                    self._parsed[path] = replace(there, is_tidy=again.is_tidy)

    def write(self, todo: content.Intents) -> None:
        """Carry out *todo*. The catalog is told before and after, so that after a crash the
        program's own files are not taken for a person's."""
        old = {g: _decode_written(v) for g, v in self._catalog.written().items()}
        pending = {
            w.key: replace(old.get(w.key, content.Written()), pending=w.written.mark)
            for w in todo.writes
        }
        self._catalog.keep_written(_encoded(pending))
        content.write_intents(self.folder, todo)
        now = {**todo.seen, **{w.key: w.written for w in todo.writes}}
        self._catalog.keep_written(_encoded(now), [*todo.removed, *todo.doubles])
        if todo.writes or todo.doubles:
            self._take_in()

    def done(self, documents: Seeds, report: CollectReport) -> CollectReport:
        """Return *report* completed, and remember it for as long as no file changes."""
        report = replace(report, entries=self._shelf.count())
        items = report.kept + len(report.written)
        again = replace(report, written=(), new=0, updated=0, kept=items)
        done = _Done(state=self._state(documents), report=again)
        self._catalog.keep_fact(_FACT, encode(done))
        return report

    def _read(self) -> None:
        try:
            self._parsed = {
                path: content.decode_value(value) for path, value in self._shelf.every()
            }
        except ValueError as error:
            raise self._shelf.damaged() from error

    def _state(self, documents: Seeds) -> str:
        """A fingerprint of all that decides what collecting does."""
        removed = sorted(content.read_removed(self.folder))
        salt = [documents.salt, documents.problems, self._config.content, self._shelf.state]
        return fingerprint([salt, sorted(documents.hashes.items()), removed])


def _key_of(parsed: content.Parsed) -> str:
    """What the catalog calls what the program wrote to this file."""
    if parsed.record:
        return content.record_key(parsed.record)
    return parsed.entry.guid if parsed.entry else ""


def _encoded(values: Mapping[str, content.Written]) -> dict[str, bytes]:
    return {guid: encode(value) for guid, value in values.items()}

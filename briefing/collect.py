"""Conductor: ``seeds/`` → ``content/``. Read, think, write; what was read before is known."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from briefing import content
from briefing.catalog import CONTENT_NEWS, Catalog, Ledger, open_catalog
from briefing.codec import decoder, encode
from briefing.config import Config, check_folders
from briefing.desk import Desk
from briefing.fingerprint import fingerprint
from briefing.model import Harvest, LeftOut, Problem
from briefing.seeds import Seeds

_FACT = "collected"
_ROUNDS = 3
"""A file that is removed, because another tells its article, may have held two others together;
then these are looked at once more."""


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
    """Of the documents that were looked at in this run."""

    seconds: float = 0.0


_decode_problems = decoder(tuple[Problem, ...])
_decode_left_out = decoder(tuple[LeftOut, ...])


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
    return collect_to(Desk(root, config, catalog), now, seeds)


def collect_to(desk: Desk, now: dt.datetime, seeds: Sequence[Path] = ()) -> CollectReport:
    """Bring what lies on *desk* up to date, as :func:`collect` does.

    Raises:
        BriefingError: a seeds folder is missing, a file cannot be written.
    """
    started = time.perf_counter()
    root, config, catalog = desk.root, desk.config, desk.catalog
    documents = Seeds(root, config, seeds or [root / s for s in config.seeds], catalog)
    ledger = catalog.ledger(fingerprint([documents.salt, desk.salt]))
    report = CollectReport()
    if not documents.is_empty or catalog.has_written():
        fresh = documents.read_changes()
        if fresh or not _is_settled(documents, desk, ledger):
            report = _taken_in(documents, desk, ledger, fresh, now)
        report = _counted(report, ledger)
    scanned = encode(documents.problems)
    if catalog.fact(_FACT) != scanned:
        catalog.keep_fact(_FACT, scanned)
    return replace(
        report,
        entries=desk.count(),
        problems=_in_order((*documents.problems, *report.problems)),
        folders=desk.problems,
        seconds=time.perf_counter() - started,
    )


def _taken_in(
    documents: Seeds, desk: Desk, ledger: Ledger, fresh: Mapping[str, Harvest], now: dt.datetime
) -> CollectReport:
    """Take in what is new, until what was written itself changes nothing any more."""
    # Readers of documents cost a tenth of a second: only where something is new.
    from briefing.intake import take_in

    taken = take_in(documents, desk, ledger, fresh, now)
    writes = {w.path: w for w in taken.todo.writes}
    passing, left_out = [*taken.todo.passing], {*taken.left_out}
    for _ in range(_ROUNDS):
        if _is_settled(documents, desk, ledger):
            break
        taken = take_in(documents, desk, ledger, {}, now)
        writes |= {w.path: w for w in taken.todo.writes if w.old_path not in writes}
        passing += taken.todo.passing
        left_out |= {*taken.left_out}
    return CollectReport(
        written=tuple(sorted(writes)),
        new=sum(not w.old_path for w in writes.values()),
        updated=sum(bool(w.old_path) for w in writes.values()),
        problems=tuple(passing),
        left_out=_sorted(left_out),
    )


def _is_settled(documents: Seeds, desk: Desk, ledger: Ledger) -> bool:
    """Whether nothing has changed since the last run, and that run came to its end."""
    is_same = ledger.is_known and not desk.is_cleared and desk.has_removed_as_known()
    return is_same and not (any(documents.news().values()) or ledger.news(CONTENT_NEWS))


def _counted(report: CollectReport, ledger: Ledger) -> CollectReport:
    """*report* with what the ledger tells of all that was ever collected."""
    verdicts = ledger.verdicts()
    told = [problem for row in ledger.problems() for problem in _decode_problems(row)]
    done = verdicts.get(content.Verdict.KEPT, 0) + verdicts.get(content.Verdict.WRITTEN, 0)
    return replace(
        report,
        documents=ledger.documents(),
        kept=done - len(report.written),
        yours=verdicts.get(content.Verdict.YOURS, 0),
        removed=verdicts.get(content.Verdict.REMOVED, 0),
        problems=(*report.problems, *told),
    )


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.place, p.message)))


def _sorted(left_out: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(sorted(left_out, key=lambda x: (x.place, x.reason, x.text)))


def harvests(
    folders: Sequence[Path], root: Path, config: Config, catalog: Catalog | None = None
) -> dict[str, Harvest]:
    """Return what the documents in *folders* hold, by place and in its order, as collecting reads
    them; nothing is written but the *catalog*, if there is one.

    Raises:
        DocumentError: a folder is missing.
    """
    from briefing import ingest

    documents = Seeds(root, config, folders, catalog)
    fresh = documents.read_changes()
    found = documents.known(documents.places() - fresh.keys()) | fresh
    return ingest.without_repeats(dict(sorted(found.items())))


def last_report(root: Path) -> CollectReport | None:
    """Return what the last collecting of the site in *root* would report if run again, and all
    that it left out; None where that is not known. Nothing is collected."""
    with closing(open_catalog(root)) as catalog:
        scanned = catalog.fact(_FACT)
        if scanned is None:
            return None
        ledger = catalog.ledger("")
        try:
            report = _counted(CollectReport(problems=_decode_problems(scanned)), ledger)
            left_out = [x for row in ledger.left_out() for x in _decode_left_out(row)]
        except ValueError:  # of another version, or damaged
            return None
        problems = _in_order(report.problems)
        return replace(report, problems=problems, left_out=_sorted(left_out))

"""``briefing eval``: how well documents are split, dated and attributed, against labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from briefing.cli.options import Run, common_options, with_run
from briefing.cli.output import print_json, print_table, progress, say
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.evaluate import Gold, Score, Telling
    from briefing.model import Harvest

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_TITLES = ("document", "articles", "found", "title", "date", "source", "author", "phrases")


@click.command("eval")
@click.option("--seeds", required=True, type=_FOLDER, metavar="DIR", help="The documents.")
@click.option("--gold", type=_FOLDER, metavar="DIR", help="The labels; else beside the documents.")
@click.option(
    "--results",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write what was read as JSON, for another scorer.",
)
@common_options
@with_run
def command(run: Run, seeds: Path, gold: Path | None, results: Path | None) -> None:
    """Score how well the documents in a folder are read, against labels of the same names.

    \b
    Example:
      briefing eval --seeds tests/quality/documents
    """
    from briefing.evaluate import Score, format_results, score, telling
    from briefing.files import write_whole

    labels = read_labels(gold or seeds)
    with progress("Reading the documents …", quiet=run.quiet):
        harvests = read_harvests(run, seeds, labels, beside=gold in (None, seeds))
    told = {name: [telling(e) for e in harvest.entries] for name, harvest in harvests.items()}
    scores = {n: score(told[n], labels[n], h.records) for n, h in harvests.items()}
    if results:
        write_whole(results, format_results(told).encode())
    total = sum(scores.values(), Score())
    if run.json:
        documents = {name: asdict(one) for name, one in scores.items()}
        print_json({"total": asdict(total), "documents": documents})
    else:
        _tell(scores, told, total)


def read_labels(folder: Path) -> dict[str, Gold]:
    """Return the labels in *folder* by their file's stem.

    Raises:
        BriefingError: there are none, or one cannot be read.
    """
    from briefing.evaluate import parse_gold

    files = sorted(folder.glob("*.json"))
    if not files:
        raise BriefingError(str(folder), "holds no labels (*.json); name their folder with --gold")
    return {f.stem: parse_gold(f.read_text("utf-8"), f.stem) for f in files}


def read_harvests(
    run: Run, seeds: Path, labels: Mapping[str, Gold], *, beside: bool = True
) -> dict[str, Harvest]:
    """Return what is read of the document that each of *labels* belongs to, by name of the labels.

    Where the labels stand *beside* the documents, no file that ends in .json is a document.

    Raises:
        BriefingError: a document is missing.
    """
    from briefing.collect import harvests

    config = run.read_config(needed=False)
    found = harvests((seeds,), run.root, config)
    documents = ((PurePosixPath(place), harvest) for place, harvest in found.items())
    by_stem = {p.stem: h for p, h in documents if not (beside and p.suffix == ".json")}
    chosen = {}
    for name, gold in labels.items():
        stem = gold.page if gold.page in by_stem else name
        if stem not in by_stem:
            raise BriefingError(f"{name}.json", f"its document “{stem}” is not in {seeds}")
        chosen[name] = by_stem[stem]
    return chosen


def _tell(scores: Mapping[str, Score], told: Mapping[str, list[Telling]], total: Score) -> None:
    rows = [_cells(name, one, f"{len(told[name])} of {one.gold}") for name, one in scores.items()]
    print_table(_TITLES, [*rows, _cells("all", total, f"{total.count_ok} of {total.docs} right")])
    say()
    say(
        f"{total.found} of {total.gold} articles found; {total.must} of {total.must_all} phrases, "
        f"{total.bad_phrases} of {total.bad_all} that should not be there; "
        f"{total.records} of {total.records_all} cluster records."
    )


def _cells(name: str, one: Score, articles: str) -> tuple[str, ...]:
    wrong = f" +{one.bad_phrases} wrong" if one.bad_phrases else ""
    right = (str(n) for n in (one.found, one.title, one.date, one.source, one.author))
    return (name, articles, *right, f"{one.must}/{one.must_all}{wrong}")

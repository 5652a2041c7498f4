"""How well documents are read, as counts that may only rise.

``briefing eval --seeds tests/quality/documents`` prints the present ones.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from briefing.config import CollectSettings
from briefing.evaluate import Gold, Score, parse_gold, plain_text, score, telling
from briefing.ingest import harvest
from briefing.model import Document, Harvest

HERE = Path(__file__).parent
SHARED = HERE.parent.parent.parent / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason="the five shared documents are not here"
)


def of_file(path: Path) -> Harvest:
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(place=f"seeds/{path.name}", data=data, sha256=sha256)
    return harvest(document, CollectSettings(), dt.UTC, "en")


def read_all(seeds: Path, labels: Path) -> list[tuple[Gold, Harvest]]:
    """The labels in *labels*, each with what is read of its document in *seeds*."""
    golds = [parse_gold(p.read_text("utf-8"), p.stem) for p in sorted(labels.glob("*.json"))]
    return [(gold, of_file(_document(seeds, gold.page or gold.name))) for gold in golds]


def _document(seeds: Path, name: str) -> Path:
    """The one document called *name*, whatever its ending; labels may lie beside it."""
    found = [p for p in seeds.glob(f"{name}.*") if p.suffix != ".json"]
    return found[0] if found else seeds / f"{name}.json"


def total(read: list[tuple[Gold, Harvest]]) -> Score:
    return sum((score(map(telling, h.entries), gold, h.records) for gold, h in read), Score())


def shared() -> list[tuple[Gold, Harvest]]:
    return read_all(SHARED / "seeds", SHARED / "gold")


def below(result: Score, floor: Score) -> dict[str, tuple[int, int]]:
    """Which counts of *result* are worse than *floor*, each with both values."""
    rising = "count_ok found title date source author must records".split()
    falling = "bad_phrases once_bad".split()
    pairs = {n: (getattr(result, n), getattr(floor, n)) for n in (*rising, *falling)}
    return {n: (a, b) for n, (a, b) in pairs.items() if (a < b if n in rising else a > b)}


DOCUMENTS = Score(
    count_ok=36, found=106, title=105, date=105, source=105, author=105,
    must=325, records=3, bad_phrases=4,
)  # fmt: skip
"""Of 36 documents with 107 articles and 330 phrases; may only rise (and bad phrases fall)."""

HELDOUT = Score(
    count_ok=29, found=75, title=74, date=75, source=75, author=69,
    must=226, records=1, bad_phrases=15, once_bad=1,
)  # fmt: skip
"""Of 30 documents with 77 articles and 231 phrases; may only rise (and bad phrases fall)."""


BLIND = Score(
    count_ok=17, found=54, title=52, date=53, source=49, author=51,
    must=167, records=1, bad_phrases=9,
)  # fmt: skip
"""Of 20 documents with 58 articles and 180 phrases; may only rise (and bad phrases fall)."""


KINDS_AS_TEXT = Score(
    count_ok=20, found=46, title=46, date=46, source=46, author=46, must=144, bad_phrases=0,
)  # fmt: skip
"""Of the 20 documents in ``kinds`` that are copied text, with 46 articles; may only rise."""


KINDS = Score(
    count_ok=50, found=103, title=103, date=103, source=103, author=103,
    must=323, bad_phrases=0,
)  # fmt: skip
"""Of 50 documents of every kind with 103 articles and 323 phrases."""


KINDS_BLIND = Score(
    count_ok=22, found=53, title=51, date=52, source=46, author=42,
    must=175, bad_phrases=9,
)  # fmt: skip
"""Of 24 documents of every kind with 54 articles and 181 phrases."""


@pytest.mark.parametrize(("folder", "floor"), [("kinds", KINDS), ("kinds_blind", KINDS_BLIND)])
def test_reading_other_kinds_keeps_its_floor(folder: str, floor: Score) -> None:
    read = read_all(HERE / folder / "seeds", HERE / folder / "gold")

    assert below(total(read), floor) == {}


@pytest.mark.parametrize(
    ("folder", "floor"), [("documents", DOCUMENTS), ("heldout", HELDOUT), ("blind", BLIND)]
)
def test_reading_keeps_its_floor(folder: str, floor: Score) -> None:
    assert below(total(read_all(HERE / folder, HERE / folder)), floor) == {}


def test_reading_text_of_other_kinds_keeps_its_floor() -> None:
    labels = sorted((HERE / "kinds" / "gold").glob("*.json"))
    golds = [parse_gold(p.read_text("utf-8"), p.stem) for p in labels]
    paths = [HERE / "kinds" / "seeds" / f"{gold.page}.txt" for gold in golds]
    read = [(gold, of_file(path)) for gold, path in zip(golds, paths, strict=True) if path.exists()]

    assert below(total(read), KINDS_AS_TEXT) == {}


@needs_shared
def test_the_five_shared_documents_are_read_perfectly() -> None:
    result = total(shared())

    assert result.is_perfect
    assert (result.docs, result.count_ok, result.gold, result.found) == (5, 5, 29, 29)
    assert result.records == 1


@needs_shared
def test_the_shared_cluster_page_gives_its_record() -> None:
    (record,) = [r for _, h in shared() for r in h.records]
    (gold,) = [g.record for g, _ in shared() if g.record]

    assert record.title == gold["title"]
    assert dict(record.sources) == gold["sources"]
    assert len(record.key_points) == 3
    assert record.summary
    assert all(phrase in plain_text(record.summary + "\n\n".join(record.key_points))
               for phrase in gold["must_contain"])  # fmt: skip


@needs_shared
def test_no_item_of_the_shared_ticker_stands_in_an_entry() -> None:
    labels = json.loads((SHARED / "gold" / "seed_4.json").read_text("utf-8"))
    items = [item["headline"] for item in labels["ticker"]["items"]]
    texts = [f"{e.title}\n{plain_text(e.body)}" for _, h in shared() for e in h.entries]

    assert len(items) == labels["ticker"]["count"]
    assert [item for item in items if any(item in text for text in texts)] == []

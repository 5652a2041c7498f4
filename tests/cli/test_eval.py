"""Scoring documents from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import TOWN, Type

SHARED = Path(__file__).parent.parent.parent.parent / "shared"
ARTICLES = [
    {
        "title": "Bridge reopens after nine weeks of repair",
        "date": "2025-05-06",
        "source": "The Mill Road Messenger",
        "author": "Tomas Lindqvist",
        "body_must_contain": ["the first to cross was a dog"],
        "body_must_not_contain": ["eleven altos"],
    },
    {
        "title": "Choir looks for tenors",
        "date": "2025-05-05",
        "source": "The Mill Road Messenger",
        "author": "Odile Brandt",
        "body_must_contain": ["Nobody has to read music"],
        "body_must_not_contain": ["the far bank"],
    },
]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    (tmp_path / "town.txt").write_text(TOWN, "utf-8")
    (tmp_path / "town.json").write_text(json.dumps({"articles": ARTICLES}), "utf-8")
    return tmp_path


def test_documents_are_scored_against_the_labels_beside_them(
    briefing: Type, labelled: Path
) -> None:
    total = briefing("eval", "--seeds", labelled, "--json").json["total"]

    assert (total["docs"], total["count_ok"], total["found"], total["gold"]) == (1, 1, 2, 2)
    assert (total["title"], total["date"], total["source"], total["author"]) == (2, 2, 2, 2)
    assert not list(labelled.glob("content"))


def test_the_scores_are_a_table_with_totals(briefing: Type, labelled: Path) -> None:
    lines = briefing("eval", "--seeds", labelled).out.splitlines()

    assert lines[0].split("\t")[:3] == ["town", "2 of 2", "2"]
    assert lines[1].split("\t")[:2] == ["all", "1 of 1 right"]
    assert lines[-1].startswith("2 of 2 articles found; 2 of 2 phrases")


def test_labels_may_stand_apart_and_name_their_page(
    briefing: Type, labelled: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    gold = tmp_path_factory.mktemp("gold")
    labels = {"articles": ARTICLES, "page": "somewhere/town.txt"}
    (gold / "first.json").write_text(json.dumps(labels), "utf-8")
    (labelled / "town.json").unlink()
    results = gold / "out" / "results.json"
    done = briefing("eval", "--seeds", labelled, "--gold", gold, "--results", results, "--json")

    assert done.json["documents"]["first"]["found"] == 2
    told = json.loads(results.read_text("utf-8"))["first"]
    assert [article["author"] for article in told] == ["Tomas Lindqvist", "Odile Brandt"]
    assert told[0]["date"] == "2025-05-06"


def test_missing_labels_and_documents_are_told(briefing: Type, labelled: Path) -> None:
    (labelled / "other.json").write_text(json.dumps({"articles": []}), "utf-8")
    done = briefing("eval", "--seeds", labelled)
    (labelled / "empty").mkdir()
    none = briefing("eval", "--seeds", labelled / "empty")

    assert (done.code, none.code) == (1, 1)
    assert done.err.startswith("error: other.json: its document “other” is not in ")
    assert "holds no labels" in none.err


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
def test_the_counts_are_those_of_the_reference_scorer(briefing: Type, tmp_path: Path) -> None:
    results, gold = tmp_path / "results.json", SHARED / "gold"
    done = briefing(
        "eval", "--seeds", SHARED / "seeds", "--gold", gold, "--results", results, "--json"
    )
    command = [sys.executable, gold / "score.py", results, gold]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    reference = json.loads(printed.splitlines()[-1])

    assert {key: done.json["total"][key] for key in reference} == reference

"""What `collect` says of each document: as what it was read, what came of it, what was guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli import run

TEXT = """Quay opens to boats

By Ida Mole | June 2, 2025

Boats may land at the quay again, said the harbour master on Monday, after a winter of repairs
that cost twice what had been planned and took a month longer.

Share this article
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "briefing.toml").write_text('title = "Bay"\n')
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text(TEXT)
    (tmp_path / "seeds/b.bin").write_bytes(bytes(range(256)) * 9)
    return tmp_path


def test_each_document_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["collect", "-C", str(site)])
    told = capsys.readouterr().out.splitlines()

    assert told[0].startswith("  seeds/a.txt: 1 entry, 1 source unknown")
    assert told[0].endswith("(one article)")
    assert told[1].startswith("  seeds/b.bin: 0 entries, 1 problem")


def test_many_documents_are_told_on_demand(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(12):
        (site / f"seeds/{number:02}.txt").write_text(TEXT.replace("Quay", f"Quay {number}"))
    run(["collect", "-C", str(site)])

    assert "  … and 4 more documents; -v names all" in capsys.readouterr().out


def test_machines_get_the_same(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["collect", "-C", str(site), "--json"])
    documents = json.loads(capsys.readouterr().out)["documents"]

    assert [(d["place"], d["entries"], d["guessed"]) for d in documents] == [
        ("seeds/a.txt", 1, ["source"]), ("seeds/b.bin", 0, []),
    ]  # fmt: skip


def test_what_is_known_is_not_told_again(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["collect", "-C", str(site)])
    capsys.readouterr()
    run(["collect", "-C", str(site)])

    assert "seeds/" not in capsys.readouterr().out

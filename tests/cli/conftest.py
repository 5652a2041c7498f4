"""The command line as a user types it, in a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import run

TOWN = """The Mill Road Messenger

Bridge reopens after nine weeks of repair
By Tomas Lindqvist | The Mill Road Messenger | May 6, 2025

The footbridge at Mill Road opened again on Tuesday morning, and the first to cross was a dog.
Nine weeks of work had cost less than planned, the town engineer said on the far bank.

Choir looks for tenors
By Odile Brandt | The Mill Road Messenger | May 5, 2025

The parish choir has eleven altos and a single tenor, who turns eighty in June.
Nobody has to read music, the choirmaster said; it is enough to come and to stay for the tea.
"""


@dataclass
class Done:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Type = Callable[..., Done]


@pytest.fixture
def briefing(capsys: pytest.CaptureFixture[str]) -> Type:
    """Type ``briefing ARGUMENTS``."""

    def typed(*arguments: str | Path) -> Done:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        return Done(code, *capsys.readouterr())

    return typed


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one document of two articles; the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "town.txt").write_text(TOWN, "utf-8")
    (tmp_path / "briefing.toml").write_text('title = "Mill Road"\n', "utf-8")
    return tmp_path

"""The installed program stands on its own: no repository around it, themes inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*arguments: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the program in it, as a wheel installs it."""
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist", cwd=ROOT)
    (wheel,) = (folder / "dist").glob("briefing-*.whl")
    options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--target")
    run("-m", "pip", "install", *options, folder / "lib", wheel, cwd=folder)
    return folder / "lib"


def test_a_new_site_is_started_and_built_outside_the_repository(
    installed: Path, tmp_path: Path
) -> None:
    def briefing(*arguments: str) -> str:
        return run("-m", "briefing", *arguments, cwd=tmp_path, PYTHONPATH=str(installed))

    briefing("init", "mine")
    report = json.loads(briefing("-C", "mine", "build", "--json"))

    home = (tmp_path / "mine" / "site" / "index.html").read_text("utf-8")
    assert report["entries"] == 3
    assert report["problems"] == []
    assert "Ferry to the islands runs again after engine repair" in home
    assert 'rel="stylesheet"' in home


def test_the_wheel_holds_the_program_and_its_themes_and_nothing_else(installed: Path) -> None:
    top = {p.name for p in installed.iterdir() if p.suffix != ".dist-info" and p.name != "bin"}
    themes = {p.name for p in (installed / "briefing" / "themes").iterdir()}

    assert top == {"briefing"}
    assert {p.parent.name for p in ROOT.glob("themes/*/theme.toml")} <= themes


def test_help_comes_quickly_because_no_command_is_imported() -> None:
    watch = (
        "import sys; from briefing.cli import run; run(['--help']); "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in "
        "('jinja2', 'rich', 'yaml', 'markdown_it', 'sqlite3', 'watchdog', 'dateparser')))"
    )
    assert run("-c", watch, cwd=ROOT).splitlines()[-1] == "[]"

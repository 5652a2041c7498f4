"""Sites that follow feeds of a server on loopback."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefing.config import Config, read_config
from briefing.fetching import FetchOptions, FetchReport, fetch

NOW = dt.datetime(2025, 5, 6, 10, 0, tzinfo=dt.UTC)
SETTINGS = '[fetch]\nallow_private = ["127.0.0.1/32"]\nread_seconds = 5\ntotal_seconds = 20\n'


def make_site(root: Path, urls: Sequence[str], more: str = "") -> Path:
    """A site that follows *urls*; *more* goes into its settings."""
    root.mkdir(exist_ok=True)
    tables = "".join(f'[[subscriptions]]\nurl = "{url}"\n' for url in urls)
    (root / "briefing.toml").write_text(SETTINGS + more + tables, "utf-8")
    return root


def settings(root: Path) -> Config:
    return read_config(root / "briefing.toml")


def run(root: Path, minutes: float = 0, **options: Any) -> FetchReport:
    """Fetch, so many minutes after :data:`NOW`."""
    now = NOW + dt.timedelta(minutes=minutes)
    return fetch(root, settings(root), FetchOptions(now=now, **options))


def files(root: Path, below: str = "seeds") -> dict[str, bytes]:
    """All files in a folder of the site, by their path in the site."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / below).rglob("*"))
        if path.is_file()
    }


def titles(root: Path) -> list[str]:
    """The headlines of all items that were kept, in order."""
    return sorted(
        json.loads(line)["item"]["title"]
        for name, data in files(root).items()
        if name.endswith(".jsonl")
        for line in data.decode().splitlines()[1:]
    )

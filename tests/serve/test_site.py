"""The versions of a site on disk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from briefing.build import BuildOptions, build
from briefing.config import read_config
from briefing.errors import ConfigError
from briefing.serve.site import Site

NOW = dt.datetime(2025, 9, 20, 12, tzinfo=dt.UTC)
ENTRY = """---
title: "{0}"
date: "2025-09-{1:02}"
guid: "g-{1}"
---

A text about {0}.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "briefing.toml").write_text('base_url = "https://example.org/news/"\n')
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(ENTRY.format("A tide table", 1))
    return tmp_path


def site_in(root: Path, **options) -> Site:
    return Site(root, None, BuildOptions(now=NOW, **options), lambda: NOW)


def test_a_version_is_what_build_writes(root):
    version = site_in(root).prepare(frozenset())
    build(root, read_config(root / "briefing.toml"), BuildOptions(now=NOW))

    out = root / "site"
    own = out / ".briefing-files"
    files = [p for p in out.rglob("*") if p.is_file() and own not in p.parents]
    written = {path.relative_to(out).as_posix(): path.read_bytes() for path in files}
    assert version.base_path == "/news/"
    assert written == {path: version.outputs.render(path) for path in version.outputs}


def test_the_time_is_asked_for_every_version(root):
    times = iter([dt.datetime(2025, 8, 1, tzinfo=dt.UTC), NOW])
    site = Site(root, None, BuildOptions(now=NOW), lambda: next(times))

    assert "2025/09/01/index.html" not in site.prepare(frozenset()).outputs
    assert "2025/09/01/index.html" in site.prepare(frozenset()).outputs


def test_new_documents_are_collected_when_they_change_and_not_before(root):
    seeds = root / "seeds"
    seeds.mkdir()
    site = site_in(root)
    site.prepare(frozenset())
    text = "The ferry is late\n\nBy Ana Lund – The Harbour Post – September 2, 2025\n\n"
    (seeds / "one.txt").write_text(text + "The ferry left an hour after noon. " * 20)

    before = set((root / "content").rglob("*.md"))
    site.prepare(frozenset([root / "content/a.md"]))
    assert set((root / "content").rglob("*.md")) == before
    site.prepare(frozenset([seeds / "one.txt"]))
    assert set((root / "content").rglob("*.md")) > before


def test_an_entry_that_cannot_be_read_is_a_problem_told_once_and_the_rest_is_there(root):
    (root / "content/b.md").write_text("---\ntitle: [\n---\n")
    version = site_in(root).prepare(frozenset())

    assert len([problem for problem in version.problems if "b.md" in problem.place]) == 1
    assert "2025/09/01/index.html" in version.outputs


def test_what_is_watched_follows_the_settings(root, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    site = site_in(root, output=root / "public")
    (root / "briefing.toml").write_text('content = "entries"\nseeds = ["in", "box"]\n')
    site.prepare(frozenset())
    (root / "briefing.toml").write_text("content = 1")
    with pytest.raises(ConfigError):
        site.prepare(frozenset())
    watched = site.watched()

    names = ("in", "box", "entries", "themes", "templates", "static")
    assert set(watched.folders) == {root / name for name in names}
    assert watched.files == (root / "briefing.toml",)
    assert root / "public" in watched.ignored
    assert root / ".briefing" in watched.ignored
    assert other in site_in(root, seeds=(other,)).watched().folders


def test_the_settings_may_stand_in_another_file(root):
    (root / "other.toml").write_text('base_url = "https://example.org/other/"\n')
    site = Site(root, root / "other.toml", BuildOptions(now=NOW), lambda: NOW)

    assert site.prepare(frozenset()).base_path == "/other/"

"""Plugins at work in a site: what they do shows, and changes with them, on one core and several."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from briefing.build import BuildOptions, BuildReport, build
from briefing.collect import collect
from briefing.config import read_config
from briefing.model import Level

NOW = dt.datetime(2025, 6, 3, tzinfo=dt.UTC)
PLUGIN = """
from dataclasses import replace
from briefing.hooks import Hooks
from briefing.model import Entry, Harvest, Seed
import datetime as dt

def entry(item):
    return None if "Advert" in item.title else replace(item, topics=("Taught",))

def digest(found):
    section, *rest = found.sections
    stories = tuple(replace(s, title=s.title) for s in reversed(section.stories))
    return replace(found, sections=(replace(section, name="Our order", stories=stories), *rest))

def read(document, reading):
    seed = Seed(file=document.place, part=1, sha256=document.sha256)
    title, body = document.data.decode().split(";")
    day = dt.date(2025, 6, 2)
    return Harvest(entries=(Entry(guid="own-1", title=title, date=day, body=body, seed=seed),))

def register(settings):
    shout = lambda text: text.upper() + settings.options.get("end", "!")
    return Hooks(entry=entry, digest=digest, filters={"shout": shout}, readers={".own": read})
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("seeds", "plugins", "templates", "content/2025/06/02"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "briefing.toml").write_text(
        'plugins = ["plugins/local.py"]\n[plugin_settings.local]\nend = "?"\n'
    )
    (tmp_path / "plugins/local.py").write_text(PLUGIN)
    (tmp_path / "seeds/a.own").write_text("Quay opens;Boats may land.")
    (tmp_path / "templates/_foot.html").write_text("<p>{{ site.title | shout }}</p>")
    for name in ("bees", "rain"):
        (tmp_path / f"content/2025/06/02/{name}.md").write_text(
            f"---\ntitle: All about {name}\ndate: 2025-06-02\n---\nOnly {name} here.\n"
        )
    return tmp_path


def built(root: Path, **options: Any) -> BuildReport:
    return build(root, read_config(root / "briefing.toml"), BuildOptions(now=NOW, **options))


def page(root: Path, path: str = "2025/06/02/index.html") -> str:
    return (root / "site" / path).read_text()


def test_readers_hooks_and_filters_show_in_the_site(root: Path) -> None:
    report = built(root)

    assert "DAILY BRIEFING?" in page(root)
    assert "Our order" in page(root)
    assert "topics: [Taught]" in (root / "content/2025/06/02/quay-opens.md").read_text().replace(
        "topics:\n  - Taught", "topics: [Taught]"
    )
    assert [p for p in report.problems if p.level is not Level.NOTE] == []


def test_a_changed_plugin_changes_the_site(root: Path) -> None:
    built(root)
    (root / "plugins/local.py").write_text(PLUGIN.replace("Our order", "Their order"))
    built(root)

    assert "Their order" in page(root)
    assert built(root).written == frozenset()


def test_what_a_hook_leaves_out_is_told(root: Path) -> None:
    (root / "seeds/b.own").write_text("Advert for oars;Buy.")
    report = collect(root, read_config(root / "briefing.toml"), NOW)

    assert [(x.place, x.reason) for x in report.left_out] == [
        ("seeds/b.own#1", "by the plugin “plugins/local.py”")
    ]


def test_a_hook_that_fails_is_a_problem_of_its_day(root: Path) -> None:
    broken = PLUGIN.replace("    section, *rest = found.sections", "    raise ValueError('lost')")
    (root / "plugins/local.py").write_text(broken)
    report = built(root)

    assert [p.message for p in report.problems if "lost" in p.message] == [
        "plugin “plugins/local.py”: digest hook: ValueError: lost"
    ]
    assert "All about bees" in page(root)


def test_a_filter_that_is_built_in_cannot_be_replaced(root: Path) -> None:
    (root / "plugins/local.py").write_text(
        PLUGIN.replace('"shout": shout', '"tied": shout, "shout": shout')
    )

    assert any("“tied” is built in" in p.message for p in built(root).problems)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_plugins_work_in_other_processes(
    root: Path, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.site.work._LEAST", 0)
    context = multiprocessing.get_context(method)
    built(root, executor=lambda: ProcessPoolExecutor(2, mp_context=context), jobs=2)

    assert "DAILY BRIEFING?" in page(root)
    assert "Our order" in page(root)

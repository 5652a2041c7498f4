"""Plugins are found by name and file, told their settings, and named when they fail."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path

import pytest

from briefing.config import Config, parse_config
from briefing.errors import PluginError
from briefing.hooks import hooked_digest, hooked_harvest, plugin_filters, plugin_reader
from briefing.ingest.reading import Reading
from briefing.model import Digest, Document, Entry, Section, Story
from briefing.plugins import Plugins, read_plugins

PLAIN = "from briefing.hooks import Hooks\n\n\ndef register(settings):\n    return Hooks()\n"


def site(tmp_path: Path, text: str, name: str = "plugins/local.py") -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return tmp_path


def loaded(root: Path, *names: str, **options: object) -> Plugins:
    settings = {"local": options} if options else {}
    return read_plugins(root, Config(plugins=names, plugin_settings=settings))


def error_of(root: Path, *names: str) -> PluginError:
    with pytest.raises(PluginError) as caught:
        loaded(root, *names)
    return caught.value


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed modules."""
    folder = tmp_path / "installed"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    before = {*sys.modules}
    yield folder
    for name in {*sys.modules} - before:
        del sys.modules[name]


def test_without_plugins_nothing_is_loaded(tmp_path: Path) -> None:
    assert read_plugins(tmp_path, Config()) == Plugins()


def test_a_file_of_the_site_is_a_plugin(tmp_path: Path) -> None:
    text = (
        "from dataclasses import dataclass\nfrom briefing.hooks import Hooks\n\n\n"
        "@dataclass\nclass Word:\n    text: str\n\n\n"
        "def offer(settings):\n    word = Word(settings.options['word'] + settings.config.title)\n"
        "    return Hooks(filters={'word': lambda: word.text})\n"
    )
    root = site(tmp_path, text)
    (link,) = loaded(root, "plugins/local.py:offer", word="sea ").chain.links

    assert link.plugin == "plugins/local.py:offer"
    assert link.filters["word"]() == "sea Daily briefing"


def test_an_installed_module_is_a_plugin(tmp_path: Path, installed: Path) -> None:
    site(installed, PLAIN, "briefing_ferries/__init__.py")
    site(installed, PLAIN.replace("register", "offer"), "briefing_ferries/more.py")
    plugins = loaded(tmp_path, "briefing_ferries", "briefing_ferries.more:offer")

    assert [x.plugin for x in plugins.chain.links] == [
        "briefing_ferries",
        "briefing_ferries.more:offer",
    ]


@pytest.mark.parametrize(
    ("name", "place", "message"),
    [
        ("briefing_nowhere", "briefing.toml", "plugin “briefing_nowhere” is not installed"),
        ("briefing_nowhere.sub:f", "briefing.toml", "is not installed"),
        ("plugins/gone.py", "briefing.toml", "there is no such file in the site"),
        ("../away.py", "briefing.toml", "is not below the site's folder"),
        ("plugins/local.py:offer", "local.py", "has no function “offer”"),
        ("plugins/local.py:FIVE", "local.py", "has no function “FIVE”"),
    ],
)
def test_a_plugin_that_is_not_there_is_told(
    tmp_path: Path, name: str, place: str, message: str
) -> None:
    error = error_of(site(tmp_path, f"FIVE = 5\n{PLAIN}"), name)

    assert error.place == place
    assert message in error.message


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x = 1\nraise OSError('no\\nsea')", 2, "failed: OSError: no sea"),
        ("def register(settings):\n    pass\n  x", 3, "failed: IndentationError"),
        ("import nowhere_at_all", 1, "failed: ModuleNotFoundError: No module named"),
        ("def register(settings):\n    return 1 / 0", 2, "failed: ZeroDivisionError"),
        ("import sys\nsys.exit(3)", 2, "failed: SystemExit: 3"),
        ("import json\ndef register(settings):\n    json.loads('{')", 3, "JSONDecodeError"),
    ],
)
def test_a_plugin_that_fails_is_one_line_with_its_place(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    error = error_of(site(tmp_path, text), "plugins/local.py")

    assert error.place == f"local.py:{line}"
    assert message in error.message
    assert "plugin “plugins/local.py”" in error.message
    assert "\n" not in str(error)


def test_an_installed_plugin_that_fails_is_told(tmp_path: Path, installed: Path) -> None:
    site(installed, "import nowhere_at_all", "briefing_broken.py")
    site(installed, "1 / 0", "briefing_zero.py")

    assert error_of(tmp_path, "briefing_broken").place == "briefing_broken.py:1"
    assert "ZeroDivisionError" in error_of(tmp_path, "briefing_zero").message


def test_a_plugin_that_gives_no_hooks_is_told(tmp_path: Path) -> None:
    error = error_of(site(tmp_path, "def register(settings): return {}"), "plugins/local.py")

    assert error.message == "plugin “plugins/local.py”: “register” gave dict; return Hooks(…)"


def test_the_mark_changes_with_code_and_options(tmp_path: Path) -> None:
    root = site(tmp_path, PLAIN)

    def mark(**options: object) -> str:
        return loaded(root, "plugins/local.py", **options).mark

    first = mark()
    marks = {first, mark(a=1), mark(a=2)}
    site(tmp_path, "X = 1\n", "plugins/helper.py")
    marks.add(mark())
    site(tmp_path, PLAIN + "# other\n")
    marks.add(mark())

    assert len(marks) == 5
    (tmp_path / "plugins/helper.py").unlink()
    site(tmp_path, PLAIN)
    assert mark() == first


def test_the_mark_of_a_package_is_of_all_its_files(tmp_path: Path, installed: Path) -> None:
    site(installed, PLAIN, "briefing_ferries/__init__.py")
    site(installed, PLAIN, "briefing_single.py")
    before = [loaded(tmp_path, n).mark for n in ("briefing_ferries", "briefing_single")]
    site(installed, "Y = 2\n", "briefing_ferries/deep/inner.py")
    after = [loaded(tmp_path, n).mark for n in ("briefing_ferries", "briefing_single")]

    assert before[0] != after[0]
    assert before[1] == after[1]


# --- the example of the documentation -------------------------------------------------------------

PAGE = (Path(__file__).parent.parent / "docs" / "plugins.md").read_text("utf-8")


def test_the_example_of_the_documentation_works(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    (settings,) = re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)
    config = parse_config(
        settings.replace(', "briefing_ferries", "briefing_extra.main:register"', "")
    )
    chain = read_plugins(site(tmp_path, code), config).chain
    data = b"2 June 2025; Dunmoor; 04:12; 16:40\nno tide\n3 June 2025; Advertorial; 1; 2\n"
    document = Document(place="seeds/june.tides", data=data, sha256="")
    reader = plugin_reader(document, chain)
    assert reader is not None
    found = reader(document, Reading(settings=config.collect, zone=dt.UTC, language="en"))
    kept = hooked_harvest(found, chain)

    assert [e.title for e in kept.entries] == ["Tides at Dunmoor"]
    assert kept.entries[0].date == dt.date(2025, 6, 2)
    assert [x.reason for x in kept.left_out] == ["by the plugin “plugins/local.py”"]
    assert [p.place for p in kept.problems] == ["seeds/june.tides:2"]

    def story(name: str) -> Story:
        one = Entry(guid=name, title=name, date=dt.date(2025, 6, 2))
        return Story(id=name, day=dt.date(2025, 6, 2), title=name, entries=(one,))

    stories = (story("The pier"), story("The ferry"))
    day = Digest(day=dt.date(2025, 6, 2), sections=(Section(name="", stories=stories),))
    ordered, problems = hooked_digest(day, chain)

    assert [s.title for s in ordered.stories] == ["The ferry", "The pier"]
    assert problems == ()
    assert plugin_filters(chain, [])[0]["shout"]("sea") == "SEA"

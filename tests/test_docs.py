"""What can be typed or set stands in the documentation, and nothing stands there that cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import click
import pytest

from briefing.cli.commands import COMMANDS, briefing
from briefing.config import Config, parse_config

ROOT = Path(__file__).parent.parent
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
SETTINGS_PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
COMMON = COMMANDS_PAGE.split("\n## ")[0]
CHAPTERS = {
    re.findall(r"`briefing (\w+)", chapter)[0]: chapter
    for chapter in COMMANDS_PAGE.split("\n## ")[1:]
}


def command(name: str) -> click.Command:
    found = briefing.get_command(click.Context(briefing), name)
    assert found is not None
    return found


def options(one: click.Command) -> Iterator[str]:
    for parameter in one.params:
        if isinstance(parameter, click.Option):
            yield from parameter.opts


def settings(kind: type = Config, prefix: str = "") -> Iterator[str]:
    hints = get_type_hints(kind)
    for setting in fields(kind):
        hint = hints[setting.name]
        inner = [t for t in (hint, *get_args(hint)) if isinstance(t, type) and is_dataclass(t)]
        if inner:
            yield from settings(inner[0], f"{prefix}{setting.name}.")
        if not inner or hint is not inner[0]:
            yield f"{prefix}{setting.name}"


def test_every_command_has_a_chapter_and_every_chapter_a_command() -> None:
    assert list(CHAPTERS) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name: str) -> None:
    untold = [o for o in options(command(name)) if f"`{o}" not in CHAPTERS[name] + COMMON]

    assert untold == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_that_is_told_exists(name: str) -> None:
    told = re.findall(r"`(--?[a-z][a-z-]*)", CHAPTERS[name])

    assert {*told} <= {*options(command(name))}


def test_the_common_flags_are_told_and_exist() -> None:
    told = re.findall(r"(?m)^\| .*?\|", COMMON)
    flags = {flag for row in told for flag in re.findall(r"`(--?[a-zA-Z-]+)", row)}

    assert flags == {*options(briefing), "-h", "--help"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_the_command_says(name: str) -> None:
    assert command(name).name == name
    assert command(name).help


@pytest.mark.parametrize("setting", [*settings()])
def test_every_setting_is_told(setting: str) -> None:
    assert f"| `{setting}` |" in SETTINGS_PAGE


def test_every_setting_that_is_told_exists() -> None:
    assert {*re.findall(r"(?m)^\| `([\w.]+)` \|", SETTINGS_PAGE)} == {*settings()}


def test_the_defaults_are_told_as_they_are() -> None:
    told = re.findall(r"(?m)^\| `(\w+)` \| `(\S.*?)` \|", SETTINGS_PAGE)
    given = "\n".join(f"{name} = {value}" for name, value in told)

    assert parse_config(given) == Config()
    assert len(told) > 8


def test_the_examples_are_settings() -> None:
    for example in re.findall(r"```toml\n(.*?)```", SETTINGS_PAGE, flags=re.DOTALL):
        assert parse_config(example) != Config()


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/*.md")) + sorted(ROOT.glob("*.md")))
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "docs/commands.md", "docs/documents.md"])
def test_every_command_in_an_example_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    typed = re.findall(r"(?m)^(?:    |.*?`|.*\| )briefing (?:-C \S+ )?([a-z]+)", text)

    assert {*typed} <= {*COMMANDS}

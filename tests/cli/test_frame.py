"""What holds for every command: flags, help, errors, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from briefing.cli import commands, init, run
from briefing.cli.clock import now
from briefing.cli.commands import COMMANDS
from briefing.errors import BriefingError
from tests.cli.conftest import Type


def fails_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr(init, "refuse_site", fail)


def test_help_names_every_command(briefing: Type) -> None:
    done = briefing("--help")

    assert done.code == 0
    assert [line.split()[0] for line in done.out.split("Commands:\n")[1].splitlines()
            if line.startswith("  ") and line[2] != " "] == list(COMMANDS)  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(briefing: Type, name: str) -> None:
    done = briefing(name, "-h")

    assert done.code == 0
    assert "Example:\n    briefing " in done.out


def test_a_command_that_does_not_exist_is_wrong_usage_and_the_near_one_is_named(
    briefing: Type,
) -> None:
    done = briefing("bild")

    assert done.code == 2
    assert done.err.startswith("error: briefing: There is no command “bild”. Did you mean “build”?")
    assert done.err.count("\n") == 1
    assert "Did you mean" not in briefing("xyz").err


@pytest.mark.parametrize("typed", [["--bogus"], ["init", "--bogus"], ["init", "a", "b"], ["new"]])
def test_wrong_usage_is_one_line_and_exit_code_two(briefing: Type, typed: list[str]) -> None:
    done = briefing(*typed)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: briefing")
    assert done.err.count("\n") == 1


def test_no_command_shows_the_help(briefing: Type) -> None:
    done = briefing()

    assert done.code == 2
    assert "Commands:" in done.out + done.err


def test_common_flags_work_before_and_after_the_command(
    briefing: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = briefing("-C", "one", "--json", "init")
    after = briefing("init", "-C", "two", "--json")

    assert before.json == {"root": "one", "files": ["briefing.toml", "seeds/sample.txt"]}
    assert after.json["root"] == "two"
    assert (tmp_path / "one" / "briefing.toml").read_bytes() == (
        tmp_path / "two" / "briefing.toml"
    ).read_bytes()


def test_quiet_says_nothing(briefing: Type, tmp_path: Path) -> None:
    assert briefing("init", tmp_path / "a", "-q").out == ""


def test_what_the_user_can_mend_is_one_line_and_exit_code_one(
    briefing: Type, tmp_path: Path
) -> None:
    briefing("init", tmp_path)
    again = briefing("init", tmp_path)

    assert (again.code, again.out) == (1, "")
    assert again.err == (
        f"error: {tmp_path}/briefing.toml: is there already; choose another folder for a new site\n"
    )


def test_a_file_where_the_site_should_be_is_told(briefing: Type, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", "utf-8")

    assert "is a file" in briefing("init", tmp_path / "taken").err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "site/index.html"), "error: site/index.html: the"),
        (PermissionError(13, "Permission denied", "site"), "error: site: "),
        (click.ClickException("cannot open it"), "error: briefing: cannot open it"),
        (BriefingError("a\x1b[31m:3", "two\nlines"), "error: a [31m:3: two lines\n"),
        (BriefingError("", "no place"), "error: no place\n"),
    ],
)
def test_errors_of_every_kind_are_one_line(
    briefing: Type, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    fails_with(monkeypatch, error)
    done = briefing("init")

    assert done.code == 1
    assert done.err.startswith(said)
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_is_quiet(
    briefing: Type, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    fails_with(monkeypatch, error)
    done = briefing("init")

    assert done.code == 130
    assert done.err.strip() == ""


def test_a_reader_that_goes_away_is_told_nothing(tmp_path: Path) -> None:
    """``briefing … | head``: the pipe is closed before anything is said."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "briefing", "init", str(tmp_path / "a")]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)

    assert done.stderr == b""


def test_a_terminal_that_lacks_a_character_is_no_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "init", "--help"],
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"?briefing" in done.stdout


@pytest.mark.parametrize("name", ["collect", "build", "list", "check", "serve"])
def test_a_folder_that_is_no_site_is_left_alone(briefing: Type, tmp_path: Path, name: str) -> None:
    done = briefing("-C", tmp_path, name)

    assert done.code == 1
    assert "“briefing init” starts a site" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_or_settings_that_are_not_there_are_told(briefing: Type, tmp_path: Path) -> None:
    assert "there is no such folder" in briefing("-C", tmp_path / "no", "list").err
    assert "there is no such file" in briefing("-C", tmp_path, "-c", tmp_path / "x", "list").err


def test_settings_that_are_wrong_are_told_with_their_line(briefing: Type, site: Path) -> None:
    (site / "briefing.toml").write_text('title = "x"\ntimezon = "UTC"\n', "utf-8")

    assert briefing("collect").err == (
        "error: briefing.toml:2: unknown setting “timezon”; did you mean “timezone”?\n"
    )


def test_the_time_comes_from_the_option_then_the_environment_then_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1748856840")

    assert now("2025-06-02T11:34").isoformat() == "2025-06-02T11:34:00+00:00"
    assert now("2025-06-02T11:34+02:00").isoformat() == "2025-06-02T11:34:00+02:00"
    assert now().isoformat() == "2025-06-02T09:34:00+00:00"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert now().year >= 2025


@pytest.mark.parametrize("epoch", ["noon", "99999999999999999999"])
def test_a_time_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(BriefingError, match="SOURCE_DATE_EPOCH"):
        now()
    with pytest.raises(BriefingError, match="--at"):
        now("at noon")


@pytest.mark.parametrize("at", ["0001-01-01T00:00+14:00", "9999-12-31T23:00-12:00"])
def test_a_time_beyond_the_calendar_is_told(at: str) -> None:
    with pytest.raises(BriefingError, match="--at"):
        now(at)


def test_the_group_knows_no_other_commands() -> None:
    context = click.Context(commands.briefing)

    assert commands.briefing.list_commands(context) == list(COMMANDS)
    assert commands.briefing.get_command(context, "publish") is None


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("briefing 0.")

"""What people see: tables and progress on a terminal, plain lines elsewhere, reasons in words."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path

import pytest

from briefing import cli
from briefing.cli import serve
from briefing.cli.output import clean, print_table, progress, say, shorten
from briefing.cli.report import failing, summary
from briefing.cli.rows import independent
from briefing.model import Entry, Level, Problem, Story
from tests.cli.conftest import Type

SAMPLES = Path(__file__).parent.parent.parent / "seeds"
DAY = dt.date(2025, 6, 2)


def told(guid: str, source: str, body: str) -> Entry:
    return Entry(guid=guid, title="T", date=DAY, source=source, body=body)


def test_a_line_is_one_line_without_commands_for_the_terminal() -> None:
    assert clean(" a\x1b[31m\nb\u202ec ") == "a [31m b c"
    assert shorten("word " * 9, 12) == "word word w…"
    assert shorten("short", 12) == "short"


def test_spaces_before_a_line_stay(capsys: pytest.CaptureFixture[str]) -> None:
    say("  indented\t ")
    say()

    assert capsys.readouterr().out == "  indented\n\n"


def test_a_table_is_drawn_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [("2025-06-02", "[bold]Tide[/bold] turns")]
    print_table(("date", "title"), rows)
    assert capsys.readouterr().out == "2025-06-02\t[bold]Tide[/bold] turns\n"

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_table(("date", "title"), rows)
    drawn = capsys.readouterr().out
    assert "date" in drawn
    assert "[bold]Tide[/bold] turns" in drawn
    assert "\t" not in drawn


def test_progress_is_shown_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with progress("Reading …", quiet=False):
        pass
    assert capsys.readouterr() == ("", "")

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress("Reading …", quiet=False):
        pass
    shown = capsys.readouterr()
    assert "Reading …" in shown.err
    assert shown.out == ""

    with progress("Reading …", quiet=True):
        pass
    assert capsys.readouterr() == ("", "")


def test_problems_are_counted_apart_from_notes() -> None:
    problem, note = (
        Problem(place="a", message="b"),
        Problem(place="a", message="c", level=Level.NOTE),
    )

    assert failing([problem, note]) == [problem]
    assert [summary(x) for x in ([], [problem], [note, note], [problem, note])] == [
        "",
        "1 problem",
        "2 notes",
        "1 problem, 1 note",
    ]


@pytest.mark.parametrize(
    ("tellings", "number"),
    [
        ([("A", "one two three four five six"), ("B", "seven eight nine ten eleven twelve")], 2),
        ([("A", "one two three four five six"), ("B", "one two three four five six")], 1),
        ([("A", "one two three four"), ("A", "five six seven eight")], 1),
        ([("", "one two three four"), ("", "five six seven eight")], 2),
        ([("A", "one two three four"), ("B", "five six seven"), ("A", "five six seven")], 1),
    ],
)
def test_tellings_are_independent_of_another_source_and_another_text(
    tellings: list[tuple[str, str]], number: int
) -> None:
    entries = tuple(told(str(n), *telling) for n, telling in enumerate(tellings))

    assert independent(Story(id="s", day=DAY, title="T", entries=entries)) == number


def test_notes_are_shown_when_asked_for(briefing: Type, site: Path) -> None:
    shutil.copy(site / "seeds" / "town.txt", site / "seeds" / "again.txt")
    plain, verbose = briefing("collect"), briefing("collect", "-v")

    assert plain.err == ""
    assert "note: seeds/" in verbose.err
    assert "2 notes; see: briefing list problems" in plain.out


def test_problems_are_known_without_the_catalog_too(briefing: Type, site: Path) -> None:
    (site / "seeds" / "empty.txt").write_text(" \n", "utf-8")
    briefing("collect")
    known = briefing("list", "problems", "--json").json
    shutil.rmtree(site / ".briefing")

    assert briefing("list", "problems", "--json").json == known
    assert [row["place"] for row in known][:1] == ["seeds/empty.txt"]


def test_a_cluster_page_explains_its_story(briefing: Type, site: Path) -> None:
    shutil.copy(SAMPLES / "2025-09-17" / "cluster-harbour.txt", site / "seeds")
    shutil.copy(SAMPLES / "2025-09-16" / "labelled-parts.txt", site / "seeds")
    briefing("collect")
    cluster = briefing("why", "seeds/cluster-harbour.txt").out
    undated = briefing("why", "seeds/labelled-parts.txt").out

    assert "\nstory " in cluster
    assert "\nleft out " in cluster
    assert "the day on which it was first collected" in undated
    story = next(row for row in briefing("list", "stories", "--json").json if row["sources"] > 1)
    why = briefing("why", "-v", f"/stories/{story['id']}/").out
    assert story["title"] in why
    assert "the entries name the story" in why


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("pin: true", "pinned, before all that are not"),
        ("bury: true", "buried, after all that are not"),
        ("section: Bridges", "in the section “Bridges”"),
        ("draft: true", "set in the front matter"),
    ],
)
def test_the_editors_layer_is_among_the_reasons(
    briefing: Type, site: Path, line: str, said: str
) -> None:
    briefing("collect")
    (entry,) = (site / "content" / "2025" / "05" / "06").glob("*.md")
    entry.write_text(entry.read_text("utf-8").replace("\n", f"\n{line}\n", 1), "utf-8")

    assert said in briefing("why", entry).out


def test_an_entry_of_a_day_to_come_is_not_shown_and_says_so(briefing: Type, site: Path) -> None:
    path = briefing("new", "Much later", "--at", "2999-01-01").out.strip()

    assert "it is a draft, or its day is still to come" in briefing("why", path).out


def test_serving_says_where_and_ends_quietly(
    briefing: Type, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []

    def interrupted(line: str) -> None:
        said.append(line)
        raise KeyboardInterrupt

    monkeypatch.setattr(serve, "say", interrupted)
    done = briefing("serve", "--port", "0")

    assert (done.code, done.err) == (0, "")
    assert said[0].startswith("Serving at http://127.0.0.1:")


def test_the_process_ends_with_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["briefing", "--bogus"])
    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 2

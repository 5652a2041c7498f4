"""Work in halves: what a copy of this process does is what this one would have done."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from briefing.cli.cores import each
from briefing.scan import Bare, Listing, Scan, scan


def alone(code: str) -> str:
    """What *code* prints in a process without threads; the one that runs tests may have some."""
    begin = "import os\nfrom briefing.cli.cores import each\n"
    command = [sys.executable, "-c", begin + textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


def test_the_halves_come_back_in_order() -> None:
    assert alone("print(*each(2)(str, range(5)), *each(2)(str, []))") == "0 1 2 3 4"
    assert each(1) is map


def test_half_of_the_work_is_done_elsewhere() -> None:
    assert alone("print(len({*each(2)(lambda _: os.getpid(), range(4))}))") == "2"


def test_what_a_copy_left_undone_is_done_here() -> None:
    told = alone(
        """
        here = os.getpid()
        def work(number):
            if os.getpid() != here:
                os._exit(9)
            return number
        print(*each(2)(work, range(4)))
        """
    )

    assert told == "0 1 2 3"


def test_what_fails_in_a_copy_fails_here() -> None:
    told = alone(
        """
        def work(number):
            raise OSError(number)
        try:
            each(2)(work, [7])
        except OSError as error:
            print("failed", error)
        """
    )

    assert told == "failed 7"


def test_no_copy_is_made_of_a_process_with_threads() -> None:
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert each(2) is map
    finally:
        ended.set()
        thread.join()


def test_a_large_folder_is_listed_in_halves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.scan._MANY", 1)
    for month in range(1, 13):
        (tmp_path / f"2025/{month:02}").mkdir(parents=True)
        (tmp_path / f"2025/{month:02}/a.md").write_text("A")
    asked = []

    class Shelf(Bare):
        def listings(self, within: object = None) -> dict[str, Listing]:  # noqa: ARG002
            return {"2024/": Listing("b.md 1 1 1", 1, 2)}

    def found(each_: object) -> Scan:
        return scan(tmp_path, Shelf(), each=each_)  # type: ignore[arg-type]

    def counting(work: object, parts: object) -> object:
        asked.append(parts)
        return each(2)(work, parts)  # type: ignore[arg-type]

    one, two = found(map), found(counting)

    assert len(asked) == 1
    assert (one.changed, one.gone) == (two.changed, two.gone) == (two.changed, ("2024/b.md",))
    assert {name: x.text for name, x in one.fresh.items()} == {
        name: x.text for name, x in two.fresh.items()
    }

"""Work in halves: what a copy of this process does is what this one would have done."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from briefing.cli.cores import each
from briefing.scan import Bare, Listing, Scan, scan


def test_the_halves_come_back_in_order() -> None:
    assert list(each(2)(str, range(5))) == ["0", "1", "2", "3", "4"]
    assert list(each(2)(str, [])) == []
    assert each(1) is map


def test_half_of_the_work_is_done_elsewhere() -> None:
    assert len({*each(2)(lambda _: os.getpid(), range(4))}) == 2


def test_what_a_copy_left_undone_is_done_here() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            os._exit(9)
        return number

    assert list(each(2)(work, range(4))) == [0, 1, 2, 3]


def test_what_fails_fails_here() -> None:
    def work(number: int) -> int:
        raise OSError(number)

    with pytest.raises(OSError, match="0"):
        each(2)(work, [0])


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

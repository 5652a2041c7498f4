"""The catalog: what is known survives a run; whatever happens to it, it is only empty."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from briefing.catalog import Catalog, open_catalog
from briefing.errors import BusyError
from briefing.files import Bare, Mark, Row, Times

MARK = Mark(Times(1, 2, 3), 4, "h")


def fill(catalog: Catalog) -> None:
    catalog.shelf("seeds", "v1").keep({"a": (MARK, b"one"), "b": (MARK, b"two")}, ())
    catalog.keep_written({"g": b"w"})
    catalog.pages(Path("out")).keep({"index.html": Row("m", 5, 6)})
    catalog.keep_fact("f", b"v")


def assert_empty(catalog: Catalog) -> None:
    assert catalog.shelf("seeds", "v1").marks() == {}
    assert catalog.shelf("seeds", "v1").values(["a"]) == {}
    assert catalog.written() == {}
    assert catalog.pages(Path("out")).rows() == {}
    assert catalog.fact("f") is None


def test_what_was_kept_is_known_again(tmp_path: Path) -> None:
    fill(open_catalog(tmp_path))
    catalog = open_catalog(tmp_path)
    shelf = catalog.shelf("seeds", "v1")

    assert shelf.marks() == {"a": MARK, "b": MARK}
    assert shelf.values(["a", "z"]) == {"a": b"one"}
    assert shelf.values([*"ab", *map(str, range(1000))]) == {"a": b"one", "b": b"two"}
    assert catalog.written() == {"g": b"w"}
    assert catalog.pages(Path("out")).rows() == {"index.html": Row("m", 5, 6)}
    assert catalog.pages(Path("other")).rows() == {}
    assert (catalog.fact("f"), catalog.problems) == (b"v", ())


def test_values_stay_when_only_times_are_new(tmp_path: Path) -> None:
    catalog = open_catalog(tmp_path)
    fill(catalog)
    newer = MARK._replace(seen_ns=9)
    shelf = catalog.shelf("seeds", "v1")
    shelf.keep({"a": (newer, None)}, ["b"])

    assert (shelf.marks(), shelf.values(["a", "b"])) == ({"a": newer}, {"a": b"one"})


def test_forgetting_is_one_call_each(tmp_path: Path) -> None:
    catalog = open_catalog(tmp_path)
    fill(catalog)
    catalog.keep_written({}, ["g"])
    catalog.pages(Path("out")).keep({}, ["index.html"])

    assert (catalog.written(), catalog.pages(Path("out")).rows()) == ({}, {})


def test_another_salt_makes_a_shelf_empty(tmp_path: Path) -> None:
    catalog = open_catalog(tmp_path)
    fill(catalog)
    other = catalog.shelf("seeds", "v2")
    assert (other.marks(), other.values(["a"])) == ({}, {})
    other.keep({"c": (MARK, b"three")}, ())

    assert other.marks() == {"c": MARK}
    assert catalog.shelf("seeds", "v1").marks() == {}


@pytest.mark.parametrize("damage", [b"", b"not a database" * 100, None])
def test_a_damaged_catalog_is_an_empty_one(tmp_path: Path, damage: bytes | None) -> None:
    catalog = open_catalog(tmp_path)
    fill(catalog)
    catalog.close()
    path = tmp_path / ".briefing" / "catalog.sqlite"
    path.write_bytes(path.read_bytes()[:4096] + b"\1" * 9999 if damage is None else damage)

    catalog = open_catalog(tmp_path)
    assert_empty(catalog)
    fill(catalog)
    assert open_catalog(tmp_path).written() == {"g": b"w"}


def test_a_catalog_damaged_while_open_heals(tmp_path: Path) -> None:
    catalog = open_catalog(tmp_path)
    fill(catalog)
    with sqlite3.connect(tmp_path / ".briefing" / "catalog.sqlite") as other:
        other.execute("DROP TABLE written")
    other.close()

    assert catalog.written() == {}
    catalog.keep_written({"g": b"w"})
    assert open_catalog(tmp_path).written() == {"g": b"w"}


def test_a_catalog_of_another_version_is_an_empty_one(tmp_path: Path) -> None:
    catalog = open_catalog(tmp_path)
    fill(catalog)
    catalog.close()
    with sqlite3.connect(tmp_path / ".briefing" / "catalog.sqlite") as other:
        other.execute("PRAGMA user_version = 99")
    other.close()

    assert_empty(open_catalog(tmp_path))


def test_where_nothing_can_be_written_it_lives_in_memory(tmp_path: Path) -> None:
    (tmp_path / ".briefing").write_text("a file in the place of the folder")
    catalog = open_catalog(tmp_path)
    with catalog.locked():
        fill(catalog)

    assert catalog.written() == {"g": b"w"}
    assert "everything is done anew" in catalog.problems[0].message
    with Catalog().locked():
        assert_empty(Catalog())


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".briefing" / "catalog.sqlite").mkdir(parents=True)
    catalog = open_catalog(tmp_path)
    fill(catalog)

    assert catalog.written() == {"g": b"w"}
    assert catalog.problems


def test_a_full_disk_makes_it_go_on_in_memory(tmp_path: Path) -> None:
    catalog = open_catalog(tmp_path)
    catalog._database._connection.execute("PRAGMA max_page_count = 1")
    catalog.keep_fact("f", b"x" * 10_000_000)

    assert catalog.fact("f") == b"x" * 10_000_000
    assert "full" in catalog.problems[0].message


def test_a_database_that_stays_locked_is_told(tmp_path: Path) -> None:
    catalog = open_catalog(tmp_path)
    catalog._database._connection.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(tmp_path / ".briefing" / "catalog.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(BusyError):
        catalog.keep_fact("f", b"v")
    other.close()


def test_a_second_run_waits_until_the_first_is_done(tmp_path: Path) -> None:
    first, second = open_catalog(tmp_path), open_catalog(tmp_path)
    waiting, order = threading.Event(), []

    def work() -> None:
        with second.locked(lambda _: waiting.set()):
            order.append("second")

    thread = threading.Thread(target=work)
    with first.locked():
        thread.start()
        assert waiting.wait(10)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:  # the child takes the lock and dies without a word
        with open_catalog(tmp_path).locked():
            os.write(write_end, b"x")
            os._exit(9)
    os.read(read_end, 1)
    os.waitpid(child, 0)
    os.close(read_end)
    os.close(write_end)

    with open_catalog(tmp_path).locked(patience=0):
        pass


def test_a_bare_shelf_knows_nothing() -> None:
    shelf = Bare()
    shelf.keep({"a": (MARK, b"x")}, ())

    assert (shelf.marks(), shelf.values(["a"])) == ({}, {})


def test_what_is_kept_of_a_finished_build_goes_with_its_folder(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path)
    pages, other = catalog.pages(tmp_path / "site"), catalog.pages(tmp_path / "other")
    pages.keep_state(b"one")

    assert (pages.state(), other.state()) == (b"one", None)
    pages.forget_state()
    assert pages.state() is None


def test_values_made_of_values_are_kept_by_kind(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path)
    catalog.keep_made("days", {"a": b"1", "b": b"1"})
    catalog.keep_made("days", {"a": b"2"}, ["b"])

    assert catalog.made("days") == {"a": b"2"}
    assert catalog.made("months") == {}

"""The catalog: what is known survives a run; whatever happens to it, it is only empty."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from briefing.catalog import Catalog, SiteShelf, open_catalog
from briefing.errors import BusyError, CatalogError
from briefing.files import Row
from briefing.scan import Listing, Scan

LISTING = Listing("a 1 2 3", 3, 4)


def scan(*changed: str, **more: object) -> Scan:
    """What was found in a folder."""
    same = {"gone": (), "fresh": {"": LISTING}, "dropped": (), "problems": ()}
    return Scan(changed=changed, **same | more)


def put_page(site: SiteShelf, row: Row) -> None:
    with site.change() as change:
        change.keep_pages("home ", {"index.html": row})


def fill(catalog: Catalog) -> None:
    shelf = catalog.shelf("seeds", "v1")
    shelf.keep(scan("a", "b"), {"a": ("h", b"one"), "b": ("h", b"two")})
    catalog.keep_written({"g": b"w"})
    put_page(catalog.site("out"), Row("m", 5, 6))
    catalog.keep_fact("f", b"v")


def fill_and_leave(root: Path) -> None:
    catalog = open_catalog(root)
    fill(catalog)
    catalog.close()


def assert_empty(catalog: Catalog) -> None:
    assert catalog.shelf("seeds", "v1").hashes(["a", "b", "c"]) == {}
    assert catalog.shelf("seeds", "v1").values(["a"]) == {}
    assert catalog.written() == {}
    assert catalog.fact("f") is None


def test_what_was_kept_is_known_again(tmp_path: Path) -> None:
    fill_and_leave(tmp_path)
    catalog = open_catalog(tmp_path)
    shelf = catalog.shelf("seeds", "v1")

    assert shelf.listings() == {"": LISTING}
    assert shelf.hashes(["a", "b", "c"]) == {"a": "h", "b": "h"}
    assert shelf.hashes(["a", "z"]) == {"a": "h"}
    assert shelf.values(["a", "z"]) == {"a": b"one"}
    assert shelf.values([*"ab", *map(str, range(1000))]) == {"a": b"one", "b": b"two"}
    assert catalog.written() == {"g": b"w"}
    assert catalog.site("out").pages(["home "]) == {"home ": {"index.html": Row("m", 5, 6)}}
    assert catalog.site("other").pages(["home "]) == {}
    assert (catalog.fact("f"), catalog.problems) == (b"v", ())


def test_values_stay_when_only_times_are_new_and_go_with_their_files() -> None:
    catalog = Catalog()
    fill(catalog)
    newer = LISTING._replace(seen_ns=9)
    shelf = catalog.shelf("seeds", "v1")
    shelf.keep(scan(gone=("b",), fresh={"": newer}), {})

    assert shelf.listings() == {"": newer}
    assert shelf.values(["a", "b"]) == {"a": b"one"}
    shelf.keep(scan(gone=("a",), fresh={}, dropped=("",)), {})
    assert (shelf.listings(), shelf.hashes(["a", "b", "c"])) == ({}, {})


def test_a_folder_with_a_file_that_could_not_be_read_is_looked_into_again() -> None:
    shelf = Catalog().shelf("seeds", "v1")
    shelf.keep(scan("a", "b"), {"a": ("h", b"one")})

    assert shelf.listings()[""].is_racy
    assert shelf.hashes(["a", "b", "c"]) == {"a": "h"}


def test_another_salt_makes_a_shelf_empty() -> None:
    catalog = Catalog()
    fill(catalog)
    other = catalog.shelf("seeds", "v2")
    assert (other.listings(), other.hashes(["a", "b", "c"]), other.values(["a"])) == ({}, {}, {})
    other.keep(scan("c"), {"c": ("h", b"three")})

    assert other.hashes(["a", "b", "c"]) == {"c": "h"}
    assert catalog.shelf("seeds", "v1").hashes(["a", "b", "c"]) == {}


@pytest.mark.parametrize("name", ["catalog.sqlite", "catalog.sqlite-stamp"])
@pytest.mark.parametrize("damage", [b"", b"not a database" * 100, None])
def test_a_damaged_catalog_is_an_empty_one(tmp_path: Path, name: str, damage: bytes | None) -> None:
    fill_and_leave(tmp_path)
    path = tmp_path / ".briefing" / name
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)

    catalog = open_catalog(tmp_path)
    assert_empty(catalog)
    fill(catalog)
    catalog.close()
    assert open_catalog(tmp_path).written() == {"g": b"w"}


def test_a_single_bit_that_somebody_turned_makes_it_empty(tmp_path: Path) -> None:
    fill_and_leave(tmp_path)
    path = tmp_path / ".briefing" / "catalog.sqlite"
    data = bytearray(path.read_bytes())
    data[data.index(b"one")] ^= 1
    path.write_bytes(data)

    assert_empty(open_catalog(tmp_path))


def test_an_older_copy_that_somebody_put_back_is_an_empty_one(tmp_path: Path) -> None:
    fill_and_leave(tmp_path)
    path = tmp_path / ".briefing" / "catalog.sqlite"
    old = path.read_bytes()
    with closing(open_catalog(tmp_path)) as catalog:
        catalog.keep_written({"g": b"newer"})
    path.write_bytes(old)

    assert_empty(open_catalog(tmp_path))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_run_that_is_killed_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    fill_and_leave(tmp_path)
    child = os.fork()
    if not child:
        open_catalog(tmp_path).keep_written({"h": b"x"})
        os._exit(9)
    os.waitpid(child, 0)

    assert open_catalog(tmp_path).written() == {"g": b"w", "h": b"x"}


def test_a_catalog_damaged_while_open_says_so_once_and_is_empty(tmp_path: Path) -> None:
    fill_and_leave(tmp_path)
    catalog = open_catalog(tmp_path)
    assert catalog.written() == {"g": b"w"}
    with sqlite3.connect(tmp_path / ".briefing" / "catalog.sqlite") as other:
        other.execute("DROP TABLE written")
    other.close()

    with pytest.raises(CatalogError, match="try again"):
        catalog.written()
    assert catalog.written() == {}
    catalog.keep_written({"g": b"w"})
    catalog.close()
    assert open_catalog(tmp_path).written() == {"g": b"w"}


def test_a_change_that_breaks_off_changes_nothing() -> None:
    site = Catalog().site("out")
    with pytest.raises(ZeroDivisionError), site.change() as change:
        change.keep_fact("look", "new")
        raise ZeroDivisionError

    assert site.fact("look") is None
    put_page(site, Row("m", 1, 1))  # and another may follow


def test_a_catalog_of_another_version_is_an_empty_one(tmp_path: Path) -> None:
    fill_and_leave(tmp_path)
    path = tmp_path / ".briefing" / "catalog.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    found = path.stat()
    stamp = path.with_name("catalog.sqlite-stamp")
    stamp.write_text(f"{found.st_size} {found.st_mtime_ns}\n")

    assert_empty(open_catalog(tmp_path))


def test_of_few_sites_something_is_known(tmp_path: Path) -> None:
    for number in range(6):
        with closing(open_catalog(tmp_path)) as catalog:
            put_page(catalog.site(f"out {number}"), Row("m", 1, 1))
        os.utime(next(iter((tmp_path / ".briefing").glob("catalog.sqlite")), tmp_path))

    assert len([*(tmp_path / ".briefing").glob("site-*.sqlite")]) == 4
    assert open_catalog(tmp_path).site("out 5").page_count() == 1


def test_where_nothing_can_be_written_it_lives_in_memory(tmp_path: Path) -> None:
    (tmp_path / ".briefing").write_text("a file in the place of the folder")
    catalog = open_catalog(tmp_path)
    with catalog.locked():
        fill(catalog)

    assert catalog.written() == {"g": b"w"}
    assert "everything is done anew" in catalog.problems[0].message
    with Catalog().locked():
        assert_empty(Catalog())


def test_a_folder_in_the_place_of_the_file_makes_way(tmp_path: Path) -> None:
    (tmp_path / ".briefing" / "catalog.sqlite" / "x").mkdir(parents=True)
    fill_and_leave(tmp_path)
    catalog = open_catalog(tmp_path)

    assert catalog.written() == {"g": b"w"}
    assert not catalog.problems


def test_a_full_disk_makes_it_go_on_in_memory(tmp_path: Path) -> None:
    catalog = open_catalog(tmp_path)
    catalog._database._connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(CatalogError):
        catalog.keep_fact("f", b"x" * 10_000_000)
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

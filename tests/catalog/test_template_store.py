"""Compiled templates in the user's cache folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.catalog import compiled
from briefing.catalog.compiled import TemplateStore, cache_folder

KEY, OTHER = "a" * 32, "b" * 32
HOME = Path("/home/ann")

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owners here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "caches" / "briefing" / "templates"


def test_what_is_kept_is_there_in_the_next_run(folder):
    TemplateStore(folder).put(KEY, b"code")

    assert TemplateStore(folder).get(KEY) == b"code"
    assert TemplateStore(folder).get(OTHER) is None


def test_only_the_user_can_look_into_the_folder(folder):
    TemplateStore(folder).put(KEY, b"code")

    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / KEY).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == [KEY]


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_a_folder_that_others_may_enter_is_not_used(folder, mode):
    TemplateStore(folder).put(KEY, b"code")
    folder.chmod(mode)
    TemplateStore(folder).put(OTHER, b"code")

    assert TemplateStore(folder).get(KEY) is None
    assert not (folder / OTHER).exists()


def test_a_folder_of_somebody_else_is_not_used(folder, monkeypatch):
    TemplateStore(folder).put(KEY, b"code")
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    TemplateStore(folder).put(OTHER, b"code")

    assert TemplateStore(folder).get(KEY) is None
    assert not (folder / OTHER).exists()


def test_a_link_is_not_followed(folder, tmp_path):
    real = tmp_path / "real"
    TemplateStore(real).put(KEY, b"code")
    folder.parent.mkdir(parents=True)
    folder.symlink_to(real)
    (real / OTHER).symlink_to(real / KEY)

    assert TemplateStore(folder).get(KEY) is None
    assert TemplateStore(real).get(OTHER) is None


def test_what_is_no_plain_file_is_not_read(folder):
    TemplateStore(folder).put(KEY, b"code")
    os.mkfifo(folder / OTHER)

    assert TemplateStore(folder).get(OTHER) is None


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path):
    (tmp_path / "caches").write_text("a file")
    store = TemplateStore(tmp_path / "caches" / "templates")
    store.put(KEY, b"code")

    assert store.get(KEY) is None


def test_without_a_folder_nothing_is_kept():
    store = TemplateStore(None)
    store.put(KEY, b"code")

    assert store.get(KEY) is None


def test_the_oldest_make_room_and_other_files_stay(folder, monkeypatch):
    monkeypatch.setattr(compiled, "MOST", 3)
    for number in range(5):
        TemplateStore(folder).put(f"{number:032}", b"code")
        os.utime(folder / f"{number:032}", (number, number))
        (folder / "mine.txt").write_text("mine")
    TemplateStore(folder).put(KEY, b"code")

    assert {path.name for path in folder.iterdir()} == {
        "mine.txt", f"{3:032}", f"{4:032}", KEY,
    }  # fmt: skip


def test_a_file_that_was_left_half_written_is_not_read(folder):
    store = TemplateStore(folder)
    store.put(OTHER, b"code")
    (folder / f"{KEY}.{os.getpid()}").write_bytes(b"co")
    store.put(KEY, b"code")

    assert store.get(KEY) is None


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({}, HOME / ".cache/briefing/templates"),
        ({"XDG_CACHE_HOME": "/caches"}, Path("/caches/briefing/templates")),
        ({"XDG_CACHE_HOME": "caches"}, HOME / ".cache/briefing/templates"),
        ({"BRIEFING_CACHE": "/mine", "XDG_CACHE_HOME": "/caches"}, Path("/mine/templates")),
        ({"BRIEFING_CACHE": ""}, None),
        ({"BRIEFING_CACHE": "in/the/site"}, None),
    ],
)
def test_the_folder_is_that_for_caches_unless_it_is_named(environ, folder):
    assert cache_folder(environ, HOME) == folder

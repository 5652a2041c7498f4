"""What earlier runs found out: kept, and worth nothing that cannot be found out again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from briefing.fetch.health import KEPT
from briefing.fetch.outcome import Feed
from briefing.fetch.robots import Rules
from briefing.fetch.state import NAME, Change, Note, State, look_at_state, open_state

URL = "http://mill.example/feed"
FEED = Feed(url=URL, etag='"1"', asked=1_000)


def test_what_is_committed_is_known_later(tmp_path: Path) -> None:
    with closing(open_state(tmp_path / ".briefing")) as state:
        assert (state.feeds(), state.known(URL), state.arrivals()) == ({}, {}, {})
        state.commit([Change(feed=FEED, items={"a": "1", "b": "2"}, arrivals=(7, 5))])
        state.commit([Change(feed=Feed(url=URL, asked=2_000))])
        state.keep_robots({"http://old.example": Rules(1, "x")})
        state.keep_robots({"http://mill.example": Rules(5, "User-agent: *")})

    with closing(look_at_state(tmp_path / ".briefing")) as state:
        assert state.feeds() == {URL: Feed(url=URL, asked=2_000)}
        assert state.known(URL) == {"a": "1", "b": "2"}
        assert state.arrivals() == {URL: [5, 7]}
        assert state.robots() == {"http://mill.example": Rules(5, "User-agent: *")}
        assert state.trouble == ""


def test_only_looking_makes_no_file(tmp_path: Path) -> None:
    with closing(look_at_state(tmp_path / "no")) as state:
        assert state.feeds() == {}

    assert not (tmp_path / "no").exists()


def test_a_note_holds_until_something_is_committed(tmp_path: Path) -> None:
    note = Note(file="seeds/a.jsonl", digest="d", changes=(Change(feed=FEED, items={"a": "1"}),))
    with closing(open_state(tmp_path)) as state:
        state.intend(note)
    with closing(open_state(tmp_path)) as state:
        assert state.intended() == [note]
        assert state.feeds() == {}
        state.commit(note.changes)
        assert state.intended() == []
        assert state.known(URL) == {"a": "1"}


def test_old_items_and_arrivals_are_forgotten(tmp_path: Path) -> None:
    day = 86_400
    with closing(open_state(tmp_path)) as state:
        state.commit([Change(feed=Feed(url=URL, asked=1), items={"a": "1", "b": "1"})])
        state.commit([Change(feed=Feed(url=URL, asked=399 * day), items={"b": "1"})])
        assert state.known(URL) == {"a": "1", "b": "1"}
        state.commit([Change(feed=Feed(url=URL, asked=401 * day), items={"c": "1"})])
        assert state.known(URL) == {"b": "1", "c": "1"}

        state.commit([Change(feed=FEED, arrivals=tuple(range(KEPT + 15)))])
        assert state.arrivals() == {URL: [*range(15, KEPT + 15)]}


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 300])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    with closing(open_state(tmp_path)) as state:
        state.commit([Change(feed=FEED, items={str(n): "1" for n in range(3000)})])
    file = tmp_path / NAME
    file.write_bytes(damage or file.read_bytes()[:9_000] + b"\xaa" * 30_000)

    with closing(open_state(tmp_path)) as state:
        assert state.feeds() == {}
        state.commit([Change(feed=FEED)])
        assert (state.trouble, [*state.feeds()]) == ("", [URL])


def test_another_version_is_begun_anew(tmp_path: Path) -> None:
    with closing(open_state(tmp_path)) as state:
        state.commit([Change(feed=FEED)])
        state._connection.execute("PRAGMA user_version = 99")
        state._connection.commit()

    with closing(open_state(tmp_path)) as state:
        assert state.feeds() == {}


def test_what_cannot_be_read_is_not_known(tmp_path: Path) -> None:
    with closing(open_state(tmp_path)) as state:
        state.commit([Change(feed=FEED)])
        state._connection.execute("UPDATE feeds SET value = '{}'")
        state._connection.execute("INSERT INTO pending VALUES ('a', '[]')")
        assert (state.feeds(), state.intended()) == ({}, [])

        state._connection.execute("DROP TABLE arrivals")
        assert state.arrivals() == {}
        assert "arrivals" in state.trouble


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")

    with closing(open_state(tmp_path / "file")) as state:
        assert state.trouble
        state.commit([Change(feed=FEED)])
        assert [*state.feeds()] == [URL]


def test_a_change_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with closing(open_state(tmp_path)) as state:
        state.commit([Change(feed=FEED)])
        state._connection.execute("PRAGMA query_only = 1")
        state.commit([Change(feed=Feed(url="http://other.example/"))])
        assert "readonly" in state.trouble
        assert [*state.feeds()] == [URL]


def test_it_lives_in_memory_without_a_path() -> None:
    with closing(State(None)) as state:
        state.commit([Change(feed=FEED)])
        assert [*state.feeds()] == [URL]

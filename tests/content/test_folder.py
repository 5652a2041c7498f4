"""Reading content/: every file for itself, and what is known is not read again."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_memory import content_in

from briefing import scan
from briefing.catalog import Catalog
from briefing.codec import decoder, encode
from briefing.content import (
    format_note,
    format_page,
    format_record,
    parse_file,
    record_path,
)
from briefing.content.folder import Parsed
from briefing.content.normal import note as normal_note
from briefing.content.normal import page as normal_page
from briefing.content.normal import record as normal_record
from briefing.model import Content, DayNote, Level, Problem, Seed, StandingPage, StoryRecord

ZONE = dt.UTC
DAY = dt.date(2025, 6, 2)


def write(root: Path, path: str, text: str | bytes) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode() if isinstance(text, str) else text)
    return target


def read(root: Path, known: Catalog | None = None) -> tuple[Content, tuple[Problem, ...]]:
    content, problems = content_in(root, ZONE, known)
    return content, tuple(problems)


def nothing(**more) -> scan.Scan:
    """A scan that has found nothing new, except for *more*."""
    same = {"changed": (), "gone": (), "fresh": {}, "dropped": (), "problems": ()}
    return scan.Scan(**same | more)


def test_every_kind_of_file_is_read(tmp_path: Path) -> None:
    write(tmp_path, "2025/06/02/a.md", "---\ntitle: A\n---\n")
    write(tmp_path, "2025/06/02/_digest.md", "---\ntitle: Calm\n---\nA quiet day.\n")
    write(
        tmp_path,
        "2025/06/02/_story-quay.md",
        "---\ntitle: Quay\nsources: [bay.example: 4, Harbour Post, 'Sea: 2']\n---\nText\n",
    )
    write(tmp_path, "pages/about-us.md", "Who we are.")
    write(tmp_path, "pages/deep/Imprint.md", "---\ntitle: Legal\n---\n")
    write(tmp_path, "removed.txt", "x")
    write(tmp_path, ".hidden.md", "---")
    content, problems = read(tmp_path)

    assert problems == ()
    assert [e.title for e in content.entries] == ["A"]
    assert content.notes == (
        DayNote(day=DAY, title="Calm", body="A quiet day.", path="2025/06/02/_digest.md"),
    )
    (record,) = content.records
    assert (record.id, record.day, record.title, record.body) == ("quay", DAY, "Quay", "Text")
    assert record.sources == (("bay.example", 4), ("Harbour Post", 1), ("Sea", 2))
    assert [(p.slug, p.title) for p in content.pages] == [
        ("about-us", "About us"),
        ("deep/imprint", "Legal"),
    ]


def test_one_bad_file_never_costs_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "2025/06/02/a.md", "---\ntitle: [A\n---\n")
    write(tmp_path, "2025/06/02/b.md", "---\ntitle: B\n---\n")
    write(tmp_path, "2025/02/31/c.md", "---\ntitle: C\n---\n")
    write(tmp_path, "_digest.md", "a")
    write(tmp_path, "2025/06/02/_other.md", "a")
    write(tmp_path, "2025/06/02/_story-x.md", "---\nsources:\n  a: many\n---\n")
    write(tmp_path, "pages/p.md", "---\n- a\n---\n")
    (tmp_path / "2025/06/02/gone.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "2025/06/02/linked.md").symlink_to(tmp_path / "2025/06/02/b.md")
    (tmp_path / "loop").symlink_to(tmp_path)
    write(tmp_path, "2025/06/02/" + os.fsdecode(b"odd\xff.md"), "a")
    content, problems = read(tmp_path)

    assert [e.path[11:] for e in content.entries] == ["b.md", "linked.md"]
    assert [(p.place, p.level.value) for p in problems] == [
        ("content/2025/02/31/c.md:1", "error"),
        ("content/2025/06/02/_other.md", "warning"),
        ("content/2025/06/02/_story-x.md:3", "error"),
        ("content/2025/06/02/a.md:3", "error"),
        ("content/2025/06/02/gone.md", "warning"),
        ("content/2025/06/02/odd\\udcff.md", "error"),
        ("content/_digest.md:1", "error"),
        ("content/loop", "warning"),
        ("content/pages/p.md:2", "error"),
    ]


def test_of_two_files_with_one_guid_the_first_is_taken(tmp_path: Path) -> None:
    write(tmp_path, "2025/06/02/a.md", "---\ntitle: A\nguid: g\n---\n")
    write(tmp_path, "2025/06/02/b.md", "---\ntitle: B\nguid: g\n---\n")
    content, problems = read(tmp_path)

    assert [e.title for e in content.entries] == ["A"]
    assert [(p.place, p.level) for p in problems] == [("content/2025/06/02/b.md", Level.ERROR)]
    assert "content/2025/06/02/a.md" in problems[0].message


def test_a_missing_folder_is_empty_content(tmp_path: Path) -> None:
    assert read(tmp_path / "none") == (Content(), ())


def test_what_is_known_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Catalog()
    write(tmp_path, "2025/06/02/a.md", "---\ntitle: A\nheadline: x\n---\n")
    write(tmp_path, "2025/06/02/b.md", "---\ntitle: B\ndate: 2025-06-02T11:00:00+02:00\n---\n")
    write(tmp_path, "pages/p.md", "P")
    first = read(tmp_path, known)
    monkeypatch.setattr(scan, "_RACY_NS", -(10**18))

    with monkeypatch.context() as patch:
        patch.setattr("briefing.site.contents.read", None)
        patch.setattr(scan, "_hash", None)
        assert read(tmp_path, known) == first

    write(tmp_path, "2025/06/02/a.md", "---\ntitle: A2\n---\n")
    (tmp_path / "pages/p.md").unlink()
    content, problems = read(tmp_path, known)
    assert ([e.title for e in content.entries], content.pages, problems) == (["A2", "B"], (), ())
    assert known.contents("").texts(["pages/p.md"]) == {}


def test_a_change_that_leaves_size_and_times_is_seen_when_it_is_fresh(tmp_path: Path) -> None:
    known = Catalog()
    path = write(tmp_path, "2025/06/02/a.md", "---\ntitle: A\n---\n")
    read(tmp_path, known)
    was = path.stat()
    path.write_text("---\ntitle: B\n---\n")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    # As on a file system whose clock is coarse: even the time of the change is the same.
    listed = scan.scan(tmp_path, scan.Bare()).fresh["2025/06/02/"]
    known.contents("").keep(nothing(fresh={"2025/06/02/": listed}), [])

    assert [e.title for e in read(tmp_path, known)[0].entries] == ["B"]


def test_a_file_that_was_only_touched_keeps_its_value(tmp_path: Path) -> None:
    known = Catalog()
    path = write(tmp_path, "2025/06/02/a.md", "---\ntitle: A\n---\n")
    first = read(tmp_path, known)
    os.utime(path, (1, 1))

    assert read(tmp_path, known) == first
    assert " 1000000000 " in known.contents("").listings()["2025/06/02/"].text


def test_a_file_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "2025/06/02/a.md", "---\ntitle: A\n---\n")

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("briefing.site.contents.read", refuse)
    assert "not allowed" in read(tmp_path)[1][0].message


def test_what_was_parsed_survives_being_kept() -> None:
    zone = ZoneInfo("Europe/Berlin")
    text = "---\ntitle: A\ndate: 2025-06-02 11:00\nupdated: 2025-06-03\nheadline: x\n---\nBody\n"
    parsed = parse_file(text.encode(), "2025/06/02/a.md", zone)
    again = decoder(Parsed)(encode(parsed))

    assert again == parsed
    assert repr(again) == repr(parsed)  # times equal in their offset, too


TEXTS = st.text(max_size=30)
NAMES = st.text(min_size=1).filter(lambda t: t.strip())
RECORDS = st.builds(
    StoryRecord,
    id=st.sampled_from(["quay", "no", "A b/c", "日本"]),
    day=st.just(DAY),
    title=TEXTS,
    summary=TEXTS,
    key_points=st.lists(TEXTS, max_size=3).map(tuple),
    source=TEXTS,
    sources=st.lists(
        st.tuples(TEXTS | st.just("n" * 300) | st.just("a: 4"), st.integers(0, 99)), max_size=3
    ).map(tuple),
    seed=st.none() | st.builds(Seed, file=st.just("seeds/a.txt"), part=st.integers(1, 9)),
    body=TEXTS,
)


@given(RECORDS)
def test_records_survive_their_file(item: StoryRecord) -> None:
    item = replace(item, path=record_path(item.id, DAY))
    parsed = parse_file(format_record(item).encode(), item.path, ZONE, tidy=True)

    assert parsed.record == normal_record(item)
    assert (parsed.problems, parsed.is_tidy) == ((), True)


@given(TEXTS.filter(str.strip), TEXTS)
def test_notes_and_pages_survive_their_file(title: str, body: str) -> None:
    note = DayNote(day=DAY, title=title, body=body, path="2025/06/02/_digest.md")
    assert parse_file(format_note(note).encode(errors="ignore"), note.path, ZONE).note == (
        normal_note(note)
    )
    page = normal_page(StandingPage(slug="p", title=title, body=body, path="pages/p.md"))
    if page.title:
        assert parse_file(format_page(page).encode(), page.path, ZONE).page == page

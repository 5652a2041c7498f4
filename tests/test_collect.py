"""Collecting: idempotent, one entry an article, and whatever a person did survives."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from in_memory import content_in

from briefing import ingest, scan
from briefing.catalog import open_catalog
from briefing.collect import CollectReport, collect, harvests, last_report
from briefing.config import Config
from briefing.errors import BriefingError, BusyError, DocumentError, OutputError
from briefing.model import DateOrigin, Document, Entry, Harvest, Level, Problem, Seed, StoryRecord
from briefing.seeds import Seeds

NOW = dt.datetime(2025, 6, 3, 22, 30, tzinfo=dt.UTC)
CONFIG = Config(timezone="Europe/Berlin")  # where NOW is June 4
LONG = " ".join(f"word{n}" for n in range(60))


def fake_harvest(document: Document, *_: object) -> Harvest:
    """Read a JSON list of entries' fields; ``record`` makes a story record."""
    try:
        items = json.loads(document.data)
    except ValueError:
        return Harvest(problems=(Problem(place=document.place, message="no", level=Level.ERROR),))
    entries, records = [], []
    for part, item in enumerate(items, 1):
        seed = Seed(file=document.place, part=part, sha256=document.sha256)
        if "record" in item:
            day = dt.date(2025, 6, 1)
            records.append(StoryRecord(id=item["record"], day=day, title=item["title"], seed=seed))
        else:
            entries.append(_entry(item, seed))
    return Harvest(entries=tuple(entries), records=tuple(records))


def _entry(item: Mapping[str, str], seed: Seed) -> Entry:
    title = item["title"]
    date = item.get("date", "")
    origin = DateOrigin(item.get("origin", "stated" if date else "ingested"))
    known = {k: v for k, v in item.items() if k not in ("date", "origin", "guid")}
    return Entry(
        guid=item.get("guid", f"g-{title}"),
        date=dt.date.fromisoformat(date or "1970-01-01"),
        date_origin=origin,
        seed=seed,
        **known,  # type: ignore[arg-type]
    )


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose documents are read by the fake."""
    monkeypatch.setattr(ingest, "read", fake_harvest)
    (tmp_path / "seeds").mkdir()
    return tmp_path


def seed(root: Path, name: str, *items: Mapping[str, str]) -> None:
    path = root / "seeds" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(items))


def run(root: Path, now: dt.datetime = NOW) -> CollectReport:
    return collect(root, CONFIG, now)


def texts(root: Path) -> dict[str, str]:
    """Every file of content/ by path."""
    top = root / "content"
    return {
        p.relative_to(top).as_posix(): p.read_text() for p in sorted(top.rglob("*")) if p.is_file()
    }


def times(root: Path) -> dict[str, int]:
    return {p.name: p.stat().st_mtime_ns for p in (root / "content").rglob("*")}


def warnings(report: CollectReport) -> list[str]:
    return [p.message for p in report.problems if p.level is not Level.NOTE]


def test_documents_become_files_in_their_days_folder(root: Path) -> None:
    seed(root, "a.json", {"title": "Quay opens", "date": "2025-06-02", "body": "Boats."})
    seed(root, "deep/er/b.json", {"title": "Rain", "body": "Wet."})

    report = run(root)

    assert [*texts(root)] == ["2025/06/02/quay-opens.md", "2025/06/04/rain.md"]
    assert (report.documents, report.entries, report.new, report.written) == (
        2, 2, 2, ("2025/06/02/quay-opens.md", "2025/06/04/rain.md"),
    )  # fmt: skip
    entries = content_in(root / "content", CONFIG.zone)[0].entries
    assert [e.seed.file for e in entries if e.seed] == ["seeds/a.json", "seeds/deep/er/b.json"]


def test_a_second_collect_touches_no_file(root: Path) -> None:
    seed(root, "a.json", {"title": "A", "body": "x"}, {"record": "s", "title": "S"})
    first = run(root)
    before = times(root)

    second = run(root, NOW + dt.timedelta(days=3))
    (root / "seeds" / "a.json").touch()
    third = run(root)

    assert times(root) == before
    assert (second.new, second.updated, second.kept, second.written) == (0, 0, 2, ())
    assert third.entries == second.entries == first.entries == 1


def test_the_last_report_can_be_asked_for(root: Path) -> None:
    assert last_report(root) is None
    (root / "seeds/bad.json").write_text("{")
    report = run(root)

    last = last_report(root)
    assert last
    assert last.problems == report.problems
    assert last == replace(run(root), seconds=last.seconds)


def test_a_damaged_memory_is_made_again(root: Path) -> None:
    seed(root, "a.json", {"title": "A"})
    run(root)
    with closing(open_catalog(root)) as catalog:
        catalog.keep_fact("collected", b"{")
        shelf = Seeds(root, CONFIG, [root / "seeds"], catalog).shelves[0]
        same = scan.Scan(changed=(), gone=(), fresh={}, dropped=(), problems=())
        shelf.keep(same, {"a.json": (shelf.hashes(["a.json"])["a.json"], b"{")})

    assert (run(root).kept, run(root).kept) == (1, 1)


def test_a_document_that_was_only_touched_is_not_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(root, "a.json", {"title": "A"})
    run(root)
    (root / "seeds/a.json").touch()
    seed(root, "b.json", {"title": "B"})
    asked = []

    def ask(document: Document, *rest: object) -> Harvest:
        asked.append(document.place)
        return fake_harvest(document, *rest)

    monkeypatch.setattr(ingest, "read", ask)
    run(root)
    assert asked == ["seeds/b.json"]


def test_a_document_that_cannot_be_opened_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(root, "a.json", {"title": "A"})

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("briefing.seeds.read", refuse)
    report = run(root)
    assert "cannot be read: " in report.problems[0].message
    assert "(kept, not read)" in report.problems[0].message


def test_nothing_is_read_when_nothing_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed(root, "a.json", {"title": "A"})
    monkeypatch.setattr(scan, "_RACY_NS", -(10**18))  # as if all were long ago
    run(root)

    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(ingest, "read", refuse)
    monkeypatch.setattr(scan, "_hash", refuse)
    monkeypatch.setattr("briefing.site.contents.read", refuse)

    assert run(root).kept == 1


def test_an_edited_entry_stays_and_a_conflict_is_told(root: Path) -> None:
    seed(root, "a.json", {"title": "A", "date": "2025-06-02", "body": "old text"})
    run(root)
    path = root / "content/2025/06/02/a.md"
    mine = path.read_text().replace("title: A", "title: Mine  # better")
    path.write_text(mine)

    quiet = run(root)
    seed(root, "a.json", {"title": "A", "date": "2025-06-02", "body": "new text"})
    loud = run(root)

    assert path.read_text() == mine
    assert (quiet.yours, warnings(quiet)) == (1, [])
    assert (loud.yours, loud.updated) == (1, 0)
    assert "conflict" in warnings(loud)[0]
    assert "(body)" in warnings(loud)[0]
    assert run(root).problems == loud.problems


def test_a_lock_keeps_one_field_and_lets_the_rest_be_collected(root: Path) -> None:
    seed(root, "a.json", {"title": "A", "date": "2025-06-02", "body": "old text"})
    run(root)
    path = root / "content/2025/06/02/a.md"
    text = path.read_text().replace("title: A", "title: Mine").replace(
        "guid:", "lock: [title]\npin: yes\nguid:"
    )  # fmt: skip
    path.write_text(text)
    assert run(root).problems == ()
    assert path.read_text() == text

    seed(root, "a.json", {"title": "A", "date": "2025-06-02", "body": "new text"})
    report = run(root)

    (entry,) = content_in(root / "content", CONFIG.zone)[0].entries
    assert (report.updated, warnings(report)) == (1, [])
    assert (entry.title, entry.body, entry.pin, entry.lock) == (
        "Mine",
        "new text",
        True,
        ("title",),
    )


def test_a_comment_or_an_own_key_makes_a_file_the_persons(root: Path) -> None:
    seed(root, "a.json", {"title": "A", "date": "2025-06-02", "body": "old text"})
    run(root)
    path = root / "content/2025/06/02/a.md"
    text = path.read_text().replace("guid:", "lock: [title]  # ask Ada\nmood: calm\nguid:")
    path.write_text(text)
    seed(root, "a.json", {"title": "A", "date": "2025-06-02", "body": "new text"})

    assert run(root).yours == 1
    assert path.read_text() == text


def test_an_untouched_file_is_written_anew_in_its_place(root: Path) -> None:
    seed(root, "a.json", {"guid": "g", "title": "A", "date": "2025-06-02", "body": "old"})
    run(root)
    seed(root, "a.json", {"guid": "g", "title": "Better", "date": "2025-06-02", "body": "new"})
    report = run(root)

    assert report.updated == 1
    assert [*texts(root)] == ["2025/06/02/a.md"]  # the address is permanent
    assert "title: Better" in texts(root)["2025/06/02/a.md"]

    seed(root, "a.json", {"guid": "g", "title": "Better", "date": "2025-06-03", "body": "new"})
    run(root)
    assert [*texts(root)] == ["2025/06/03/better.md"]
    assert not (root / "content/2025/06/02").exists()


def test_an_undated_entry_keeps_its_first_day(root: Path) -> None:
    seed(root, "a.json", {"guid": "g", "title": "A", "body": "x", "story": "s"},
         {"record": "s", "title": "The story"})  # fmt: skip
    run(root)
    later = NOW + dt.timedelta(days=9)
    seed(root, "a.json", {"guid": "g", "title": "A", "body": "better", "story": "s"},
         {"record": "s", "title": "The story, told"})  # fmt: skip
    shutil.rmtree(root / ".briefing")
    run(root, later)
    assert [*texts(root)] == ["2025/06/04/_story-s.md", "2025/06/04/a.md"]

    seed(root, "a.json", {"guid": "g", "title": "A", "date": "2025-06-01", "body": "better"})
    assert run(root, later).yours == 1  # without a catalog, what differs is the person's


def test_a_deleted_entry_stays_away_even_without_catalog(root: Path) -> None:
    seed(
        root, "a.json", {"title": "A", "guid": "g 1"}, {"title": "B"}, {"record": "s", "title": "S"}
    )
    run(root)
    (root / "content/2025/06/04/a.md").unlink()
    (root / "content/2025/06/01/_story-s.md").unlink()
    report = run(root)
    shutil.rmtree(root / ".briefing")
    again = run(root)

    assert (report.removed, again.removed) == (2, 2)
    assert [*texts(root)] == ["2025/06/04/b.md", "removed.txt"]
    assert "g%201\tA\n" in texts(root)["removed.txt"]

    removed = root / "content" / "removed.txt"
    removed.write_bytes(b"\xef\xbb\xbf" + removed.read_bytes().replace(b"g%201\tA\n", b""))
    assert run(root).written == ("2025/06/04/a.md",)
    assert run(root).removed == 1


def test_a_cleared_content_folder_is_collected_anew(root: Path) -> None:
    seed(root, "a.json", {"title": "A"})
    run(root)
    shutil.rmtree(root / "content")

    assert run(root).new == 1
    assert "removed.txt" not in texts(root)


def test_a_renamed_file_is_found_by_its_guid(root: Path) -> None:
    seed(root, "a.json", {"title": "A", "body": "old"}, {"title": "B"})
    run(root)
    (root / "content/desk").mkdir()
    (root / "content/2025/06/04/a.md").rename(root / "content/desk/mine.md")
    assert run(root).new == 0
    seed(root, "a.json", {"title": "A", "body": "new", "date": "2025-06-01"}, {"title": "B"})
    report = run(root)

    assert "desk/mine.md" in report.written
    assert [*texts(root)] == ["2025/06/04/b.md", "desk/mine.md"]


def test_a_file_that_a_person_broke_is_neither_lost_nor_made_twice(root: Path) -> None:
    seed(root, "a.json", {"title": "A"}, {"title": "B"})
    run(root)
    path = root / "content/2025/06/04/a.md"
    broken = path.read_text().replace("title: A", "title: [A")
    path.unlink()
    (root / "content/2025/06/04/moved.md").write_text(broken)
    report = run(root)

    assert (report.new, report.yours, report.removed) == (0, 1, 0)
    assert [*texts(root)] == ["2025/06/04/b.md", "2025/06/04/moved.md"]


def test_without_catalog_nothing_moves_and_edits_stay_silently(root: Path) -> None:
    seed(root, "a.json", {"title": "A", "body": "x"}, {"title": "B", "body": "y"})
    run(root)
    path = root / "content/2025/06/04/a.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))  # as a checkout may do
    (root / "content/2025/06/04/b.md").write_text("---\nguid: g-B\ntitle: Mine\n---\n")
    before = texts(root), times(root)
    shutil.rmtree(root / ".briefing")
    report = run(root)

    assert (texts(root), times(root)) == before
    assert (report.kept, report.yours, warnings(report)) == (1, 1, [])


def test_the_same_article_from_two_documents_is_one_entry(root: Path) -> None:
    one = {"title": "Quay opens!", "guid": "1", "date": "2025-06-02", "body": LONG, "source": "Bay"}
    two = {
        "title": "Quay Opens",
        "guid": "2",
        "body": LONG[:200] + "\n\nOnly here.",
        "url": "https://e.org/q",
    }
    seed(root, "b.json", one)
    seed(root, "a.json", two)
    report = run(root)

    (entry,) = content_in(root / "content", CONFIG.zone)[0].entries
    assert (entry.guid, entry.url, entry.source) == ("1", "https://e.org/q", "Bay")
    assert [p.place for p in report.problems] == ["seeds/a.json#1"]
    assert "same article as “Quay opens!” (seeds/b.json#1)" in report.problems[0].message
    assert [x.text for x in report.left_out] == ["Only here."]


def test_an_entry_from_a_vanished_document_takes_part(root: Path) -> None:
    old = {"title": "Quay opens", "guid": "old", "date": "2025-06-02", "body": LONG[:300]}
    seed(root, "a.json", old)
    run(root)
    (root / "seeds/a.json").unlink()
    assert run(root).entries == 1  # content is the truth
    seed(root, "b.json", {**old, "guid": "new", "date": "2025-06-03", "body": LONG})
    report = run(root)

    assert report.updated == 1
    (entry,) = content_in(root / "content", CONFIG.zone)[0].entries
    assert (entry.guid, entry.body) == ("old", LONG)


def test_two_files_that_turn_out_to_be_one_article_become_one(root: Path) -> None:
    one = {"title": "Quay", "guid": "1", "date": "2025-06-02", "body": LONG}
    two = {"title": "Quay", "guid": "2", "date": "2025-06-02", "body": "Something else entirely."}
    seed(root, "a.json", one, two)
    run(root)
    assert len(texts(root)) == 2
    seed(root, "a.json", one, {**two, "body": LONG[:300]})
    report = run(root)

    assert [*texts(root)] == ["2025/06/02/quay.md"]
    assert any("tells the same article" in p.message for p in report.problems)
    assert run(root).removed == 0


def test_two_headlines_with_one_slug_get_two_files(root: Path) -> None:
    seed(root, "a.json", {"title": "QUAY", "guid": "1", "body": "One."},
         {"title": "Quay!", "guid": "2", "body": "Another thing altogether."},
         {"title": "../../etc/passwd", "guid": "3"}, {"title": "🛶🛶", "guid": "4"})  # fmt: skip
    run(root)

    names = [*texts(root)]
    assert len(names) == 4
    assert "2025/06/04/quay.md" in names
    assert any(
        n.startswith("2025/06/04/quay-") and len(n) == len("2025/06/04/quay-0000.md") for n in names
    )
    assert all(n.startswith("2025/06/04/") for n in names)


def test_two_documents_that_tell_one_story_make_one_record(root: Path) -> None:
    seed(root, "a.json", {"record": "s", "title": "First"})
    seed(root, "b.json", {"record": "s", "title": "Second"})
    report = run(root)

    assert "title: First" in texts(root)["2025/06/01/_story-s.md"]
    assert [p.place for p in report.problems] == ["seeds/b.json"]


def test_a_document_that_cannot_be_read_is_told_and_the_others_go_on(root: Path) -> None:
    (root / "seeds/bad.json").write_text("{")
    (root / "seeds/gone.json").symlink_to(root / "nowhere")
    (root / "seeds/loop").symlink_to(root / "seeds")
    os.mkfifo(root / "seeds/pipe")
    (root / "seeds/.hidden").write_text("x")
    (root / "seeds/backup.json~").write_text("x")
    seed(root, "good.json", {"title": "A"})
    report = run(root)

    assert report.new == 1
    assert [(p.place, p.level) for p in report.problems] == [
        ("seeds/bad.json", Level.ERROR),
        ("seeds/gone.json", Level.WARNING),
        ("seeds/loop", Level.WARNING),
        ("seeds/pipe", Level.WARNING),
    ]
    assert sorted(harvests([root / "seeds"], root, CONFIG)) == ["seeds/bad.json", "seeds/good.json"]


def test_a_huge_document_is_told_and_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.seeds._LARGEST", 10)
    seed(root, "a.json", {"title": "A long one"})

    assert "has more than" in run(root).problems[0].message


def test_seeds_may_lie_elsewhere_but_must_exist(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "x.json").write_text(json.dumps([{"title": "A"}]))
    report = collect(root, CONFIG, NOW, seeds=[other])
    (entry,) = content_in(root / "content", CONFIG.zone)[0].entries

    assert report.new == 1
    assert entry.seed
    assert entry.seed.file.startswith("../")
    with pytest.raises(DocumentError, match="no such folder"):
        collect(root, CONFIG, NOW, seeds=[root / "nope"])


def test_a_full_disk_leaves_whole_files_only(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed(root, "a.json", {"title": "A", "body": "old"})
    run(root)
    before = texts(root)
    seed(root, "a.json", {"title": "A", "body": "new"}, {"title": "B"})

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(OutputError, match="disk is full"):
        patch.setattr(os, "write", full)
        run(root)
    assert texts(root) == before

    report = run(root)
    assert (report.updated, report.new, report.yours) == (1, 1, 0)


def test_a_crash_between_writing_and_remembering_makes_no_file_the_persons(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(root, "a.json", {"title": "A", "body": "one"})
    run(root)
    seed(root, "a.json", {"title": "A", "body": "two"})
    with open_catalog(root).locked(), monkeypatch.context() as patch:
        catalog = open_catalog(root)
        real, calls = catalog.keep_written, iter(range(9))

        def once(*args: object) -> None:
            if next(calls):
                raise KeyboardInterrupt
            real(*args)  # type: ignore[arg-type]

        patch.setattr(catalog, "keep_written", once)
        with pytest.raises(KeyboardInterrupt):
            collect(root, CONFIG, NOW, catalog)
    seed(root, "a.json", {"title": "A", "body": "three"})

    assert run(root).updated == 1
    assert "three" in texts(root)["2025/06/04/a.md"]


def test_another_run_is_waited_for_and_then_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = open_catalog(root)
    told: list[str] = []
    with (
        catalog.locked(),
        pytest.raises(BusyError, match="another briefing"),
        open_catalog(root).locked(told.append, patience=0.01),
    ):
        raise AssertionError("both are at work")
    assert len(told) == 1
    assert run(root).entries == 0


ITEMS = st.fixed_dictionaries(
    {"title": st.sampled_from(["A", "B", "a!", "C"]), "guid": st.sampled_from("123"),
     "body": st.sampled_from(["x", "y", LONG, LONG[:300]])},
    optional={"date": st.sampled_from(["2025-06-01", "2025-06-02", "2025-06-20"])},
)  # fmt: skip
DOCUMENTS = st.dictionaries(st.sampled_from("abc"), st.lists(ITEMS, max_size=3), max_size=3)


@pytest.fixture
def numbered(root: Path) -> Iterator[tuple[Path, list[int]]]:
    yield root, []


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(history=st.lists(DOCUMENTS, min_size=1, max_size=3))
@example(  # one document said two things, then one of them under the other's headline
    history=[
        {
            "b": [
                {"title": "A", "guid": "1", "body": "x"},
                {"title": "A", "guid": "2", "body": LONG},
            ]
        },
        {
            "b": [
                {"title": "A", "guid": "3", "body": LONG},
                {"title": "B", "guid": "1", "body": LONG},
            ]
        },
    ]
)
def test_whatever_happened_a_second_run_writes_nothing(
    numbered: tuple[Path, list[int]], history: list[dict[str, list[dict[str, str]]]]
) -> None:
    top, count = numbered
    root = top / f"case-{len(count)}"
    count.append(1)
    for documents in history:
        shutil.rmtree(root / "seeds", ignore_errors=True)
        (root / "seeds").mkdir(parents=True)
        for name, items in documents.items():
            seed(root, name, *items)
        run(root)
    if not (root / "content").exists():
        return
    before = texts(root)

    assert run(root).written == ()
    shutil.rmtree(root / ".briefing")
    assert run(root).written == ()
    assert texts(root) == before
    assert "removed.txt" not in before
    guids = [e.guid for e in content_in(root / "content", CONFIG.zone)[0].entries]
    assert len(guids) == len(set(guids)) == len([n for n in before if n.endswith(".md")])


def test_a_folder_of_the_settings_that_is_missing_is_told(root: Path) -> None:
    report = collect(root, replace(CONFIG, seeds=("seeds", "inbox")), NOW)

    assert [(p.place, p.message) for p in report.problems] == [
        ("inbox", "there is no such folder of documents")
    ]
    (root / "seeds").rmdir()
    assert run(root).problems == ()


def test_a_catalog_that_cannot_be_kept_is_told(root: Path) -> None:
    (root / ".briefing").write_text("in the way")
    seed(root, "a.json", {"title": "A"})

    assert run(root).new == 1
    again = run(root)
    assert (again.new, again.kept) == (0, 1)
    assert [p.place for p in again.problems] == [".briefing/"]


def test_a_file_in_the_place_of_the_seeds_folder_is_told(root: Path) -> None:
    shutil.rmtree(root / "seeds")
    (root / "seeds").write_text("x")

    assert warnings(run(root)) == ["is no folder of documents"]


def test_documents_are_never_collected_into_their_own_folder(root: Path) -> None:
    seed(root, "a.json", {"title": "A"})
    with pytest.raises(BriefingError, match="content: “seeds” would lie over “seeds”"):
        collect(root, replace(CONFIG, content="seeds"), NOW)
    assert [p.name for p in (root / "seeds").iterdir()] == ["a.json"]


def test_a_file_in_the_place_of_content_is_told_and_kept(root: Path) -> None:
    seed(root, "a.json", {"title": "A"})
    (root / "content").write_text("mine")

    with pytest.raises(OutputError, match="content: is no folder; move it away"):
        run(root)
    assert (root / "content").read_text() == "mine"


def test_a_corrected_document_finds_its_entry_by_the_text(root: Path) -> None:
    old = {"title": "A", "date": "2025-06-02", "body": f"{LONG} and an error", "guid": "1"}
    seed(root, "a.json", old)
    run(root)
    seed(root, "a.json", {**old, "body": LONG, "guid": "2"})
    corrected = run(root)

    (path,) = (root / "content").rglob("*.md")
    assert corrected.problems == ()
    assert "an error" not in path.read_text()
    assert "guid: 1" in path.read_text().replace('"', "").replace("'", "")

    path.write_text(path.read_text().replace("title: A", "title: Mine"))
    seed(root, "a.json", {**old, "body": f"Now {LONG}", "guid": "3"})
    assert (run(root).new, run(root).yours) == (0, 1)
    assert "title: Mine" in path.read_text()


def test_what_a_browser_saved_beside_a_page_is_no_document(root: Path) -> None:
    seed(root, "quay.html", {"title": "Quay"})
    seed(root, "quay_files/frame.html", {"title": "Advertisement"})
    seed(root, "other_files/rain.html", {"title": "Rain"})
    first = run(root)
    seed(root, "quay_files/more.html", {"title": "More"})

    assert (first.entries, run(root).entries) == (2, 2)
    assert sorted(harvests([root / "seeds"], root, CONFIG)) == [
        "seeds/other_files/rain.html", "seeds/quay.html",
        "seeds/quay_files/frame.html", "seeds/quay_files/more.html",
    ]  # fmt: skip

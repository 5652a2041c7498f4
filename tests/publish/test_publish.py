"""Publishing: only what changed, only the program's own, whole files or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import OutputError, ThemeError
from briefing.publish import (
    MANIFEST,
    Stage,
    changed_files,
    list_of,
    read_manifest,
    remove_files,
)
from briefing.publish.manifest import TOKEN, lists_in

Site = Mapping[str, str]


@dataclass
class Known:
    """What the catalog knows of an output: its files, and those that are about to come."""

    files: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Done:
    written: set[str]
    removed: set[str]


def build(out: Path, site: Site, known: Known, render: Callable[[str], str] | None = None) -> Done:
    """Bring *out* to *site*, as a build of everything does."""
    old = known.files or read_manifest(out)
    text = render or site.__getitem__
    with Stage(out) as stage:
        done = {path: stage.put(path, text(path).encode()) for path in sorted(site)}
        lists: dict[str, set[str]] = {name: set() for name in lists_in(out) if name != TOKEN}
        for path in site:
            lists.setdefault(list_of(path), set()).add(path)
        known.files |= old | site.keys()
        removed = known.files - site.keys()
        stage.publish(removed, lists)
    known.files = {*site}
    return Done({path for path, one in done.items() if one.is_new}, removed)


def tree(out: Path) -> dict[str, str]:
    return {
        p.relative_to(out).as_posix(): p.read_text() for p in sorted(out.rglob("*")) if p.is_file()
    }


def pages(out: Path) -> dict[str, str]:
    return {path: text for path, text in tree(out).items() if not path.startswith(MANIFEST)}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    out, known = tmp_path / "site", Known()
    build(out, {"a/index.html": "A", "b.html": "B"}, known)
    before = (out / "b.html").stat().st_mtime_ns
    again = build(out, {"a/index.html": "A2", "b.html": "B"}, known)

    assert again == Done({"a/index.html"}, set())
    assert (out / "b.html").stat().st_mtime_ns == before
    assert build(out, {"a/index.html": "A2", "b.html": "B"}, known) == Done(set(), set())


def test_pages_go_and_what_is_not_the_programs_stays(tmp_path: Path) -> None:
    out, known = tmp_path / "site", Known()
    build(out, {"a/b/index.html": "A", "b.html": "B"}, known)
    (out / "CNAME").write_text("example.org")
    (out / "a" / "mine.txt").write_text("mine")
    done = build(out, {"b.html": "B"}, known)

    assert done.removed == {"a/b/index.html"}
    assert pages(out) == {"CNAME": "example.org", "a/mine.txt": "mine", "b.html": "B"}
    assert not (out / "a" / "b").exists()


def test_without_catalog_nothing_is_touched_and_old_pages_go(tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(out, {"old.html": "O", "same.html": "S"}, Known())
    before = (out / "same.html").stat().st_mtime_ns
    done = build(out, {"same.html": "S"}, Known())

    assert done == Done(set(), {"old.html"})
    assert pages(out) == {"same.html": "S"}
    assert (out / "same.html").stat().st_mtime_ns == before


def test_a_page_that_a_person_changed_or_deleted_is_made_again(tmp_path: Path) -> None:
    out, known = tmp_path / "site", Known()
    site = {"a.html": "A", "b.html": "B", "d/c.html": "C"}
    build(out, site, known)
    (out / "a.html").write_text("changed")
    (out / "b.html").unlink()
    shutil.rmtree(out / "d")

    assert build(out, site, known).written == {"a.html", "b.html", "d/c.html"}
    assert pages(out) == site


def test_a_page_may_become_a_folder_and_back(tmp_path: Path) -> None:
    out, known = tmp_path / "site", Known()
    for site in ({"a": "1"}, {"a/b": "2"}, {"a/c": "2"}, {"a": "3"}):
        build(out, site, known)
        assert pages(out) == site


def test_what_stands_in_the_way_is_told_before_anything_is_written(tmp_path: Path) -> None:
    out, known = tmp_path / "site", Known()
    build(out, {"0.html": "old"}, known)
    (out / "folder").write_text("a file")
    (out / "page.html").mkdir()
    (out / "page.html" / "mine").write_text("x")
    before = tree(out)

    for path, place in (("folder/x.html", "site/folder"), ("page.html", "site/page.html")):
        with pytest.raises(OutputError) as error:
            build(out, {"0.html": "new", path: "x"}, Known())
        assert error.value.place == place
        assert tree(out) == before


def test_an_error_while_rendering_leaves_the_old_site(tmp_path: Path) -> None:
    out, known = tmp_path / "site", Known()
    build(out, {"a": "1", "b": "1", "c": "1"}, known)
    before = tree(out)

    def render(path: str) -> str:
        if path == "b":
            raise ThemeError("entry.html:3", "no such variable")
        return "2"

    with pytest.raises(ThemeError):
        build(out, {"a": "2", "b": "2", "d": "2"}, known, render)
    assert tree(out) == before


def full_after(calls: int) -> Callable[..., int]:
    real, left = os.write, [calls]

    def write(handle: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return real(handle, data)

    return write


@pytest.mark.parametrize("calls", range(3))
def test_a_full_disk_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    out, known = tmp_path / "site", Known()
    build(out, {"a": "1", "b": "1"}, known)
    before = pages(out)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full_after(calls))
        with pytest.raises(OutputError, match="disk is full") as error:
            build(out, {"a": "2", "b": "2", "c": "2"}, known)
    assert error.value.place.startswith("site")
    assert pages(out) == before
    build(out, {"a": "2"}, known)
    assert pages(out) == {"a": "2"}


def test_an_output_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x")
    for out in (tmp_path / "site", tmp_path / "site" / "below"):
        with pytest.raises(OutputError):
            build(out, {"a": "1"}, Known())


@pytest.mark.parametrize(
    "path", ["/etc/x", "../x", "a/../../x", "a//b", "", ".", "a\\b", "a\0b", ".briefing-new/x"]
)
def test_nothing_is_written_or_removed_outside(tmp_path: Path, path: str) -> None:
    out = tmp_path / "site"
    with pytest.raises(OutputError, match="no path inside"), Stage(out) as stage:
        stage.put(path, b"x")
    with pytest.raises(OutputError, match="leads outside"):
        remove_files(out, [path])
    assert not out.exists()


def test_links_that_lead_outside_are_not_followed(tmp_path: Path) -> None:
    out, known = tmp_path / "site", Known()
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "x").write_text("precious")
    build(out, {"a": "1"}, known)
    (out / "way").symlink_to(tmp_path / "else")
    (out / "link").symlink_to(tmp_path / "else" / "x")
    before = pages(out)

    for path in ("way/x", "way/y", "way/new/z"):
        with pytest.raises(OutputError, match="leads outside"):
            build(out, {"a": "2", path: "1"}, Known())
        assert pages(out) == before
    build(out, {"link": "precious"}, Known())

    assert not (out / "link").is_symlink()
    assert (tmp_path / "else" / "x").read_text() == "precious"


def test_a_hostile_list_removes_nothing_outside(tmp_path: Path) -> None:
    out = tmp_path / "site"
    (out / MANIFEST).mkdir(parents=True)
    (tmp_path / "x").write_text("precious")
    (out / MANIFEST / "2025-06").write_text("../x\n/etc/passwd\nok.html\n\n.briefing-new/a\n")
    build(out, {"a": "1"}, Known())

    assert (tmp_path / "x").read_text() == "precious"
    assert read_manifest(out) == {"a"}


def test_removing_takes_empty_folders_along(tmp_path: Path) -> None:
    build(tmp_path, {"deep/er/a.html": "1"}, Known())
    remove_files(tmp_path, ["deep/er/a.html", "deep/er/none.html"])

    assert pages(tmp_path) == {}
    assert not (tmp_path / "deep").exists()


def test_a_month_has_a_list_and_so_has_what_begins_alike() -> None:
    assert list_of("2025/06/02/a/index.html") == f"{MANIFEST}/2025-06"
    assert list_of("2025/06/index.html") == f"{MANIFEST}/2025-06"
    assert list_of("stories/s-0a1/x") == list_of("stories/s-0a2/index.html")
    assert list_of("stories/s-0a1/x") != list_of("stories/s-0b2/index.html")


def test_lists_name_the_files_whatever_was_built_before(tmp_path: Path) -> None:
    grown, fresh = tmp_path / "grown", tmp_path / "fresh"
    known = Known()
    build(grown, {"2025/06/a": "1", "stories/s-0a1": "1", "b": "1"}, known)
    build(grown, {"2025/07/a": "1", "b": "1"}, known)
    build(fresh, {"2025/07/a": "1", "b": "1"}, Known())

    assert tree(grown) == tree(fresh)
    assert read_manifest(grown) == {"2025/07/a", "b"}


PATHS = st.sampled_from(
    "index.html a/index.html a/b/index.html a/b a c.xml 2025/06/x 2025/06/y/z 2025/06".split()
)
SITES = st.dictionaries(PATHS, st.sampled_from("xyz"), min_size=1).filter(
    lambda site: not any(p.startswith(f"{q}/") for p in site for q in site)
)
EVENTS = st.sampled_from(["", "catalog lost", "crash", "lists lost"])


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(history=st.lists(st.tuples(SITES, EVENTS), min_size=1, max_size=5))
def test_incremental_equals_clean(tmp_path: Path, history: list[tuple[Site, str]]) -> None:
    out, fresh = tmp_path / "site", tmp_path / "fresh"
    shutil.rmtree(out, ignore_errors=True)
    known = Known()
    for site, event in history:
        if event == "lists lost":
            shutil.rmtree(out / MANIFEST, ignore_errors=True)
        if event == "crash":
            crash(out, site, known)
        if event == "catalog lost":
            known = Known()
        build(out, site, known)

        shutil.rmtree(fresh, ignore_errors=True)
        build(fresh, site, Known())
        assert tree(out) == tree(fresh)


def crash(out: Path, site: Site, known: Known) -> None:
    """Break off a build of more than *site* after its first file is in place."""
    real, calls = os.replace, []

    def replace(source: str, target: str) -> None:
        if MANIFEST not in str(target):
            calls.append(target)
            if len(calls) > 1:
                raise KeyboardInterrupt
        real(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", replace)
        try:
            build(out, {**site, "z1": "1", "z2": "2"}, known)
        except KeyboardInterrupt:
            return


def test_a_file_is_as_it_was_written_or_it_is_not(tmp_path: Path) -> None:
    build(tmp_path, {"a": "1", "b": "1"}, Known())
    stats = {path: (tmp_path / path).stat() for path in "ab"}
    rows = [(f"unit {p}", p, found.st_size, found.st_mtime_ns) for p, found in stats.items()]

    assert changed_files(tmp_path, rows) == []
    (tmp_path / "theirs").write_text("no page of ours")
    assert changed_files(tmp_path, rows) == []
    (tmp_path / "b").unlink()
    assert changed_files(tmp_path, rows) == ["unit b"]
    (tmp_path / "b").symlink_to(tmp_path / "a")
    os.utime(tmp_path / "a", (1, 1))
    assert changed_files(tmp_path, rows) == ["unit a", "unit b"]
    assert changed_files(tmp_path / "nowhere", rows) == ["unit a", "unit b"]


def test_the_list_of_an_earlier_version_is_heeded_and_makes_way(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("# Written by an earlier version\nold.html\n")
    (tmp_path / "old.html").write_text("old")
    (tmp_path / "mine.html").write_text("mine")
    build(tmp_path, {"new.html": "new"}, Known())

    assert pages(tmp_path) == {"mine.html": "mine", "new.html": "new"}
    assert (tmp_path / MANIFEST).is_dir()


def test_a_folder_in_the_place_of_a_list_is_told_before_anything_changes(tmp_path: Path) -> None:
    build(tmp_path, {"a.html": "1"}, Known())
    (tmp_path / list_of("b.html") / "theirs").mkdir(parents=True)
    before = tree(tmp_path)
    times = (tmp_path / TOKEN).stat().st_mtime_ns

    with pytest.raises(OutputError, match="a folder stands where a file is needed"):
        build(tmp_path, {"a.html": "2", "b.html": "2"}, Known())
    assert tree(tmp_path) == before
    assert (tmp_path / TOKEN).stat().st_mtime_ns == times

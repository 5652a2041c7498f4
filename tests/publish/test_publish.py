"""Publishing: only what changed, only the program's own, whole files or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.catalog import Catalog
from briefing.errors import OutputError, ThemeError
from briefing.model import Plan
from briefing.publish import (
    MANIFEST_NAME,
    STALE,
    Published,
    all_present,
    apply,
    plan,
    present_files,
    read_manifest,
    remove_files,
    write_file,
)

Site = Mapping[str, str]


def build(out: Path, site: Site, catalog: Catalog, *, clean: bool = False) -> Published:
    """Bring *out* to *site*, whose texts are their own marks."""
    known = catalog.pages(out)
    present = present_files(out, known.rows())
    todo = plan(site, dict.fromkeys(present, STALE) if clean else present)
    return apply(out, todo, site, lambda path: site[path].encode(), known)


def tree(out: Path) -> dict[str, str]:
    return {
        p.relative_to(out).as_posix(): p.read_text() for p in sorted(out.rglob("*")) if p.is_file()
    }


def pages(out: Path) -> dict[str, str]:
    return {p: text for p, text in tree(out).items() if p != MANIFEST_NAME}


def test_a_plan_compares_two_mappings() -> None:
    done = plan({"a": "1", "b": "2", "c": "3", "d": ""}, {"a": "1", "b": "x", "d": "", "e": "4"})

    assert done == Plan(write=frozenset("bcd"), keep=frozenset("a"), remove=frozenset("e"))


def test_only_what_changed_is_rendered_and_written(tmp_path: Path) -> None:
    out, catalog = tmp_path / "site", Catalog()
    build(out, {"a/index.html": "A", "b.html": "B"}, catalog)
    before = (out / "b.html").stat().st_mtime_ns
    known = catalog.pages(out)
    todo = plan({"a/index.html": "A2", "b.html": "B"}, present_files(out, known.rows()))

    assert todo.write == {"a/index.html"}
    again = build(out, {"a/index.html": "A2", "b.html": "B"}, catalog)
    assert (again.written, again.kept) == ({"a/index.html"}, {"b.html"})
    assert (out / "b.html").stat().st_mtime_ns == before
    nothing = build(out, {"a/index.html": "A2", "b.html": "B"}, catalog)
    assert (nothing.written, nothing.removed) == (frozenset(), frozenset())


def test_pages_go_and_what_is_not_the_programs_stays(tmp_path: Path) -> None:
    out, catalog = tmp_path / "site", Catalog()
    build(out, {"a/b/index.html": "A", "b.html": "B"}, catalog)
    (out / "CNAME").write_text("example.org")
    (out / "a" / "mine.txt").write_text("mine")
    done = build(out, {"b.html": "B"}, catalog)

    assert done.removed == {"a/b/index.html"}
    assert pages(out) == {"CNAME": "example.org", "a/mine.txt": "mine", "b.html": "B"}
    assert not (out / "a" / "b").exists()


@pytest.mark.parametrize("clean", [False, True])
def test_without_catalog_nothing_is_touched_and_old_pages_go(tmp_path: Path, clean: bool) -> None:
    out, first = tmp_path / "site", Catalog()
    build(out, {"old.html": "O", "same.html": "S"}, first)
    before = (out / "same.html").stat().st_mtime_ns
    catalog = first if clean else Catalog()
    done = build(out, {"same.html": "S"}, catalog, clean=clean)

    assert (done.written, done.removed) == (frozenset(), {"old.html"})
    assert pages(out) == {"same.html": "S"}
    assert (out / "same.html").stat().st_mtime_ns == before


def test_a_page_that_a_person_changed_or_deleted_is_made_again(tmp_path: Path) -> None:
    out, catalog = tmp_path / "site", Catalog()
    site = {"a.html": "A", "b.html": "B"}
    build(out, site, catalog)
    (out / "a.html").write_text("changed")
    (out / "b.html").unlink()

    assert build(out, site, catalog).written == {"a.html", "b.html"}
    assert pages(out) == site


def test_a_page_may_become_a_folder_and_back(tmp_path: Path) -> None:
    out, catalog = tmp_path / "site", Catalog()
    for site in ({"a": "1"}, {"a/b": "2"}, {"a": "3"}):
        build(out, site, catalog)
        assert pages(out) == site


def test_what_stands_in_the_way_is_told_before_anything_is_written(tmp_path: Path) -> None:
    out, catalog = tmp_path / "site", Catalog()
    build(out, {"0.html": "old"}, catalog)
    (out / "folder").write_text("a file")
    (out / "page.html").mkdir()
    (out / "page.html" / "mine").write_text("x")
    before = tree(out)

    for path, place in (("folder/x.html", "site/folder"), ("page.html", "site/page.html")):
        with pytest.raises(OutputError) as error:
            build(out, {"0.html": "new", path: "x"}, catalog)
        assert error.value.place == place
        assert tree(out) == before


def test_an_error_while_rendering_leaves_the_old_site(tmp_path: Path) -> None:
    out, catalog = tmp_path / "site", Catalog()
    build(out, {"a": "1", "b": "1", "c": "1"}, catalog)
    before = tree(out)

    def render(path: str) -> bytes:
        if path == "b":
            raise ThemeError("entry.html:3", "no such variable")
        return b"2"

    with pytest.raises(ThemeError):
        apply(
            out, Plan(write=frozenset("abd"), remove=frozenset("c")), {}, render, catalog.pages(out)
        )
    assert tree(out) == before


def full_after(calls: int) -> Callable[..., int]:
    real, left = os.write, [calls]

    def write(handle: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return real(handle, data)

    return write


@pytest.mark.parametrize("calls", range(4))
def test_a_full_disk_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    out, catalog = tmp_path / "site", Catalog()
    build(out, {"a": "1", "b": "1"}, catalog)
    before = pages(out)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full_after(calls))
        with pytest.raises(OutputError, match="disk is full") as error:
            build(out, {"a": "2", "b": "2", "c": "2"}, catalog)
    assert error.value.place.startswith("site")
    assert pages(out) == before
    build(out, {"a": "2"}, catalog)
    assert pages(out) == {"a": "2"}


def test_an_output_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x")
    for out in (tmp_path / "site", tmp_path / "site" / "below"):
        with pytest.raises(OutputError):
            build(out, {"a": "1"}, Catalog())
    with pytest.raises(OutputError, match="a file stands where a folder is needed"):
        write_file(tmp_path, "site/x", b"1")


@pytest.mark.parametrize(
    "path", ["/etc/x", "../x", "a/../../x", "a//b", "", ".", "a\\b", "a\0b", ".briefing-new/x"]
)
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    out = tmp_path / "site"
    with pytest.raises(OutputError, match="no path inside"):
        write_file(out, path, b"x")
    with pytest.raises(OutputError, match="no path inside"):
        remove_files(out, [path])
    assert not out.exists()


def test_links_that_lead_outside_are_not_followed(tmp_path: Path) -> None:
    out, catalog = tmp_path / "site", Catalog()
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "x").write_text("precious")
    build(out, {"a": "1"}, catalog)
    (out / "way").symlink_to(tmp_path / "else")
    (out / "link").symlink_to(tmp_path / "else" / "x")

    with pytest.raises(OutputError, match="leads outside"):
        write_file(out, "way/x", b"1")
    with pytest.raises(OutputError, match="leads outside"):
        build(out, {"way/y": "1"}, catalog)
    write_file(out, "link", b"precious")

    assert not (out / "link").is_symlink()
    assert (tmp_path / "else" / "x").read_text() == "precious"


def test_a_hostile_list_removes_nothing_outside(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (tmp_path / "x").write_text("precious")
    (out / MANIFEST_NAME).write_text("../x\n/etc/passwd\n# a\nok.html\n\n")
    build(out, {"a": "1"}, Catalog())

    assert (tmp_path / "x").read_text() == "precious"
    assert read_manifest(out) == {"a"}


def test_writing_one_file_touches_nothing_that_is_the_same(tmp_path: Path) -> None:
    assert write_file(tmp_path, "deep/er/a.html", b"1")
    assert not write_file(tmp_path, "deep/er/a.html", b"1")
    remove_files(tmp_path, ["deep/er/a.html", "deep/er/none.html"])

    assert [*tmp_path.iterdir()] == []


PATHS = st.sampled_from(["index.html", "a/index.html", "a/b/index.html", "a/b", "a", "c.xml"])
SITES = st.dictionaries(PATHS, st.sampled_from("xyz"), min_size=1).filter(
    lambda site: not any(p.startswith(f"{q}/") for p in site for q in site)
)
EVENTS = st.sampled_from(["", "catalog lost", "crash", "clean", "list lost"])


@settings(
    max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(history=st.lists(st.tuples(SITES, EVENTS), min_size=1, max_size=5))
def test_incremental_equals_clean(tmp_path: Path, history: list[tuple[Site, str]]) -> None:
    out, fresh = tmp_path / "site", tmp_path / "fresh"
    shutil.rmtree(out, ignore_errors=True)
    catalog = Catalog()
    for site, event in history:
        if event == "list lost" and out.exists():
            (out / MANIFEST_NAME).unlink(missing_ok=True)
        if event == "crash":
            crash(out, site, catalog)
        if event == "catalog lost":
            catalog = Catalog()
        build(out, site, catalog, clean=event == "clean")

        shutil.rmtree(fresh, ignore_errors=True)
        build(fresh, site, Catalog())
        assert tree(out) == tree(fresh)


def crash(out: Path, site: Site, catalog: Catalog) -> None:
    """Break off a build of more than *site* after its first file is in place."""
    real, calls = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        if target.name != MANIFEST_NAME:
            calls.append(target)
            if len(calls) > 1:
                raise KeyboardInterrupt
        return real(self, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        try:
            build(out, {**site, "z1": "1", "z2": "2"}, catalog)
        except KeyboardInterrupt:
            return


def test_a_site_is_as_it_was_written_or_it_is_not(tmp_path: Path) -> None:
    out, catalog = tmp_path / "site", Catalog()
    known = catalog.pages(out)

    def is_whole() -> bool:
        return all_present(out, known.rows())

    build(out, {"a": "1", "b": "1"}, catalog)
    assert is_whole()
    (out / "theirs").write_text("no page of ours")
    assert is_whole()
    (out / "b").unlink()
    assert not is_whole()
    build(out, {"a": "1"}, catalog)  # the page that is gone is forgotten, too
    assert is_whole()
    os.utime(out / "a", (1, 1))
    assert not is_whole()
    build(out, {"a": "1"}, catalog)
    assert is_whole()
    (out / MANIFEST_NAME).unlink()
    assert not is_whole()

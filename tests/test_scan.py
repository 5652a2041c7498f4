"""Which files are new, different or gone: told by listings, and by hashes where in doubt."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing import scan as module
from briefing.catalog import Catalog, CatalogShelf
from briefing.fingerprint import fingerprint_bytes
from briefing.model import Level
from briefing.scan import Bare, Listed, Listing, Scan, read, scan

LONG_AGO = 10**18


def put(root: Path, path: str, text: str | bytes = "x", *, is_old: bool = True) -> Path:
    """Write a file, at a time that is no reason to doubt it unless *is_old* says otherwise."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    if is_old:
        os.utime(file, ns=(LONG_AGO, LONG_AGO))
    return file


class Folder:
    """A folder that is looked at again and again, and what is known of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.shelf: CatalogShelf = Catalog().shelf("documents")
        self.hashed: list[str] = []

    def look(self, within: list[str] | None = None, **more) -> tuple[list[str], list[str]]:
        """What has changed and what is gone since the last look."""
        found = self.found(within, **more)
        return [*found.changed], [*found.gone]

    def found(self, within: list[str] | None = None, **more) -> Scan:
        found = scan(self.root, self.shelf, within=within, **more)
        fresh = {path: (read(self.root / path)[0], b"") for path in found.changed}
        self.shelf.keep(found, fresh)
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    for path in ("a.md", "b.md", "in/c.md", "in/deep/d.md", "other/e.md"):
        put(tmp_path, path)
    folder = Folder(tmp_path)
    folder.look()
    return folder


@pytest.fixture
def hashed(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The files that were hashed since this was last asked; files are in doubt only if a test says
    so, however fresh they are."""
    seen: list[str] = []
    real = module._hash

    def counted(path: Path) -> str | None:
        seen.append(path.relative_to(folder.root).as_posix())
        return real(path)

    def asked() -> list[str]:
        was, seen[:] = sorted(seen), []
        return was

    monkeypatch.setattr(module, "_hash", counted)
    monkeypatch.setattr(module, "_RACY_NS", -LONG_AGO)
    folder.look()
    asked()
    return asked


def everything(root: Path, shelf: module.Shelf | None = None, **more) -> Scan:
    return scan(root, shelf or Bare(), **more)


# --- new, different, touched, gone -------------------------------------------------------------


def test_where_nothing_is_known_every_file_is_new(tmp_path: Path) -> None:
    for path in ("b.md", "a.txt", "in/c.md"):
        put(tmp_path, path)
    found = everything(tmp_path)

    assert (found.changed, found.gone, found.dropped) == (("a.txt", "b.md", "in/c.md"), (), ())
    assert sorted(found.fresh) == ["", "in/"]
    assert not found.is_same


def test_what_is_known_is_not_looked_into(folder: Folder, hashed) -> None:
    found = folder.found()

    assert (found.changed, found.gone, found.fresh, found.dropped) == ((), (), {}, ())
    assert found.is_same
    assert hashed() == []


def test_a_new_file_a_different_one_and_one_that_is_gone(folder: Folder, hashed) -> None:
    put(folder.root, "in/new.md")
    put(folder.root, "a.md", "other")
    (folder.root / "b.md").unlink()
    found = folder.found()

    assert (found.changed, found.gone) == (("a.md", "in/new.md"), ("b.md",))
    assert sorted(found.fresh) == ["", "in/"]
    assert hashed() == ["a.md"]
    assert folder.look() == ([], [])


def test_a_file_that_was_only_touched_is_hashed_once(folder: Folder, hashed) -> None:
    os.utime(folder.root / "in/c.md", ns=(1, 1))

    found = folder.found()
    assert (found.is_same, [*found.fresh]) == (True, ["in/"])
    assert hashed() == ["in/c.md"]
    assert folder.found().fresh == {}
    assert hashed() == []


def test_a_change_that_leaves_the_size_and_the_time_is_told_by_the_time_of_the_change(
    folder: Folder, hashed
) -> None:
    put(folder.root, "in/c.md", "y")

    assert (folder.root / "in/c.md").stat().st_mtime_ns == LONG_AGO
    assert folder.look() == (["in/c.md"], [])


def test_a_file_that_takes_the_name_of_another_is_told(folder: Folder, hashed) -> None:
    put(folder.root, "new", "y")
    (folder.root / "new").replace(folder.root / "b.md")
    (folder.root / "a.md").rename(folder.root / "z.md")

    assert folder.look() == (["b.md", "z.md"], ["a.md"])


# --- files in doubt ----------------------------------------------------------------------------


def as_if_never_touched(folder: Folder, path: str) -> None:
    """Let the listing have the size and times that the file has now, seen when it was first seen:
    as on a file system whose clock is coarse."""
    inside = path.rpartition("/")[0]
    name = f"{inside}/" if inside else ""
    now = everything(folder.root).fresh[name]
    was = folder.shelf.listings()[name]
    same = Scan(changed=(), gone=(), fresh={name: now._replace(seen_ns=was.seen_ns)}, dropped=(),
                problems=())  # fmt: skip
    folder.shelf.keep(same, {})


@pytest.mark.parametrize("path", ["a.md", "in/deep/d.md"])
def test_a_file_that_was_looked_at_while_fresh_is_hashed_again(tmp_path: Path, path: str) -> None:
    put(tmp_path, path, "x", is_old=False)
    folder = Folder(tmp_path)
    folder.look()
    put(tmp_path, path, "y", is_old=False)
    as_if_never_touched(folder, path)

    assert folder.look() == ([path], [])


def test_files_are_in_doubt_two_seconds_before_they_were_seen() -> None:
    second = 10**9
    text = f"old 1 {LONG_AGO} {LONG_AGO}/a b 1 {3 * second} {LONG_AGO}"
    old = Listing("old 1 5 5/mtime 1 8 5/c time 1 5 8", 8, 2 * second + 8)

    assert old.is_racy
    assert old.rows() == {
        "old": ("old 1 5 5", False),
        "mtime": ("mtime 1 8 5", True),
        "c time": ("c time 1 5 8", True),
    }
    assert not old._replace(seen_ns=2 * second + 9).is_racy
    assert [*Listing(text, LONG_AGO, LONG_AGO).rows()] == ["old", "a b"]


def test_a_file_from_the_future_is_always_in_doubt(folder: Folder, hashed) -> None:
    os.utime(folder.root / "a.md", ns=(3 * LONG_AGO, 3 * LONG_AGO))
    folder.look()
    assert hashed() == ["a.md"]

    assert folder.look() == ([], [])
    assert hashed() == ["a.md"]  # and its neighbours are not


def test_a_file_that_cannot_be_read_is_tried_again_at_every_look(
    folder: Folder, hashed, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder.root, "in/c.md", "other")
    found = scan(folder.root, folder.shelf)
    assert found.changed == ("in/c.md",)
    folder.shelf.keep(found, {})  # it could not be read
    with monkeypatch.context() as patch:
        patch.setattr(module, "_hash", lambda _: "")
        found = scan(folder.root, folder.shelf)
        folder.shelf.keep(found, {})
        assert found.changed == ("in/c.md",)

    assert folder.look() == (["in/c.md"], [])
    assert folder.look() == ([], [])


def test_a_file_that_is_gone_before_it_is_hashed_is_left_to_whoever_reads_it(
    tmp_path: Path,
) -> None:
    assert module._hash(tmp_path / "gone") != fingerprint_bytes(b"")
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "gone")


def test_reading_gives_the_hash_of_the_bytes_that_were_read(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a", b"\0\xff")) == (fingerprint_bytes(b"\0\xff"), b"\0\xff")


# --- folders -----------------------------------------------------------------------------------


def test_a_folder_that_goes_takes_its_files_along(folder: Folder) -> None:
    shutil.rmtree(folder.root / "in")
    found = folder.found()

    assert (found.changed, found.gone) == ((), ("in/c.md", "in/deep/d.md"))
    assert found.dropped == ("in/", "in/deep/")
    assert sorted(folder.shelf.listings()) == ["", "other/"]
    assert sorted(folder.shelf.hashes(folder.shelf.paths())) == ["a.md", "b.md", "other/e.md"]


def test_a_folder_that_loses_its_last_file_is_forgotten_and_may_come_back(folder: Folder) -> None:
    (folder.root / "other/e.md").unlink()
    assert folder.found().dropped == ("other/",)

    put(folder.root, "other/e.md")
    assert folder.look() == (["other/e.md"], [])


def test_a_folder_that_is_renamed_has_new_files(folder: Folder) -> None:
    (folder.root / "in").rename(folder.root / "out")

    assert folder.look() == (["out/c.md", "out/deep/d.md"], ["in/c.md", "in/deep/d.md"])


def test_a_file_may_become_a_folder_and_back(folder: Folder) -> None:
    (folder.root / "a.md").unlink()
    put(folder.root, "a.md/x.md")
    assert folder.look() == (["a.md/x.md"], ["a.md"])

    shutil.rmtree(folder.root / "a.md")
    put(folder.root, "a.md")
    assert folder.look() == (["a.md"], ["a.md/x.md"])


def test_a_missing_folder_has_no_files(folder: Folder) -> None:
    assert everything(folder.root / "none") == Scan(
        changed=(), gone=(), fresh={}, dropped=(), problems=()
    )
    shutil.rmtree(folder.root)

    assert len(folder.look()[1]) == 5


# --- some folders only -------------------------------------------------------------------------


def test_within_some_folders_nothing_else_is_looked_at(folder: Folder) -> None:
    for path in ("in/new.md", "in/deep/new.md", "new.md", "other/new.md", "in-side/new.md"):
        put(folder.root, path)
    (folder.root / "in/c.md").unlink()
    (folder.root / "other/e.md").unlink()
    (folder.root / "a.md").unlink()

    assert folder.look(["in/"]) == (["in/deep/new.md", "in/new.md"], ["in/c.md"])
    assert folder.look(["in/"]) == ([], [])
    assert folder.look(["none/"]) == folder.look([]) == ([], [])
    assert folder.look() == (["in-side/new.md", "new.md", "other/new.md"], ["a.md", "other/e.md"])


def test_folders_in_one_another_are_looked_at_once(folder: Folder) -> None:
    put(folder.root, "in/deep/new.md")
    put(folder.root, "in-side/new.md")
    found = folder.found(["in/deep/", "in/", "in-side/", "in/"])

    assert found.changed == ("in-side/new.md", "in/deep/new.md")
    put(folder.root, "x.md")
    assert folder.look(["in/", ""]) == (["x.md"], [])


def test_a_folder_that_is_gone_may_be_asked_for(folder: Folder) -> None:
    shutil.rmtree(folder.root / "in")
    found = folder.found(["in/"])

    assert (found.gone, found.dropped) == (
        ("in/c.md", "in/deep/d.md"), ("in/", "in/deep/"),
    )  # fmt: skip
    assert found.problems == ()


# --- what is passed over -----------------------------------------------------------------------

PASSED_OVER = [".git/x.md", ".hidden.md", "in/.obsidian/x.md", "a.md~", "#a.md#", ".a.md.swp",
               "a.swx", "in/Thumbs.db", "DESKTOP.INI", "in/skipped/deep/x.md"]  # fmt: skip


def test_hidden_files_backups_and_folders_to_skip_are_passed_over(folder: Folder) -> None:
    for path in PASSED_OVER:
        put(folder.root, path)
    put(folder.root, "in/seen/skipped/x.md")

    assert folder.look(skip=[folder.root / "in/skipped"]) == (["in/seen/skipped/x.md"], [])


def test_what_is_passed_over_is_passed_over_within_too(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for path in PASSED_OVER:
        put(folder.root, path)
    other = tmp_path_factory.mktemp("other")
    put(other, "deep/x.md")
    (folder.root / "in/link").symlink_to(other)
    within = ["in/.obsidian/", ".git/", "in/skipped/", "in/skipped/deep/", "in/link/deep/"]
    found = folder.found(within, skip=[folder.root / "in/skipped"])

    assert (found.changed, found.gone, found.fresh) == ((), (), {})


def test_a_file_that_is_hidden_from_now_on_is_gone(folder: Folder) -> None:
    (folder.root / "in").rename(folder.root / ".in")

    assert folder.look() == ([], ["in/c.md", "in/deep/d.md"])


# --- links, and what is no file ----------------------------------------------------------------


def test_a_link_to_a_file_counts_as_that_file(folder: Folder, tmp_path_factory) -> None:
    target = put(tmp_path_factory.mktemp("other"), "x.md")
    (folder.root / "in/link.md").symlink_to(target)
    assert folder.look() == (["in/link.md"], [])
    assert folder.look() == ([], [])

    target.write_text("y")
    assert folder.look() == (["in/link.md"], [])
    target.unlink()
    found = folder.found()
    assert found.gone == ("in/link.md",)
    assert [(p.place, p.level) for p in found.problems] == [("in/link.md", Level.WARNING)]
    assert "cannot be read" in found.problems[0].message


def test_links_to_folders_are_not_followed_and_told(folder: Folder, tmp_path_factory) -> None:
    put(tmp_path_factory.mktemp("other"), "x.md")
    (folder.root / "link").symlink_to(tmp_path_factory.getbasetemp())
    (folder.root / "in/round").symlink_to(folder.root)
    found = folder.found()

    assert found.is_same
    assert [(p.place, p.message) for p in found.problems] == [
        ("in/round", "is a link to a folder and is not followed"),
        ("link", "is a link to a folder and is not followed"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_what_is_no_regular_file_is_not_opened(folder: Folder) -> None:
    os.mkfifo(folder.root / "in/pipe.md")
    found = folder.found()

    assert found.is_same
    assert [(p.place, p.message) for p in found.problems] == [
        ("in/pipe.md", "is not a regular file")
    ]


def test_problems_are_told_at_every_look(folder: Folder) -> None:
    (folder.root / "link").symlink_to(folder.root)
    first = folder.found().problems

    assert first
    assert folder.found().problems == first
    assert folder.found(["in/"]).problems == ()


# --- names -------------------------------------------------------------------------------------

NAMES = ["a b", " a", "a ", "a\nb", "\n", "1 2 3 a", "a\tb", "ü", "文", "😀", "a" * 255, "-", "%2F",
         "\\", '"', "\x01", "\x7f", "{}"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_any_name_that_can_be_told_is_known_again(folder: Folder, hashed, name: str) -> None:
    paths = sorted([name, f"in/{name}", f"dir{name[:200]}/x"])
    for path in paths:
        put(folder.root, path)

    assert folder.look() == (paths, [])
    hashed()
    assert folder.look() == ([], [])
    assert hashed() == []
    put(folder.root, f"in/{name}", "other")
    assert folder.look() == ([f"in/{name}"], [])
    (folder.root / name).unlink()
    assert folder.look() == ([], [name])


@pytest.mark.parametrize("path", ["a\udcff.md", "in/\udcff/x.md", "\udcff/x.md"])
def test_names_that_are_no_text_are_told_and_left_out(folder: Folder, path: str) -> None:
    file = folder.root / path
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such name")
    put(folder.root, "in/new.md")
    found = folder.found()

    assert (found.changed, found.gone) == (("in/new.md",), ())
    ((place, message, level),) = [(p.place, p.message, p.level) for p in found.problems]
    assert place == path.replace("\udcff", "\\udcff")
    assert (message, level) == ("its name is not valid UTF-8; rename the file", Level.ERROR)


# --- folders that cannot be listed -------------------------------------------------------------


def refuse_to_list(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    real = os.scandir

    def refusing(path: str):
        if str(path).rstrip("/").endswith(ending):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)


def test_a_folder_that_cannot_be_listed_is_told_and_the_rest_is_there(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder.root, "other/new.md")
    refuse_to_list(monkeypatch, "/in/deep")
    found = folder.found()

    assert (found.changed, found.gone) == (("other/new.md",), ("in/deep/d.md",))
    assert [p.place for p in found.problems] == ["in/deep/"]
    assert found.problems[0].message.startswith("cannot be listed: writing or reading is not all")


def test_the_folder_itself_may_be_one(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_to_list(monkeypatch, folder.root.name)

    assert [p.place for p in everything(folder.root).problems] == [folder.root.name]
    (file,) = [put(folder.root, "file")]
    assert [p.place for p in everything(file).problems] == ["file"]


# --- in parts ----------------------------------------------------------------------------------


def parted(root: Path, shelf: module.Shelf) -> tuple[Scan, list[str]]:
    """A scan whose parts are listed by somebody else, the last first."""
    parts: list[str] = []

    def each(work: Callable[[str], Listed], names: Iterable[str]) -> list[Listed]:
        parts.extend(names)
        return [work(name) for name in reversed(parts)]

    return scan(root, shelf, each=each), parts


def same(one: Scan) -> tuple[object, ...]:
    """All of a scan but when it was done."""
    fresh = {name: listing[:2] for name, listing in one.fresh.items()}
    return one.changed, one.gone, fresh, one.dropped, one.problems


def test_parts_may_be_listed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.scan._MANY", 0)
    for number in range(30):
        put(tmp_path, f"2025/{number % 12:02}/{number:02}/deep/a.md")
        put(tmp_path, f"2025/{number % 12:02}/b.md")
    put(tmp_path, "top.md")
    (tmp_path / "2025/00/link").symlink_to(tmp_path)
    found, parts = parted(tmp_path, Bare())

    assert same(found) == same(everything(tmp_path))
    assert len(found.changed) == 43
    assert len(parts) >= 8


def test_a_folder_that_is_deep_and_narrow_is_listed_to_its_end(tmp_path: Path) -> None:
    path = "/".join("abcdefghijklm")
    put(tmp_path, f"{path}/x.md")
    found, parts = parted(tmp_path, Bare())

    assert (found.changed, parts) == ((f"{path}/x.md",), [])


# --- the law -----------------------------------------------------------------------------------

PATHS = st.sampled_from("a b in/a in/b in/deep/a in/deep/b in-side/a other/x/y/z".split())
STEPS = st.lists(
    st.tuples(PATHS, st.sampled_from(["x", "y", "long", None]), st.booleans()), max_size=6
)


def act(root: Path, path: str, text: str | None, is_old: bool) -> None:
    file = root / path
    if text is not None:
        put(root, path, text, is_old=is_old)
    elif file.exists():
        file.unlink()
        if not any(file.parent.iterdir()) and file.parent != root:
            file.parent.rmdir()


def told(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.tuples(STEPS, st.booleans()), max_size=4))
def test_what_changed_and_what_is_gone_is_the_whole_difference(tmp_path: Path, history) -> None:
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    folder = Folder(tmp_path)
    before: dict[str, bytes] = {}
    for steps, is_part in history:
        for path, text, is_old in steps:
            act(tmp_path, path, text, is_old)
        after = told(tmp_path)
        # Whoever looks at a part only knows that nothing has changed elsewhere.
        within = sorted({f"{path}/".rpartition("/")[0].rpartition("/")[0] for path, *_ in steps})
        parts = [f"{name}/" if name else "" for name in within] if is_part else None

        changed, gone = folder.look(parts)
        assert changed == sorted(p for p in after if before.get(p) != after[p])
        assert gone == sorted(before.keys() - after.keys())
        assert folder.shelf.hashes(folder.shelf.paths()) == {
            p: fingerprint_bytes(text) for p, text in after.items()
        }
        before = after

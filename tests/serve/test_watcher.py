"""Changes on a real disk."""

from __future__ import annotations

import shutil
import threading
from contextlib import closing
from pathlib import Path
from queue import Queue

import pytest

from briefing.errors import BriefingError
from briefing.serve.watcher import Watcher

# Watchdog warns in a thread of its own; see Watcher.
pytestmark = pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")


class Ear:
    """Listens to a watcher in a thread of its own."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self.heard: Queue[frozenset[Path]] = Queue()
        self.thread = threading.Thread(target=self._listen)
        self.thread.start()

    def _listen(self) -> None:
        for batch in self.watcher.changes():
            self.heard.put(batch)

    def until(self, path: Path) -> int:
        """Wait for a batch in which *path* is; return the number of batches that it took."""
        count = 1
        while path not in self.heard.get(timeout=10):
            count += 1
        return count


@pytest.fixture
def site(tmp_path):
    for name in ("content/2025", "seeds", "site", "outside"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "briefing.toml").write_text("")
    return tmp_path


@pytest.fixture
def ear(site):
    with closing(Watcher(site)) as watcher:
        folders = [site / name for name in ("content", "seeds", "templates", "data/static")]
        watcher.watch(folders, [site / "briefing.toml"], [site / "site", site / "content/.git"])
        ear = Ear(watcher)
        yield ear
    ear.thread.join(10)


def test_a_write_a_new_file_and_a_deletion_are_seen(site, ear):
    file = site / "content/2025/a.md"
    for act in (lambda: file.write_text("1"), lambda: file.write_text("2"), file.unlink):
        act()
        ear.until(file)


def test_files_named_by_themselves_are_seen_and_their_neighbours_are_not(site, ear):
    (site / "notes.txt").write_text("no")
    (site / "site/index.html").write_text("no")
    (site / "briefing.toml").write_text("title = 'x'")

    assert ear.heard.get(timeout=10) == {site / "briefing.toml"}


def test_reading_is_no_change(site, ear):
    (site / "content/a.md").write_text("1")
    ear.until(site / "content/a.md")
    for _ in range(3):
        (site / "content/a.md").read_text()
        sorted((site / "content").iterdir())
    (site / "content/b.md").write_text("1")

    assert ear.heard.get(timeout=10) == {site / "content/b.md"}


def test_an_editor_that_writes_beside_and_renames_is_seen(site, ear):
    file = site / "content/a.md"
    file.write_text("1")
    ear.until(file)
    new = site / "content/.a.md.tmp"
    new.write_text("2")
    new.replace(file)

    ear.until(file)


def test_an_editor_that_keeps_a_backup_is_seen_and_its_scraps_are_not(site, ear):
    file = site / "content/a.md"
    file.write_text("1")
    ear.until(file)
    for scrap in ("4913", ".a.md.swp", ".#a.md", "#a.md#", "b.md~"):
        (site / "content" / scrap).write_text("x")
    file.rename(site / "content/a.md~")
    file.write_text("2")

    heard = ear.heard.get(timeout=10)
    assert heard == {file}


def test_a_file_that_comes_from_elsewhere_or_leaves_is_seen(site, ear):
    file = site / "content/a.md"
    (site / "outside/a.md").write_text("1")
    (site / "outside/a.md").rename(file)
    ear.until(file)
    file.rename(site / "outside/a.md")
    ear.until(file)


def test_new_folders_and_what_is_in_them_are_seen(site, ear):
    folder = site / "content/2026/01/02"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("1")
    ear.until(folder / "a.md")
    (folder / "b.md").write_text("1")
    ear.until(folder / "b.md")


def test_a_renamed_folder_goes_on_being_watched(site, ear):
    (site / "content/2025").rename(site / "content/2024")
    ear.until(site / "content/2024")
    (site / "content/2024/a.md").write_text("1")
    ear.until(site / "content/2024/a.md")


def test_a_folder_that_does_not_exist_yet_is_watched_once_it_does(site, ear):
    (site / "templates").mkdir()
    ear.until(site / "templates")
    (site / "templates/home.html").write_text("1")
    ear.until(site / "templates/home.html")


def test_a_nested_folder_that_does_not_exist_yet_is_watched_once_it_does(site, ear):
    (site / "data/static/img").mkdir(parents=True)
    (site / "data/static/img/a.svg").write_text("1")
    assert ear.heard.get(timeout=10)
    # The first batch may have come before the inner folder was watched; the next write is seen.
    (site / "data/static/img/b.svg").write_text("1")
    ear.until(site / "data/static/img/b.svg")


def test_a_folder_that_is_deleted_and_made_again_goes_on_being_watched(site, ear):
    for number in range(3):
        shutil.rmtree(site / "content")
        (site / "content").mkdir()
        ear.until(site / "content")
        file = site / f"content/{number}.md"
        file.write_text("1")
        ear.until(file)


def test_a_thousand_files_at_once_are_few_changes(site, ear):
    folder = site / "content/many"
    folder.mkdir()
    for number in range(1_000):
        (folder / f"{number}.md").write_text("1")

    assert ear.until(folder / "999.md") <= 9


def test_a_folder_behind_a_link_is_watched(site, ear):
    (site / "content/2025").rename(site / "outside/static")
    (site / "templates").symlink_to(site / "outside/static")
    ear.until(site / "templates")
    ear.watcher.watch([site / "templates"])
    (site / "outside/static/a.css").write_text("1")

    ear.until(site / "outside/static/a.css")


def test_a_folder_outside_the_root_is_watched(site, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    with closing(Watcher(site)) as watcher:
        watcher.watch([other / "seeds"])
        ear = Ear(watcher)
        (other / "seeds").mkdir()
        ear.until(other / "seeds")
        (other / "seeds/a.txt").write_text("1")
        ear.until(other / "seeds/a.txt")
    ear.thread.join(10)


def test_what_is_no_longer_named_is_no_longer_watched(site, ear):
    ear.watcher.watch([site / "seeds"])
    (site / "content/a.md").write_text("1")
    (site / "seeds/a.txt").write_text("1")

    assert ear.heard.get(timeout=10) == {site / "seeds/a.txt"}


def test_what_is_ignored_is_not_seen_even_below_a_folder(site, ear):
    (site / "content/.git").mkdir()
    (site / "content/.git/index").write_text("1")
    (site / "content/a.md").write_text("1")

    assert ear.heard.get(timeout=10) == {site / "content/a.md"}


def test_a_burst_that_never_ends_is_passed_on_all_the_same(site, monkeypatch):
    monkeypatch.setattr("briefing.serve.watcher._PATIENCE", 0.0)
    with closing(Watcher(site)) as watcher:
        watcher.watch([site / "content"])
        ear = Ear(watcher)
        (site / "content/a.md").write_text("1")
        ear.until(site / "content/a.md")
    ear.thread.join(10)


def test_a_folder_for_which_no_watch_is_left_is_told(site, monkeypatch):
    with closing(Watcher(site)) as watcher:

        def refuse(*_, **__):
            raise OSError(28, "inotify watch limit reached")

        monkeypatch.setattr(watcher._observer, "schedule", refuse)
        with pytest.raises(BriefingError, match="inotify watch limit reached"):
            watcher.watch([site / "content"])

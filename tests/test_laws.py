"""Laws that hold for every site and every sequence of changes; see docs/architecture.md.

``HYPOTHESIS_PROFILE=long`` tries far more examples.
"""

import functools
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from law_crash import PLACES, Death, build_and_die
from law_site import FOREIGN, LIST, NOW, Folder, Site, Told, Wish, begin, texts
from law_words import (
    A_SMALL_ARCHIVE,
    BODIES,
    BROKEN,
    BROKEN_ENTRIES,
    DAYS,
    DOCUMENT_PATHS,
    DOCUMENTS,
    EDITORS_FILES,
    ENTRY_PATHS,
    ENTRY_TEXTS,
    FIELD,
    SETTING,
    THEME_FILES,
    TIMES,
    toml,
    words,
)

from briefing.build import BuildOptions, build
from briefing.config import read_config

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
FEW = settings(
    max_examples=1000 if IS_LONG else 25,
    stateful_step_count=30 if IS_LONG else 20,
    suppress_health_check=[HealthCheck.too_slow] if IS_LONG else [],
)

NUMBERS = st.integers(0, 40)
"""Which of some files; counted round and round."""

FEW_TIMES = st.booleans()
DEATHS = st.builds(Death, words(*PLACES), st.integers(1, 30), st.booleans())
THEN = words("go on", "go on", "build", "compare")


def change(**drawn: st.SearchStrategy) -> Callable:
    """A rule of :class:`GrownSite`: it changes something, and then the site may be built."""

    def decorated(method: Callable) -> Callable:
        @rule(**drawn, then=THEN)
        @functools.wraps(method)
        def step(self: "GrownSite", then: str, **given: object) -> None:
            method(self, **given)
            if then == "compare":
                self.compare()
            elif then == "build":
                self.build()

        return step

    return decorated


class GrownSite(RuleBasedStateMachine):
    """A site that was built again and again is the one that is built from nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.site = begin(self.folder / "grown")
        self.wish = Wish()
        self.is_later = False
        self.earlier: list[Site] = []
        """Copies of the site as it was when it was compared."""

        self.broken: dict[str, bytes | None] = {}
        """What stood in the place of files that let every build fail."""

        self.obstacles: set[str] = set()
        """What somebody put where a page may be needed."""

        self.has_failed = False
        """Whether the last build that was compared failed, as it should."""

        self.is_sound = True
        """Whether no comparison has failed yet: none is made after one."""

        self.known: set[str] = set()
        """The outputs all of whose files the catalog knows."""

        self.unlisted: set[str] = set()
        """The outputs whose list somebody damaged: the catalog alone knows their files."""

    def teardown(self) -> None:
        try:
            if self.is_sound:
                self.compare()
            if self.has_failed:
                self.compare()
        finally:
            shutil.rmtree(self.folder)

    # Building.

    def build(self) -> Told:
        told = self.site.build(self.wish, self.is_later)
        if not told.error:
            self.known.add(self.wish.output)
            self.unlisted.discard(self.wish.output)
        return told

    def compare(self) -> None:
        """Build the site, and once more from nothing: that must be the same."""
        self.is_sound = False
        if self.has_failed:
            self.mend()
        out = self.wish.output
        before = self.site.told(out)
        told = self.build()
        fresh = self.site.copy_to(self.folder / f"fresh-{len(self.earlier)}")
        anew = fresh.build(self.wish)
        self.has_failed = bool(told.error)
        if self.has_failed:
            assert told == anew or (self.obstacles and "stands where" in told.error)
            assert self.site.told(out) == before
            shutil.rmtree(fresh.root)
            self.is_sound = True
            return
        assert told.of_the_site(self.site.collected()) == anew.of_the_site()
        assert self.site.harvests(is_known=True) == self.site.harvests(is_known=False)
        assert texts(self.site.told("content")) == texts(fresh.told("content"))
        assert texts(self.site.told(out)) == texts(fresh.told(out))
        self.check_that_only_what_changed_was_written(before, told)
        self.check_that_nothing_is_done_again(told)
        self.earlier.append(fresh)
        self.is_sound = True

    def check_that_only_what_changed_was_written(self, before: Folder, told: Told) -> None:
        after = self.site.told(self.wish.output)
        before = {path: found for path, found in before.items() if not path.startswith(LIST)}
        after = {path: found for path, found in after.items() if not path.startswith(LIST)}
        same = {path for path in after if texts(before).get(path) == after[path][0]}
        assert told.written == after.keys() - same
        assert told.kept == len(same)
        assert told.removed >= before.keys() - after.keys()
        assert {path: before[path] for path in same} == {path: after[path] for path in same}

    def check_that_nothing_is_done_again(self, told: Told) -> None:
        before = self.site.told(".")
        again = self.build()
        after = self.site.told(".")
        assert again.written == again.removed == frozenset()
        assert again.kept == told.kept + len(told.written)
        assert (again.counts, again.problems) == (told.counts, told.problems)
        paths = {path for path in before | after if not path.startswith(".briefing")}
        assert [path for path in paths if before.get(path) != after.get(path)] == []

    def mend(self) -> None:
        """Put right what let the last build fail."""
        for path, data in self.broken.items():
            self.site.remove(path) if data is None else self.site.put(path, data)
        self.broken.clear()
        for path in self.obstacles:
            self.site.remove(path)
        self.obstacles.clear()
        settings = self.site.settings()
        self.site.put("briefing.toml", toml({k: settings[k] for k in settings if "theme" not in k}))

    # What people write: entries, and what stands beside them.

    @initialize(is_full=st.booleans())
    def start(self, is_full: bool) -> None:
        if is_full:
            for path, text in A_SMALL_ARCHIVE.items():
                self.site.put(path, text)
        self.build()

    @change(path=ENTRY_PATHS, text=ENTRY_TEXTS, is_old=FEW_TIMES)
    def write_an_entry(self, path: str, text: str, is_old: bool) -> None:
        self.site.put(path, text, is_old)

    @change(number=NUMBERS, field=FIELD)
    def edit_a_field(self, number: int, field: tuple[str, str]) -> None:
        if path := self.nth("content", number, ".md"):
            self.site.set_field(path, *field)

    @change(number=NUMBERS, other=NUMBERS, field=FIELD)
    def edit_two_files(self, number: int, other: int, field: tuple[str, str]) -> None:
        for path in {self.nth("content", number, ".md"), self.nth("content", other, ".md")}:
            if path:
                self.site.set_field(path, *field)

    @change(number=NUMBERS, body=BODIES, is_old=FEW_TIMES)
    def edit_a_body(self, number: int, body: str, is_old: bool) -> None:
        if path := self.nth("content", number, ".md"):
            head, mark, _ = self.site.read(path).rpartition(b"---\n")
            self.site.put(path, head + mark + body.encode(), is_old)

    @change(number=NUMBERS, path=ENTRY_PATHS)
    def move_a_file(self, number: int, path: str) -> None:
        if old := self.nth("content", number, ".md"):
            self.site.move(old, path)

    @change(number=NUMBERS, path=ENTRY_PATHS)
    def copy_a_file(self, number: int, path: str) -> None:
        if old := self.nth("content", number, ".md"):
            self.site.put(path, self.site.read(old))

    @change(number=NUMBERS)
    def delete_a_file(self, number: int) -> None:
        if path := self.nth("content", number):
            self.site.remove(path)

    @change(folder=words(*(f"content/{day}" for day in DAYS), "content/2025", "content"))
    def delete_a_folder(self, folder: str) -> None:
        self.site.remove(folder)

    @change(file=EDITORS_FILES)
    def write_a_record_a_note_or_a_page(self, file: tuple[str, str]) -> None:
        self.site.put(*file)

    @change(number=NUMBERS, data=BROKEN_ENTRIES)
    def break_an_entry(self, number: int, data: bytes) -> None:
        if path := self.nth("content", number, ".md"):
            self.site.put(path, data)

    @change(path=ENTRY_PATHS, leads_to=words("nowhere", "/proc/self/mem", "desk", "ferry.md"))
    def link_what_cannot_be_read(self, path: str, leads_to: str) -> None:
        self.site.put(path, "")
        self.site.remove(path)
        (self.site.root / path).symlink_to(leads_to)

    # What is collected.

    @change(path=DOCUMENT_PATHS, text=DOCUMENTS, is_old=FEW_TIMES)
    def write_a_document(self, path: str, text: str, is_old: bool) -> None:
        self.site.put(path, text, is_old)

    @change(path=st.one_of(DOCUMENT_PATHS, words("seeds")))
    def remove_documents(self, path: str) -> None:
        self.site.remove(path)

    # How it is to look.

    @change(setting=SETTING)
    def set_a_setting(self, setting: tuple[str, str]) -> None:
        self.set(*setting)

    @change(name=words("small", "other", "default", "wire", "none"))
    def choose_a_theme(self, name: str) -> None:
        self.set("theme", f"'{name}'")

    @change(file=THEME_FILES, is_old=FEW_TIMES)
    def write_a_file_of_the_theme(self, file: tuple[str, str], is_old: bool) -> None:
        self.site.put(*file, is_old)

    @change(path=st.one_of(THEME_FILES.map(lambda file: file[0]), words("templates", "static")))
    def remove_a_file_of_the_theme(self, path: str) -> None:
        if not path.startswith("themes/small/"):
            self.site.remove(path)

    @change(file=BROKEN)
    def break_the_settings_or_the_theme(self, file: tuple[str, bytes]) -> None:
        path, data = file
        found = self.site.root / path
        self.broken.setdefault(path, found.read_bytes() if found.is_file() else None)
        self.site.put(path, data)

    @change(now=TIMES)
    def let_the_clock_show(self, now: object) -> None:
        self.wish = replace(self.wish, now=now)

    @change(name=words("drafts", "future", "clean"), value=st.booleans())
    def wish_otherwise(self, name: str, value: bool) -> None:
        self.wish = replace(self.wish, **{name: value})

    @change(output=words("site", "public"))
    def write_elsewhere(self, output: str) -> None:
        self.wish = replace(self.wish, output=output)

    @rule(is_later=st.booleans())
    def let_files_grow_old(self, is_later: bool) -> None:
        self.is_later = is_later

    # What happens to files.

    @change(
        folder=words("content", "site", "seeds", "themes", "static"),
        number=NUMBERS,
        is_old=FEW_TIMES,
    )
    def touch_a_file(self, folder: str, number: int, is_old: bool) -> None:
        if path := self.nth(folder, number):
            self.site.put(path, self.site.read(path), is_old)

    @precondition(lambda self: self.earlier)
    @change(number=NUMBERS)
    def go_back_to_what_was_written_earlier(self, number: int) -> None:
        self.broken.clear()
        self.site.go_back_to(self.earlier[number % len(self.earlier)])

    @change(number=NUMBERS, how=words("deleted", "empty", "cut", "other", "older", "replaced"))
    def damage_a_page(self, number: int, how: str) -> None:
        path = self.nth(self.wish.output, number)
        if path and LIST not in path and not path.endswith(FOREIGN):
            self.damage(path, how)
            if how == "replaced":
                self.site.put(f"{path}/{FOREIGN}", "in the way")
                self.obstacles.add(path)

    @precondition(lambda self: self.wish.output in self.known)
    @change(number=NUMBERS, how=words("deleted", "empty", "cut", "older"))
    def damage_the_list_of_pages(self, number: int, how: str) -> None:
        if path := self.nth(f"{self.wish.output}/{LIST}", number):
            self.unlisted.add(self.wish.output)
            self.damage(path, how)

    @change(folder=words("site", "public", "site/2025", "site/2025/06/01", "site/sources"))
    def delete_pages(self, folder: str) -> None:
        self.site.remove(folder)

    @change(folder=words("site", "site/2025", "public", "site/.briefing-new"))
    def put_a_file_beside_the_pages(self, folder: str) -> None:
        self.site.put(f"{folder}/{FOREIGN}", "theirs")
        self.obstacles.add(f"{folder}/{FOREIGN}")

    @precondition(lambda self: not self.unlisted)
    @change(number=NUMBERS, how=words("deleted", "empty", "cut", "other", "older", "replaced"))
    def damage_what_is_known(self, number: int, how: str) -> None:
        if path := self.nth(".briefing", number):
            self.known.clear()
            self.damage(path, how)

    @precondition(lambda self: not self.unlisted)
    @change(number=NUMBERS, place=st.integers(0, 10**6), bit=st.integers(0, 7))
    def turn_a_bit_of_what_is_known(self, number: int, place: int, bit: int) -> None:
        path = self.nth(".briefing", number)
        if path and (data := bytearray(self.site.read(path))):
            self.known.clear()
            data[place % len(data)] ^= 1 << bit
            self.site.put(path, bytes(data))

    @precondition(lambda self: not self.unlisted)
    @change()
    def forget_what_is_known(self) -> None:
        self.known.clear()
        self.site.remove(".briefing")

    @rule()
    def keep_a_copy_of_what_is_known(self) -> None:
        shutil.rmtree(self.folder / "copy", ignore_errors=True)
        if (self.site.root / ".briefing").is_dir():
            shutil.copytree(self.site.root / ".briefing", self.folder / "copy")

    @precondition(lambda self: (self.folder / "copy").is_dir() and not self.unlisted)
    @change(number=st.none() | NUMBERS, is_alone=st.booleans())
    def put_an_old_copy_back(self, number: int | None, is_alone: bool) -> None:
        """All of it, or one file: over what is there, or alone."""
        self.known.clear()
        if is_alone:
            self.site.remove(".briefing")
        (self.site.root / ".briefing").mkdir(exist_ok=True)
        files = sorted((self.folder / "copy").iterdir())
        for file in files if number is None else [files[number % len(files)]]:
            shutil.copy2(file, self.site.root / ".briefing" / file.name)

    @change(path=ENTRY_PATHS, text=ENTRY_TEXTS, death=DEATHS)
    def die_while_building(self, path: str, text: str, death: Death) -> None:
        self.site.put(path, text)
        before = self.site.told(self.wish.output)
        if build_and_die(self.site.root, self.wish, death):
            self.known.discard(self.wish.output)
            if not self.has_failed:
                self.check_that_every_page_is_whole(before)

    def check_that_every_page_is_whole(self, before: Folder) -> None:
        """As it was, or as it is to be; where the next build fails, as it was."""
        left = texts(self.site.told(self.wish.output))
        self.compare()
        after = texts(self.site.told(self.wish.output))
        old = texts(before)
        torn = [
            p for p in left if not p.startswith(LIST) and left[p] not in (old.get(p), after.get(p))
        ]
        assert torn == []

    # Helpers.

    def nth(self, folder: str, number: int, ending: str = "") -> str:
        """The path of one of the files below *folder*; empty where there are none."""
        found = self.site.listed(folder, ending)
        return found[number % len(found)] if found else ""

    def set(self, name: str, value: str) -> None:
        settings = self.site.settings() | {name: value}
        self.site.put("briefing.toml", toml({k: v for k, v in settings.items() if v}))

    def damage(self, path: str, how: str) -> None:
        data = self.site.read(path)
        match how:
            case "deleted":
                self.site.remove(path)
            case "empty":
                self.site.put(path, "")
            case "cut":
                self.site.put(path, data[: len(data) // 2])
            case "other":
                self.site.put(path, "something else", is_old=True)
            case "older":
                self.site.put(path, data, is_old=True)
            case "replaced":
                self.site.remove(path)
                (self.site.root / path).mkdir()


def test_incremental_equals_clean_byte_for_byte():
    run_state_machine_as_test(GrownSite, settings=FEW)


FILES = st.lists(st.tuples(ENTRY_PATHS, ENTRY_TEXTS), max_size=8)


@given(FILES)
def test_every_entry_is_on_exactly_one_day_page(files):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        site = begin(root)
        for path, text in files:
            site.put(path, text)
        text = "{% for s in page.digest.stories %}{% for e in s.entries %}<{{ e.guid }}>"
        site.put("templates/day.html", text + "{% endfor %}{% endfor %}")
        report = build(root, read_config(root / "briefing.toml"), BuildOptions(now=NOW))
        days = sorted((root / "site").glob("[12][0-9]*/[0-9]*/[0-9]*/index.html"))
        shown = [guid for day in days for guid in day.read_text().split("<")[1:]]

        assert len(days) == report.days
        assert len(shown) == len(set(shown)) == report.entries


@FEW
@given(FILES, st.randoms())
def test_the_order_in_which_files_come_changes_nothing(files, rnd):
    files = [*dict(files).items()]
    sites = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            site = begin(Path(folder))
            for path, text in files:
                site.put(path, text)
            site.build(Wish())
            sites.append(texts(site.told("site")))
        rnd.shuffle(files)

    assert sites[0] == sites[1]

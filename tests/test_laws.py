"""Laws that hold for every site and every sequence of changes; see docs/architecture.md.

``HYPOTHESIS_PROFILE=long`` tries far more examples.
"""

import datetime as dt
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.build import BuildOptions, build
from briefing.config import read_config

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
FEW = settings(
    max_examples=1000 if IS_LONG else 25,
    suppress_health_check=[HealthCheck.too_slow] if IS_LONG else [],
)

NOW = dt.datetime(2025, 6, 30, tzinfo=dt.UTC)
WISHES = "wishes"
"""A file with words and a time: what the next builds are asked for."""
TEMPLATES = (
    "home day entry story month year archive terms term term_month page 404".split()
)  # the theme tells everything that it is given


@dataclass(frozen=True)
class Write:
    """A file of the site is written, new or over an old one."""

    path: str
    text: str

    def apply(self, root: Path) -> None:
        file = root / self.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.text, encoding="utf-8")


@dataclass(frozen=True)
class Remove:
    """A file or folder is deleted, if it is there."""

    path: str

    def apply(self, root: Path) -> None:
        target = root / self.path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)


@dataclass(frozen=True)
class Rename:
    """A file gets another name, if it is there."""

    old: str
    new: str

    def apply(self, root: Path) -> None:
        if (root / self.old).is_file():
            (root / self.new).parent.mkdir(parents=True, exist_ok=True)
            (root / self.old).replace(root / self.new)


@dataclass(frozen=True)
class Touch:
    """A file gets another time and keeps its bytes, if it is there."""

    path: str

    def apply(self, root: Path) -> None:
        if (root / self.path).is_file():
            os.utime(root / self.path, (1, 1))


@dataclass(frozen=True)
class Edit:
    """One of the files in content/ gets another line, if there are any."""

    number: int

    def apply(self, root: Path) -> None:
        found = sorted((root / "content").rglob("*.md"))
        if found:
            with found[self.number % len(found)].open("a", encoding="utf-8") as file:
                file.write("\nThey said more.\n")


def words(*choices: str) -> st.SearchStrategy[str]:
    return st.sampled_from(choices)


ENTRY_PATHS = st.builds(
    "content/2025/{}/{}.md".format,
    words("05/31", "06/01", "06/02"),
    words("ferry", "hives", "Fête 1"),
)
# Times on both sides of midnight, and a folder that is not always that of the date.
DATES = words("2025-05-31", "2025-06-01", "2025-06-02", "2025-06-01T23:30:00+02:00", "2199-01-01")
ENTRY_TEXTS = st.builds(
    "---\nguid: {}\ntitle: {}\ndate: {}\nsource: {}\ntopics: [{}]\n{}\n---\n{}\n".format,
    words("g1", "g2", "g3", "g4", "g5"),
    words("Ferry aground", "Fewer hives & bees", "'{{ site }}'"),
    DATES,
    words("Tide", "tide", "Post", "''"),
    words("", "Sea", "Sea, Bees"),
    words("", "story: x", "draft: true", "pin: true", "section: Local", "kind: roundup"),
    words("The ferry ran aground off Sandoe with 212 aboard.", "Beekeepers count fewer hives."),
)
OTHER = [
    ("briefing.toml", ["title = 'One'", "title = 'Two'\ntimezone = 'Europe/Berlin'", "oops"]),
    ("briefing.toml", ["base_url = 'https://example.org/b/'", "digest.grouping = 1.0"]),
    ("content/2025/06/01/_digest.md", ["---\ntitle: Quiet\n---\nA *note*.\n", "Only words.\n"]),
    ("content/2025/06/01/_story-x.md", ["---\ntitle: The affair\nkey_points: [One.]\n---\n"]),
    ("content/pages/about.md", ["---\ntitle: About\n---\nHi.\n", "---\ntitle: Us\n---\n"]),
    ("templates/day.html", ["own {{ page.url }}", "{% include 'theme/day.html' %}!", "{{ oops }}"]),
    ("static/robots.txt", ["mine", "yours"]),
    ("static/2025/06/index.html", ["in place of a page"]),
    ("themes/small/assets/style.css", ["a {}", "b {}"]),
    ("site/index.html", ["overwritten"]),
    ("site/CNAME", ["theirs"]),
    (".briefing/catalog.sqlite", ["no database"]),
]
# The present moves over the dates of entries, and back.
TIMES = words("2025-05-31T12:00Z", "2025-06-01T21:30Z", "2025-06-01T23:29+02:00", "2199-01-02T00Z")
CHANGES = st.one_of(
    st.builds(Write, ENTRY_PATHS, ENTRY_TEXTS),
    st.builds(Write, ENTRY_PATHS, ENTRY_TEXTS),
    st.builds(Edit, st.integers(0, 8)),
    st.builds(Remove, ENTRY_PATHS),
    st.builds(Rename, ENTRY_PATHS, ENTRY_PATHS),
    st.one_of([st.builds(Write, st.just(path), words(*texts)) for path, texts in OTHER]),
    st.builds(Remove, words(*(path for path, _ in OTHER if "small" not in path))),
    st.builds(Remove, words(".briefing", "site/index.html", "site/2025", "site")),
    st.builds(Touch, words("site/index.html", "site/2025/06/01/index.html")),
    st.builds(Write, st.just(WISHES), st.one_of(words("drafts", "future", "clean", ""), TIMES)),
)


def begin(root: Path) -> None:
    """A site with a theme that shows all that a template can see."""
    Write("briefing.toml", "theme = 'small'").apply(root)
    Write("themes/small/theme.toml", "").apply(root)
    Write("themes/small/assets/style.css", "a {}").apply(root)
    for name in TEMPLATES:
        text = "{{ page }} {{ site }} {{ asset('style.css') }}"
        Write(f"themes/small/templates/{name}.html", text).apply(root)


def wishes(root: Path) -> BuildOptions:
    """What the site's file of wishes asks for."""
    text = (root / WISHES).read_text() if (root / WISHES).exists() else ""
    return BuildOptions(
        now=dt.datetime.fromisoformat(text) if text.startswith("2") else NOW,
        drafts=text == "drafts",
        future=text == "future",
        clean=text == "clean",
    )


def run(root: Path) -> object:
    """Build the site; return what was reported of it, or what stopped it."""
    from briefing.errors import BriefingError

    config_file = root / "briefing.toml"
    text = config_file.read_text() if config_file.exists() else ""
    if "theme" not in text:
        config_file.write_text(f"theme = 'small'\n{text}\n")
    try:
        report = build(root, read_config(config_file), wishes(root))
    except BriefingError as error:
        return str(error)
    return report.entries, report.stories, report.days, report.problems


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "CNAME"
    }


@FEW
def check_incremental_equals_clean(grown: Path) -> None:
    before = files(grown / "site")
    told = run(grown)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        shutil.copytree(
            grown,
            fresh,
            dirs_exist_ok=True,
            ignore=lambda _, names: {"site", ".briefing"} & {*names},
        )
        told_anew = run(fresh)
        expected = before if isinstance(told, str) else files(fresh / "site")

    assert told == told_anew
    assert files(grown / "site") == expected
    assert run(grown) == told  # and now that nothing has changed
    assert files(grown / "site") == expected


@given(st.lists(CHANGES, min_size=1, max_size=12), st.sets(st.integers(0, 11)))
def test_incremental_equals_clean_byte_for_byte(changes, builds):
    with tempfile.TemporaryDirectory() as folder:
        grown = Path(folder)
        begin(grown)
        run(grown)
        for number, change in enumerate(changes, 1):
            change.apply(grown)
            if number in builds or number == len(changes):
                check_incremental_equals_clean(grown)


@given(st.lists(st.builds(Write, ENTRY_PATHS, ENTRY_TEXTS), max_size=8))
def test_every_entry_is_on_exactly_one_day_page(writes):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        begin(root)
        for write in writes:
            write.apply(root)
        text = "{% for s in page.digest.stories %}{% for e in s.entries %}<{{ e.guid }}>"
        Write("templates/day.html", text + "{% endfor %}{% endfor %}").apply(root)
        report = build(root, read_config(root / "briefing.toml"), BuildOptions(now=NOW))
        days = sorted((root / "site").glob("2[0-9]*/[0-9]*/[0-9]*/index.html"))
        shown = [guid for day in days for guid in day.read_text().split("<")[1:]]

        assert len(days) == report.days
        assert len(shown) == len(set(shown)) == report.entries


@FEW
@given(st.lists(st.builds(Write, ENTRY_PATHS, ENTRY_TEXTS), max_size=6), st.randoms())
def test_the_order_in_which_files_come_changes_nothing(writes, rnd):
    writes = [*{write.path: write for write in writes}.values()]
    sites = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            begin(root)
            for write in writes:
                write.apply(root)
            run(root)
            sites.append(files(root / "site"))
        rnd.shuffle(writes)

    assert sites[0] == sites[1]

import datetime as dt
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import briefing.build as build_module
from briefing.build import BuildOptions, build, prepare
from briefing.config import Config, read_config
from briefing.errors import BriefingError, OutputError
from briefing.model import Level

NOW = dt.datetime(2025, 6, 2, 12, tzinfo=dt.UTC)


def put(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def put_entry(
    root: Path, name: str = "ferry", body: str = "It ran aground.", **fields: str
) -> None:
    fields = {"guid": name, "title": f"Headline {name}", "date": "2025-06-02"} | fields
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    put(root, f"content/2025/06/02/{name}.md", f"---\n{head}---\n{body}\n")


def built(root: Path, **options):
    return build(root, read_config(root / "briefing.toml"), BuildOptions(now=NOW, **options))


def ready(root: Path, **options):
    return prepare(root, read_config(root / "briefing.toml"), BuildOptions(now=NOW, **options))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put_entry(tmp_path)
    return tmp_path


def test_a_build_writes_the_site_and_tells_what_it_did(root):
    report = built(root)

    assert (report.entries, report.stories, report.days) == (1, 1, 1)
    assert "2025/06/02/ferry/index.html" in report.written
    assert "It ran aground." in (root / "site/2025/06/02/ferry/index.html").read_text()
    assert [*report.seconds] == ["collect", "build"]


def test_a_second_build_writes_nothing(root):
    first = built(root)
    again = built(root)

    assert again.written == again.removed == frozenset()
    assert again.kept == len(first.written)


def test_a_clean_build_renders_everything_and_gives_the_same_bytes(root):
    built(root)
    page = root / "site/index.html"
    page.write_text("broken")

    assert built(root, clean=True).written == {"index.html"}


def test_a_changed_entry_changes_its_pages_only(root):
    put_entry(root, "hives", date="2025-05-01")
    built(root)
    put_entry(root, "ferry", "It was towed off.")
    report = built(root)

    assert "2025/06/02/ferry/index.html" in report.written
    assert "2025/05/01/hives/index.html" not in report.written


def test_a_deleted_entry_takes_its_pages_with_it(root):
    put_entry(root, "hives", date="2025-05-01")
    built(root)
    (root / "content/2025/06/02/hives.md").unlink()
    report = built(root)

    assert "2025/05/01/index.html" in report.removed
    assert not (root / "site/2025/05").exists()


def test_the_site_goes_where_it_is_told(root, tmp_path):
    built(root, output=tmp_path / "public")

    assert (tmp_path / "public/index.html").is_file()
    assert not (root / "site").exists()


def test_deleting_what_is_known_changes_no_byte(root):
    built(root)
    before = {p: p.read_bytes() for p in (root / "site").rglob("*") if p.is_file()}
    shutil.rmtree(root / ".briefing")

    assert built(root).written == frozenset()
    assert {p: p.read_bytes() for p in (root / "site").rglob("*") if p.is_file()} == before


def test_pages_that_an_older_copy_of_what_is_known_does_not_know_go(root):
    built(root)
    shutil.copytree(root / ".briefing", root / "copy")
    put_entry(root, "hives")
    built(root)
    shutil.rmtree(root / ".briefing")
    (root / "copy").rename(root / ".briefing")
    (root / "content/2025/06/02/hives.md").unlink()
    built(root)

    assert not (root / "site/2025/06/02/hives/index.html").exists()


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"draft": "true"}, {"drafts": True}),
        ({"date": "2025-06-03"}, {"future": True}),
        ({"date": "2025-06-02T12:00:01Z"}, {"future": True}),
    ],
)
def test_drafts_and_the_future_are_shown_only_when_wanted(root, fields, wanted):
    put_entry(root, "later", **fields)

    assert built(root).entries == 1
    assert built(root, **wanted).entries == 2


def test_the_present_moment_is_no_future(root):
    put_entry(root, "now", date="2025-06-02T12:00:00Z")

    assert built(root).entries == 2


def test_prepare_writes_nothing_and_renders_what_build_writes(root):
    site = ready(root)

    assert not (root / "site").exists()
    assert not (root / ".briefing").exists()
    built(root)
    for path in site:
        assert site.render(path) == (root / "site" / path).read_bytes()


def test_a_static_file_takes_the_place_of_a_page_and_says_so(root):
    put(root, "static/robots.txt", "mine")
    site = ready(root)

    assert site.render("robots.txt") == b"mine"
    assert [(p.place, p.level) for p in site.problems] == [("static/robots.txt", Level.NOTE)]


def test_a_file_that_goes_while_it_is_served_is_told(root):
    put(root, "static/a.txt", "a")
    site = ready(root)
    (root / "static/a.txt").unlink()

    with pytest.raises(OutputError, match=r"a\.txt: its file cannot be read"):
        site.render("a.txt")


def test_a_broken_template_leaves_the_last_good_site_as_it_was(root):
    built(root)
    before = (root / "site/index.html").read_bytes()
    put(root, "templates/home.html", "{{ nothing }}")
    put_entry(root, "hives")

    with pytest.raises(BriefingError, match=r"templates/home.html:1"):
        built(root)

    assert (root / "site/index.html").read_bytes() == before
    assert not (root / "site/2025/06/02/hives").exists()


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_built(root):
    put(root, "content/2025/06/02/broken.md", "---\ntitle: [\n---\n")
    report = built(root)

    assert report.entries == 1
    assert report.problems[0].place.startswith("content/2025/06/02/broken.md")


def test_words_that_no_page_can_show_are_told(root):
    put(root, "content/2025/06/02/_story-none.md", "---\ntitle: Nobody's\n---\n")
    put(root, "content/2025/05/01/_digest.md", "Nothing happened.\n")

    assert [problem.place for problem in built(root).problems] == [
        "content/2025/06/02/_story-none.md",
        "content/2025/05/01/_digest.md",
    ]


def test_documents_of_other_folders_are_collected(root, tmp_path):
    put(
        tmp_path,
        "more/one.txt",
        "Ferry aground off Sandoe\n\nBy Ann Lee | June 1, 2025\n\n" + "It ran aground. " * 40,
    )
    report = built(root, seeds=(tmp_path / "more",))

    assert report.entries >= 1


def test_a_site_without_anything_is_built(tmp_path):
    report = built(tmp_path)

    assert report.entries == 0
    assert (tmp_path / "site/index.html").is_file()


@pytest.mark.parametrize("title", ["'{{ config }}'", "'{% include \"x\" %}'", "<script>x</script>"])
def test_a_title_is_never_more_than_text(root, title):
    put_entry(root, "bad", title=title)
    built(root)
    html = (root / "site/2025/06/02/bad/index.html").read_text()

    assert "<script>x" not in html
    assert "config" in html or "include" in html or "&lt;script&gt;" in html


def test_a_title_with_half_a_character_is_built(root):
    put_entry(root, "half", title='"Half \\ud83d done"')

    assert built(root).entries >= 1


def test_an_entry_that_is_to_come_is_told(root):
    put_entry(root, "later", date="2025-06-03")
    (note,) = ready(root).problems

    assert note.level is Level.NOTE
    assert note.place == "content/2025/06/02/later.md"
    assert "2025-06-03, which is to come" in note.message
    assert not ready(root, future=True).problems


@pytest.mark.parametrize(
    "name",
    [
        "2025",
        "feed.xml/x.txt",
        "index.html/a/b.txt",
        "assets",
        ".briefing-files",
        "a\nb",
        "a\udcff",
    ],
)
def test_a_static_file_that_cannot_stand_there_is_left_out_and_told(root, name):
    put(root, f"static/{name}", "mine")
    put(root, "static/fine.txt", "fine")
    report = built(root)

    (problem,) = report.problems
    assert problem.level is Level.ERROR
    assert problem.place == "static/" + name.replace("\udcff", "\\udcff")
    assert (root / "site/2025/06/02/ferry/index.html").is_file()
    assert (root / "site/fine.txt").read_text() == "fine"


def test_a_static_file_may_stand_in_the_sites_folders(root):
    put(root, "static/2025/map.svg", "map")
    put(root, "static/feed.xml", "own")

    assert [p.level for p in built(root).problems] == [Level.NOTE]
    assert (root / "site/2025/map.svg").read_text() == "map"
    assert (root / "site/feed.xml").read_text() == "own"


def test_the_site_is_never_written_over_its_own_documents(root):
    with pytest.raises(BriefingError, match=r"output: .* would lie over"):
        built(root, output=root)
    assert not (root / "index.html").exists()


@pytest.fixture
def is_prepared(monkeypatch):
    """Whether the last build had to prepare anything."""
    calls = []
    real = build_module._published

    def counted(*given, **more):
        calls.append(1)
        return real(*given, **more)

    monkeypatch.setattr(build_module, "_published", counted)

    def asked() -> bool:
        was, calls[:] = bool(calls), []
        return was

    return asked


def test_where_nothing_has_changed_nothing_is_prepared(root, is_prepared):
    put_entry(root, "later", date="2025-06-03")
    put(root, "static/a\udcff", "mine")
    first = built(root)
    assert is_prepared()
    again = built(root)

    assert not is_prepared()
    assert again.kept == len(first.written)
    assert (again.entries, again.stories, again.days) == (1, 1, 1)
    assert again.problems == first.problems
    assert len(again.problems) == 2


@pytest.mark.parametrize(
    "options", [{"drafts": True}, {"future": True}, {"clean": True}, {"output": Path("other")}]
)
def test_other_wishes_are_prepared(root, is_prepared, monkeypatch, options):
    monkeypatch.chdir(root)
    built(root)
    assert is_prepared()
    built(root, **options)

    assert is_prepared()


@pytest.mark.parametrize(
    "path",
    "content/pages/a.md static/a templates/home.html site/index.html site/.briefing-files/2025-06 "
    "briefing.toml".split(),
)
def test_any_file_that_counts_is_seen_to_have_changed(root, is_prepared, path):
    put(root, "templates/home.html", "old")
    built(root)
    text = "title = 'New'" if path == "briefing.toml" else "---\ntitle: New\n---\nnew\n"
    put(root, path, text)
    assert is_prepared()
    built(root)

    assert is_prepared()
    built(root)
    assert not is_prepared()


def test_the_present_counts_only_where_it_passes_an_entry(root, is_prepared):
    put_entry(root, "noon", date="2025-06-02T12:00:00Z")
    put_entry(root, "later", date="2025-06-02T13:00:00Z")
    shown = {}
    for minutes in (0, 59, 60, 59, 0, -1):
        now = NOW + dt.timedelta(minutes=minutes)
        report = build(root, Config(), BuildOptions(now=now))
        shown[minutes, is_prepared()] = report.entries

    assert shown == {
        (0, True): 2, (59, False): 2, (60, True): 3, (59, True): 2, (0, False): 2, (-1, True): 1,
    }  # fmt: skip


def test_a_moment_that_clocks_show_twice_is_told_apart(root):
    zone = ZoneInfo("Europe/Berlin")
    put_entry(root, "later", date="2025-10-26T02:30:00+01:00")
    now = dt.datetime(2025, 10, 26, 2, 45, tzinfo=zone)  # still summer time
    config = Config(timezone="Europe/Berlin")

    assert build(root, config, BuildOptions(now=now)).entries == 1
    assert build(root, config, BuildOptions(now=now.replace(fold=1))).entries == 2


def test_a_run_that_is_stopped_in_the_middle_leaves_nothing_to_rely_on(root, is_prepared):
    built(root)
    text = (root / "content/2025/06/02/ferry.md").read_text()
    put_entry(root, "ferry", "It was towed off.")
    (root / "site/2025/06/02/ferry/index.html").unlink()
    put(root, "site/2025/06/02/ferry/index.html/theirs", "in the way")
    with pytest.raises(OutputError, match="a folder stands where a file is needed"):
        built(root)
    put(root, "content/2025/06/02/ferry.md", text)
    shutil.rmtree(root / "site/2025/06/02/ferry/index.html")
    is_prepared()
    built(root)

    assert is_prepared()
    assert "It ran aground." in (root / "site/2025/06/02/ferry/index.html").read_text()


def test_a_page_that_somebody_deleted_is_forgotten_when_it_is_wanted_no_more(root, is_prepared):
    put_entry(root, "hives")
    built(root)
    (root / "content/2025/06/02/hives.md").unlink()
    shutil.rmtree(root / "site")
    built(root)
    is_prepared()
    built(root)

    assert not is_prepared()


def test_a_static_file_may_take_the_place_of_a_feed(root):
    put_entry(root, "tide", source="Tide")
    put(root, "static/sources/tide/feed.xml", "mine")
    report = built(root)

    assert [p.level for p in report.problems] == [Level.NOTE]
    assert (root / "site/sources/tide/feed.xml").read_text() == "mine"
    (root / "static/sources/tide/feed.xml").unlink()
    assert "sources/tide/feed.xml" in built(root).written
    assert "<rss" in (root / "site/sources/tide/feed.xml").read_text()


@pytest.mark.parametrize(
    "path",
    "sources stories topics/x 2025 2025/13/index.html 2025/06/99/a/index.html 0000/index.html "
    "sources/x/2025/06/index.html sitemaps/x.xml ٢٠٢٥/٠٦/index.html archive/x latest sitemaps x/"
    "".split(),
)
def test_what_is_no_output_is_none(root, path):
    assert path not in ready(root)

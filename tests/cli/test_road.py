"""From documents to a site, as a user types it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import TOWN, Type

TITLES = ["Bridge reopens after nine weeks of repair", "Choir looks for tenors"]


def entries_of(site: Path) -> list[Path]:
    return sorted((site / "content").rglob("[!_]*.md"))


def test_collecting_says_what_it_wrote(briefing: Type, site: Path) -> None:
    first, second = briefing("collect"), briefing("collect")

    assert (first.code, first.err) == (0, "")
    assert "2 entries in content/, 2 written" in first.out
    assert "2 entries in content/, 0 written" in second.out
    assert len(entries_of(site)) == 2


def test_collecting_reports_for_machines(briefing: Type, site: Path) -> None:
    report = briefing("collect", "--json").json

    assert report["entries"] == 2
    assert len(report["written"]) == 2
    assert report["problems"] == []
    assert report["seconds"]["collect"] >= 0


def test_building_says_what_happened_in_a_few_lines(briefing: Type, site: Path) -> None:
    done = briefing("build")
    lines = done.out.splitlines()

    assert (done.code, done.err) == (0, "")
    assert 3 <= len(lines) <= 6
    assert lines[0] == "2 entries in 2 stories on 2 days."
    assert re.fullmatch(r"\d+ files written, 0 kept, 0 removed in \d+\.\d s\.", lines[1])
    assert "site" in lines[-1]
    assert "briefing serve --open" in lines[-1]


def test_a_second_build_writes_nothing(briefing: Type, site: Path) -> None:
    first = briefing("build", "--json").json
    second = briefing("build", "--json").json

    assert first["entries"] == second["entries"] == 2
    assert (first["stories"], first["days"], first["problems"]) == (2, 2, [])
    assert second["pages"] == {"written": 0, "kept": first["pages"]["written"], "removed": 0}
    assert second["seconds"]["total"] >= max(
        v for k, v in second["seconds"].items() if k != "total"
    )


def test_building_clean_gives_the_same_site(briefing: Type, site: Path) -> None:
    briefing("build")
    before = {p: p.read_bytes() for p in (site / "site").rglob("*") if p.is_file()}
    done = briefing("build", "--clean")

    assert done.code == 0
    assert {p: p.read_bytes() for p in (site / "site").rglob("*") if p.is_file()} == before


def test_the_site_goes_where_it_is_wanted(briefing: Type, site: Path) -> None:
    done = briefing("build", "-o", "public", "--base-url", "https://mill.example/road")

    assert done.code == 0
    assert not (site / "site").exists()
    assert "https://mill.example/road/2025/05/06/" in (site / "public/sitemap.xml").read_text(
        "utf-8"
    ) + (site / "public/feed.xml").read_text("utf-8")


def test_an_address_that_is_none_is_told(briefing: Type, site: Path) -> None:
    done = briefing("build", "--base-url", "mill.example")

    assert (done.code, done.err.split(":")[1]) == (1, " --base-url")


def test_documents_from_elsewhere_are_collected(
    briefing: Type, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "other.txt").write_text(TOWN.replace("Bridge", "Ford"), "utf-8")
    fresh = tmp_path_factory.mktemp("fresh")
    done = briefing("-C", fresh, "build", "--seeds", elsewhere, "--json")

    assert done.json["entries"] == 2
    assert (fresh / "site" / "index.html").is_file()


def test_drafts_and_days_to_come_are_shown_when_wanted(briefing: Type, site: Path) -> None:
    briefing("new", "Not done yet", "--at", "2025-05-07T10:00")
    at = ("build", "--json", "--at", "2025-05-06T08:00")

    assert briefing(*at).json["entries"] == 2
    assert briefing(*at, "-D").json["entries"] == 2
    assert briefing(*at, "--drafts", "--future").json["entries"] == 3
    assert briefing("build", "--json", "--at", "2025-05-05T12:00").json["entries"] == 1


def test_strict_fails_on_problems(briefing: Type, site: Path) -> None:
    (site / "content").mkdir()
    (site / "content" / "broken.md").write_text("---\ntitle: [\n---\nText.\n", "utf-8")
    plain, strict = briefing("build"), briefing("build", "--strict")

    assert (plain.code, strict.code) == (0, 1)
    assert "content/broken.md:" in plain.err
    assert "see: briefing list problems" in plain.out
    assert briefing("build", "-q").out == ""


def test_what_is_to_be_typed_next_names_the_sites_folder(briefing: Type, site: Path) -> None:
    (site / "seeds" / "empty.txt").touch()

    for command in ("collect", "build"):
        assert f"see: briefing -C {site} list problems" in briefing(command, "-C", site).out


def test_a_failed_build_leaves_the_last_good_site(briefing: Type, site: Path) -> None:
    briefing("build")
    before = {p: p.read_bytes() for p in (site / "site").rglob("*") if p.is_file()}
    (site / "briefing.toml").write_text('theme = "none-such"\n', "utf-8")
    done = briefing("build")

    assert done.code == 1
    assert done.err.count("\n") == 1
    assert {p: p.read_bytes() for p in (site / "site").rglob("*") if p.is_file()} == before


def test_an_output_that_cannot_be_written_is_one_line(briefing: Type, site: Path) -> None:
    (site / "taken").write_text("a file", "utf-8")
    done = briefing("build", "-o", "taken/site")

    assert done.code == 1
    assert done.err.startswith("error: ")
    assert done.err.count("\n") == 1


def test_what_is_new_is_checked_and_fine(briefing: Type, site: Path) -> None:
    briefing("build")
    done = briefing("check")

    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("of the site checked: 0 problems.\n")
    assert not list((site / "site").rglob("*.tmp"))


def test_links_that_lead_nowhere_are_found(briefing: Type, site: Path) -> None:
    briefing("new", "--page", "About")
    page = site / "content" / "pages" / "about.md"
    page.write_text(page.read_text("utf-8") + "\nSee [this](/no-such-page/).\n", "utf-8")
    done = briefing("check")
    report = briefing("check", "--json").json

    assert done.code == 1
    assert "about/index.html: the link “/no-such-page/” leads nowhere" in done.out
    assert report["problems"] == [
        {"place": "about/index.html", "message": "the link “/no-such-page/” leads nowhere"}
    ]


def test_entries_are_listed(briefing: Type, site: Path) -> None:
    briefing("collect")
    rows = briefing("list", "--json").json
    plain = briefing("list").out.splitlines()

    assert sorted(row["title"] for row in rows) == TITLES
    assert {*rows[0]} == {
        "path", "guid", "title", "date", "date_origin", "source", "authors", "story", "seed",
    }  # fmt: skip
    assert rows[0]["seed"]["file"] == "seeds/town.txt"
    assert rows[0]["authors"] == ["Odile Brandt"]
    assert [line.split("\t")[3] for line in plain] == [row["title"] for row in rows]


def test_stories_are_listed(briefing: Type, site: Path) -> None:
    briefing("collect")
    rows = briefing("list", "stories", "--json").json

    assert [(row["day"], row["sources"], row["independent"]) for row in rows] == [
        ("2025-05-05", 1, 1),
        ("2025-05-06", 1, 1),
    ]
    guids = {row["guid"]: row["story"] for row in briefing("list", "--json").json}
    assert guids == {guid: row["id"] for row in rows for guid in row["entries"]}


def test_sources_are_listed(briefing: Type, site: Path) -> None:
    briefing("collect")

    assert briefing("list", "sources", "--json").json == [
        {
            "source": "The Mill Road Messenger",
            "entries": 2,
            "first": "2025-05-05",
            "last": "2025-05-06",
        }
    ]
    assert briefing("list", "sources").out == (
        "The Mill Road Messenger\t2\t2025-05-05\t2025-05-06\n"
    )


def test_text_that_was_left_out_is_among_the_problems(briefing: Type, site: Path) -> None:
    long = "Please support our work with a small donation. " * 9
    text = TOWN.replace("Choir looks", f"{long}\n\nChoir looks") + f"\n{long}\n"
    (site / "seeds" / "town.txt").write_text(text, "utf-8")
    briefing("collect")
    rows = briefing("list", "problems", "--json").json

    assert any(long.strip() in " ".join(row["message"].split()) for row in rows)
    assert all(row["place"].startswith("seeds/town.txt") for row in rows)


def test_documents_are_added_and_collected(briefing: Type, site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "town.txt").write_text(TOWN.replace("Bridge", "Ford"), "utf-8")
    done = briefing("add", other / "town.txt", "--at", "2025-05-07T10:00", "--json")
    again = briefing("add", other, "--at", "2025-05-07T12:00")

    assert done.json["added"] == ["seeds/2025-05-07/town.txt"]
    assert len(entries_of(site)) == 3
    assert "0 documents added to seeds/2025-05-07, 1 there already." in again.out


def test_nothing_is_overwritten_by_what_is_added(
    briefing: Type, site: Path, tmp_path: Path
) -> None:
    for number in range(3):
        file = tmp_path / "from" / str(number) / ".town.txt"
        file.parent.mkdir(parents=True)
        file.write_text(TOWN.replace("nine weeks", f"{number + 2} weeks"), "utf-8")
        assert briefing("add", file, "--at", "2025-05-07").code == 0

    assert sorted(p.name for p in (site / "seeds" / "2025-05-07").iterdir()) == [
        "town-2.txt", "town-3.txt", "town.txt",
    ]  # fmt: skip


def test_standard_input_is_a_document_too(site: Path) -> None:
    command = [sys.executable, "-m", "briefing", "add", "-", "--json", "--at", "2025-05-07"]
    done = subprocess.run(command, input=TOWN.encode(), capture_output=True, check=True, cwd=site)

    assert json.loads(done.stdout)["added"] == ["seeds/2025-05-07/stdin.txt"]


def test_what_cannot_be_added_is_told(briefing: Type, site: Path) -> None:
    address = briefing("add", "http://127.0.0.1/mill")
    nothing = briefing("add")
    missing = briefing("add", "no-such-file.txt")

    assert (address.code, nothing.code, missing.code) == (1, 2, 1)
    assert "127.0.0.1, which is not public" in address.err
    assert "There is nothing to add" in nothing.err
    assert missing.err == "error: no-such-file.txt: there is no such file\n"
    assert not (site / "seeds" / "pages").exists()


def test_new_entries_do_not_overwrite_each_other(briefing: Type, site: Path) -> None:
    at = ("--at", "2025-05-07T10:00")
    paths = [briefing("new", "Same title", *at).out.strip() for _ in range(2)]
    paths.append(briefing("new", "Same title", *at, "--json").json["path"])

    assert len({*paths}) == 3
    assert all((site / path).is_file() for path in paths)
    assert briefing("list", "-D", "-F", "--json").code == 0
    assert len({row["guid"] for row in briefing("list", "--json").json}) == 3
    assert briefing("new", "  ").code == 1


def test_a_new_page_is_on_the_site_and_is_written_once(briefing: Type, site: Path) -> None:
    first = briefing("new", "--page", 'About: "us" \\ them')
    again = briefing("new", "--page", 'About: "us" \\ them', "--json")
    briefing("build")

    assert first.code == 0
    assert (again.code, "is there already" in again.err) == (1, True)
    (page,) = (site / "site").glob("about*/index.html")
    assert "About: &#34;us&#34; \\ them" in page.read_text("utf-8")


def test_why_a_document_was_read_so(briefing: Type, site: Path) -> None:
    briefing("collect")
    done = briefing("why", "seeds/town.txt")
    reasons = briefing("why", "--json", "seeds/town.txt").json

    assert done.code == 0
    assert all(title in done.out for title in TITLES)
    assert "printed with the article" in done.out
    assert {"about": "document", "reason": "seeds/town.txt"} in reasons


@pytest.mark.parametrize(
    "asked", ["content/{path}", "/{url}/", "http://localhost:8000/{url}/index.html", "{url}"]
)
def test_why_an_entry_stands_where_it_does(briefing: Type, site: Path, asked: str) -> None:
    briefing("collect")
    path = entries_of(site)[0].relative_to(site / "content").as_posix()
    done = briefing("why", "-v", asked.format(path=path, url=path.removesuffix(".md")))

    assert done.code == 0
    assert TITLES[1] in done.out
    assert "article 2 of seeds/town.txt" in done.out
    assert re.search(r"rank +1 of 1 on 2025-05-05: weight \d", done.out)


def test_why_a_day_is_ordered_so(briefing: Type, site: Path) -> None:
    briefing("collect")

    assert "2025-05-06: 1 entry in 1 story" in briefing("why", "/2025/05/06/").out
    assert "2025-05-06: 1 entry in 1 story" in briefing("why", "/").out


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (
            "2025/05/06/bad.md",
            "---\ntitle: [\n---\n",
            "error  content/2025/05/06/bad.md:3: the front",
        ),
        ("2025/05/06/_digest.md", "Words.\n", "editor's words  on 2025-05-06"),
        ("2025/05/06/_story-x.md", "---\ntitle: T\n---\n", "story record  x: T"),
        ("pages/about.md", "Words.\n", "standing page  About"),
    ],
)
def test_why_of_a_file_that_is_no_entry_tells_what_it_is(
    briefing: Type, site: Path, path: str, text: str, said: str
) -> None:
    briefing("collect")
    file = site / "content" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")

    assert said in briefing("why", "-v", file).out


@pytest.mark.parametrize("asked", ["nothing.txt", "/2024/01/01/", "briefing.toml", "/archive/"])
def test_what_has_no_reasons_is_told(briefing: Type, site: Path, asked: str) -> None:
    briefing("collect")
    done = briefing("why", asked)

    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1


def test_serving_answers_until_it_is_interrupted(site: Path) -> None:
    command = [sys.executable, "-u", "-m", "briefing", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        url = re.search(rb"http://\S+", run.stdout.readline())
        assert url is not None
        with urllib.request.urlopen(url[0].decode()) as answer:
            assert "Bridge reopens" in answer.read().decode()
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=20)

    assert (run.returncode, errors) == (0, b"")

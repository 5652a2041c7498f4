"""``briefing fetch``, ``add URL`` and ``list sources --health`` as a user types them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Type
from tests.fetch.server import Reply, Server, cached, feed
from tests.fetch.sites import files, make_site, titles

HERON = ("h1", "The heron is back", "It stands in the mill pond.")
AT = ("--at", "2025-05-06T10:00")
PAGE = b"""<!DOCTYPE html>
<html><head><title>Heron</title><link rel="alternate" type="application/rss+xml" href="/feed">
</head><body><h1>Heron</h1><p>The heron is back at the pond.</p></body></html>"""


@pytest.fixture
def site(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that follows one feed of the server; the current folder."""
    monkeypatch.chdir(tmp_path)
    server.scripts["/feed"] = cached(feed("A", HERON), '"1"')
    server.scripts["/heron"] = Reply(200, {"Content-Type": "text/html"}, PAGE)
    return make_site(tmp_path, [server.url("/feed")])


def test_fetch_says_what_it_did(briefing: Type, site: Path, server: Server) -> None:
    first = briefing("fetch", *AT)
    again = briefing("fetch", *AT)

    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines()[0] == "1 feed asked: 1 new item."
    assert again.out.splitlines()[0] == "1 feed asked (1 unchanged): 0 new items."
    assert briefing("fetch", "-q", *AT).out == ""
    assert titles(site) == [HERON[1]]


def test_fetch_reports_for_machines(briefing: Type, site: Path, server: Server) -> None:
    make_site(site, [server.url("/feed"), server.url("/none")])

    report = briefing("fetch", "--json", *AT).json

    told = {name: report[name] for name in ("feeds", "asked", "unchanged", "failed", "new")}
    assert told == {"feeds": 2, "asked": 2, "unchanged": 0, "failed": 1, "new": 1}
    assert report["written"] == ["seeds/feeds/2025/05/06/100000.jsonl"]
    assert {"place": server.url("/none"), "message": "answered 404 (there is no such page)"} in (
        report["problems"]
    )
    assert not report["is_interrupted"]
    assert report["seconds"]["fetch"] > 0


def test_fetch_fails_when_nothing_answers(briefing: Type, site: Path, server: Server) -> None:
    server.scripts["/feed"] = Reply(500)
    make_site(site, [server.url("/feed"), server.url("/heron")])

    done = briefing("fetch", *AT)

    assert done.code == 1
    assert "2 failed" in done.out
    assert "answered 500" in done.err
    assert "list sources --health" in done.out


def test_strict_fails_for_one(briefing: Type, site: Path, server: Server) -> None:
    make_site(site, [server.url("/feed"), server.url("/none")])

    assert briefing("fetch", *AT).code == 0
    assert briefing("fetch", "--strict", "--force", *AT).code == 1
    assert briefing("fetch", *AT).out.startswith("1 feed asked (1 unchanged, 1 not due)")


def test_a_site_without_feeds_is_told_how_to_follow_one(briefing: Type, site: Path) -> None:
    make_site(site, [])

    assert "The site follows no feeds" in briefing("fetch").out


def test_who_breaks_off_is_told_so(
    briefing: Type, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.fetch.crowd import Crowd

    def breaks(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(Crowd, "results", breaks)

    assert briefing("fetch").code == 130
    assert briefing("add", "http://127.0.0.1:1/").code == 130


def test_progress_is_drawn_on_a_terminal_only(
    briefing: Type, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    briefing("fetch", *AT)
    drawn = sys.stderr.getvalue()  # type: ignore[attr-defined]
    monkeypatch.setattr(sys, "stderr", Terminal())
    briefing("fetch", "--json", *AT)

    assert "Asking the feeds" in drawn
    assert "Asking" not in sys.stderr.getvalue()  # type: ignore[attr-defined]


def test_feeds_are_listed_with_their_health(briefing: Type, site: Path, server: Server) -> None:
    make_site(site, [server.url("/feed"), server.url("/none")])
    before = briefing("list", "sources", "--health", "--json").json
    briefing("fetch", *AT)

    rows = briefing("list", "sources", "--health", "--json").json
    table = briefing("list", "sources", "--health").out

    assert [row["standing"] for row in before] == ["never asked"] * 2
    assert rows[0] | {"url": ""} == {
        "title": server.url("/feed"), "url": "", "folder": "", "standing": "fine", "failures": 0,
        "trouble": "", "last_success": "2025-05-06T10:00:00+00:00",
        "last_new": "2025-05-06T10:00:00+00:00", "interval": None,
        "next": "2025-05-06T10:00:00+00:00", "moved_to": "",
    }  # fmt: skip
    assert (rows[1]["standing"], rows[1]["failures"]) == ("failing", 1)
    assert table.splitlines()[1].split("\t")[1:3] == ["failing", "1"]
    assert "2025-05-06 10:00" in table.splitlines()[0]
    assert briefing("list", "entries", "--health").code == 2


def test_spans_are_told_in_their_largest_unit() -> None:
    import datetime as dt

    from briefing.cli.feeds import span

    minutes = [None, 0, 40, 100, 60 * 47, 60 * 48, 60 * 24 * 9]
    assert [span(None if m is None else dt.timedelta(minutes=m)) for m in minutes] == [
        "", "1 min", "40 min", "2 h", "47 h", "2 days", "9 days",
    ]  # fmt: skip


def test_a_page_is_added_with_its_address(briefing: Type, site: Path, server: Server) -> None:
    done = briefing("add", server.url("/heron"), *AT)
    again = briefing("add", server.url("/heron"), "--json", *AT)

    (name, data), *others = files(site, "seeds/pages").items()
    assert re.fullmatch(r"seeds/pages/2025/05/06/127-0-0-1-heron\.html", name)
    assert others == []
    url = server.url("/heron")
    assert f"<!-- saved from url=({len(url):04}){url} -->" in data.decode().splitlines()[1]
    assert done.out.startswith("1 document added to seeds/pages.")
    (site / "note.txt").write_text("The heron is back.", "utf-8")
    both = briefing("add", server.url("/heron"), site / "note.txt", *AT)
    assert both.out.startswith("1 document added to seeds, 1 there already.")
    assert f"add --subscribe {server.url('/feed')}" in done.out
    assert (again.json["added"], again.json["feeds"]) == ([], [server.url("/feed")])
    assert server.paths().count("/robots.txt") == 1  # it is believed for a day


def test_addresses_come_from_files_and_standard_input(
    site: Path, server: Server, briefing: Type
) -> None:
    for number in range(3):
        server.scripts[f"/{number}"] = Reply(
            200, {"Content-Type": "text/plain"}, b"Heron %d" % number
        )
    (site / "list.txt").write_text(f"# pages\n\n{server.url('/0')} the first\n", "utf-8")
    command = [sys.executable, "-m", "briefing", "add", "--from", "list.txt", "--from", "-", *AT]

    given = f"{server.url('/1')}\n{server.url('/2')}\n{server.url('/1')}\n"
    subprocess.run(command, input=given.encode(), check=True, capture_output=True)

    assert sorted(files(site, "seeds/pages").values()) == [b"Heron 0", b"Heron 1", b"Heron 2"]
    (site / "list.txt").write_text("http://a.example/\nno address\n", "utf-8")
    wrong = briefing("add", "--from", "list.txt")
    assert (wrong.code, wrong.err) == (1, "error: list.txt:2: is no http or https address\n")
    assert "cannot be read" in briefing("add", "--from", "no-such-list").err


def test_pages_that_cannot_be_had_are_told(briefing: Type, site: Path, server: Server) -> None:
    server.scripts["/robots.txt"] = Reply(200, {}, b"User-agent: *\nDisallow: /private")
    server.scripts["/private"] = Reply(200, {}, PAGE)

    done = briefing("add", server.url("/private"), server.url("/none"), server.url("/heron"), *AT)

    assert done.code == 1
    assert "robots.txt asks not to fetch it" in done.err
    assert "answered 404" in done.err
    assert len(files(site, "seeds/pages")) == 1
    assert "/private" not in server.paths()


def test_a_feed_is_kept_or_subscribed_to(briefing: Type, site: Path, server: Server) -> None:
    server.scripts["/other"] = cached(feed("B", ("b1", "The bridge is open", "At last.")), '"1"')
    make_site(site, [])

    kept = briefing("add", server.url("/other"), *AT)
    assert f"add --subscribe {server.url('/other')}" in kept.out
    assert [Path(name).suffix for name in files(site, "seeds/pages")] == [".rss"]

    followed = briefing("add", "--subscribe", server.url("/other"), server.url("/heron"), *AT)
    assert f"Subscribed to {server.url('/other')}." in followed.out
    assert server.url("/feed") in (site / "feeds.opml").read_text("utf-8")
    assert titles(site) == ["The bridge is open", "The heron is back"]
    assert len(files(site, "seeds/pages")) == 1  # what is followed is not kept as a page

    again = briefing("add", "--subscribe", server.url("/other"), "--json", *AT).json
    assert again["subscribed"] == []
    server.scripts["/bare"] = Reply(200, {"Content-Type": "text/html"}, b"<html><p>Nothing.")
    bare = briefing("add", "--subscribe", server.url("/bare"), *AT)
    assert (bare.code, "there is nothing to follow" in bare.err) == (1, True)


def test_what_is_fetched_becomes_entries_once(briefing: Type, site: Path, server: Server) -> None:
    table = f'[[subscriptions]]\nurl = "{server.url("/feed")}"\n'
    more = 'source = "The Messenger"\nsection = "Town"\n'
    make_site(site, [])
    settings = site / "briefing.toml"
    settings.write_text(settings.read_text("utf-8") + table + more, "utf-8")

    briefing("fetch", *AT)
    (row,) = briefing("list", "entries", "--json").json
    assert (row["title"], row["source"]) == (HERON[1], "The Messenger")
    assert "section: Town" in (site / "content" / row["path"]).read_text("utf-8")

    shutil.rmtree(site / ".briefing")
    briefing("fetch", "--at", "2025-05-07T10:00")
    assert [r["guid"] for r in briefing("list", "entries", "--json").json] == [row["guid"]]
    assert len(titles(site)) == 2


def test_a_page_that_cannot_be_kept_is_told(briefing: Type, site: Path, server: Server) -> None:
    (site / "seeds").write_text("in the way", "utf-8")

    done = briefing("add", server.url("/heron"), *AT)

    assert done.code == 1
    assert "cannot be written" in done.err


def test_building_touches_no_network(briefing: Type, site: Path, server: Server) -> None:
    briefing("fetch", *AT)
    server.forget()
    code = (
        "import sys, briefing.build, briefing.collect, briefing.serve.session;"
        "print([m for m in sys.modules if 'briefing.fetch' in m or 'httpcore2' in m])"
    )

    built = briefing("build", "--at", "2025-05-06T12:00")
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    assert built.code == 0
    assert server.asked == []
    assert loaded.stdout.strip() == b"[]"

"""``fetch`` as a whole: what is asked, what is kept, what is known afterwards."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from briefing.errors import BriefingError, BusyError, OutputError
from briefing.fetching import FetchReport
from briefing.following.standing import Standing, feed_health
from briefing.model import Document
from tests.fetch.server import Asked, Reply, Script, Server, cached, feed
from tests.fetch.sites import NOW, files, make_site, run, settings, titles

HERON = ("h1", "The heron is back", "It stands in the mill pond.")
BRIDGE = ("b1", "The bridge is open", "A dog was first.")
CHOIR = ("c1", "The choir wants tenors", "It has one.")


def messages(report: FetchReport) -> list[str]:
    return [f"{p.level}: {p.place}: {p.message}" for p in report.problems]


def test_what_is_new_in_all_feeds_goes_into_one_document(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = cached(feed("A", HERON, BRIDGE), '"1"')
    server.scripts["/b"] = cached(feed("B", CHOIR), '"1"')
    site = make_site(tmp_path, [server.url("/b"), server.url("/a")], "\n")

    report = run(site)

    assert (report.feeds, report.asked, report.new, report.failed) == (2, 2, 3, 0)
    assert report.written == ("seeds/feeds/2025/05/06/100000.jsonl",) == tuple(files(site))
    assert titles(site) == [x[1] for x in (BRIDGE, CHOIR, HERON)]
    assert report.problems == ()


def test_a_second_time_only_changes_are_asked_for_and_nothing_is_written(
    server: Server, tmp_path: Path
) -> None:
    server.scripts["/a"] = cached(feed("A", HERON), '"1"')
    server.scripts["/b"] = Reply(200, {}, feed("B", CHOIR))
    site = make_site(tmp_path, [server.url("/a"), server.url("/b")])
    run(site)
    before = files(site)
    server.forget()

    report = run(site, 1)

    assert (report.asked, report.unchanged, report.new, report.written) == (2, 1, 0, ())
    assert {one.path: one.is_conditional for one in server.asked} == {"/a": True, "/b": False}
    assert files(site) == before


def test_what_changed_and_what_is_new_is_kept(server: Server, tmp_path: Path) -> None:
    later = ("h1", "The heron is gone again", "The pond is empty.")
    server.scripts["/a"] = [
        Reply(200, {}, feed("A", HERON, BRIDGE)),
        Reply(200, {}, feed("A", later, BRIDGE, CHOIR)),
    ]
    site = make_site(tmp_path, [server.url("/a")])
    run(site)

    report = run(site, 60)

    assert (report.new, report.changed) == (1, 1)
    assert titles(site) == sorted(x[1] for x in (HERON, BRIDGE, later, CHOIR))


def test_two_runs_in_one_second_overwrite_nothing(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = [Reply(200, {}, feed("A", x)) for x in (HERON, BRIDGE)]
    site = make_site(tmp_path, [server.url("/a")])

    run(site)
    run(site)

    assert [*files(site)] == [
        "seeds/feeds/2025/05/06/100000-2.jsonl",
        "seeds/feeds/2025/05/06/100000.jsonl",
    ]
    assert len(titles(site)) == 2


def test_freshness_is_heeded_unless_forced(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = cached(feed("A", HERON), '"1"', **{"Cache-Control": "max-age=3600"})
    server.scripts["/b"] = cached(feed("B", CHOIR), '"1"', **{"Cache-Control": "max-age=99999999"})
    site = make_site(tmp_path, [server.url("/a"), server.url("/b")])
    run(site)
    server.forget()

    early = run(site, 59)
    assert (early.asked, early.waiting, server.asked) == (0, 2, [])
    assert run(site, 60).asked == 1
    assert run(site, 24 * 60).asked == 2
    assert run(site, 24 * 60, force=True).asked == 2
    assert run(site, 24 * 60, only=(server.url("/b"),)).asked == 1
    assert run(site, -60).asked == 2  # asked by a clock that was ahead


def test_a_failing_feed_is_left_alone_and_comes_back(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = [Reply(500), Reply(404), Reply(200, {}, feed("A", HERON))]
    site = make_site(tmp_path, [server.url("/a")])

    first = run(site)
    assert (first.failed, messages(first)) == (
        1, [f"warning: {server.url('/a')}: answered 500"],
    )  # fmt: skip
    assert run(site, 5).asked == 0
    assert "(2 times in a row)" in messages(run(site, 20))[0]
    assert run(site, 20 + 19).asked == 0
    assert run(site, 20 + 40).new == 1
    assert feed_health(site, settings(site), NOW)[0].standing is Standing.FINE


def test_a_busy_server_is_left_alone_as_long_as_it_asks(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = Reply(503, {"Retry-After": "7200"})
    server.scripts["/b"] = Reply(429, {"Retry-After": "Tue, 06 May 2025 13:00:00 GMT",
                                       "Date": "Tue, 06 May 2025 10:00:00 GMT"})  # fmt: skip
    site = make_site(tmp_path, [server.url("/a"), server.url("/b")])

    assert run(site).failed == 2
    assert run(site, 119).asked == 0
    assert run(site, 121).asked == 1
    assert run(site, 181).asked == 1


def test_what_is_gone_ends_and_is_told(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = Reply(410)
    site = make_site(tmp_path, [server.url("/a")])

    first, later, forced = run(site), run(site, 99_999), run(site, 99_999, force=True)

    assert "take it out of briefing.toml" in messages(first)[0]
    assert (later.asked, later.ended, forced.asked) == (0, 1, 0)
    assert messages(later)[0].startswith(f"note: {server.url('/a')}: is gone for good (410)")
    server.scripts["/a"] = Reply(200, {}, feed("A", HERON))
    assert run(site, 99_999, only=(server.url("/a"),)).new == 1
    assert run(site, 99_999).ended == 0


def test_a_move_for_good_is_remembered_and_told(server: Server, tmp_path: Path) -> None:
    server.scripts["/old"] = Reply(301, {"Location": "/new"})
    server.scripts["/new"] = cached(feed("A", HERON), '"1"')
    site = make_site(tmp_path, [server.url("/old")])

    moved = run(site)
    server.forget()
    later = run(site, 1)

    note = f"note: {server.url('/old')}: has moved to {server.url('/new')}"
    assert messages(moved)[0].startswith(note)
    assert messages(later)[0].startswith(note)
    assert (later.unchanged, server.paths()) == (1, ["/new"])
    server.scripts["/new"] = Reply(404)
    server.scripts["/old"] = Reply(200, {}, feed("A", HERON, BRIDGE))
    assert run(site, 2).failed == 1
    assert run(site, 60).new == 1


def test_a_move_for_now_is_not_remembered(server: Server, tmp_path: Path) -> None:
    server.scripts["/old"] = Reply(302, {"Location": "/new"})
    server.scripts["/new"] = cached(feed("A", HERON), '"1"')
    site = make_site(tmp_path, [server.url("/old")])

    run(site)
    server.forget()

    assert run(site, 1).unchanged == 1
    assert [(one.path, one.is_conditional) for one in server.asked] == [
        ("/old", False), ("/new", True),
    ]  # fmt: skip


def test_what_is_no_feed_is_kept_once_and_told(server: Server, tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><html><title>Sorry</title><p>No feed here."
    broken = b'<?xml version="1.0"?><urlset><url/></urlset>'

    def other(asked: Asked) -> Reply:
        return Reply(200, {"Content-Type": "text/html"}, page + str(len(server.asked)).encode())

    server.scripts["/a"] = cached(page, '"1"')
    server.scripts["/b"] = other
    server.scripts["/c"] = Reply(200, {}, broken)
    server.scripts["/d"] = Reply(200, {}, feed("D", CHOIR))
    site = make_site(tmp_path, [server.url(f"/{x}") for x in "abcd"])

    first = run(site)
    kept = files(site, "seeds/feeds/unread")
    later = run(site, 60)

    assert (first.failed, first.new) == (3, 1)
    assert (later.failed, later.written) == (3, ())
    assert len(kept) == 3
    assert broken in kept.values()
    assert kept == files(site, "seeds/feeds/unread")
    assert {*kept} < {*first.written}
    assert [m for m in messages(later) if "in a row" in m] == messages(later)
    server.scripts["/b"] = Reply(200, {}, feed("B", HERON))
    assert run(site, 24 * 60).new == 1


def test_what_nobody_foresaw_costs_one_feed_only(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.following import gathering, news

    def sometimes(document: Document, *rest: object) -> object:
        if document.place.endswith("/bad"):
            raise RecursionError("too deep")
        return news.news_of(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(gathering, "news_of", sometimes)
    for path in ("/bad", "/fine"):
        server.scripts[path] = Reply(200, {}, feed("A", HERON))
    site = make_site(tmp_path, [server.url("/bad"), server.url("/fine")])

    report = run(site)

    assert (report.failed, report.new) == (1, 1)
    assert "cannot be read (RecursionError: too deep)" in messages(report)[0]
    assert len(files(site, "seeds/feeds/unread")) == 1


def test_one_bad_feed_costs_the_others_nothing(server: Server, tmp_path: Path) -> None:
    server.scripts["/fine"] = Reply(200, {}, feed("A", HERON))
    bad = ["http://10.0.0.1/a", "http://no-such-host.invalid/b", "http://127.0.0.1:1/c"]
    site = make_site(tmp_path, [*bad, server.url("/fine")], "connect_seconds = 2.0\n")

    report = run(site)

    assert (report.asked, report.failed, report.new) == (4, 3, 1)
    assert "not public" in messages(report)[0]


def test_losing_what_is_known_loses_nothing(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = cached(feed("A", HERON), '"1"')
    site = make_site(tmp_path, [server.url("/a")])
    run(site)
    before = {line for data in files(site).values() for line in data.splitlines()}
    shutil.rmtree(site / ".briefing")

    assert run(site, 1).new == 1
    after = {line for data in files(site).values() for line in data.splitlines()}
    assert after == before  # told again in the same words, so known again by its id


def test_a_note_holds_only_with_its_document(server: Server, tmp_path: Path) -> None:
    """Killed after writing and before knowing, and killed before writing."""
    import sqlite3

    from briefing.fetch.state import State

    server.scripts["/a"] = cached(feed("A", HERON), '"1"')
    site = make_site(tmp_path, [server.url("/a")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(State, "commit", lambda *_: None)
        run(site)
    assert run(site, 1).unchanged == 1
    assert len(titles(site)) == 1

    shutil.rmtree(site / ".briefing")
    shutil.rmtree(site / "seeds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(State, "commit", lambda *_: None)
        run(site)
    shutil.rmtree(site / "seeds")
    assert run(site, 1).new == 1
    assert len(titles(site)) == 1
    with sqlite3.connect(site / ".briefing" / "fetch.sqlite") as database:
        assert database.execute("SELECT count(*) FROM pending").fetchone() == (0,)
    database.close()


def test_a_document_that_cannot_be_written_is_told_and_not_known(
    server: Server, tmp_path: Path
) -> None:
    server.scripts["/a"] = cached(feed("A", HERON), '"1"')
    site = make_site(tmp_path, [server.url("/a")])
    (site / "seeds").write_text("in the way", "utf-8")

    with pytest.raises(OutputError, match="cannot be written"):
        run(site)
    (site / "seeds").unlink()

    assert run(site, 1).new == 1


def test_a_state_that_cannot_be_kept_is_told(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = cached(feed("A", HERON), '"1"')
    site = make_site(tmp_path, [server.url("/a")])
    (site / ".briefing").write_text("in the way", "utf-8")

    report = run(site)

    assert report.new == 1
    assert "every feed is asked anew" in messages(report)[-1]


def test_one_run_at_a_time(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.catalog import lock
    from briefing.following.means import state_of

    monkeypatch.setattr(lock.locked.__wrapped__, "__defaults__", (None, 0.1))
    site = make_site(tmp_path, [server.url("/a")])

    with state_of(site), pytest.raises(BusyError):
        run(site)


def test_who_breaks_off_keeps_what_came(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = cached(feed("A", HERON), '"1"')
    server.scripts["/b"] = [Reply(200, {}, feed("B", CHOIR), pause=p) for p in (3, 0)]
    site = make_site(tmp_path, [server.url("/a"), server.url("/b")])

    def progress(done: int, _every: int) -> None:
        if done:
            raise KeyboardInterrupt

    report = run(site, progress=progress)

    assert (report.is_interrupted, report.asked, report.failed) == (True, 1, 0)
    assert titles(site) == [HERON[1]]
    assert run(site, 1).new == 1


def test_progress_is_told(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = Reply(200, {}, feed("A", HERON))
    seen: list[tuple[int, int]] = []
    site = make_site(tmp_path, [server.url("/a"), server.url("/b")])

    run(site, progress=lambda done, every: seen.append((done, every)))

    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_feeds_are_named_by_address_or_title(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = Reply(200, {}, feed("A", HERON))
    server.scripts["/b"] = Reply(200, {}, feed("B", CHOIR))
    site = make_site(tmp_path, [server.url("/a")])
    table = f'[[subscriptions]]\ntitle = "The Messenger"\nurl = "{server.url("/b")}"\n'
    (site / "briefing.toml").write_text((site / "briefing.toml").read_text() + table, "utf-8")

    assert run(site, only=("the messenger", server.url("/b"))).asked == 1
    assert server.paths() == ["/b"]
    with pytest.raises(BriefingError, match="no feed of this site"):
        run(site, only=("nothing",))


def test_no_password_is_told_or_kept(server: Server, tmp_path: Path) -> None:
    server.scripts["/a"] = Reply(403)
    server.scripts["/b"] = Reply(200, {}, feed("B", CHOIR))
    url = server.url("/a").replace("//", "//ann:hush@")
    site = make_site(tmp_path, [url, url.replace("/a", "/b")])

    report = run(site)

    assert "hush" not in str(report)
    assert server.asked[0].headers["authorization"].startswith("Basic ")
    kept = files(site, "seeds") | files(site, ".briefing")
    assert not [name for name, data in kept.items() if b"hush" in data]


def test_the_feeds_are_told_how_they_are(server: Server, tmp_path: Path) -> None:
    days = [NOW - dt.timedelta(days=n) for n in (20, 21, 22, 24, 25, 26, 27)]
    items = "".join(
        f"<item><guid>{d.day}</guid><title>Tide {d.day}</title>"
        f"<pubDate>{d:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for d in days
    )
    tides = f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()
    server.scripts["/fine"] = Reply(200, {}, feed("A", HERON))
    server.scripts["/silent"] = Reply(200, {}, tides)
    server.scripts["/gone"] = Reply(410)
    server.scripts["/failing"] = Reply(500)
    names = ("fine", "silent", "gone", "failing", "new")
    site = make_site(tmp_path, [server.url(f"/{name}") for name in names[:-1]])
    run(site)
    make_site(site, [server.url(f"/{name}") for name in names])

    found = {one.url.rpartition("/")[2]: one for one in feed_health(site, settings(site), NOW)}

    assert {name: one.standing for name, one in found.items()} == {
        "fine": Standing.FINE,
        "silent": Standing.SILENT,
        "gone": Standing.GONE,
        "failing": Standing.FAILING,
        "new": Standing.UNASKED,
    }
    silent = found["silent"]
    assert (silent.interval, silent.last_new) == (dt.timedelta(days=1), days[0])
    assert (silent.last_success, silent.failures) == (NOW, 0)
    assert (found["fine"].last_new, found["fine"].interval) == (NOW, None)
    assert (found["failing"].failures, found["failing"].trouble) == (1, "answered 500")
    assert found["gone"].next is None
    assert found["new"].last_success is None


def test_a_host_that_is_busy_for_all_is_left_alone(server: Server, tmp_path: Path) -> None:
    urls = [server.url(f"/{number}") for number in range(20)]
    server.scripts |= {f"/{number}": Reply(429) for number in range(20)}
    site = make_site(tmp_path, urls, "per_host = 1\n")

    report = run(site)

    assert (report.asked, report.failed, report.waiting) == (5, 5, 15)
    assert len(server.asked) == 5


def test_two_hundred_feeds(server: Server, tmp_path: Path) -> None:
    """One in twenty is broken, each in its own way; the second time only changes are asked for, and
    nothing is written."""
    bad: list[Script] = [
        Reply(500), Reply(404), Reply(410), Reply(429, {"Retry-After": "3600"}), Reply(503),
        cached(b"<html><p>no feed", '"x"'), cached(b"All is well.", '"x"'),
        Reply(302, {"Location": "http://10.0.0.1/"}),
        Reply(200, {"Content-Encoding": "gzip"}, b"no gzip"),
        Reply(raw=[b"nonsense"], has_head=False),
    ]  # fmt: skip
    good = []
    for number in range(200):
        if number % 20 == 7:
            server.scripts[f"/{number}"] = bad[number // 20]
            continue
        item = (f"id{number}", f"Headline {number}", f"What happened at place {number}.")
        server.scripts[f"/{number}"] = cached(feed(f"Feed {number}", item), f'"{number}"')
        good.append(item[1])
    urls = [server.url(f"/{number}") for number in range(200)]
    site = make_site(tmp_path, urls, "per_host = 8\n")

    first = run(site)
    before = files(site)
    server.forget()
    second = run(site, 1)

    assert (first.asked, first.failed, first.new) == (200, 10, 190)
    assert titles(site) == sorted(good)
    assert server.most_at_once <= 8
    assert (second.asked, second.unchanged, second.waiting, second.ended) == (190, 190, 9, 1)
    assert all(one.is_conditional for one in server.asked)
    assert files(site) == before

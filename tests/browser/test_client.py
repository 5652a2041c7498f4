"""The reload client in a browser, on a site in memory."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sites import violations

from briefing.errors import ConfigError, ThemeError
from briefing.fingerprint import fingerprint_bytes
from briefing.model import Level, Problem
from briefing.serve.server import Server
from briefing.serve.session import Session, Version

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{0}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/site.css"></head>
<body><h1>{0}</h1><p>{1}</p></body></html>
"""


class Files:
    """The site as a test changes it."""

    def __init__(self, texts=None) -> None:
        self.texts = texts or {
            "index.html": PAGE.format("Home", "first"),
            "long/index.html": PAGE.format("Long", "<br>".join(f"line {n}" for n in range(999))),
            "404.html": PAGE.format("Not here", ""),
            "icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
            "site.css": "h1 { color: rgb(1, 2, 3) }",
        }
        self.problems: tuple[Problem, ...] = ()
        self.broken: ConfigError | None = None

    @property
    def copied(self):
        return {path: self.mark(path) for path in ("icon.svg", "site.css")}

    def __contains__(self, path):
        return path in self.texts

    def mark(self, path):
        return fingerprint_bytes(self.texts[path].encode())

    def render(self, path):
        return self.texts[path].encode()

    def prepare(self, _changed=frozenset()):
        if self.broken:
            raise self.broken
        outputs = Files(dict(self.texts))
        outputs.render = self.render
        return Version(outputs=outputs, problems=self.problems)


@pytest.fixture
def files():
    return Files()


@pytest.fixture
def server(files, tmp_path):
    session = Session(files.prepare, (tmp_path,))
    session.refresh()
    with Server(session, "127.0.0.1", 0, print) as server:
        yield server


def stay(page):
    """Leave a sign in the page that a reload takes away."""
    page.evaluate("window.stayed = true")


def stayed(page):
    return page.evaluate("window.stayed === true")


def wait_for_scroll(page, y):
    # A strict CSP refuses what wait_for_function does.
    for _ in range(200):
        if page.evaluate("scrollY") == y:
            return
        page.wait_for_timeout(20)
    assert page.evaluate("scrollY") == y


def test_a_change_of_the_page_is_shown(page, server, files, complaints):
    page.goto(server.url)
    files.texts["index.html"] = PAGE.format("Home", "second")
    server.site.refresh()

    page.get_by_text("second").wait_for()
    assert complaints == []


def test_a_change_of_another_page_is_none_of_this_ones_business(page, server, files):
    page.goto(server.url)
    stay(page)
    files.texts["long/index.html"] = PAGE.format("Long", "short now")
    server.site.refresh()
    files.texts["site.css"] = "h1 { color: rgb(3, 2, 1) }"
    server.site.refresh()

    expect(page.locator("h1")).to_have_css("color", "rgb(3, 2, 1)")
    assert stayed(page)


def test_a_change_between_loading_and_connecting_is_not_missed(page, server, files):
    page.route("**/events?*", lambda route: route.abort())
    page.goto(server.url)
    files.texts["index.html"] = PAGE.format("Home", "second")
    server.site.refresh()
    page.unroute("**/events?*")

    page.get_by_text("second").wait_for()


def test_styles_change_without_a_reload(page, server, files, complaints):
    page.goto(server.url)
    stay(page)
    for color in ("rgb(4, 5, 6)", "rgb(7, 8, 9)"):
        files.texts["site.css"] = f"h1 {{ color: {color} }}"
        server.site.refresh()
        expect(page.locator("h1")).to_have_css("color", color)
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert stayed(page)
    assert complaints == []


def test_the_scroll_position_stays(page, server, files):
    page.goto(f"{server.url}/long/")
    page.evaluate("scrollTo(0, 12345)")
    files.texts["long/index.html"] += "<p id=new>new</p>"
    server.site.refresh()

    page.locator("#new").wait_for()
    wait_for_scroll(page, 12345)


def test_an_error_is_shown_and_goes_away_and_the_scroll_position_stays(page, server, files):
    page.goto(f"{server.url}/long/")
    page.evaluate("scrollTo(0, 5000)")
    files.broken = ConfigError("briefing.toml:2", "unknown <b>", excerpt=("1: a", "2: <b> = 1"))
    server.site.refresh()
    page.get_by_text("briefing.toml:2").wait_for()
    assert page.locator("mark").inner_text().strip().endswith("<b> = 1")

    files.broken = ConfigError("briefing.toml:1", "still wrong")
    server.site.refresh()
    page.get_by_text("still wrong").wait_for()

    files.broken = None
    server.site.refresh()
    page.get_by_text("line 998").wait_for()
    wait_for_scroll(page, 5000)


def test_a_page_that_was_deleted_says_so_and_stays_readable(page, server, files):
    page.goto(f"{server.url}/long/")
    text = files.texts.pop("long/index.html")
    server.site.refresh()
    page.get_by_text("no longer exists").wait_for()
    assert page.get_by_text("line 998").count() == 1

    files.texts["long/index.html"] = text
    server.site.refresh()
    page.get_by_text("no longer exists").wait_for(state="detached")


def test_a_page_that_is_not_there_yet_appears(page, server, files):
    page.goto(f"{server.url}/new/")
    files.texts["new/index.html"] = PAGE.format("New", "here now")
    server.site.refresh()

    page.get_by_text("here now").wait_for()


def test_an_error_in_one_file_is_shown_over_the_page_until_dismissed(
    page, server, files, tmp_path, complaints
):
    (tmp_path / "a.md").write_text("---\ntitle: [<b>\n---\n")
    page.goto(server.url)
    files.problems = (Problem(place="a.md:2", message="bad front matter", level=Level.ERROR),)
    server.site.refresh()
    page.get_by_text("bad front matter").wait_for()
    assert page.get_by_text("title: [<b>").count() == 1
    assert page.get_by_text("first").is_visible()

    page.get_by_role("button", name="Dismiss").click()
    page.reload()
    page.wait_for_load_state()
    assert page.get_by_text("bad front matter").count() == 0

    files.problems = (Problem(place="b.md:1", message="something else", level=Level.ERROR),)
    server.site.refresh()
    page.get_by_text("something else").wait_for()
    files.problems = ()
    server.site.refresh()
    page.get_by_text("something else").wait_for(state="detached")
    assert complaints == []


@pytest.mark.parametrize("changed", [True, False])
def test_a_server_that_was_away_is_found_again_and_nothing_is_missed(page, files, changed):
    session = Session(files.prepare)
    session.refresh()
    with Server(session, "127.0.0.1", 0, print) as server:
        page.goto(server.url)
        page.get_by_text("first").wait_for()
        stay(page)
        port = server.server_port
    files.texts["index.html" if changed else "long/index.html"] = PAGE.format("Home", "second")
    files.texts["site.css"] = "h1 { color: rgb(4, 5, 6) }"
    session = Session(files.prepare)
    session.refresh()
    with Server(session, "127.0.0.1", port, print):
        expect(page.locator("h1")).to_have_css("color", "rgb(4, 5, 6)")
        assert stayed(page) is not changed
        assert (page.get_by_text("second").count() == 1) is changed


def test_an_error_page_is_one_of_its_own(page, server, files):
    files.render = broken_home(files)
    files.texts["index.html"] += " "
    server.site.refresh()
    page.goto(server.url)
    page.get_by_text("home.html:7").wait_for()
    page.goto(f"{server.url}/long/")

    page.get_by_text("line 998").wait_for()


def test_axe_finds_nothing_in_the_error_page_and_the_notices(browser, server, files):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    told = Problem(place="a.md:1", message="bad front matter", level=Level.ERROR)
    files.problems = (told,)
    server.site.refresh()
    page.goto(f"{server.url}/404.html")
    page.get_by_text("bad front matter").wait_for()
    found = violations(page)
    files.broken = ConfigError("briefing.toml:2", "unknown", excerpt=("1: a", "2: b = 1" * 99))
    server.site.refresh()
    page.get_by_text("briefing.toml:2").wait_for()
    found += violations(page)
    context.close()

    assert [what for what in found if not what.startswith(("landmark", "region"))] == []


def broken_home(files):
    def render(path):
        if path == "index.html":
            raise ThemeError("templates/home.html:7", "“x” is undefined")
        return files.texts[path].encode()

    return render

"""The live site."""

import threading

from briefing.errors import ConfigError, ThemeError
from briefing.model import Level, Problem
from briefing.serve.session import Session


def test_a_page_is_what_build_writes_but_for_the_reload_client(session, files, tag):
    answer = session.get("/2025/06/02/")

    assert (answer.status, answer.content_type) == (200, "text/html; charset=utf-8")
    assert tag(answer.body).decode() == files.texts["2025/06/02/index.html"]
    assert answer.body.count(b"<script") == 1
    assert answer.body.endswith(b"</script></body></html>\n")


def test_other_files_are_what_build_writes(session):
    assert session.get("/feed.xml").body == b"<rss/>"
    assert session.get("/assets/site.css").body == b"p { color: red }"


def test_a_page_without_an_end_of_its_body_gets_the_client_at_its_end(session, files):
    files.texts["odd.html"] = "<p>odd"
    session.refresh()

    assert session.get("/odd.html").body.startswith(b"<p>odd<script ")


def test_the_client_and_its_style_come_with_the_server(session):
    assert b"EventSource" in session.get("/__briefing/reload.js").body
    assert session.get("/__briefing/serve.css").content_type.startswith("text/css")
    assert session.get("/__briefing/other").status == 404


def test_what_is_not_there_is_the_sites_own_page_for_that(session):
    answer = session.get("/2024/")

    assert answer.status == 404
    assert b"Not here" in answer.body


def test_a_site_without_such_a_page_says_so_plainly(session, files):
    del files.texts["404.html"]
    session.refresh()

    assert session.get("/2024/").status == 404
    assert session.get("/2024/").body == b"not found\n"


def test_a_folder_without_its_slash_is_sent_on(session):
    answer = session.get("/2025/06/02")

    assert (answer.status, answer.location, answer.body) == (302, "/2025/06/02/", b"")


def test_a_page_is_rendered_when_asked_for_and_then_kept_until_it_changes(session, files):
    assert files.rendered == []
    session.get("/")
    session.get("/")
    session.get("/2025/06/02/")
    files.texts["index.html"] = "<p>new"
    session.refresh()
    session.get("/")
    session.get("/2025/06/02/")

    assert files.rendered == ["index.html", "2025/06/02/index.html", "index.html"]


def test_only_so_many_pages_are_kept(session, files, monkeypatch):
    monkeypatch.setattr("briefing.serve.session._KEPT", 1)
    for url in ("/", "/2025/06/02/", "/2025/06/02/", "/"):
        session.get(url)

    assert files.rendered == ["index.html", "2025/06/02/index.html", "index.html"]


def test_an_edit_changes_the_state_of_its_page_and_of_no_other(session, files):
    home, day = session.state("/"), session.state("/2025/06/02/")
    files.texts["2025/06/02/index.html"] = "<p>new"
    session.refresh()

    assert session.state("/") == home
    assert session.state("/2025/06/02/").page != day.page


def test_a_page_is_sent_with_the_state_that_it_is_in(session):
    state = session.state("/")

    assert f'data-page="{state.page}" data-status="200"'.encode() in session.get("/").body
    assert f'data-styles="{state.styles}"'.encode() in session.get("/").body


def test_a_style_changes_no_page_but_the_state_of_the_styles(session, files):
    before = session.state("/")
    files.texts["assets/site.css"] = "p { color: blue }"
    session.refresh()
    after = session.state("/")

    assert after.page == before.page
    assert after.styles != before.styles


def test_the_new_address_of_a_style_is_no_change_of_a_page(session, files):
    files.texts["index.html"] = '<link rel="stylesheet" href="/assets/site.css?v=0123">'
    session.refresh()
    before = session.state("/")
    files.texts["index.html"] = '<link rel="stylesheet" href="/assets/site.css?v=4567">'
    session.refresh()

    assert session.state("/") == before
    assert b"?v=4567" in session.get("/").body


def test_a_picture_changes_every_page_and_a_feed_none(session, files):
    before = session.state("/")
    files.texts["feed.xml"] = "<rss>new</rss>"
    session.refresh()
    assert session.state("/") == before

    files.texts["assets/logo.svg"] = "<svg>new</svg>"
    session.refresh()
    assert session.state("/").page != before.page


def test_a_page_that_was_deleted_is_in_a_state_of_its_own(session, files):
    del files.texts["2025/06/02/index.html"]
    session.refresh()

    assert session.state("/2025/06/02/").status == 404


def test_while_the_site_cannot_be_prepared_every_page_shows_why(session, files):
    before = session.state("/")
    files.broken = ConfigError("briefing.toml:3", "unknown <setting>", excerpt=("3: x = 1",))
    failure = session.refresh()
    answer = session.get("/2025/06/02/")

    assert failure is not None
    assert failure.place == "briefing.toml:3"
    assert answer.status == 500
    assert b"briefing.toml:3" in answer.body
    assert b"unknown &lt;setting&gt;" in answer.body
    assert b"x = 1" in answer.body
    assert b"reload.js" in answer.body
    assert session.get("/feed.xml").body == b"<rss/>"

    files.broken = None
    assert session.refresh() is None
    assert session.get("/2025/06/02/").status == 200
    assert session.state("/") == before


def test_an_error_of_the_disk_is_shown_too(session, files):
    files.broken = PermissionError(13, "Permission denied", "content/x.md")
    session.refresh()

    assert b"content/x.md" in session.get("/").body
    assert b"is not allowed here" in session.get("/").body


def test_before_the_first_success_there_is_nothing_but_the_error(files):
    session = Session(files.prepare)
    files.broken = ConfigError("briefing.toml:1", "is wrong")
    session.refresh()
    assert session.get("/feed.xml").status == 500
    assert b"is wrong" in session.get("/").body
    assert session.state("/").status == 500


def test_a_page_that_cannot_be_rendered_shows_why_and_the_others_go_on(session, files):
    files.texts["index.html"] = ThemeError("templates/home.html:7", "“x” is undefined")
    session.refresh()

    assert session.get("/").status == 500
    assert b"templates/home.html:7" in session.get("/").body
    assert session.get("/2025/06/02/").status == 200


def test_errors_in_single_files_are_told_with_their_lines(files, tmp_path):
    (tmp_path / "x.md").write_text("---\ntitle: [\n---\n")
    files.problems = (
        Problem(place="x.md:2", message="bad front matter", level=Level.ERROR),
        Problem(place="seeds/a.txt", message="only a note", level=Level.NOTE),
    )
    session = Session(files.prepare, (tmp_path,))
    session.refresh()

    [told] = session.state("/").notices
    assert (told.place, told.message) == ("x.md:2", "bad front matter")
    assert [(line.number, line.text, line.guilty) for line in told.lines][:2] == [
        (1, "---", False),
        (2, "title: [", True),
    ]


def test_requests_wait_while_a_newer_version_is_prepared(files):
    started, go_on, answers = threading.Event(), threading.Event(), []

    def prepare(changed):
        started.set()
        assert go_on.wait(10)
        return files.prepare()

    session = Session(prepare)
    request = threading.Thread(target=lambda: answers.append(session.get("/")))
    request.start()
    work = threading.Thread(target=session.refresh)
    work.start()
    assert started.wait(10)
    assert answers == []
    go_on.set()
    request.join(10)
    work.join(10)

    assert answers[0].status == 200

"""Session, watcher and server together."""

from __future__ import annotations

import http.client
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from briefing.errors import BriefingError, EntryError
from briefing.serve.live import Address, Watched, serve, serving
from briefing.serve.session import Version

# Watchdog warns in a thread of its own; see Watcher.
pytestmark = pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")


@dataclass
class Folder:
    """A site whose pages are the files of a folder, as they are."""

    root: Path
    files: object
    seen: list[frozenset[Path]] = field(default_factory=list)

    def prepare(self, changed: frozenset[Path]) -> Version:
        self.seen.append(changed)
        texts = {p.name: p.read_text() for p in sorted((self.root / "content").glob("*.html"))}
        for name, text in texts.items():
            if "bad" in text:
                raise EntryError(f"content/{name}:1", "bad")
        self.files.texts = texts
        return self.files.prepare()

    def watched(self) -> Watched:
        return Watched(folders=(self.root / "content",), files=(self.root / "briefing.toml",))


@pytest.fixture
def folder(tmp_path, files):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/index.html").write_text("first")
    return Folder(tmp_path, files)


@contextmanager
def followed(folder, said):
    with serving(folder, Address(port=0), said.append) as live:
        thread = threading.Thread(target=live.follow)
        thread.start()
        yield live
        live.watcher.close()
        thread.join(10)


def body(live, path="/"):
    with closing(http.client.HTTPConnection("127.0.0.1", live.server.server_port)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read()


def test_what_is_saved_is_served(folder):
    with followed(folder, []) as live:
        assert b"first" in body(live)
        seen = live.session.channel.wait(0, 10)
        (folder.root / "content/index.html").write_text("second")
        assert live.session.channel.wait(seen, 10) > seen
        assert b"second" in body(live)

    assert folder.seen[0] == frozenset()
    assert folder.root / "content/index.html" in folder.seen[1]


def test_what_is_wrong_is_reported_and_goes_away_when_mended(folder):
    said = []
    with followed(folder, said) as live:
        body(live)
        seen = live.session.channel.wait(0, 10)
        (folder.root / "content/index.html").write_text("bad")
        seen = live.session.channel.wait(seen, 10)
        assert b"content/index.html:1" in body(live)
        (folder.root / "content/index.html").write_text("mended")
        assert live.session.channel.wait(seen, 10)
        assert b"mended" in body(live)

    assert said[0] == "content/index.html:1: bad"


def test_a_port_that_is_taken_is_told_before_anything_is_done(folder):
    with (
        serving(folder, Address(port=0), print) as live,
        pytest.raises(BriefingError, match="taken"),
        serving(folder, Address(port=live.server.server_port), print),
    ):
        pass

    assert folder.seen == []


def test_serving_ends_with_ctrl_c_after_telling_where_the_site_is(folder, monkeypatch):
    said, opened = [], []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(folder, "prepare", interrupt)

    serve(folder, Address(port=0, open_browser=True), said.append)

    assert said == [f"Serving at {opened[0]} – press Ctrl-C to stop"]


def interrupt(_changed):
    raise KeyboardInterrupt

"""A small site in memory, and a session over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from briefing.errors import BriefingError
from briefing.fingerprint import fingerprint_bytes
from briefing.model import Problem
from briefing.serve.session import Session, Version

PAGE = "<!doctype html><title>{0}</title><body><p>{0}</p></body></html>\n"


@dataclass
class Files:
    """Outputs whose text a test changes; a text that is an error is raised when rendered."""

    texts: dict[str, str | BriefingError]
    base_path: str = "/"
    problems: tuple[Problem, ...] = ()
    broken: BriefingError | OSError | None = None
    rendered: list[str] = field(default_factory=list)

    def prepare(self, _changed: frozenset = frozenset()) -> Version:
        if self.broken:
            raise self.broken
        outputs = Outputs(dict(self.texts), self.rendered)
        return Version(outputs=outputs, base_path=self.base_path, problems=self.problems)


@dataclass(frozen=True)
class Outputs:
    texts: Mapping[str, str | BriefingError]
    rendered: list[str]

    @property
    def copied(self) -> Mapping[str, str]:
        return {path: self.mark(path) for path in self.texts if path.startswith("assets/")}

    def __contains__(self, path: object) -> bool:
        return path in self.texts

    def mark(self, path: str) -> str:
        return fingerprint_bytes(str(self.texts[path]).encode())

    def render(self, path: str) -> bytes:
        self.rendered.append(path)
        text = self.texts[path]
        if isinstance(text, BriefingError):
            raise text
        return text.encode()


@pytest.fixture
def files() -> Files:
    return Files(
        {
            "index.html": PAGE.format("Home"),
            "2025/06/02/index.html": PAGE.format("Monday"),
            "404.html": PAGE.format("Not here"),
            "feed.xml": "<rss/>",
            "assets/site.css": "p { color: red }",
            "assets/logo.svg": "<svg/>",
        }
    )


@pytest.fixture
def session(files: Files) -> Session:
    session = Session(files.prepare)
    session.refresh()
    return session


@pytest.fixture
def tag() -> Callable[[bytes], bytes]:
    """Cut the reload client's tag out of a page."""

    def cut(page: bytes) -> bytes:
        before, script, rest = page.partition(b'<script src="/__briefing/reload.js"')
        assert script
        return before + rest.partition(b"</script>")[2]

    return cut

"""The live site: prepared anew at every change, its pages rendered when asked for and then kept."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from briefing.errors import BriefingError
from briefing.fingerprint import fingerprint, fingerprint_bytes
from briefing.model import Level, Problem
from briefing.serve.channel import Channel
from briefing.serve.client import own_file, with_client
from briefing.serve.errors import Notice, error_page, notice, notice_of
from briefing.serve.routes import HTML, TEXT, content_type, may_be_page, route

# No page shows these: they are read by programs, or (styles) can change without a new page.
_APART = (".html", ".css", ".xml", ".json", ".txt", ".opml")
_STYLE_VERSION = re.compile(rb"(?<=\.css)\?v=[0-9a-f]+")
_KEPT = 2_000  # pages: a crawler must not fill the memory
_MOST_NOTICES = 20


class Outputs(Protocol):
    """A prepared site: what ``build`` would write, rendered on demand."""

    @property
    def copied(self) -> Mapping[str, str]:
        """The paths of files that are copied, with the fingerprints of their bytes."""

    def __contains__(self, path: object) -> bool:
        """Whether there is an output at *path*."""

    def mark(self, path: str) -> str:
        """Return the fingerprint of all that goes into the output *path*."""

    def render(self, path: str) -> bytes:
        """Return the bytes that ``build`` writes to *path*; raises BriefingError."""


class _Nothing:
    """What there is before the site was first prepared."""

    copied: Mapping[str, str] = MappingProxyType({})

    def __contains__(self, path: object) -> bool:
        return False

    def mark(self, path: str) -> str:
        raise BriefingError(path, "there is no such output")

    def render(self, path: str) -> bytes:
        raise BriefingError(path, "there is no such output")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of the site."""

    outputs: Outputs
    base_path: str = "/"
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a request gets."""

    status: int = 200
    content_type: str = HTML
    body: bytes = b""
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the reload client compares with the state in which its page was sent."""

    page: str
    """Fingerprint of the page's bytes and of the pictures and scripts of the site."""

    status: int
    styles: str
    """Fingerprint of all style sheets."""

    notices: tuple[Notice, ...] = ()
    """Errors in single files; the rest of the site goes on."""


class Session:
    """Answers requests from the newest version; they wait while one is prepared, the first too."""

    def __init__(
        self, prepare: Callable[[frozenset[Path]], Version], folders: tuple[Path, ...] = ()
    ) -> None:
        """Take what prepares a version, told which files changed; look up the files that errors
        name below *folders*.
        """
        self.channel = Channel()
        self._prepare = prepare
        self._folders = folders
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._version = Version(outputs=_Nothing())
        self._is_ready = False
        self._failure: Notice | None = None
        self._kept: dict[str, tuple[str, bytes]] = {}
        self._assets = self._styles = ""

    def refresh(self, changed: frozenset[Path] = frozenset()) -> Notice | None:
        """Prepare the site after files *changed*, wake all who wait; return what went wrong, if so.

        After a failure the last good version stays, for everything that is no page.
        """
        with self._lock:
            try:
                self._take(self._prepare(changed))
                self._failure = None
            except (BriefingError, OSError) as error:
                self._failure = notice_of(error, self._folders)
        self._ready.set()
        self.channel.announce()
        return self._failure

    def get(self, url: str) -> Response:
        """Return what the percent-encoded path *url* gets: pages with the reload client."""
        own = own_file(url)
        if own is not None:
            return Response(content_type=content_type(url), body=own)
        self._ready.wait()
        with self._lock:
            plain = self._plain(url)
            if plain.content_type != HTML or plain.location:
                return plain
            mark, styles = self._mark(plain), self._styles
        body = with_client(plain.body, mark=mark, status=plain.status, styles=styles)
        return Response(status=plain.status, body=body)

    def state(self, url: str) -> State:
        """Return the state of the page at *url*."""
        self._ready.wait()
        with self._lock:
            plain = self._plain(url)
            mark, styles = self._mark(plain), self._styles
            problems = () if self._failure else self._version.problems
        wrong = [problem for problem in problems if problem.level is Level.ERROR]
        notices = tuple(
            notice(p.place, p.message, excerpt=(), folders=self._folders)
            for p in wrong[:_MOST_NOTICES]
        )
        return State(page=mark, status=plain.status, styles=styles, notices=notices)

    def _take(self, version: Version) -> None:
        copied = sorted(version.outputs.copied.items())
        self._styles = fingerprint([one for one in copied if one[0].endswith(".css")])
        self._assets = fingerprint([one for one in copied if not one[0].endswith(_APART)])
        self._version = version
        self._is_ready = True

    def _plain(self, url: str) -> Response:
        """What *url* gets, as ``build`` would write it."""
        version = self._version
        if self._failure and (may_be_page(url) or not self._is_ready):
            return _failed(self._failure)
        way = route(url, version.base_path, version.outputs)
        if way.location:
            return Response(status=302, location=way.location)
        if way.output not in version.outputs:
            return Response(status=404, content_type=TEXT, body=b"not found\n")
        try:
            body = self._rendered(version.outputs, way.output)
        except (BriefingError, OSError) as error:
            return _failed(notice_of(error, self._folders))
        return Response(status=way.status, content_type=content_type(way.output), body=body)

    def _rendered(self, outputs: Outputs, output: str) -> bytes:
        mark = outputs.mark(output)
        known, body = self._kept.pop(output, ("", b""))
        if known != mark:
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            body = outputs.render(output)
        self._kept[output] = (mark, body)
        return body

    def _mark(self, plain: Response) -> str:
        # A new style sheet gets a new address in every page, but is no reason to reload one.
        body = _STYLE_VERSION.sub(b"", plain.body)
        return fingerprint_bytes(body + self._assets.encode() + plain.location.encode())


def _failed(what: Notice) -> Response:
    return Response(status=500, body=error_page(what))

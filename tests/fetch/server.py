"""A real HTTP server on loopback: each test writes its answers, and it remembers the questions."""

from __future__ import annotations

import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    headers: Mapping[str, str]
    """By lower-case name."""

    @property
    def is_conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


@dataclass(frozen=True)
class Reply:
    """One answer; *raw* writes to the connection itself, after the head or instead of it."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    pause: float = 0.0
    raw: Iterable[bytes] | None = None
    """Pieces sent one by one until the other side goes away; *pause* seconds between them."""

    has_head: bool = True


Script = Callable[[Asked], Reply] | Reply | list[Reply]


class Server(ThreadingHTTPServer):
    """Serves on a free port of *host* until the block ends."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.scripts: dict[str, Script] = {}
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._turns: dict[str, int] = defaultdict(int)
        super().__init__((host, 0), _Handler)
        if tls:
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    def handle_error(self, request: object, client_address: object) -> None:
        """The other side went away."""

    def __enter__(self) -> Server:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self.server_close()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        with self._lock:
            return [one.path for one in self.asked]

    def forget(self) -> None:
        with self._lock:
            self.asked.clear()

    def reply(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            turn = self._turns[asked.path]
            self._turns[asked.path] += 1
        script = self.scripts.get(asked.path, Reply(404))
        if isinstance(script, list):
            return script[min(turn, len(script) - 1)]
        return script if isinstance(script, Reply) else script(asked)

    def enter(self) -> None:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)

    def leave(self) -> None:
        with self._lock:
            self._at_once -= 1


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        self.server.enter()
        try:
            with suppress(OSError):
                headers = {name.lower(): value for name, value in self.headers.items()}
                self._send(self.server.reply(Asked(self.path, headers)))
        finally:
            self.server.leave()

    def _send(self, reply: Reply) -> None:
        if reply.raw is None:
            time.sleep(reply.pause)
            self._send_head(reply)
            self.wfile.write(reply.body)
            return
        self.close_connection = True
        if reply.has_head:
            self._send_head(reply)
        for piece in reply.raw:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(reply.pause)

    def _send_head(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.raw is not None:
            self.send_header("Connection", "close")
        elif reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()


def feed(title: str, *items: tuple[str, str, str], more: str = "") -> bytes:
    """An RSS feed; each item is its guid, its headline and what it says."""
    rows = "".join(
        f'<item><guid isPermaLink="false">{guid}</guid><title>{head}</title>'
        f"<description>{text}</description>{more}</item>"
        for guid, head, text in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<rss version="2.0"><channel><title>{title}</title><link>http://example.org/</link>'
        f"<description>News of {title}</description>{rows}</channel></rss>"
    ).encode()


def cached(body: bytes, etag: str, **headers: str) -> Callable[[Asked], Reply]:
    """Answers 304 to whoever knows *etag*."""

    def reply(asked: Asked) -> Reply:
        fields = {"ETag": etag, "Content-Type": "application/rss+xml", **headers}
        if asked.headers.get("if-none-match") == etag:
            return Reply(304, fields)
        return Reply(200, fields, body)

    return reply

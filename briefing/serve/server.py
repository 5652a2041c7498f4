"""HTTP on the loopback: answers from a site, and events when it changes."""

from __future__ import annotations

import errno
import ipaddress
import json
import socket
import socketserver
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from briefing.errors import BriefingError
from briefing.serve.channel import Channel
from briefing.serve.client import EVENTS
from briefing.serve.session import Response, State

_PULSE = 15.0  # seconds between signs of life; a browser that is gone is noticed then
_TRIED_PORTS = 100


class Site(Protocol):
    """What the server shows."""

    channel: Channel

    def get(self, url: str) -> Response:
        """Return what the percent-encoded path *url* gets."""

    def state(self, url: str) -> State:
        """Return the state of the page at *url*."""


class Server(ThreadingHTTPServer):
    """Shows *site* at *host* and *port* (0: any that is free) while it is entered as a context."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, site: Site, host: str, port: int, report: Callable[[str], None]) -> None:
        """Take the address at once; raises BriefingError where that cannot be."""
        self.site = site
        self.host = host
        self._report = report
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        try:
            family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            self.address_family = family
            super().__init__((str(address[0]), port), _Handler)
        except (OSError, OverflowError) as error:
            raise _no_address(host, port, error) from error

    @property
    def url(self) -> str:
        """Where the browser finds the server."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.server_address[1]}"

    def server_bind(self) -> None:
        """Bind without asking the name service for the machine's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.site.channel.close()
        self.shutdown()
        self._thread.join()
        for connection in tuple(self._open):
            _hang_up(connection)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:  # as the parent has it
        """Remember the connection, so that it can be ended."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # as the parent has it
        """Forget the connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002  # the parent's
        """Report what a request broke on; a browser that hung up is nothing to report."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            self._report(traceback.format_exc())

    def accepts(self, host: str) -> bool:
        """Whether the ``Host`` header is one of this machine's.

        A page of a foreign name that was pointed to the loopback (DNS rebinding) is refused.
        """
        name = urlsplit(f"//{host}").hostname or ""
        machine = socket.gethostname().lower()
        own = {"localhost", self.host.lower(), machine, f"{machine}.local"}
        return name in own or name.endswith(".localhost") or _is_address(name)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "briefing"
    sys_version = ""
    wbufsize = -1  # head and body leave together
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:  # the name that http.server calls
        if not self._is_own():
            self._send(Response(status=421, content_type="text/plain", body=b"wrong host\n"))
        elif urlsplit(self.path).path == EVENTS:
            self._send_events()
        else:
            self._send(self.server.site.get(urlsplit(self.path).path))

    do_HEAD = do_GET  # noqa: N815  # the name that http.server calls

    def log_message(self, *_: object) -> None:
        """Requests are nothing to report."""

    def _is_own(self) -> bool:
        try:
            return self.server.accepts(self.headers.get("Host", ""))
        except ValueError:  # a host that is no host: "[", "::"
            return False

    def _head(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")

    def _send(self, response: Response) -> None:
        self._head(response.status, response.content_type)
        if response.location:
            self.send_header("Location", response.location)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def _send_events(self) -> None:
        self._head(200, "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 500\n\n")
        page = parse_qs(urlsplit(self.path).query).get("page", ["/"])[0]
        site, seen, sent = self.server.site, -1, ""
        while (now := site.channel.wait(seen, _PULSE)) is not None:
            state = json.dumps(asdict(site.state(page))) if now != seen else sent
            self.wfile.write(f"data: {state}\n\n".encode() if state != sent else b":\n\n")
            self.wfile.flush()
            seen, sent = now, state


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is gone already


def _no_address(host: str, port: int, error: Exception) -> BriefingError:
    place = f"{host}:{port}"
    if isinstance(error, OverflowError):
        return BriefingError(place, "a port is a number from 0 to 65535")
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        free = _free_port(host, port)
        hint = f"; port {free} is free: --port {free}" if free else ""
        return BriefingError(place, f"the port is taken{hint}")
    return BriefingError(place, f"cannot listen there: {getattr(error, 'strerror', error)}")


def _free_port(host: str, port: int) -> int:
    for candidate in range(port + 1, min(port + _TRIED_PORTS, 65536)):
        try:
            with socket.create_server((host, candidate), family=_family(host)):
                return candidate
        except OSError:
            continue
    return 0


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET

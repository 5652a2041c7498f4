"""One address asked: what is sent, what is followed, what is believed."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from pathlib import Path

import brotli
import pytest

from briefing import __version__
from briefing.fetch.addresses import Guard
from briefing.fetch.budget import Limits
from briefing.fetch.client import Client, Wish
from briefing.fetch.trouble import Kind, Trouble
from tests.fetch.conftest import NewClient
from tests.fetch.server import Reply, Server

TEXT = b"The heron is back at the mill pond. " * 40


def trouble_of(client: object, url: str, **wish: str) -> Trouble:
    with pytest.raises(Trouble) as caught:
        client.get(Wish(url=url, **wish))  # type: ignore[attr-defined]
    return caught.value


def test_a_request_says_who_asks_and_nothing_else(server: Server, new_client: NewClient) -> None:
    server.scripts["/a?b=1"] = Reply(200, {"Set-Cookie": "who=me", "X-Two": "a"}, TEXT)
    client = new_client(contact="desk@example.org")

    answer = client.get(Wish(url=server.url("/a?b=1#part"), accept="text/plain"))
    client.get(Wish(url=server.url("/a?b=1")))

    assert (answer.status, answer.body, answer.moved) == (200, TEXT, "")
    assert (answer.url, answer.headers["x-two"]) == (server.url("/a?b=1"), "a")
    first, second = (one.headers for one in server.asked)
    assert first == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": f"briefing/{__version__} (+desk@example.org)",
        "accept": "text/plain",
        "accept-encoding": "gzip, deflate, br",
    }
    assert "cookie" not in second
    assert new_client().agent == f"briefing/{__version__}"


def test_validators_go_to_their_own_address_only(server: Server, new_client: NewClient) -> None:
    server.scripts["/old"] = Reply(302, {"Location": "/new"})
    server.scripts["/new"] = Reply(304)
    client = new_client()
    marks = {"etag": 'W/"7"', "last_modified": "Tue, 06 May 2025 10:00:00 GMT"}

    answer = client.get(Wish(url=server.url("/old"), known_at=server.url("/new"), **marks))

    assert (answer.is_unchanged, answer.body, answer.moved) == (True, b"", "")
    old, new = server.asked
    assert not old.is_conditional
    assert new.headers["if-none-match"] == marks["etag"]
    assert new.headers["if-modified-since"] == marks["last_modified"]


@pytest.mark.parametrize(
    ("chain", "moved"),
    [
        ([301], "/1"),
        ([308, 301], "/2"),
        ([302], ""),
        ([303], ""),
        ([307], ""),
        ([301, 302], ""),
        ([302, 301], ""),
        ([301, 301, 301, 301, 308], "/5"),
    ],
)
def test_only_a_wholly_permanent_chain_is_remembered(
    server: Server, new_client: NewClient, chain: list[int], moved: str
) -> None:
    for number, status in enumerate(chain):
        server.scripts[f"/{number}"] = Reply(status, {"Location": f"/{number + 1}"})
    server.scripts[f"/{len(chain)}"] = Reply(200, {}, TEXT)

    answer = new_client().get(Wish(url=server.url("/0")))

    assert answer.url == server.url(f"/{len(chain)}")
    assert answer.moved == (server.url(moved) if moved else "")


def test_circles_and_long_ways_end(server: Server, new_client: NewClient) -> None:
    server.scripts["/round"] = Reply(301, {"Location": "/round"})

    trouble = trouble_of(new_client(), server.url("/round"))

    assert trouble.kind is Kind.REDIRECTS
    assert len(server.asked) == 6


def test_a_redirect_without_a_place_is_an_answer(server: Server, new_client: NewClient) -> None:
    server.scripts["/nowhere"] = Reply(302)

    assert trouble_of(new_client(), server.url("/nowhere")).message == "answered 302"


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (404, Kind.STATUS, "there is no such page"),
        (401, Kind.STATUS, "it wants a password"),
        (403, Kind.STATUS, "it refuses"),
        (500, Kind.STATUS, "answered 500"),
        (204, Kind.STATUS, "answered 204"),
        (410, Kind.GONE, "gone for good"),
        (429, Kind.BUSY, "come back later"),
        (503, Kind.BUSY, "come back later"),
    ],
)
def test_what_is_no_success_is_trouble(
    server: Server, new_client: NewClient, status: int, kind: Kind, words: str
) -> None:
    server.scripts["/x"] = Reply(status, {"Retry-After": "60"}, b"" if status == 204 else b"sorry")

    trouble = trouble_of(new_client(), server.url("/x"))

    assert (trouble.kind, trouble.status, trouble.headers["retry-after"]) == (kind, status, "60")
    assert words in trouble.message


def test_credentials_go_to_their_own_origin_only(server: Server, new_client: NewClient) -> None:
    with Server() as other:
        server.scripts["/a"] = Reply(302, {"Location": "/b"})
        server.scripts["/b"] = Reply(302, {"Location": other.url("/c")})
        other.scripts["/c"] = Reply(302, {"Location": server.url("/d")})
        server.scripts["/d"] = Reply(200, {}, TEXT)

        answer = new_client().get(Wish(url=server.url("/a").replace("//", "//ann:s%C3%A9%40cret@")))

        sent = {one.path: one.headers.get("authorization") for one in server.asked + other.asked}
    assert sent["/c"] is None
    assert sent["/a"] == sent["/b"] == sent["/d"] == "Basic YW5uOnPDqUBjcmV0"
    assert "ann" not in answer.url


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "raw deflate", "x-gzip", "identity"])
def test_codings_are_taken_off(server: Server, new_client: NewClient, coding: str) -> None:
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0) + b"\0\0",
        "x-gzip": gzip.compress(TEXT, mtime=0),
        "deflate": zlib.compress(TEXT),
        "raw deflate": bare.compress(TEXT) + bare.flush(),
        "br": brotli.compress(TEXT),
        "identity": TEXT,
    }[coding]
    server.scripts["/z"] = Reply(200, {"Content-Encoding": coding.rsplit(maxsplit=1)[-1]}, packed)

    assert new_client().get(Wish(url=server.url("/z"))).body == TEXT


@pytest.mark.parametrize(
    ("coding", "body", "words"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)[:-20], "ends in the middle"),
        ("deflate", zlib.compress(TEXT)[:30], "ends in the middle"),
        ("br", brotli.compress(TEXT)[:-3], "ends in the middle"),
        ("gzip", b"no gzip at all", "damaged"),
        ("br", b"\xff\xff\xffno brotli", "damaged"),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0), "nobody asked for"),
        ("zstd", b"whatever", "nobody asked for"),
    ],
)
def test_damaged_and_strange_packings_are_no_answer(
    server: Server, new_client: NewClient, coding: str, body: bytes, words: str
) -> None:
    server.scripts["/z"] = Reply(200, {"Content-Encoding": coding}, body)

    assert words in trouble_of(new_client(), server.url("/z")).message


def bombs() -> dict[str, bytes]:
    zeros = bytes(40_000_000)
    return {
        "gzip": gzip.compress(zeros, 6, mtime=0),
        "deflate": zlib.compress(zeros, 6),
        "br": brotli.compress(zeros, quality=3),
    }


def test_bombs_end_at_the_limit(server: Server, new_client: NewClient) -> None:
    import tracemalloc

    for coding, body in bombs().items():
        server.scripts[f"/{coding}"] = Reply(200, {"Content-Encoding": coding}, body)
    client = new_client(size=2_000_000)
    tracemalloc.start()
    try:
        for coding in ("gzip", "deflate", "br"):
            assert trouble_of(client, server.url(f"/{coding}")).kind is Kind.LARGE
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


def endless(piece: bytes, head: bytes = b"") -> object:
    def pieces() -> object:
        yield head
        while True:
            yield piece

    return pieces()


def test_endless_answers_end(server: Server, new_client: NewClient) -> None:
    zeros = b"0" * 65_536
    head = b"HTTP/1.1 200 OK\r\n"
    server.scripts["/body"] = Reply(raw=endless(zeros))  # type: ignore[arg-type]
    server.scripts["/field"] = Reply(raw=endless(zeros, head + b"X: "), has_head=False)  # type: ignore[arg-type]
    fields = endless(b"X-Y: z\r\n" * 500, head)
    server.scripts["/fields"] = Reply(raw=fields, has_head=False)  # type: ignore[arg-type]
    early = endless(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 500)
    server.scripts["/early"] = Reply(raw=early, has_head=False)  # type: ignore[arg-type]
    client = new_client(size=1_000_000)

    kinds = {path: trouble_of(client, server.url(path)).kind for path in server.scripts}

    assert kinds == {
        "/body": Kind.LARGE,
        "/field": Kind.UNREACHABLE,
        "/fields": Kind.UNREACHABLE,
        "/early": Kind.LARGE,
    }


def test_a_packed_body_is_counted_as_sent_too(server: Server, new_client: NewClient) -> None:
    empty = gzip.compress(b"", mtime=0)
    server.scripts["/z"] = Reply(
        headers={"Content-Encoding": "gzip"},
        raw=endless(empty * 2000),  # type: ignore[arg-type]
    )

    assert trouble_of(new_client(size=500_000), server.url("/z")).kind is Kind.LARGE


@pytest.mark.parametrize("path", ["/drip", "/head", "/pause"])
def test_slow_servers_end_in_time(server: Server, new_client: NewClient, path: str) -> None:
    drip = {"raw": endless(b"."), "pause": 0.05}
    server.scripts["/drip"] = Reply(**drip)  # type: ignore[arg-type]
    head = endless(b"a", b"HTTP/1.1 200 OK\r\nX: ")
    server.scripts["/head"] = Reply(raw=head, pause=0.05, has_head=False)  # type: ignore[arg-type]
    server.scripts["/pause"] = Reply(200, {}, TEXT, pause=2)
    started = time.monotonic()

    trouble = trouble_of(new_client(read=0.3, total=0.6), server.url(path))

    assert trouble.kind is Kind.SLOW
    words = "sent nothing for 0.3 seconds" if path == "/pause" else "not done after 0.6 seconds"
    assert words in trouble.message
    assert time.monotonic() - started < 30


def test_the_time_counts_for_all_redirects_together(server: Server, new_client: NewClient) -> None:
    for number in range(5):
        server.scripts[f"/{number}"] = Reply(302, {"Location": f"/{number + 1}"}, pause=0.2)

    assert trouble_of(new_client(total=0.5), server.url("/0")).kind is Kind.SLOW
    assert len(server.asked) < 5


def test_what_is_no_http_and_what_breaks_off_is_told(server: Server, new_client: NewClient) -> None:
    server.scripts["/smtp"] = Reply(raw=[b"220 mail ready\r\n\r\n"], has_head=False)
    server.scripts["/half"] = Reply(200, {"Content-Length": "9000"}, TEXT[:100], pause=0)
    server.scripts["/none"] = Reply(raw=[], has_head=False)
    server.scripts["/half"] = Reply(
        raw=[b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\nThe heron"], has_head=False
    )
    client = new_client()

    for path in server.scripts:
        assert trouble_of(client, server.url(path)).kind is Kind.UNREACHABLE, path


def test_nobody_there_is_told(new_client: NewClient) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    trouble = trouble_of(new_client(), f"http://127.0.0.1:{port}/")

    assert trouble.kind is Kind.UNREACHABLE
    assert "cannot be reached" in trouble.message


def test_a_certificate_that_is_none_is_refused(server: Server, new_client: NewClient) -> None:
    server.scripts["/"] = Reply(200, {}, TEXT)

    trouble = trouble_of(new_client(), server.url("/").replace("http:", "https:"))

    assert trouble.kind is Kind.UNREACHABLE
    assert server.asked == []


def test_what_a_server_marks_its_answers_with_is_sent_back(
    server: Server, new_client: NewClient
) -> None:
    server.scripts["/"] = Reply(200, {"ETag": '"m\u00f6we"'}, TEXT)
    client = new_client()
    etag = client.get(Wish(url=server.url("/"))).headers["etag"]

    client.get(Wish(url=server.url("/"), etag=etag, known_at=server.url("/")))

    assert server.asked[1].headers["if-none-match"] == '"m\u00f6we"'


def test_a_name_stays_in_the_handshake_and_is_what_the_certificate_must_say(
    server: Server,
) -> None:
    files = Path(__file__).with_name("mill.example.pem")
    names: list[str | None] = []
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(files)
    own.sni_callback = lambda _socket, name, _context: names.append(name)
    trusting = ssl.create_default_context(cafile=files)
    guard = Guard.of(["127.0.0.1"], [])
    with (
        Server(tls=own) as safe,
        Client(
            Limits(), guard, resolver=lambda _host, _port: ["127.0.0.1"], tls=trusting
        ) as client,
    ):
        safe.scripts["/a"] = Reply(301, {"Location": server.url("/b", "mill.example")})
        server.scripts["/b"] = Reply(200, {}, TEXT)
        https = safe.url("/a", "mill.example").replace("http:", "https:")

        answer = client.get(Wish(url=https))
        stranger = trouble_of(client, https.replace("mill.", "other."))

    assert (answer.body, answer.moved) == (TEXT, "")  # a way that is less safe is not remembered
    assert names == ["mill.example", "other.example"]
    assert "Hostname mismatch" in stranger.message
    assert safe.paths() == ["/a"]


def test_a_host_is_not_asked_too_often_at_once(server: Server, new_client: NewClient) -> None:
    for number in range(8):
        server.scripts[f"/{number}"] = Reply(200, {}, TEXT, pause=0.05)
    client = new_client(per_host=2)
    threads = [
        threading.Thread(target=client.get, args=(Wish(url=server.url(f"/{n}")),)) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(server.asked) == 8
    assert server.most_at_once == 2


def test_a_stopped_client_ends_what_it_is_at(server: Server, new_client: NewClient) -> None:
    server.scripts["/"] = Reply(raw=endless(b"."), pause=0.05)  # type: ignore[arg-type]
    client = new_client()
    threading.Timer(0.2, client.stop.set).start()
    started = time.monotonic()

    assert trouble_of(client, server.url("/")).kind is Kind.STOPPED
    assert trouble_of(client, server.url("/")).kind is Kind.STOPPED
    assert time.monotonic() - started < 30

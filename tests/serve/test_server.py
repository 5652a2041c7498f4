"""HTTP, asked over a real socket."""

from __future__ import annotations

import http.client
import json
import socket
import warnings
from contextlib import closing

import pytest

from briefing.errors import BriefingError
from briefing.serve.server import Server


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def server(session, said):
    with Server(session, "127.0.0.1", 0, said.append) as server:
        yield server


@pytest.fixture
def connection(server):
    connection = http.client.HTTPConnection(*server.server_address[:2], timeout=10)
    yield connection
    connection.close()


def ask(connection, path, method="GET", **headers):
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    return answer, answer.read()


def test_answers_say_their_length_and_type_and_are_never_kept(connection):
    answer, body = ask(connection, "/feed.xml")

    assert (answer.status, body) == (200, b"<rss/>")
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert answer.headers["Content-Length"] == "6"
    assert answer.headers["Cache-Control"] == "no-store"


def test_one_connection_serves_many_requests(connection, server):
    for _ in range(5):
        assert ask(connection, "/")[0].status == 200

    assert len(server._open) == 1


def test_a_head_request_gets_the_head_alone(connection):
    got, body = ask(connection, "/")
    head, nothing = ask(connection, "/", "HEAD")

    assert nothing == b""
    assert head.headers["Content-Length"] == str(len(body)) == got.headers["Content-Length"]


def test_a_query_makes_no_difference(connection):
    assert ask(connection, "/?utm=1")[0].status == 200


def test_a_folder_without_its_slash_is_sent_on(connection):
    answer, _ = ask(connection, "/2025/06/02")

    assert (answer.status, answer.headers["Location"]) == (302, "/2025/06/02/")


@pytest.mark.parametrize("path", ["//evil.example/..", "/%0d%0aSet-Cookie:x", "/../../etc/passwd"])
def test_a_hostile_path_is_merely_not_found(connection, path):
    answer, _ = ask(connection, path)

    assert answer.status == 404
    assert "Location" not in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("briefing.localhost", 200),
        ("127.0.0.1:1", 200),
        ("[::1]:8000", 200),
        (socket.gethostname(), 200),
        (f"{socket.gethostname()}.local:8000", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("[", 421),
        ("", 421),
    ],
)
def test_only_names_of_this_machine_are_answered(connection, host, status):
    assert ask(connection, "/", Host=host)[0].status == status


def events(server, page="/"):
    stream = socket.create_connection(server.server_address[:2], timeout=10)
    request = f"GET /__briefing/events?page={page} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    stream.sendall(request.encode())
    return stream, stream.makefile("rb")


def next_state(lines):
    for line in lines:
        if line.startswith(b"data: "):
            return json.loads(line[6:])
    return None


def test_events_tell_the_state_of_a_page_at_once_and_after_every_change_of_it(
    server, session, files
):
    stream, lines = events(server)
    with stream, lines:
        first = next_state(lines)
        files.texts["2025/06/02/index.html"] = "<p>another page"
        session.refresh()
        files.texts["index.html"] = "<p>this page"
        session.refresh()
        second = next_state(lines)

    assert second["page"] == session.state("/").page != first["page"]
    assert (first["status"], first["notices"]) == (200, [])


def test_events_give_signs_of_life(server, monkeypatch):
    monkeypatch.setattr("briefing.serve.server._PULSE", 0.01)
    stream, lines = events(server)
    with stream, lines:
        assert next_state(lines)
        assert lines.readline() == b"\n"
        assert lines.readline() == b":\n"


def test_the_head_of_the_events_can_be_asked_for(connection):
    answer, body = ask(connection, "/__briefing/events?page=/", "HEAD")

    assert (answer.headers["Content-Type"], body) == ("text/event-stream; charset=utf-8", b"")


def test_open_connections_do_not_keep_the_server_from_stopping(session):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with Server(session, "127.0.0.1", 0, print) as server:
            stream, lines = events(server)
            idle = http.client.HTTPConnection(*server.server_address[:2], timeout=10)
            assert ask(idle, "/")[0].status == 200
            assert next_state(lines)
        with stream, lines, closing(idle):
            assert lines.read() == b"\n"
            assert idle.sock.recv(1) == b""


def test_a_browser_that_hangs_up_is_nothing_to_report(server, said, connection):
    rude = socket.create_connection(server.server_address[:2], timeout=10)
    rude.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
    rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    rude.close()

    assert ask(connection, "/")[0].status == 200
    assert said == []


def test_a_fault_of_the_program_is_reported_and_the_server_goes_on(
    server, session, said, connection, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr(session, "get", lambda _: 1 / 0)
        with pytest.raises(http.client.RemoteDisconnected):
            ask(connection, "/")

    assert "ZeroDivisionError" in said[0]
    assert ask(connection, "/")[0].status == 200


def test_a_port_that_is_taken_is_told_with_one_that_is_free(server, session):
    port = server.server_address[1]
    with pytest.raises(BriefingError, match=r"taken; port (\d+) is free: --port \1") as caught:
        Server(session, "127.0.0.1", port, print)

    assert caught.value.place == f"127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("host", "port"), [("no.such.host.invalid", 0), ("127.0.0.1", 70000), ("192.0.2.1", 0)]
)
def test_an_address_that_is_none_of_ours_is_told(session, host, port):
    with pytest.raises(BriefingError, match=r"cannot listen there|a port is a number"):
        Server(session, host, port, print)


def test_the_next_free_port_may_not_exist(session, monkeypatch):
    monkeypatch.setattr("briefing.serve.server._TRIED_PORTS", 1)
    with Server(session, "127.0.0.1", 0, print) as server, pytest.raises(BriefingError) as caught:
        Server(session, "127.0.0.1", server.server_address[1], print)

    assert caught.value.message == "the port is taken"


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_the_address_may_be_one_of_ipv6(session):
    with Server(session, "::1", 0, print) as server:
        assert server.url == f"http://[::1]:{server.server_address[1]}"
        connection = http.client.HTTPConnection("::1", server.server_address[1], timeout=10)
        assert ask(connection, "/")[0].status == 200
        connection.close()

"""Many addresses at once, within the limits."""

from __future__ import annotations

import time

import pytest

from briefing.fetch.client import Answer, Wish
from briefing.fetch.crowd import Crowd
from briefing.fetch.trouble import Kind, Trouble
from tests.fetch.conftest import NewClient
from tests.fetch.server import Reply, Server


def test_many_hosts_are_asked_at_once(server: Server, new_client: NewClient) -> None:
    client = new_client(at_once=6, per_host=2, resolver=lambda _host, _port: ["127.0.0.1"])
    wishes = []
    for host in range(5):
        for path in range(4):
            server.scripts[f"/{host}/{path}"] = Reply(200, {}, b"x", pause=0.05)
            url = server.url(f"/{host}/{path}", f"h{host}.example")
            wishes.append(((host, path), Wish(url=url)))

    done = [*Crowd[tuple[int, int]](client).results(wishes)]

    assert sorted(one.task for one in done) == [task for task, _ in wishes]
    assert all(isinstance(one.result, Answer) for one in done)
    assert 4 <= server.most_at_once <= 6


def test_one_host_is_asked_twice_at_once(server: Server, new_client: NewClient) -> None:
    server.scripts["/"] = Reply(200, {}, b"x", pause=0.03)
    wishes = [(number, Wish(url=server.url("/"))) for number in range(8)]

    assert len([*Crowd[int](new_client()).results(wishes)]) == 8
    assert server.most_at_once == 2


def test_a_host_that_is_busy_again_and_again_is_left_alone(
    server: Server, new_client: NewClient
) -> None:
    wishes = [(number, Wish(url=server.url(f"/{number}"))) for number in range(20)]
    server.scripts |= {f"/{n}": Reply(429) for n in range(20) if n != 3}
    server.scripts["/3"] = Reply(200, {}, b"x")

    done = [*Crowd[int](new_client(per_host=1)).results(wishes)]

    kinds = [one.result.kind for one in done if isinstance(one.result, Trouble)]
    assert sorted(one.task for one in done) == [*range(20)]
    assert (kinds.count(Kind.BUSY), kinds.count(Kind.POSTPONED)) == (8, 11)
    assert len(server.asked) == 9


def test_trouble_of_one_costs_the_others_nothing(server: Server, new_client: NewClient) -> None:
    server.scripts["/fine"] = Reply(200, {}, b"x")
    wishes = [("bad", Wish(url="nonsense")), ("fine", Wish(url=server.url("/fine")))]

    done = {one.task: one.result for one in Crowd[str](new_client()).results(wishes)}

    assert isinstance(done["bad"], Trouble)
    assert isinstance(done["fine"], Answer)


def test_what_nobody_foresaw_is_trouble_of_one(
    server: Server, new_client: NewClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def surprised(*_: object) -> None:
        raise ZeroDivisionError("by chance")

    client = new_client()
    monkeypatch.setattr(client, "get", surprised)

    (done,) = Crowd[str](client).results([("a", Wish(url=server.url("/")))])

    assert isinstance(done.result, Trouble)
    assert "ZeroDivisionError: by chance" in done.result.message


def test_who_waits_for_a_turn_can_be_stopped(server: Server, new_client: NewClient) -> None:
    client = new_client(per_host=1)
    client.stop.set()

    with client.slots.turn("mill.example", client.stop), pytest.raises(Trouble) as caught, \
            client.slots.turn("mill.example", client.stop):  # fmt: skip
        pass

    assert caught.value.kind is Kind.STOPPED


def test_who_stops_asking_stops_the_rest(server: Server, new_client: NewClient) -> None:
    def drip() -> object:
        while True:
            yield b"."

    server.scripts["/fine"] = Reply(200, {}, b"x")
    server.scripts["/slow"] = Reply(raw=drip(), pause=0.05)  # type: ignore[arg-type]
    client = new_client()
    wishes = [("slow", Wish(url=server.url("/slow"))), ("fine", Wish(url=server.url("/fine")))]
    started = time.monotonic()

    results = Crowd[str](client).results(wishes)
    assert next(results).task == "fine"
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt())  # type: ignore[attr-defined]

    assert client.stop.is_set()
    assert time.monotonic() - started < 30

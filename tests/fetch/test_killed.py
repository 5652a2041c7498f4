"""A run that is killed, at any step or any moment, loses nothing and doubles nothing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.fetch.server import Asked, Reply, Server, cached, feed
from tests.fetch.sites import make_site, run, titles

FEEDS = 6
STEPS = ("intend:before", "intend:after", "write_whole:before", "write_whole:after",
         "settle:before", "settle:after", "commit:before", "commit:after")  # fmt: skip

DYING = """
import os, signal, sys
from pathlib import Path
from briefing.following import gathering
from briefing.following.news import Known, news_of
from briefing.model import Document
from tests.fetch.server import feed
from tests.fetch.sites import NOW, run

# What is slow to import is imported once.
news_of(Document(place="", data=feed("A", ("1", "x", "y")), sha256=""), Known(), NOW)

def die(step, site):
    name, when = step.split(":")
    owner = gathering.State if name in ("intend", "commit") else gathering
    inner = getattr(owner, name)

    def dying(*arguments):
        if when == "after":
            inner(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, dying)
    run(site)

for step in sys.argv[2:]:
    child = os.fork()
    if not child:
        die(step, Path(sys.argv[1]) / step)
    print(step, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def scripts_of(server: Server, pause: float) -> list[str]:
    expected = []
    for number in range(FEEDS):
        items = [(f"{number}-{n}", f"Item {number}-{n}", "What happened.") for n in range(3)]
        answer = cached(feed(f"Feed {number}", *items), f'"{number}"')

        def slow(asked: Asked, answer: object = answer) -> Reply:
            found = answer(asked)  # type: ignore[operator]
            return Reply(found.status, found.headers, found.body, pause=pause)

        server.scripts[f"/{number}"] = slow
        expected += [head for _, head, _ in items]
    return sorted(expected)


def test_killed_at_every_step(server: Server, tmp_path: Path) -> None:
    expected = scripts_of(server, 0)
    urls = [server.url(f"/{n}") for n in range(FEEDS)]
    for step in STEPS:
        make_site(tmp_path / step, urls)

    command = [sys.executable, "-c", DYING, tmp_path, *STEPS]
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)

    assert done.stdout.decode().split() == [x for s in STEPS for x in (s, str(-signal.SIGKILL))]
    for step in STEPS:
        run(tmp_path / step, 1)
        assert titles(tmp_path / step) == expected, step
        assert run(tmp_path / step, 2).unchanged == FEEDS, step


def test_killed_at_any_moment(server: Server, tmp_path: Path) -> None:
    expected = scripts_of(server, 0.005)
    site = make_site(tmp_path / "site", [server.url(f"/{n}") for n in range(FEEDS)])
    draw = random.Random(7)
    killed = 0
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-m", "briefing", "-C", site, "fetch", "-fq"])
        enough = len(server.asked) + draw.randrange(1, FEEDS)
        while len(server.asked) < enough and process.poll() is None:
            time.sleep(0.001)
        time.sleep(draw.random() * 0.05)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        assert len(titles(site)) == len({*titles(site)})

    assert killed
    assert server.asked
    run(site, 24 * 60 * 1000)
    assert titles(site) == expected

"""How long `briefing serve` takes to show a site of N entries, and an edit of one of them.

usage: python bench/serving.py [N …]

For each N (10,000; rounded up to whole days) the site has been built once. Prints the seconds from
the start of the process to the first answer of the home page and of an entry's page, then the
milliseconds from saving an entry in the middle of the archive to the answer that has the new text
(asked for every 5 ms, the median and the longest of 10 edits), and the memory of the server.
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import corpus
import generators
import measuring
from generators import Generator

EDITS = 10
POLL = 0.005
REST = 2.5
"""Seconds from an answer to the next edit; the server is to have nothing left to do."""

PATIENCE = 600


class Served(NamedTuple):
    """What one server was seen to take."""

    home: float
    """Seconds to its first answer."""

    entry: float
    edits: list[float]
    """Seconds each."""

    began: float
    """Memory of all its processes when it answered first, in MB."""

    ended: float
    """The same after the edits."""

    most: float
    """The most at any time."""


@contextmanager
def server(one: Generator, port: int) -> Iterator[int]:
    """The process that serves a site at *port*."""
    options = ["-C", str(one.folder), "-q", "serve", "-p", str(port)]
    command = [sys.executable, "-m", "briefing", *options]
    process = subprocess.Popen(command, cwd=one.directory, stdout=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def serve(one: Generator, entry: int, first: int) -> Served:
    """Serve a site that has been built, make edits *first*, *first* + 1 … of one of its entries."""
    port = _free_port()
    file = corpus.path(corpus.date(entry // corpus.A_DAY), entry % corpus.A_DAY)
    url = f"/{file.removesuffix('.md')}/"
    began = time.perf_counter()
    with server(one, port) as pid:
        watch = measuring.Watch(pid)
        watch.start()
        home = _until(port, "/", b"") - began
        page = _until(port, url, b"") - began
        at_first = measuring.memory(pid)
        edits = [_edit(one, entry, port, url, number) for number in range(first, first + EDITS)]
        time.sleep(REST)
        return Served(home, page, edits, at_first, measuring.memory(pid), watch.end())


def _edit(one: Generator, entry: int, port: int, url: str, number: int) -> float:
    """Seconds from saving an entry until its page tells so."""
    time.sleep(REST)
    one.edit(entry, number)
    began = time.perf_counter()
    return _until(port, url, f"Edit number {number}.".encode()) - began


def _until(port: int, url: str, text: bytes) -> float:
    """The time at which the server first answers with a page that has *text*."""
    give_up = time.perf_counter() + PATIENCE
    while time.perf_counter() < give_up:
        page = _page(port, url)
        if page is not None and text in page:
            return time.perf_counter()
        time.sleep(POLL)
    sys.exit(f"{url} did not show {text.decode()!r} in {PATIENCE} seconds")


def _page(port: int, url: str) -> bytes | None:
    """What the server answers; nothing while it does not listen, or has no such page."""
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        try:
            connection.request("GET", url)
            answer = connection.getresponse()
            return answer.read() if answer.status == http.HTTPStatus.OK else None
        except (OSError, http.client.HTTPException):
            return None


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def measure(count: int, runs: int) -> list[Served]:
    """Build a site of *count* entries once, serve it *runs* times."""
    with tempfile.TemporaryDirectory() as folder:
        one = generators.briefing(Path(folder, "site"))
        one.start(one.folder, count)
        measuring.run(one.command, one.directory)
        return [serve(one, count // 2, run * EDITS) for run in range(runs)]


def format_row(count: int, served: Sequence[Served]) -> str:
    """Medians of some servers; of all their edits."""
    edits = [1000 * seconds for one in served for seconds in one.edits]
    seconds = [[one.home for one in served], [one.entry for one in served]]
    memory = [[one.began for one in served], [one.ended for one in served]]
    memory.append([one.most for one in served])
    cells = [f"{count:,}", *(f"{statistics.median(values):.2f}" for values in seconds)]
    cells += [f"{statistics.median(edits):.0f}", f"{max(edits):.0f}"]
    cells += [f"{statistics.median(values):.0f}" for values in memory]
    return f"| {' | '.join(cells)} |"


HEAD = """
| entries | home page s | entry's page s | edit ms | longest | MB at first | MB after | MB peak |
|--------:|------------:|---------------:|--------:|--------:|------------:|---------:|--------:|
""".strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("counts", metavar="N", type=int, nargs="*", default=[10_000])
    parser.add_argument("--runs", metavar="R", type=int, default=3, help="so many servers (3)")
    wanted = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, warm page cache\n\n{HEAD}")
    for count in wanted.counts:
        whole = corpus.whole_days(count)
        print(format_row(whole, measure(whole, wanted.runs)), flush=True)


if __name__ == "__main__":
    main()

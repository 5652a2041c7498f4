"""Builds that die in the middle, in processes of their own.

Run as a program this is a small server: for every order on its standard input it forks a child that
builds a site and ends, without any farewell, at the n-th call of one function.
"""

from __future__ import annotations

import atexit
import builtins
import functools
import io
import itertools
import os
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from law_site import Wish

import briefing
from briefing.build import build
from briefing.config import read_config
from briefing.errors import BriefingError

SYSTEM_CALLS = tuple("replace rename unlink rmdir mkdir write open scandir".split())
STATEMENTS = tuple("execute executemany commit __exit__".split())
PLACES = (*SYSTEM_CALLS, "file", *(f"sqlite {name}" for name in STATEMENTS))
"""Functions at which a build may die: those of ``os``, opening a file, and those of a database."""

DIED, FAILED = 9, 8  # an exception that nobody expects ends a process with 1


@dataclass(frozen=True)
class Death:
    """Where a build dies."""

    place: str
    """One of :data:`PLACES`."""

    number: int
    """Of the call, from 1."""

    is_done: bool
    """Whether the call still does its work; of a write only half is done."""


def build_and_die(root: Path, wish: Wish, death: Death) -> bool:
    """Build the site in *root*; return whether the build died before its end."""
    server = _server()
    assert server.stdin
    assert server.stdout
    server.stdin.write(pickle.dumps((root, wish, death)).hex() + "\n")
    server.stdin.flush()
    status = int(server.stdout.readline())
    assert status in (0, FAILED, DIED), f"the build ended with {status}; see standard error"
    return status == DIED


@functools.cache
def _server() -> subprocess.Popen[str]:
    package = Path(briefing.__file__).parents[1]
    server = subprocess.Popen(
        [sys.executable, __file__],
        env=os.environ | {"PYTHONPATH": str(package)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(server.communicate)  # it ends with its input
    return server


def _serve() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _carry_out(*pickle.loads(bytes.fromhex(line)))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _carry_out(root: Path, wish: Wish, death: Death) -> NoReturn:
    try:
        config = read_config(root / "briefing.toml")
        _arm(death)
        build(root, config, wish.options(root))
    except BriefingError:
        os._exit(FAILED)
    os._exit(0)


def _arm(death: Death) -> None:
    """Make this process die as *death* says."""
    if death.place in SYSTEM_CALLS:
        setattr(os, death.place, _deadly(getattr(os, death.place), death))
    elif death.place == "file":
        io.open = builtins.open = _deadly(io.open, death)
    else:
        name = death.place.removeprefix("sqlite ")
        method = _deadly(getattr(sqlite3.Connection, name), death)
        kind = type("Connection", (sqlite3.Connection,), {name: method})
        sqlite3.connect = functools.partial(sqlite3.connect, factory=kind)


def _deadly(real: Callable[..., Any], death: Death) -> Callable[..., Any]:
    """*real*, at whose n-th call this process ends."""
    calls = itertools.count(1)

    def call(*args: Any, **named: Any) -> Any:
        if next(calls) != death.number:
            return real(*args, **named)
        if death.is_done and death.place == "write":
            real(args[0], bytes(args[1])[: len(args[1]) // 2])
        elif death.is_done:
            real(*args, **named)
        os._exit(DIED)

    return call


if __name__ == "__main__":
    _serve()

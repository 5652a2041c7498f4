"""A server on loopback, and clients that may ask it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from briefing.cli import run
from briefing.fetch.addresses import Guard
from briefing.fetch.budget import Limits
from briefing.fetch.client import Client
from briefing.fetch.connections import Resolver, resolve
from tests.cli.conftest import Done, Type
from tests.fetch.server import Server

LOOPBACK = ("127.0.0.1/32",)
_TLS = ssl.create_default_context()  # costs more than most tests
NewClient = Callable[..., Client]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def briefing(capsys: pytest.CaptureFixture[str]) -> Type:
    """Type ``briefing ARGUMENTS``."""

    def typed(*arguments: str | Path) -> Done:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        return Done(code, *capsys.readouterr())

    return typed


@pytest.fixture
def new_client() -> Iterator[NewClient]:
    """Makes a client that may ask loopback; any of its limits may be given."""
    with ExitStack() as stack:

        def make(
            *,
            allow: tuple[str, ...] = LOOPBACK,
            contact: str = "",
            resolver: Resolver = resolve,
            **limits: float,
        ) -> Client:
            found = Limits(**{"connect": 5, "read": 5, "total": 20, **limits})  # type: ignore[arg-type]
            guard = Guard.of(allow, ())
            client = Client(found, guard, contact, resolver=resolver, tls=_TLS)
            return stack.enter_context(client)

        yield make

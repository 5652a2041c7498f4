"""A server on loopback, and clients that may ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from briefing.fetch.addresses import Guard
from briefing.fetch.budget import Limits
from briefing.fetch.client import Client
from briefing.fetch.connections import Resolver, resolve
from tests.fetch.server import Server

LOOPBACK = ("127.0.0.1/32",)
NewClient = Callable[..., Client]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


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
            client = Client(found, Guard.of(allow, ()), contact, resolver=resolver)
            return stack.enter_context(client)

        yield make

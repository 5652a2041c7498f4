"""With what a site fetches: a client within its settings' limits, and what is known so far."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from briefing.catalog.lock import locked
from briefing.catalog.store import FOLDER
from briefing.config import Config
from briefing.fetch.addresses import Guard
from briefing.fetch.budget import Limits
from briefing.fetch.client import Client
from briefing.fetch.state import State, open_state


@contextmanager
def client_for(config: Config) -> Iterator[Client]:
    """Give a client within the limits of the settings."""
    own = config.fetch
    limits = Limits(
        connect=own.connect_seconds,
        read=own.read_seconds,
        total=own.total_seconds,
        size=own.largest_megabytes * 1_000_000,
        at_once=own.at_once,
        per_host=own.per_host,
    )
    with Client(limits, Guard.of(own.allow_private, own.ports), own.contact) as client:
        yield client


@contextmanager
def state_of(root: Path) -> Iterator[State]:
    """Give what earlier runs found out, and keep other runs of ``fetch`` away.

    Raises:
        BusyError: another run is at work.
    """
    folder = root / FOLDER
    with locked(folder / "fetch.lock"), closing(open_state(folder)) as state:
        yield state

"""Entries → stories → digests; touches nothing, blind to the order of its input."""

from briefing.organise.days import day_of, digest, digests, moment_of

__all__ = ["day_of", "digest", "digests", "moment_of"]

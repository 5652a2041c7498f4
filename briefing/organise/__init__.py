"""Entries → stories → digests; touches nothing, blind to the order of its input."""

from briefing.organise.days import by_day, day_of, digest, digests, moment_of

__all__ = ["by_day", "day_of", "digest", "digests", "moment_of"]

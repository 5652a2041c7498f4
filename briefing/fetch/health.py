"""How a feed is: how often it has something new, and whether it is silent for longer than usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

KEPT = 60
"""Arrivals that are remembered of a feed; older ones say little about what is usual now."""

_FEWEST = 5  # gaps; of fewer nothing is known about what is usual
_SILENT = 3
_SHORTEST = 6 * 3600  # seconds; a night without news is no silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is usual for a feed; seconds."""

    newest: int = 0
    """When its last new entry came, since 1970; 0 for none."""

    interval: int = 0
    """Median of the gaps between new entries; 0 where too few came."""

    is_silent: bool = False
    """Whether nothing came for three times as long as nine of ten gaps were."""


def health(arrivals: Sequence[int], now: int) -> Health:
    """Return what *arrivals*, the times of new entries in any order, say at *now*."""
    times = sorted(set(arrivals))
    if not times:
        return Health()
    gaps = sorted(later - earlier for earlier, later in pairwise(times))
    if len(gaps) < _FEWEST:
        return Health(newest=times[-1])
    usual = gaps[(len(gaps) * 9 - 1) // 10]  # the 90th percentile, by nearest rank
    silence = now - times[-1]
    return Health(
        newest=times[-1],
        interval=int(median(gaps)),
        is_silent=silence > _SILENT * max(usual, _SHORTEST / _SILENT),
    )

"""What turns the site that is present into the one wanted: a comparison of two mappings."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.model import Plan

STALE = ""
"""The mark of an output file that is not, or may not be, as it was written."""


def plan(wanted: Mapping[str, str], present: Mapping[str, str]) -> Plan:
    """Return what turns a site that is *present* into the one *wanted* (path → mark).

    A file is kept where its mark is the same and not :data:`STALE`.
    """
    keep = frozenset(path for path, mark in wanted.items() if mark and present.get(path) == mark)
    return Plan(
        write=frozenset(wanted.keys() - keep),
        keep=keep,
        remove=frozenset(present.keys() - wanted.keys()),
    )

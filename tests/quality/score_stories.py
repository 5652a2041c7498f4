"""Measure the grouping of entries into stories on labelled days (BCubed; Bagga & Baldwin 1998).

The labelled data is not part of the project: it is read from ``../shared/data/stories``.
Usage: ``python tests/quality/score_stories.py [threshold …]``
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from briefing.config import DigestSettings
from briefing.model import Content, Entry
from briefing.organise import digests

DATA = Path(__file__).parents[3] / "shared/data/stories/briefing_mix_dev.jsonl.gz"


def read_labelled(path: Path = DATA) -> tuple[Content, dict[str, str]]:
    """Return the labelled articles as entries, and the event of each guid."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    entries = tuple(
        Entry(
            guid=row["id"],
            title=row["title"],
            date=dt.date.fromisoformat(row["date"]),
            source=row["source"] or "",
            body=row["text"],
        )
        for row in rows
    )
    return Content(entries=entries), {row["id"]: row["event"] for row in rows}


def bcubed(found: Mapping[str, object], wanted: Mapping[str, object]) -> tuple[float, float, float]:
    """Return precision, recall and F1 in percent, averaged over items."""
    groups: dict[object, set[str]] = defaultdict(set)
    events: dict[object, set[str]] = defaultdict(set)
    for item, group in found.items():
        groups[group].add(item)
        events[wanted[item]].add(item)
    common = {i: len(groups[found[i]] & events[wanted[i]]) for i in found}
    precision = sum(common[i] / len(groups[found[i]]) for i in found) / len(found)
    recall = sum(common[i] / len(events[wanted[i]]) for i in found) / len(found)
    f1 = 2 * precision * recall / (precision + recall)
    return 100 * precision, 100 * recall, 100 * f1


def score(threshold: float = 0.0) -> tuple[float, float, float]:
    """Return BCubed of the stories of each day; an event of two days counts as two."""
    content, events = read_labelled()
    days = digests(content, DigestSettings(grouping=threshold), dt.UTC)
    found: dict[str, object] = {}
    wanted: dict[str, object] = {}
    for day in days:
        for story in day.stories:
            for entry in story.entries:
                found[entry.guid] = (day.day, story.id)
                wanted[entry.guid] = (day.day, events[entry.guid])
    return bcubed(found, wanted)


if __name__ == "__main__":
    for threshold in map(float, sys.argv[1:] or ["0"]):
        precision, recall, f1 = score(threshold)
        sys.stdout.write(
            f"{threshold or 'built-in'}: P {precision:.1f} R {recall:.1f} F1 {f1:.1f}\n"
        )

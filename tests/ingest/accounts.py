"""Where every line of a document went: the first law, nothing is lost, as a function."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable

from briefing.evaluate import plain_text
from briefing.ingest.copied.bylines import parse_byline
from briefing.ingest.copied.lines import Line, read_lines
from briefing.ingest.copied.phrases import label
from briefing.model import Document, Entry, Harvest, StoryRecord
from briefing.text.decode import decode
from briefing.text.words import key, word_count

ANY_YEAR = 2025
"""For dates that are printed without a year; which one does not matter here."""


def lost(document: Document, harvest: Harvest) -> list[str]:
    """Return the lines of *document* whose words stand nowhere in *harvest*, or fewer times.

    Bylines and labels of a header are told by the entry's fields in another form; every other
    line stands word by word in an entry, in a record or in what was left out, as often as in the
    document.
    """
    sources = {entry.source for entry in harvest.entries} - {""}
    lines = [line for line in _lines(document) if not _is_byline(line.text, sources)]
    wanted = Counter(_said(line.text) for line in lines)
    told = " | ".join(f" {place} " for place in _places(harvest) if place)
    short = {text for text in wanted if text and _count(told, text) < wanted[text]}
    signs = "\n".join(
        [*(f"{e.title}\n{plain_text(e.body)}" for e in harvest.entries)]
        + [o.text for o in harvest.left_out]
    )
    return [
        line.full
        for line in lines
        if (_said(line.text) in short and not _is_in_names(line.text, harvest))
        or (not key(line.text) and line.text not in signs)
    ]


def told_twice(document: Document, harvest: Harvest) -> list[str]:
    """Return the lines of running text that stand more often in *harvest* than in *document*."""
    lines = [line for line in _lines(document) if word_count(line.text) >= 12]
    source = " | ".join(f" {key(line.text)} " for line in _lines(document))
    places = [key(line) for e in harvest.entries for line in plain_text(e.body).split("\n")]
    places += [key(line) for o in harvest.left_out for line in o.text.split("\n")]
    told = " | ".join(f" {place} " for place in places)
    return [
        line.full for line in lines if _count(told, key(line.text)) > _count(source, key(line.text))
    ]


def _lines(document: Document) -> tuple[Line, ...]:
    return read_lines(decode(document.data).text)


def _is_byline(text: str, sources: Iterable[str]) -> bool:
    """Whether *text* is told by fields, whatever kind of name the publishers have."""
    named = (text.replace(source, "Bay Post") for source in sources if source in text)
    return any(map(_is_told_by_fields, (text, *named)))


def _is_told_by_fields(text: str) -> bool:
    """Whether *text* is a byline in some order of numeric dates, or the label of a part."""
    orders = (("DMY", 0), ("MDY", 0), ("DMY", ANY_YEAR))
    return bool(label(text)) or any(parse_byline(text, *order) for order in orders)


def _said(text: str) -> str:
    """The words of *text* without what only labels them: “Summary: …”, “… (3 minute read)”,
    “[12/03/2025, 07:15] Sender: …”."""
    text = re.sub(r"\s\(\d+ minute read\)$", "", text)
    text = re.sub(r"^\[\d[^\]]{9,24}\] [^:]{1,40}: (?=\S)", "", text)
    head, mark, rest = text[:60].partition(":")
    rest = (rest + text[60:]).strip()
    if not mark or not rest or not label(head):
        return key(text)
    return "" if _is_told_by_fields(rest) else key(rest)


def _is_in_names(text: str, harvest: Harvest) -> bool:
    """Whether *text* joins the names of one entry, or glues its publisher to its headline."""
    if any(text == entry.title + 2 * entry.source for entry in harvest.entries):
        return True
    said = {*key(text.rpartition(":")[2]).split()} - {*"and und et y e i и by for".split()}
    names = [
        key(" ".join((entry.source, *entry.authors, _clock(entry)))) for entry in harvest.entries
    ]
    return any(said <= {*name.split()} for name in names)


def _clock(entry: Entry) -> str:
    """The time of *entry*: where a list prints the day once, it stands beside the publisher."""
    return f"{entry.date:%H:%M} {entry.date:%-H:%M}" if isinstance(entry.date, dt.datetime) else ""


def _places(harvest: Harvest) -> Iterable[str]:
    for entry in harvest.entries:
        yield from _of_entry(entry)
    for record in harvest.records:
        yield from _of_record(record)
    yield from (key(o.text) for o in harvest.left_out)


def _of_entry(entry: Entry) -> Iterable[str]:
    # A headline that ends in its publisher, once or twice, stands in two fields.
    yield key(f"{entry.title} {entry.source} {entry.source}")
    yield key(plain_text(entry.body))
    yield from map(key, (*entry.authors, *entry.topics))


def _of_record(record: StoryRecord) -> Iterable[str]:
    yield from map(key, (record.title, *record.summary.split("\n\n"), *record.key_points))
    yield key(" ".join(f"{name} {count}" for name, count in record.sources))


def _count(told: str, text: str) -> int:
    return len(re.findall(rf"(?<= ){re.escape(text)}(?= )", told)) if text else 0

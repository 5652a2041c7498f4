"""Story records, day notes and standing pages ⇄ the text of their files."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from briefing.content import normal
from briefing.content.entry import SeedFields, seed_tree
from briefing.content.fields import Source, convert
from briefing.content.front_matter import Plain, Tree, format_front_matter, is_key
from briefing.content.paths import day_of_path
from briefing.model import DayNote, StandingPage, StoryRecord
from briefing.text.slugs import slug

_NAME = re.compile(r"_story-(.+)\.md")


class _RecordFields(msgspec.Struct):
    id: str = ""
    title: str = ""
    summary: str = ""
    key_points: list[str] = []
    source: str = ""
    sources: dict[str, int] = {}
    seed: SeedFields | None = None


class _PageFields(msgspec.Struct):
    title: str = ""


def read_record(source: Source, path: str) -> StoryRecord:
    """Return the story record in *source*; its day is that of its folder, its id that of its name
    unless the file gives one.

    Raises:
        EntryError: it stands in no day's folder, or a value has the wrong form.
    """
    source.front.values["sources"] = _counts(source)
    told = convert(source, _RecordFields)
    found = _NAME.fullmatch(path.rpartition("/")[2])
    record = StoryRecord(
        id=normal.line(told.id) or (found[1] if found else slug(path)),
        day=_day(source, path),
        title=told.title,
        summary=told.summary,
        key_points=tuple(told.key_points),
        source=told.source,
        sources=tuple(told.sources.items()),
        seed=told.seed.value() if told.seed else None,
        body=source.body,
        path=path,
    )
    return normal.record(record)


def _counts(source: Source) -> Tree:
    """``sources`` as a mapping: it may be one, or a list of “name: n”, or of names alone."""
    told = source.front.values.get("sources", "")
    counts: dict[str, Tree] = {}
    for item in told if isinstance(told, list) else [told]:
        if isinstance(item, dict):
            counts.update(item)
        elif isinstance(item, str) and item.strip():
            name, _, number = item.rpartition(":")
            is_counted = bool(name) and number.strip().isdigit()
            counts[name.strip() if is_counted else item] = number.strip() if is_counted else "1"
    for name, value in counts.items():
        if not (isinstance(value, str) and value.strip().isdecimal()):
            raise source.error(f"sources.{name}", "needs a number of articles")
    return counts


def _day(source: Source, path: str) -> dt.date:
    day = day_of_path(path)
    if day is None:
        raise source.error("", "belongs into a day's folder such as content/2025/06/02/")
    return day


def format_record(record: StoryRecord) -> str:
    """Return the text of the file for *record*; parsing it gives its normal form back."""
    item = normal.record(record)
    counts = {name: Plain(number) for name, number in item.sources}
    as_list: Tree = [f"{name}: {number}" for name, number in counts.items()]
    sources: Tree = {**counts} if all(map(is_key, counts)) else as_list
    values: dict[str, Tree] = {
        "id": "" if slug(item.id) == item.id else item.id,  # else the name tells it
        "title": item.title,
        "summary": item.summary,
        "key_points": [*item.key_points],
        "source": item.source,
        "sources": sources,
        "seed": seed_tree(item.seed) if item.seed else "",
    }
    return _file({k: v for k, v in values.items() if v}, item.body)


def read_note(source: Source, path: str) -> DayNote:
    """Return the editor's words on the day in whose folder *path* stands; raises EntryError."""
    told = convert(source, _PageFields)
    day = _day(source, path)
    return normal.note(DayNote(day=day, title=told.title, body=source.body, path=path))


def read_page(source: Source, path: str) -> StandingPage:
    """Return the standing page ``pages/<slug>.md``; without a title its name is the title."""
    told = convert(source, _PageFields)
    parts = path.removeprefix("pages/").removesuffix(".md").split("/")
    title = told.title or parts[-1].replace("-", " ").strip().capitalize()
    name = "/".join(map(slug, parts))
    return normal.page(StandingPage(slug=name, title=title, body=source.body, path=path))


def format_page(page: StandingPage) -> str:
    """Return the text of the file for *page*."""
    return _file({"title": page.title} if page.title else {}, normal.page(page).body)


def format_note(note: DayNote) -> str:
    """Return the text of the file for *note*."""
    return _file({"title": note.title} if note.title else {}, normal.note(note).body)


def _file(values: dict[str, Tree], body: str) -> str:
    front = f"---\n{format_front_matter(values)}---\n"
    return front + (f"\n{body}\n" if body else "")

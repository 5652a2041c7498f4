"""Makers of content and sites that live in memory, for tests of what a site shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from briefing.catalog import Catalog
from briefing.codec import encode
from briefing.config import Config
from briefing.content import Parsed, decode_value, instant, normal_entry
from briefing.files import FileRow
from briefing.fingerprint import fingerprint_bytes
from briefing.model import Content, Problem
from briefing.organise import moment_of
from briefing.render import Page, Theme
from briefing.scan import Scan
from briefing.site.contents import read_changes, scan_content
from briefing.site.ground import Ground, Wish
from briefing.site.prepared import Prepared
from briefing.site.preparing import prepared
from briefing.site.problems import content_problems
from briefing.site.work import Workers

NEVER = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)


class Layout(NamedTuple):
    """All pages of a site by output path, and what is wrong with it."""

    pages: dict[str, Page]
    problems: tuple[Problem, ...]


def rows_of(content: Content, zone: dt.tzinfo) -> Iterable[FileRow]:
    """What the catalog knows of *content*."""
    for entry in map(normal_entry, content.entries):
        day = moment_of(entry.date, zone).date().isoformat()
        row = _row(entry.path, "entry", Parsed(entry=entry), day)
        when = instant(entry.date, zone)
        yield row._replace(instant=when, guid=entry.guid, story=entry.story, is_draft=entry.draft)
    for record in content.records:
        told = record if record.path else replace(record, path=f"_story-{record.id}.md")
        row = _row(told.path, "record", Parsed(record=told), told.day.isoformat())
        yield row._replace(story=record.id)
    for note in content.notes:
        words = note if note.path else replace(note, path=f"{note.day}/_digest.md")
        yield _row(words.path, "note", Parsed(note=words), words.day.isoformat())
    for page in content.pages:
        yield _row(page.path, "page", Parsed(page=page), "")


def _row(path: str, kind: str, parsed: Parsed, day: str) -> FileRow:
    value = encode(parsed)
    return FileRow(path, fingerprint_bytes(value), kind, day, value=value)


def site_in_memory(content: Content, config: Config, theme: Theme | None = None) -> Prepared:
    """The site of *content*, with an empty theme unless one is given."""
    catalog = Catalog()
    contents = catalog.contents("")
    nothing = Scan(changed=(), gone=(), fresh={}, dropped=(), problems=())
    contents.keep(nothing, rows_of(content, config.zone))
    ground = Ground(
        config=config,
        catalog=catalog,
        contents=contents,
        problems=(),
        theme=theme or Theme(name="none"),
    )
    return prepared(ground, Wish(out=Path("site"), now=NEVER, future=True), Workers())


def layout_of(content: Content, config: Config) -> Layout:
    """Everything that the site of *content* has."""
    site = site_in_memory(content, config)
    pages = {path: page for unit in site.units() for path, page in site.pages(unit).items()}
    return Layout(pages, site.problems)


def content_in(
    folder: Path, zone: dt.tzinfo, known: Catalog | None = None
) -> tuple[Content, list[Problem]]:
    """Everything in a content folder, and what is wrong with single files."""
    catalog = known or Catalog()
    contents = catalog.contents("")
    found = scan_content(folder, contents)
    read_changes(folder, zone, contents, found, Workers())
    kept = {kind: contents.of_kind(kind) for kind in ("entry", "record", "note", "page")}
    said = {kind: [decode_value(part.value) for part in parts] for kind, parts in kept.items()}
    content = Content(
        entries=tuple(one.entry for one in said["entry"]),
        records=tuple(one.record for one in said["record"]),
        notes=tuple(one.note for one in said["note"]),
        pages=tuple(one.page for one in said["page"]),
    )
    return content, content_problems(contents, found.problems)

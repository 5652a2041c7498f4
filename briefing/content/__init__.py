"""``content/``: entries, story records, day notes and standing pages as Markdown files."""

from __future__ import annotations

import datetime as dt

from briefing import __version__
from briefing.content.decide import (
    UNKNOWN,
    Action,
    Decision,
    Written,
    decide,
    field_marks,
    format_item,
)
from briefing.content.entry import ENTRY_FIELDS, format_entry, parse_entry
from briefing.content.folder import (
    Parsed,
    Reading,
    content_of,
    parse_file,
    read_content,
    read_files,
    read_found,
    scan_content,
    text_mark,
)
from briefing.content.intents import Intents, Standing, Write, intents, record_key
from briefing.content.merge import Group, merge
from briefing.content.normal import entry as normal_entry
from briefing.content.normal import record as normal_record
from briefing.content.paths import day_of, day_of_path, folder_of, new_path, record_path
from briefing.content.records import format_note, format_page, format_record
from briefing.content.removed import append_removed, read_removed, removed_key
from briefing.content.writing import write_intents
from briefing.files import code_stamp


def content_salt(zone: dt.tzinfo) -> str:
    """Return what the cached reading of ``content/`` depends on besides the files."""
    return f"{__version__} {zone} {code_stamp('content', 'text')}"


__all__ = [
    "ENTRY_FIELDS", "UNKNOWN", "Action", "Decision", "Group", "Intents",
    "Parsed", "Reading", "Standing", "Write", "Written",
    "append_removed", "content_of", "content_salt", "day_of", "day_of_path", "decide",
    "field_marks", "folder_of", "format_entry", "format_item", "format_note", "format_page",
    "format_record", "intents", "merge", "new_path", "normal_entry", "normal_record", "parse_entry",
    "parse_file", "read_content", "read_files", "read_found", "read_removed", "record_key",
    "record_path", "removed_key", "scan_content", "text_mark", "write_intents",
]  # fmt: skip

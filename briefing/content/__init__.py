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
from briefing.content.folder import Parsed, parse_file, text_mark
from briefing.content.intents import (
    Intents,
    Outcome,
    Standing,
    Verdict,
    Write,
    intents,
    record_key,
    telling_key,
)
from briefing.content.merge import DAYS_APART, Group, merge, sure_day, title_key
from briefing.content.normal import entry as normal_entry
from briefing.content.normal import record as normal_record
from briefing.content.paths import day_of, day_of_path, folder_of, new_path, record_path
from briefing.content.records import format_note, format_page, format_record
from briefing.content.removed import append_removed, read_removed, removed_key
from briefing.content.rows import decode_problems, decode_value, file_row, instant, unread_row
from briefing.content.writing import write_intents
from briefing.files import code_stamp


def content_salt(zone: dt.tzinfo) -> str:
    """Return what the cached reading of ``content/`` depends on besides the files."""
    return f"{__version__} {zone} {code_stamp('content', 'text')}"


__all__ = [
    "DAYS_APART", "ENTRY_FIELDS", "UNKNOWN", "Action", "Decision", "Group", "Intents",
    "Outcome", "Parsed", "Standing", "Verdict", "Write", "Written",
    "append_removed", "content_salt", "day_of", "day_of_path", "decide", "decode_problems",
    "decode_value", "field_marks", "file_row", "folder_of", "format_entry", "format_item",
    "format_note", "format_page", "format_record", "instant", "intents", "merge", "new_path",
    "normal_entry", "normal_record", "parse_entry", "parse_file", "read_removed", "record_key",
    "record_path", "removed_key", "sure_day", "telling_key", "text_mark", "title_key",
    "unread_row", "write_intents",
]  # fmt: skip

"""Reads what browsers save instead of a page: a link to it, or Safari's webarchive."""

from __future__ import annotations

import plistlib
import re
from typing import Any

from briefing.ingest.inner import gathered, inner_document, read_inner
from briefing.ingest.reading import Reading, unread
from briefing.model import Document, Harvest
from briefing.text.decode import decode

_URL_LINE = re.compile(r"^\s*URL(?:\[[\w$]*\])?\s*=\s*(\S+)", re.MULTILINE | re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


def harvest_link(document: Document, reading: Reading) -> Harvest:  # noqa: ARG001 - a reader
    """Return a problem that says where the link leads: nothing is fetched when collecting."""
    url = _address(document.data)
    if not url:
        return unread(document, "is a link without an http or https address")
    return unread(document, f"is only a link; “briefing add {url}” fetches the page")


def _address(data: bytes) -> str:
    """The address in a ``.webloc`` (a property list), ``.url`` or ``.desktop`` file."""
    told = _property_list(data).get("URL", "")
    if not told:
        text = decode(data).text
        line = _URL_LINE.search(text) or re.search(r"<string>\s*(\S+?)\s*</string>", text)
        told = line[1] if line else ""
    found = _ADDRESS.match(told.strip()) if isinstance(told, str) else None
    return found[0] if found else ""


def harvest_webarchive(document: Document, reading: Reading) -> Harvest:
    """Return what the page in a webarchive holds: its main resource, read as a page."""
    main = _property_list(document.data).get("WebMainResource")
    data = main.get("WebResourceData") if isinstance(main, dict) else None
    if not isinstance(data, bytes):
        return unread(document, "is a webarchive without a page; save the page as .html")
    page = inner_document(document, "page.html", data)
    return gathered(document, [("", read_inner(page, reading))])


def _property_list(data: bytes) -> dict[str, Any]:
    """The values of a binary property list; of the XML form the address is found as text, for an
    XML parser would follow its entities."""
    if not data.startswith(b"bplist00"):
        return {}
    try:
        values = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    except (plistlib.InvalidFileException, ValueError, RecursionError, OverflowError, MemoryError):
        return {}
    return values if isinstance(values, dict) else {}

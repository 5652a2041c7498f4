"""Small invented pages, and reading them on a site in Berlin."""

from __future__ import annotations

import hashlib
import json
from zoneinfo import ZoneInfo

from briefing.config import CollectSettings
from briefing.ingest import harvest
from briefing.model import Document, Entry, Harvest

BERLIN = ZoneInfo("Europe/Berlin")

LEDE = (
    "The old ferry across the Wend lake ran again on Monday, eleven weeks after a swan had built"
    " its nest on the landing stage and the crossing was closed."
)
SECOND = (
    "Forty-two passengers and nine bicycles were on board when the boat left the eastern pier at"
    " seven, said the ferryman, who had spent the spring painting the railings green."
)
THIRD = (
    "The nest has been moved to a raft in the reeds. “They took it well,” said the warden of the"
    " bird reserve. She counted four cygnets on the raft in the evening."
)
TEXT = (LEDE, SECOND, THIRD)

NAV = """<nav><ul><li><a href="/">Front page</a></li><li><a href="/lake">The lake</a></li>
<li><a href="/weather">Weather</a></li><li><a href="/sport">Sport</a></li></ul></nav>"""
FOOTER = """<footer><p>Lake Courier, Pier Road 4. All rights reserved.
<a href="/imprint">Imprint</a>
<a href="/privacy">Privacy</a></p></footer>"""


def paragraphs(*texts: str) -> str:
    return "\n".join(f"<p>{text}</p>" for text in texts or TEXT)


def page(head: str = "", body: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">{head}</head>\n'
        f"<body>{body}</body></html>\n"
    )


def linked(**fields: object) -> str:
    """A script of JSON-LD that describes a news article."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def read(html: str | bytes, place: str = "seeds/page.html", language: str = "en") -> Harvest:
    data = html if isinstance(html, bytes) else html.encode()
    document = Document(place=place, data=data, sha256=hashlib.sha256(data).hexdigest())
    return harvest(document, CollectSettings(), BERLIN, language)


def only(html: str | bytes, place: str = "seeds/page.html", language: str = "en") -> Entry:
    """The one entry of a page."""
    (entry,) = read(html, place, language).entries
    return entry


def words(text: str) -> str:
    """Text without the marks of Markdown and without white space."""
    return "".join(c for c in text if c not in "*_#>\\|`~-" and not c.isspace())


def assert_nothing_is_lost(found: Harvest, *texts: str) -> None:
    """Each text stands in an entry or in the report of what was left out."""
    kept = [part for e in found.entries for part in (e.body, e.title, e.summary)]
    seen = words("".join([*kept, *(x.text for x in found.left_out)]))
    for text in texts:
        assert words(text) in seen

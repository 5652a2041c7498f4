"""Reading small invented documents, for the tests of the readers."""

from __future__ import annotations

import hashlib
from zoneinfo import ZoneInfo

from briefing.config import CollectSettings
from briefing.ingest import harvest
from briefing.model import Document, Harvest

BERLIN = ZoneInfo("Europe/Berlin")


def document(text: str | bytes, place: str = "seeds/page.txt") -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    return Document(place=place, data=data, sha256=hashlib.sha256(data).hexdigest())


def read(
    text: str | bytes,
    place: str = "seeds/page.txt",
    settings: CollectSettings | None = None,
    language: str = "en",
) -> Harvest:
    """What the document *text* at *place* gives on a site in Berlin."""
    return harvest(document(text, place), settings or CollectSettings(), BERLIN, language)

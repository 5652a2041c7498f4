"""What was known at the last run (``.briefing/``): derived, may be deleted with nothing lost."""

from briefing.catalog.changes import SiteChange
from briefing.catalog.compiled import TemplateStore, cache_folder
from briefing.catalog.contents import ContentShelf
from briefing.catalog.ledger import (
    CONTENT_NEWS,
    Ledger,
    LedgerChange,
    NoticeRow,
    Report,
    StandingFile,
    Telling,
)
from briefing.catalog.rows import Leaf, Organised, ShownRow, ToldRow
from briefing.catalog.sites import SiteShelf
from briefing.catalog.store import FOLDER, Catalog, CatalogShelf, open_catalog

__all__ = [
    "CONTENT_NEWS", "FOLDER", "Catalog", "CatalogShelf", "ContentShelf", "Leaf", "Ledger",
    "LedgerChange", "NoticeRow", "Organised", "Report", "ShownRow", "SiteChange", "SiteShelf",
    "StandingFile", "Telling", "TemplateStore", "ToldRow", "cache_folder", "open_catalog",
]  # fmt: skip

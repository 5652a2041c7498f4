"""What was known at the last run (``.briefing/``): derived, may be deleted with nothing lost."""

from briefing.catalog.contents import ContentShelf
from briefing.catalog.sites import Leaf, Organised, ShownRow, SiteChange, SiteShelf, ToldRow
from briefing.catalog.store import FOLDER, Catalog, CatalogShelf, open_catalog

__all__ = [
    "FOLDER", "Catalog", "CatalogShelf", "ContentShelf", "Leaf", "Organised", "ShownRow",
    "SiteChange", "SiteShelf", "ToldRow", "open_catalog",
]  # fmt: skip

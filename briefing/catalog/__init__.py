"""What was known at the last run (``.briefing/``): derived, may be deleted with nothing lost."""

from briefing.catalog.store import (
    FOLDER,
    Catalog,
    CatalogShelf,
    PageShelf,
    open_catalog,
)

__all__ = ["FOLDER", "Catalog", "CatalogShelf", "PageShelf", "open_catalog"]

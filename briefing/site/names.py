"""First come, first served: the folders of sources, topics and stories, and how they are written.

The first day that names something decides how it is written, and of several things with one slug
the first keeps the plain folder; so a new day never changes an archived page. A back-dated day may:
then the days that show what has moved are looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.catalog import SiteChange
from briefing.render.addresses import folder
from briefing.text.slugs import slug

Named = tuple[str, str]
"""Kind (``sources``, ``topics``, ``stories``) and key."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of naming."""

    folders: set[Named] = field(default_factory=set)
    """What has another folder, or has none any more: days that show it are looked at again."""

    names: set[Named] = field(default_factory=set)
    """What is new, gone, written otherwise or begins on another day."""

    begun: set[str] = field(default_factory=set)
    """Days on which something named begins or began."""


def settle_names(change: SiteChange, touched: Iterable[Named]) -> Moved:
    """Name anew what changed days name or named; return what has moved by it."""
    moved = Moved()
    slugs: dict[tuple[str, str], None] = {}
    for kind, key in sorted(touched):
        name = slug(key)
        if _settle(change, kind, key, name, moved):
            slugs[kind, name] = None
    for kind, name in slugs:
        for place, (key, old) in enumerate(change.same_slug(kind, name)):
            wanted = folder(kind, name, key, is_first=place == 0)
            if wanted != old:
                change.keep_folder(kind, key, wanted)
                moved.folders.add((kind, key))
    return moved


def _settle(change: SiteChange, kind: str, key: str, name: str, moved: Moved) -> bool:
    """Take the first naming of *key* from the days; return whether anything has changed by it."""
    first, known = change.first_naming(kind, key), change.name_of(kind, key)
    if first is None and known is None:
        return False
    if first is None or known is None:
        moved.names.add((kind, key))
        moved.begun.add(known[2] if known else first[1] if first else "")
        if first is None:
            change.drop_name(kind, key)
        else:
            change.keep_name((kind, key, name, "", *first))
        return True
    change.keep_name((kind, key, name, known[0], *first))
    if known[1:] != first[:2]:
        moved.names.add((kind, key))
        moved.begun.update((known[2], first[1]))
    return True

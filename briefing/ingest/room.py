"""How much may come out of one document: the limits that keep a small archive from growing big."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 256_000_000
"""All that may be unpacked out of one document, with what is packed in it again."""

MOST_MEMBERS = 10_000
MOST_RATIO = 200
"""Unpacked bytes for one packed byte; text packs to a tenth."""

FREE_BYTES = 1_000_000
"""So much may come out of anything, whatever the ratio: an empty form packs well."""

DEEPEST = 2
"""Archives in an archive in an archive are opened no further."""


@dataclass(slots=True)
class Room:
    """What may still come out of a document: used up as it is read, never trusted to what an
    archive says of itself. The one value that readers change."""

    bytes: int = MOST_BYTES
    members: int = MOST_MEMBERS

    def take(self, size: int) -> bool:
        """Use *size* bytes up; returns whether there was room for them."""
        self.bytes -= size
        return self.bytes >= 0

    def enter(self) -> bool:
        """Use one member up; returns whether there was room for it."""
        self.members -= 1
        return self.members >= 0

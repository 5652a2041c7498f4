"""The line of a digest that names the publisher of each item, known by standing in every item.

“*Bristow Bugle*” below one headline may be anything. Below all of them stand names, and as one of
these is a publisher's, so are the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.ingest.copied.names import is_name, is_publisher_like
from briefing.ingest.mail.blocks import Block
from briefing.ingest.mail.items import Item

_FEW = 6
_MOST = 0.66
"""The share of a digest's items that must have such a line."""


def publishers_of(items: Sequence[Item]) -> dict[int, Block]:
    """Return for each of *items*, by number, the line directly below its headline that names its
    publisher; nothing where the items have no such lines."""
    told = [n for n, item in enumerate(items) if not item.is_advertising and item.blocks]
    found = {n: line for n in told if (line := _line(items[n])) is not None}
    is_common = len(found) >= max(2, _MOST * len(told))
    is_one = any(is_publisher_like(line.words) for line in found.values())
    return found if is_common and is_one else {}


def _line(item: Item) -> Block | None:
    first = next((b for b in item.blocks if b.words), None)
    if first is None or first.count > _FEW or first.links or first.is_list:
        return None
    is_plain = not re.search(r"\d|[.!?:]$", first.words)
    return first if is_plain and is_name(first.words) and first is not item.blocks[-1] else None

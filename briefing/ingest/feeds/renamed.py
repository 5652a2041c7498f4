"""Elements that feedparser would take for others, under names that it leaves alone.

``media:title`` and ``media:description`` are about a picture, ``itunes:summary`` about a broadcast;
feedparser puts the last of them in the place of the item's own title and text. What is renamed
comes back as a plain text under the new name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CAPTION = "told_caption_"
"""What a picture shows or a film tells; a number follows."""

PROGRAMME = "told_programme"
"""What iTunes is told."""

PICTURE = "told_picture"
"""The address of a picture, as the text of an element."""

_TAG = re.compile(r"<(/?)([\w.·-]+):([\w.·-]+)((?:\s[^<>]*)?)>")
_PICTURE = re.compile(r"<image>\s*([^<>\s]+)\s*</image>")
_FULL_TAG = re.compile(r"<(/?)(?:[\w.·-]+:)?(?:full-text|fulltext|full_text)(?:\s[^<>]*)?>", re.I)


def renamed(xml: str, prefixes: Mapping[str, str]) -> str:
    """Return an item's *xml* with those elements renamed; *prefixes* lead to namespaces."""
    xml = _PICTURE.sub(rf"<{PICTURE}>\1</{PICTURE}>", _FULL_TAG.sub(r"<\1fullitem>", xml))
    captions = 0

    def instead(tag: re.Match[str]) -> str:
        nonlocal captions
        name = tag[3].lower()
        space = prefixes.get(tag[2], "").lower()
        if "search.yahoo.com/mrss" in space and name in ("title", "description", "text"):
            captions += not tag[1]
            return f"<{tag[1]}{CAPTION}{captions}>"
        if "itunes.com" in space and name in ("summary", "subtitle"):
            return f"<{tag[1]}{PROGRAMME}>" if name == "summary" else f"<{tag[1]}itunes_line>"
        return tag[0]

    return _TAG.sub(instead, xml)

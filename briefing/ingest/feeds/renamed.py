"""What feedparser would take for something else, so that it leaves it alone.

``media:title`` and ``media:description`` are about a picture, ``itunes:summary`` about a broadcast;
feedparser puts the last of them in the place of the item's own title and text. What is renamed
comes back as a plain text under the new name. Of authors only their names are left, because it cuts
longer addresses off in the middle; and what it looks at in quadratic time, is cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.ingest.feeds.markup import escaped, unescaped
from briefing.ingest.feeds.people import person

CAPTION = "told_caption_"
"""What a picture shows or a film tells; a number follows."""

PROGRAMME = "told_programme"
"""What iTunes is told."""

PICTURE = "told_picture"
"""The address of a picture, as the text of an element."""

_TAG = re.compile(r"<(/?)([\w.-]+):([\w.-]+)((?:\s[^<>]*)?)>")
_PERSON = re.compile(
    r"<((?:[\w.-]+:)?(?:author|creator|managingeditor|webmaster|publisher|contributor|name|email))"
    r"((?:\s[^<>]*)?)>([^<>]*)</\1>",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"<((?:[\w.-]+:)?(?:keywords|tags))((?:\s[^<>]*)?)>([^<>]*)</\1>", re.IGNORECASE
)
_TOPIC = re.compile(r"<((?:[\w.-]+:)?(?:category|subject|keywords|tags)\b[^<>]*)>", re.IGNORECASE)
_MOST_TOPICS = 200
_LONGEST_WORDS = 4_000
_PICTURE = re.compile(r"<image>\s*([^<>\s]+)\s*</image>")
_FULL_TAG = re.compile(r"<(/?)(?:[\w.-]+:)?(?:full-text|fulltext|full_text)(?:\s[^<>]*)?>", re.I)


def renamed(xml: str, prefixes: Mapping[str, str]) -> str:
    """Return an item's *xml* with those elements renamed; *prefixes* lead to namespaces."""
    xml = _PICTURE.sub(rf"<{PICTURE}>\1</{PICTURE}>", _FULL_TAG.sub(r"<\1fullitem>", xml))
    xml = _WORDS.sub(lambda w: f"<{w[1]}{w[2]}>{w[3][:_LONGEST_WORDS]}</{w[1]}>", xml)
    xml = _without_many_topics(_PERSON.sub(_name, xml))
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


def _name(told: re.Match[str]) -> str:
    name = person(unescaped(told[3])) if told[1].lower() != "email" else ""
    return f"<{told[1]}{told[2]}>{escaped(name)}</{told[1]}>"


def _without_many_topics(xml: str) -> str:
    if len(_TOPIC.findall(xml)) <= _MOST_TOPICS:
        return xml
    return re.sub(
        r"</?(?:[\w.-]+:)?(?:category|subject|keywords|tags)\b[^<>]*>", "", xml, flags=re.I
    )

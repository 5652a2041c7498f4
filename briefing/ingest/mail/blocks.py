"""A letter's text as blocks: headings, headlines that are links, paragraphs, lists, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from briefing.ingest.copied.phrases import boilerplate
from briefing.ingest.markup import blocks, words_of
from briefing.text.words import word_count

LINK = re.compile(
    r"(?<![\\!])\[(?P<words>(?:[^\[\]\\]|\\.|!\[(?:[^\[\]\\]|\\.)*\]\([^()\s]*\))*)\]"
    r"\((?P<url>(?:[^()\s]|\([^()\s]*\))*)\)"
)
PICTURE = re.compile(r"!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\]\((?P<url>(?:[^()\s]|\([^()\s]*\))*)\)")
_AUTOLINK = re.compile(r"<(?P<url>https?://[^<>\s]+)>")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+")
_LIST = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_STRESSED = re.compile(r"(\*\*|\*|__)(?P<words>.+)\1$", re.DOTALL)
_HARD_BREAK = re.compile(r"(?:\\| {2,})\n")

BUTTON = re.compile(
    r"\W*(?:read|continue|learn|see|find out|watch|listen|view|get|open|click|more|full|details"
    r"|weiter|mehr|zum|lire|la suite|voir|en savoir|leer|seguir|ver|más|continua|leggi|continuar"
    r"|lees|läs|czytaj|читать|подробнее|далее|читати|阅读|查看|続き)\b|\W*(?:阅读|查看|続き|もっと)",
    re.IGNORECASE,
)
_READ_MORE = re.compile(
    r"\W*(?:(?:continue|keep) reading|(?:read|see|get|find out|learn) (?:on|more|it here|full"
    r"|in full|article|now|the (?:full|rest|whole|entire|original|complete|article|story|post"
    r"|report))"
    r"|read (?:at|on|in) |full (?:story|article|post|text|report)|more (?:at|on|here|»|→|…)|more$"
    r"|(?:go to|open|view) (?:the )?(?:article|story|post|original)|via |source$|details$"
    r"|weiter ?lesen|mehr(?: lesen| dazu| erfahren|$)|zum (?:artikel|beitrag)"
    r"|ganzen (?:artikel|text)"
    r"|lire (?:la suite|plus|l['’]article|l['’]intégralité)|en savoir plus|la suite$"
    r"|(?:leer|ver) ?(?:más|la nota|el artículo|noticia|completo)|seguir leyendo"
    r"|leggi(?: tutto| di più| l['’]articolo|$)|continua(?: a leggere|$)|ler mais|leia mais"
    r"|continue lendo|lees (?:meer|verder)|läs mer|czytaj (?:dalej|więcej)|devamını oku"
    r"|читать(?: далее| дальше| полностью|$)|подробнее|читати далі"
    r"|阅读(?:全文|更多)|查看全文|続きを読む"
    r"|اقرأ المزيد)",
    re.IGNORECASE,
)
_MOST_BUTTON = 9


class Style(IntEnum):
    """How a headline is set; those of one letter are set alike."""

    NONE = 0
    HEADING = 1
    """A heading of HTML, or one by its size."""

    LINKED = 2
    """A line that is a link as a whole."""

    BOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a letter."""

    markdown: str
    words: str
    """As a reader sees them, on one line."""

    style: Style = Style.NONE
    level: int = 0
    """Of a heading, 1 to 6."""

    links: tuple[tuple[str, str], ...] = ()
    """Words and address of each link."""

    url: str = ""
    """Where a headline leads as a whole."""

    is_list: bool = False
    is_rule: bool = False
    count: int = 0
    """Number of words."""

    is_boilerplate: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether it is running text."""
        is_long = self.count >= 8 or (
            self.count >= 5 and self.words.endswith((".", "!", "?", "。"))
        )
        return self.style is Style.NONE and not self.is_boilerplate and is_long

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, with a caption at most."""
        return not self.words and bool(PICTURE.search(self.markdown))

    @property
    def is_read_more(self) -> bool:
        """Whether it only leads to the article: “Read more”."""
        return is_read_more(self.words) and bool(self.links or self.count <= 4)


def is_read_more(words: str) -> bool:
    """Whether *words* are those of a link to the whole article."""
    return bool(_READ_MORE.match(words)) and word_count(words[:200]) <= _MOST_BUTTON


def blocks_of(markdown: str) -> list[Block]:
    """Return the blocks of *markdown*; a line of stress or link alone, with more lines below it in
    its paragraph, is a block of its own."""
    found: list[Block] = []
    for text in blocks(markdown):
        found += map(_block, _parted(text))
    return found


def _parted(text: str) -> list[str]:
    """A paragraph whose first line is a headline, parted there."""
    if _LIST.match(text) or not _HARD_BREAK.search(text):
        return [text]
    first, rest = _HARD_BREAK.split(text, 1)
    is_whole = _is_stressed(first) or LINK.fullmatch(_unstressed(first)) is not None
    return [first, rest] if is_whole and 2 <= word_count(words_of(first)) <= 30 else [text]


def _is_stressed(text: str) -> bool:
    match = _STRESSED.fullmatch(text.strip())
    return match is not None and match[1] != "*" and match[1] not in match["words"]


def _unstressed(text: str) -> str:
    """*text* without the stress around all of it, inside and outside of a link."""
    text = text.strip()
    while match := _STRESSED.fullmatch(text):
        if match[1] in match["words"]:
            break
        text = match["words"].strip()
    return text


def _block(text: str) -> Block:
    words = words_of(_HEADING.sub("", text, count=1))
    heading = _HEADING.match(text)
    links = tuple((words_of(m["words"]), m["url"]) for m in LINK.finditer(text)) + tuple(
        (m["url"], m["url"]) for m in _AUTOLINK.finditer(text)
    )
    is_boilerplate = bool(boilerplate(words))
    whole = _whole_link(text[heading.end() :] if heading else text)
    style = _style(text, words, whole, is_heading=heading is not None)
    if is_boilerplate and not (style is Style.HEADING and word_count(words) > 4):
        style = Style.NONE
    return Block(
        markdown=text,
        words=words,
        style=style,
        level=len(heading["marks"]) if heading else 0,
        links=links,
        url=whole,
        is_list=bool(_LIST.match(text)),
        is_rule=bool(_RULE.match(text)),
        count=word_count(words[:4000]),
        is_boilerplate=is_boilerplate,
    )


def _whole_link(text: str) -> str:
    """The address of the one link that all of *text* is; “Headline (3 minute read)” may go on."""
    plain = re.sub(r"\s*\(\d+[- ]min\w*(?: read)?\)\s*$", "", _unstressed(text))
    match = LINK.fullmatch(plain)
    if match:
        return match["url"]
    found = {m["url"] for m in LINK.finditer(plain)}
    rest = words_of(LINK.sub("", plain))
    return found.pop() if len(found) == 1 and not any(c.isalnum() for c in rest) else ""


def _style(text: str, words: str, whole: str, *, is_heading: bool) -> Style:
    count = word_count(words[:400])
    if not words or is_read_more(words) or count > 40:
        return Style.NONE
    if is_heading:
        return Style.HEADING
    if _LIST.match(text) or text.startswith((">", "|", "```")):
        return Style.NONE
    if whole and 3 <= count <= 30 and not (count <= 5 and BUTTON.match(words)):
        return Style.LINKED
    if _is_stressed(text) and 2 <= count <= 25 and not words.endswith((":", ";", ",")):
        return Style.BOLD
    return Style.NONE

"""A letter's blocks → its items: what is set as a headline, leads somewhere and has a text below.

One headline or sentence of a letter says little; that several headlines are set alike and lead to
addresses of their own makes the letter a digest. A letter of which only one headline does, or whose
headings lead nowhere, is one article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.ingest.copied.phrases import zone
from briefing.ingest.mail.blocks import LINK, Block, Style, blocks_of, is_read_more
from briefing.ingest.mail.sponsored import ADVERTISING
from briefing.ingest.markup import words_of
from briefing.text.words import key, word_count

_ITEM = re.compile(r"(?m)^\s{0,3}(?:[-*+]|\d{1,9}[.)])\s+")
_SHARE = 0.4
"""Of the words of a letter's running text: as much stands below the headlines of a digest."""


@dataclass(slots=True)
class Item:
    """One item of a letter."""

    title: str
    url: str = ""
    section: str = ""
    blocks: list[Block] = field(default_factory=list)
    is_advertising: bool = False
    related: list[Block] = field(default_factory=list)
    """Below a heading such as “More stories”: links of the letter, not of the item."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A letter of several items."""

    opening: tuple[Block, ...]
    """What stands before the first."""

    items: tuple[Item, ...]


def digest_of(blocks: Sequence[Block]) -> Digest | None:
    """Return the items of a letter; None where it is one article, or tells none."""
    blocks = _without_inline_heads(blocks)
    heads = [i for i, block in enumerate(blocks) if block.style]
    regions = {i: _region(blocks, heads, n) for n, i in enumerate(heads)}
    stories = _stories(blocks, regions)
    style = _common_style(blocks, stories)
    if style is Style.NONE:
        return None
    told = {i for i in stories if blocks[i].style is style or _is_certain(blocks[i], regions[i])}
    if len(told) < 2 or not _is_most(blocks, told, regions):
        return None
    return _cut(blocks, told, style)


def _region(blocks: Sequence[Block], heads: Sequence[int], n: int) -> Sequence[Block]:
    end = heads[n + 1] if n + 1 < len(heads) else len(blocks)
    return blocks[heads[n] + 1 : end]


def _stories(blocks: Sequence[Block], regions: dict[int, Sequence[Block]]) -> set[int]:
    """The headlines with a text below that lead to an address: by themselves or by a button. That
    a text holds a single link says less: it counts beside two of these that are set alike, or
    where three texts do."""
    told = {i for i in regions if _has_text(regions[i]) and not zone(blocks[i].words)}
    sure = {i for i in told if blocks[i].url or _read_more(regions[i])}
    likely = {i for i in told - sure if _only_link(regions[i])}
    levels = Counter(_look(blocks[i]) for i in sure)
    every = Counter(_look(blocks[i]) for i in sure | likely)
    beside = {i for i in likely if levels[_look(blocks[i])] >= 2 or every[_look(blocks[i])] >= 3}
    return sure | beside


def _look(block: Block) -> tuple[Style, int]:
    return block.style, block.level


def _has_text(region: Sequence[Block]) -> bool:
    return any(b.is_prose or b.is_list for b in region)


def _address(region: Sequence[Block]) -> str:
    """Where the text of an item leads."""
    return _read_more(region) or _only_link(region)


def _only_link(region: Sequence[Block]) -> str:
    found = {url for block in region for _, url in block.links if url.startswith("http")}
    return found.pop() if len(found) == 1 else ""


def _read_more(region: Sequence[Block]) -> str:
    """The address of the last link that leads to the whole article."""
    found = [u for b in region for w, u in b.links if is_read_more(w) and u.startswith("http")]
    return found[-1] if found else ""


def _is_certain(head: Block, region: Sequence[Block]) -> bool:
    """Whether headline and button lead to the same address."""
    return bool(head.url) and head.url == _read_more(region)


def _common_style(blocks: Sequence[Block], stories: set[int]) -> Style:
    """How most stories are set; where two styles are as common, the stronger."""
    styles = Counter(blocks[i].style for i in stories)
    best = max(styles, key=lambda style: (styles[style], -style), default=Style.NONE)
    return best if styles[best] >= 2 else Style.NONE


def _is_most(blocks: Sequence[Block], told: set[int], regions: dict[int, Sequence[Block]]) -> bool:
    """Whether the letter's running text stands for the most part below such headlines, and there
    are not many more headings like theirs that lead nowhere."""
    words = sum(b.count for b in blocks if b.is_prose or b.is_list)
    below = sum(b.count for i in told for b in regions[i] if b.is_prose or b.is_list)
    levels = {blocks[i].level for i in told}
    alike = [i for i in regions if blocks[i].style and blocks[i].level in levels
             and i not in told and any(b.is_prose for b in regions[i])]  # fmt: skip
    return below >= words * _SHARE and len(told) * 2 > len(alike)


def _cut(blocks: Sequence[Block], told: set[int], style: Style) -> Digest:
    levels = {blocks[i].level for i in told}
    opening: list[Block] = []
    items: list[Item] = []
    section = ""
    apart = False
    for i, block in enumerate(blocks):
        below = blocks[i + 1] if i + 1 < len(blocks) else None
        if i in told or _is_like(block, below, style, levels):
            item = Item(block.words, block.url, section)
            item.is_advertising = bool(ADVERTISING.search(f"{section}\n{block.words}")) or bool(
                ADVERTISING.search(block.words)
            )
            items.append(item)
            apart = False
        elif _is_section(blocks, i, told):
            section = block.words
            apart = bool(zone(block.words))
            (opening if not items else items[-1].related).append(block)
        elif items:
            (items[-1].related if apart else items[-1].blocks).append(block)
        else:
            opening.append(block)
    for item in items:
        item.url = item.url or _address(item.blocks)
    return Digest(tuple(opening), tuple(items))


def _is_like(block: Block, below: Block | None, style: Style, levels: set[int]) -> bool:
    """Whether a heading that leads nowhere is set as the headlines of the letter are, with a text
    directly below it."""
    return (
        style is Style.HEADING
        and block.style is style
        and block.level in levels
        and below is not None
        and below.is_prose
        and not zone(block.words)
    )


def _is_section(blocks: Sequence[Block], i: int, told: set[int]) -> bool:
    """Whether block *i* names the part of the letter that the next items stand in."""
    block = blocks[i]
    if not block.style and not (block.count <= 6 and block.words.isupper()):
        return False
    following = (j for j in range(i + 1, len(blocks)) if not _is_furniture(blocks[j]))
    return next(following, -1) in told or bool(zone(block.words))


def _is_furniture(block: Block) -> bool:
    return block.is_rule or block.is_picture


# --- headlines in lines ---------------------------------------------------------------------------


def _without_inline_heads(blocks: Sequence[Block]) -> list[Block]:
    """*blocks* with the headlines that begin a paragraph or an item of a list set apart, where
    three or more are set so: “**[Headline](…)** What happened …”."""
    parted = [_inline_heads(block) for block in blocks]
    count = sum(len(heads) for heads in parted)
    if count < 3 or count < sum(bool(b.style and b.url) for b in blocks):
        return list(blocks)
    found: list[Block] = []
    for block, heads in zip(blocks, parted, strict=True):
        if not heads:
            found.append(block)
        for title, rest in heads:
            found += blocks_of(f"### {title}")
            found += blocks_of(rest)
    return found


def _inline_heads(block: Block) -> list[tuple[str, str]]:
    """The headlines in *block*, each with the text behind it; none, if not all parts have one."""
    if block.style or block.is_boilerplate:
        return []
    parts = [p for p in _ITEM.split(block.markdown) if p.strip()] if block.is_list else [
        block.markdown
    ]  # fmt: skip
    heads = [head for part in parts if (head := _inline_head(part, is_item=block.is_list))]
    return heads if len(heads) == len(parts) else []


def _inline_head(text: str, *, is_item: bool) -> tuple[str, str] | None:
    text = " ".join(text.replace("\\\n", " ").split())
    bold = re.match(r"\*\*(?P<head>.+?)\*\*\s*[:.–—-]*\s*", text)
    match = re.match(rf"(?P<head>{LINK.pattern})\s*[:.–—-]*\s*", text) if is_item else None
    found = bold if bold and (LINK.search(bold["head"])) else match
    if found is None:
        return None
    title, rest = found["head"].strip(), text[found.end() :].strip()
    is_long_enough = word_count(words_of(title)) >= 3 and word_count(words_of(rest)) >= 6
    return (title, rest) if is_long_enough and key(words_of(rest)) else None

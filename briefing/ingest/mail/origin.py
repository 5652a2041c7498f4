"""Who publishes a letter, who wrote it, and whom its items are from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.ingest.copied.attribution import attribute
from briefing.ingest.copied.bylines import Byline, parse_byline
from briefing.ingest.copied.names import is_name, is_person_like, is_publisher_like
from briefing.ingest.copied.publishers import matches_domain, split_suffix
from briefing.ingest.mail.blocks import Block
from briefing.ingest.mail.letters import Letter
from briefing.ingest.markup import words_of
from briefing.text.urls import domain_of
from briefing.text.words import key

_AT = re.compile(
    r"(?P<person>.+?)\s+(?:from|at|@|of|von|bei|de|chez|da|van|/|\||[–—-]|,)\s+(?P<source>.+)", re.I
)
_ROBOT = re.compile(
    r"^(?:no-?reply|do-?not-?reply|newsletters?|news|info|mail|hello|team|contact)$"
)
_BEHIND = re.compile(
    r"(?:^|(?<=[.!?…”\"]))\s*(?:\((?P<a>[^()]{2,40})\)|[–—-]\s*(?P<b>[^–—.()]{2,40})"
    r"|\[(?P<c>[^\[\]]{2,40})\])\s*$"
)
_READ_AT = re.compile(
    r"(?:read|more|continue|full (?:story|article)).{0,24}?\b(?:at|on|in|from|via)\s+"
    r"(?P<name>.{2,40}?)\W*$|^(?:via|source|quelle|fuente|источник)\s*:?\s+(?P<other>.{2,40}?)\W*$",
    re.IGNORECASE,
)


_PARTS = re.compile(r"\s*[,|·•]\s*|\s+[–—-]\s+|\s+(?:of|at|der|des|bei)\s+(?:the\s+)?")
_SIGNATURE = 4
"""Blocks at the end of a letter that may be its signature."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Publisher and authors, and why."""

    source: str
    authors: tuple[str, ...] = ()
    reason: str = ""


def origin_of(letter: Letter) -> Origin:
    """Return who publishes *letter*: of “Ada Marsh from Coast Letter” the latter; of a person who
    writes to a list the list; else whoever it is from."""
    name = letter.sender
    if parted := _AT.fullmatch(name):
        person, source = parted["person"].strip(), parted["source"].strip(" \"'")
        if is_person_like(person) and is_name(source):
            return Origin(source, (person,), "behind the sender's name")
    if is_person_like(name) and _is_publication(letter.list_name):
        return Origin(letter.list_name, (name,), "the list it was sent to")
    if "@" in name or _ROBOT.match(name.casefold()):
        named = letter.list_name if _is_publication(letter.list_name) else ""
        domain = letter.address.rpartition("@")[2] or name.rpartition("@")[2]
        return Origin(named or domain.removeprefix("mail."), (), "the sender's address")
    return Origin(name, (), "the sender") if name else Origin("", (), "")


def signed_for(blocks: Sequence[Block], letter: Letter) -> str:
    """Return the organisation that the sender of *letter* signs for at the end of *blocks*: named
    below the sender's name, and the one whose domain the letter comes from; else nothing."""
    domain = letter.address.rpartition("@")[2]
    last = "\n".join(block.markdown for block in blocks[-_SIGNATURE:])
    lines = [words_of(line).strip(" \\") for line in last.split("\n")]
    named = next((n for n, line in enumerate(lines) if key(line) == key(letter.sender)), len(lines))
    parts = (part for line in lines[named + 1 :] for part in _PARTS.split(line))
    return next((p for p in parts if is_name(p) and matches_domain(p, domain)), "")


def _is_publication(name: str) -> bool:
    """Whether the phrase of a List-Id is a name, not a number or a code."""
    has_name = is_name(name) and (" " in name or name[:1].isupper())
    return has_name and not re.search(r"\d{4,}|[0-9a-f]{16}|list-id", name)


@dataclass(frozen=True, slots=True)
class Named:
    """What the lines of an item say of its origin, and the blocks without these lines."""

    bylines: tuple[Byline, ...]
    source: str
    authors: tuple[str, ...]
    blocks: tuple[Block, ...]
    used: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a letter when its bylines are read."""

    order: str
    """Of numeric dates."""

    year: int = 0
    """For dates without one."""

    persons: tuple[str, ...] = ()
    """Who wrote the letter: a line with such a name alone is a byline."""


def named_in(blocks: Sequence[Block], url: str, known: Known) -> Named:
    """Return the publisher and authors that *blocks*, the text of one item, name: in bylines at
    its beginning or end, in brackets at the end of the text, or beside “Read more at”."""
    used: list[Block] = []
    bylines: list[Byline] = []
    for block in (*blocks[:3], *blocks[3:][-1:]):
        found = _byline(block, known)
        if found:
            bylines.append(found)
            used.append(block)
    authors, source = attribute([tuple(bylines)])[0] if bylines else ((), "")
    source = source or _source_behind(blocks, url)
    return Named(
        bylines=tuple(bylines),
        source=source,
        authors=authors,
        blocks=tuple(b for b in blocks if not any(b is one for one in used)),
        used=tuple(used),
    )


def _byline(block: Block, known: Known) -> Byline | None:
    if block.count > 16 or block.is_list or block.is_rule or not block.words:
        return None
    if any(key(block.words) == key(name) for name in known.persons):
        return Byline(authors=(block.words,))
    found = parse_byline(block.words, known.order, known.year)
    if found is None or not (found.stamp or found.authors or found.sources):
        return None
    return found


def _source_behind(blocks: Sequence[Block], url: str) -> str:
    domain = domain_of(url)
    for block in reversed(blocks[-3:]):
        read = _READ_AT.search(block.words) if block.count <= 14 else None
        behind = _BEHIND.search(block.words[-60:])
        names = [*(read.groups("") if read else ()), *(behind.groups("") if behind else ())]
        for name in filter(None, map(str.strip, names)):
            if is_name(name) and (is_publisher_like(name) or matches_domain(name, domain)):
                return name
    return ""


def without_publisher(title: str, url: str) -> tuple[str, str]:
    """Return a headline without the publisher behind it, and that publisher."""
    head, name = split_suffix(title)
    is_named = is_name(name) and (is_publisher_like(name) or matches_domain(name, domain_of(url)))
    is_sign = name.isupper() and " " not in name and not matches_domain(name, domain_of(url))
    if not name or not is_named or is_sign or is_person_like(name):
        return title, ""
    return head, name

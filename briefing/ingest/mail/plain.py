"""A letter's plain text → Markdown: paragraphs joined, addresses as links, headlines found.

What newsletters in plain text look like: a headline with its address behind or below it, links as
numbers with a list of addresses at the end, lines of signs above and below, lists with stars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.ingest.mail.blocks import is_read_more
from briefing.text.markdown import escape, escape_piece
from briefing.text.urls import clean_url
from briefing.text.words import word_count

_ADDRESS = re.compile(r"https?://[^\s<>\"\[\]{}|\\^`]+", re.IGNORECASE)
_BEHIND = re.compile(
    r"\s*(?:<(?P<a>https?://[^<>\s]+)>|\((?P<b>https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)"
    r"|\[(?P<c>https?://[^\[\]\s]+)\])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\[(\d{1,3})\]")
_REFERENCE = re.compile(r"^\s*\[(\d{1,3})\]:?\s+<?(https?://\S+?)>?\s*$", re.MULTILINE)
_RULE = re.compile(r"\s*([-=_*~#+·•—–─━═])(?:\s*\1){2,}\s*$")
_BULLET = re.compile(r"\s{0,6}(?:[*•◦▪●–-]|\d{1,2}[.)])\s+(?=\S)")
_MARK = re.compile(r"^(?:\*{1,3}|#{1,6}|>>|»|►|▶|■)\s+(?=\S)")
_END = re.compile(r"[.!?…:;,。！？][\"'”’»)\]*_]*$")
_MOST_WORDS = 25
_WIDEST = 100
"""Columns at which a program breaks lines at the most."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines without a blank one between them."""

    lines: tuple[str, ...]


def unflowed(text: str) -> str:
    """Return text of ``format=flowed`` with its paragraphs joined (RFC 3676, section 4.4)."""
    lines: list[str] = []
    goes_on = False
    for raw in text.split("\n"):
        line = raw[1:] if raw.startswith(" ") else raw
        is_signature = line == "-- "
        if goes_on and not is_signature and line[:1] != ">":
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and not is_signature and line[:1] != ">"
    return "\n".join(line.rstrip() if line != "-- " else line for line in lines)


def markdown_of_plain(text: str) -> str:
    """Return a letter's plain text as Markdown: each word once, addresses cleaned."""
    references = {number: clean_url(url) for number, url in _REFERENCE.findall(text)}
    if references:
        text = re.sub(r"(?m)^\s*(?:Links|Referenced links)\s*:\s*\n(?:\s*-{3,}\s*\n)?", "",
                      _REFERENCE.sub("", text))  # fmt: skip
    paragraphs = list(_paragraphs(text))
    found: list[str] = []
    for n, paragraph in enumerate(paragraphs):
        below = paragraphs[n + 1].lines if n + 1 < len(paragraphs) else ()
        found += _blocks(paragraph.lines, below, references)
    return "\n\n".join(found)


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Paragraphs; a line of signs between others parts them, one below a line underlines it."""
    held: list[str] = []
    for line in text.split("\n"):
        is_rule = bool(_RULE.match(line))
        if not line.strip() or is_rule:
            if is_rule and len(held) == 1 and word_count(held[0]) <= _MOST_WORDS:
                held = [f"# {_MARK.sub('', held[0])}"]
            if held:
                yield _Paragraph(tuple(held))
            held = []
        else:
            held.append(line.rstrip())
    if held:
        yield _Paragraph(tuple(held))


def _blocks(
    lines: Sequence[str], below: Sequence[str], references: Mapping[str, str]
) -> Iterator[str]:
    if lines[0].startswith(">"):
        yield "\n".join(f"> {escape(line.lstrip('> '))}" for line in lines if line.strip("> "))
        return
    if _BULLET.match(lines[0]) and sum(bool(_BULLET.match(line)) for line in lines) > 1:
        yield "\n".join(f"- {_inline(item, references)}" for item in _items(lines))
        return
    head, url, rest = _headline(lines, below, references)
    if head:
        words = escape_piece(" ".join(head.split()), in_brackets=bool(url))
        yield f"### [{words}]({url})" if url else f"### {words}"
    for text in _joined(rest):
        yield _inline(text, references)


def _headline(
    lines: Sequence[str], below: Sequence[str], references: Mapping[str, str]
) -> tuple[str, str, Sequence[str]]:
    """The headline that *lines* begin with, its address, and the other lines; else nothing."""
    first = lines[0].strip()
    is_marked = bool(_MARK.match(first)) and not (_BULLET.match(first) and len(lines) > 1)
    text, url = _parted(_MARK.sub("", first), references)
    rest = list(lines[1:])
    if not url and rest and (alone := _lone_address(rest[0])):
        url, rest = alone, rest[1:]
    elif not url and not rest and below and (alone := _lone_address(below[0])):
        url = ""  # the address is the next paragraph: a link of its own
    if not 1 < word_count(text) <= _MOST_WORDS or _lone_address(text):
        return "", "", lines
    is_short = len(text) <= 120 and not _END.search(text.rstrip("?!"))
    is_loud = text.isupper() and sum(c.isalpha() for c in text) > 5
    has_text = bool(rest) or bool(below)
    if url and (rest or below) and not text.endswith((":", ",")):
        return text, url, rest
    if (is_marked or is_loud) and has_text and is_short:
        return text, url, rest
    is_alone = not rest and bool(below) and word_count(" ".join(below)) >= 12
    heads_text = bool(rest) and len(text) < 75 and len(rest[0]) > len(text) * 1.3
    if is_short and word_count(text) >= 2 and (is_alone or (heads_text and _is_title(text))):
        return text, url, rest
    return "", "", lines


def _is_title(text: str) -> bool:
    return text[:1].isupper() and word_count(text) >= 3


def _parted(text: str, references: Mapping[str, str]) -> tuple[str, str]:
    """A line without the address at its end, and that address."""
    numbered = list(_NUMBER.finditer(text))
    if numbered and not text[numbered[-1].end() :].strip():
        url = references.get(numbered[-1][1], "")
        if url:
            return text[: numbered[-1].start()].strip(), url
    for match in _BEHIND.finditer(text):
        if not text[match.end() :].strip(" .*"):
            url = clean_url(match["a"] or match["b"] or match["c"])
            return text[: match.start()].strip(" *"), url
    return text.strip(" *") if text.startswith("*") and text.endswith("*") else text, ""


def _lone_address(line: str) -> str:
    plain = line.strip().strip("<>()[]")
    return clean_url(plain) if _ADDRESS.fullmatch(plain) else ""


def _items(lines: Sequence[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if mark := _BULLET.match(line):
            items.append(line[mark.end() :].strip())
        else:
            items[-1] += f" {line.strip()}"
    return items


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Lines that a program broke at a column, joined; lines that a person broke stay apart."""
    if not lines:
        return
    longest = max(map(len, lines))
    held = ""
    for n, line in enumerate(lines):
        text = line.strip()
        held = f"{held} {text}".strip()
        following = lines[n + 1].strip() if n + 1 < len(lines) else ""
        first = following.split(" ", 1)[0]
        had_room = len(line) + 1 + len(first) <= min(longest, 100) - 3
        is_button = is_read_more(_ADDRESS.sub("", following))
        is_apart = is_button or bool(_lone_address(following) or _lone_address(text))
        if not following or is_apart or had_room or longest > _WIDEST:
            yield held
            held = ""


def _inline(text: str, references: Mapping[str, str]) -> str:
    """A paragraph with its addresses as links: behind words in brackets, numbered, or bare."""
    text = " ".join(text.split())
    parts: list[str] = []
    done = 0
    for match in re.finditer(f"{_BEHIND.pattern}|{_ADDRESS.pattern}|{_NUMBER.pattern}", text, re.I):
        url = _address_of(match, references)
        if url is None:
            continue
        parts += [escape_piece(text[done : match.start()]).rstrip(), f" <{url}>" if url else ""]
        done = match.end()
    whole = "".join(parts) + escape_piece(text[done:])
    return whole.strip() if done else escape(text)


def _address_of(match: re.Match[str], references: Mapping[str, str]) -> str | None:
    """The address that *match* is; None where it is none, and stays as it is."""
    if number := _NUMBER.fullmatch(match[0]):
        return references.get(number[1])
    found = match["a"] or match["b"] or match["c"] or match[0]
    return clean_url(found.rstrip(".,;:!?")) or None

"""The texts of a letter → its body: of every text the better form, as blocks and as lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.ingest.mail.blocks import Block, blocks_of
from briefing.ingest.mail.letters import Letter, Text
from briefing.ingest.mail.looks import markdown_of_letter
from briefing.ingest.mail.plain import markdown_of_plain, unflowed
from briefing.ingest.markup import words_of

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_STUB = 0.5
"""A form with fewer of the other's words is a stub: “Your program shows no HTML”."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a letter says. Both forms are of the same text, cut at the same places."""

    lines: tuple[str, ...]
    """As a person sees them; of plain text as they are."""

    blocks: tuple[Block, ...]
    owners: tuple[int, ...]
    """For each line the block it belongs to; empty for plain text."""

    signature: str = ""

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    def below(self, line: int) -> Body:
        """The body from *line* on."""
        lines = self.lines[line:]
        if not self.owners:
            return Body(lines, tuple(_of_plain("\n".join(lines))), (), self.signature)
        owners = self.owners[line:]
        first = owners[0] if owners else len(self.blocks)
        is_parted = line > 0 and self.owners[line - 1] == first
        kept = self.blocks[first:]
        if is_parted and kept:
            count = owners.count(first) - 1  # the last is the blank line below the block
            rest = kept[0].markdown.split("\n")[-count:] if count else []
            kept = (*blocks_of("\n".join(rest)), *kept[1:])
            return _body(kept, self.signature)
        return Body(lines, kept, tuple(o - first for o in owners), self.signature)


def body_of(letter: Letter) -> Body:
    """Return what *letter* says."""
    chosen = [text for forms in letter.texts if (text := _better(forms))]
    if chosen and not any(text.is_html for text in chosen):
        whole = "\n\n".join(unflowed(t.text) if t.is_flowed else t.text for t in chosen)
        said, signature = _without_signature(whole)
        return Body(tuple(said.split("\n")), tuple(_of_plain(said)), (), signature)
    found: list[Block] = []
    for text in chosen:
        if text.is_html:
            found += blocks_of(markdown_of_letter(text.text))
        else:
            found += _of_plain(unflowed(text.text) if text.is_flowed else text.text)
    return _body(found, "")


def _body(found: Sequence[Block], signature: str) -> Body:
    lines: list[str] = []
    owners: list[int] = []
    for n, block in enumerate(found):
        for line in block.markdown.split("\n"):
            lines.append(words_of(line.rstrip("\\").lstrip("#> ")))
            owners.append(n)
        lines.append("")
        owners.append(n)
    return Body(tuple(lines), tuple(found), tuple(owners), signature)


def _of_plain(text: str) -> list[Block]:
    return blocks_of(markdown_of_plain(text))


def _without_signature(text: str) -> tuple[str, str]:
    """The text above the signature (RFC 3676, section 4.3), and the signature: what stands below
    a line of two hyphens, if it is short."""
    marks = list(_SIGNATURE.finditer(text))
    if marks and text.count("\n", marks[-1].end()) <= 20 and text[: marks[-1].start()].strip():
        return text[: marks[-1].start()].rstrip(), text[marks[-1].start() :].strip()
    return text, ""


def _better(forms: Sequence[Text]) -> Text | None:
    """HTML, which keeps headlines and links, if it holds about what the plain form does."""
    html = [form for form in forms if form.is_html]
    plain = [form for form in forms if not form.is_html]
    if not html or not plain:
        return forms[-1] if forms else None
    told = len(words_of(markdown_of_letter(html[-1].text)).split())
    said = len(re.sub(r"https?://\S+|[-=*_]{3,}", "", plain[-1].text).split())
    return html[-1] if told >= said * _STUB and told else plain[-1]

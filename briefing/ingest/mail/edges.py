"""What a letter has around its text: how it may be looked at, why it came, how to stop it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.ingest.copied.appeals import is_appeal
from briefing.ingest.copied.phrases import boilerplate, zone
from briefing.ingest.mail.blocks import Block, Style

_FOOTER = re.compile(
    r"\bunsubscrib|\bopt[- ]?out\b|\b(?:e-?mail|notification|subscription) (?:preferences|settings)"
    r"|\bmanage (?:your|my) |\bmailing (?:address|list)\b"
    r"|\breceiv(?:e|ing|ed) (?:this (?:e-?mail|mail|message|newsletter|letter|because)|it because"
    r"|these e-?mails)"
    r"|\bupdate your (?:profile|details)|\badd us to your address book|\ball rights reserved\b"
    r"|\bprivacy (?:policy|notice)\b|\bterms of (?:use|service)\b|\bsent to \S+@\S+|\bpowered by\b"
    r"|\bview (?:this|it)?.{0,20}(?:in|on) (?:your|a|the) (?:web )?browser|\bwas this forwarded"
    r"|\bforward(?:ed)? (?:this|to a friend)|©|\bcopyright \d{4}"
    r"|\babmelden\b|\babbestell|\babzumelden|newsletter-?einstellungen|im browser (?:ansehen|öffnen"
    r"|anzeigen|lesen)|\bimpressum\b|\bdatenschutz|diese[nrs]? (?:e-?mail|newsletter|mail)\b.{0,60}"
    r"(?:erhalten|bekommen|verschickt|gesendet)"
    r"|désabonn|désinscri|se désinscrire|vous recevez c|version en ligne|mentions légales"
    r"|darse de baja|cancelar (?:la |tu |su )?suscripción|ha(?:s)? recibido este|aviso legal"
    r"|disiscri|annulla.{0,10}iscrizione|ricevi questa|cancelar (?:a |sua )?inscrição"
    r"|uitschrijven|afmelden|avregistrera|avsluta prenumeration|wypisz|zrezygnować"
    r"|отписаться|отказаться от рассылки|вы получили это|відписатися|退订|取消订阅|配信停止",
    re.IGNORECASE,
)
_VIEW = re.compile(
    r"\b(?:view|read|open|see|im|dans|en|in|ver|voir|trouble)\b.{0,40}\b(?:browser|online|navigateur"
    r"|navegador|en ligne|web version|web)\b|версия|в браузере",
    re.IGNORECASE,
)
_MOST_WORDS = 90
_SHORT = 12
_BUTTON = 2
"""Words of a button in a row of such."""


@dataclass(frozen=True, slots=True)
class Edges:
    """A letter's blocks without its edges."""

    head: tuple[Block, ...]
    body: tuple[Block, ...]
    foot: tuple[Block, ...]
    url: str = ""
    """Where the letter itself stands on the web."""


def without_edges(blocks: Sequence[Block]) -> Edges:
    """Return *blocks* with what stands above and below a letter's text set apart."""
    first, last = _first(blocks), _last(blocks)
    if first >= last:  # all of it is of the kind: then none of it is beside anything
        return Edges((), tuple(blocks), ())
    head, foot = tuple(blocks[:first]), tuple(blocks[last:])
    view = [u for b in (*head, *foot) for w, u in b.links if _VIEW.search(w or b.words)]
    url = next((u for u in view if u.startswith("http") and "?" not in u), "")
    return Edges(head, tuple(blocks[first:last]), foot, url)


def is_footer(block: Block) -> bool:
    """Whether *block* speaks of the letter and its list, not of the news."""
    return (
        block.count <= _MOST_WORDS
        and not block.is_read_more
        and (bool(_FOOTER.search(block.words)) or block.is_boilerplate)
    )


def _first(blocks: Sequence[Block]) -> int:
    """The first block of the text: below pictures, rules, and how to look at the letter."""
    for i, block in enumerate(blocks):
        is_view = block.count <= 25 and (bool(_VIEW.search(block.words)) or is_footer(block))
        is_number = not any(c.isalpha() for c in block.words)
        if not (block.is_rule or block.is_picture or is_view or is_number):
            return i
    return len(blocks)


def _last(blocks: Sequence[Block]) -> int:
    """One after the last block of the text: from there on all is footer, and some certainly."""
    end = len(blocks)
    certain = len(blocks)
    while end > 0:
        block = blocks[end - 1]
        if is_footer(block) or _is_asking(block) or _opens_footer(block) or _is_buttons(block):
            certain = end - 1
        elif not _is_beside(block):
            break
        end -= 1
    return certain


def _is_buttons(block: Block) -> bool:
    """Whether *block* is a row of buttons: links of a word or two, one of them a known one."""
    said = [words for words, _ in block.links]
    return (
        len(said) > 1
        and sum(len(words.split()) for words in said) >= len(block.words.split())
        and all(len(words.split()) <= _BUTTON for words in said)
        and any(boilerplate(words) for words in said)
    )


def _opens_footer(block: Block) -> bool:
    return block.style is Style.HEADING and bool(zone(block.words))


def _is_asking(block: Block) -> bool:
    return block.style is Style.NONE and is_appeal(block.words)


def _is_beside(block: Block) -> bool:
    """Whether *block* may stand in a footer: a picture, an address, a row of links, a wish."""
    return block.is_rule or not block.words or block.count <= _SHORT or _is_links(block)


def _is_links(block: Block) -> bool:
    linked = sum(len(words.split()) for words, _ in block.links)
    return block.count <= 40 and linked * 3 >= block.count * 2

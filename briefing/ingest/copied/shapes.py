"""Lines that are no text by their shape alone: tickers, shortcodes, links, buttons, captions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.phrases import boilerplate, is_button_row, zone

_CLOCK = r"(?:[01]?\d|2[0-3])[:.hH][0-5]\d"


_DIGIT = re.compile(r"\d")
_TICKER = re.compile(rf"(?:^|\s){_CLOCK}\s+(?=[^\W\d_])")


_SHORTCODE = re.compile(
    r"\[/?[a-z][\w-]*(?:\s+[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+))*\s*/?\]$", re.IGNORECASE
)


_SLUG = re.compile(r"^\w+(?:[-_]\w+){3,}(?:\s\w+)?(?:\.\w{3,4})?$")


_LINK = re.compile(
    r"^(?:[^:：]{1,40}[:：]\s*)?(?:https?://|www\.)\S+(?:\s+\S{1,20}){0,4}$"
    r"|^[\w.-]+@[\w-]+(?:\.\w+)+$"
)


_SHORT_LINK = re.compile(r"^[^:：]{1,40}[:：]\s*(?:[\w-]+\.)+[a-z]{2,12}/\S*$")


_WORD = re.compile(r"[^\W\d_]{2,}|[\u3040-\u30ff\u4e00-\u9fff]")
_MAYBE_SIGN = re.compile(r"[^\w\s!-~“”„‘’–—…«»]")
_COLUMN = re.compile(r"\S(?:\s{2,}|\t)(?=\S)")
_BESIDE = re.compile(r"\s[|•·/›»>]\s|\s{2,}|\t+")
_SIGNS = re.compile(r"[^\w\s.,:;!?'’()-]+|\s{2,}")
_COUNTED = re.compile(r"\d[\d.,\s]*(?:k|m|к|тыс|млн|mil|mila|tsd|mio|mln)?\b\.?", re.IGNORECASE)
_CREDIT = re.compile(
    r"[(\[（](?:photos?|foto|fotos|bild|image|picture|credit|crédit|courtesy|архив|фото|تصوير"
    r"|صورة)\b[^()]{0,80}[)\]）]\.?$"
    r"|[(\[][^()\[\]]{2,40}\s?/\s?[^()\[\]]{2,40}[)\]]$|^\[(?:photo|image|foto|bild|video)\b"
    r"|[（(][^（）()]{1,12}摄[）)]$|^图为",
    re.IGNORECASE,
)


def as_shape(line: Line, *, is_first: bool) -> str:
    """Return why *line* is no text by its shape, else an empty string.

    *is_first* says that nothing of the article stands above it: there, file names and the
    descriptions of pictures are told by their shape, too.
    """
    shapes = (*_ANYWHERE, *(_AT_THE_TOP if is_first else ()))
    return next((reason for reason, has_shape in shapes if has_shape(line)), "")


def _is_caption(line: Line) -> bool:
    text = line.text
    may_be = text.endswith((")", "]", "）", ").", "].", "）.")) or text.startswith(("[", "图为"))
    return may_be and line.words <= 60 and bool(_CREDIT.search(text))


def _points_elsewhere(line: Line) -> bool:
    """An arrow at the end; a French quotation closes with the same sign, but opens with its own."""
    is_arrow = line.text.endswith(("»", "›", "→")) and not re.search("[«‹]", line.text)
    return is_arrow and line.words <= 15


def _is_reactions(line: Line) -> bool:
    """Pictographs with numbers and no word but the names of buttons: “👍 214  💬 Comments”."""
    text = line.text[:200]
    if text.isascii():
        return False
    signs = sum(unicodedata.category(c) == "So" for c in _MAYBE_SIGN.findall(text))
    if not signs or not any(c.isdigit() for c in text):
        return False
    if not _WORD.search(line.text):
        return True
    pieces = [_COUNTED.sub("", p).strip() for p in _SIGNS.split(text)]
    return signs > 1 and all(not p or boilerplate(p) or zone(p) for p in pieces)


def _is_ticker(line: Line) -> bool:
    if not 15 <= len(line.text) < 20_000 or not _DIGIT.search(line.text):
        return False
    return len(_TICKER.findall(line.text[:4000])) >= 3


def _is_link(line: Line) -> bool:
    text = line.text
    is_address = ("http" in text.lower() or "www." in text.lower() or "@" in text) and bool(
        _LINK.match(text)
    )
    return is_address or ("/" in text and bool(_SHORT_LINK.match(text)))


def _is_picture_text(line: Line) -> bool:
    """The alternative text of a picture: key words in lower case, no sentence."""
    return line.words >= 5 and line.text[:1].islower() and not line.ends_sentence


def is_row(text: str) -> bool:
    """Whether *text* stands in four columns: a row of buttons or the names of sections."""
    return ("  " in text or "\t" in text) and len(_COLUMN.findall(text)) >= 3


def is_figures(text: str) -> bool:
    """Whether *text* is a row of two or more short fields that each hold a figure: rates, the
    weather."""
    fields = [field for field in _BESIDE.split(text[:200]) if field]
    return len(fields) >= 2 and all(len(f.split()) <= 3 and _DIGIT.search(f) for f in fields)


def sections_in(text: str) -> tuple[str, ...]:
    """The short names side by side in *text*, as in the menu of a page: “News | Sea | Land”."""
    pieces = tuple(p.strip() for p in _BESIDE.split(text)) if len(text) <= 300 else ()
    return pieces if len(pieces) >= 3 and all(len(p.split()) <= 3 for p in pieces) else ()


def is_menu_item(line: Line) -> bool:
    """Whether *line* is a bullet with a word or two, as in the menus and tables of pages."""
    return bool(line.bullet) and line.words <= 3 and not re.search(r"[\d.,:;!?]", line.text)


_TRAIL = re.compile(
    r"^[^›>»/|]{1,40}(?:\s[›>»→]\s[^›>»|]{1,200}){2,}$|^[^/.!?]{1,25}(?:\s/\s[^/.!?]{1,25}){2,}$"
)
_STEP = re.compile(r"\s[›>»→/]\s")
_END_MARK = re.compile(
    r"^\W*(?:30|end|ends|ende|fin|more|mfg|suite|конец)\W*$|^(?:press release|pressemitteilung"
    r"|communiqué de presse"
    r"|comunicado de prensa|comunicato stampa|пресс-релиз)$",
    re.IGNORECASE,
)


def _is_trail(line: Line) -> bool:
    return bool(_STEP.search(line.text[:300]) and _TRAIL.match(line.text[:300]))


def _is_shortcode(line: Line) -> bool:
    return line.text.startswith("[") and bool(_SHORTCODE.match(line.text))


def is_end_mark(line: Line) -> bool:
    """Whether *line* says that the text ends or goes on: “- 30 -”, “(MORE)”."""
    return line.words <= 3 and bool(_END_MARK.match(line.text))


_ANYWHERE: tuple[tuple[str, Callable[[Line], bool]], ...] = (
    ("a picture's caption", _is_caption),
    ("a link to elsewhere", _points_elsewhere),
    ("no letters", lambda line: not any(c.isalnum() for c in line.text)),
    ("counts of reactions", _is_reactions),
    ("a template's shortcode", _is_shortcode),
    ("a ticker of timed headlines", _is_ticker),
    ("a link alone", _is_link),
    ("a trail of links", _is_trail),
    ("an end mark", is_end_mark),
    ("a row of figures", lambda line: is_figures(line.text)),
    ("a row of buttons", lambda line: is_button_row(line.text)),
)
_AT_THE_TOP: tuple[tuple[str, Callable[[Line], bool]], ...] = (
    ("a file name", lambda line: bool(_SLUG.match(line.text))),
    ("words of a picture's description", _is_picture_text),
)

"""Lines that are no text by their shape alone: tickers, shortcodes, links, buttons, captions."""

from __future__ import annotations

import re

from briefing.ingest.lines import Line
from briefing.ingest.phrases import is_button_row

_CLOCK = r"(?:[01]?\d|2[0-3])[:.hH][0-5]\d"


_TICKER = re.compile(rf"(?:^|\s){_CLOCK}\s+(?=[^\W\d_])")


_SHORTCODE = re.compile(
    r"\[/?[a-z][\w-]*(?:\s+[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+))*\s*/?\]$", re.IGNORECASE
)


_SLUG = re.compile(r"^\w+(?:[-_]\w+){3,}(?:\s\w+)?(?:\.\w{3,4})?$")


_LINK = re.compile(
    r"^(?:[^:：]{1,40}[:：]\s*)?(?:https?://|www\.)\S+(?:\s+\S{1,20}){0,4}$|^[\w.-]+@[\w-]+(?:\.\w+)+$"
)


_SHORT_LINK = re.compile(r"^[^:：]{1,40}[:：]\s*(?:[\w-]+\.)+[a-z]{2,12}/\S*$")


_CREDIT = re.compile(
    r"[(\[（](?:photos?|foto|fotos|bild|image|picture|credit|crédit|courtesy|архив|фото|تصوير|صورة)\b[^()]{0,80}[)\]）]\.?$"
    r"|[（(][^（）()]{1,12}摄[）)]$|^图为",
    re.IGNORECASE,
)


def as_shape(line: Line, *, is_first: bool) -> str:
    text = line.text
    if _CREDIT.search(text) and line.words <= 60:
        return "a picture's caption"
    if re.search(r"[»›→]$", text) and not re.search("[«‹]", text) and line.words <= 15:
        return "a link to elsewhere"
    if not any(c.isalnum() for c in text):
        return "no letters"
    if _SHORTCODE.match(text):
        return "a template's shortcode"
    if len(_TICKER.findall(text[:4000])) >= 3 and len(text) < 20_000:
        return "a ticker of timed headlines"
    if _LINK.match(text) or _SHORT_LINK.match(text):
        return "a link alone"
    if is_first and _SLUG.match(text):
        return "a file name"
    if is_button_row(text):
        return "a row of buttons"
    if is_first and _is_picture_text(line):
        return "words of a picture's description"
    return ""


def _is_picture_text(line: Line) -> bool:
    """The alternative text of a picture: key words in lower case, no sentence."""
    return line.words >= 5 and line.text[:1].islower() and not line.ends_sentence


def is_menu_item(line: Line) -> bool:
    return bool(line.bullet) and line.words <= 3 and not re.search(r"[\d.,:;!?]", line.text)

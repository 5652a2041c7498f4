"""Pictures: where they are, what they show, and which of them nobody is to see."""

from __future__ import annotations

import re

from briefing.text.from_html.tree import Element
from briefing.text.trackers import BEACONS
from briefing.text.urls import clean_url

_BEACON = re.compile(BEACONS, re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.IGNORECASE,
)
_TINY = re.compile(r"\s*0*[012](?:\.\d+)?\s*(?:px)?\s*$")
_TINY_STYLE = re.compile(r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[012](?:px)?\s*(?:;|!|$)")
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src", "data-url")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_PLACEHOLDER = re.compile(
    r"(?:^|[/._-])(?:placeholder|lazy|loading|loader|grey|gray)(?:[/._-]|$)", re.I
)
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)")
_LARGEST_WIDTH = 2000.0
"""Of the pictures in a set the largest up to this many pixels is taken."""


def is_hidden(element: Element) -> bool:
    """Whether *element* says itself that nobody is to see it."""
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def picture_address(image: Element, base: str) -> str:
    """Return the address of the picture that *image* shows, or loads later; empty where there is
    none that may be shown: no http address, a tracking pixel, something hidden."""
    if _is_pixel(image) or is_hidden(image):
        return ""
    for address in _candidates(image):
        found = clean_url(address, base)
        if found:
            return "" if _BEACON.search(found) else found
    return ""


def description(image: Element) -> str:
    """Return what *image* is said to show, on one line."""
    return " ".join((image.get("alt") or image.get("title") or "").split())


def _candidates(image: Element) -> list[str]:
    """Addresses, the best first: where a placeholder stands in ``src``, what comes later."""
    plain = (image.get("src") or "").strip()
    late = [value for name in _LAZY if (value := image.get(name))]
    late += [best for name in _SETS if (best := _largest(image.get(name) or ""))]
    around = next(image.iterancestors("picture"), None)
    if around is not None:
        late += [best for s in around.iter("source") if (best := _largest(s.get("srcset") or ""))]
    if not plain or plain.startswith("data:") or (late and _PLACEHOLDER.search(plain)):
        return [*late, plain]
    return [plain, *late]


def _largest(candidates: str) -> str:
    """The widest picture of a ``srcset`` that is not wider than anybody needs."""
    found = [(float(m[2] or 1), m[1]) for m in _CANDIDATE.finditer(candidates[:20_000])
             if (m[2] or "1").count(".") < 2 and m[2] != "."]  # fmt: skip
    usable = [one for one in found if one[0] <= _LARGEST_WIDTH] or found[:1]
    return max(usable, default=(0, ""))[1]


def _is_pixel(image: Element) -> bool:
    width, height = image.get("width"), image.get("height")
    if (width and _TINY.match(width)) or (height and _TINY.match(height)):
        return True
    style = image.get("style")
    return bool(style and _TINY_STYLE.search(style))

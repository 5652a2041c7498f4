"""The picture of an article: where it is, what it shows, whose it is."""

from __future__ import annotations

import re

from briefing.ingest.web.facts import linked_data as ld
from briefing.ingest.web.facts import meta as names
from briefing.ingest.web.facts.told import Told
from briefing.model import Image
from briefing.text.from_html.pictures import description
from briefing.text.from_html.tree import Element
from briefing.text.html import plain
from briefing.text.urls import clean_url

_NO_PICTURE = re.compile(
    r"(?:^|[/._-])(?:logo|default|placeholder|avatar|favicon|icon|sprite|blank|no-?image|fallback"
    r"|social-?share|og-?image|share-?image)(?:[/._-]|\d|$)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|image|picture|foto|bild|photo credit|image credit|credit|quelle"
    r"|crédit(?:s)?(?: photo)?|фото)\s*(?:by|von|par|por|courtesy of)?\s*[:：/©]\s*"
    r"(?P<name>[^()]{2,80})",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(©]\s*(?P<name>[^()]{2,60}(?:/[^()]{2,40})?)\)?$")


def image_of(told: Told, root: Element) -> Image | None:
    """Return the picture that the page names for its article; None where it names none but logos.

    Its description is that of the same picture in the page (*root*), where no other is given.
    """
    linked = told.linked("image") or told.linked("thumbnailUrl")
    given = [ld.address(linked), *(v for _, v in told.meta.all(names.IMAGE))]
    given += told.micro.get("image", [])
    for candidate in given:
        url = clean_url(candidate, told.base)
        if url and not _NO_PICTURE.search(url.partition("?")[0].rpartition("/")[2]):
            return _described(url, told, linked, root)
    return None


def _described(url: str, told: Told, linked: object, root: Element) -> Image:
    node = next((n for n in (linked if isinstance(linked, list) else [linked])
                 if isinstance(n, dict)), {})  # fmt: skip
    alt = told.meta.first(names.IMAGE_ALT)[1] or ld.first(node.get("caption"))
    credit = ld.first(node.get("creditText")) or ld.first(node.get("copyrightHolder"))
    shown = _shown(url, root)
    if shown is not None:
        alt = alt or description(shown)
        caption = _caption(shown)
        match = _CREDIT.search(caption) or _BRACKETED.search(caption)
        if match and not credit:
            credit = match["name"]
        alt = alt or caption
    return Image(url=url, alt=plain(alt)[:300], credit=plain(credit).strip(" .")[:120])


def _shown(url: str, root: Element) -> Element | None:
    """The picture in the page whose file has the name of that at *url*."""
    name = url.partition("?")[0].rpartition("/")[2]
    if len(name) < 5:
        return None
    for number, image in enumerate(root.iter("img")):
        if number > 300:
            break
        if any(name in (image.get(a) or "") for a in ("src", "data-src", "srcset", "data-srcset")):
            return image
    return None


def _caption(image: Element) -> str:
    figure = next(image.iterancestors("figure"), None)
    caption = next(figure.iter("figcaption"), None) if figure is not None else None
    return " ".join("".join(caption.itertext()).split()) if caption is not None else ""

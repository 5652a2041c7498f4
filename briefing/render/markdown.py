"""Markdown → a small, safe subset of HTML.

HTML in the text is text; the result is sanitised all the same, with an allow-list. Links are http,
https or mailto, or lead to this site (``/about/``); pictures are https and have a description.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from briefing.render.prose import prose_html
from briefing.render.xml import legal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = frozenset(
    "h2 h3 h4 h5 h6 p ul ol li blockquote pre code em strong s a img br hr"
    " table thead tbody tr th td".split()
)
_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title", "loading", "referrerpolicy"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
}
_REL = "noopener nofollow ugc"
_ALIGNED = re.compile(r"text-align:(left|center|right)")


def markdown_html(text: str, base: str = "/", top: int = 2) -> str:
    """Return *text* as HTML.

    Links that begin with a slash are resolved against *base*, the site's base path or its whole
    address. The outermost headings become ``h<top>``, those below them the next; none is skipped.
    Cells of a table carry the class ``left``, ``center`` or ``right`` where the text aligns them.
    """
    # A text without links is the same at any address.
    has_links = "]" in text or "<" in text
    return _html(text, base if has_links else "/", top)


@functools.lru_cache(maxsize=8192)
def _html(text: str, base: str, top: int) -> str:
    plain = plain_html(text, base, top)
    return reference_html(text, base, top) if plain is None else plain


def plain_html(text: str, base: str, top: int) -> str | None:
    """Return what :func:`reference_html` returns, many times faster; None where *text* is more
    than plain prose."""
    return prose_html(text, top, functools.partial(_plain_link, base))


def _plain_link(base: str, address: str) -> tuple[str, str]:
    """An address of plain prose as it may stand in a page, and its ``rel``."""
    href = _resolved(address, base)
    return href, "" if href.startswith(base) else _REL


def reference_html(text: str, base: str, top: int) -> str:
    """Return what :func:`markdown_html` returns, by the CommonMark parser: all that is CommonMark,
    tables and ~~strikethrough~~."""
    import nh3

    parser = _parser()
    tokens = parser.parse(legal(text))
    _nest_headings(tokens, top)
    for token in tokens:
        _align(token)
        token.children = [*_safe(token.children or (), base)] if token.children else token.children
    html = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    return parser.enable(["table", "strikethrough"])


def _nest_headings(tokens: Sequence[Token], top: int) -> None:
    """Give each heading the level of its depth in the outline."""
    above: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            while above and above[-1] >= token.tag:
                above.pop()
            above.append(token.tag)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(top + len(above) - 1, 6)}"


def _align(token: Token) -> None:
    """A class for a style: the pages' policy allows no inline style."""
    if found := _ALIGNED.fullmatch(str(token.attrs.pop("style", ""))):
        token.attrs["class"] = found[1]


def _safe(children: Iterable[Token], base: str) -> Iterable[Token]:
    refused: list[bool] = []
    for token in children:
        if token.type == "link_open":
            href = _resolved(str(token.attrs.get("href", "")), base)
            refused.append(not href)
            token.attrs["href"] = href
            if not href.startswith(base):
                token.attrs["rel"] = _REL
        is_refused = (token.type == "link_open" and refused[-1]) or (
            token.type == "link_close" and refused.pop()
        )
        if not is_refused:
            yield _picture(token) if token.type == "image" else token


def _resolved(href: str, base: str) -> str:
    """*href* as it may stand in a page; empty where it may not."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        # A name before the host makes one site look like another.
        return href if parts.hostname and "@" not in parts.netloc else ""
    if parts.scheme == "mailto":
        return href
    is_local = not parts.scheme and not parts.netloc and href.startswith("/")
    return base + href.lstrip("/") if is_local else ""


def _picture(token: Token) -> Token:
    """The picture, or its description where it may not be shown."""
    from markdown_it.token import Token

    address, alt = str(token.attrs.get("src", "")), token.content.strip()
    if alt and address.startswith("https://") and _resolved(address, "/"):
        extra: dict[str, Any] = {"loading": "lazy", "referrerpolicy": "no-referrer"}
        token.attrs.update(extra)
        return token
    return Token("text", "", 0, content=alt)

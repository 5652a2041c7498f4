"""Markdown of the kind that news are made of → HTML, without a Markdown parser.

Most texts are paragraphs, headings, simple lists and quotations, with a link or a stressed word
here and there. What is recognised here is certain; it comes out byte for byte as the reference
gives it (:func:`briefing.render.markdown.reference_html`). Anything else is left to the reference::

    text        blocks with blank lines between them; no control characters, tabs, U+00A0
    block       heading? paragraph?  |  list  |  quotation      no two lists in a row
    heading     "#" one to six times, a space, inline
    list        lines "- " inline
    quotation   lines "> " …, which are a paragraph
    paragraph   lines that begin with no space and nothing that could begin another block
    inline      plain characters, \\-escaped punctuation, *stress*, **stress**, _stress_,
                [words](https://address) – none within another, stress between spaces or punctuation

CommonMark 0.31.2: sections 4.2, 4.8, 5.1, 5.2, 6.2 and 6.3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Resolve = Callable[[str], tuple[str, str]]
"""An address as it stands in the text → as it may stand in a page (empty: it may not), and its
``rel``."""

# What can begin no block but a paragraph: letters of any script, digits that number no list, and
# punctuation without a meaning there.
_BEGIN = r"""(?:[^\W\d_]|["'(“”„«»‘’–—…¡¿$€£%@/?.,;]|\d(?!\d{0,8}[.)](?:[ ]|$)))"""
_PARAGRAPH = re.compile(rf"{_BEGIN}[^\n]*(?:\n{_BEGIN}[^\n]*)*", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})[ ]([^ #\n](?:[^#\n]*[^ #\n])?)(?:\n|$)")
_LIST = re.compile(rf"(?:-[ ]{_BEGIN}[^\n]*(?:\n|$))+", re.MULTILINE)
_QUOTATION = re.compile(rf"(?:>[ ]{_BEGIN}[^\n]*(?:\n|$))+", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")

_SPECIAL = "\\`*_[]<>&~"
_PLAIN = r"[^\\`*_\[\]<>&~]"
# Stress: its inside begins and ends with a letter or digit, and outside stand space or punctuation;
# then each mark can only open or only close (CommonMark 6.2, rules 1 to 8).
_OPEN, _CLOSE = r"(?<![^\s(“„«\"'–—])", r"(?![^\s.,;:!?)”“»\"'–—…])"
_WORDS = rf"[^\W_](?:{_PLAIN}*[^\W_])?"
_INLINE = re.compile(
    rf"(?P<plain>{_PLAIN}+)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    rf"|{_OPEN}\*\*(?P<strong>{_WORDS})\*\*{_CLOSE}"
    rf"|{_OPEN}(?P<mark>[*_])(?P<em>{_WORDS})(?P=mark){_CLOSE}"
    rf"|(?<!!)\[(?P<words>{_PLAIN}+)\]"
    r"\((?P<address>https?://[a-z0-9.-]+(?:/(?:[A-Za-z0-9./?=+,:;@-]|%[0-9A-F]{2})*)?)\)"
)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def prose_html(text: str, top: int, resolve: Resolve) -> str | None:
    """Return the HTML of *text* where it is of the plain kind, else None. The outermost headings
    become ``h<top>``."""
    plain = text.strip("\n")
    if not plain:
        return ""
    if not plain.replace("\n", "").isprintable() or _has_edges(plain):
        return None
    made: list[str] = []
    above: list[int] = []
    was_list = False
    for block in _BLANK.split(plain) if "\n\n\n" in plain else plain.split("\n\n"):
        is_list = block.startswith("- ")
        html = None if is_list and was_list else _block(block, top, above, resolve)
        if html is None:
            return None
        made.append(html)
        was_list = is_list
    return "".join(made)


def _has_edges(text: str) -> bool:
    """Whether a line begins or ends with a space: that may mean something."""
    return text[:1] == " " or text[-1:] == " " or "\n " in text or " \n" in text


def _block(block: str, top: int, above: list[int], resolve: Resolve) -> str | None:
    """One block; *above* are the levels of the headings that it stands under."""
    first = block[0]
    if first == "-":
        return _list(block, resolve) if _LIST.fullmatch(block) else None
    if first == ">":
        return _quotation(block, resolve) if _QUOTATION.fullmatch(block) else None
    if first == "#":
        return _under_heading(block, top, above, resolve)
    return _paragraph(block, resolve)


def _paragraph(block: str, resolve: Resolve) -> str | None:
    if not _PARAGRAPH.fullmatch(block):
        return None
    html = inline_html(block, resolve)
    return None if html is None else f"<p>{html}</p>\n"


def _under_heading(block: str, top: int, above: list[int], resolve: Resolve) -> str | None:
    found = _HEADING.match(block)
    if found is None or (html := inline_html(found[2], resolve)) is None:
        return None
    level = len(found[1])
    while above and above[-1] >= level:
        above.pop()
    above.append(level)
    tag = f"h{min(top + len(above) - 1, 6)}"
    rest = block[found.end() :]
    more = _paragraph(rest, resolve) if rest else ""
    return None if more is None else f"<{tag}>{html}</{tag}>\n{more}"


def _list(block: str, resolve: Resolve) -> str | None:
    items = _each([line[2:] for line in block.split("\n")], resolve)
    if items is None:
        return None
    return "<ul>\n" + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>\n"


def _quotation(block: str, resolve: Resolve) -> str | None:
    html = _paragraph("\n".join(line[2:] for line in block.split("\n")), resolve)
    return None if html is None else f"<blockquote>\n{html}</blockquote>\n"


def _each(texts: Sequence[str], resolve: Resolve) -> list[str] | None:
    made = [inline_html(text, resolve) for text in texts]
    return None if None in made else [html for html in made if html is not None]


def inline_html(text: str, resolve: Resolve) -> str | None:
    """Return the HTML of the inline Markdown *text*, or None."""
    if not any(letter in text for letter in _SPECIAL):  # each is one quick search
        return text
    made: list[str] = []
    position = 0
    while position < len(text):
        found = _INLINE.match(text, position)
        html = _piece(found, resolve) if found else None
        if found is None or html is None:
            return None
        made.append(html)
        position = found.end()
    return "".join(made)


def _piece(found: re.Match[str], resolve: Resolve) -> str | None:
    match found.lastgroup:
        case "plain":
            return found["plain"]
        case "escaped":
            return _ESCAPES.get(found["escaped"], found["escaped"])
        case "strong":
            return f"<strong>{found['strong']}</strong>"
        case "em":
            return f"<em>{found['em']}</em>"
    href, rel = resolve(found["address"])
    if not href:
        return None
    told = f' rel="{rel}"' if rel else ""
    return f'<a href="{href}"{told}>{found["words"]}</a>'

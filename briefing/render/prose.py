"""Markdown of the kind that news are made of → HTML, without a Markdown parser.

Most texts are paragraphs, headings, simple lists and quotations, with a link or a stressed word
here and there. What is recognised here is certain; it comes out byte for byte as the reference
gives it (:func:`briefing.render.markdown.reference_html`). Anything else is left to that::

    text        blocks with blank lines between them (none is needed below a heading); no tabs, no
                line begins with white space, none ends with more than one space
    block       heading | paragraph | quotation | list | rule      no list directly below a list
    heading     "#" one to six times, spaces, inline that does not end with "#"
    paragraph   lines that can begin nothing but a paragraph
    quotation   "> " or ">" before each line of paragraphs, ">" between them
    list        items of one line each, after "- ", "* " or "+ ", or numbers with "." or ")"
    rule        "---", "***" or "___", or more of them; "* * *"
    inline      plain characters, \\-escaped punctuation, `code`, *stress*, **stress**, _stress_,
                __stress__, [words](address), <address>; and as plain characters "&", "<" and ">"
                where they begin no entity and no tag, "[…]" that is no link, "_" between letters
    stress      begins after a space or punctuation and ends before such; holds plain characters
                and links
    address     http or https, a host that ends with letters, a path that stays as it is when
                normalised; or a path of this site

There is no link by reference, as no line that may define one is a paragraph's. CommonMark 0.31.2,
sections 4.1, 4.2, 4.8, 5.1 to 5.3 and 6.1 to 6.5.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from briefing.render.xml import escaped, legal

Resolve = Callable[[str], tuple[str, str]]
"""An address as it stands in the text → as it may stand in a page (empty: it may not), and its
``rel``."""
Inline = Callable[[str], str]
"""Inline Markdown → HTML."""

# What begins no block but a paragraph. Every other block begins with one of the characters in the
# first line, where these are not followed as in the lines below it: a list by a space, code and
# rules by more of the same, an underline and a table by nothing but marks, a definition by ":".
_BEGIN = (
    r"(?:[^\s#>+*=|:\[`~_0-9-]"
    r"|[0-9]++(?![.)](?:[ \n]|\Z))"
    r"|[-+:][^\W_]"
    r"|#[^\s#]"
    r"|\*{1,2}[^\s*]"
    r"|_{1,2}[^\s_]"
    r"|`[^`\n]"
    r"|\[[^\[\]\\\n]*+\](?!:))"
)
_LINE = rf"{_BEGIN}[^\n]*+"
_LINES = rf"{_LINE}(?:\n{_LINE})*+"
_QUOTED = rf"> ?{_LINE}(?:\n> ?{_LINE})*+"
_QUOTE = re.compile(r"^> ?", re.MULTILINE)
_BLOCK = re.compile(
    rf"(?P<paragraph>{_LINES})(?:\n\n++|\Z)"
    r"|(?P<hashes>#{1,6}) ++(?P<title>\S[^\n]*+)(?<!#)(?:\n++|\Z)"
    rf"|(?P<quotation>{_QUOTED}(?:\n>\n{_QUOTED})*+)(?:\n\n++|\Z)"
    # More than four spaces would make code of what follows them.
    rf"|(?P<bullets>(?P<bullet>[-*+]) {{1,4}}{_LINE}"
    rf"(?:\n(?P=bullet) {{1,4}}{_LINE})*+)(?:\n\n++|\Z)"
    rf"|(?P<numbers>(?P<first>[0-9]{{1,9}})(?P<dot>[.)]) {{1,4}}{_LINE}"
    rf"(?:\n[0-9]{{1,9}}(?P=dot) {{1,4}}{_LINE})*+)(?:\n\n++|\Z)"
    r"|(?P<rule>-{3,}|\*{3,}|_{3,}|\* \* \*)(?:\n\n++|\Z)"
)

# An address that neither parser changes and the sanitiser accepts: its host is neither a number
# nor one with an encoded name, no entity can stand in it, brackets are in pairs. Hosts are short,
# as one of more than 255 characters would be dropped.
_LETTERS = r"[A-Za-z0-9/?:@=+$,_.!~*#&-]"
_REST = rf"(?:{_LETTERS}++|%[0-9A-Fa-f]{{2}}|\({_LETTERS}*+\))*+"
_HOST = r"(?:(?!xn--|-)[a-z0-9-]{1,40}(?<!-)\.){1,5}[a-z]{2,24}"
_OUTSIDE = rf"https?://{_HOST}(?::[0-9]{{1,4}})?+(?:[/?#]{_REST})?+"
_ADDRESS = rf"(?:{_OUTSIDE}|/(?!/){_REST})"
_PAGE_ADDRESS = re.compile(_ADDRESS)

# Stress. Outside of it stand a space or punctuation, at its inner edges no space: then the first
# mark can open and the last can close, whatever the letters (section 6.2). There are no other marks
# in it, and none before it are open, so that the two belong together.
_PLAIN = r"[^\\`*_\[\]<]"
_BEFORE = r" \n\xa0\u202f(\[“„«‘\"'–—-"
_AFTER = r" \n\xa0\u202f.,;:!?)\]”“»’\"'–—…-"
_CLOSED = rf"(?![^{_AFTER}])"
_STRESSED = rf"(?=\S)(?:{_PLAIN}++|\[{_PLAIN}++\]\({_ADDRESS}\))++(?<!\s)"
_WORDS = rf"(?:{_PLAIN}++|\*\*(?=\S){_PLAIN}++(?<!\s)\*\*|\*(?=\S){_PLAIN}++(?<!\s)\*)"

# All that is not plain; what no group of it names is in _SIGNS or uncertain. Each alternative
# begins with a certain character, by which `re` skips what is plain.
_MARK = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|\\"
    r"|`(?P<code>(?! )[^`\n]++(?<! ))`(?!`)|`"
    rf"|\*\*(?<![^{_BEFORE}]\*\*)(?P<strong>{_STRESSED})\*\*{_CLOSED}"
    rf"|\*(?<![^{_BEFORE}]\*)(?P<em>{_STRESSED})\*{_CLOSED}|\*"
    rf"|__(?<![^{_BEFORE}]__)(?P<strong_>{_STRESSED})__{_CLOSED}"
    rf"|_(?<![^{_BEFORE}]_)(?P<em_>{_STRESSED})_{_CLOSED}"
    r"|_(?:(?<![^\W_]_)|(?![^\W_]))"
    rf"|\[(?P<words>{_WORDS})\]\((?P<address>{_ADDRESS})\)"
    r"|\[(?![^\[\]\\`<]*+\](?!\())|!\["
    rf"|<(?P<shown>{_OUTSIDE})>|<[^<> \n]*+>|<|>"
    r"|&[#A-Za-z0-9]++;|&"
    r"|~~"
)
_MARKS = "\\`*_[<>&~"
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class _UncertainError(Exception):
    """Only the reference knows what this is."""


def prose_html(text: str, top: int, resolve: Resolve) -> str | None:
    """Return the HTML of *text* where it is of the plain kind, else None. The outermost headings
    become ``h<top>``."""
    text = legal(text).rstrip(" \n")
    # U+0085 is white space to Python alone. Two spaces before a line's end break the line.
    if "\t" in text or "\r" in text or "\x85" in text or "  \n" in text:
        return None
    text = text.replace(" \n", "\n").lstrip("\n")  # one space there is nothing
    try:
        html = "".join(_blocks(text, top, _inline_of(text, resolve)))
    except _UncertainError:
        return None
    return html.replace("\xa0", "&nbsp;")  # as the sanitiser writes it


def _blocks(text: str, top: int, inline: Inline) -> Iterator[str]:
    above: list[int] = []
    position, was_list = 0, False
    while position < len(text):
        found = _BLOCK.match(text, position)
        if found is None:
            raise _UncertainError
        position = found.end()
        kind = found.lastgroup
        if kind == "paragraph":
            yield _paragraph(found["paragraph"], inline)
        elif kind == "title":
            yield _heading(found, _level(len(found["hashes"]), top, above), inline)
        elif kind == "rule":
            yield "<hr>\n"
        elif kind == "quotation":
            yield _quotation(found["quotation"], inline)
        elif was_list:  # one list with wide spaces, or another list
            raise _UncertainError
        else:
            yield _list(found, inline)
        was_list = kind in ("bullets", "numbers")


def _paragraph(text: str, inline: Inline) -> str:
    return f"<p>{inline(text.rstrip())}</p>\n"


def _level(marks: int, top: int, above: list[int]) -> int:
    """The level of a heading that stands under those of *above*, which it joins."""
    while above and above[-1] >= marks:
        above.pop()
    above.append(marks)
    level = min(top + len(above) - 1, 6)
    if level < 2:  # such a heading is not allowed
        raise _UncertainError
    return level


def _heading(found: re.Match[str], level: int, inline: Inline) -> str:
    return f"<h{level}>{inline(found['title'].rstrip())}</h{level}>\n"


def _quotation(block: str, inline: Inline) -> str:
    paragraphs = _QUOTE.sub("", block).split("\n\n")
    inner = "".join(_paragraph(paragraph, inline) for paragraph in paragraphs)
    return f"<blockquote>\n{inner}</blockquote>\n"


def _list(found: re.Match[str], inline: Inline) -> str:
    tag, attribute = "ul", ""
    if found["first"]:
        first = int(found["first"])
        tag, attribute = "ol", f' start="{first}"' if first != 1 else ""
    lines = found[0].rstrip("\n").split("\n")
    items = (line[line.index(" ") :].strip() for line in lines)
    inner = "".join(f"<li>{inline(item)}</li>\n" for item in items)
    return f"<{tag}{attribute}>\n{inner}</{tag}>\n"


def _inline_of(text: str, resolve: Resolve) -> Inline:
    """What makes HTML of the parts of *text*: in most there is nothing to do."""
    marks = [mark for mark in _MARKS if mark in text]  # quick searches spare the slow one
    if not marks:
        return str

    def inline(part: str) -> str:
        for mark in marks:
            if mark in part:
                return _MARK.sub(piece, part)
        return part

    def piece(found: re.Match[str]) -> str:
        return _piece(found, inline, resolve)

    return inline


def _piece(found: re.Match[str], inline: Inline, resolve: Resolve) -> str:
    kind = found.lastgroup
    if kind is None:
        return _sign(found[0])
    inner = found[kind]
    match kind:
        case "escaped":
            return _SIGNS.get(inner, inner)
        case "code":
            return f"<code>{escaped(inner)}</code>"
        case "address":
            return _link(inner, inline(found["words"]), resolve)
        case "shown" if "%" not in inner:  # that would be shown decoded
            return _link(inner, escaped(inner), resolve)
        case "em" | "strong" | "em_" | "strong_":
            tag = kind.rstrip("_")
            return f"<{tag}>{inline(inner)}</{tag}>"
    raise _UncertainError


def _sign(sign: str) -> str:
    if sign not in _SIGNS:
        raise _UncertainError
    return _SIGNS[sign]


def _link(address: str, words: str, resolve: Resolve) -> str:
    href, rel = resolve(address)
    if not _PAGE_ADDRESS.fullmatch(href):  # refused, or at a base that is not plain
        raise _UncertainError
    attribute = f' rel="{rel}"' if rel else ""
    return f'<a href="{escaped(href)}"{attribute}>{words}</a>'

"""Template code in the Markdown of site generators: taken out of the text, and reported."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = r"(?P<ticks>`+)(?!`)[^\n]{1,2000}?(?<!`)(?P=ticks)(?!`)"
_SHORTCODE = (
    r"\{\{[<%].{1,2000}?[>%]\}\}"  # Hugo
    r"|\{%-?\s*comment\s*-?%\}.{0,20000}?\{%-?\s*endcomment\s*-?%\}"  # Liquid: says nothing
    r"|\{%.{1,2000}?%\}"  # Liquid, Jinja, Zola, Eleventy
    r"|\{\{.{1,2000}?\}\}"
    r"|<!--.{0,20000}?-->"
    r"|(?<=\S)\{[:#.][^{}\n]{1,200}\}"  # kramdown, Pandoc: attributes
    r"|^\{:[^{}\n]{1,200}\}[ \t]*$"
    r"|^:{3,}[^\n]{0,200}$"  # fenced divisions
    r"|^\[(?:toc|\[_toc_\])\][ \t]*$"
)
_EITHER = re.compile(rf"{_CODE}|(?P<shortcode>{_SHORTCODE})", re.DOTALL | re.MULTILINE | re.I)
_CLOSED = re.compile(r"(?ms)^([ \t]*)(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\2[`~]*[ \t]*$|\A(?!)")
_MARKS = ("{{", "{%", "<!--", "{:", "{#", "{.", ":::", "[toc]", "[TOC]", "[[_TOC_]]")


@dataclass(frozen=True, slots=True)
class Shortcode:
    """Template code that stood in a text."""

    line: int
    """From 1, within the text."""

    text: str


def without_shortcodes(text: str) -> tuple[str, list[Shortcode]]:
    """Return *text* without shortcodes, template tags, comments and attributes, and what these
    were. What stands between an opening and a closing one stays, and so does all code."""
    if not any(mark in text for mark in _MARKS):
        return text, []
    found: list[Shortcode] = []
    parts: list[str] = []
    done = 0
    for fenced in _CLOSED.finditer(text):
        parts.append(_cleaned(text, done, fenced.start(), found))
        parts.append(fenced[0])
        done = fenced.end()
    parts.append(_cleaned(text, done, len(text), found))
    return "".join(parts), found


def _cleaned(text: str, start: int, end: int, found: list[Shortcode]) -> str:
    def taken(match: re.Match[str]) -> str:
        if match["shortcode"] is None:
            return match[0]
        line = text.count("\n", 0, start + match.start()) + 1
        found.append(Shortcode(line, match[0].strip()))
        return ""

    return _EITHER.sub(taken, text[start:end])

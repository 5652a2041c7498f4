"""Markdown with any generator's front matter → its values and the text below it.

Known are YAML between ``---`` (Jekyll, Hugo, Eleventy …), TOML between ``+++`` (Hugo, Zola), JSON
as one object or between ``;;;`` (Hugo, Hexo), fences that name their language (gray-matter),
``key: value`` lines above a blank line or ``---`` (Pelican, MultiMarkdown, Hexo) and comments with
``.. key: value`` lines (Nikola).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.ingest.fields import NAMES, plain_name

_FENCES = {
    "---": re.compile(r"(?:---|\.\.\.)[ \t]*(?:\n|\Z)"),
    "+++": re.compile(r"\+\+\+[ \t]*(?:\n|\Z)"),
    ";;;": re.compile(r";;;[ \t]*(?:\n|\Z)"),
}
_OPENING = re.compile(r"(?P<fence>---|\+\+\+|;;;)[ \t]*(?P<language>yaml|yml|toml|json)?[ \t]*\n")
_LINE = re.compile(r"(?P<key>[^\W\d][\w -]{0,40}):(?:[ \t]+(?P<value>.*)|[ \t]*)")
_NIKOLA = re.compile(r"<!--\s*\n(?P<lines>(?:\s*\.\. .*\n|\s*\n)+?)\s*-->\n?")
_NIKOLA_LINE = re.compile(r"\s*\.\. (?P<key>[\w-]+):[ \t]*(?P<value>.*)")
_LONGEST = 200_000
"""Characters; no front matter is longer."""

_KNOWN = frozenset(name for names in NAMES.values() for name in names)
_OF_GENERATORS = frozenset("layout slug template weight type aliases eleventynavigation".split())
"""Fields that say nothing of an article, but that this is front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fronted:
    """A text split into its front matter and what follows."""

    values: dict[object, object]
    body: str
    line: int
    """Number of the body's first line, from 1."""

    form: str
    """``YAML``, ``TOML`` … for the evidence."""

    fault: str = ""
    """Why the front matter could not be read, although there is some."""


def front_matter(text: str, has_plain_lines: bool = False) -> Fronted | None:
    """Return *text* (with ``\\n`` line ends) split at its front matter; None where it has none.

    *has_plain_lines* says whether ``key: value`` lines without fences are front matter, too: in a
    Markdown file they are.
    """
    opened = _OPENING.match(text)
    if opened:
        return _fenced(text, opened)
    if re.match(r"\{[ \t]*\n", text) and (found := _object(text)):
        return found
    if nikola := _NIKOLA.match(text):
        return _split(text, nikola.end(), _nikola_values(nikola["lines"]), "Nikola's comment")
    return _plain_lines(text) if has_plain_lines else None


def _split(text: str, end: int, values: dict[object, object], form: str) -> Fronted:
    line = text.count("\n", 0, end) + 1
    return Fronted(values=values, body=text[end:], line=line, form=form)


def _fenced(text: str, opened: re.Match[str]) -> Fronted | None:
    closing = _closing(text, opened)
    if closing is None or closing.start() > _LONGEST:
        return None
    told = text[opened.end() : closing.start()]
    form = {"+++": "TOML", ";;;": "JSON"}.get(opened["fence"], "YAML")
    form = {"toml": "TOML", "json": "JSON"}.get(opened["language"] or "", form)
    try:
        values = _parsed(told, form)
    except (ValueError, RecursionError) as error:
        values, fault = _by_lines(told), " ".join(str(error).split())[:200]
    else:
        fault = ""
    if not _is_front_matter(values) and not fault:
        return None  # a rule, a text and another rule
    if fault and not _is_front_matter(values) and not re.match(r"\s*[\w\"'{[-]", told):
        return None
    split = _split(text, closing.end(), values, form)
    return Fronted(values=values, body=split.body, line=split.line, form=form, fault=fault)


def _closing(text: str, opened: re.Match[str]) -> re.Match[str] | None:
    pattern, place = _FENCES[opened["fence"]], opened.end() - 1
    while 0 <= place < _LONGEST + opened.end():
        if found := pattern.match(text, place + 1):
            return found
        place = text.find("\n", place + 1)
    return None


def _parsed(text: str, form: str) -> dict[object, object]:
    """The values of *text*.

    Raises:
        ValueError: it is not well formed.
        RecursionError: it is nested too deeply.
    """
    if form == "TOML":
        return dict(tomllib.loads(text).items())
    if form == "JSON":
        inner = text.strip()
        values = json.loads(inner if inner.startswith("{") else f"{{{inner.rstrip(',')}}}")
        return values if isinstance(values, dict) else {}
    from briefing.ingest.plain_yaml import yaml_values  # few documents need it

    return yaml_values(text)


def _is_front_matter(values: Iterable[object]) -> bool:
    return any(plain_name(key) in _KNOWN | _OF_GENERATORS for key in values)


def _object(text: str) -> Fronted | None:
    """Hugo's JSON: one object, then the text."""
    try:
        values, end = json.JSONDecoder().raw_decode(text[:_LONGEST])
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or not _is_front_matter(values):
        return None
    rest = re.compile(r"[ \t]*\n*").match(text, end)
    return _split(text, rest.end() if rest else end, values, "JSON")


def _nikola_values(lines: str) -> dict[object, object]:
    found = (_NIKOLA_LINE.match(line) for line in lines.split("\n"))
    return {m["key"]: m["value"].strip() for m in found if m}


def _plain_lines(text: str) -> Fronted | None:
    """Pelican's and MultiMarkdown's metadata: a title among two or more lines."""
    values: dict[object, object] = {}
    last, end = "", 0
    for line in text[:_LONGEST].split("\n"):
        match = _LINE.fullmatch(line)
        if match:
            last = match["key"]
            values[last] = (match["value"] or "").strip()
        elif last and line[:1] in (" ", "\t") and line.strip():
            values[last] = f"{values[last]} {line.strip()}".strip()
        else:
            end += len(line) + 1 if re.fullmatch(r"(?:-{3}|;{3}|\.{3})?[ \t]*", line) else 0
            break
        end += len(line) + 1
    names = {plain_name(key) for key in values}
    if len(names & _KNOWN) < 2 or not names & {"title", "headline"}:
        return None
    return _split(text, min(end, len(text)), values, "lines of “key: value”")


def _by_lines(text: str) -> dict[object, object]:
    """What can be told of front matter that is not well formed: its one-line texts."""
    found = (re.fullmatch(r"(?P<key>[\w-]+)\s*[:=]\s*(?P<value>.+)", line.rstrip())
             for line in text.split("\n"))  # fmt: skip
    return {m["key"]: m["value"].strip().strip("\"'") for m in found if m}

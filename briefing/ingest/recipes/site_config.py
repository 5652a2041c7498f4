"""Files of ftr-site-config, the collection of rules for pages that full-text readers share.

One ``key: value`` a line; the name of the file is the domain: ``example.org.txt``. Rules about
fetching are read past.
"""

from __future__ import annotations

import re
from dataclasses import fields

from briefing.ingest.copied.layout import Layout
from briefing.ingest.recipes.recipe import IGNORED, Match, PageRules, Recipe, check_xpath
from briefing.toml import fault, nearest

_RULE = re.compile(r"(?P<key>[a-z_]+)(?:\([^)]*\))?\s*:\s*(?P<value>.*)")
_KEYS = tuple(f.name for f in fields(PageRules) if f.name != "article")


def parse_site_config(text: str, place: str) -> Recipe:
    """Return the rules in *text* as a recipe for the domain that *place* is named after.

    Raises:
        ConfigError: a line is no rule, or its XPath is wrong; with *place* and line.
    """
    rules: dict[str, list[str]] = {key: [] for key in _KEYS}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, value = _rule(line, text, place, number)
        if value and key in rules:
            rules[key].append(_checked(key, value, text, place, number))
    name = place.rpartition("/")[2].removesuffix(".txt")
    return Recipe(
        name=name,
        place=place,
        match=Match(domain=(name.removeprefix(".").casefold(),)),
        layout=Layout(name=name),
        page=PageRules(**{key: tuple(values) for key, values in rules.items()}),
    )


def _rule(line: str, text: str, place: str, number: int) -> tuple[str, str]:
    match = _RULE.match(line.strip())
    if not match:
        raise fault(text, place, number, "is no rule; write “key: value”")
    if match["key"] not in _KEYS and match["key"] not in IGNORED:
        hint = nearest(match["key"], _KEYS)
        raise fault(text, place, number, f"unknown rule “{match['key']}”; {hint}")
    return match["key"], match["value"].strip()


def _checked(key: str, value: str, text: str, place: str, number: int) -> str:
    if key == "strip_id_or_class":
        return value.strip("\"'")
    try:
        check_xpath(value)
    except ValueError as error:
        raise fault(text, place, number, f"{key}: {error}") from error
    return value

"""What every theme that comes with the program keeps: words, colours, safety, documentation."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from jinja2 import Environment
from msgspec.structs import fields

from briefing.render import pages

ROOT = Path(__file__).parents[2]
THEMES = ROOT / "themes"
NAMES = sorted(path.parent.name for path in THEMES.glob("*/theme.toml"))
TEMPLATES = sorted(THEMES.glob("*/templates/*.html"))
STYLES = sorted(THEMES.glob("*/assets/*.css"))
DOCS = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
WORDS = THEMES / "default" / "i18n"
ENGLISH = tomllib.loads((WORDS / "en.toml").read_text(encoding="utf-8"))
DYNAMIC = {"date_estimated_note", "date_ingested_note", "table"}
"""Words whose key a template or the renderer puts together."""

VIEWS = (
    pages.Site,
    pages.DigestView,
    pages.SectionView,
    pages.StoryView,
    pages.EntryView,
    pages.DayLink,
    pages.MonthLink,
    pages.TermLink,
    pages.SourceCount,
    pages.FeedLink,
    *pages.HtmlPage.__subclasses__(),
)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def used_words() -> set[str]:
    calls = re.findall(r"\bt\(([^()]*)", "\n".join(map(text, TEMPLATES)))
    quoted = {key for call in calls for key in re.findall(r"[\"']([a-z_]+)[\"']", call)}
    return quoted - {"ingested", "date_", "_note"}


def placeholders(pattern: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", pattern))


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def palettes(path: Path) -> list[dict[str, str]]:
    """The light and the dark values in *path*."""
    blocks = re.findall(r":root \{(.*?)\}", text(path).split("@media print")[0], re.DOTALL)
    return [dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block)) for block in blocks]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_a_template_is_valid_and_holds_no_inline_code(path: Path) -> None:
    Environment(autoescape=True).parse(text(path))

    assert not re.search(r"<script|<style|\bstyle=|\bon[a-z]+=|\|\s*safe\b|javascript:", text(path))


def test_every_word_that_templates_use_exists_in_english_and_no_other_does() -> None:
    assert used_words() | DYNAMIC == {key.removesuffix("_one") for key in ENGLISH}


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.toml")), ids=lambda path: path.stem)
def test_a_translation_has_every_word_with_the_same_placeholders(path: Path) -> None:
    translated = tomllib.loads(text(path))

    assert translated.keys() == ENGLISH.keys()
    for key, pattern in translated.items():
        allowed = placeholders(ENGLISH[key.removesuffix("_one")])
        assert placeholders(pattern) <= allowed
        assert key.endswith("_one") or placeholders(pattern) == allowed


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_all_text_colours_can_be_read_on_all_grounds(path: Path) -> None:
    found = palettes(path)

    assert len(found) == 2
    for colours in found:
        for front in ("ink", "soft", "accent"):
            for ground in ("paper", "tint"):
                assert contrast(colours[front], colours[ground]) >= 4.5, (front, ground)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_is_small_and_mirrors_itself_for_right_to_left(path: Path) -> None:
    physical = r"(?m)(?:^|[;{\s])((?:margin|padding|border)-(?:left|right)|(?:left|right)|float):"

    assert len(path.read_bytes()) < 20_000
    assert re.findall(physical, text(path)) == []
    assert "url(" not in text(path)
    assert "@import" not in text(path)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_value_that_templates_see_is_documented(view: type) -> None:
    told = set(re.findall(r"`([a-z_]+)`", DOCS))

    assert {one.name for one in fields(view)} <= told


def test_every_page_has_a_template_which_is_documented() -> None:
    kinds = [kind for kind in pages.HtmlPage.__subclasses__() if kind.template]

    for kind in kinds:
        assert (THEMES / "default" / "templates" / kind.template).is_file()
        assert f"`{kind.template}`" in DOCS


def test_every_block_and_partial_of_the_default_theme_is_documented() -> None:
    folder = THEMES / "default" / "templates"
    blocks = re.findall(r"\{% block (\w+)", text(folder / "base.html"))

    assert [name for name in blocks if f"| `{name}` |" not in DOCS] == []
    assert [p.name for p in folder.glob("_*.html") if f"`{p.name}`" not in DOCS] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_of_a_theme_is_documented_with_its_default(name: str) -> None:
    about = tomllib.loads(text(THEMES / name / "theme.toml"))

    for key, value in about.get("settings", {}).items():
        shown = str(value).lower() if isinstance(value, bool) else value
        assert f"| `{name}` | `{key}` | `{shown}` |" in DOCS

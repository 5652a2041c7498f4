"""Text becomes Markdown that renders to the same letters, whatever the letters are."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.ingest.copied.lines import read_lines
from briefing.ingest.copied.markdown import is_heading, markdown
from briefing.text.decode import clean_text
from briefing.text.markdown import escape

SIGNS = "\\`*_{}[]()#+-.!|<>~&;:=\"'/ \t0129azAZäж中🦉"
ONE_LINE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=SIGNS, max_size=40),
    st.from_regex(r"[-+*>#=~|\d.) ]{1,9}a?"),
)
RENDERER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def rendered(markdown_text: str) -> str:
    """The letters that a reader of *markdown_text* sees; any element would leave its trace."""
    page = RENDERER.render(markdown_text)
    inside = re.fullmatch(r"<p>(.*)</p>\n", page, re.DOTALL)
    return html.unescape(inside[1]) if inside and "<" not in inside[1] else page


@settings(max_examples=400, deadline=None)
@given(ONE_LINE)
@example("[a]: b")
@example("1) one")
@example("a | b")
@example("***")
@example("&amp; &#35; <br> <!-- x -->")
@example("![x](y) [z][z] <http://a.example>")
@example("a\\*b \\\\ ~~gone~~ ``tick` _x_ __y__ *z*")
@example("=== ")
@example("~~~ fence")
def test_a_line_renders_to_its_letters(text: str) -> None:
    line = " ".join(clean_text(text).split())

    page = rendered(escape(line))
    assert page == (line if line else "")


@settings(max_examples=150, deadline=None)
@given(st.lists(ONE_LINE, max_size=6))
def test_lines_keep_every_word_in_order(texts: list[str]) -> None:
    lines = read_lines(clean_text("\n".join(" ".join(text.split()) for text in texts)))

    page = html.unescape(re.sub(r"<[^>]+>", " ", RENDERER.render(markdown(lines))))
    assert re.findall(r"\w+", page) == re.findall(r"\w+", " ".join(line.text for line in lines))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3 * 4 = 12", "3 * 4 = 12"),
        ("snake_case stays as it is", "snake_case stays as it is"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("a < b > c", "a < b > c"),
        ("C:\\temp", "C:\\temp"),
        ("# one", "\\# one"),
        ("#one", "#one"),
        ("12. May", "12\\. May"),
    ],
)
def test_only_what_could_be_misread_is_escaped(text: str, wanted: str) -> None:
    assert escape(text) == wanted


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("On the water\nThe ferry ran on time all day and the swans were seen again.", True),
        ("Who pays for it?\nThe ferry ran on time all day and the swans were seen again.", True),
        ("It rained.\nThe ferry ran on time all day and the swans were seen again.", False),
        ("On the water,\nThe ferry ran on time all day and the swans were seen again.", False),
        ("• On the water\nThe ferry ran on time all day and the swans were seen again.", False),
        ("(aside\nThe ferry ran on time all day and the swans were seen again.", False),
        ("Key points:\nThe ferry ran on time all day and the swans were seen again.", True),
        ("He said of it:\nThe ferry ran on time all day and the swans were seen again.", False),
        ("On the water", False),
        ("On the water\nOn the road", False),
    ],
)
def test_a_heading_is_short_and_has_text_below(text: str, is_one: bool) -> None:
    assert is_heading(read_lines(text), 0) is is_one


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("• one\n• two", "- one\n- two"),
        ("1) one\n2) two", "1. one\n2. two"),
        ("> one\n> two", "> one\n>\n> two"),
        ("– one", "– one"),
        ("- one", "\\- one"),
        ("7. one", "7\\. one"),
        ("a\tb\nc\td", "| a | b |\n| --- | --- |\n| c | d |"),
        ("a  b  c\nd  e  f", "| a | b | c |\n| --- | --- | --- |\n| d | e | f |"),
        ("a  b\nc  d", "a b\n\nc d"),
        ("a\tb\nc\td\te", "a b\n\nc d e"),
        ("a | b*c\nd | e", "| a | b\\*c |\n| --- | --- |\n| d | e |"),
        ("", ""),
    ],
)
def test_lines_become_blocks(text: str, wanted: str) -> None:
    assert markdown(read_lines(text)) == wanted

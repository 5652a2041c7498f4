"""Plain front matter is read without a YAML parser, and says what one reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.content.front_matter import FrontMatter, FrontMatterError, parse_front_matter
from briefing.content.plain_front import plain_front_matter
from briefing.content.yaml_front import parse_yaml

CONTENT = Path(__file__).parents[2] / "content"

PIECES = st.sampled_from(
    [*"aZ0é日½_-.+/()~=<^;$", "x", "two words", "Mr. B", "no", "null", "0x1f", "12:30:00", "a:b",
     " ", "  ", ":", ": ", " :", "#", " #", "a#b", "- ", "? ", ", ", ",", "'", '"', "\\", "\\n",
     "''", '""', "[", "]", "[]", "{", "}", "&a", "*a", "!", "!!str", "|", ">", "%", "@", "`", "?",
     "---", "...", "<<", "\t", "\n", "\r", "\xa0", "\u3000", "\u2028", "\x85", "\x07", "\x7f",
     "\ufeff", "\u200b", "\ufffe", "\U0001f600", "\ud800", "ª", "\u0301", "’", "“", "x" * 1100]
)  # fmt: skip
WORDS = st.lists(PIECES, max_size=5).map("".join) | st.text(max_size=9)
KEYS = st.sampled_from(["title", "date", "topics", "image", "url", "_a1", "né", "a-b", "日", "a b"])
KEYS |= st.sampled_from(["- a", '"q"', "<<", "a:b", "", "?", "k" * 101, "k" * 1030]) | WORDS
PLAIN = st.sampled_from(["a b", '"a: b"', "'a # b'", "[a, b c]", "2025-06-02", '""', "a:b#c"])
VALUES = PLAIN | WORDS
VALUES |= st.tuples(st.sampled_from(['""', "''", "[]", "{}"]), WORDS).map(
    lambda both: both[0][0] + both[1] + both[0][1]
)
FORMS = st.sampled_from(
    ["{k}: {v}", "{k}: {v}", "{k}:", "  - {v}", "  {k}: {v}", "{k}:  {v}", "- {v}", "   - {v}",
     "  {k}:", "    {k}: {v}", "    - {v}", "{v}", "  {v}", "{k}: [{v}, {v}]", "{k}:\n  - {v}",
     "{k}:\n  - {v}\n  - {v}", "{k}:\n  {k}: {v}", "{k}: {v} ", "  -", "{k}: {v}\n{k}: {v}"]
)  # fmt: skip
LINES = st.builds(lambda form, k, v: form.format(k=k, v=v), FORMS, KEYS, VALUES)
TEXTS = st.lists(LINES, min_size=1, max_size=6).map("\n".join)
FILE = (
    'title: "Mine: a"\ndate: 2025-06-02\ntopics: [a, b c]\nauthors:\n  - A. B\n  - "C"\n'
    "seed:\n  file: seeds/a.txt\n  part: 1\nurl: https://example.org/a#b\nsummary: 'x'"
)
EDITS = st.builds(
    lambda at, cut, new: FILE[:at] + new + FILE[at + cut :],
    st.integers(0, len(FILE)),
    st.integers(0, 3),
    WORDS,
)


@given(TEXTS | EDITS)
def test_what_is_read_without_a_parser_is_what_the_parser_reads(text: str) -> None:
    values = plain_front_matter(text)

    if values is not None:
        assert values == parse_yaml(text)[0]


@given((TEXTS | EDITS).filter(lambda text: "\ud800" not in text))  # as decoded from a file
def test_front_matter_is_what_the_parser_makes_of_it(text: str) -> None:
    try:
        values, lines = parse_yaml(text)
    except FrontMatterError as error:
        with pytest.raises(FrontMatterError, match=r"\w") as found:
            parse_front_matter(text)
        assert (found.value.line, found.value.message) == (error.line, error.message)
    else:
        found_front = parse_front_matter(text)
        assert found_front == FrontMatter(values, text)
        assert found_front.lines == lines


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (FILE, parse_yaml(FILE)[0]),
        ("title:", {"title": ""}),
        ("a: [Ø, b’s c]\nb: x#y:z", {"a": ["Ø", "b’s c"], "b": "x#y:z"}),
        ("a: b: c", None),
        ("a: b #c", None),
        ("a: b:", None),
        ("a: b ", None),
        ("a: -b", None),
        ("a: b\na: c", None),
        ("a:\n  b: c\n  b: d", None),
        ("a:\n  - b\n  c: d", None),
        ("a: b\n  c", None),
        ("a: [b, c: d]", None),
        ('a: "b\\"c\\\\"', {"a": 'b"c\\'}),
        ('a: "b\\n"', None),
        ('a: "b\\"', None),
        ("a b.c: d\nx:\n  y z: 1", {"a b.c": "d", "x": {"y z": "1"}}),
        ("a: 'b''c'", None),
        ("a: b\u2028", None),
        ("a: b\tc", None),
        ("# a\nb: c", None),
        ("", None),
    ],
)
def test_only_the_plain_forms_need_no_parser(text: str, wanted: object) -> None:
    assert plain_front_matter(text) == wanted


def test_hostile_lists_take_no_longer_than_their_length() -> None:
    long = "a b" * 50_000

    assert plain_front_matter(f"a: [{long};#]") is None
    assert plain_front_matter("a:" + f"\n  - {long[:9]}" * 50_000 + "\n  - #") is None
    assert plain_front_matter(f'a: "{long}\\"') is None


@pytest.mark.skipif(not CONTENT.exists(), reason="the sample content is not here")
def test_the_sample_content_needs_no_parser() -> None:
    for path in CONTENT.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        front = text.partition("\n---\n")[0].removeprefix("---\n")
        assert plain_front_matter(front) == parse_yaml(front)[0], path

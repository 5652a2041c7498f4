"""Plain prose is rendered without the Markdown parser: whenever it is, byte for byte the same."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.render.markdown import markdown_html, plain_html, reference_html

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
LAW = settings(max_examples=10_000 if IS_LONG else 300)
CONTENT = Path(__file__).parents[2] / "content"

BASES = st.sampled_from(["/", "/news/", "https://x.example/", "https://a.example/", "/é/"])
TOPS = st.sampled_from([2, 2, 2, 3, 6, 1])

WORDS = (
    "word|a|Mr. Holm|2025|1,914|buoys_2025.csv|AT&T|said.|x|C#|#tag|@who|don’t|5 + 3|<0.5|< 2 m|->"
    "|w/o|~5|“so”|été :|1\xa0000|e\u0301|👩\u200d🚀|🎄|שלום|\u202eعربية|中文|ß|①|so\xad|\u200b|wow!"
    "|–"
).split("|")
STYLED = (
    "*em*¦**strong**¦_em_¦__strong__¦***both***¦`code`¦`` c`d ``¦` a `¦`a<b&c`¦*a b*,¦(*a*)¦*“a”*."
    "¦**Note:** x¦*a\nb*¦* a*¦*a *¦s*a*¦*a*s¦**a**b¦*a **b** c*¦_a*b_¦*a <bb:c*d>¦*a `b* c`¦*&amp*;"
    "¦*&amp;*¦*~5 km*¦*a ~~b* c~~¦~~gone~~¦**wow![a](https://a.example/)**¦*¦**¦_¦`"
    "¦@who_¦5 * 3"
).split("¦")
LINKS = (
    "[words](https://a.example/) [words](/about/) [w](http://a.example/x_(y)?a=1&b=2) [w](/a%20b)"
    " [**w**](https://a.example/p) **[w](https://a.example/p)** [w](https://a.example:8080/#x)"
    " [w](http://a.1/) [w](http://xn--a.example/) [w](http://a.example:99999/) [w](/a%zz) [w](x)"
    " [w](javascript:alert(1)) [w](//evil.example/) [w](https://b@evil.example/) [w](ftp://x.example)"
    " [w](https://a.example:80@evil.example/) [w](https://a.example/?a=1&copy;b)"
    " [w](<https://a.example>) [*w](https://a.example/*) [w\\](https://a.example/) [~~w~~](https://a.example/)"
    " [a`b](https://a.example/)` [a<](https://a.example/)> [a<bb:c](https://a.example/)d> [w][a]"
    " [a] <https://a.example/?a=1&b=2> <http://a.example/%41> <me@a.example> <xx:y*z> <x> [sic]"
    " […] [1][2] ![a](https://a.example/p.png) ![a] [a[b]c] [ ]( ](https://a.example/) ) [w](https://A.example/)"
).split(" ")
ENTITIES = (
    "&amp; &quot; &#35; &#xA0; &nbsp; &copy &nope; & && \\* \\[ \\< \\& \\\\ \\a <b> </p>".split()
)
LINES = (
    "- ¦* ¦+ ¦1. ¦2. ¦2) ¦10) ¦1234567890. ¦> ¦>¦>\n> ¦# ¦## ¦###### ¦####### ¦---\n¦***\n"
    "¦* * *\n¦__\n¦===\n¦```\n¦~~~\n¦    ¦  ¦\t¦|a|b|\n|-|-|\n¦a|b\n:--|--\n¦[a]: http://x.example/\n¦[a]:"
    "¦-¦- - -¦- [ ] ¦-5¦+00¦:a¦<!-- ¦<div>\n¦\\¦-     ¦1.   ¦2025. ¦[x] ¦**a** ¦## a ##\n"
).split("¦")
SPACES = [" ", " ", "\n", "\n\n", "  \n", " \n", "\n \n", "\t", "\r", "\r\n"]
SPECIAL = [
    *"\\`*_[]()<>&~!#-+=|:.;,'\"/@%^{}0",
    *"\xa0\u202f\u3000\u2028\u2029\x85\ufeff\u2003\x0b\x0c\x00\x1c\x7f\x9f\ufffe\ud800\uffff€•…»",
]


def bits(*lists: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from([bit for bits in lists for bit in bits])


def inline(*lists: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(bits(WORDS), bits(*lists)), min_size=1, max_size=6).map(" ".join)


def blocks(marks: list[str], lines: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    rows = st.lists(lines, min_size=1, max_size=3)
    return st.one_of(
        rows.map("\n".join),
        st.builds("{} {}".format, bits(["#", "##", "###", "######"]), lines),
        st.builds(lambda mark, rows: "\n".join(mark + row for row in rows), bits(marks), rows),
        rows.map(lambda rows: "\n".join(f"{at}. {row}" for at, row in enumerate(rows, 1))),
    )


# Most pieces have something for the parser, so that a text of several would nearly always: half of
# the tidy texts are of pieces that alone need none, the others have one block of any.
KNOWN = [bit for bit in [*STYLED, *LINKS] if plain_html(f"a {bit} a", "/", 2) is not None]
ORDINARY = blocks(["- ", "* ", "> "], inline(KNOWN))
UNUSUAL = blocks(LINES, inline(STYLED, LINKS, ENTITIES))
TIDY = st.builds(
    lambda between, before, one, after: between.join([*before, *one, *after]),
    bits(["\n\n", "\n\n", "\n\n\n", "\n \n"]),
    st.lists(ORDINARY, max_size=3),
    st.lists(UNUSUAL, max_size=1),
    st.lists(ORDINARY, max_size=2),
)
WILD = st.lists(
    st.one_of(bits(SPECIAL), bits(SPACES), bits(LINES), bits(WORDS), bits(STYLED, LINKS, ENTITIES)),
    max_size=12,
).map("".join)


def check(text: str, base: str = "/", top: int = 2) -> bool:
    """Whether *text* is rendered without the parser; then it must be the same."""
    html = plain_html(text, base, top)
    assert html is None or html == reference_html(text, base, top)
    return html is not None


@LAW
@given(WILD, BASES, TOPS)
def test_any_text_is_as_the_reference_has_it(text, base, top):
    check(text, base, top)


def test_tidy_text_is_as_the_reference_has_it_and_often_needs_no_parser():
    known: list[bool] = []

    @LAW
    @given(TIDY, BASES, TOPS)
    def law(text, base, top):
        known.append(check(text, base, top))

    law()

    assert sum(known) > len(known) / 4


@LAW
@given(st.text(st.characters(exclude_categories=[]), max_size=30), bits(STYLED, LINKS), TOPS)
def test_letters_of_all_scripts_are_as_the_reference_has_them(text, styled, top):
    check(f"{text}{styled}\n\n- {text}\n\n# {text}", "/", top)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "One line.",
        "Two lines\nof one paragraph.\n\nAnd another.\n",
        "\n\nBlank lines \n \n\naround and between, a space at the end. \n",
        "## Heading\n\nText.\n\n# Higher\nText right below.\n\n#### Lower\n## Next",
        "Quotes “so” and \"so\" and 'so' – dashes — ellipsis… 50 % § 5 € 3",
        "Fish & chips at AT&T, 3 < 5 > 2, <0.5, ->, 5~6, #1, C#, @name, a_b_c.csv, a|b, wow!",
        "He said [sic] that [the minister] left […]. [T]he end [1][2].",
        "[Update] It begins with brackets.",
        "#tag begins a line\n-5 degrees\n+00 555 0142\n• a bullet that is none\n2025 was\n(a)",
        "1\xa0000 personnes : «\xa0oui\xa0» !\xa0",
        "👩\u200d🚀 \u202eعربية so\xadft \u200bzero",
        "*Stress* and **more**, _other_ and __both__: (*so*), “*so*”, *so*. **Note:** *“Oui.”*",
        "Two [words](https://example.org/a_b/?x=1&y=2#z), [here](/about/), [**so**](http://a.example).",
        "**[A headline](https://example.org/)** and [it](https://en.example/wiki/X_(y)).",
        "<https://example.org/?a=1&b=2>",
        "A `name<b>` of code, 1\\. no list, \\*no stress\\*, \\<b>.",
        "- one\n- two *words*\n- [three](https://example.org/)\n\nText.",
        "* one\n* two\n\n# Heading\n+ one",
        "1. one\n2. two\n\nText\n\n7) seven\n8) eight",
        "> Quoted\n> lines.\n>\n> Two paragraphs.\n\n> Another.",
        "Text\n\n---\n\nText\n\n***\n\n* * *\n\n___",
    ],
)
def test_what_news_are_made_of_needs_no_parser(text):
    assert check(text)


@pytest.mark.parametrize(
    "text",
    [
        "a\tb",
        "a\r\nb",
        "a  \nb",
        "a\\\nb",
        "    code",
        " a",
        "\xa0a",
        "a\n===",
        "a\n---",
        "a\n- b",
        "- a\nb",
        "- a\n\n- b",
        "- a\n  - b",
        "> a\nb",
        "> # a",
        "-     code",
        "# a #",
        "It was in\n2025. A year",
        "```\na\n```",
        "| a |\n|---|",
        "[a]\n\n[a]: https://a.example/",
        "&amp;",
        "~~a~~",
        "***a***",
        "*a **b** c*",
        "*a",
        "![a](https://a.example/a.png)",
        "[a [b](https://a.example/)](https://a.example/)",
        '[a](https://a.example/ "title")',
        "[a](https://ä.example/)",
        "[a](https://xn--a.example/)",
        "[a](http://127.0.0.1/)",
        "[a](https://bank.example@evil.example/)",
        "[a](javascript:alert(1))",
        "[a](//evil.example/)",
        "<javascript:alert(1)>",
        "<me@a.example>",
        "<http://a.example/%41>",
    ],
)
def test_what_is_more_is_left_to_the_parser(text):
    assert plain_html(text, "/", 2) is None
    assert markdown_html(text) == reference_html(text, "/", 2)


def test_headings_that_may_not_be_shown_are_left_to_the_parser():
    assert plain_html("# a", "/", 1) is None
    assert plain_html("# a", "/", 2) == "<h2>a</h2>\n"


def test_links_into_a_site_with_an_unusual_address_are_left_to_the_parser():
    assert plain_html("[a](/b/)", "https://münchen.example/", 2) is None
    assert plain_html("[a](/b/)", "https://x.example/", 2) is not None


@pytest.mark.parametrize("place", ["{}", "# {}", "- {}\n- {}", "> {}", "a {} b", "**{}**", "*{}*"])
def test_tricky_pieces_are_the_same_wherever_they_stand(place):
    for piece in [*STYLED, *LINKS, *ENTITIES, *LINES, *SPECIAL]:
        check(place.replace("{}", piece))
        check(f"a\n\n{place.replace('{}', piece)}\n\nb")


@pytest.mark.parametrize("bit", ["[", "*a ", "[a]", "&a", "<a", "![", "a_", "[a](/b", "(", "> a\n"])
def test_long_texts_of_marks_do_not_take_long(bit):
    check("a " + bit * 300)
    begin = time.perf_counter()
    plain_html(bit * 100_000, "/", 2)

    assert time.perf_counter() - begin < 10  # it is a tenth of a second; hours if it were quadratic


def test_the_sample_news_are_the_same_and_need_no_parser():
    bodies = [
        file.read_text(encoding="utf-8").split("\n---\n", 1)[-1].strip("\n")
        for file in sorted(CONTENT.rglob("*.md"))
    ]
    known = [check(body) for body in bodies]

    assert bodies
    assert sum(known) >= 0.9 * len(known)

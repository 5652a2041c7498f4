"""HTML becomes Markdown that renders to the same words, whatever these are."""

from __future__ import annotations

import html
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.text.decode import clean_text
from briefing.text.html import markdown_of, plain

BASE = "https://harbour.example/news/swans.html"
RENDERER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])

SIGNS = "\\`*_{}[]()#+-.!|<>~&;:=\"'/ 0129azAZäж中🦉"
WORDS = st.one_of(
    st.text(alphabet=SIGNS, min_size=1, max_size=12),
    st.from_regex(r"\A[-+*>#=~|\d.) ]{1,5}a?\Z"),
    st.text(max_size=12),
    st.sampled_from(["swan", "a ferry", "R&D", "&amp;", "<br>", "[x](y)", "5 * 3", "snake_case"]),
)
TEXT = WORDS.map(html.escape)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tag = st.sampled_from(
        ["b", "i", "em", "strong", "s", "code", "span", "u", 'a href="/x_(1)?a=1&amp;b=2"']
    )
    one = st.tuples(tag, inner).map(lambda t: f"<{t[0]}>{t[1]}</{t[0].split()[0]}>")
    return st.lists(st.one_of(one, TEXT, st.just("<br>")), min_size=1, max_size=4).map("".join)


LINE = st.recursive(TEXT, wrapped, max_leaves=8)


def grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    many = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        many.map(lambda b: "<ul>" + "".join(f"<li>{x}</li>" for x in b) + "</ul>"),
        many.map(lambda b: '<ol start="9">' + "".join(f"<li>{x}" for x in b) + "</ol>"),
        many.map(lambda b: f"<blockquote>{''.join(b)}</blockquote>"),
        many.map(lambda b: f"<div>{''.join(b)}</div>"),
    )


TABLE = st.lists(st.tuples(LINE, LINE), min_size=2, max_size=3).map(
    lambda rows: (
        "<table>" + "".join(f"<tr><th>{a}</th><td>{b}</td></tr>" for a, b in rows) + "</table>"
    )
)
BLOCK = st.one_of(
    LINE.map(lambda x: f"<p>{x}</p>"),
    LINE.map(lambda x: f"<h3>{x}</h3>"),
    TEXT.map(lambda x: f"<pre>{x}</pre>"),
    LINE.map(lambda x: f"<figure><figcaption>{x}</figcaption></figure>"),
    TABLE,
)
BLOCKS = st.recursive(BLOCK, grouped, max_leaves=6)


def rendered(markdown: str) -> str:
    return RENDERER.render(markdown)


def words_of(page: str) -> str:
    """The letters of a page that is well formed."""
    text = html.unescape(re.sub(r"<[^<>]*>", " ", page))
    return re.sub(r"\s+", "", clean_text(text))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.one_of(BLOCKS, LINE), max_size=4).map("".join))
@example("<p>!<a href='/x'>a</a></p>")
@example("<p>a<b>&quot;b&quot;</b>c <b>d<i>e</i></b><i>f</i></p>")
@example("<p>a | b<br>--- | ---</p>")
@example("<p>a<br>---</p>")
@example("<ul><li>- a</li></ul><ul><li># b</li></ul>")
@example("<p>a<b> b </b>c<br><b><br>d</b></p>")
def test_the_words_stay_as_they_are(fragment: str) -> None:
    page = rendered(markdown_of(fragment, BASE))

    assert words_of(page) == words_of(fragment)


@settings(max_examples=300, deadline=None)
@given(LINE)
def test_a_line_keeps_its_spaces(line: str) -> None:
    wanted = html.unescape(re.sub(r"<[^<>]*>", "", line.replace("<br>", " ")))

    found = html.unescape(re.sub(r"<[^<>]*>", "", rendered(markdown_of(f"<p>{line}</p>", BASE))))

    assert clean_text(found).split() == clean_text(wanted).split()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/abipult=\"' &;!-#[](" + "\0", max_size=80))
def test_anything_is_read(anything: str) -> None:
    assert isinstance(markdown_of(anything), str)
    assert "\n" not in plain(anything)


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ("two words", "two words"),
        ("one\n\ntwo &amp; # three", "one\n\ntwo & # three"),
        ("one<br>two", "one\\\ntwo"),
        ("<b>one<br><br>two</b> end", "**one**\n\n**two** end"),
        ("<h2>On the <i>water</i></h2><p>It ran.</p>", "## On the *water*\n\nIt ran."),
        ("<h2>C#</h2>", "## C\\#"),
        ('<h2><img src="/a.jpg" alt="a"></h2>', "![a](https://harbour.example/a.jpg)"),
        ("<p>a<b> b </b>c</p>", "a **b** c"),
        ("<b>a</b><i>b</i>", "ab"),
        ("<b><i>a</i></b>", "***a***"),
        ("<i>中</i>文", "*中*文"),
        ("<b>a <b>b</b></b>", "**a b**"),
        ("<p><del>old</del> new", "~~old~~ new"),
        ("x<code>a`b</code>", "x``a`b``"),
        ("<code>`</code><code> </code>", "`` ` ``"),
        ("<code>a</code><code>b</code>", "`ab`"),
        ("<q>so</q> he said", "“so” he said"),
        ("10<sup>6</sup> and H<sub>2</sub>O, 1<sup>st</sup>", "10⁶ and H₂O, 1st"),
        ("<hr>", "---"),
        ("<math alttext='a+b'><mi>a</mi></math>", "a+b"),
        ("<dl><dt>ferry</dt><dd>a boat</dd></dl>", "**ferry**\n\na boat"),
        ("<pre><code class='language-py'>a\n  b</code></pre>", "```py\na\n  b\n```"),
        ("<pre>```\nx</pre><pre> </pre>", "````\n```\nx\n````"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        ("<p>a<script>x()</script><style>b{}</style><!-- c --></p>", "a"),
        ('<p>a<span style="display:none">b</span><span hidden>c</span></p>', "a"),
        ('<div style="display: none">b</div>', ""),
        ("<custom-thing>a</custom-thing>", "a"),
        ("", ""),
        ("<p> </p>&nbsp;", ""),
    ],
)
def test_elements_become_markdown(fragment: str, wanted: str) -> None:
    assert markdown_of(fragment, BASE) == wanted


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n  1. b\n- c"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"),
        ('<ol start="3"><li>a<li>b</ol>', "3. a\n4. b"),
        ('<ol start="x"><li>a</ol>', "1. a"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"),
        ("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b"),
        ("<ul><li> </li></ul>", ""),
        ("<ul>loose words<li>a</li>and more</ul>", "- loose words\n\n- a\n\n  and more"),
    ],
)
def test_lists(fragment: str, wanted: str) -> None:
    assert markdown_of(fragment) == wanted


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        (
            "<table><tr><th>Pier</th><th>Swans</th></tr><tr><td>a|b<td><b>2</b></table>",
            "| Pier | Swans |\n| --- | --- |\n| a\\|b | **2** |",
        ),
        (
            "<table><caption>Counts</caption><tr><td>a<td>b<tr><td>c<td>d<br>e</table>",
            "*Counts*\n\n| a | b |\n| --- | --- |\n| c | d e |",
        ),
        (
            "<table><tr><th rowspan=2>a<td>b<tr><td>c<tr><td colspan=2>d</table>",
            "| a | b |\n| --- | --- |\n|  | c |\n| d |  |",
        ),
        ("<table><tr><td><p>a</p><td><table><tr><td>b</table></table>", "a\n\nb"),
        ("<table><tr><td><h2>a</h2>b</td><td>c</td></tr><tr><td>d</table>", "## a\n\nb\n\nc\n\nd"),
        ('<table role="presentation"><tr><td>a<td>b<tr><td>c<td>d</table>', "a\n\nb\n\nc\n\nd"),
        ("<table><tr><td>alone</table>", "alone"),
        ("<table><tr><th> <th> <tr><td> <td></table>", ""),
    ],
)
def test_tables_of_data_stay_and_those_for_looks_go(fragment: str, wanted: str) -> None:
    assert markdown_of(fragment) == wanted


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ('<a href="/a?utm_source=x">a</a>', "[a](https://harbour.example/a)"),
        ('<a href="/a_(b)">a]</a>', "[a\\]](https://harbour.example/a_(b))"),
        ('<a href="/a)(">a</a>', "[a](https://harbour.example/a%29%28)"),
        ('<a href="/?a=1&amp;copy;=2">a</a>', "[a](https://harbour.example/?a=1&amp;copy;=2)"),
        ('<a href="javascript:x()">a</a> <a href="data:,x">b</a> <a href="#f">1</a>', "a b 1"),
        ('<a href="mailto:pilot@harbour.example">a</a>', "[a](mailto:pilot@harbour.example)"),
        ('<a href="/a"></a><a href="/b"> </a>', ""),
        ('<a href="/a"><h3>a</h3><p>b</p></a>', "### [a](https://harbour.example/a)\n\nb"),
        (
            '<a href="/a">one<br><br>two</a>',
            "[one](https://harbour.example/a)\n\n[two](https://harbour.example/a)",
        ),
        (
            '<a href="/a"><i>a</i> <a href="/b">b</a></a>',
            "[*a*](https://harbour.example/a) [b](https://harbour.example/b)",
        ),
    ],
)
def test_links(fragment: str, wanted: str) -> None:
    assert markdown_of(fragment, BASE) == wanted


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ('<img src="/a.jpg" alt="A [swan]">', "![A \\[swan\\]](https://harbour.example/a.jpg)"),
        ('<img src="data:x" data-src="/b.jpg">', "![](https://harbour.example/b.jpg)"),
        (
            '<img src="/placeholder.png" srcset="/s.jpg 320w, /m.jpg 800w, /l.jpg 4000w">',
            "![](https://harbour.example/m.jpg)",
        ),
        (
            '<picture><source srcset="/p.webp"><img alt="p"></picture>',
            "![p](https://harbour.example/p.webp)",
        ),
        ('<img src="/a.gif" width="1" height="1">', ""),
        ('<img src="/a.gif" style="width:1px;height:1px">', ""),
        ('<img src="/a.gif" style="display:none">', ""),
        ('<img src="https://post.example/track/open.php?u=9">', ""),
        ('<img src="javascript:x()">', ""),
        ('hi <img class="emoji" alt="🦢" src="/e.png">', "hi 🦢"),
        (
            '<figure><img src="/a.jpg" alt="a"><figcaption>A <b>swan</b>.</figcaption></figure>',
            "![a](https://harbour.example/a.jpg)\n*A **swan**.*",
        ),
        (
            '<div><img src="/a.jpg" alt="a"><p class="wp-caption-text">A swan.</p></div>',
            "![a](https://harbour.example/a.jpg)\n\n*A swan.*",
        ),
        (
            "<figure><blockquote>a</blockquote><figcaption><p>b</p></figcaption></figure>",
            "> a\n\n*b*",
        ),
    ],
)
def test_pictures(fragment: str, wanted: str) -> None:
    assert markdown_of(fragment, BASE) == wanted


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ("AT&amp;T  <b>wins</b>\n", "AT&T wins"),
        ("a < b and Vec<T>", "a < b and Vec<T>"),
        ("one<br>two<p>three", "one two three"),
        ("a<script>x()</script>b<!-- c -->", "a b"),
        ("sw<i>a</i>n", "swan"),
        ("&lt;i&gt;", "<i>"),
    ],
)
def test_plain_text(fragment: str, wanted: str) -> None:
    assert plain(fragment) == wanted


@pytest.mark.parametrize(
    "huge",
    [
        "<div>" * 50_000 + "end",
        "<ul><li>" * 900 + "end",
        "<blockquote>" * 1500 + "end",
        "<b>" * 1500 + "end",
        "<p>" + "<br>" * 50_000 + "end",
        "<a href=x>" * 20_000 + "end",
        "<table><tr><td>" * 600 + "end",
        "<" * 200_000 + " end",
        "<i>a</i><b>b</b>" * 10_000 + "end",
        "<p>" + "[" * 100_000 + "end",
        "<p>" + "`" * 50_000 + "end",
        "<p>" + "*" * 50_000 + " end",
        "&" * 100_000 + "end",
        "<p title='" + "a" * 500_000 + "'>end",
        "<!--" * 100_000 + "--> end",
    ],
    ids=lambda huge: huge[:12],
)
def test_hostile_input_costs_no_time_and_no_words(huge: str) -> None:
    start = time.perf_counter()

    found = markdown_of(huge)

    assert found.replace("\\", "").rstrip("`*").endswith("end")
    assert time.perf_counter() - start < 5

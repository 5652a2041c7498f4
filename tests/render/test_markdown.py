import pytest

from briefing.render.markdown import markdown_html


def test_structure_is_kept():
    text = "One\n\n- a\n- b\n\n1. c\n\n> quoted\n\n`code` ~~gone~~ **strong** *em*\n\n---\n"

    assert markdown_html(text) == (
        "<p>One</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>\n"
        "<blockquote>\n<p>quoted</p>\n</blockquote>\n"
        "<p><code>code</code> <s>gone</s> <strong>strong</strong> <em>em</em></p>\n<hr>\n"
    )


def test_html_is_text():
    html = markdown_html("<script>alert(1)</script>\n\n<b onclick=x>b</b>")

    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_templates_are_text():
    assert "{{ config }} {% include 'x' %}" in markdown_html("{{ config }} {% include 'x' %}")


@pytest.mark.parametrize(
    ("headings", "levels"),
    [
        ("# a\n## b\n# c", [2, 3, 2]),
        ("### a\n# b\n#### c", [2, 2, 3]),
        ("# a\n### b\n## c\n### d", [2, 3, 3, 4]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", [2, 3, 4, 5, 6, 6]),
        ("a\n=\nb\n-", [2, 3]),
    ],
)
def test_headings_begin_at_h2_and_skip_no_level(headings, levels):
    html = markdown_html(headings)

    assert [int(part[0]) for part in html.split("<h")[1:]] == levels


def test_headings_may_begin_lower():
    assert markdown_html("# a", "/", 4) == "<h4>a</h4>\n"


def test_links_out_of_the_site_are_not_followed_by_robots_nor_told_where_from():
    assert markdown_html("[a](https://a.example/?x=1&y=2)") == (
        '<p><a href="https://a.example/?x=1&amp;y=2" rel="noopener nofollow ugc">a</a></p>\n'
    )


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "relative/page",
        "ftp://x.example/",
        "https://[",
        "https://",
        "https://bank.example:x@evil.example/",
        "<java\tscript:alert(1)>",
    ],
)
def test_no_link_leads_anywhere_else(href):
    assert "href" not in markdown_html(f"[words]({href}) more")


def test_the_words_of_a_refused_link_stay():
    assert markdown_html("[words](ftp://x.example/) more") == "<p>words more</p>\n"


def test_links_and_refused_links_may_stand_side_by_side():
    html = markdown_html("[a](x) [b](https://b.example/) [c](y) <mailto:d@e.example>")

    assert html.count("<a ") == html.count("</a>") == 2


def test_links_into_the_site_get_its_address():
    assert 'href="/news/about/"' in markdown_html("[a](/about/)", "/news/")
    assert 'href="https://x.example/about/"' in markdown_html("[a](/about/)", "https://x.example/")


def test_a_picture_needs_https_and_a_description():
    html = markdown_html("![A hive](https://p.example/a.png)")

    assert 'src="https://p.example/a.png" alt="A hive"' in html
    assert 'loading="lazy" referrerpolicy="no-referrer"' in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![A hive](http://p.example/a.png)", "<p>A hive</p>\n"),
        ("![A hive](a.png)", "<p>A hive</p>\n"),
        ("![](https://p.example/a.png)", "<p></p>\n"),
        ("![<b>](data:image/png;base64,AAAA)", "<p>&lt;b&gt;</p>\n"),
    ],
)
def test_other_pictures_are_their_descriptions(text, html):
    assert markdown_html(text) == html


def test_cells_of_tables_are_aligned_by_class():
    html = markdown_html("| a | b |\n|:--|--:|\n| 1 | 2 |")

    assert '<td class="left">1</td>' in html
    assert '<td class="right">2</td>' in html
    assert "style" not in html


def test_a_heading_in_a_quotation_is_nested_too():
    assert "<h2>a</h2>" in markdown_html("> # a")


def test_a_link_that_illegal_characters_hide_is_resolved_all_the_same():
    assert 'href="/news/b/"' in markdown_html("[a]\ufdd0(/b/)", "/news/")

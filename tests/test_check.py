"""A site that does not hold together is told so, file by file."""

from __future__ import annotations

import pytest

from briefing.check import check_site

BASE = "https://news.example/daily/"


def faults(**files: str) -> list[tuple[str, str]]:
    """Files by path, where ``__`` stands for a slash and ``_`` for a dot."""
    named = ((k.replace("__", "/").replace("_", "."), v.encode()) for k, v in files.items())
    return [(p.place, p.message) for p in check_site(named, BASE)]


@pytest.mark.parametrize(
    "link",
    ["", "a/", "a/#one", "/daily/a/index.html", f"{BASE}a/", "#top", "https://other.example/x",
     "/elsewhere/", "mailto:a@b.example", "a/?page=2"],
)  # fmt: skip
def test_links_that_lead_somewhere_are_no_fault(link: str) -> None:
    page = f'<p id="here"><a href="{link}">x</a>'

    assert faults(index_html=page, a__index_html='<h1 id="one">One</h1>') == []


@pytest.mark.parametrize("link", ["b/", "/daily/b.css", f"{BASE}b/", "a", "../daily/b/"])
def test_links_that_lead_nowhere_are(link: str) -> None:
    page = f'<a href="{link}">x</a>'

    assert faults(index_html=page, a__index_html="") == [
        ("index.html", f"the link “{link}” leads nowhere")
    ]


def test_a_fragment_must_stand_on_the_page() -> None:
    page = '<a href="#two">x</a><a id="one" name="old" href="#old">y</a>'

    assert faults(index_html=page) == [
        ("index.html", "the link “#two” names a place that is not on that page")
    ]


def test_pictures_and_their_sizes_are_links_too() -> None:
    page = '<img src="a.png" srcset="b.png 2x, c.png 3x">'

    assert [m for _, m in faults(index_html=page, b_png="")] == [
        "the link “a.png” leads nowhere",
        "the link “c.png” leads nowhere",
    ]


def test_names_beyond_ascii_are_found() -> None:
    assert faults(index_html='<a href="caf%C3%A9/">x</a>', café__index_html="") == []


def test_an_address_that_is_none_is_a_fault() -> None:
    assert faults(index_html='<a href="http://[">x</a>') == [
        ("index.html", "the link “http://[” is no address")
    ]


def test_feeds_must_be_well_formed() -> None:
    ((place, message),) = faults(feed_xml="<rss><channel></rss>")

    assert place == "feed.xml"
    assert message.startswith("is no well-formed XML")


def test_items_need_ids_of_their_own() -> None:
    rss = "<rss><channel>" + "<item><guid>g</guid></item>" * 2 + "<item/></channel></rss>"
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><link href="x/"/><entry/></feed>'
    feed = '{"items": [{"id": "g", "url": "y/"}, {"id": "g"}]}'

    assert faults(feed_xml=rss, atom_xml=atom, feed_json=feed) == [
        ("atom.xml", "item 1 has no id"),
        ("atom.xml", "the link “x/” leads nowhere"),
        ("feed.json", "item 2 repeats the id “g”"),
        ("feed.json", "the link “y/” leads nowhere"),
        ("feed.xml", "item 2 repeats the id “g”"),
        ("feed.xml", "item 3 has no id"),
    ]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"items": [3]}'])
def test_a_json_feed_that_is_none_is_a_fault(text: str) -> None:
    ((place, message),) = faults(feed_json=text)

    assert place == "feed.json"
    assert message.startswith("is no JSON Feed")


def test_sitemaps_and_subscriptions_lead_somewhere() -> None:
    sitemap = f'<urlset xmlns="s"><url><loc> {BASE}gone/ </loc></url></urlset>'
    opml = f'<opml><outline xmlUrl="{BASE}feed.xml" htmlUrl="{BASE}"/></opml>'

    assert faults(sitemap_xml=sitemap, feeds_opml=opml, index_html="", feed_xml="<rss/>") == [
        ("sitemap.xml", f"the link “{BASE}gone/” leads nowhere")
    ]

"""In which encoding an answer is written, and that whoever reads it later reads it right."""

from __future__ import annotations

import re

import pytest

from briefing.fetch.charset import named, true_feed
from briefing.fetch.links import feed_links
from briefing.fetch.pages import is_feed, page_of, saved_page

WORDS = "Übermüdete Möwe über Łódź"
RUSSIAN = "Цапля вернулась к пруду"


def xml(encoding: str, text: str, declared: str | None = None) -> bytes:
    told = encoding if declared is None else declared
    head = f'<?xml version="1.0" encoding="{told}"?>' if told else '<?xml version="1.0"?>'
    return f"{head}<rss><title>{text}</title></rss>".encode(encoding)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (xml("utf-8", WORDS), "application/rss+xml"),
        (xml("utf-8", WORDS), "text/xml; charset=utf-8"),
        (xml("utf-8", WORDS, ""), "text/xml; charset=iso-8859-1"),
        (xml("utf-8", WORDS), "text/xml; charset=us-ascii"),
        (xml("windows-1251", RUSSIAN), "text/xml"),
        (xml("windows-1251", RUSSIAN), "text/xml; charset=windows-1251"),
        (xml("windows-1251", RUSSIAN), "text/xml; charset=utf-8"),
        (xml("windows-1251", RUSSIAN), "text/xml; charset=ISO-8859-1"),
        (xml("windows-1251", RUSSIAN), "text/xml; charset=no-such-thing"),
        (xml("utf-16", WORDS), "text/xml; charset=iso-8859-1"),
        (b"\xef\xbb\xbf" + xml("utf-8", WORDS, "iso-8859-1"), "text/xml; charset=iso-8859-1"),
        (xml("ascii", "a heron", "iso-8859-1"), "text/xml; charset=utf-8"),
        ('{"title": "é"}'.encode(), "application/json; charset=koi8-r"),
        (b"<rss><title>\xff\xfe\x81\x8d</title></rss>", "text/xml; charset=utf-8"),
    ],
)
def test_a_feed_that_says_the_truth_stays_as_it_came(body: bytes, content_type: str) -> None:
    assert true_feed(body, content_type) == body


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (xml("windows-1251", RUSSIAN, ""), "text/xml; charset=windows-1251", RUSSIAN),
        (xml("windows-1251", RUSSIAN, "utf-8"), 'text/xml; charset="cp1251"', RUSSIAN),
        (xml("koi8-r", RUSSIAN, "windows-1251"), "text/xml; charset=koi8-r", RUSSIAN),
        (xml("utf-8", WORDS, "iso-8859-2"), "text/xml", WORDS),
        (xml("cp1252", "“heron”", ""), "text/xml; charset=iso-8859-1", "“heron”"),
        (xml("shift_jis", "鷺が池に", ""), "text/xml;charset=Shift_JIS", "鷺が池に"),
        (xml("utf-8", "a heron", "utf-16"), "text/xml; charset=utf-8", "a heron"),
    ],
)
def test_a_feed_that_does_not_is_written_anew(body: bytes, content_type: str, text: str) -> None:
    written = true_feed(body, content_type)

    assert text in written.decode("utf-8")
    assert not re.search(rb"encoding=[\"'](?!utf-8)", written)


def test_labels_mean_what_they_mean_on_the_web() -> None:
    assert named(" ISO-8859-1 ") == "cp1252"
    assert named("gb2312") == "gb18030"
    assert named("UTF8") == "utf-8"
    assert named("no such thing") == named("base64") == named("\0") == ""


PAGE = (
    "<!DOCTYPE html>\n<html><head>{meta}<title>{text}</title></head>"
    "<body><p>{text}</p></body></html>"
)
JSON_FEED = b'{"version": "https://jsonfeed.org/version/1"'
URL = "https://mill.example/2025/heron?a=1&b=2"
MARK = "<!-- saved from url=(0039)https://mill.example/2025/heron?a=1&b=2 -->"


@pytest.mark.parametrize(
    ("encoding", "meta", "content_type"),
    [
        ("utf-8", '<meta charset="utf-8">', "text/html"),
        ("utf-8", "", "text/html; charset=utf-8"),
        ("utf-8", "", "text/html"),
        ("utf-8", '<meta charset="iso-8859-1">', "text/html"),
        ("windows-1251", '<meta charset="windows-1251">', "text/html"),
        ("windows-1251", '<meta charset="utf-8">', "text/html; charset=windows-1251"),
        ("windows-1251", "", "text/html; charset=windows-1251"),
        (
            "windows-1251",
            '<META http-equiv=content-type content="text/html; charset=windows-1251">',
            "text/html; charset=iso-8859-1",
        ),
        ("utf-16", "", "text/html"),
        ("utf-8", '<meta charset="utf-16">', "text/html"),
    ],
)
def test_a_page_is_kept_in_utf_8_and_says_so(encoding: str, meta: str, content_type: str) -> None:
    body = PAGE.format(meta=meta, text=RUSSIAN).encode(encoding)

    text = saved_page(URL, content_type, body).decode("utf-8")

    assert text.splitlines()[:2] == ["<!DOCTYPE html>", MARK]
    assert text.count(RUSSIAN) == 2
    assert re.findall(r"charset=[\"']?([\w-]+)", text) == ["utf-8"]


def test_a_page_in_no_encoding_stays_as_it_came() -> None:
    body = b'<p>\x81\x8d\xff</p><meta charset="utf-8">'

    assert saved_page(URL, "text/html", body) == MARK.encode() + b"\n" + body


@pytest.mark.parametrize(
    ("head", "before"),
    [
        ("<html><title>x</title></html>", ""),
        ('<?xml encoding="latin-1"?><html/>', '<?xml encoding="utf-8"?>'),
        ('<?xml version="1.0"?>\n<!-- a --><!doctype html PUBLIC "x" "y"><html/>',
         '<?xml version="1.0"?>\n<!-- a --><!doctype html PUBLIC "x" "y">'),
    ],
)  # fmt: skip
def test_the_address_stands_first_after_the_doctype(head: str, before: str) -> None:
    text = saved_page(URL, "text/html", head.encode()).decode()

    assert text.startswith(f"{before}\n{MARK}\n".lstrip("\n"))


def test_an_address_cannot_end_its_comment() -> None:
    page = saved_page("http://x.example/--><script>", "text/html", b"<p>").decode()

    assert page.splitlines()[0] == (
        "<!-- saved from url=(0034)http://x.example/--%3E%3Cscript%3E -->"
    )


@pytest.mark.parametrize(
    ("url", "kind", "body", "name"),
    [
        (URL, "text/html", b"<html>", "mill-example-2025-heron-a-1-b-2.html"),
        ("https://www.mill.example/", "text/html", b"<p>hello", "mill-example.html"),
        ("https://mill.example/a.html", "", b"<!DOCTYPE html><p>x", "mill-example-a.html"),
        ("https://mill.example/a.php", "", b"\n<!-- x -->\n<html>", "mill-example-a.html"),
        ("https://mill.example/a", "application/pdf", b"%PDF-1.7", "mill-example-a.pdf"),
        ("https://mill.example/a.pdf", "text/html", b"%PDF-1.7", "mill-example-a.pdf"),
        ("https://mill.example/a.md", "text/plain", b"# Heron", "mill-example-a.md"),
        ("https://mill.example/a", "text/plain", b"Heron", "mill-example-a.txt"),
        ("https://mill.example/a.docx", "application/octet-stream", b"PK", "mill-example-a.docx"),
        ("https://mill.example/a", "application/octet-stream", b"PK", "mill-example-a.bin"),
        ("https://mill.example/a", "text/xml", xml("utf-8", "x"), "mill-example-a.xml"),
        ("https://mill.example/a", "application/atom+xml", b"<feed>", "mill-example-a.atom"),
        ("https://mill.example/a", "text/html", b"<rdf:RDF>", "mill-example-a.xml"),
        ("https://mill.example/a", "", JSON_FEED, "mill-example-a.json"),
        ("https://mill.example/../../etc/x", "text/plain", b"x", "mill-example-etc-x.txt"),
    ],
)  # fmt: skip
def test_a_file_is_named_after_its_address_and_what_it_is(
    url: str, kind: str, body: bytes, name: str
) -> None:
    page = page_of(url, kind, body)

    assert page.name == name
    assert page.is_feed == is_feed(body)


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b"<rss/>", b"{}<rss/>"),
        (b'<?xml version="1.0"?>\r\n<rss/>', b'<?xml version="1.0"?>\n{}<rss/>'),
        (b"\xef\xbb\xbf<rss/>", b"\xef\xbb\xbf\n{}<rss/>"),
        (JSON_FEED, JSON_FEED),
        ("<feed/>".encode("utf-16"), "<feed/>".encode("utf-16")),
    ],
)
def test_a_feed_that_is_kept_says_its_address(body: bytes, kept: bytes) -> None:
    url = "https://mill.example/a--b"
    mark = b"<!-- saved from url=(0027)https://mill.example/a-%2Db -->\n"

    assert page_of(url, "application/rss+xml", body).data == kept.replace(b"{}", mark)


def test_a_text_says_its_encoding() -> None:
    body = RUSSIAN.encode("koi8-r")

    assert page_of(URL, "text/plain; charset=koi8-r", body).data == RUSSIAN.encode()
    assert page_of(URL, "text/plain", body).data == body
    assert page_of(URL, "text/plain", RUSSIAN.encode("utf-16")).data == RUSSIAN.encode("utf-16")
    assert page_of(URL, "application/pdf; charset=koi8-r", body).data == body


def test_feeds_are_known_by_what_they_are() -> None:
    doctype = b'<!DOCTYPE rss [<!ENTITY a "b">]>'

    assert is_feed(b'\xef\xbb\xbf\n<?xml version="1.0"?>\n<!-- x --><?a b?>' + doctype + b"<rss>")
    assert not is_feed(b"<html><feed>")
    assert not is_feed(b"<!---->" * 1000 + b"<html>")
    assert not is_feed(b'{"title": "https://mill.example"}')


def test_a_page_names_its_feeds() -> None:
    html = b"""<head><base href="/news/"><link rel="stylesheet" href="a.css">
    <link rel="Alternate" type="application/rss+xml" href="feed.xml"><link rel=alternate hreflang=de
    href="/de"><LINK REL="home alternate" TYPE="application/atom+xml; x" HREF=" //other.example/a"/>
    <link rel=alternate type=application/rss+xml href=feed.xml>
    <link rel=alternate type=application/rss+xml href="javascript:x">
    <link rel=alternate type=application/rss+xml><![bad[ <link rel=alternate"""

    assert feed_links(html, "https://mill.example/") == (
        "https://mill.example/news/feed.xml",
        "https://other.example/a",
    )

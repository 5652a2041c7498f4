"""Which kind a document is, whatever its name says."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import plistlib

import pytest
from harvesting import document, read
from packed import LAMP, article, docx, letter, odt, pdf, tarred, word_paragraph, zipped

from briefing.ingest import _READERS, _reader
from briefing.ingest.kinds import ENDINGS, NOT_READ, DocumentKind, unpacked_name
from briefing.ingest.sniffing import kind_of

K = DocumentKind
MAIL = letter(LAMP).as_bytes()
MBOX = b"From a@b.example Mon Jun  2 06:30:00 2025\n" + MAIL
PAGE = "<!DOCTYPE html>\n<html><body><p>Lamp off</p></body></html>"
RSS = '<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel/></rss>'
MHTML = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://coast.example/\n"
    "Subject: Lamp off\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b--\n'
)
JSON_FEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": []})


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (article("Lamp off"), "a.txt", K.TEXT),
        (article("Lamp off"), "a", K.TEXT),
        (article("Lamp off"), "a.pdf", K.TEXT),
        (article("Lamp off"), "a.html", K.TEXT),
        (article("Lamp off"), "a.xyz", K.UNKNOWN),
        ("", "a.html", K.TEXT),
        ("# Lamp off", "a.md", K.MARKDOWN),
        ("---\ntitle: Lamp off\n---\nDark.", "a.txt", K.MARKDOWN),
        (PAGE, "a.html", K.HTML),
        (PAGE, "a.txt", K.HTML),
        (PAGE, "a", K.HTML),
        ("\ufeff\n<!-- saved -->\n<html lang=en>", "a.txt", K.HTML),
        ("<p>Lamp off", "a.htm", K.HTML),
        ("<script>alert(1)</script> in the headline\n" + LAMP, "a.txt", K.TEXT),
        (RSS, "a.xml", K.FEED),
        (RSS, "a", K.FEED),
        (RSS, "a.txt", K.FEED),
        (RSS.encode("utf-16"), "a.rss", K.FEED),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "a.html", K.FEED),
        ("<rdf:RDF xmlns:rdf='x'/>", "a", K.FEED),
        ('<?xml version="1.0"?><opml version="2.0"/>', "a.xml", K.OPML),
        ("<news>no feed</news>", "a.xml", K.FEED),
        (JSON_FEED, "a.json", K.FEED),
        ('[{"title": "Lamp off"}]', "a.json", K.ARTICLES),
        ('[{"title": "Lamp off"}]', "a.txt", K.ARTICLES),
        ('{"title": "Lamp off"}\n{"title": "Herring"}\n', "a", K.ARTICLES),
        ("{{ config }} is in the headline\n" + LAMP, "a.txt", K.TEXT),
        ("[click](javascript:alert(1)) to read on", "a.txt", K.TEXT),
        ("[a], then [b]", "a.txt", K.TEXT),
        (MAIL, "a.eml", K.MAIL),
        (MAIL, "a.txt", K.MAIL),
        (MAIL, "a", K.MAIL),
        ("From: Jo\nSubject: Lamp off\nDate: 2 June 2025\n\n" + LAMP, "a.txt", K.TEXT),
        ("From: Jo <jo@x.example>\nSubject: Lamp off\n\n" + LAMP, "a.eml", K.MAIL),
        (b"1234\n" + MAIL, "a.emlx", K.MAIL),
        (MBOX, "a.mbox", K.MBOX),
        (MBOX, "Inbox", K.MBOX),
        ("From Monday on the lamp is off\n" + LAMP, "a.txt", K.TEXT),
        (MHTML, "a.mhtml", K.MHTML),
        (MHTML, "a.eml", K.MHTML),
        (docx(word_paragraph("Lamp off")), "a.docx", K.DOCX),
        (docx(word_paragraph("Lamp off")), "a.zip", K.DOCX),
        (odt("<text:p>Lamp off</text:p>"), "a", K.ODT),
        (zipped({"a.txt": "x"}), "a.zip", K.ZIP),
        (zipped({"a.docx": docx("")}, 0), "a.zip", K.ZIP),
        (zipped({"mimetype": "application/epub+zip"}, 0), "a.epub", K.EPUB),
        (zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "a.xlsx", K.OFFICE),
        (b"PK\x03\x04 and no more", "a.zip", K.ZIP),
        (tarred({"a.txt": "x"}), "a.tar", K.TAR),
        (gzip.compress(b"x"), "a.gz", K.PACKED),
        (bz2.compress(b"x"), "a.tbz2", K.PACKED),
        (lzma.compress(b"x"), "a.txt", K.PACKED),
        (pdf([["x"]]), "a.pdf", K.PDF),
        (pdf([["x"]]), "a.txt", K.PDF),
        (b"\x00\x00" + pdf([["x"]]), "a.pdf", K.PDF),
        ("BZhat and other names\n" + LAMP, "a.txt", K.TEXT),
        (b"\x89PNG\r\n\x1a\n....", "a.txt", K.PICTURE),
        (b"RIFF....WEBPVP8 ", "a", K.PICTURE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", K.OFFICE),
        (b"Rar!\x1a\x07", "a.rar", K.OTHER_ARCHIVE),
        ("body { color: red }", "a.css", K.CODE),
        ("[InternetShortcut]\nURL=https://x.example/", "a.url", K.LINK),
        (b"bplist00 x", "a.webloc", K.LINK),
        (b"bplist00 x", "a.webarchive", K.WEBARCHIVE),
        (bytes(range(32)) * 40, "a.html", K.TEXT),
    ],
)
def test_a_document_is_what_it_begins_like(data: str | bytes, name: str, kind: K) -> None:
    assert kind_of(document(data, f"seeds/{name}")).kind is kind


@pytest.mark.parametrize(
    ("data", "name", "is_told"),
    [
        (article("Lamp off"), "a.txt", False),
        (article("Lamp off"), "a.PDF", True),
        (MAIL, "a.txt", True),
        (MAIL, "a.eml", False),
        (gzip.compress(article("Lamp off").encode()), "a.tar", False),
    ],
)
def test_a_name_that_lies_is_told(data: str | bytes, name: str, is_told: bool) -> None:
    told = [e.reason for e in read(data, f"seeds/{name}").evidence if e.about == "kind"]

    assert bool(told) == is_told
    assert all("whatever its name says" in reason for reason in told)


@pytest.mark.parametrize("kind", sorted(_READERS))
def test_every_reader_in_the_table_is_there(kind: K) -> None:
    assert callable(_reader(kind))


def test_every_kind_is_read_or_told() -> None:
    assert {*K} == {*_READERS} | {*NOT_READ} | {K.TEXT}
    assert {*ENDINGS.values()} <= {*K}


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        ("<svg/>", "a.svg", "is a picture"),
        ("x", "a.csv", "is data"),
        ("{\\rtf1 x}", "a.doc", "is an RTF text"),
        ("<opml version='2.0'/>", "a.opml", "is a list of feeds"),
        (zipped({"META-INF/container.xml": "x"}), "a.epub", "is an e-book"),
    ],
)
def test_a_kind_that_is_not_read_says_what_to_do(data: str | bytes, name: str, says: str) -> None:
    gathered = read(data, f"seeds/{name}")

    assert gathered.entries == ()
    assert [p.message.startswith(says) for p in gathered.problems] == [True]


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("x/a.txt.gz", "a.txt"),
        ("a.tgz", "a.tar"),
        ("a.tar.bz2", "a.tar"),
        ("a", "a"),
        ("a.xz", "a"),
    ],
)
def test_a_packed_file_is_named_without_its_last_ending(name: str, inner: str) -> None:
    assert unpacked_name(name) == inner


# --- links and webarchives ------------------------------------------------------------------------

WEBLOC = (
    '<?xml version="1.0"?><plist version="1.0"><dict><key>URL</key>'
    "<string>https://coast.example/lamp</string></dict></plist>"
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (WEBLOC, "a.webloc"),
        ("[InternetShortcut]\r\nURL=https://coast.example/lamp\r\n", "a.url"),
        ("[Desktop Entry]\nType=Link\nURL[$e]=https://coast.example/lamp\n", "a.desktop"),
        (
            plistlib.dumps({"URL": "https://coast.example/lamp"}, fmt=plistlib.FMT_BINARY),
            "a.webloc",
        ),
    ],
)
def test_a_link_says_how_to_fetch_the_page(data: str | bytes, name: str) -> None:
    (problem,) = read(data, f"seeds/{name}").problems

    assert "“briefing add https://coast.example/lamp” fetches the page" in problem.message


@pytest.mark.parametrize("url", ["file:///etc/passwd", "", "javascript:alert(1)"])
def test_a_link_that_leads_to_no_page_is_told(url: str) -> None:
    (problem,) = read(f"[InternetShortcut]\nURL={url}\n", "seeds/a.url").problems

    assert problem.message.startswith("is a link without an http or https address")


def test_a_webarchive_is_its_page() -> None:
    text = article("Lighthouse gets a new lamp").encode()
    data = plistlib.dumps({"WebMainResource": {"WebResourceData": text}}, fmt=plistlib.FMT_BINARY)
    gathered = read(data, "seeds/a.webarchive")

    assert [e.title for e in gathered.entries] == ["Lighthouse gets a new lamp"]
    assert [e.seed.file for e in gathered.entries if e.seed] == ["seeds/a.webarchive"]


@pytest.mark.parametrize("data", [b"bplist00", b"bplist00" + bytes(range(200))])
def test_a_damaged_webarchive_is_told(data: bytes) -> None:
    (problem,) = read(data, "seeds/a.webarchive").problems

    assert problem.message.startswith("is a webarchive without a page")

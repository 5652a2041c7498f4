"""Web archives and encodings: the right page in the right letters."""

from __future__ import annotations

import base64
import quopri

import pytest
from reading_pages import TEXT, only, page, paragraphs, read

from briefing.ingest.web.charset import page_text
from briefing.ingest.web.mhtml import archived_page

PAGE = page(
    "<title>Ferry runs again – Lake Courier</title>",
    f"<h1>Ferry runs again</h1>{paragraphs()}<p>See <a href='timetable'>the new timetable of"
    " the ferry</a> for the hours of all its crossings in summer.</p>",
)


def archive(html: bytes, charset: str = "utf-8", location: str = "", head: str = "") -> bytes:
    body = quopri.encodestring(html).decode()
    where = f"Content-Location: {location}\n" if location else ""
    return (
        (
            "From: <Saved by a browser>\nSubject: Ferry runs again\nMIME-Version: 1.0\n"
            f'{head}Content-Type: multipart/related;\n\ttype="text/html";\n'
            '\tboundary="----MultipartBoundary--abc----"\n\n\n'
            "------MultipartBoundary--abc----\nContent-ID: <frame-1@mhtml>\n"
            f"Content-Transfer-Encoding: quoted-printable\n{where}"
            f"Content-Type: text/html; charset={charset}\n\n{body}\n"
            "------MultipartBoundary--abc----\nContent-Type: image/png\n"
            "Content-Transfer-Encoding: base64\nContent-Location: https://courier.example/i.png\n\n"
            f"{base64.b64encode(b'no picture').decode()}\n------MultipartBoundary--abc------\n"
        )
        .replace("Content-Type: text/html\nContent-ID", "Content-ID")
        .encode()
    )


@pytest.mark.parametrize("place", ["seeds/a.mhtml", "seeds/a.mht", "seeds/a.html"])
def test_an_archive_holds_a_page_and_its_address(place: str) -> None:
    data = archive(PAGE.encode(), location="https://courier.example/n/ferry?utm_source=x")

    entry = only(data, place)

    assert entry.title == "Ferry runs again"
    assert entry.url == "https://courier.example/n/ferry"
    assert entry.body.startswith(TEXT[0])
    assert "[the new timetable of the ferry](https://courier.example/n/timetable)" in entry.body


def test_the_address_may_stand_in_the_head_of_an_archive() -> None:
    head = "Snapshot-Content-Location: https://courier.example/n/ferry\n"

    assert only(archive(PAGE.encode(), head=head), "seeds/a.mhtml").url.endswith("/n/ferry")


def test_the_header_of_a_part_names_its_encoding() -> None:
    html = PAGE.replace('<meta charset="utf-8">', "")
    data = archive(html.encode("cp1252"), charset="windows-1252")

    found = archived_page(data)

    assert found is not None
    assert found.charset == "windows-1252"
    assert "again – Lake" in page_text(found.data, found.charset).text


def test_an_archive_without_a_page_gives_a_problem() -> None:
    data = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\nhi\n--x--\n"

    found = read(data, "seeds/a.mhtml")

    assert found.entries == ()
    assert "web archive without a page" in found.problems[0].message


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        (b"\xef\xbb\xbf<p>\xc3\xa4", "iso-8859-1", "<p>ä"),
        ("<p>ä".encode("utf-16"), "", "<p>ä"),
        ("<p>ä€".encode(), "iso-8859-1", "<p>ä€"),
        (b"<p>\xe4\x80", "iso-8859-1", "<p>ä€"),
        (b"<meta charset=iso-8859-2><p>\xb1", "", "<meta charset=iso-8859-2><p>ą"),
        (b"<meta charset='nonsense'><p>\xe4 \xf6 \xfc", "also-nonsense", None),
        (
            b"<?xml version='1.0' encoding='windows-1251'?><p>\xef\xe0",
            "",
            "<?xml version='1.0' encoding='windows-1251'?><p>па",
        ),
        ("<meta charset=gb2312><p>镕".encode("gb18030"), "", "<meta charset=gb2312><p>镕"),
        (b"<p>plain", "", "<p>plain"),
    ],
)
def test_the_letters_of_a_page(data: bytes, charset: str, text: str | None) -> None:
    found = page_text(data, charset).text

    assert found == text if text is not None else "ä" in found

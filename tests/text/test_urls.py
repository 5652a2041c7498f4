"""Addresses come out absolute, without trackers, without detours."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.text.urls import LONGEST_URL, clean_url, domain_of

HERE = "https://harbour.example/news/swans.html"
WANTED = "https://harbour.example/a?id=7"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTPS://Harbour.Example:443/a", "https://harbour.example/a"),
        ("http://harbour.example:8080", "http://harbour.example:8080/"),
        ("  https://harbour.example/a\n b ", "https://harbour.example/a%20b"),
        ("https://harbour.example/ä?q=ö&x=[1]#ü", "https://harbour.example/%C3%A4?q=%C3%B6&x=%5B1%5D#%C3%BC"),
        ("https://harbour.example/50%", "https://harbour.example/50%25"),
        ("https://häfen.example/", "https://xn--hfen-loa.example/"),
        ("https://pilot:secret@harbour.example/a", "https://harbour.example/a"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("https:\\\\harbour.example\\a", "https://harbour.example/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,a", ""),
        ("mailto:pilot@harbour.example", ""),
        ("ftp://harbour.example/a", ""),
        ("file:///etc/hosts", ""),
        ("https://", ""),
        ("https://a b.example/", ""),
        ("https://harbour.example:port/", ""),
        ("http://[", ""),
        ("https://" + "ä" * 70 + ".example/", ""),
        ("swans.html", ""),
        ("", ""),
        ("https://harbour.example/" + "a" * LONGEST_URL, ""),
    ],
)  # fmt: skip
def test_an_address_is_absolute_and_legal(url: str, wanted: str) -> None:
    assert clean_url(url) == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("ducks.html", "https://harbour.example/news/ducks.html"),
        ("/a", "https://harbour.example/a"),
        ("?page=2", "https://harbour.example/news/swans.html?page=2"),
        ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("https://elsewhere.example/", "https://elsewhere.example/"),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_address_is_resolved_on_its_base(url: str, wanted: str) -> None:
    assert clean_url(url, HERE) == wanted


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/a?id=7&utm_source=letter&utm_medium=mail",
        "https://harbour.example/a?fbclid=x&id=7&gclid=y",
        "https://harbour.example/a?id=7&amp;utm_source=letter",
        "https://harbour.example/a?id=7&MC_CID=1&mc_eid=2&igshid=3",
        "https://harbour.example/a?&id=7&",
        "https://harbour.example/a?id=7#xtor=RSS-3",
        "https://harbour.example/a?id=7#:~:text=swan",
    ],
)
def test_trackers_go(url: str) -> None:
    assert clean_url(url) == WANTED


@pytest.mark.parametrize(
    "url",
    ["https://harbour.example/a?id=7#swans", "https://harbour.example/?page=2&source=log&ref=main"],
)
def test_what_leads_somewhere_stays(url: str) -> None:
    assert clean_url(url) == url


ENCODED = "https%3A%2F%2Fharbour.example%2Fa%3Fid%3D7%26utm_source%3Dx"


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.google.com/url?sa=t&q={ENCODED}&usg=1",
        f"https://www.google.co.uk/url?url={ENCODED}",
        f"https://l.facebook.com/l.php?u={ENCODED}&h=1",
        f"https://eur01.safelinks.protection.outlook.com/?url={ENCODED}&data=1",
        f"https://out.reddit.com/t3_1?url={ENCODED}",
        f"https://click.post.example/f/a?u={ENCODED}",
        f"https://links.post.example/c?target={ENCODED}",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__harbour.example_a-3Fid-3D7&d=x",
        "https://urldefense.com/v3/__https://harbour.example/a?id=7__;!!x",
        "https://harbour-example.cdn.ampproject.org/c/s/harbour.example/a?id=7",
        "https://www.google.com/amp/s/harbour.example/a?id=7",
        (
            "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3D"
            "https%253A%252F%252Fharbour.example%252Fa%253Fid%253D7"
        ),
    ],
)
def test_detours_are_left_out(url: str) -> None:
    assert clean_url(url) == WANTED


@pytest.mark.parametrize(
    "url",
    [
        "https://www.google.com/url?q=swans",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://search.example/?url=https%3A%2F%2Fharbour.example%2F",
        "https://links.post.example/c/opaque",
    ],
)
def test_what_only_looks_like_a_detour_stays(url: str) -> None:
    assert clean_url(url) == url


@given(st.text(max_size=60), st.sampled_from(["", HERE]))
@example("https://a.example/?q=%3Cb%3E", "")
@example("//[v1.x]/", HERE)
def test_anything_gives_an_address_or_nothing(url: str, base: str) -> None:
    found = clean_url(url, base)

    assert not found or urlsplit(found).scheme in ("http", "https")
    assert found.isascii() and not set(found) & set(' <>"\\\n')
    assert clean_url(found) == found


@pytest.mark.parametrize(
    ("url", "wanted"),
    [("https://www.Harbour.example/a", "harbour.example"), ("a", ""), ("http://[", "")],
)
def test_the_domain(url: str, wanted: str) -> None:
    assert domain_of(url) == wanted

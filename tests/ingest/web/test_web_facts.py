"""The facts of a page: dates, names, headlines, addresses, pictures, from the surest place."""

from __future__ import annotations

import datetime as dt

import pytest
from reading_pages import BERLIN, TEXT, linked, only, page, paragraphs

from briefing.ingest.web.facts.addresses import best_address, day_in, saved_from
from briefing.ingest.web.facts.headline import bare_title
from briefing.ingest.web.facts.moments import parse_moment
from briefing.ingest.web.facts.people import authors_of
from briefing.model import DateOrigin

UTC = dt.UTC
PLUS_2 = dt.timezone(dt.timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025-06-02", dt.date(2025, 6, 2)),
        ("2025-06-02T11:34:05.123Z", dt.datetime(2025, 6, 2, 11, 34, 5, tzinfo=UTC)),
        ("2025-06-02 11:34", dt.datetime(2025, 6, 2, 11, 34, tzinfo=BERLIN)),
        ("2025-06-02T11:34+0200", dt.datetime(2025, 6, 2, 11, 34, tzinfo=PLUS_2)),
        ("2025-06-02T11:34:00+02", dt.datetime(2025, 6, 2, 11, 34, tzinfo=PLUS_2)),
        ("2025-06-02T9:04:00 GMT", dt.datetime(2025, 6, 2, 9, 4, tzinfo=UTC)),
        ("2025-06-02T00:00:00Z", dt.date(2025, 6, 2)),
        ("20250602", dt.date(2025, 6, 2)),
        ("20250602T113400Z", dt.date(2025, 6, 2)),
        ("1748856840", dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC)),
        ("1748856840000", dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC)),
        ("Mon, 02 Jun 2025 11:34:00 +0200", dt.datetime(2025, 6, 2, 11, 34, tzinfo=PLUS_2)),
        ("2 June 2025", dt.date(2025, 6, 2)),
        ("02.06.2025, 11:34 Uhr", dt.datetime(2025, 6, 2, 11, 34, tzinfo=BERLIN)),
        ("2025-13-41", None),
        ("20251341", None),
        ("2025-06-02T31:34:00Z", dt.date(2025, 6, 2)),
        ("Mon, 02 Jun 2025 99:34:00", dt.date(2025, 6, 2)),
        ("11:34", None),
        ("Mon, 99 Foo 2025 11:34", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moments(text: str, wanted: dt.date | None) -> None:
    assert parse_moment(text, BERLIN) == wanted


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["Ada Reed"], ("Ada Reed",)),
        (["By Ada Reed"], ("Ada Reed",)),
        (["VON ADA REED"], ("Ada Reed",)),
        (["Ada Reed and Bo Lind"], ("Ada Reed", "Bo Lind")),
        (["Ada Reed, Bo Lind und Cy Moss"], ("Ada Reed", "Bo Lind", "Cy Moss")),
        (["Ada Reed, Bo Lind"], ("Ada Reed", "Bo Lind")),
        (["Ada Reed, Bo Lind, Cy Moss"], ("Ada Reed", "Bo Lind", "Cy Moss")),
        (["Ada Reed; Bo Lind"], ("Ada Reed", "Bo Lind")),
        (["Ada Reed | Lake Courier"], ("Ada Reed",)),
        (["Ada Reed (AP)"], ("Ada Reed",)),
        (["Ada Reed, Reuters"], ("Ada Reed",)),
        (["Autor: Ada Reed"], ("Ada Reed",)),
        (["AuthorAda Reed"], ("Ada Reed",)),
        (["Ada &amp; Bo"], ("Ada", "Bo")),
        (["Ada Reed", "ada reed"], ("Ada Reed",)),
        (["Reuters"], ("Reuters",)),
        (["Lake Courier"], ()),
        (["admin"], ()),
        (["wordpressadmin"], ()),
        (["https://social.example/ada"], ()),
        (["ada@courier.example"], ()),
        (["By"], ()),
        (["a" * 80], ()),
        ([""], ()),
        (["丁玲"], ("丁玲",)),
    ],
)
def test_authors(values: list[str], wanted: tuple[str, ...]) -> None:
    assert authors_of(values, ["Lake Courier"]) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Ferry runs again", "Ferry runs again"),
        ("Ferry runs again | Lake Courier", "Ferry runs again"),
        ("Ferry runs again - Regional - Lake Courier", "Ferry runs again - Regional"),
        ("Ferry runs again – courier.example", "Ferry runs again"),
        ("Lake Courier | Ferry runs again", "Ferry runs again"),
        ("Lake Courier » Ferry runs again", "Ferry runs again"),
        ("Ferry runs again « Lake Courier", "Ferry runs again"),
        ("Ferry &amp; swans <b>again</b>", "Ferry & swans again"),
        ("Ferry runs again - and again", "Ferry runs again - and again"),
        ("渡轮恢复通航-湖区新闻网", "渡轮恢复通航"),
        ("Ferry - Lake Courier", "Ferry - Lake Courier"),
        ("Ferry runs again - courier", "Ferry runs again"),
        ("Ferry runs again | * * *", "Ferry runs again"),
    ],
)
def test_headlines_lose_their_publisher(title: str, wanted: str) -> None:
    assert bare_title(title, "Lake Courier", "courier.example") == wanted


SINGLE_FILE = """<!--
 Page saved with SingleFile
 url: https://courier.example/n/ferry
 saved date: Mon Jun 02 2025 -->"""


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<!-- saved from url=(0030)https://courier.example/n/ferry -->", "https://courier.example/n/ferry"),
        ("<!DOCTYPE html>\n<!-- saved from url=(0014)about:internet -->", ""),
        (SINGLE_FILE, "https://courier.example/n/ferry"),
        ("<!-- Mirrored from courier.example/n/ferry by a program -->", "http://courier.example/n/ferry"),
        ("<p>nothing</p>", ""),
    ],
)  # fmt: skip
def test_where_a_page_was_saved_from(html: str, wanted: str) -> None:
    assert saved_from(html) == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://courier.example/2025/06/02/ferry", dt.date(2025, 6, 2)),
        ("https://courier.example/2025/6/2/ferry", dt.date(2025, 6, 2)),
        ("https://courier.example/2025/jun/02/ferry", dt.date(2025, 6, 2)),
        ("https://courier.example/ferry-20250602-4711", dt.date(2025, 6, 2)),
        ("https://courier.example/ferry_2025-06-02.html", dt.date(2025, 6, 2)),
        ("https://courier.example/2025/02/31/ferry", None),
        ("https://courier.example/2025/06/ferry", None),
        ("https://courier.example/n/202506021134", None),
        ("https://courier.example/?d=2025-06-02", None),
        ("", None),
    ],
)
def test_the_day_in_an_address(url: str, wanted: dt.date | None) -> None:
    assert day_in(url) == wanted


def test_the_front_page_is_not_the_address_of_an_article() -> None:
    saved = "https://courier.example/n/ferry"

    assert best_address(["", "https://courier.example/"], saved) == saved
    assert best_address(["https://courier.example/"], "") == "https://courier.example/"


@pytest.mark.parametrize(
    ("head", "shown", "wanted"),
    [
        ("<title>Ferry runs again</title>", "FERRY RUNS AGAIN", "FERRY RUNS AGAIN"),
        ("<title>Ferry runs again - Lake</title>", "The Lake Courier", "Ferry runs again"),
        (
            '<meta property="og:title" content="The ferry runs again">',
            "By boat: The ferry runs again",
            "The ferry runs again",
        ),
        (
            '<meta property="og:title" content="The ferry runs again today, with bicycles">',
            "The ferry runs again today",
            "The ferry runs again today",
        ),
        ("", "Ferry runs again", "Ferry runs again"),
        ("", "", "The old ferry across the Wend lake ran again on Monday, eleven weeks"),
    ],
)  # fmt: skip
def test_which_headline_is_taken(head: str, shown: str, wanted: str) -> None:
    body = f"<h1>{shown}</h1>{paragraphs()}"

    assert only(page(head, body)).title[: len(wanted)] == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<p>By <a rel="author" href="/a">Ada Reed</a></p>', ("Ada Reed",)),
        ('<span class="author-name byline">Ada Reed</span>', ("Ada Reed",)),
        ('<div class="byline">Ada Reed</div>', ("Ada Reed",)),
        ("<p>Posted in Boats by Ada Reed on June 2, 2025</p>", ("Ada Reed",)),
        ("<p>Published 2 June 2025</p>", ()),
    ],
)
def test_authors_that_only_readers_see(body: str, wanted: tuple[str, ...]) -> None:
    assert only(page("", f"<h1>Ferry runs again</h1>{body}{paragraphs()}")).authors == wanted


@pytest.mark.parametrize(
    ("body", "date", "updated"),
    [
        ("<p>Published: 2 June 2025, 11:34</p>", dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC), None),
        (
            """<time datetime="2025-06-02T09:34Z">Monday</time>
            <p>Updated <time datetime="2025-06-03T10:00Z">today</time></p>""",
            dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC),
            dt.datetime(2025, 6, 3, 10, tzinfo=UTC),
        ),
        ("<p>2 June 2025 | Updated 3 June 2025</p>", dt.date(2025, 6, 2), dt.date(2025, 6, 3)),
        ('<div class="post-date">June 2, 2025 in Boats and birds</div>', dt.date(2025, 6, 2), None),
        ("<p>Press release of 02.06.2025</p>", dt.date(2025, 6, 2), None),
        ("<p>Last updated: 3 June 2025</p>", dt.date(2025, 6, 3), None),
    ],
)  # fmt: skip
def test_dates_that_only_readers_see(body: str, date: dt.date, updated: dt.date | None) -> None:
    entry = only(page("", f"<h1>Ferry runs again</h1>{body}{paragraphs()}"))

    assert (entry.date, entry.date_origin) == (date, DateOrigin.STATED)
    assert entry.updated == updated


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta name="dcterms.modified" content="2025-06-03">', dt.date(2025, 6, 3)),
        ('<meta name="date" content="2025-06-02">', dt.date(2025, 6, 2)),
        (linked(headline="Ferry", dateCreated="2025-06-01"), dt.date(2025, 6, 1)),
        ('<meta name="parsely-pub-date" content="2025-06-02T09:34:00Z">',
         dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_dates_for_machines(head: str, date: dt.date) -> None:
    entry = only(page(head, f"<h1>Ferry runs again</h1>{paragraphs()}"))

    assert (entry.date, entry.date_origin) == (date, DateOrigin.META)


def test_a_change_on_the_same_day_is_one_only_with_its_time() -> None:
    head = linked(headline="Ferry", datePublished="2025-06-02", dateModified="2025-06-02T10:00Z")

    assert only(page(head, paragraphs())).updated is None


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (
            """<meta property="og:site_name" content="courier.example">
            <meta name="application-name" content="Lake Courier">""",
            "Lake Courier",
        ),
        ('<link rel="canonical" href="https://www.courier.example/n">', "courier.example"),
        ("<title>A ferry that runs again after weeks | Lake Courier</title>", "Lake Courier"),
        ('<script type="application/ld+json">{"@type": "WebSite", "name": "Lake Courier"}</script>',
         "Lake Courier"),
        ("", ""),
    ],
)  # fmt: skip
def test_sources(head: str, source: str) -> None:
    assert (
        only(page(head, f"<h1>A ferry that runs again after weeks</h1>{paragraphs()}")).source
        == source
    )


@pytest.mark.parametrize(
    ("lang", "head", "wanted"),
    [
        ("en-GB", "", "en-GB"),
        ("de", "", "en"),
        ("", '<meta http-equiv="content-language" content="en_US">', "en-US"),
        ("", "", "en"),
    ],
)
def test_the_text_outweighs_the_language_named(lang: str, head: str, wanted: str) -> None:
    assert only(page(head, f"<h1>Ferry</h1>{paragraphs()}", lang), language="fr").lang == wanted


def test_a_text_too_short_to_tell_is_in_the_language_named() -> None:
    html = page(
        "", "<h1>Lac</h1><p>Lac 42.</p><p>" + "1234 5678 9012 3456 7890. " * 8 + "</p>", "fr"
    )

    assert only(html).lang == "fr"


@pytest.mark.parametrize(
    ("description", "wanted"),
    [
        ("The boat runs on the lake again.", "The boat runs on the lake again."),
        ("The boat crosses the lake again after…", ""),
        ("All about boats", ""),
    ],
)  # fmt: skip
def test_only_whole_sentences_are_a_summary(description: str, wanted: str) -> None:
    head = f'<meta name="description" content="{description}">'
    summary = only(page(head, f"<h1>Ferry runs again</h1>{paragraphs()}")).summary

    assert summary == wanted if wanted else summary.startswith("The old ferry")


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ('<meta property="og:image" content="/logo.png">', None),
        ('<meta property="og:image" content="data:x">', None),
        (
            """<meta property="og:image" content="https://i.example/swan.jpg?w=9">
            <meta property="og:image:alt" content="A swan">""",
            ("https://i.example/swan.jpg?w=9", "A swan"),
        ),
        (linked(headline="x", image=["https://i.example/a.jpg", "https://i.example/b.jpg"]),
         ("https://i.example/a.jpg", "")),
    ],
)  # fmt: skip
def test_pictures_of_articles(head: str, wanted: tuple[str, str] | None) -> None:
    image = only(page(head, f"<h1>Ferry runs again</h1>{paragraphs()}")).image

    assert ((image.url, image.alt) if image else None) == wanted


def test_bibliographies_turn_names_around() -> None:
    head = """<meta name="citation_author" content="Reed, Ada">
    <meta name="citation_author" content="Lind, Bo">"""

    assert only(page(head, f"<h1>Ferry</h1>{paragraphs()}")).authors == ("Ada Reed", "Bo Lind")


@pytest.mark.parametrize(
    "script",
    [
        "{broken",
        '// <![CDATA[\n{"@type": "NewsArticle", "author": "Ada Reed"}\n// ]]>',
        "[[]]",
        "null",
        "3",
        '{"@type": 3, "author": {"name": {"name": 3}}, "headline": ["x", {"a": 1}]}',
        '{"@type": "Article", "author": [null, true, 4, {"@id": "#no"}], "datePublished": {}}',
    ],
)
def test_odd_json_ld_does_no_harm(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'

    assert only(page(head, f"<h1>Ferry runs again</h1>{paragraphs()}")).title


def test_the_picture_in_the_page_describes_that_of_the_article() -> None:
    head = '<meta property="og:image" content="https://i.example/big/swan-on-raft.jpg">'
    body = f"""<h1>Ferry</h1>{paragraphs()}<img src="https://i.example/other-thing.jpg" alt="Other">
    <figure><img src="https://i.example/small/swan-on-raft.jpg?w=9">
    <figcaption>A swan on its raft (Foto: J. Hall)</figcaption></figure>"""

    image = only(page(head, body)).image

    assert image is not None
    assert image.alt == "A swan on its raft (Foto: J. Hall)"
    assert image.credit == "J. Hall"


def test_microdata_in_all_its_forms() -> None:
    body = f"""<article itemscope itemtype="http://schema.org/BlogPosting">
    <meta itemprop="datePublished" content="2025-06-02">
    <h1 itemprop="headline name">Ferry runs again</h1>
    <div itemprop="author" itemscope><b>Ada Reed</b></div>
    <div itemprop="image" itemscope><img itemprop="url" src="https://i.example/swan.jpg"></div>
    <div itemprop="mainEntity" itemscope><span itemprop="author">Nobody</span></div>
    <a itemprop="articleSection" href="/lake"><span>Lake</span></a>
    <span itemprop="keywords">boats, birds</span>
    <div itemprop="articleBody">{paragraphs()}</div></article>"""

    entry = only(page("", body))

    assert entry.authors == ("Ada Reed",)
    assert entry.date == dt.date(2025, 6, 2)
    assert entry.image is not None
    assert entry.image.url == "https://i.example/swan.jpg"


def test_a_base_in_the_page_resolves_its_links() -> None:
    head = '<base href="https://courier.example/n/"><title>Ferry runs again</title>'
    body = f"{paragraphs()}<p>{TEXT[0]} <a href='timetable'>See the timetable.</a></p>"

    assert "(https://courier.example/n/timetable)" in only(page(head, body)).body


def test_a_page_of_very_many_metas_is_read() -> None:
    metas = "".join(f'<meta name="m{n}" content="x"><meta content="">' for n in range(2_000))

    assert only(page(f"<title>Ferry runs again</title>{metas}", paragraphs())).title

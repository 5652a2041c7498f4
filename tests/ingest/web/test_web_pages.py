"""Pages of many builds become the right entry: text, headline, date, authors, source."""

from __future__ import annotations

import datetime as dt

import pytest
from reading_pages import (
    FOOTER,
    LEDE,
    NAV,
    SECOND,
    TEXT,
    THIRD,
    assert_nothing_is_lost,
    linked,
    only,
    page,
    paragraphs,
    read,
    words,
)

from briefing.model import DateOrigin, Kind

UTC = dt.UTC


def assert_text(body: str, *texts: str) -> None:
    for text in texts or TEXT:
        assert words(text) in words(body)


def test_a_page_with_json_ld_only() -> None:
    head = linked(
        headline="Ferry runs again after swans move",
        datePublished="2025-06-02T11:34:00+02:00",
        dateModified="2025-06-02T15:00:00+02:00",
        author=[{"@type": "Person", "name": "Ada Reed"}, {"@type": "Person", "name": "Bo Lind"}],
        publisher={"@type": "Organization", "name": "Lake Courier"},
        image={"@type": "ImageObject", "url": "/ferry.jpg", "caption": "The ferry",
               "creditText": "J. Hall"},
        articleSection="Regional",
        keywords=["ferry", "swans", "ferry"],
        inLanguage="en-GB",
        url="https://courier.example/lake/ferry?utm_source=x",
        description="The boat crosses the lake again after eleven weeks.",
    )  # fmt: skip
    body = f"{NAV}<div><h1>Ferry runs again after swans move</h1>{paragraphs()}</div>{FOOTER}"

    found = read(page(head, body, lang="en-GB"))

    (entry,) = found.entries
    assert entry.title == "Ferry runs again after swans move"
    assert entry.date == dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC)
    assert entry.date_origin is DateOrigin.META
    assert entry.updated == dt.datetime(2025, 6, 2, 13, 0, tzinfo=UTC)
    assert entry.authors == ("Ada Reed", "Bo Lind")
    assert entry.source == "Lake Courier"
    assert entry.url == "https://courier.example/lake/ferry"
    assert entry.section == "Regional"
    assert entry.topics == ("ferry", "swans")
    assert entry.lang == "en-GB"
    assert entry.summary == "The boat crosses the lake again after eleven weeks."
    assert entry.image is not None
    assert entry.image.url == "https://courier.example/ferry.jpg"
    assert (entry.image.alt, entry.image.credit) == ("The ferry", "J. Hall")
    assert entry.body == "\n\n".join(TEXT)
    assert_nothing_is_lost(found, "All rights reserved.", "Front page", "Weather")
    assert len(found.left_out) <= 3
    assert {e.about for e in found.evidence} >= {"boundary", "date", "author", "source", "title"}


def test_a_graph_with_references() -> None:
    head = """<script type="application/ld+json">
    {"@context": "https://schema.org", "@graph": [
      {"@type": "WebSite", "@id": "#site", "name": "Lake Courier"},
      {"@type": "Organization", "@id": "#org", "name": "Lake Courier"},
      {"@type": "Person", "@id": "#ada", "name": "Ada Reed"},
      {"@type": "BreadcrumbList", "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": "Home"},
        {"@type": "ListItem", "position": 2, "name": "Nature"},
        {"@type": "ListItem", "position": 3, "name": "Ferry runs again"}]},
      {"@type": ["Article", "NewsArticle"], "headline": "Ferry runs again",
       "author": {"@id": "#ada"}, "publisher": {"@id": "#org"},
       "datePublished": "2025-06-02",}]}
    </script><title>Ferry runs again</title>"""

    entry = only(page(head, f"<h1>Ferry runs again</h1>{paragraphs()}"))

    assert entry.authors == ("Ada Reed",)
    assert entry.source == "Lake Courier"
    assert entry.date == dt.date(2025, 6, 2)
    assert entry.section == "Nature"


def test_a_page_with_open_graph_only() -> None:
    head = """<title>Ferry runs again | Lake Courier</title>
    <meta property="og:title" content="Ferry runs again - Lake Courier">
    <meta property="og:site_name" content="Lake Courier">
    <meta property="og:type" content="article">
    <meta property="og:url" content="https://courier.example/ferry">
    <meta property="og:image" content="https://courier.example/img/ferry-at-pier.jpg?w=1200">
    <meta property="og:locale" content="en_GB">
    <meta property="article:published_time" content="2025-06-02T09:34:00Z">
    <meta property="article:author" content="https://social.example/ada">
    <meta name="author" content="By Ada Reed and Bo Lind">
    <meta property="article:section" content="Regional">
    <meta property="article:tag" content="Ferries"><meta property="article:tag" content="Swans">"""
    figure = """<figure><img src="/img/ferry-at-pier.jpg" alt="Ferry at the pier">
    <figcaption>The ferry on Monday. Photo: J. Hall</figcaption></figure>"""
    body = f"<article><h1>Ferry runs again</h1>{figure}{paragraphs()}</article>"

    entry = only(page(head, body, lang=""))

    assert entry.title == "Ferry runs again"
    assert entry.date == dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC)
    assert entry.authors == ("Ada Reed", "Bo Lind")
    assert (entry.source, entry.section) == ("Lake Courier", "Regional")
    assert entry.topics == ("Ferries", "Swans")
    assert entry.lang == "en-GB"
    assert entry.image is not None
    assert (entry.image.alt, entry.image.credit) == ("Ferry at the pier", "J. Hall")
    assert entry.body.startswith(
        "![Ferry at the pier](https://courier.example/img/ferry-at-pier.jpg)\n*The ferry on Monday."
    )
    assert_text(entry.body)


def test_a_page_with_microdata() -> None:
    body = f"""<div itemscope itemtype="https://schema.org/NewsArticle">
    <h1 itemprop="headline">Ferry runs again</h1>
    <span itemprop="author" itemscope itemtype="https://schema.org/Person">By
      <a itemprop="url" href="/ada"><span itemprop="name">Ada Reed</span></a></span>
    <time itemprop="datePublished" datetime="2025-06-02T11:34+02:00">Monday</time>
    <div itemprop="publisher" itemscope itemtype="https://schema.org/Organization">
      <meta itemprop="name" content="Lake Courier"></div>
    <div itemprop="articleBody">{paragraphs()}</div></div>{FOOTER}"""

    entry = only(page("<title>Ferry runs again - Lake Courier</title>", body))

    assert entry.title == "Ferry runs again"
    assert entry.authors == ("Ada Reed",)
    assert entry.source == "Lake Courier"
    assert entry.date == dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC)
    assert entry.body == "\n\n".join(TEXT)


def test_a_page_that_tells_machines_nothing() -> None:
    html = f"""<!-- saved from url=(0030)https://www.lake-courier.example/n/4711.html -->
    <html><head><title>Ferry runs again - Lake Courier</title></head><body>
    <table><tr><td><a href="/">Home</a><br><a href="/a">Archive</a></td><td>
    <h2>Ferry runs again</h2><p><b>By Ada Reed</b><br>2 June 2025, 11:34</p>
    {paragraphs()}</td></tr></table></body></html>"""

    entry = only(html)

    assert entry.title == "Ferry runs again"
    assert entry.authors == ("Ada Reed",)
    assert entry.date == dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC)
    assert entry.date_origin is DateOrigin.STATED
    assert entry.source == "Lake Courier"
    assert entry.url == "https://www.lake-courier.example/n/4711.html"
    assert entry.lang == "en"
    assert entry.body == "\n\n".join(TEXT)


def test_the_address_dates_a_page_that_nothing_else_dates() -> None:
    head = '<link rel="canonical" href="https://courier.example/2025/06/02/ferry/">'

    entry = only(page(head, f"<h1>Ferry runs again</h1>{paragraphs()}"))

    assert (entry.date, entry.date_origin) == (dt.date(2025, 6, 2), DateOrigin.URL)


def test_a_page_without_any_date_is_dated_by_its_collection() -> None:
    entry = only(page("", f"<h1>Ferry runs again</h1>{paragraphs()}"))

    assert entry.date_origin is DateOrigin.INGESTED


def test_clocks_comments_and_related_links_do_not_date_a_page() -> None:
    related = "".join(
        f'<li><a href="/r{n}">Older story number {n} about the lake</a>'
        f'<time datetime="2024-0{n}-01">1.{n}.2024</time></li>'
        for n in range(1, 5)
    )
    comments = "".join(
        f"<li><p>A reader wrote at length that the swans number {n} should have stayed where they"
        f' were, and that boats can wait. They always could.</p><time datetime="2025-07-0{n}">'
        f"{n} July 2025</time></li>"
        for n in range(1, 6)
    )
    body = f"""<header><div id="clock">Saturday, 28 November 2026, 09:46</div></header>{NAV}
    <main><h1>Ferry runs again</h1><p class="byline">Ada Reed, 2 June 2025, 11:34</p>
    {paragraphs()}</main>
    <section class="related"><h3>More from the lake</h3><ul>{related}</ul></section>
    <section id="comments"><h3>5 comments</h3><ol>{comments}</ol></section>"""

    found = read(page("<title>Ferry runs again</title>", body))

    (entry,) = found.entries
    assert entry.date == dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC)
    assert entry.body == "\n\n".join(TEXT)
    assert_nothing_is_lost(found, "the swans number 3 should", "Older story number 2")
    assert {"comments", "related", "navigation"} <= {x.reason for x in found.left_out}


def test_a_page_with_a_cookie_banner_and_a_letter_to_subscribe_to() -> None:
    body = f"""<div id="cookie-consent"><p>We and our 412 partners store cookies on your device to
    show you what you have already bought. You may agree, or agree later.</p>
    <button>Agree</button></div>{NAV}
    <article><h1>Ferry runs again</h1><p>{LEDE}</p>
    <div class="newsletter-box"><h3>The lake in your post</h3><p>Every Friday we write a letter
    about boats and birds. Sign up and never miss a swan again.</p></div>
    <p>{SECOND}</p><div class="ad-slot">Advertisement</div><p>{THIRD}</p>
    <div class="share-buttons"><a href="#">Share</a> <a href="#">Post</a></div></article>"""

    found = read(page("", body))

    (entry,) = found.entries
    assert entry.body == "\n\n".join(TEXT)
    assert_nothing_is_lost(found, "our 412 partners", "never miss a swan again")


def test_a_page_in_arabic() -> None:
    first = (
        "عادت العبارة القديمة إلى العمل يوم الاثنين بعد أحد عشر أسبوعا"
        " من إغلاق المعبر بسبب عش بجعة على الرصيف."
    )
    second = (
        "وقال الملاح إن اثنين وأربعين راكبا كانوا على متن القارب"
        " عندما غادر الرصيف الشرقي في السابعة صباحا."
    )
    head = """<meta property="og:title" content="العبارة تعود إلى العمل">
    <meta property="article:published_time" content="2025-06-02T08:00:00+03:00">
    <meta name="author" content="ليلى حسن">"""
    body = (
        f"<article dir='rtl'><h1>العبارة تعود إلى العمل</h1>{paragraphs(first, second)}</article>"
    )

    entry = only(page(head, body, lang="ar"))

    assert entry.title == "العبارة تعود إلى العمل"
    assert entry.authors == ("ليلى حسن",)
    assert entry.lang == "ar"
    assert entry.body == f"{first}\n\n{second}"


@pytest.mark.parametrize("named", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_a_page_in_an_old_cyrillic_encoding(named: str) -> None:
    first = (
        "Старый паром через озеро снова ходит с понедельника,"
        " спустя одиннадцать недель после закрытия переправы."
    )
    second = (
        "На борту было сорок два пассажира и девять велосипедов,"
        " рассказал паромщик, когда лодка отошла от причала."
    )
    html = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset={named}">
    <title>Паром снова ходит</title></head><body><h1>Паром снова ходит</h1>
    <p>2 июня 2025, 11:34</p>{paragraphs(first, second)}</body></html>"""

    entry = only(html.encode(named))

    assert entry.title == "Паром снова ходит"
    assert entry.date == dt.datetime(2025, 6, 2, 9, 34, tzinfo=UTC)
    assert entry.lang == "ru"
    assert entry.body == f"{first}\n\n{second}"


def test_a_live_blog_is_one_article() -> None:
    posts = "".join(
        f'<article class="post"><h3>Update number {n} from the pier</h3>'
        f'<time datetime="2025-06-02T0{n}:10:00+02:00">0{n}:10</time>'
        f"<p>At ten past {n} the ferry had carried {n * 10} people across the lake, more than ever"
        " before in one hour of the morning.</p></article>"
        for n in range(6, 10)
    )
    head = linked(**{"@type": "LiveBlogPosting"}, headline="The ferry returns: all updates",
                  datePublished="2025-06-02T06:00:00+02:00")  # fmt: skip

    entry = only(page(head, f"<h1>The ferry returns: all updates</h1><div>{posts}</div>"))

    assert entry.title == "The ferry returns: all updates"
    assert_text(entry.body, *(f"the ferry had carried {n * 10} people" for n in range(6, 10)))


def test_tables_lists_quotations_and_links_stay() -> None:
    body = f"""<div class="article-body"><h1>Ferry runs again</h1><p>{LEDE}</p>
    <h2>The numbers</h2><table><tr><th>Day</th><th>People</th></tr>
    <tr><td>Monday</td><td>42</td></tr><tr><td>Tuesday</td><td>57</td></tr></table>
    <p>{SECOND} <a href="/timetable?fbclid=1">The timetable</a> is <b>new</b>.</p>
    <ul><li>Boats leave every hour on the hour from the eastern pier.</li>
    <li>Bicycles cost one crown more, in both directions.</li></ul>
    <blockquote><p>{THIRD}</p></blockquote></div>"""
    head = '<link rel="canonical" href="https://courier.example/n/ferry">'

    body_text = only(page(head, body)).body

    assert "## The numbers\n\n| Day | People |\n| --- | --- |\n| Monday | 42 |" in body_text
    assert "[The timetable](https://courier.example/timetable) is **new**." in body_text
    assert "- Boats leave every hour" in body_text
    assert f"> {THIRD}" in body_text


def test_a_text_that_only_scripts_would_show_is_taken_from_json_ld() -> None:
    head = linked(headline="Ferry runs again", articleBody="\n\n".join(TEXT))

    found = read(page(head, "<div id='root'>Loading</div>"))

    (entry,) = found.entries
    assert entry.title == "Ferry runs again"
    assert entry.body == "\n\n".join(TEXT)
    assert any("JSON-LD" in e.reason for e in found.evidence if e.about == "boundary")


def test_a_name_like_related_is_not_believed_of_the_article_itself() -> None:
    body = f"""{NAV}<div class="sidebar-right teaser"><h1>Ferry runs again</h1>
    <div class="related-content">{paragraphs()}</div></div>{FOOTER}"""

    assert only(page("", body)).body == "\n\n".join(TEXT)


def test_a_few_lines_are_a_brief() -> None:
    text = "The ferry across the Wend lake will not run on Tuesday, the ferryman said on Monday."

    entry = only(page("", f"<h1>No ferry on Tuesday</h1><p>{text}</p>"))

    assert entry.kind is Kind.BRIEF
    assert entry.body == text


def test_the_page_about_another_article_does_not_lend_it_its_facts() -> None:
    teasers = "".join(
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Other {n}",'
        f' "datePublished": "2020-01-0{n}", "author": "Nobody {n}"}}</script>'
        for n in range(1, 6)
    )
    body = f"<h1>Ferry runs again</h1><p class='byline'>By Ada Reed</p>{paragraphs()}"

    entry = only(page(f"<title>Ferry runs again</title>{teasers}", body))

    assert entry.authors == ("Ada Reed",)
    assert entry.date_origin is DateOrigin.INGESTED


def test_a_republished_page_keeps_the_day_of_its_address() -> None:
    head = linked(headline="Ferry runs again", datePublished="2026-01-15T10:00:00Z",
                  url="https://courier.example/2025/06/02/ferry")  # fmt: skip

    entry = only(page(head, f"<h1>Ferry runs again</h1>{paragraphs()}"))

    assert (entry.date, entry.date_origin) == (dt.date(2025, 6, 2), DateOrigin.URL)


@pytest.mark.parametrize("html", ["", "   \n ", "<html></html>", "<p></p>", "<script>x()</script>"])
def test_a_page_with_nothing_in_it_gives_a_problem(html: str) -> None:
    found = read(html)

    assert found.entries == ()
    assert len(found.problems) == 1


def test_a_list_of_links_is_no_article() -> None:
    links = "".join(f'<li><a href="/{n}">Story {n} about the lake</a></li>' for n in range(30))

    found = read(page("<title>All stories</title>", f"<ul>{links}</ul>"))

    assert found.entries == ()
    assert "a list of links" in found.problems[-1].message
    assert_nothing_is_lost(found, "Story 17 about the lake")
    assert len(found.left_out) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5_000 + "deep",
        "<div class='a'>" * 1_500 + "".join(f"<p>{t}</p>" for t in TEXT),
        "<p>" + "a " * 400_000,
        "<p>x" * 30_000,
        "<a href='/x'>y</a>" * 30_000,
        "<table>" + "<tr><td>a<td>b" * 10_000,
        "<ul>" + "<li><ul>" * 1_000,
        f"<script type='application/ld+json'>{'[' * 50_000}</script>",
        "<div class='" + "a-" * 100_000 + "'>" + LEDE,
        "\0" * 1_000 + "<p>" + LEDE,
    ],
    ids=lambda body: body[:20],
)
def test_hostile_pages_end_in_time(body: str) -> None:
    found = read(page("<title>A page of nothing much</title>", body))

    assert found.entries or found.problems

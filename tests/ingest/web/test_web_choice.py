"""Two opinions on what the article is, and which names of elements are believed."""

from __future__ import annotations

import pytest
from lxml import html
from reading_pages import FOOTER, LEDE, NAV, SECOND, TEXT, THIRD, linked, only, page, paragraphs

from briefing.ingest.web import votes
from briefing.ingest.web.clutter import clutter_of, is_body


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ("<nav></nav>", "navigation"),
        ("<aside></aside>", "sidebar"),
        ('<div role="search"></div>', "navigation"),
        ('<div aria-hidden="true"></div>', "hidden"),
        ('<span aria-hidden="true"></span>', ""),
        ('<div style="display: none"></div>', "hidden"),
        ('<div class="related-posts"></div>', "related"),
        ('<div class="box relatedPosts"></div>', "related"),
        ('<div class="article__related--wide"></div>', "related"),
        ('<div id="comments"></div>', "comments"),
        ('<div class="post-123 category-ads tag-comments"></div>', ""),
        ('<div class="has-sidebar content-with-sidebar"></div>', ""),
        ('<div class="article-body share"></div>', ""),
        ('<div class="article-body comments"></div>', "comments"),
        ('<div class="thread header"></div>', ""),
        ("<div></div>", ""),
        ("<p class='x'></p>", ""),
    ],
)
def test_names_of_what_is_beside_an_article(element: str, reason: str) -> None:
    assert clutter_of(html.fragment_fromstring(element))[0] == reason


@pytest.mark.parametrize(
    ("element", "is_one"),
    [
        ('<div itemprop="articleBody"></div>', True),
        ('<div class="entry-content"></div>', True),
        ('<div class="storyBody"></div>', True),
        ('<div class="x"></div>', False),
        ("<div></div>", False),
    ],
)
def test_names_of_what_holds_an_article(element: str, is_one: bool) -> None:
    assert is_body(html.fragment_fromstring(element)) is is_one


def test_a_page_is_read_without_the_other_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(votes, "_extracted", lambda *_: "")

    body = f"{NAV}<div><h1>Ferry runs again</h1>{paragraphs()}</div>{FOOTER}"
    assert only(page("", body)).body == "\n\n".join(TEXT)


def test_an_opinion_that_misses_the_article_is_overruled(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = "The lake in your post: every Friday we write a letter about boats and birds."
    monkeypatch.setattr(votes, "_extracted", lambda *_: wrong)

    body = f"<div>{wrong}</div><div><h1>Ferry runs again</h1>{paragraphs(*TEXT, *TEXT)}</div>"
    assert only(page("", body)).body.endswith("\n\n".join((*TEXT, *TEXT)))


def test_an_opinion_that_fails_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*_: object, **__: object) -> str:
        raise RuntimeError("out of paper")

    monkeypatch.setattr(trafilatura, "extract", fail)

    assert only(page("", f"<h1>Ferry</h1>{paragraphs()}")).body == "\n\n".join(TEXT)


def test_a_page_of_very_many_passages_is_read_without_the_other_opinion() -> None:
    rows = "<p>x</p>" * 9_000

    assert only(page("", f"<h1>Ferry</h1><div>{paragraphs()}</div>{rows}")).body


def test_the_text_for_machines_votes_where_the_page_shows_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> str:
        raise AssertionError("asked needlessly")

    monkeypatch.setattr(votes, "_extracted", refuse)
    texts = (*TEXT, f"{LEDE} So it was told.")
    head = linked(headline="Ferry runs again", articleBody="\n".join(texts))
    other = "<div><p>Win a trip on the lake in our great summer quiz of boats and birds.</p></div>"

    entry = only(page(head, f"<h1>Ferry runs again</h1>{other}<div>{paragraphs(*texts)}</div>"))

    assert entry.body == "\n\n".join(texts)


def test_text_cut_in_two_by_an_advert_is_one() -> None:
    advert = '<div class="advert-slot"><p>Buy a canoe, paddles included, before Friday.</p></div>'
    body = (
        f'<h1>Ferry runs again</h1><div class="part">{paragraphs(LEDE, SECOND)}</div>{advert}'
        f'<div class="part">{paragraphs(THIRD)}</div>'
    )

    assert only(page("", f"{NAV}<main>{body}</main>")).body == "\n\n".join(TEXT)


def test_a_heading_that_nobody_closed_holds_no_text() -> None:
    entry = only(page("<title>Ferry runs again</title>", f"<h2>Boats{paragraphs()}"))

    assert all(text in entry.body for text in TEXT)


def test_bylines_around_the_text_are_no_text() -> None:
    body = f"""<div><h1>Ferry runs again</h1><p>By Ada Reed, 2 June 2025</p>{paragraphs()}
    <p>Published 2 June 2025</p></div>"""

    assert only(page("", body)).body == "\n\n".join(TEXT)


def test_scripts_in_the_other_opinion_are_left_out_but_what_follows_them_stays() -> None:
    body = f"""<div><p>{LEDE}<script>x()</script> It did.</p><script>y()</script>and so on
    <p>{SECOND}</p><p>{THIRD}</p></div>"""

    assert "It did." in only(page("<title>Ferry runs again</title>", body)).body

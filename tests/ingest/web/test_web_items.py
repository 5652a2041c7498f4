"""Pages of several articles: each with text of its own becomes an entry."""

from __future__ import annotations

import datetime as dt

import pytest
from reading_pages import LEDE, SECOND, THIRD, assert_nothing_is_lost, page, paragraphs, read

from briefing.model import DateOrigin, Kind

STORIES = (
    ("Ferry runs again", LEDE, "2025-06-02"),
    ("Bicycles cross the lake", SECOND, "2025-06-01"),
    ("Swans take to their raft", THIRD, "2025-05-31"),
)
HEAD = """<title>Lake Courier: the latest</title>
<meta property="og:site_name" content="Lake Courier">
<link rel="canonical" href="https://courier.example/latest">"""


def teaser(title: str, text: str, day: str, tag: str = "article") -> str:
    return (
        f'<{tag} class="teaser"><h2><a href="/n/{day}?utm_source=list">{title}</a></h2>'
        f'<time datetime="{day}">{day}</time><p>{text}</p>'
        f'<a href="/n/{day}">Read more</a></{tag}>'
    )


@pytest.mark.parametrize("tag", ["article", "div", "li"])
def test_teasers_become_entries(tag: str) -> None:
    items = "".join(teaser(*story, tag=tag) for story in STORIES)

    found = read(page(HEAD, f"<h1>The latest</h1><div>{items}</div>"))

    assert [e.title for e in found.entries] == [title for title, _, _ in STORIES]
    assert [e.body for e in found.entries] == [text for _, text, _ in STORIES]
    assert [e.date for e in found.entries] == [dt.date.fromisoformat(d) for _, _, d in STORIES]
    assert [e.url for e in found.entries] == [
        f"https://courier.example/n/{day}" for _, _, day in STORIES
    ]
    assert {e.source for e in found.entries} == {"Lake Courier"}
    assert {e.date_origin for e in found.entries} == {DateOrigin.STATED}
    assert {e.kind for e in found.entries} == {Kind.BRIEF}
    assert [e.seed.part for e in found.entries if e.seed] == [1, 2, 3]
    assert found.evidence[-1].reason == "a page of 3 articles"


def test_whole_articles_below_each_other_become_entries() -> None:
    posts = "".join(
        f'<div class="post hentry"><h2>{title}</h2><p class="meta">{day} by Ada Reed</p>'
        f"{paragraphs(text, SECOND)}<p>Filed under boats.</p></div>"
        for title, text, day in (*STORIES[:1], *STORIES[2:])
    )

    found = read(page("<title>Notes from the pier</title>", f"<main>{posts}</main>"))

    assert [e.title for e in found.entries] == ["Ferry runs again", "Swans take to their raft"]
    assert all(SECOND in e.body for e in found.entries)
    assert found.entries[0].date == dt.date(2025, 6, 2)
    assert found.entries[0].authors == ("Ada Reed",)


def test_headlines_with_dates_below_them_begin_articles() -> None:
    flat = "".join(
        f"<h3>{title}</h3><p><em>{dt.date.fromisoformat(day):%d %B %Y}</em></p><p>{text}</p>"
        for title, text, day in STORIES
    )

    found = read(page("<title>Lake news</title>", f"<div id='content'>{flat}</div>"))

    assert [e.title for e in found.entries] == [title for title, _, _ in STORIES]
    assert [e.body for e in found.entries] == [text for _, text, _ in STORIES]
    assert found.entries[2].date == dt.date(2025, 5, 31)


def test_the_sections_of_one_article_are_no_articles() -> None:
    sections = "".join(
        f'<section class="part"><h2>{title}</h2><p>{text}</p></section>'
        for title, text, _ in STORIES
    )

    found = read(page("", f"<h1>A spring at the lake</h1><div>{sections}</div>"))

    assert [e.title for e in found.entries] == ["A spring at the lake"]
    assert all(f"## {title}\n\n{text}" in found.entries[0].body for title, text, _ in STORIES)


def test_an_article_with_teasers_below_is_one() -> None:
    items = "".join(teaser(*story) for story in STORIES)
    long = paragraphs(*(f"{LEDE} It was the {n}th time." for n in range(4, 9)))

    found = read(page("", f"<article><h1>A spring at the lake</h1>{long}</article>{items}"))

    assert [e.title for e in found.entries] == ["A spring at the lake"]
    assert_nothing_is_lost(found, THIRD, "Bicycles cross the lake")


def test_teasers_without_text_are_links() -> None:
    items = "".join(
        f'<article class="teaser"><h2><a href="/{n}">Story {n} of the lake</a></h2></article>'
        for n in range(12)
    )

    found = read(page(HEAD, f"<div>{items}</div>"))

    assert found.entries == ()
    assert "a list of links" in found.problems[-1].message


def test_what_stands_around_the_items_is_reported() -> None:
    items = "".join(teaser(*story) for story in STORIES)
    intro = "<p>Here is what our readers liked in the first days of summer.</p>"

    found = read(page(HEAD, f"<h1>The latest</h1>{intro}<div>{items}</div>"))

    assert len(found.entries) == 3
    assert_nothing_is_lost(found, "what our readers liked", "Read more")


def test_pictures_stay_with_their_article() -> None:
    items = "".join(
        f'<article><h2><a href="/{n}">{title}</a></h2><img src="/img/{n}.jpg" alt="No. {n}">'
        f"<p>{text}</p></article>"
        for n, (title, text, _) in enumerate(STORIES)
    )

    found = read(page(HEAD, f"<div>{items}</div>"))

    assert [e.body for e in found.entries] == [
        f"![No. {n}](https://courier.example/img/{n}.jpg)\n\n{text}"
        for n, (_, text, _) in enumerate(STORIES)
    ]


def row(title: str, text: str, day: str, *, beside: str = "", head: str = "span") -> str:
    return (
        f'<div class="line"><div>{day}</div><{head}><a href="?n={day}">{title}</a></{head}>'
        f'<div>{text} [<a href="?n={day}">more</a>]</div><div>3 comments | 214 views</div>{beside}'
        "</div>"
    )


def test_rows_whose_linked_headlines_are_no_headings_become_entries() -> None:
    rows = "".join(row(f"{title} on the lake", text, day) for title, text, day in STORIES)
    html = page("<title>Lake Courier: the latest</title>", f"<h1>The latest</h1><div>{rows}</div>")

    found = read(html)

    assert [e.title for e in found.entries] == [f"{title} on the lake" for title, _, _ in STORIES]
    assert [e.date for e in found.entries] == [dt.date.fromisoformat(d) for _, _, d in STORIES]
    assert [e.body for e in found.entries] == [text for _, text, _ in STORIES]
    assert_nothing_is_lost(found, *(text for _, text, _ in STORIES), "3 comments | 214 views")
    assert [x.text for x in found.left_out if x.reason == "links to the articles"] == [
        "more\nmore\nmore"
    ]


def test_rows_without_a_date_or_under_names_of_persons_are_no_articles() -> None:
    said = [("Ada Marsh-Willoughby", LEDE), ("Bertram Underhill", SECOND)]
    posts = "".join(row(name, text, f"2025-06-0{n}") for n, (name, text) in enumerate(said, 1))
    undated = "".join(row(f"{title} on the lake", text, f"p{n}")
                      for n, (title, text, _) in enumerate(STORIES))  # fmt: skip

    assert len(read(page("<title>The pier</title>", f"<div>{posts}</div>")).entries) == 1
    assert len(read(page("<title>The pier</title>", f"<div>{undated}</div>")).entries) == 1

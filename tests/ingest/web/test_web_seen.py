"""Publisher, headline, date and author of pages that say nothing for machines."""

from __future__ import annotations

import datetime as dt

import pytest
from reading_pages import LEDE, SECOND, THIRD, assert_nothing_is_lost, only, page, paragraphs, read

HEADLINE = "The ferry crosses the Wend lake again"
TEXT = paragraphs()
LOGO = '<p><a href="/"><img src="/logo.gif" alt="Lake Courier"></a></p>'
RIGHTS = "<p>© 1998–2025 Lake Courier. All rights reserved. Imprint</p>"


# --- publisher ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "above", "below", "source", "why"),
    [
        (HEADLINE, LOGO, RIGHTS, "Lake Courier", "the masthead and the line of copyright"),
        (
            HEADLINE,
            '<a href="/index.html">Lake Courier</a>',
            "<p>Copyright (c) 2025 by Lake Courier, Pier Road</p>",
            "Lake Courier",
            "the masthead and the line of copyright",
        ),
        (f"Lake Courier: {HEADLINE}", LOGO, "", "Lake Courier", "the masthead and title"),
        ("Lake Courier - News", LOGO, RIGHTS, "Lake Courier", "the masthead and the line"),
        ("News: Lake Courier", "", RIGHTS, "Lake Courier", "the line of copyright and title"),
        # Behind the headline stands another: the owner of the rights does not count against it.
        (f"{HEADLINE} | Wend Echo", LOGO, RIGHTS, "Wend Echo", "behind the headline in title"),
        # One place alone tells nothing.
        (HEADLINE, LOGO, "", "", ""),
        (HEADLINE, "", "<p>© 2025 Picture Pool. All rights reserved.</p>", "", ""),
        (f"Home: {HEADLINE}", '<a href="/">Home</a>', "", "", ""),
        (HEADLINE, '<a href="/lake/">Lake Courier</a>', RIGHTS, "", ""),
    ],
)
def test_two_places_that_readers_see_tell_the_publisher(
    title: str, above: str, below: str, source: str, why: str
) -> None:
    html = page(f"<title>{title}</title>", f"{above}<div><h1>{HEADLINE}</h1>{TEXT}</div>{below}")

    found = read(html)

    assert found.entries[0].source == source
    told = [e.reason for e in found.evidence if e.about == "source"]
    assert [f"{source}: {why}" in reason for reason in told] == ([True] if source else [])


def test_a_name_seen_is_better_than_the_host() -> None:
    head = f'<title>{HEADLINE}</title><link rel="canonical" href="https://courier.example/n/7">'
    other = '<a href="https://friends.example/">Wend Echo</a>'

    entry = only(page(head, f"{other}{LOGO}<h1>{HEADLINE}</h1>{TEXT}{RIGHTS}"))
    alone = only(page(head, f"<h1>{HEADLINE}</h1>{TEXT}"))

    assert (entry.source, alone.source) == ("Lake Courier", "courier.example")


def test_what_the_page_tells_machines_is_surer_than_what_is_seen() -> None:
    head = f'<title>{HEADLINE}</title><meta property="og:site_name" content="Wend Echo">'

    assert only(page(head, f"{LOGO}<h1>{HEADLINE}</h1>{TEXT}{RIGHTS}")).source == "Wend Echo"


# --- headline -------------------------------------------------------------------------------------

NAMED = "<title>Lake Courier - News</title>"


@pytest.mark.parametrize(
    "head",
    [
        f"<h2>{HEADLINE}</h2>",
        f"<h4>News from the pier</h4><h2>{HEADLINE}</h2><h3>A nest was in the way</h3>",
        f"<p><b>{HEADLINE}</b></p>",
        f'<table><tr><td><font size="+2">{HEADLINE}</font></td></tr></table>',
        f'<div class="news-title">{HEADLINE}</div>',
        f'<div><span class="headline">{HEADLINE}</span></div>',
    ],
)
def test_where_title_names_the_publication_the_headline_is_what_stands_above_the_text(
    head: str,
) -> None:
    html = page(NAMED, f"{LOGO}<div>{head}<p>2 June 2025 | Ada Marsh</p>{TEXT}</div>{RIGHTS}")

    entry = only(html)

    assert (entry.title, entry.source) == (HEADLINE, "Lake Courier")
    assert (entry.date, entry.authors) == (dt.date(2025, 6, 2), ("Ada Marsh",))
    assert HEADLINE not in entry.body
    assert entry.body.endswith(THIRD)


@pytest.mark.parametrize(
    ("head", "above"),
    [
        # The page names the article itself: other words above it do not count.
        ("<title>Ferry over the lake, swan on the landing stage</title>", "<h2>From the pier</h2>"),
        # Nothing above the text is set as a headline, or it names the publication again.
        (NAMED, "<p>The ferryman and the swan on the Wend lake</p>"),
        (NAMED, "<h2>More of the lake from the Lake Courier</h2>"),
        (NAMED, "<p><b>By Ada Marsh, 2 June 2025</b></p>"),
    ],
)
def test_the_title_stays_where_nothing_above_the_text_is_better(head: str, above: str) -> None:
    entry = only(page(head, f"{LOGO}<div>{above}{TEXT}</div>{RIGHTS}"))

    assert entry.title in ("Ferry over the lake, swan on the landing stage", "News")


def test_headlines_of_short_words_count_as_well() -> None:
    text = (
        "湖の渡し船が月曜日に再び動き始めた。白鳥が桟橋に巣を作り、十一週間の間、運航が止まっていた。"
        "船には四十二人の客と九台の自転車が乗り、午前七時に東の桟橋を出た。巣は葦の中の筏に移された。"
        "鳥の保護区の係員は夕方に筏の上で四羽の雛を数え、客に静かに見守るよう頼んだという話である。"
    )
    head = "<title>湖の渡し船が再び動く</title>"

    assert only(page(head, f"<div><h2>今日の話題と白鳥</h2><p>{text}</p></div>")).title == (
        "湖の渡し船が再び動く"
    )


# --- around the text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("16.05.2025 | Ada Marsh", ("Ada Marsh",)),
        ("Ada Marsh · 16.05.2025 · 3 min", ("Ada Marsh",)),
        ("16.05.2025 | Lake News", ()),
        ("16.05.2025 | Ada Marsh | Bert Pier", ()),
        ('16.05.2025 | <a href="/t/">Boat Trips</a>', ()),
    ],
)
def test_a_name_set_apart_beside_the_date_is_the_authors(
    line: str, authors: tuple[str, ...]
) -> None:
    html = page(f"<title>{HEADLINE}</title>", f"<div><h1>{HEADLINE}</h1><p>{line}</p>{TEXT}</div>")

    entry = only(html)

    assert (entry.date, entry.authors) == (dt.date(2025, 5, 16), authors)


def test_what_stands_below_the_label_of_comments_is_no_text() -> None:
    said = "My grandmother had a swan like this one, only larger, and it never let go of the rope."
    cells = f"<tr><td><b>Comments (1)</b></td></tr><tr><td><b>Zoe</b><br>{said}</td></tr>"
    html = page(
        f"<title>{HEADLINE}</title>",
        f"<div><h1>{HEADLINE}</h1>{TEXT}<table>{cells}</table></div>",
    )

    found = read(html)

    assert found.entries[0].body.endswith(THIRD)
    assert_nothing_is_lost(found, LEDE, SECOND, said)


def test_a_page_that_begins_with_a_label_of_comments_is_still_read() -> None:
    html = page("<title>Comments</title>", f"<div><p>Comments</p>{TEXT}</div>")

    assert LEDE in only(html).body

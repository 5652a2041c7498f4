import datetime as dt

import pytest
from makers import DAY, entry, layout, page, standing

from briefing.config import Config, NavLink
from briefing.fingerprint import fingerprint
from briefing.model import DateOrigin, DayNote, Image, Level, StoryRecord
from briefing.render import site_of
from briefing.render.site import Parts
from briefing.render.views import web_address


def test_a_site_has_a_page_for_everything():
    found = layout(entry("a", source="The Tide", topics=("Harbour",)), pages=(standing("about"),))

    assert set(found.pages) == {
        *"index.html latest/index.html 404.html archive/index.html about/index.html".split(),
        *"2025/index.html 2025/06/index.html 2025/06/02/index.html".split(),
        *"2025/06/02/a/index.html 2025/06/02/feed.xml".split(),
        *"sources/index.html sources/the-tide/index.html sources/the-tide/feed.xml".split(),
        "sources/the-tide/2025/06/index.html",
        *"topics/index.html topics/harbour/index.html topics/harbour/feed.xml".split(),
        "topics/harbour/2025/06/index.html",
        *"feed.xml rss.xml index.xml daily.xml atom.xml feed.json feeds.opml".split(),
        *"sitemap.xml sitemaps/site.xml sitemaps/2025-06.xml robots.txt".split(),
    }


def test_a_site_without_entries_has_a_home():
    found = layout()

    assert found.pages["index.html"].digest is None
    assert "latest/index.html" not in found.pages


def test_urls_carry_the_base_path_and_permalinks_the_whole_address():
    view = page("2025/06/02/a/index.html", entry("a", url="https://www.tide.example/x")).entry

    assert view.url == "/news/2025/06/02/a/"
    assert view.permalink == "https://x.example/news/2025/06/02/a/"
    assert (view.original, view.host) == ("https://www.tide.example/x", "tide.example")


def test_latest_is_the_last_day_with_its_address():
    latest = page("latest/index.html", entry("a"), entry("b", date=dt.date(2025, 6, 1)))

    assert latest.is_latest
    assert latest.canonical == "https://x.example/news/2025/06/02/"
    assert latest.digest.day == DAY


def test_days_know_their_neighbours():
    day = page(
        "2025/06/02/index.html", *(entry(f"{n}", date=dt.date(2025, 6, n)) for n in (1, 2, 5))
    )

    assert (day.previous.day.day, day.next.day.day) == (1, 5)


def test_home_shows_the_latest_day_and_seven_before_it():
    home = page("index.html", *(entry(f"e{n}", date=dt.date(2025, 6, n)) for n in range(1, 12)))

    assert home.digest.day.day == 11
    assert [day.day.day for day in home.days] == [10, 9, 8, 7, 6, 5, 4]
    assert home.days[0].headlines[0].url == "/news/2025/06/10/e10/"


def test_a_story_of_two_entries_has_a_page_and_one_entry_is_its_own():
    pair = entry("a", story="x"), entry("b", story="x")
    day = page("2025/06/02/index.html", *pair, entry("c"))

    assert {s.url for s in day.digest.stories} == {"/news/stories/x/", "/news/2025/06/02/c/"}


def test_a_story_page_tells_all_its_days_newest_first():
    old, new = entry("a", story="x", source="One", date=dt.date(2025, 6, 1)), entry("b", story="x")
    story = page("stories/x/index.html", old, new)

    assert [part.day.day for part in story.parts] == [2, 1]
    assert (story.entry_count, story.sources[0].name) == (2, "One")


def test_a_record_gives_a_story_its_words_and_their_source():
    record = StoryRecord(
        id="x",
        day=DAY,
        title="The affair",
        summary="All of it.",
        source="Watch Desk",
        sources=(("Tide", 4), ("Elsewhere", 2)),
    )
    day = page("2025/06/02/index.html", entry("a", story="x", source="Tide"), records=(record,))
    (story,) = day.digest.stories

    assert (story.title, story.summary, story.summary_source) == (
        "The affair", "All of it.", "Watch Desk",
    )  # fmt: skip
    assert [(one.name, one.count, one.url) for one in story.counted] == [
        ("Tide", 4, "/news/sources/tide/"),
        ("Elsewhere", 2, ""),
    ]


def test_an_editors_note_titles_its_day():
    note = DayNote(day=DAY, title="A quiet day", body="Nothing *much*.")
    day = page("2025/06/02/index.html", entry("a"), notes=(note,))

    assert (day.title, day.digest.body) == ("A quiet day", "Nothing *much*.")


def test_two_entries_of_one_name_get_distinct_addresses_and_a_problem():
    one = entry("a", path="2025/06/02/x.md")
    other = entry("b", path="2025/06/01/x.md")
    found = layout(one, other)
    addresses = sorted(path for path in found.pages if path.startswith("2025/06/02/x"))

    assert len(addresses) == 2
    assert "2025/06/02/x/index.html" in addresses
    assert "same address" in found.problems[0].message


@pytest.mark.parametrize("name", ["latest", "archive", "search", "2025", "sources", "404"])
def test_a_standing_page_may_not_take_a_name_of_the_site(name):
    found = layout(pages=(standing(name, "Mine"),))

    assert found.problems[0].level is Level.ERROR
    assert f"{name}/" in found.problems[0].message


def test_of_two_standing_pages_with_one_address_the_second_is_refused():
    found = layout(pages=(standing("about"), standing("About")))

    assert [p.place for p in found.problems] == ["content/pages/about.md"]


def test_hostile_names_become_plain_folders():
    found = layout(entry("a", source="../../etc/passwd", topics=("<script>",), story="../x"))

    assert "sources/etc-passwd/index.html" in found.pages
    assert "topics/script/index.html" in found.pages
    assert all(".." not in path for path in found.pages)


def test_sources_that_differ_in_case_only_are_one():
    found = layout(entry("a", source="The TIDE"), entry("b", source="the tide"))

    assert found.pages["sources/index.html"].terms[0].entry_count == 2


def test_a_later_source_never_takes_an_older_ones_address():
    early = entry("a", source="Kölner Blatt", date=dt.date(2025, 6, 1))
    late = entry("b", source="Koelner.Blatt")
    found = layout(early, late, entry("c", source="Kolner-Blatt", date=dt.date(2025, 6, 3)))

    assert found.pages["sources/kolner-blatt/index.html"].name == "Kölner Blatt"


def test_distinct_names_with_one_slug_get_distinct_addresses():
    found = layout(entry("a", story="x y"), entry("b", story="x-y", date=dt.date(2025, 6, 3)))

    assert len([path for path in found.pages if path.startswith("stories/x-y")]) == 4


def test_a_source_page_holds_the_newest_thirty_and_months_hold_all():
    many = [entry(f"e{n}", source="Tide", date=dt.date(2025, 5, 1 + n % 28)) for n in range(40)]
    found = layout(*many)

    assert len(found.pages["sources/tide/index.html"].entries) == 30
    assert len(found.pages["sources/tide/2025/05/index.html"].entries) == 40
    assert found.pages["sources/tide/index.html"].months[0].day_count == 28


def test_only_pictures_over_https_are_shown():
    safe, plain = Image(url="https://p.example/a.png"), Image(url="http://p.example/a.png")
    found = layout(entry("a", image=safe), entry("b", image=plain))

    assert found.pages["2025/06/02/a/index.html"].entry.image == safe
    assert found.pages["2025/06/02/b/index.html"].entry.image is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.example/", "https://[", "//x.example/"]
)
def test_an_address_that_is_not_of_the_web_is_no_link(url):
    assert page("2025/06/02/a/index.html", entry("a", url=url)).entry.original == ""


def test_an_estimated_date_is_told_as_such():
    view = page("2025/06/02/a/index.html", entry("a", date_origin=DateOrigin.ESTIMATED)).entry

    assert (view.is_sure, view.has_time, view.iso) == (False, False, "2025-06-02")


def test_times_are_told_in_the_zone_of_the_site():
    config = Config(base_url="https://x.example/", timezone="Europe/Berlin")
    moment = dt.datetime(2025, 6, 1, 22, 30, tzinfo=dt.UTC)
    view = page("2025/06/02/a/index.html", entry("a", date=moment), config=config).entry

    assert (view.iso, view.day) == ("2025-06-02T00:30:00+02:00", DAY)


def test_the_years_one_and_9999_have_pages():
    config = Config(base_url="https://x.example/", timezone="America/New_York")
    first = entry("a", date=dt.datetime(1, 1, 1, tzinfo=dt.UTC))
    last = entry("b", date=dt.date(9999, 12, 31))
    found = layout(first, last, config=config)

    assert {"0001/01/01/a/index.html", "9999/12/31/b/index.html"} <= set(found.pages)
    assert found.pages["0001/01/01/a/index.html"].entry.iso == "0001-01-01T00:00:00+00:00"


def test_text_from_right_to_left_says_so():
    view = page("2025/06/02/a/index.html", entry("a", lang="ar-EG")).entry

    assert (view.lang, view.dir) == ("ar-EG", "rtl")


def test_an_entry_without_summary_shows_its_first_sentences():
    view = page(
        "2025/06/02/a/index.html", entry("a", body="## Then\n\nIt *rained*. All day.")
    ).entry

    assert view.summary == "It rained. All day."


def test_an_entry_page_links_the_entries_around_it_and_of_its_story():
    found = page(
        "2025/06/02/b/index.html", entry("a", story="x"), entry("b", story="x"), entry("c")
    )

    assert [one.guid for one in found.siblings] == ["a"]
    assert found.story.url == "/news/stories/x/"
    assert found.previous.url == "/news/2025/06/02/a/"


def test_anchors_of_a_day_are_unique():
    entries = [entry("a", section="A b"), entry("b", section="a B"), entry("c", section="A-B")]
    day = page("2025/06/02/index.html", *entries)
    anchors = [s.anchor for s in day.digest.sections] + [s.anchor for s in day.digest.stories]

    assert len(set(anchors)) == len(anchors)


def test_the_menu_has_topics_only_where_there_are_some():
    config = Config(
        nav=(NavLink(title="About", url="/about/"), NavLink(title="X", url="javascript:x"))
    )
    site = site_of(config, Parts())

    assert [(link.title, link.url) for link in site.nav] == [
        ("Archive", "/archive/"),
        ("Sources", "/sources/"),
        ("About", "/about/"),
        ("X", "/"),
    ]


def test_links_of_the_menu_may_leave_the_site():
    config = Config(nav=(NavLink(title="Y", url="https://y.example/"),))

    assert site_of(config, Parts()).nav[-1].url == "https://y.example/"


def test_the_sitemap_is_cut_by_month_and_leaves_out_copies():
    found = layout(entry("a"), entry("b", date=dt.date(2025, 5, 1)))
    index = found.pages["sitemap.xml"]
    june = [url.loc for url in found.pages["sitemaps/2025-06.xml"].urls]
    site = [url.loc for url in found.pages["sitemaps/site.xml"].urls]

    assert [url.loc.rpartition("/")[2] for url in index.urls] == [
        "2025-05.xml", "2025-06.xml", "site.xml",
    ]  # fmt: skip
    assert "https://x.example/news/2025/06/02/a/" in june
    assert not [loc for loc in site if "latest" in loc or "404" in loc]


MONTHS_AGO = [
    entry("a", source="Tide", topics=("Sea",), date=dt.date(2025, 4, 1)),
    entry("b", source="Post", topics=("Sea",), date=dt.date(2025, 5, 1)),
    entry("c", source="Tide", topics=("Bees",), date=dt.date(2025, 6, 1)),
]


def test_a_new_day_changes_only_itself_its_neighbour_and_what_it_touches():
    before = layout(*MONTHS_AGO).pages
    after = layout(*MONTHS_AGO, entry("d", source="Tide", topics=("New",))).pages
    changed = {
        path for path, one in after.items() if fingerprint(one) != fingerprint(before.get(path))
    }

    assert changed == {
        *"index.html latest/index.html archive/index.html 2025/index.html".split(),
        *"2025/06/index.html 2025/06/01/index.html 2025/06/02/index.html".split(),
        *"2025/06/02/d/index.html 2025/06/02/feed.xml".split(),
        *"sources/index.html sources/tide/index.html sources/tide/2025/06/index.html".split(),
        *"topics/index.html topics/new/index.html topics/new/2025/06/index.html".split(),
        *"feed.xml rss.xml index.xml daily.xml atom.xml feed.json feeds.opml".split(),
        *"sources/tide/feed.xml topics/new/feed.xml".split(),
        *"sitemap.xml sitemaps/2025-06.xml sitemaps/site.xml".split(),
    }


def test_the_description_of_a_day_has_the_headlines_that_fit():
    day = page("2025/06/02/index.html", *(entry(f"e{n}", f"Headline {n} " * 6) for n in range(4)))

    assert day.description.count(" · ") == 1
    assert len(day.description) <= 200


def test_addresses_do_not_depend_on_later_content():
    first = entry("a", story="x y")
    alone = layout(first).pages
    more = layout(first, entry("b", story="x-y", date=dt.date(2025, 7, 1))).pages

    assert alone["2025/06/02/a/index.html"] == more["2025/06/02/a/index.html"]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ('https://e.example/?a=1&b=<x>"y', "https://e.example/?a=1&b=%3Cx%3E%22y"),
        ("https://e.example/a b|c{d}", "https://e.example/a%20b%7Cc%7Bd%7D"),
        ("https://e.example/100%/%2F#a#b", "https://e.example/100%25/%2F#a%23b"),
        ("https://[::1]:80/[x]", "https://[::1]:80/%5Bx%5D"),
        ("https://e.example/größe?q=ß", "https://e.example/größe?q=ß"),
        (" https://s/x ", "https://s/x"),
        ('https://e"x.example/', ""),
        ("https://e.example:99999/", ""),
        ("https://e.example:pw@x.example/", ""),
    ],
)
def test_an_address_is_written_as_the_standard_has_it(url, shown):
    assert web_address(url) == shown


def test_key_points_stand_above_a_text_only_where_it_does_not_tell_them():
    told = entry(
        "a", body="It rained.\n\n- All [day](https://x.example/).", key_points=("All day.",)
    )
    more = entry("b", body="It rained.", key_points=("It rained.", "All day."))

    assert page("2025/06/02/a/index.html", told).points == ()
    assert page("2025/06/02/b/index.html", more).points == ("It rained.", "All day.")

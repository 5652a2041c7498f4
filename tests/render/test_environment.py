"""What templates have besides jinja's own."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from briefing.config import Config
from briefing.render import site_of
from briefing.render.environment import date_filters, environment, tied, words_of
from briefing.render.site import Look, Parts
from briefing.render.themes import Theme

HARD = '"><b>&'
THEME = Theme(
    name="mine",
    words={
        "plain": "A & b",
        "hello": "Hello & {name}",
        "two": "{b}{a}{b}",
        "n": "{count} of {name}",
        "n_one": "One of {name}",
        "c": "{count}s",
        "c_one": "One",
    },
)
SITE = site_of(Config(language="de"), Parts(), look=Look(settings={}, generator=""))
LANG = environment(THEME, SITE).filters["lang"]


class Told:
    def __init__(self, lang, side):
        self.lang, self.dir = lang, side


def tied_by_jinja(text: str) -> str:
    """As the themes did it with eight replacements."""
    for loose in (" :", " ;", " !", " ?", " »", "« ", " – ", " — "):
        text = text.replace(loose, loose.replace(" ", "\u00a0", 1))
    return text


@given(st.text(" :;!?»«–—ab\u00a0", max_size=12))
def test_no_line_begins_with_a_dash_nor_ends_with_an_opening_mark(text):
    assert tied(text) == tied_by_jinja(text)


def test_markup_and_the_same_text_are_not_taken_for_each_other():
    for first, second in ((str, Markup), (Markup, str)):
        one, other = tied(first(HARD)), tied(second(HARD))

        assert (type(one), type(other)) == (first, second)
        assert one == other == HARD


def test_what_is_no_text_is_tied_as_it_is_shown():
    assert tied(1) == "1"
    assert tied(None) == "None"


@pytest.mark.parametrize(
    ("lang", "side", "shown"),
    [
        ("de", "ltr", ' dir="auto"'),
        ("", "ltr", ' dir="auto"'),
        ("en", "ltr", ' lang="en" dir="auto"'),
        ("ar", "rtl", ' lang="ar" dir="rtl"'),
        (HARD, HARD, ' lang="&#34;&gt;&lt;b&gt;&amp;" dir="&#34;&gt;&lt;b&gt;&amp;"'),
        (Markup(HARD), Markup(HARD),
         ' lang="&#34;&gt;&lt;b&gt;&amp;" dir="&#34;&gt;&lt;b&gt;&amp;"'),
    ],
)  # fmt: skip
def test_language_and_direction_are_told_where_they_may_differ(lang, side, shown):
    assert str(LANG(Told(lang, side))) == shown


@pytest.mark.parametrize(
    ("key", "values", "text"),
    [
        ("plain", {}, "A & b"),
        ("plain", {"more": 1}, "A & b"),
        ("hello", {"name": HARD}, f"Hello & {HARD}"),
        ("hello", {"name": Markup("<i>")}, Markup("Hello &amp; <i>")),
        (
            "hello",
            {"name": HARD, "more": Markup("")},
            Markup("Hello &amp; &#34;&gt;&lt;b&gt;&amp;"),
        ),
        ("hello", {"name": 1}, "Hello & 1"),
        ("two", {"a": 1, "b": 2}, "212"),
        ("n", {"count": 1, "name": "x"}, "One of x"),
        ("n", {"count": 2, "name": "x"}, "2 of x"),
        ("c", {"count": 1}, "One"),
        ("c", {"count": 0}, "0s"),
        ("c", {"count": 2.5}, "2.5s"),
        ("c", {"count": False}, "Falses"),
        ("c", {"count": "<"}, "<s"),
    ],
)
def test_words_are_filled_in(key, values, text):
    t = words_of(THEME)

    for _ in range(2):
        assert t(key, **values) == text
        assert type(t(key, **values)) is type(text)


@given(st.dates(), st.times())
def test_dates_are_told_the_same_each_time(day, time):
    shown = date_filters("en")
    moment = dt.datetime.combine(day, time, dt.UTC)

    for one in (day, moment):
        for _ in range(2):
            assert shown["weekday"](one) in shown["date_long"](one)
            assert f" {day.day} " in f" {shown['date_day'](one)} "
            assert shown["month"](one) == f"{shown['month_name'](one)} {day.year}"
    assert shown["time"](moment) == f"{time:%H:%M}"
    assert shown["time"](day) == "00:00"

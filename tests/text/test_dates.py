"""Dates as people print them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.text.dates import date_order, find_stamps, find_yearless, impossible_dates

BERLIN = ZoneInfo("Europe/Berlin")


def first(text: str, order: str = "DMY") -> str:
    """The first date in *text*, in ISO 8601, of the site's zone where it names none."""
    stamps = find_stamps(text, order)
    return stamps[0].value(BERLIN).isoformat() if stamps else ""


@pytest.mark.parametrize(
    "text",
    [
        "3 March 2025", "March 3, 2025", "Mar 3 2025", "3rd of March 2025", "03.03.2025",
        "2025-03-03", "2025/03/03", "3/3/2025", "3.3.25", "2025.03.03",
        "3. März 2025", "3 mars 2025", "3 de marzo de 2025", "3 marzo 2025", "3 de março de 2025",
        "3 марта 2025 года", "3 березня 2025 р.", "٣ مارس ٢٠٢٥", "2025年3月3日", "2025년 3월 3일",
        "3. 3. 2025", "3. března 2025", "3. marts 2025", "3 martie 2025", "3. maaliskuuta 2025",
        "2025. március 3.", "2025. 3. 3.", "3 MART 2025",
        "3 marca 2025", "3 Mart 2025", "3 maart 2025", "3 Μαρτίου 2025", "3 آذار 2025",
    ],
)  # fmt: skip
def test_a_day_is_read_in_many_languages_and_forms(text: str) -> None:
    assert first(text) == "2025-03-03"
    assert first(f"Posted on {text}, in the evening") == "2025-03-03"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("4 juin 2025 à 19:41", "2025-06-04T19:41:00+02:00"),
        ("4 juin 2025 à 19h41", "2025-06-04T19:41:00+02:00"),
        ("3. März 2025, 14 Uhr", "2025-03-03T14:00:00+01:00"),
        ("3. März 2025 um 14.05 Uhr", "2025-03-03T14:05:00+01:00"),
        ("March 3, 2025 at 2:05 PM", "2025-03-03T14:05:00+01:00"),
        ("March 3, 2025, 12:05 a.m.", "2025-03-03T00:05:00+01:00"),
        ("March 3, 2025, 7pm", "2025-03-03T19:00:00+01:00"),
        ("2:05 PM, March 3, 2025", "2025-03-03T14:05:00+01:00"),
        ("14:05 | 3 March 2025", "2025-03-03T14:05:00+01:00"),
        ("2025-03-03T14:05:30Z", "2025-03-03T14:05:30+00:00"),
        ("2025-03-03 14:05 +0530", "2025-03-03T14:05:00+05:30"),
        ("2025-03-03 14:05 -03:00", "2025-03-03T14:05:00-03:00"),
        ("3 March 2025 14:05 EST", "2025-03-03T14:05:00-05:00"),
        ("3 March 2025 14:05 XYZ", "2025-03-03T14:05:00+01:00"),
        ("4. 6. 2025 v 17:05", "2025-06-04T17:05:00+02:00"),
        ("2025. június 4., 14:05", "2025-06-04T14:05:00+02:00"),
        ("4. kesäkuuta 2025 klo 14.05", "2025-06-04T14:05:00+02:00"),
        ("4 iunie 2025, ora 14:05", "2025-06-04T14:05:00+02:00"),
        ("4 HAZİRAN 2025 14:05", "2025-06-04T14:05:00+02:00"),
        ("15 KASIM 2025 saat 14:05", "2025-11-15T14:05:00+01:00"),
        ("4 augusti 2025 kl. 14.05", "2025-08-04T14:05:00+02:00"),
        ("4. desember 2025 kl. 14.05", "2025-12-04T14:05:00+01:00"),
        ("7. 3. 25", ""),
        ("3 марта 2025 в 14:05 мск", "2025-03-03T14:05:00+03:00"),
        ("2025年3月3日下午2时05分", "2025-03-03T14:05:00+01:00"),
        ("3 March 2025 14:05 +99:99", "2025-03-03T14:05:00+01:00"),
        ("3 March 2025 25:05", "2025-03-03"),
        ("3 March 2025, 15:05 pm", "2025-03-03"),
        ("3 March 2025 7 pupils", "2025-03-03"),
    ],
)
def test_the_time_beside_a_day_is_read_with_its_zone(text: str, wanted: str) -> None:
    assert first(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["", "no date", "2025", "31 February 2025", "version 1.2.2025.7", "1/2", "99.99.2025",
     "page 3 of 2025", "14:05", "item 12-2025"],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_stamps(text) == ()


def test_dates_are_told_from_left_to_right_and_none_twice() -> None:
    text = "From 3 March 2025 (not 05.03.2025), updated 2025-03-06"

    assert [s.day.day for s in find_stamps(text)] == [3, 5, 6]
    assert [text[s.start : s.end] for s in find_stamps(text)] == [
        "3 March 2025",
        "05.03.2025",
        "2025-03-06",
    ]


@pytest.mark.parametrize(
    ("text", "order", "wanted"),
    [
        ("04/03/2025", "DMY", "2025-03-04"),
        ("04/03/2025", "MDY", "2025-04-03"),
        ("31/05/2025", "MDY", "2025-05-31"),
        ("05/31/2025", "DMY", "2025-05-31"),
    ],
)
def test_numeric_dates_follow_the_order_as_far_as_the_calendar_allows(
    text: str, order: str, wanted: str
) -> None:
    assert first(text, order) == wanted


@given(st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31)))
def test_every_day_is_read_back_from_its_printed_forms(day: dt.date) -> None:
    printed = [
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    ]

    assert [first(text) for text in printed] == [day.isoformat()] * len(printed)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120) | st.text(alphabet="0123 .:/-T年月日Uhrmars", max_size=40))
def test_any_text_has_stamps_inside_its_borders(text: str) -> None:
    spans = [(s.start, s.end) for s in find_stamps(text)]

    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_days_that_no_calendar_has_are_told() -> None:
    assert impossible_dates("on 31 February 2025 and 2025-13-01") == (
        "2025-13-01",
        "31 February 2025",
    )
    assert impossible_dates("on 3 March 2025 or 99.99.2025") == ()
    assert impossible_dates("no date") == ()


@pytest.mark.parametrize(
    ("text", "language", "order", "reason"),
    [
        ("no date", "en", "DMY", "no numeric date"),
        ("04/03/2025 and 28/02/2025", "en", "DMY", "28/02/2025 can be read in one way only"),
        ("03/04/2025 and 02/28/2025", "en", "MDY", "02/28/2025 can be read in one way only"),
        ("04/03/2025, on 5 March 2025", "en", "DMY", "written out"),
        ("03/04/2025, on 5 March 2025", "en", "MDY", "written out"),
        ("03/04/2025", "en", "MDY", "slashes in an English text"),
        ("03/04/2025", "fr", "DMY", "custom"),
        ("03.04.2025", "en-GB", "DMY", "custom"),
        ("28/02/2025 02/28/2025", "fr", "DMY", "custom"),
        ("03/03/2025, on 5 March 2025", "de", "DMY", "custom"),
    ],
)
def test_the_order_of_numeric_dates_is_decided_by_evidence(
    text: str, language: str, order: str, reason: str
) -> None:
    decided, why = date_order(text, language)

    assert decided == order
    assert reason in why


def test_a_date_after_a_date_is_no_time() -> None:
    stamps = find_stamps("From 3 March 2025 to 05.03.2025")

    assert [(s.day, s.time) for s in stamps] == [
        (dt.date(2025, 3, 3), None),
        (dt.date(2025, 3, 5), None),
    ]


def test_a_space_may_stand_before_the_half_of_the_day() -> None:
    (stamp,) = find_stamps("2025年3月3日 下午2时05分")

    assert stamp.time == dt.time(14, 5)


def test_a_day_without_year_is_read_in_the_year_given() -> None:
    (stamp,) = find_yearless("9 апреля, 14:05", 2025)

    assert (stamp.day, stamp.time) == (dt.date(2025, 4, 9), dt.time(14, 5))
    assert find_yearless("31 April", 2025) == ()

import datetime as dt

import pytest

from briefing.render.environment import date_filters
from briefing.render.names import direction, names_of

DAY = dt.date(2025, 3, 5)


@pytest.mark.parametrize(
    ("language", "long", "short", "month"),
    [
        ("en", "Wednesday, 5 March 2025", "5 March 2025", "March 2025"),
        ("en-GB", "Wednesday, 5 March 2025", "5 March 2025", "March 2025"),
        ("de", "Mittwoch, 5. März 2025", "5. März 2025", "März 2025"),
        ("fr", "mercredi 5 mars 2025", "5 mars 2025", "mars 2025"),
        ("es", "miércoles, 5 de marzo de 2025", "5 de marzo de 2025", "marzo de 2025"),
        ("ru", "среда, 5 марта 2025", "5 марта 2025", "март 2025"),
        ("xx", "Wednesday, 5 March 2025", "5 March 2025", "March 2025"),
    ],
)
def test_dates_are_written_as_in_the_language(language, long, short, month):
    filters = date_filters(language)

    assert filters["date_long"](DAY) == long
    assert filters["date_short"](DAY) == short
    assert filters["month"](DAY) == month


def test_days_months_and_times_have_names():
    filters = date_filters("en")
    moment = dt.datetime(2025, 3, 5, 7, 4, tzinfo=dt.UTC)

    assert filters["date_day"](DAY) == "5 March"
    assert filters["month_name"](DAY) == "March"
    assert filters["weekday"](DAY) == "Wednesday"
    assert filters["time"](moment) == "07:04"
    assert filters["iso"](moment) == "2025-03-05T07:04:00+00:00"
    assert filters["iso"](DAY) == "2025-03-05"


def test_every_language_names_twelve_months_and_seven_days():
    for language in ("en", "de", "fr", "es", "ru"):
        names = names_of(language)

        assert (len(set(names.months)), len(set(names.weekdays))) == (12, 7)


def test_scripts_from_right_to_left_are_known():
    assert [direction(tag) for tag in ("ar", "he-IL", "FA", "de", "")] == [
        "rtl", "rtl", "rtl", "ltr", "ltr",
    ]  # fmt: skip

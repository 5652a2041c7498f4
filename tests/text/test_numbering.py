"""Numbers in front of headlines: what counts the items of a list, and what belongs to a title."""

import pytest

from briefing.text.numbering import without_numbers

WORDS = ("Oats are late", "Barley is early", "Rye is on time")


@pytest.mark.parametrize(
    "form",
    ["{n}. {t}", "{n}) {t}", "({n}) {t}", "[{n}] {t}", "No. {n}: {t}", "#{n} {t}", "{n}: {t}",
     "Nr. {n} – {t}", "4.{n} {t}"],
)  # fmt: skip
def test_numbers_in_order_are_taken_off(form):
    titles = [form.format(n=n, t=t) for n, t in enumerate(WORDS, start=1)]
    assert without_numbers(titles) == WORDS


def test_sections_count_anew():
    titles = ["1.1 Oats", "1.2 Barley", "2.1 Rye", "3.1 Hay"]
    assert without_numbers(titles) == ("Oats", "Barley", "Rye", "Hay")


def test_a_head_without_number_may_stand_before_them_and_one_may_be_missing():
    titles = ["Field notes", "(1) Oats", "(2) Barley", "(4) Rye"]
    assert without_numbers(titles) == ("Field notes", "Oats", "Barley", "Rye")


@pytest.mark.parametrize(
    "titles",
    [
        ("3 ships lost", "4 ships found", "5 ships painted"),  # no sign of a number
        ("1. Liga begins", "2. Liga rests"),  # ordinals
        ("1. Oats", "Barley", "3. Rye"),
        ("3. Oats", "2. Barley", "1. Rye"),
        ("2. Oats", "3. Barley", "4. Rye"),
        ("1. Oats", "2) Barley", "3. Rye"),
        ("1.5 tonnes of oats", "1.9 tonnes of rye", "1.4 tonnes of hay"),
        ("1. Oats", "2. Barley", "9. Rye"),
        ("(1) Oats",),
        (),
    ],
)  # fmt: skip
def test_other_numbers_stay(titles):
    assert without_numbers(titles) == tuple(titles)


def test_two_in_brackets_are_enough():
    assert without_numbers(["(1) Oats", "(2) Rye"]) == ("Oats", "Rye")

"""Scoring agrees with what a person would count."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import DocumentError
from briefing.evaluate import (
    Gold,
    Score,
    Telling,
    format_results,
    parse_gold,
    plain_text,
    score,
    telling,
)
from briefing.model import DateOrigin, Entry, StoryRecord

SHARED_GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"


def article(**changed: object) -> dict[str, object]:
    return {
        "title": "Tide turns",
        "date": "2025-03-19T16:40",
        "source": "Harbour Gazette",
        "author": None,
        "body_must_contain": ["left at noon"],
        "body_must_not_contain": ["Save for later"],
        **changed,
    }


def gold(*articles: dict[str, object], **more: object) -> Gold:
    return parse_gold(json.dumps({"articles": articles, **more}), "d")


def told(**changed: str | None) -> Telling:
    plain = {"title": "Tide turns", "date": "2025-03-19T16:40", "source": "Harbour Gazette"}
    return Telling(**{**plain, "body": "The boat left at  noon.", **changed})  # type: ignore[arg-type]


def test_a_perfect_reading_scores_everything() -> None:
    result = score([told()], gold(article()))

    assert result.is_perfect
    assert (result.found, result.title, result.date, result.source, result.author) == (1,) * 5


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("title", "  TIDE\u00a0turns ", True),
        ("title", "Tide turns again", False),
        ("date", "2025-03-19T16:40:00", True),
        ("date", "2025-03-19", False),
        ("date", None, False),
        ("source", "harbour gazette", True),
        ("author", "Ada", False),
        ("author", "", True),
    ],
)
def test_a_field_is_right_when_it_reads_the_same(
    field: str, value: str | None, right: bool
) -> None:
    result = score([told(**{field: value})], gold(article()))

    assert getattr(result, field) == int(right)


def test_quotes_dashes_and_the_space_before_a_colon_do_not_matter() -> None:
    label = article(title="“Yes” – he said…: no")

    assert score([told(title='"Yes" - he said... : no')], gold(label)).title == 1


def test_a_list_widens_a_label_and_a_remark_leaves_it_to_a_person() -> None:
    wide = article(source_accept=["HG", None], author_accept="any of the crew")

    assert score([told(source=None, author="Ada")], gold(wide)).source == 1
    assert score([told(source="hg", author="Ada")], gold(wide)).author == 1


def test_a_day_label_takes_a_time_of_that_day() -> None:
    assert score([told()], gold(article(date="2025-03-19"))).date == 1


def test_each_telling_answers_for_one_article_only() -> None:
    result = score([told()], gold(article(), article()))

    assert (result.found, result.gold, result.count_ok) == (1, 2, 0)
    assert not result.is_perfect


def test_phrases_that_should_not_be_there_are_counted() -> None:
    label = article(body_once=["noon"], body_should_not_contain=["boat"])
    result = score([told(body="boat left at noon, noon. Save for later")], gold(label))

    assert (result.bad_phrases, result.once_bad, result.soft) == (1, 1, 1)


def test_other_counts_may_be_right_too() -> None:
    assert score([], gold(article(), accept_zero_with_notice=True)).count_ok == 1
    assert score([told()] * 3, gold(article(), alternative_expected_counts=[3])).count_ok == 1


def test_a_cluster_record_is_told_completely_or_not() -> None:
    label = {
        "title": "Harbour grows",
        "date": "2025-07-05",
        "sources": {"a.example": 2},
        "must_contain": ["a new quay"],
        "must_not_contain": ["The image shows"],
    }
    record = StoryRecord(
        id="s",
        day=dt.date(2025, 7, 5),
        title="Harbour grows",
        summary="They build a new quay.",
        sources=(("a.example", 2),),
    )
    labelled = gold(article(), cluster_record=label)

    assert score([told()], labelled, [record]).is_perfect
    assert not score([told()], labelled).is_perfect


def test_an_entry_is_scored_as_its_reader_sees_it() -> None:
    entry = Entry(
        guid="g",
        title="Tide turns",
        date=dt.datetime(2025, 3, 19, 16, 40, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        authors=("Ada", "Ben"),
        summary="A summary that stands apart.",
        key_points=("Left at noon.",),
        body="## Part\n\n**Left at noon.** Costs 3 \\* 4,\nand\\\n\n- one\n\n```\ncode\n```\n",
    )
    assert telling(entry) == Telling(
        title="Tide turns",
        date="2025-03-19T16:40",
        author="Ada, Ben",
        body="A summary that stands apart.\n\nPart\nLeft at noon. Costs 3 * 4, and\\\none\ncode\n",
    )


def test_an_estimated_date_counts_as_untold() -> None:
    guess = Entry(guid="g", title="T", date=dt.date(2025, 3, 19), date_origin=DateOrigin.ESTIMATED)
    sure = Entry(guid="g", title="T", date=dt.date(2025, 3, 19))

    assert (telling(guess).date, telling(sure).date) == (None, "2025-03-19")


def test_tables_give_their_cells() -> None:
    assert plain_text("| a | b |\n|---|---|\n| 1 | 2 |") == "a\nb\n1\n2"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"articles": [3]}', '{"articles": [{}]}'])
def test_labels_that_are_none_are_refused_with_their_place(text: str) -> None:
    with pytest.raises(DocumentError) as error:
        parse_gold(text, "d")

    assert error.value.place == "d.json"


def test_labels_name_their_document_by_stem() -> None:
    assert gold(page="shared/seeds/003_c15.txt").page == "003_c15"
    assert gold().page == ""


def test_scores_add_up() -> None:
    assert Score(docs=1, found=2) + Score(docs=1, soft=1) == Score(docs=2, found=2, soft=1)


@pytest.mark.skipif(not SHARED_GOLD.is_dir(), reason="the shared labels are not here")
def test_counts_agree_with_the_reference_scorer(tmp_path: Path) -> None:
    """Readings that are partly wrong, made from the labels themselves."""
    labels = [parse_gold(p.read_text("utf-8"), p.stem) for p in sorted(SHARED_GOLD.glob("*.json"))]
    readings = {
        labelled.name: [
            Telling(
                title=a["title"] if n % 3 else a["title"] + " and more",
                date=(a["date"] or "")[: 10 if n % 2 else 16] or None,
                source=a["source"] if n % 4 else "Another",
                author=a["author"] or ("Nobody" if n % 2 else None),
                body=" ".join(a["body_must_contain"][n % 2 :])
                + " ".join(a["body_must_not_contain"][: n % 3]),
            )
            for n, a in enumerate(labelled.articles)
            if n % 7 != 5
        ]
        for labelled in labels
    }
    total = sum((score(readings[g.name], g) for g in labels), Score())
    file = tmp_path / "results.json"
    file.write_text(format_results(readings), encoding="utf-8")

    command = [sys.executable, SHARED_GOLD / "score.py", file, SHARED_GOLD]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    reference = json.loads(printed.splitlines()[-1])

    assert {key: getattr(total, key) for key in reference} == reference
    assert total.found > 20


def test_labels_of_a_cluster_record_must_be_whole() -> None:
    labels = {"articles": [], "cluster_record": {"title": "T", "date": "2025-03-03", "sources": {}}}

    with pytest.raises(DocumentError, match="the cluster_record lacks must_contain"):
        parse_gold(json.dumps(labels), "x")

"""The same article from two documents is one entry, whatever their order."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefing.content import Group, merge
from briefing.model import DateOrigin, Entry, Image, Seed

WORDS = [f"word{n}" for n in range(400)]
LONG = " ".join(WORDS[:80])


def entry(guid: str, **fields: object) -> Entry:
    given = {
        "title": "Quay opens", "date": dt.date(2025, 6, 2), "body": LONG,
        "seed": Seed(file=f"seeds/{guid}.txt"),
    }  # fmt: skip
    return Entry(guid=guid, **{**given, **fields})  # type: ignore[arg-type]


def guids(*entries: Entry) -> list[tuple[str, ...]]:
    return [g.guids for g in merge(entries)]


def test_tellings_differ_when_headline_source_day_or_text_differ() -> None:
    first = entry("1", source="Bay")

    assert guids(first, entry("2", title="QUAY OPENS!", source="bay")) == [("1", "2")]
    assert guids(first, entry("2")) == [("1", "2")]
    assert guids(first, entry("2", title="Quay closes")) == [("1",), ("2",)]
    assert guids(first, entry("2", source="Sea")) == [("1",), ("2",)]
    assert guids(first, entry("2", body=" ".join(WORDS[300:]))) == [("1",), ("2",)]
    assert guids(first, entry("2", date=dt.date(2025, 6, 5))) == [("1", "2")]
    assert guids(first, entry("2", date=dt.date(2025, 6, 6))) == [("1",), ("2",)]
    undated = entry("2", date=dt.date(2025, 9, 6), date_origin=DateOrigin.INGESTED)
    assert guids(first, undated) == [("1", "2")]
    assert guids(first, entry("2", body="")) == [("1", "2")]
    assert guids(entry("1", title="🛶"), entry("2", title="🚲")) == [("1",), ("2",)]


def test_the_surest_then_longest_telling_wins_and_is_filled() -> None:
    sure = entry("3", body=LONG[:200])
    estimated = entry("1", date_origin=DateOrigin.ESTIMATED, authors=("Ada",), url="https://e.org/")
    longer = entry("2", summary="Short.", image=Image(url="https://e.org/i"))
    (group,) = merge([sure, estimated, longer])

    assert group.guids == ("2", "3", "1")
    assert (group.entry.body, group.entry.authors, group.entry.url, group.entry.summary) == (
        LONG, ("Ada",), "https://e.org/", "Short.",
    )  # fmt: skip


def test_what_only_the_loser_says_is_told() -> None:
    other = entry("2", body=f"{LONG[:200]}\n\nOnly **here**.", summary="And this.")
    (group,) = merge([entry("1"), other])

    assert [x.text for x in group.left_out] == ["Only **here**."]
    assert group.entry.summary == "And this."
    assert [p.place for p in group.problems] == ["seeds/2.txt#1"]
    (same,) = merge([entry("1"), entry("2")])
    assert (len(same.problems), same.left_out) == (1, ())


def test_the_same_guid_is_the_same_article_in_any_words() -> None:
    assert guids(entry("1"), entry("1", title="Other", body="Else.")) == [("1",)]


def test_entries_that_stand_already_take_part_but_make_no_group() -> None:
    old = entry("0", body=LONG[:300], seed=None, path="2025/06/02/q.md")
    groups = merge([entry("1")], [old, entry("9", title="Else")])

    assert [g.guids for g in groups] == [("1", "0")]
    assert groups[0].problems == ()


def test_many_copies_are_one_and_a_daily_column_stays_many() -> None:
    copies = [entry(f"{n:03}") for n in range(150)]
    bodies = [" ".join(random.Random(n).sample(WORDS, 60)) for n in range(150)]
    start = dt.date(2025, 1, 1)
    column = [
        entry(f"c{n:03}", title="Morning", body=body, date=start + dt.timedelta(days=n))
        for n, body in enumerate(bodies)
    ]

    assert [len(g.guids) for g in merge(copies)] == [150]
    assert len(merge(column)) == 150


TELLINGS = st.lists(
    st.builds(
        lambda n, title, body, date, source, origin: entry(
            f"g{n}", title=title, body=body, date=date, source=source, date_origin=origin,
            seed=Seed(file="seeds/x", part=n + 1),
        ),
        st.integers(0, 9),
        st.sampled_from(["Quay", "quay!", "Rain"]),
        st.sampled_from([LONG, LONG[:250], " ".join(WORDS[40:140]), "", "Brief."]),
        st.dates(dt.date(2025, 6, 1), dt.date(2025, 6, 8)),
        st.sampled_from(["", "Bay", "Sea"]),
        st.sampled_from([DateOrigin.STATED, DateOrigin.INGESTED]),
    ),
    max_size=6,
    unique_by=lambda e: e.seed.part if e.seed else 0,
)  # fmt: skip


@given(TELLINGS, st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(
    tellings: list[Entry], chance: random.Random
) -> None:
    shuffled = [*tellings]
    chance.shuffle(shuffled)

    def told(groups: tuple[Group, ...]) -> list[object]:
        return [(g.entry, g.guids, g.problems, g.left_out) for g in groups]

    assert told(merge(shuffled)) == told(merge(tellings))
    everyone = [*itertools.chain.from_iterable(g.guids for g in merge(tellings))]
    assert sorted(everyone) == sorted({e.guid for e in tellings})


def test_a_document_knows_its_entry_by_the_text_where_an_editor_changed_the_headline() -> None:
    now = entry("1", body=f"Corrected. {LONG}")
    edited = entry("2", title="My words", seed=now.seed, path="2025/06/02/mine.md")

    def tellings(standing: Entry) -> list[tuple[str, ...]]:
        return [g.guids for g in merge([now], [standing])]

    assert tellings(edited) == [("1", "2")]
    assert tellings(replace(edited, seed=Seed(file="seeds/else.txt"))) == [("1",)]
    assert tellings(replace(edited, body=" ".join(WORDS[300:]))) == [("1",)]
    assert tellings(replace(edited, body="")) == [("1",)]
    assert tellings(replace(edited, date=dt.date(2025, 7, 2))) == [("1",)]


def test_a_document_that_was_corrected_is_not_weighed_against_what_it_said_before() -> None:
    now = entry("1", body=LONG[:300])
    before = entry("2", seed=now.seed, summary="Withdrawn.", path="2025/06/02/quay-opens.md")
    elsewhere = entry("3", authors=("Ada",), path="2025/06/02/quay-opens-2.md", body=LONG[:200])
    (group,) = merge([now], [before, elsewhere])

    assert (group.entry.body, group.entry.summary, group.entry.authors) == (
        LONG[:300], "", ("Ada",),
    )  # fmt: skip
    assert set(group.guids) == {"1", "2", "3"}
    assert (group.problems, group.left_out) == ((), ())


# --- versions -----------------------------------------------------------------------------------

HERE = "https://e.org/quay"


def test_one_address_is_one_article_whatever_its_headline() -> None:
    first = entry("1", url=HERE)
    later = entry("2", url=HERE, title="Quay is open", date=dt.date(2025, 7, 1), source="Bay")

    assert guids(first, later) == [("1", "2")]


def test_a_page_that_tells_something_else_every_day_is_many_articles() -> None:
    monday = entry("1", url=HERE)
    tuesday = entry("2", url=HERE, body=" ".join(WORDS[200:280]), date=dt.date(2025, 6, 3))

    assert guids(monday, tuesday) == [("1",), ("2",)]


def test_the_teaser_of_an_article_is_known_by_address_and_headline() -> None:
    teaser = entry("1", url=HERE, body="Boats may land again.", source="Bay feed")
    article = entry("2", url=HERE, source="Bay")

    assert guids(teaser, article) == [("2", "1")]
    assert guids(replace(teaser, title="Landing"), article) == [("1",), ("2",)]
    assert guids(replace(teaser, date=dt.date(2025, 6, 9)), article) == [("1",), ("2",)]


def test_the_latest_version_is_told_and_its_earlier_headlines_are_kept() -> None:
    hour = dt.datetime(2025, 6, 2, 9, tzinfo=dt.UTC)
    first = entry("1", url=HERE, title="Quay may open", updated=hour)
    second = entry("2", url=HERE, title="Quay opens soon", updated=hour + dt.timedelta(hours=2))
    third = entry("3", url=HERE, body=LONG[:300], updated=hour + dt.timedelta(days=1))
    for tellings in itertools.permutations([first, second, third]):
        (group,) = merge(tellings)

        assert (group.entry.title, group.entry.body) == (third.title, third.body)
        assert group.entry.was == ("Quay may open", "Quay opens soon")
        assert group.entry.also == ("seeds/1.txt#1", "seeds/2.txt#1")


def test_of_a_feeds_item_what_was_fetched_last_is_told() -> None:
    told = {"date_origin": DateOrigin.FEED}
    old = entry("1", seed=Seed(file="seeds/feeds/2025/06/02/070000.jsonl"), **told)
    new = entry(
        "1", title="Quay is open", body=LONG[:90],
        seed=Seed(file="seeds/feeds/2025/06/02/090000.jsonl", part=7), **told,
    )  # fmt: skip
    (group,) = merge([old, new])

    assert (group.entry.title, group.entry.was) == ("Quay is open", ("Quay opens",))
    assert group.entry.also == ("seeds/feeds/2025/06/02/070000.jsonl#1",)


def test_an_update_that_is_only_a_day_is_as_early_as_can_be() -> None:
    day = entry("1", url=HERE, title="Quay: day", updated=dt.date(2025, 6, 3))
    time = entry("2", url=HERE, updated=dt.datetime(2025, 6, 3, 1, tzinfo=dt.UTC))

    assert merge([day, time])[0].entry.was == ("Quay: day",)

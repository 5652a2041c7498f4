"""What is known of days stands for what would be organised anew, and for nothing else."""

import datetime as dt
from dataclasses import replace

import pytest

from briefing import known
from briefing.catalog import Catalog
from briefing.config import Config, DigestSettings
from briefing.known import Built, between, instant, known_digests, still_holds
from briefing.model import Content, DayNote, Entry, StoryRecord
from briefing.organise import digests

DAY = dt.date(2025, 6, 2)
BERLIN = dt.timezone(dt.timedelta(hours=2))
CONFIG = Config()
BUILT = Built(state="s", since=10, until=20, entries=1, stories=1, days=1, problems=())


def entry(name: str, date: dt.date = DAY, **fields) -> Entry:
    head = f"Ferry {name} aground off Sandoe"
    return replace(Entry(guid=name, title=head, date=date, path=f"{name}.md"), **fields)


CONTENT = Content(
    entries=(
        entry("a"),
        entry("b", story="x"),
        entry("c", story="x", section="Local"),
        entry("d", dt.datetime(2025, 6, 3, 9, tzinfo=dt.UTC)),
    ),
    records=(StoryRecord(id="x", day=DAY, title="The affair", path="_story-x.md"),),
    notes=(DayNote(day=DAY, title="Quiet", path="_digest.md"),),
)
HASHES = dict.fromkeys("a.md b.md c.md d.md _story-x.md _digest.md".split(), "1")


@pytest.fixture
def catalog():
    one = Catalog()
    known_digests(CONTENT, HASHES, CONFIG, one)
    yield one
    one.close()


@pytest.fixture
def organised(monkeypatch):
    """The days that were organised anew."""
    days = []
    real = known.digest
    monkeypatch.setattr(known, "digest", lambda day, *a: days.append(day) or real(day, *a))
    return days


def test_known_days_are_what_organising_makes_of_them(catalog, organised):
    found = known_digests(CONTENT, HASHES, CONFIG, catalog)

    assert found == digests(CONTENT, CONFIG.digest, CONFIG.zone)
    assert organised == []


@pytest.mark.parametrize("path", [*HASHES])
def test_a_day_of_which_a_file_changed_is_organised_anew(catalog, organised, path):
    known_digests(CONTENT, HASHES | {path: "2"}, CONFIG, catalog)

    assert organised == [dt.date(2025, 6, 3) if path == "d.md" else DAY]


def test_a_file_that_says_the_same_of_another_time_zone_counts(catalog, organised):
    other = dt.datetime(2025, 6, 3, 11, tzinfo=BERLIN)
    changed = replace(CONTENT, entries=(*CONTENT.entries[:3], entry("d", other)))
    assert changed == CONTENT
    found = known_digests(changed, HASHES | {"d.md": "2"}, CONFIG, catalog)

    assert found[1].entries[0].date.isoformat() == "2025-06-03T11:00:00+02:00"
    assert organised == [dt.date(2025, 6, 3)]


def test_an_entry_that_goes_changes_its_day_and_a_day_that_goes_is_forgotten(catalog, organised):
    known_digests(replace(CONTENT, entries=CONTENT.entries[1:3]), HASHES, CONFIG, catalog)

    assert organised == [DAY]
    assert [*catalog.made("days")] == ["2025-06-02"]


@pytest.mark.parametrize(
    "config", [Config(timezone="Europe/Berlin"), Config(digest=DigestSettings(grouping=1.0))]
)
def test_settings_that_count_organise_every_day_anew(catalog, organised, config):
    found = known_digests(CONTENT, HASHES, config, catalog)

    assert found == digests(CONTENT, config.digest, config.zone)
    assert len(organised) == 2


@pytest.mark.parametrize(
    "damage", [(b'"a.md"', b'"z.md"'), (b"{", b"["), (b'"sections"', b'"portions"')]
)
def test_what_is_damaged_is_made_anew(catalog, organised, damage):
    value = catalog.made("days")["2025-06-02"]
    assert damage[0] in value
    catalog.keep_made("days", {"2025-06-02": value.replace(*damage)})
    found = known_digests(CONTENT, HASHES, CONFIG, catalog)

    assert found == digests(CONTENT, CONFIG.digest, CONFIG.zone)
    assert organised == [DAY]
    assert catalog.made("days")["2025-06-02"] == value


@pytest.mark.parametrize(("moment", "holds"), [(9, False), (10, True), (19, True), (20, False)])
def test_a_site_holds_from_one_entry_to_the_next(moment, holds):
    now = dt.datetime(1970, 1, 1, microsecond=moment, tzinfo=dt.UTC).astimezone(BERLIN)

    assert (still_holds(known.encode(BUILT), "s", now) == BUILT) is holds


@pytest.mark.parametrize("value", [None, b"", b"{}", known.encode(replace(BUILT, state="other"))])
def test_what_is_missing_damaged_or_of_another_state_does_not_hold(value):
    assert still_holds(value, "s", dt.datetime(1970, 1, 1, microsecond=15, tzinfo=dt.UTC)) is None


def test_the_first_and_last_days_of_the_calendar_have_their_place():
    times = [dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31)]  # noqa: DTZ001
    entries = [entry(str(n), time.replace(tzinfo=BERLIN)) for n, time in enumerate(times)]
    now = dt.datetime(2025, 6, 2, tzinfo=dt.UTC)
    since, until = between(entries, now, dt.UTC)

    assert since is not None
    assert until is not None
    assert since < instant(now, dt.UTC) < until
    assert between([], now, dt.UTC) == (None, None)

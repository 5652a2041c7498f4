"""Hooks change what they may; where they fail, the rest stands and the plugin is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from briefing.hooks import (
    NONE,
    Chain,
    Hooks,
    hooked_digest,
    hooked_harvest,
    merged,
    plugin_filters,
    plugin_reader,
)
from briefing.model import Digest, Document, Entry, Harvest, Level, Section, Seed, Story

DAY = dt.date(2025, 6, 2)


def entry(guid: str, title: str = "A ferry") -> Entry:
    seed = Seed(file="seeds/a.txt", part=3)
    return Entry(guid=guid, title=title, date=DAY, seed=seed, body="It sails.")


def chain(**hooks: Any) -> Chain:
    return merged([Hooks(plugin="p.py", **hooks)])


def document(place: str = "seeds/a.tides", data: bytes = b"x") -> Document:
    return Document(place=place, data=data, sha256="")


def raising(*_: object) -> Any:
    raise RuntimeError("the\nsea is rough")


def messages(found: Harvest) -> list[str]:
    return [problem.message for problem in found.problems]


# --- entries --------------------------------------------------------------------------------------


def test_an_entry_hook_changes_an_entry_and_leaves_one_out() -> None:
    def hook(one: Entry) -> Entry | None:
        return replace(one, section="Sea") if one.guid == "a" else None

    found = hooked_harvest(Harvest(entries=(entry("a"), entry("b", "No ferry"))), chain(entry=hook))

    assert [(e.guid, e.section) for e in found.entries] == [("a", "Sea")]
    (out,) = found.left_out
    assert (out.place, out.reason) == ("seeds/a.txt#3", "by the plugin “p.py”")
    assert out.text == "No ferry\n\nIt sails."


def test_hooks_work_one_after_the_other() -> None:
    def add(word: str) -> Callable[[Entry], Entry]:
        return lambda one: replace(one, title=f"{one.title} {word}")

    def leave_out(one: Entry) -> None:
        return None

    both = merged([Hooks(entry=add("one")), NONE, Hooks(entry=add("two"))])
    none = merged([Hooks(entry=leave_out), Hooks(entry=raising)])
    harvest = Harvest(entries=(entry("a"),))

    assert hooked_harvest(harvest, both).entries[0].title == "A ferry one two"
    assert hooked_harvest(harvest, none).problems == ()
    assert hooked_harvest(harvest, Chain()) is harvest


@pytest.mark.parametrize(
    ("hook", "message"),
    [
        (raising, "plugin “p.py”: entry hook: RuntimeError: the sea is rough"),
        (lambda one: one.title, "plugin “p.py”: entry hook gave str instead of an entry"),
    ],
)
def test_an_entry_hook_that_fails_costs_a_problem(hook: Any, message: str) -> None:
    harvest = Harvest(entries=(entry("a"), entry("b")))
    found = hooked_harvest(harvest, chain(entry=hook))

    assert found.entries == harvest.entries
    assert messages(found) == [message, message]
    assert found.problems[0].place == "seeds/a.txt#3"


def test_a_hook_cannot_make_an_entry_another_one() -> None:
    def hook(one: Entry) -> Entry:
        return replace(one, guid="z", seed=None, title="B")

    found = hooked_harvest(Harvest(entries=(entry("a"),)), chain(entry=hook))

    assert found.entries == (entry("a", "B"),)
    assert "changed “guid” or “seed”" in messages(found)[0]


# --- digests --------------------------------------------------------------------------------------


def digest(*names: str) -> Digest:
    stories = tuple(Story(id=n, day=DAY, title=n, entries=(entry(n),)) for n in names)
    return Digest(day=DAY, sections=(Section(name="", stories=stories),))


def test_a_digest_hook_orders_the_day() -> None:
    def hook(one: Digest) -> Digest:
        return Digest(day=one.day, sections=(Section(name="All", stories=one.stories[::-1]),))

    found, problems = hooked_digest(digest("a", "b"), chain(digest=hook))

    assert [s.id for s in found.stories] == ["b", "a"]
    assert problems == ()


@pytest.mark.parametrize(
    ("hook", "message"),
    [
        (raising, "RuntimeError: the sea is rough"),
        (lambda _: None, "gave NoneType instead of a digest"),
        (lambda one: replace(one, day=dt.date(2025, 6, 3)), "gave the digest of another day"),
        (lambda _: digest("a"), "lost, added or doubled an entry"),
        (lambda _: digest("a", "b", "b"), "lost, added or doubled an entry"),
    ],
)
def test_a_digest_hook_that_fails_leaves_the_day_as_it_is(hook: Any, message: str) -> None:
    day = digest("a", "b")
    both = merged([Hooks(digest=hook, plugin="p.py"), NONE])
    found, (problem,) = hooked_digest(day, both)

    assert found is day
    assert problem.place == "2025-06-02"
    assert message in problem.message


# --- readers --------------------------------------------------------------------------------------


def giving(title: str) -> Callable[[Document, object], Harvest]:
    return lambda *_: Harvest(entries=(entry("a", title),))


def read(one: Document, links: Chain) -> str | None:
    reader = plugin_reader(one, links)
    return reader(one, None).entries[0].title if reader else None


def test_a_reader_is_chosen_by_ending_then_by_sniffing() -> None:
    first = Hooks(
        readers={".tides": giving("tides"), ".sea.tides": giving("sea")},
        sniffers=((lambda one: one.data.startswith(b"TIDE"), giving("sniffed")),),
    )
    links = merged([first])

    assert read(document("seeds/A.TIDES"), links) == "tides"
    assert read(document("seeds/a.sea.tides"), links) == "sea"
    assert read(document("seeds/a.txt", b"TIDE 4"), links) == "sniffed"
    assert read(document("seeds/a.txt"), links) is None
    assert read(document("seeds/a.txt"), Chain()) is None
    assert read(document(), merged([first, Hooks(readers={".tides": giving("later")})])) == "later"


def test_a_sniffer_that_fails_means_no_document() -> None:
    links = merged([Hooks(sniffers=((raising, giving("x")),))])

    assert read(document(), links) is None


@pytest.mark.parametrize(
    ("reader", "message"),
    [(raising, "RuntimeError: the sea is rough"), (lambda *_: None, "gave NoneType")],
)
def test_a_reader_that_fails_keeps_the_document(reader: Any, message: str) -> None:
    guarded = plugin_reader(document(), chain(readers={".tides": reader}))
    assert guarded is not None
    (problem,) = guarded(document(), None).problems

    assert (problem.place, problem.level) == ("seeds/a.tides", Level.ERROR)
    assert message in problem.message
    assert "(kept, not read)" in problem.message


# --- filters and conflicts ------------------------------------------------------------------------


def test_filters_are_taken_but_built_in_ones_are_not_replaced() -> None:
    given = {"shout": str.upper, "markdown": str, "no name": str}
    filters, problems = plugin_filters(chain(filters=given), ["markdown"])

    assert filters["shout"]("sea") == "SEA"
    assert [*filters] == ["shout"]
    assert [p.message for p in problems] == [
        "plugin “p.py”: filter “markdown” is built in; name it otherwise",
        "plugin “p.py”: filter “no name” is no name; name it otherwise",
    ]


def test_a_filter_that_fails_names_its_plugin() -> None:
    filters, _ = plugin_filters(chain(filters={"f": raising}), [])

    with pytest.raises(
        ValueError, match=r"filter “f” of the plugin “p\.py”: RuntimeError: the sea"
    ):
        filters["f"]("x")


def test_two_plugins_in_each_others_way_are_told() -> None:
    first = Hooks(plugin="one", readers={".A": giving("x")}, filters={"f": str})
    second = Hooks(plugin="two", readers={".a": giving("y")}, filters={"f": str})
    links = merged([first, second])

    assert [p.message for p in links.problems] == [
        "plugin “two”: reader for “.a” takes the place of that of “one”",
        "plugin “two”: filter “f” takes the place of that of “one”",
    ]
    assert {p.level for p in links.problems} == {Level.NOTE}
    assert bool(links)
    assert not merged([])


def test_an_error_without_words_is_named_by_its_kind() -> None:
    def hook(one: Entry) -> Entry:
        raise KeyError

    found = hooked_harvest(Harvest(entries=(replace(entry("a"), seed=None),)), chain(entry=hook))

    assert messages(found) == ["plugin “p.py”: entry hook: KeyError"]
    assert found.problems[0].place == "A ferry"

"""Pages that a recipe teaches: its rules before evidence, nothing lost."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from briefing.config import CollectSettings
from briefing.ingest import harvest
from briefing.ingest.recipes.recipe import Recipe, parse_recipe
from briefing.model import Document, Harvest

PAGE = """<html><head><title>Ferry returns | Bay Post</title>
<link rel="canonical" href="https://bay.example/ferry"></head><body>
<div class="teaser">Our podcast of the week is about kettles, and about those who mend them.</div>
<h1>Ferry returns</h1><h2 class="real">Ferry is back on the sound</h2>
<span class="who">Ida Mole</span> <span class="day">02.06.2025</span>
<div class="story"><p>The ferry crossed the sound on Monday for the first time since the storm in
March, with forty people and a cow on board, as the harbour master counted.</p>
<p class="ad">Buy new oars at the quay while they last, said the shop.</p>
<p>Boats will leave every hour until the autumn, and every second hour after it.</p></div>
<div class="story more"><p>A second box tells of the timetable and of the prices for bicycles.</p></div>
</body></html>"""


def read(recipe: str, page: str = PAGE) -> Harvest:
    taught: tuple[Recipe, ...] = (parse_recipe(recipe, "recipes/bay.toml"),)
    document = Document(place="seeds/a.html", data=page.encode(), sha256="")
    return harvest(document, CollectSettings(), ZoneInfo("UTC"), "en", taught)


def test_rules_count_before_evidence_and_what_they_take_out_is_told() -> None:
    found = read(
        'match = {domain = "bay.example"}\npublisher = "The Bay Post"\ntopics = ["Ferries"]\n'
        'date_order = "DMY"\n'
        "[html]\ntitle = \"//h2[@class='real']\"\nauthor = \"//span[@class='who']\"\n"
        "date = \"//span[@class='day']\"\nbody = \"//div[@class='story']\"\n"
        "strip = \"//p[@class='ad']\"\n"
    )
    (entry,) = found.entries

    assert (entry.title, entry.authors, entry.source) == (
        "Ferry is back on the sound", ("Ida Mole",), "The Bay Post",
    )  # fmt: skip
    assert entry.date == dt.date(2025, 6, 2)
    assert entry.topics == ("Ferries",)
    assert entry.body.startswith("The ferry crossed") and "oars" not in entry.body
    assert any("oars" in left.text for left in found.left_out)
    assert any("recipes/bay.toml" in e.reason for e in found.evidence)


def test_a_recipe_without_rules_for_pages_names_publisher_and_topics() -> None:
    found = read('match = {domain = "bay.example"}\npublisher = "The Bay Post"\n')

    assert [e.source for e in found.entries] == ["The Bay Post"]
    assert "forty people" in found.entries[0].body


def test_rules_that_find_nothing_leave_what_evidence_found_and_are_told() -> None:
    found = read('match = {domain = "bay.example"}\n[html]\nbody = "//article"\n')

    assert "forty people" in found.entries[0].body
    assert any("do not find: body" in e.reason for e in found.evidence)


def test_one_rule_may_hold_many_articles() -> None:
    page = "<html><head><link rel='canonical' href='https://bay.example/'></head><body>" + "".join(
        f"<section><h4>Boat {n} is painted</h4><p>Boat number {n} has a new coat of paint, and it "
        f"is as blue as the last one was in its first summer.</p></section>"
        for n in range(3)
    )
    found = read(
        'match = {domain = "bay.example"}\n'
        '[html]\narticle = "//section"\ntitle = ".//h4"\nbody = ".//p"\n',
        page,
    )

    assert [e.title for e in found.entries] == [f"Boat {n} is painted" for n in range(3)]
    assert [e.seed.part for e in found.entries if e.seed] == [1, 2, 3]

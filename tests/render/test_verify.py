from makers import DAY, entry, layout
from msgspec.structs import replace

from briefing.config import Config
from briefing.model import Content, StoryRecord
from briefing.organise import digests
from briefing.render.verify import invented

ENTRY = entry("a", body="It rained. All day.", summary="Rain, says the deck.", key_points=("Wet.",))
RECORD = StoryRecord(id="x", day=DAY, title="Rain", summary="Told by a page.", key_points=("P.",))


def days(*entries, records=()):
    return digests(Content(entries=entries, records=records), Config().digest, Config().zone)


def test_what_the_pages_select_stands_in_the_documents():
    told = entry("b", body="Beer *and* [bread](https://b.example/).", story="x")
    entries = (ENTRY, told, entry("c", body="Something\nelse. " * 9))
    pages = layout(*entries, records=(RECORD,)).pages

    assert invented(days(*entries, records=(RECORD,)), pages) == ()


def test_an_invented_summary_is_found_on_every_kind_of_page():
    pages = layout(ENTRY).pages
    page = pages["2025/06/02/a/index.html"]
    pages["2025/06/02/a/index.html"] = replace(
        page, entry=replace(page.entry, summary="It snowed.")
    )
    (problem,) = invented(days(ENTRY), pages)

    assert problem.place == "2025/06/02/a/index.html"
    assert "It snowed." in problem.message


def test_invented_key_points_of_a_story_are_found():
    pages = layout(ENTRY).pages
    page = pages["2025/06/02/index.html"]
    (section,) = page.digest.sections
    false = replace(section.stories[0], key_points=("Seven died.",))
    digest = replace(page.digest, sections=(replace(section, stories=(false,)),))
    pages["2025/06/02/index.html"] = replace(page, digest=digest)

    assert ["Seven died" in p.message for p in invented(days(ENTRY), pages)] == [True]


def test_a_number_that_was_changed_is_found():
    told = entry("n", body="The bridge cost 312 crowns.")
    pages = layout(told).pages
    page = pages["2025/06/02/n/index.html"]
    false = replace(page.entry, summary="The bridge cost 321 crowns.")
    pages["2025/06/02/n/index.html"] = replace(page, entry=false)

    assert len(invented(days(told), pages)) == 1

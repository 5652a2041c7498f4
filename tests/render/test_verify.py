from makers import DAY, entry
from msgspec.structs import replace

from briefing.config import Config
from briefing.model import Content, StoryRecord
from briefing.organise import digests
from briefing.render.day_pages import Folders, view_day
from briefing.render.verify import invented

ENTRY = entry("a", body="It rained. All day.", summary="Rain, says the deck.", key_points=("Wet.",))
RECORD = StoryRecord(id="x", day=DAY, title="Rain", summary="Told by a page.", key_points=("P.",))


def day(*entries, records=()):
    config = Config()
    (found,) = digests(Content(entries=entries, records=records), config.digest, config.zone)
    return view_day(found, Folders(stories={"x": "stories/x/"}, sources={}, topics={}), config)


def with_story(view, **changes):
    """The view of a day with other words in its only story."""
    (section,) = view.sections
    (story,) = section.stories
    return replace(view, sections=(replace(section, stories=(replace(story, **changes),)),))


def test_what_the_pages_select_stands_in_the_documents():
    told = entry("b", body="Beer *and* [bread](https://b.example/).", story="x")
    entries = (ENTRY, told, entry("c", body="Something\nelse. " * 9))

    assert day(*entries, records=(RECORD,)).problems == ()


def test_an_invented_summary_is_found():
    one = day(ENTRY)
    lead = one.view.stories[0].lead
    false = with_story(one.view, lead=replace(lead, summary="It snowed."))
    (problem,) = invented(one.digest, false)

    assert problem.place == "/2025/06/02/a/"
    assert "It snowed." in problem.message


def test_invented_key_points_of_a_story_are_found():
    one = day(ENTRY)
    false = with_story(one.view, key_points=("Seven died.",))

    assert ["Seven died" in p.message for p in invented(one.digest, false)] == [True]


def test_a_number_that_was_changed_is_found():
    one = day(entry("n", body="The bridge cost 312 crowns."))
    false = with_story(one.view, summary="The bridge cost 321 crowns.")

    assert len(invented(one.digest, false)) == 1

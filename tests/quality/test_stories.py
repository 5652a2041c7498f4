import pytest
import score_stories

FLOOR = 91.0
"""May only rise; the scorer prints the present value."""


@pytest.mark.skipif(not score_stories.DATA.exists(), reason="the labelled days are not here")
def test_grouping_reaches_the_floor_on_labelled_days():
    assert score_stories.score()[2] >= FLOOR


def test_the_score_is_full_when_groups_are_events_and_lower_when_not():
    events = {"a": 1, "b": 1, "c": 2}

    assert score_stories.bcubed(events, events) == (100, 100, 100)
    assert score_stories.bcubed({"a": 1, "b": 1, "c": 1}, events)[0] < 60

"""Waiting for changes."""

from briefing.serve.channel import Channel


def test_what_was_announced_before_is_told_at_once():
    channel = Channel()
    channel.announce()

    assert channel.wait(0, 60) == 1


def test_without_news_the_number_stays():
    assert Channel().wait(0, 0) == 0


def test_a_closed_channel_ends_every_wait():
    channel = Channel()
    channel.close()

    assert channel.wait(0, 60) is None

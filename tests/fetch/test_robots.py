"""What a site's robots.txt says is heeded for pages, and asked for once a day."""

from __future__ import annotations

import pytest

from briefing.fetch.addresses import target_of
from briefing.fetch.robots import KEPT, Robots, Rules
from briefing.fetch.trouble import Kind, Trouble
from tests.fetch.conftest import NewClient
from tests.fetch.server import Reply, Server

NOW = 1_746_525_600
RULES = b"""User-agent: *
Disallow: /

User-agent: briefing
Disallow: /private/
Allow: /private/open
"""


def allowed(robots: Robots, url: str) -> bool:
    try:
        robots.permit(target_of(url))
    except Trouble as trouble:
        assert trouble.kind is Kind.UNWANTED
        assert "robots.txt" in trouble.message
        return False
    return True


def test_rules_for_this_program_are_heeded(server: Server, new_client: NewClient) -> None:
    server.scripts["/robots.txt"] = Reply(200, {}, RULES)
    robots = Robots(new_client(), {}, NOW)

    assert allowed(robots, server.url("/news"))
    assert not allowed(robots, server.url("/private/x"))
    assert allowed(robots, server.url("/private/open"))
    assert server.paths() == ["/robots.txt"]
    assert [*robots.known] == [server.url("").rstrip("/")]


def test_rules_are_believed_for_a_day(server: Server, new_client: NewClient) -> None:
    place = server.url("").rstrip("/")
    known = {place: Rules(NOW - KEPT + 1, "User-agent: *\nDisallow: /x")}

    assert not allowed(Robots(new_client(), known, NOW), server.url("/x"))
    assert server.asked == []

    assert allowed(Robots(new_client(), known, NOW + 1), server.url("/x"))  # 404: all is allowed
    assert server.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("reply", "is_allowed", "is_kept"),
    [
        (Reply(404), True, True),
        (Reply(403), True, True),
        (Reply(410), True, True),
        (Reply(302, {"Location": "/robots.txt"}), True, True),
        (Reply(500), False, False),
        (Reply(503), False, False),
        (Reply(429), False, False),
        (Reply(200, {}, b"\xff\xfe\0<html>"), True, True),
    ],
)
def test_no_file_allows_all_and_no_answer_nothing(
    server: Server, new_client: NewClient, reply: Reply, is_allowed: bool, is_kept: bool
) -> None:
    server.scripts["/robots.txt"] = reply
    robots = Robots(new_client(), {}, NOW)

    assert allowed(robots, server.url("/x")) is is_allowed
    assert bool(robots.known) is is_kept


def test_a_site_that_may_not_be_asked_is_not_asked_for_its_rules(new_client: NewClient) -> None:
    with pytest.raises(Trouble, match="not public"):
        Robots(new_client(), {}, NOW).permit(target_of("http://10.0.0.1/"))

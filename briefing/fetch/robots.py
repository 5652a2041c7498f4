"""Whether a site's robots.txt lets a page be fetched (RFC 9309). Feeds are there to be fetched."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import NamedTuple

from briefing.fetch.addresses import Target
from briefing.fetch.client import Client, Wish
from briefing.fetch.trouble import Kind, Trouble

KEPT = 24 * 3600
"""Seconds that a robots.txt is believed (RFC 9309, section 2.4)."""

_NOBODY = "User-agent: *\nDisallow: /\n"
_LARGEST = 500_000  # bytes that are heeded (RFC 9309, section 2.5)
_NAME = "briefing"


class Rules(NamedTuple):
    """The robots.txt of an origin, and when it was asked for in seconds since 1970."""

    asked: int
    text: str


class Robots:
    """The rules of the sites that are visited in one run; may be used from several threads."""

    def __init__(self, client: Client, known: Mapping[str, Rules], now: int) -> None:
        self._client = client
        self._now = now
        self._rules = {place: r for place, r in known.items() if 0 <= now - r.asked < KEPT}
        self._locks: dict[str, threading.Lock] = {}
        self._unsure: set[str] = set()

    @property
    def known(self) -> dict[str, Rules]:
        """What is known now and worth keeping, by origin."""
        return {place: r for place, r in self._rules.items() if place not in self._unsure}

    def permit(self, target: Target) -> None:
        """Raise Trouble where the site of *target* asks not to fetch it."""
        from protego import Protego

        place = f"{target.scheme}://{target.netloc}"
        with self._locks.setdefault(place, threading.Lock()):
            if place not in self._rules:
                self._rules[place] = Rules(self._now, self._asked(place))
        if not Protego.parse(self._rules[place].text).can_fetch(target.url, _NAME):
            message = "the site's robots.txt asks not to fetch it; save the page in a browser"
            raise Trouble(Kind.UNWANTED, message)

    def _asked(self, place: str) -> str:
        """The rules of *place*: no file means that all is allowed, no answer that nothing is."""
        try:
            answer = self._client.get(Wish(url=f"{place}/robots.txt", accept="text/plain, */*"))
        except Trouble as trouble:
            if trouble.kind in (Kind.GONE, Kind.REDIRECTS) or trouble.is_client_error:
                return ""  # RFC 9309, sections 2.3.1.2 and 2.3.1.3
            if trouble.kind in (Kind.REFUSED, Kind.STOPPED):
                raise
            self._unsure.add(place)
            return _NOBODY
        return answer.body[:_LARGEST].decode("utf-8", "replace")

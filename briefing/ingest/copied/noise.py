"""Which lines between headers are not the article's: by phrase, shape, zone and repetition."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.config import CollectSettings
from briefing.ingest.copied.appeals import has_subject, is_appeal, is_button
from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.markdown import is_heading
from briefing.ingest.copied.phrases import begins_with, boilerplate, label, zone
from briefing.ingest.copied.scan import Header, Scan
from briefing.ingest.copied.shapes import as_shape, is_menu_item
from briefing.text.words import key, sentences

_COOKIES = re.compile(
    r"\bcookies?\b.*\b(?:consent|accept\w*|device|brows\w+|agree|site|website|einwillig\w*"
    r"|akzeptier\w*|gerät|navigateur|acepta\w*"
    r"|appareil|navegador|dispositivo|согла\w*|сайт\w*)\b|\b(?:site|website|seite"
    r"|сайт)\b.*\bcookies?\b",
    re.IGNORECASE,
)


_AD_LINES = 3
_AD_WORDS = 40
"""What an advertisement has at most, as text."""


def is_advertising(line: Line) -> bool:
    """Whether *line* is the word “Advertisement” alone."""
    return line.words <= 3 and boilerplate(line.text) == "advertising"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The lines of one article, sorted: kept, and left out with the reason."""

    kept: tuple[int, ...]
    left_out: tuple[tuple[int, str], ...]
    tail_bylines: tuple[int, ...] = ()
    """Byline lines found below the text: they may hold the date that the header lacks."""


class Noise:
    """Decides line by line; knows the whole document, for repetition is evidence."""

    def __init__(
        self, scan: Scan, regions: Sequence[tuple[Header, int]], settings: CollectSettings
    ) -> None:
        self.scan = scan
        self.settings = settings
        self.owners = _owners(scan, regions)

    def sort(self, header: Header, end: int) -> Sorted:
        """Sort the lines of *header*'s article up to line *end* (exclusive)."""
        kept: list[int] = []
        out: dict[int, str] = {}
        open_zone = ""
        advertised = self._advertised(header.body, end)
        for i in range(header.start, end):
            if i in header.lines:
                continue
            if i in advertised:
                out[i] = "an advertisement"
                continue
            if i < header.body:
                out[i] = "between headline and byline"
                continue
            open_zone = self._zone(i, open_zone, kept)
            reason = (
                f"below a heading for {open_zone}"
                if open_zone
                else self._reason(i, header, end, kept)
            )
            if not reason and self._is_footer(i, out, end):
                reason = "the page's footer"
            if reason:
                out[i] = reason
            else:
                kept.append(i)
        if not kept:
            # An article never loses all its text to repetition: then the repetition is its text.
            kept = [i for i, reason in out.items() if reason.startswith("stands in ")]
            out = {i: reason for i, reason in out.items() if i not in kept}
        self._trim_end(kept, out, header)
        bylines = tuple(i for i in sorted(out) if i in self.scan.bylines and out[i] == "a byline")
        return Sorted(kept=tuple(kept), left_out=tuple(sorted(out.items())), tail_bylines=bylines)

    def _zone(self, i: int, current: str, kept: list[int]) -> str:
        """The zone line *i* stands in: opened by a heading, closed by running text."""
        line = self.scan.lines[i]
        if self._is_kept_by_setting(line):
            return ""
        opened = zone(line.text) if line.words <= 8 and not self._heads_text(i) else ""
        if opened and any(self.scan.lines[k].is_prose for k in kept):
            return opened
        if current == "advertising" and not any(c.isalnum() for c in line.text):
            return ""
        if current == "related" and line.is_prose and line.words >= 18 and not line.bullet:
            return ""
        return current

    def _advertised(self, start: int, end: int) -> frozenset[int]:
        """The few lines set tight below “Advertisement”, where that word begins a block."""
        found: set[int] = set()
        for i in range(start, end):
            if not is_advertising(line := self.scan.lines[i]) or not line.gap:
                continue
            tight = list(
                itertools.takewhile(lambda j: not self.scan.lines[j].gap, range(i + 1, end))
            )
            if (
                len(tight) <= _AD_LINES
                and sum(self.scan.lines[j].words for j in tight) <= _AD_WORDS
            ):
                found.update(tight)
        return frozenset(found)

    def _heads_text(self, i: int) -> bool:
        """Whether a zone's name here heads running text: “Weather” above an article's part."""
        following = self.scan.lines[i + 1 : i + 2]
        name = zone(self.scan.lines[i].text)
        return name == "footer" and bool(following) and following[0].words >= 25

    def _reason(self, i: int, header: Header, end: int, kept: list[int]) -> str:
        line = self.scan.lines[i]
        if self._is_kept_by_setting(line):
            return ""
        if begins_with(line.text, self.settings.drop):
            return "by the setting collect.drop"
        if self.scan.layout.separates(line):
            return f"by the recipe “{self.scan.layout.name}”"
        return (
            self._as_byline(i, header, end, kept)
            or self._as_repetition(i, header, end, kept)
            or self._as_phrase(i)
            or (as_shape(line, is_first=not kept) if i + 1 != header.close else "")
        )

    def _is_kept_by_setting(self, line: Line) -> bool:
        return begins_with(line.text, self.settings.keep)

    def _as_byline(self, i: int, header: Header, end: int, kept: list[int]) -> str:
        byline = self.scan.bylines.get(i)
        if byline is None:
            return ""
        line = self.scan.lines[i]
        if line.bullet and line.bullet not in "—" and not byline.stamp:
            return ""
        if line.bullet == "—" and byline.names:
            return "a byline" if self._ends_text(i, end) else ""
        if byline.is_relative and line.words <= 8:
            return "a byline"
        if not kept or byline.stamp or byline.updated or byline.is_label or byline.sources:
            return "a byline"
        return (
            "a byline"
            if line.gap and len(line.text) < 80 and byline.authors and header.bylines
            else ""
        )

    def _is_footer(self, i: int, out: dict[int, str], end: int) -> bool:
        """Whether line *i* stands below a legal or subscription notice that ends the page."""
        line, above = self.scan.lines[i], out.get(i - 1, "")
        notices = ("boilerplate (subscriptions)", "boilerplate (legal)", "boilerplate (cookies)")
        is_below = above in (*notices, "the page's footer") or (
            above == "a row of buttons" and line.words <= 4
        )
        if not is_below or line.is_prose:
            return False
        return self._ends_text(i, end)

    def _ends_text(self, i: int, end: int) -> bool:
        """Whether no running text of the article follows line *i*."""
        return not self.scan.has_prose(i + 1, end)

    def _as_repetition(self, i: int, header: Header, end: int, kept: list[int]) -> str:
        line, repeats = self.scan.lines[i], self.scan.repeats
        if header.headline >= 0 and len(kept) < 2 and repeats.key(i) == key(header.title):
            return "the headline again"
        count = repeats.count(i)
        if count > 1 and line.words <= 6 and not self._has_function(i, end):
            return f"stands {count} times in the document"
        keys = _sentence_keys(line.text) if self.owners else ()
        owners = [self.owners.get(s, frozenset()) for s in keys]
        # Two articles on one thing may begin alike; a notice stands below a text, or in many.
        has_text = any(self.scan.lines[k].is_prose for k in kept)
        if owners and all(len(o) > (1 if has_text else 2) for o in owners):
            return f"stands in {min(len(o) for o in owners)} articles of the document"
        return ""

    def _has_function(self, i: int, end: int) -> bool:
        """Whether a short line heads text or is an item: then its repetition means nothing."""
        lines = self.scan.lines[:end]
        if lines[i].bullet and i and lines[i - 1].bullet:
            return True
        if i + 1 < end and (boilerplate(lines[i + 1].text) or self.scan.repeats.count(i + 1) > 1):
            return bool(label(lines[i].text))
        return is_heading(lines, i) or lines[i].ends_sentence

    def _as_phrase(self, i: int) -> str:
        line = self.scan.lines[i]
        group = boilerplate(line.text)
        if (
            not group
            and _COOKIES.search(line.text[:400])
            and self._ends_text(i, len(self.scan.lines))
        ):
            group = "cookies"
        if not group or (line.words > 90 and group != "donations"):
            return ""
        if group == "captions" and line.is_prose and line.words > 60:
            return ""
        return f"boilerplate ({group})"

    def _trim_end(self, kept: list[int], out: dict[int, str], header: Header) -> None:
        """Take menus, links and notes on the author off the end of an article."""
        lines = self.scan.lines
        while kept and (reason := self._as_tail(kept, out, header)):
            out[kept.pop()] = reason
        run = _trailing(kept, lambda i: is_menu_item(lines[i]))
        before = lines[kept[len(kept) - run - 1]] if run < len(kept) else None
        if run >= 3 and before is not None and not before.text.endswith((":", "：")):
            for _ in range(run):
                out[kept.pop()] = "a list of single words at the end"

    def _as_tail(self, kept: list[int], out: dict[int, str], header: Header) -> str:
        i = kept[-1]
        line = self.scan.lines[i]
        if len(kept) > 1 and _is_about_author(line, header):
            return "about the author"
        if line.text.endswith((":", "：")) and line.words <= 6 and (i + 1) in out:
            return "announces what was left out"
        if zone(line.text) and line.words <= 6:
            return "a heading with nothing of the article below"
        if self._is_plea(kept):
            return "appeals to readers"
        above_appeal = out.get(i + 1) == "appeals to readers"
        is_asking = is_appeal(line.text, above_appeal=above_appeal) or (
            above_appeal and self._is_set_on(i) and has_subject(line.text)
        )
        if len(kept) > 1 and (is_asking or (is_button(line.text) and line.gap)):
            return "appeals to readers"
        if (
            line.words <= 6
            and line.text.endswith("!")
            and out.get(i - 1, "").startswith(("appeals", "boilerplate", "stands in"))
        ):
            return "appeals to readers"
        if above_appeal and line.words <= 8 and not line.ends_sentence:
            return "heads an appeal to readers"
        return ""

    def _is_set_on(self, i: int) -> bool:
        """Whether line *i* is short and makes one block with the line below it."""
        line, below = self.scan.lines[i], self.scan.lines[i + 1 : i + 2]
        return line.gap > 0 and line.words <= 15 and bool(below) and not below[0].gap

    def _is_plea(self, kept: list[int]) -> bool:
        """Whether the last line is a button set tight below a short line that leads to it:
        “Enjoying the Post? Members get the crossword.” – “Become a member”."""
        if len(kept) < 3 or kept[-2] != kept[-1] - 1:
            return False
        plea, button = self.scan.lines[kept[-2]], self.scan.lines[kept[-1]]
        is_block = self._is_set_on(kept[-2]) and not button.ends_sentence
        return is_block and is_button(button.text) and has_subject(plea.text)


def _trailing(kept: Sequence[int], matches) -> int:  # type: ignore[no-untyped-def]
    run = 0
    while run < len(kept) and matches(kept[-1 - run]):
        run += 1
    return run


def _is_about_author(line: Line, header: Header) -> bool:
    names = [a for b in header.bylines for a in (*b.authors, *b.names)]
    about = re.compile(
        r"\s+(?:is|was|has|writes|works|covers|lives|reports|ist|schreibt|arbeitet|est|écrit|es"
        r"|escribe)\b"
    )
    return (
        any(
            line.text.casefold().startswith(name.casefold()) and about.match(line.text, len(name))
            for name in names
        )
        and line.words <= 90
    )


def _owners(scan: Scan, regions: Sequence[tuple[Header, int]]) -> dict[str, frozenset[str]]:
    """For each sentence the articles (by headline) whose region holds it."""
    found: dict[str, set[str]] = defaultdict(set)
    if len({key(header.title) for header, _ in regions}) < 2:
        return {}
    for header, end in regions:
        owner = key(header.title)
        for line in scan.lines[header.body : end]:
            for sentence in _sentence_keys(line.text):
                found[sentence].add(owner)
    return {s: frozenset(o) for s, o in found.items() if len(o) > 1}


@lru_cache(maxsize=4096)  # asked for the document as a whole, then for each line
def _sentence_keys(text: str) -> tuple[str, ...]:
    """Comparison keys of the sentences of a line; short ones say nothing and are passed over."""
    if len(text) < 25 or len(text) > 20_000:
        return ()
    return tuple(k for k in map(key, sentences(text)) if k.count(" ") >= 3)

"""Where articles begin: headlines found by the bylines, suffixes and repetitions around them.

Nothing here knows a site. A line that is a byline as a whole anchors an article; the document as
a whole decides whether its headlines stand above, below or at the far end of their bylines.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefing.ingest.bylines import Byline, is_name, parse_byline
from briefing.ingest.headlines import Repeats, headline_score
from briefing.ingest.lines import Line
from briefing.ingest.phrases import boilerplate, label, zone
from briefing.text.dates import find_stamps
from briefing.ingest.publishers import (
    domain_in,
    is_person_like,
    is_publisher_like,
    matches_domain,
    split_doubled,
    split_suffix,
)

_GOOD = 0.45
"""Headline score from which a line beside a byline is taken for its headline."""

_FUNCTION_WORD = re.compile(
    r"(?:\b(?:the|a|an|of|on|in|to|for|and|or|by|with|from|at|as|is|der|die|das|und|in|von|für|mit|zu|le|la|les|de|des|du"
    r"|et|à|en|el|los|las|y|con|por|para|и|в|на|с|по|за)|[,:–—-])$",
    re.IGNORECASE,
)


_MARKER = re.compile(r"^[^\w\s\"'“‘«„(\[#@¿¡<>&$€£+*/\\%.,:;!?–—-]{1,3}\s*(?=\w)")


_DATELINE = re.compile(
    r"^[^\W\d_][\w .'’/-]{1,40}(?:,\s[\w .'’-]{2,30}){1,3},?\s*(?:[(](?P<name>[^()]{2,40})[)])?\s*(?:--|[–—-])\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The head of an article, as indices into the lines of its document."""

    headline: int
    """Line of the headline, -1 where the article has none."""

    title: str
    start: int
    """First line that belongs to the article: kicker, headline or byline."""

    body: int
    """First line after the header."""

    end: int = 0
    """Line after the article's last; set when all headers are known."""

    bylines: tuple[Byline, ...] = ()
    lines: frozenset[int] = field(default_factory=frozenset)
    """All lines that the header accounts for."""

    deck: int = -1
    kicker: str = ""
    source: str = ""
    """Publisher from the headline's suffix."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Adjacent byline lines."""

    first: int
    last: int
    bylines: tuple[Byline, ...]
    lines: tuple[int, ...]

    @property
    def is_dated(self) -> bool:
        return any(b.stamp or b.updated for b in self.bylines)


class Scan:
    """The lines of a document with what several questions need: bylines and repeats."""

    def __init__(self, lines: tuple[Line, ...], order: str) -> None:
        self.lines = lines
        self.order = order
        self.repeats = Repeats(lines)
        self.bylines = {
            i: byline
            for i, line in enumerate(lines)
            if (byline := _byline(line, order)) is not None
        }
        self.domains = frozenset(
            d for line in lines for d in re.findall(r"\b(?:[\w-]+\.)+[a-z]{2,6}\b", line.text[:400])
        )

        self.furniture = self._furniture()

    def _furniture(self) -> int:
        """The line of the one heading “Comments”, “Most read” … below the first text; else 0."""
        text = next((i for i, line in enumerate(self.lines) if line.is_prose), len(self.lines))
        opened = [
            i
            for i, line in enumerate(self.lines)
            if i > text and line.words <= 6 and zone(line.text) in ("comments", "related")
        ]
        keys = [self.repeats.key(i) for i in opened]
        once = [i for i, k in zip(opened, keys, strict=True) if keys.count(k) == 1]
        return once[0] if once else 0

    def score(self, index: int) -> float:
        """Headline score of line *index*, 0 outside the document and for bylines."""
        if not 0 <= index < len(self.lines) or index in self.bylines:
            return 0.0
        line = self.lines[index]
        repeated = 0.3 if self.repeats.count(index) == 2 and line.words >= 4 else 0.0
        score = headline_score(line)
        return score + repeated if score else 0.0


def _byline(line: Line, order: str) -> Byline | None:
    if line.bullet and not line.bullet.startswith(("–", "—", "-", "•", "·", "*")):
        return None
    byline = parse_byline(line.text, order)
    if byline is None and line.bullet == "—" and line.words <= 8:
        names = tuple(n.strip() for n in re.split(r",\s|\s[|/–—]\s", line.text))
        if len(names) <= 4 and all(is_name(n) for n in names):
            return Byline(names=names)
    return byline


def find_headers(scan: Scan) -> tuple[Header, ...]:
    """Return the headers of all articles in the document, in order, with their ends set."""
    headers = _by_bylines(scan)
    headers = _merged(headers, _by_suffixes(scan, headers), scan)
    headers = _merged(headers, _by_datelines(scan), scan)
    if len(headers) < 2:
        headers = _with_numbered(headers, _by_numbers(scan), scan)
    if len(headers) < 2:
        headers = _merged(headers, _by_repetition(scan, headers), scan)
    if not headers:
        headers = _single(scan)
    return _with_ends(_with_text(headers, scan), scan)


# --- by bylines -----------------------------------------------------------------------------


def _groups(scan: Scan) -> list[_Group]:
    groups: list[_Group] = []
    for i, byline in scan.bylines.items():
        if not byline.is_anchor or not _may_anchor(scan, i):
            continue
        last = groups[-1] if groups else None
        if last and _belongs(scan, last, i):
            groups[-1] = replace(
                last, last=i, bylines=(*last.bylines, byline), lines=(*last.lines, i)
            )
        else:
            groups.append(_Group(first=i, last=i, bylines=(byline,), lines=(i,)))
    return groups


def _belongs(scan: Scan, group: _Group, i: int) -> bool:
    """Whether byline *i* continues *group*: nothing, or one short line, between them."""
    if i == group.last + 1:
        both_dated = group.is_dated and scan.bylines[i].stamp and scan.bylines[i].names
        return not (both_dated and scan.lines[i].gap)
    between = scan.lines[group.last + 1 : i]
    return len(between) == 1 and between[0].words <= 3 and scan.score(group.last + 1) < _GOOD


def _may_anchor(scan: Scan, i: int) -> bool:
    """Whether the byline on line *i* can begin an article: below “Comments” or “Most read” only
    where as much text follows as no comment or teaser has."""
    if i < scan.furniture or not scan.furniture:
        return True
    following = itertools.takewhile(
        lambda j: j not in scan.bylines, range(i + 1, min(i + 12, len(scan.lines)))
    )
    return sum(scan.lines[j].words for j in following if scan.lines[j].is_prose) >= 60


def _by_bylines(scan: Scan) -> list[Header]:
    groups = _groups(scan)
    above = [_above(scan, g) for g in groups]
    below = [_below(scan, g) for g in groups]
    layout = _layout(scan, groups, above, below)
    headers: list[Header] = []
    taken: set[int] = set()
    for i, group in enumerate(groups):
        if layout == "end":
            header = _closing(scan, groups, i)
        else:
            first, second = (above[i], below[i]) if layout == "above" else (below[i], above[i])
            header = first or (second if group.is_dated else None)
        if header and header.headline not in taken:
            taken.add(header.headline)
            headers.append(header)
    return headers


def _layout(
    scan: Scan, groups: list[_Group], above: list[Header | None], below: list[Header | None]
) -> str:
    """Where this document puts headlines: ``above`` their bylines, ``below``, or bylines at the
    ``end`` of articles."""
    n_above, n_below = sum(h is not None for h in above), sum(h is not None for h in below)
    if n_above >= n_below or not groups:
        return "above"
    starts_with_text = any(line.is_prose for line in scan.lines[: groups[0].first])
    ends_with_byline = not any(line.is_prose for line in scan.lines[groups[-1].last + 1 :])
    return "end" if starts_with_text and ends_with_byline else "below"


def _above(scan: Scan, group: _Group) -> Header | None:
    """The header whose headline stands above *group*."""
    group = _with_name_above(scan, group)
    best, best_score = -1, 0.0
    for c in range(group.first - 1, max(group.first - 5, -1), -1):
        if c in scan.bylines or scan.lines[c].words > 60:
            break
        score = scan.score(c) - 0.12 * (group.first - 1 - c)
        if score > best_score + 0.05:
            best, best_score = c, score
        if scan.lines[c].is_prose and scan.lines[c].ends_sentence and c < group.first - 1:
            break
        if scan.lines[c].is_prose and scan.lines[c].ends_sentence and not _is_deck(scan, c):
            break
    if best < 0 or best_score < _GOOD:
        return None
    return _header(scan, _past_deck(scan, best), group, "headline above its byline")


def _with_name_above(scan: Scan, group: _Group) -> _Group:
    """*group* with a line above it that is only a publisher's or author's name, where a better
    headline stands above that line."""
    c = group.first - 1
    if c < 1 or c in scan.bylines or scan.lines[c].bullet or not group.is_dated:
        return group
    line, marked = scan.lines[c], marked_name(scan.lines[c])
    name = marked or (line.text if is_name(line.text) and line.words <= 5 else "")
    is_told = bool(marked) or is_publisher_like(name) or is_person_like(name)
    if not name or not is_told or scan.score(c - 1) < 0.9 or scan.lines[c - 1].words <= line.words:
        return group
    named = Byline(names=(name,))
    return replace(group, first=c, bylines=(named, *group.bylines), lines=(c, *group.lines))


def marked_name(line: Line) -> str:
    """The name behind a symbol or icon, as feed readers set publishers: “✇Euromaidan Press”."""
    match = _MARKER.match(line.text)
    name = line.text[match.end() :].strip() if match else ""
    return name if name and line.words <= 8 and not line.ends_sentence else ""


def _is_deck(scan: Scan, c: int) -> bool:
    """Whether line *c*, right above a byline, is a deck: a sentence below a headline."""
    return scan.lines[c].words <= 45 and scan.score(c - 1) >= 0.9 and _begins_block(scan, c - 1)


def _begins_block(scan: Scan, c: int) -> bool:
    """Whether line *c* begins something: after a blank, a full sentence or a kicker."""
    before = scan.lines[c - 1] if c else None
    return before is None or scan.lines[c].gap > 0 or before.ends_sentence or before.words <= 3


def _past_deck(scan: Scan, c: int) -> int:
    """Go from a deck to the headline above it, and from the second line of a headline to its
    first."""
    line, upper = scan.lines[c], scan.lines[c - 1] if c else None
    if upper is None or scan.score(c - 1) < 0.9 or upper.ends_sentence or (c - 1) in scan.bylines:
        return c
    if _continues_headline(upper, line):
        return c - 1
    if line.gap and scan.lines[c + 1].gap == 0 and not line.text.endswith("."):
        return c  # set tight on its byline, apart from what stands above
    if upper.gap and not line.gap and upper.words >= 5:
        return c - 1  # one block: headline, deck, byline
    begins = _begins_block(scan, c - 1)
    is_longer = line.words >= max(12, upper.words + 3) or line.ends_sentence
    if (
        begins
        and scan.repeats.count(c) == 1
        and upper.words >= 4
        and (is_longer or scan.repeats.count(c - 1) == 2)
    ):
        return c - 1
    return c


def _continues_headline(upper: Line, line: Line) -> bool:
    if line.gap:
        return False
    return line.text[:1].islower() or bool(_FUNCTION_WORD.search(upper.text))


def _header(scan: Scan, headline: int, group: _Group, reason: str) -> Header:
    title, title_end = scan.lines[headline].text, headline
    following = scan.lines[headline + 1] if headline + 1 < group.first else None
    if following and _continues_headline(scan.lines[headline], following):
        title, title_end = f"{title} {following.text}", headline + 1
    body = max(group.last, title_end) + 1
    between = [i for i in range(title_end + 1, group.first) if i not in scan.bylines]
    deck = next((i for i in between if scan.lines[i].words >= 4), -1)
    start, kicker = _kicker(scan, headline)
    lines = {*range(start, title_end + 1), *group.lines, *([deck] if deck >= 0 else [])}
    return Header(
        headline=headline,
        title=title,
        start=min(start, group.first) if group.first < headline else start,
        body=body,
        bylines=group.bylines,
        lines=frozenset(lines),
        deck=deck,
        kicker=kicker,
        reason=reason,
    )


def _kicker(scan: Scan, headline: int) -> tuple[int, str]:
    """A kicker: one to three words on their own line right above the headline."""
    c = headline - 1
    if c < 0 or c in scan.bylines:
        return headline, ""
    line = scan.lines[c]
    if c < 3 and line.words > 1:
        return headline, ""  # at the head of the page it is the page's name
    is_short = line.words <= 3 and len(line.text) <= 40 and not line.ends_sentence
    if not is_short or line.bullet or not line.gap or boilerplate(line.text) or zone(line.text):
        return headline, ""
    if label(line.text) or not line.text.replace(" ", "").replace("-", "").isalpha():
        return headline, ""
    return c, line.text


def _below(scan: Scan, group: _Group) -> Header | None:
    """The header whose headline stands below *group*: a date line, then the headline."""
    c = group.last + 1
    if scan.score(c) < 0.9 and not (scan.score(c) >= _GOOD and _text_follows(scan, c + 1)):
        return None
    body = c + 1
    title = scan.lines[c].text
    if body < len(scan.lines) and _continues_headline(scan.lines[c], scan.lines[body]):
        if scan.score(body) or scan.lines[body].words <= 12:
            title, body = f"{title} {scan.lines[body].text}", body + 1
    if not _text_follows(scan, body):
        return None
    return Header(
        headline=c,
        title=title,
        start=group.first,
        body=body,
        bylines=group.bylines,
        lines=frozenset({*group.lines, *range(c, body)}),
        reason="headline below its dateline",
    )


def _text_follows(scan: Scan, c: int, within: int = 4) -> bool:
    return any(line.is_prose for line in scan.lines[c : c + within])


def _closing(scan: Scan, groups: list[_Group], i: int) -> Header | None:
    """The header of the article that *groups[i]* closes: it begins after the one before."""
    first = groups[i - 1].last + 1 if i else 0
    group = groups[i]
    best = max(
        range(first, group.first),
        key=lambda c: (scan.score(c) * (1.0 if _text_follows(scan, c + 1, 2) else 0.3) >= 0.9, -c),
        default=-1,
    )
    if best < 0 or scan.score(best) < _GOOD:
        return None
    return Header(
        headline=best,
        title=scan.lines[best].text,
        start=best,
        body=best + 1,
        bylines=group.bylines,
        lines=frozenset({best, *group.lines}),
        reason="byline at the end of the article",
    )


# --- by publishers' names behind headlines ----------------------------------------------------


def _by_suffixes(scan: Scan, known: list[Header]) -> list[Header]:
    """Headlines that end in their publisher, where several do (aggregators, cluster pages)."""
    candidates = [
        (i, *_suffix(scan.lines[i])) for i in range(len(scan.lines)) if _may_be_suffixed(scan, i)
    ]
    counts = Counter(name for _, _, name in candidates if name)
    found = [
        Header(
            headline=i,
            title=title,
            start=i,
            body=i + 1,
            lines=frozenset({i}),
            source=name,
            reason=f"headline ends in its publisher “{name}”",
        )
        for i, title, name in candidates
        if name and _is_publisher(name, counts, scan.domains) and _has_body(scan, i)
    ]
    return found if len(found) + len(known) > 1 else []


def _may_be_suffixed(scan: Scan, i: int) -> bool:
    line = scan.lines[i]
    return (
        i not in scan.bylines
        and not line.bullet
        and 3 <= line.words <= 45
        and not line.ends_sentence
    )


def _suffix(line: Line) -> tuple[str, str]:
    title, name = split_doubled(line.text)
    if name:
        return title, name
    title, name = split_suffix(line.text)
    if not is_name(name) or len(title.split()) < 2:
        return line.text, ""
    # “Headline | World News | Sky News”: what stands between is the publisher's section.
    upper, section = split_suffix(title)
    is_section = "|" in title and 0 < len(section.split()) <= 3 and len(upper.split()) >= 3
    return (upper if is_section else title), name


def _is_publisher(name: str, counts: Counter[str], domains: frozenset[str]) -> bool:
    if domain_in(name) or any(matches_domain(name, d) for d in domains):
        return True
    return is_publisher_like(name) or (counts[name] > 1 and name[:1].isupper())


def _has_body(scan: Scan, i: int) -> bool:
    """Whether running text follows before anything else that is a headline."""
    following = scan.lines[i + 1 : i + 4]
    return any(line.is_prose for line in following)


# --- by numbers, repetition, and the single page ------------------------------------------------


def _by_numbers(scan: Scan) -> list[Header]:
    """Items “1. Headline”, each with text below, of a letter that lists what it holds."""
    found: list[Header] = []
    for i, line in enumerate(scan.lines):
        number = line.bullet.strip("().")
        if (
            not number.isdigit()
            or not _has_body(scan, i)
            or line.words > 25
            or line.text.endswith(".")
        ):
            continue
        if int(number) == len(found) + 1:
            found.append(
                Header(
                    headline=i,
                    title=line.text,
                    start=i,
                    body=i + 1,
                    lines=frozenset({i}),
                    reason=f"numbered item {number} with text of its own",
                )
            )
    is_letter = any(boilerplate(line.text) == "subscriptions" for line in scan.lines)
    return found if len(found) >= 2 and (is_letter or _are_listed(scan, found)) else []


def _are_listed(scan: Scan, headers: list[Header]) -> bool:
    return sum(scan.repeats.count(h.headline) > 1 for h in headers) >= 2


def _with_numbered(headers: list[Header], numbered: list[Header], scan: Scan) -> list[Header]:
    """*numbered*, and of *headers* those with text of their own before the first number."""
    if not numbered:
        return headers
    first = numbered[0].start
    kept = [
        h for h in headers if sum(x.words for x in scan.lines[h.body : first] if x.is_prose) >= 30
    ]
    return _merged(kept, numbered, scan)


def _by_datelines(scan: Scan) -> list[Header]:
    """Headlines above a dated dateline: “HAVERSUND, April 22, 2025 (Wire) -- …”."""
    found: list[Header] = []
    for i, line in enumerate(scan.lines):
        match = _DATELINE.match(line.text[:160])
        stamps = find_stamps(line.text[:120], scan.order) if match else ()
        if not match or not stamps or stamps[0].start > 60:
            continue
        name = match["name"] or ""
        byline = Byline(stamp=stamps[0], sources=(name,) if is_name(name) else ())
        above = _above(scan, _Group(first=i, last=i - 1, bylines=(byline,), lines=()))
        if above and above.headline >= 0:
            found.append(replace(above, body=i, reason="headline above a dated dateline"))
    return found


def _by_repetition(scan: Scan, known: list[Header]) -> list[Header]:
    """Headlines that a list announces before their articles follow."""
    found = [
        Header(
            headline=i,
            title=line.text,
            start=i,
            body=i + 1,
            lines=frozenset({i}),
            reason="headline announced earlier in the document",
        )
        for i, line in enumerate(scan.lines)
        if line.words >= 4
        and scan.score(i) >= 0.9
        and scan.repeats.count(i) > 1
        and _has_body(scan, i)
        and not any(
            scan.repeats.key(j) == scan.repeats.key(i) for j in range(i + 1, len(scan.lines))
        )
    ]
    titles = {scan.repeats.key(h.headline) for h in known if h.headline >= 0}
    fresh = [h for h in found if scan.repeats.key(h.headline) not in titles]
    return fresh if len(fresh) + len(known) >= 2 and len(fresh) >= 2 else []


def _single(scan: Scan) -> list[Header]:
    """The one article of a page without bylines: the best headline above its first text."""
    text = next((i for i, line in enumerate(scan.lines) if _is_text(line)), -1)
    if text < 0:
        return []
    options = [c for c in range(max(text - 8, 0), text) if scan.score(c) >= _GOOD]
    headline = max(options, key=lambda c: (scan.score(c), -c), default=-1)
    if headline < 0:
        return [_untitled(scan, text)]
    start, kicker = _kicker(scan, headline)
    group = _Group(first=headline + 1, last=headline, bylines=(), lines=())
    header = _header(scan, headline, group, "best headline above the first running text")
    return [replace(header, start=start, kicker=kicker)]


def _is_text(line: Line) -> bool:
    is_long = line.is_prose or (line.ends_sentence and line.words >= 6)
    return is_long and not boilerplate(line.text)


def _untitled(scan: Scan, text: int) -> Header:
    from briefing.text.words import sentences

    first = sentences(scan.lines[text].text[:2000])[0]
    return Header(
        headline=-1,
        title=first,
        start=text,
        body=text,
        reason="no headline: the first sentence stands for it",
    )


# --- together -----------------------------------------------------------------------------------


def _merged(headers: list[Header], more: list[Header], scan: Scan) -> list[Header]:
    """Both lists in order; a headline found twice keeps its byline and its publisher."""
    by_line = {h.headline: h for h in headers}
    for extra in more:
        known = by_line.get(extra.headline)
        if known is None:
            by_line[extra.headline] = extra
        elif extra.source and not any(b.names or b.sources for b in known.bylines):
            by_line[extra.headline] = replace(known, source=extra.source, title=extra.title)
    return sorted(by_line.values(), key=lambda h: h.headline)


def _with_text(headers: list[Header], scan: Scan) -> list[Header]:
    """Drop what has a headline's shape but no text of its own: lists of links, comments."""
    kept: list[Header] = []
    for i, header in enumerate(headers):
        end = headers[i + 1].start if i + 1 < len(headers) else len(scan.lines)
        if _body_words(scan, header, end) >= 5 and not _is_in_zone(scan, kept, header, end):
            kept.append(header)
    return kept


def _body_words(scan: Scan, header: Header, end: int) -> int:
    return sum(
        line.words
        for i, line in enumerate(scan.lines[header.body : end], start=header.body)
        if i not in scan.bylines
        and not boilerplate(line.text)
        and not zone(line.text)
        and (line.is_prose or line.ends_sentence or line.bullet)
    )


def _is_in_zone(scan: Scan, before: Sequence[Header], header: Header, end: int) -> bool:
    """Whether *header* stands below “Comments” or “Most read” and has next to no text."""
    if not before:
        return False
    between = scan.lines[before[-1].body : header.start]
    opened = [i for i, line in enumerate(between) if zone(line.text)]
    if not opened:
        return False
    is_closed = (
        any(line.is_prose for line in between[opened[-1] :])
        and zone(between[opened[-1]].text) != "comments"
    )
    return not is_closed and _body_words(scan, header, end) < 40


def _with_ends(headers: list[Header], scan: Scan) -> tuple[Header, ...]:
    ends = [h.start for h in headers[1:]] + [len(scan.lines)]
    return tuple(replace(h, end=end) for h, end in zip(headers, ends, strict=False))

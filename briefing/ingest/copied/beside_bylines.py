"""Headlines beside bylines: above them, below them, or at the far end of the article.

The document as a whole decides which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import replace

from briefing.ingest.copied.block_names import begins_with_age, with_block_names
from briefing.ingest.copied.byline_words import AND
from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.groups import Group, from_date, groups_of
from briefing.ingest.copied.lines import Line
from briefing.ingest.copied.names import is_name, is_person_like, is_publisher_like
from briefing.ingest.copied.phrases import boilerplate, label, zone
from briefing.ingest.copied.scan import GOOD, Header, Scan, marked_name
from briefing.ingest.copied.shapes import as_shape

_HEADER = 4
"""Lines from the first byline of a header to its second, at most."""

_FUNCTION_WORD = re.compile(
    r"(?:\b(?:the|a|an|of|on|in|to|for|and|or|by|with|from|at|as|is|der|die|das|und|in|von|für"
    r"|mit|zu|le|la|les|de|des|du"
    r"|et|à|en|el|los|las|y|con|por|para|и|в|на|с|по|за)|[,:–—-])$",
    re.IGNORECASE,
)


def by_bylines(scan: Scan, apart: Container[int] = ()) -> list[Header]:
    """Return the headers of articles that stand beside bylines, in the order of the bylines.

    The lines in *apart* are no such bylines: they date the page, or close an article.
    """
    groups = groups_of(scan, apart)
    above = [header_above(scan, g) for g in groups]
    below = [_below(scan, g) for g in groups]
    layout = _layout(scan, groups, above, below)
    if layout == "below":
        groups = [from_date(group) for group in groups]
        below = [_below(scan, g) for g in groups]
    headers: list[Header] = []
    taken: set[int] = set()
    for i, group in enumerate(groups):
        if headers and _continues_header(scan, headers[-1], group):
            headers[-1] = _extended(headers[-1], group)
            continue
        if headers and _signs_lede(scan, headers[-1], group):
            headers[-1] = _with_lede(headers[-1], group)
            continue
        if layout == "end":
            header = _closing(scan, groups, i)
        elif begins_with_age(scan, group.first):
            header = None if _is_dated_below(groups[i : i + 2]) else below[i]
        else:
            first, second = (above[i], below[i]) if layout == "above" else (below[i], above[i])
            header = first or (second if group.is_dated else None)
        if header and header.headline not in taken:
            taken.add(header.headline)
            headers.append(header)
    firsts = [0, *(h.body for h in headers)]
    return [with_block_names(scan, h, first) for h, first in zip(headers, firsts, strict=False)]


def _is_dated_below(groups: Sequence[Group]) -> bool:
    """Whether the first of *groups* only begins a header that the second one dates."""
    return len(groups) > 1 and groups[1].is_dated and groups[1].first - groups[0].last <= _HEADER


def _continues_header(scan: Scan, header: Header, group: Group) -> bool:
    """Whether *group* still belongs to the head of the article before it: no text between."""
    if group.first < header.headline or group.first - header.body > 3:
        return False
    is_new = group.is_dated and any(b.stamp for b in header.bylines)
    between = range(header.body, group.first)
    if any(scan.score(c) >= 0.9 or scan.lines[c].ends_sentence for c in between):
        return False
    return not is_new and not scan.has_prose(header.body, group.first) and header.headline >= 0


def _signs_lede(scan: Scan, header: Header, group: Group) -> bool:
    """Whether *group* names the author right below the first paragraph, and a blank line follows:
    “Text: Jane Roe”."""
    if header.deck >= 0 or group.first != header.body + 1 or any(b.authors for b in header.bylines):
        return False
    is_block = not scan.lines[header.body].gap and not scan.lines[group.first].gap
    after = scan.lines[group.last + 1 : group.last + 2]
    are_authors = all(b.authors and not b.stamp for b in group.bylines)
    return is_block and are_authors and bool(after) and after[0].gap > 0


def _with_lede(header: Header, group: Group) -> Header:
    signed = _extended(header, group)
    return replace(signed, deck=header.body, lines=signed.lines | {header.body})


def _extended(header: Header, group: Group) -> Header:
    return replace(
        header,
        body=group.last + 1,
        bylines=(*header.bylines, *group.bylines),
        lines=header.lines | frozenset(group.lines),
    )


def _layout(
    scan: Scan, groups: list[Group], above: list[Header | None], below: list[Header | None]
) -> str:
    """Where this document puts headlines: ``above`` their bylines, ``below``, or bylines at the
    ``end`` of articles."""
    if _close_articles(scan, groups):
        return "end"
    fit_above, fit_below = _fit(scan, above), _fit(scan, below)
    if _stand_between(scan, groups, above, below):
        return "below"
    if not groups or fit_above > fit_below or (fit_above == fit_below and fit_above):
        return "above"
    starts_with_text = scan.has_prose(0, groups[0].first)
    ends_with_byline = not scan.has_prose(groups[-1].last + 1, len(scan.lines))
    if starts_with_text and ends_with_byline:
        return "end"
    return "below" if fit_below else "above"


def _stand_between(
    scan: Scan, groups: list[Group], above: list[Header | None], below: list[Header | None]
) -> bool:
    """Whether headlines stand between their date above and their author below."""
    dated = [n for n, group in enumerate(groups) if group.is_dated]
    begun = {h.headline for n in dated if (h := below[n])}
    signed = {h.headline for n, h in enumerate(above) if h and n not in dated}
    is_better = _fit(scan, [below[n] for n in dated]) > _fit(scan, [above[n] for n in dated])
    return len(begun & signed) >= 2 and is_better


def _close_articles(scan: Scan, groups: list[Group]) -> bool:
    """Whether dates stand right below texts, and none below them."""
    dated = [g for g in groups if g.is_dated]
    after = sum(
        g.first > 0 and scan.lines[g.first - 1].is_prose and not scan.lines[g.first].gap
        for g in dated
    )
    before = sum(scan.has_prose(g.last + 1, g.last + 3) for g in dated)
    return after >= 2 and before * 2 < len(dated)


def _fit(scan: Scan, headers: list[Header | None]) -> float:
    """How well the headlines of *headers* look like headlines, together."""
    return sum(min(scan.score(h.headline), 1.0) for h in headers if h)


def header_above(scan: Scan, group: Group) -> Header | None:
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
    if best >= 0 and best_score >= GOOD:
        return header_at(scan, _past_deck(scan, best), group, "headline above its byline")
    return _above_by_place(scan, group)


def _above_by_place(scan: Scan, group: Group) -> Header | None:
    """A line of one or two words, or of signs alone, right above a dated byline and at the head
    of a block: by its shape it need be no headline, by its place it can be nothing else."""
    c = group.first - 1
    if c < 0 or c in scan.bylines or not group.is_dated or not _begins_block(scan, c):
        return None
    line = scan.lines[c]
    is_short = line.words <= 3 and len(line.text) <= 60 and not line.bullet
    has_sign = any(unicodedata.category(sign)[0] in "LNS" for sign in line.text)
    if (
        not is_short
        or not has_sign
        or boilerplate(line.text)
        or zone(line.text)
        or label(line.text)
    ):
        return None
    if not _text_follows(scan, group.last + 1, 3):
        return None
    return header_at(scan, c, group, "the only line above a dated byline")


def _with_name_above(scan: Scan, group: Group) -> Group:
    """*group* with a line above it that is only a publisher's or author's name, where a better
    headline stands above that line."""
    c = group.first - 1
    while c > 0 and c in scan.bylines and not scan.bylines[c].is_anchor:
        c -= 1  # “3 hours ago” between the name and the date
    if c < 1 or c in scan.bylines or scan.lines[c].bullet or not group.is_dated:
        return group
    line, marked = scan.lines[c], marked_name(scan.lines[c])
    name = marked or (line.text if is_name(line.text) and line.words <= 7 else "")
    pair = tuple(AND.split(name))
    are_persons = all(map(is_person_like, pair))
    is_told = bool(marked) or is_publisher_like(name) or are_persons
    headline = c - 2 if scan.score(c - 1) < 0.9 and _is_deck(scan, c - 1) else c - 1
    if not name or not is_told or scan.score(headline) < 0.9:
        return group
    if scan.lines[headline].words <= line.words:
        return group
    named = Byline(authors=pair) if len(pair) > 1 and are_persons else Byline(names=(name,))
    return replace(group, first=c, bylines=(named, *group.bylines), lines=(c, *group.lines))


def _is_deck(scan: Scan, c: int) -> bool:
    """Whether line *c*, right above a byline, is a deck: a sentence below a headline."""
    return scan.lines[c].words <= 45 and scan.score(c - 1) >= 0.9 and _begins_block(scan, c - 1)


def _begins_block(scan: Scan, c: int) -> bool:
    """Whether line *c* begins something: after a blank, a full sentence, a kicker or a trail."""
    before = scan.lines[c - 1] if c else None
    if before is None or scan.lines[c].gap > 0 or before.ends_sentence or before.words <= 3:
        return True
    return bool(as_shape(before, is_first=False))


def _past_deck(scan: Scan, c: int) -> int:
    """Go from a deck to the headline above it, and from the second line of a headline to its
    first."""
    line, upper = scan.lines[c], scan.lines[c - 1] if c else None
    if upper is None or scan.score(c - 1) < 0.9 or upper.ends_sentence or (c - 1) in scan.bylines:
        return c
    if _continues_headline(upper, line):
        return c - 1
    if is_name(upper.text) and is_publisher_like(upper.text):
        return c  # the office or publisher above its headline
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
    return (line.text[:1].islower() and " " in line.text) or bool(_FUNCTION_WORD.search(upper.text))


def header_at(scan: Scan, headline: int, group: Group, reason: str) -> Header:
    """Return the header whose headline is on line *headline*, above *group*."""
    title, title_end = scan.lines[headline].text, headline
    following = scan.lines[headline + 1] if headline + 1 < group.first else None
    if following and _continues_headline(scan.lines[headline], following):
        title, title_end = f"{title} {following.text}", headline + 1
    body = max(group.last, title_end) + 1
    between = [i for i in range(title_end + 1, group.first) if i not in scan.bylines]
    persons = [i for i in between if is_name(t := scan.lines[i].text) and is_person_like(t)]
    publishers = [i for i in between if i not in persons and _is_publisher(scan, i)]
    named = [*persons, *publishers]
    deck = next((i for i in between if scan.lines[i].words >= 4 and i not in named), -1)
    start, kicker = kicker_above(scan, headline)
    lines = {*range(start, title_end + 1), *group.lines, *named, *([deck] if deck >= 0 else [])}
    # Of two names one may be the publisher's, though built like a person's: “Moor und Heide”.
    beside = sum(len(b.names) for b in group.bylines)
    are_two = len(persons) + beside == 2 and not publishers
    told = (
        *(
            Byline(names=(name,)) if are_two else Byline(authors=(name,))
            for name in (scan.lines[i].text for i in persons)
        ),
        *(Byline(names=(scan.lines[i].text,)) for i in publishers),
    )
    return Header(
        headline=headline,
        title=title,
        start=min(start, group.first) if group.first < headline else start,
        body=body,
        bylines=(*told, *group.bylines),
        lines=frozenset(lines),
        deck=deck,
        kicker=kicker,
        reason=reason,
    )


def _is_publisher(scan: Scan, i: int) -> bool:
    """Whether line *i*, between a headline and its byline, is the publisher's name and no more."""
    text = scan.lines[i].text
    is_short = scan.lines[i].words <= 6 and not scan.lines[i].ends_sentence
    return is_short and is_name(text) and (is_publisher_like(text) or scan.repeats.count(i) > 1)


def kicker_above(scan: Scan, headline: int) -> tuple[int, str]:
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


def _below(scan: Scan, group: Group) -> Header | None:
    """The header whose headline stands below *group*: a date line, then the headline."""
    c = group.last + 1
    if scan.score(c) < 0.9 and not (scan.score(c) >= GOOD and _text_follows(scan, c + 1)):
        return None
    body = c + 1
    title = scan.lines[c].text
    following = scan.lines[body] if body < len(scan.lines) else None
    if following and following.words <= 20 and _continues_headline(scan.lines[c], following):
        title, body = f"{title} {following.text}", body + 1
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


def _closing(scan: Scan, groups: list[Group], i: int) -> Header | None:
    """The header of the article that *groups[i]* closes: it begins after the one before."""
    first = groups[i - 1].last + 1 if i else 0
    group = groups[i]
    best = max(
        range(first, group.first),
        key=lambda c: (scan.score(c) * (1.0 if _text_follows(scan, c + 1, 1) else 0.3) >= 0.9, -c),
        default=-1,
    )
    if best < 0 or scan.score(best) < GOOD:
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

"""Who of the names in an article's bylines wrote it, and who published it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from briefing.ingest.copied.bylines import Byline
from briefing.ingest.copied.names import is_person_like, is_publisher_like


def attribute(bylines: Iterable[tuple[Byline, ...]]) -> list[tuple[tuple[str, ...], str]]:
    """Decide for each article's bylines who are the authors and who is the publisher.

    A name without “By” is the publisher when it looks like one, when it stands in several
    bylines of the document, or when authors are named beside it; a lone personal name is the
    author.
    """
    groups = [tuple(group) for group in bylines]
    counts = Counter(name for group in groups for name in {n for b in group for n in b.names})
    lone = [names[0] for group in groups if len(names := _names(group)) == 1]
    # Where most lone names are publishers, a lone name that could be a person is one, too.
    lone_publishes = sum(not is_person_like(n) for n in lone) * 2 > len(lone)
    place = _place_of_publishers(groups)
    return [
        _attribution(_ordered(group, place), counts, lone_publishes=lone_publishes)
        for group in groups
    ]


def _place_of_publishers(groups: list[tuple[Byline, ...]]) -> int:
    """Where publishers stand in the document's bylines of two names: 0, 1, or -1 for unknown."""
    pairs = [names for group in groups if len(names := _names(group)) == 2]
    places = [
        n
        for pair in pairs
        for n in (0, 1)
        if is_publisher_like(pair[n]) and not is_publisher_like(pair[1 - n])
    ]
    return Counter(places).most_common(1)[0][0] if places else -1


def _ordered(group: tuple[Byline, ...], place: int) -> tuple[Byline, ...]:
    """*group*, and of two names that both could be persons' the one at *place* as the publisher."""
    names = _names(group)
    if len(names) != 2 or place < 0 or any(is_publisher_like(n) for n in names):
        return group
    named = Byline(authors=(names[1 - place],), sources=(names[place],))
    return (*(replace(b, names=()) for b in group), named)


def _names(group: tuple[Byline, ...]) -> tuple[str, ...]:
    authors = {a for b in group for a in b.authors}
    return tuple(dict.fromkeys(n for b in group for n in b.names if n not in authors))


def _attribution(
    group: tuple[Byline, ...], counts: Counter[str], *, lone_publishes: bool
) -> tuple[tuple[str, ...], str]:
    authors = tuple(dict.fromkeys(a for b in group for a in b.authors))
    names = _names(group)
    certain = [s for b in group for s in b.sources]
    ranked = sorted(names, key=lambda n: (-_publisher_weight(n, counts), names.index(n)))
    source = certain[0] if certain else next(iter(ranked), "")
    if source and source not in certain and is_person_like(source):
        is_repeated = len(names) > 1 and counts[source] > 1
        is_beside_authors = bool(authors) and len(names) == 1
        if not (is_repeated or is_beside_authors or (len(names) == 1 and lone_publishes)):
            source = ""
    others = [n for n in names if n != source and is_person_like(n)]
    return tuple(dict.fromkeys((*authors, *others))), source


def _publisher_weight(name: str, counts: Counter[str]) -> int:
    return 4 * is_publisher_like(name) + 2 * (counts[name] > 1) + (not is_person_like(name))

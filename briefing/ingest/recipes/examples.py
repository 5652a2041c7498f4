"""Whether recipes do for their own examples what they promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefing.fingerprint import fingerprint_bytes
from briefing.ingest.recipes.matching import recipe_for
from briefing.ingest.recipes.recipe import Example, Expected, Recipe
from briefing.model import Document, Entry, Harvest, Level, Problem
from briefing.text.words import key

Read = Callable[[Document], Harvest]
"""Reads a document by the recipes that are checked."""


def failing_examples(
    recipes: Sequence[Recipe], files: Mapping[str, bytes], read: Read
) -> tuple[Problem, ...]:
    """Return what in the examples of *recipes* is not as they say, each with its line.

    *files* are those that examples name, by their path beside the recipe. *read* must know
    *recipes*.
    """
    return tuple(
        Problem(place=f"{recipe.place}:{line}", message=message, level=Level.ERROR)
        for recipe in recipes
        for example, line in zip(recipe.examples, recipe.lines, strict=True)
        for message in _faults(recipe, recipes, example, files, read)
    )


def _faults(
    recipe: Recipe,
    recipes: Sequence[Recipe],
    example: Example,
    files: Mapping[str, bytes],
    read: Read,
) -> Iterator[str]:
    folder = recipe.place.rpartition("/")[0]
    path = f"{folder}/{example.file}" if folder else example.file
    if example.file and path not in files:
        yield f"there is no file “{example.file}” beside the recipe"
        return
    document = _document(example, files.get(path, b""), recipe.name)
    chosen = recipe_for(document, recipes)
    if chosen != recipe:
        other = f"the recipe “{chosen.name}” comes before it" if chosen else "“match” does not fit"
        yield f"the recipe is not for its own example: {other}"
        return
    entries = read(document).entries
    if len(entries) != len(example.article):
        titles = ", ".join(f"“{entry.title}”" for entry in entries) or "none"
        yield f"{len(example.article)} articles are expected, {len(entries)} found: {titles}"
        return
    for number, (wanted, entry) in enumerate(zip(example.article, entries, strict=True), start=1):
        for what in _differences(wanted, entry):
            yield f"article {number}: {what}"


def _document(example: Example, data: bytes, name: str) -> Document:
    if example.html:
        # As browsers note it in pages that they save.
        note = f"<!-- saved from url=({len(example.url):04d}){example.url} -->\n"
        data = ((note if example.url else "") + example.html).encode()
        place = f"seeds/{name}.html"
    elif example.text:
        data, place = example.text.encode(), f"seeds/{name}.txt"
    else:
        place = f"seeds/{example.file}"
    place = example.place or place
    return Document(place=place, data=data, sha256=fingerprint_bytes(data))


def _differences(wanted: Expected, entry: Entry) -> Iterator[str]:
    date = entry.date.isoformat()
    if wanted.date and len(wanted.date) <= 10:
        day = entry.date.date() if isinstance(entry.date, dt.datetime) else entry.date
        date = day.isoformat()
    for what, expected, found in (
        ("title", wanted.title, entry.title),
        ("date", wanted.date, date),
        ("source", wanted.source, entry.source),
        ("language", wanted.language, entry.lang),
        ("authors", ", ".join(wanted.authors), ", ".join(entry.authors)),
        ("topics", ", ".join(wanted.topics), ", ".join(entry.topics)),
    ):
        if expected and expected != found:
            yield f"{what} is “{found}”, expected is “{expected}”"
    text = key(entry.body)
    yield from (f"“{p}” is not in its text" for p in wanted.contains if key(p) not in text)
    yield from (f"“{p}” is in its text" for p in wanted.lacks if key(p) in text)

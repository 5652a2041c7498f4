"""Archives of any size, the same at every run: N entries, written straight to content/.

usage: python bench/corpus.py FOLDER N

30 entries a day from 2015-01-01 on, by 50 sources on 40 topics, 2 KB of text each; on a day 6
events are told by two to four sources in words of their own, the other entries stand alone. Most
paragraphs are plain prose; one entry in four has a link or an emphasis, one in six a list, one in
ten a quotation. A day depends on its number alone, so that an archive of 10,030 entries is one of
10,000 and a day more.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import add
from pathlib import Path
from typing import NamedTuple

A_DAY = 30
SOURCES = 50
TOPICS = 40
TEXT = 2_000
FIRST = dt.date(2015, 1, 1)
TELLINGS = (4, 3, 3, 2, 2, 2)
SENTENCES = 4
LONGEST = 7
WORDS = """
anchor apron arch atlas autumn bakery balcony barge barley basin beacon bell bench bicycle birch
bottle boulder branch brass brewery bridge brook broom bucket buoy cabin canal candle canvas
carpenter cart castle cedar cellar chalk chapel cheese cherry chimney circle clay cliff clock
cloud coal coast cobbler copper coral corner cottage cotton crane creek crest curtain dairy dike
dock dome drum dune eagle elm engine estuary fabric falcon feather fence fern ferry fiddle field
flag flint flood flour fog forest forge fountain fox garden gate glacier glass goat grain granite
gravel grove gull hammer harbour harvest hazel heather hedge heron hill hive honey horn ice inlet
iron island ivy jar jetty kettle kiln kite ladder lagoon lake lamp lantern lark lathe leather
ledger lens library lighthouse lime linen loom maple marble market marsh mast meadow mill mirror
moor moss mountain museum needle net nut oak oar oats orchard organ otter oven owl paddle paint
paper parcel path pear peat pebble pencil pepper pier pigeon pine pipe plank plaster plough plum
pond porch potter press quarry quay rabbit raft rail rain raven reed reef ribbon ridge river robin
roof rope rudder rye saddle sail salmon salt sand saw school seal shed shell ship shore silk slate
sledge smith snow spade spire spring square stable station stone storm stove straw stream street
swan table tailor tannery tar thatch theatre thistle tide tile timber tower track trawler trout
tunnel valley vault village vine wagon wall walnut warehouse water wave weaver well wharf wheat
wheel willow wind window winter wool workshop yard yarn
""".split()
LINKS = "and of for by near after before with under beside from over".split()
STARTS = "Al Bran Cor Dun El Fal Gren Hol Is Jor Kel Lun Mar Nor Or Pel Quin Ros Sand Tor".split()
ENDS = "bury by dale den ferth gate ham holm ick ley mere mouth ness ric stead thorpe vale".split()


class Entry(NamedTuple):
    """One report, whatever the generator that is to publish it."""

    day: dt.date
    place: int
    """From 0 on, within its day."""

    title: str
    time: str
    """As in 2015-01-01T07:20:00Z."""

    source: str
    topics: tuple[str, ...]
    body: str
    """Markdown, without a newline at its end."""

    @property
    def path(self) -> str:
        """Of its Markdown file, below content/."""
        return path(self.day, self.place)

    @property
    def url(self) -> str:
        return f"https://example.org/{self.day}/{self.place}"

    @property
    def guid(self) -> str:
        return f"bench-{self.day}-{self.place}"


def entries(count: int, first: int = 0) -> Iterator[Entry]:
    """The entries *first* … *count* - 1 of the archive, day by day."""
    for number in range(first // A_DAY, -(-count // A_DAY)):
        begin = number * A_DAY
        yield from entries_of(number)[max(first - begin, 0) : max(count - begin, 0)]


def date(number: int) -> dt.date:
    """The date of the day *number*."""
    return FIRST + dt.timedelta(days=number)


def whole_days(count: int) -> int:
    """The next number of entries that ends with a day."""
    return -(-count // A_DAY) * A_DAY


def path(day: dt.date, place: int) -> str:
    """Of an entry's Markdown file, below content/."""
    return f"{day:%Y/%m/%d}/entry-{place}.md"


def write(folder: Path, count: int, first: int = 0) -> None:
    """Write the entries *first* … *count* - 1 to *folder*/content, as `briefing` reads them."""
    put(folder / "content", entries(count, first), text)


def put(content: Path, wanted: Iterable[Entry], form: Callable[[Entry], str]) -> None:
    """Write each entry to its path below *content*, in that *form*; entries come day by day."""
    for day, told in groupby(wanted, lambda entry: entry.day):
        (content / f"{day:%Y/%m/%d}").mkdir(parents=True, exist_ok=True)
        for entry in told:
            (content / entry.path).write_bytes(form(entry).encode())


def text(entry: Entry) -> str:
    """The file of an entry, as `briefing` writes and reads it."""
    return (
        f"---\ntitle: {entry.title}\ndate: {entry.time}\nsource: {entry.source}\n"
        f"url: {entry.url}\nlang: en\ntopics: [{', '.join(entry.topics)}]\n"
        f"guid: {entry.guid}\n---\n\n{entry.body}\n"
    )


def entries_of(number: int) -> list[Entry]:
    """The entries of a day."""
    chance = random.Random(number)
    alone = A_DAY - sum(TELLINGS)
    told = [event for times in (*TELLINGS, *[1] * alone) for event in [_event(chance)] * times]
    return [_entry(chance, date(number), place, words) for place, words in enumerate(told)]


def _event(chance: random.Random) -> list[str]:
    """The words of one event: a dozen things and three names."""
    return _things(chance, 12) + [chance.choice(STARTS) + chance.choice(ENDS) for _ in range(3)]


def _things(chance: random.Random, count: int) -> list[str]:
    """Two words of the list as one: a day is to have a large vocabulary, as news have."""
    return list(map(add, _picked(chance, WORDS, count), _picked(chance, WORDS, count)))


def _picked(chance: random.Random, words: list[str], count: int) -> Iterator[str]:
    """Words by chance, of the first 256: nearly as even as `random.choices`, and far faster."""
    return map((words * (255 // len(words) + 1)).__getitem__, chance.randbytes(count))


def _entry(chance: random.Random, day: dt.date, place: int, event: list[str]) -> Entry:
    return Entry(
        day,
        place,
        title=" ".join(chance.sample(event, 6)).capitalize(),
        time=f"{day}T{chance.randrange(5, 22):02}:{chance.randrange(60):02}:00Z",
        source=f"The {WORDS[chance.randrange(SOURCES)].capitalize()} Post",
        topics=tuple(WORDS[-1 - n].capitalize() for n in chance.sample(range(TOPICS), 2)),
        body="\n\n".join(_blocks(chance, event)),
    )


def _blocks(chance: random.Random, event: list[str]) -> list[str]:
    """The paragraphs of a body, the fourth a heading; some with what Markdown is used for."""
    has_markup, has_list, has_quotation = (chance.random() < 1 / n for n in (4, 6, 10))
    blocks: list[str] = []
    size = 0
    while size < TEXT:
        place, sentences = len(blocks), _sentences(chance, event)
        if place == 0 and has_markup:
            sentences[1] = _marked(chance, sentences[1])
        if place == 2 and has_list:
            block = "\n".join(f"- {sentence}" for sentence in sentences)
        elif place == 1 and has_quotation:
            block = "> " + " ".join(sentences)
        else:
            block = f"## {sentences[0][:30].rstrip()}" if place == 3 else " ".join(sentences)
        blocks.append(block)
        size += len(block)
    return blocks


def _marked(chance: random.Random, sentence: str) -> str:
    """The sentence with its fourth word linked or emphasised."""
    words = sentence.split(" ")
    form = chance.choice(("*{0}*", "**{0}**", "[{0}](https://example.org/{0})"))
    words[3] = form.format(words[3])
    return " ".join(words)


def _sentences(chance: random.Random, event: list[str]) -> list[str]:
    """As many as a paragraph has; every third word is one of the event's."""
    lengths = chance.choices(range(4, LONGEST + 1), k=SENTENCES)
    count = sum(lengths)
    named, links = _picked(chance, event, count), _picked(chance, LINKS, count)
    parts = map(" ".join, zip(named, links, _things(chance, count), strict=True))
    return [" ".join(islice(parts, length)).capitalize() + "." for length in lengths]


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))

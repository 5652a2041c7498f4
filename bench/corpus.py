"""Archives of any size, the same at every run: N entries, written straight to content/.

usage: python bench/corpus.py FOLDER N

30 entries a day from 2015-01-01 on, by 50 sources on 40 topics, 2 KB of text each; on a day 6
events are told by two to four sources in words of their own, the other entries stand alone. A day
depends on its number alone, so that an archive of 10,030 entries is one of 10,000 and a day more.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from pathlib import Path

A_DAY = 30
SOURCES = 50
TOPICS = 40
TEXT = 2_000
FIRST = dt.date(2015, 1, 1)
TELLINGS = (4, 3, 3, 2, 2, 2)
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


def write(folder: Path, count: int, first: int = 0) -> None:
    """Write the entries *first* … *count* - 1 to *folder*/content."""
    for number in range(first // A_DAY, -(-count // A_DAY)):
        for place, (name, text) in enumerate(day(number)):
            if first <= number * A_DAY + place < count:
                file = folder / "content" / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")


def day(number: int) -> list[tuple[str, str]]:
    """Path and text of each entry of a day."""
    chance = random.Random(number)
    date = FIRST + dt.timedelta(days=number)
    alone = A_DAY - sum(TELLINGS)
    told = [event for times in (*TELLINGS, *[1] * alone) for event in [_event(chance)] * times]
    return [_entry(chance, date, place, words) for place, words in enumerate(told)]


def _event(chance: random.Random) -> list[str]:
    """The words of one event: a dozen things and three names."""
    names = [chance.choice(STARTS) + chance.choice(ENDS) for _ in range(3)]
    return [_thing(chance) for _ in range(12)] + names


def _thing(chance: random.Random) -> str:
    """Two words of the list as one: a day is to have a large vocabulary, as news have."""
    return chance.choice(WORDS) + chance.choice(WORDS)


def _entry(chance: random.Random, date: dt.date, place: int, event: list[str]) -> tuple[str, str]:
    headline = " ".join(chance.sample(event, 6)).capitalize()
    source = f"The {WORDS[chance.randrange(SOURCES)].capitalize()} Post"
    topics = ", ".join(WORDS[-1 - n].capitalize() for n in chance.sample(range(TOPICS), 2))
    time = f"{date}T{chance.randrange(5, 22):02}:{chance.randrange(60):02}:00Z"
    head = (
        f"title: {headline}\ndate: {time}\nsource: {source}\n"
        f"url: https://example.org/{date}/{place}\nlang: en\n"
        f"topics: [{topics}]\nguid: bench-{date}-{place}\n"
    )
    body = "\n\n".join(_paragraphs(chance, event))
    return f"{date:%Y/%m/%d}/entry-{place}.md", f"---\n{head}---\n\n{body}\n"


def _paragraphs(chance: random.Random, event: list[str]) -> list[str]:
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < TEXT:
        sentences = " ".join(_sentence(chance, event) for _ in range(4))
        paragraphs.append(
            f"## {_sentence(chance, event)[:30]}" if len(paragraphs) == 3 else sentences
        )
    return paragraphs


def _sentence(chance: random.Random, event: list[str]) -> str:
    """Every other word is one of the event's."""
    words: list[str] = []
    for _ in range(chance.randrange(4, 8)):
        words += [chance.choice(event), chance.choice(LINKS), _thing(chance)]
    return " ".join(words).capitalize() + "."


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))

"""What files are made of in tests/test_laws.py: few words, so that they clash often."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from itertools import product

from hypothesis import strategies as st

from briefing.config import FeedSettings
from briefing.fingerprint import fingerprint


def words(*choices: str) -> st.SearchStrategy[str]:
    return st.sampled_from(choices)


# Sources and topics: spelled differently, or different with one slug, or with the name that the
# program gives to the second of two with one slug.
TRAP = f"Con X {fingerprint('con x')[:6]}"
TERMS = ("Tide", "tide!", "Con", "Con X", TRAP, "Bø", "Bo", "☃", "Snowman", "Москва", "Æon", "Aeon")

NAMES = ("ferry", "hives", "Fête 1", "fete-1", "Ferry!", "moored")
DAYS = ("2025/05/31", "2025/06/01", "2025/06/02", "2024/12/31", "desk")
ENTRY_PATHS = st.builds("content/{}/{}.md".format, words(*DAYS), words(*NAMES))

# Times on both sides of midnight, and a folder that is not always that of the date.
DATES = (
    "2025-05-31", "2025-06-01", "2025-06-02", "2025-06-01T23:30:00+02:00",
    "2025-06-01T00:30:00+02:00", "2025-06-01T21:30:00Z", "2025-06-01T22:30:00", "1999-12-31",
    "2025-07-31", "2199-01-01",
)  # fmt: skip

FIELDS = {
    "guid": ("g1", "g2", "g3", "g4", "g5", "g6"),
    "title": ("Ferry aground", "Fewer hives & bees", "'{{ site }}'", "Ferry towed off", ""),
    "date": (*DATES, ""),
    "date_origin": ("estimated", ""),
    "updated": ("2025-06-03", "2025-06-01T23:30:00+02:00", ""),
    "source": (*TERMS, ""),
    "via": ("Tide", ""),
    "authors": ("[Ann Lee]", ""),
    "topics": ("", *(f"[{one}, {other}]" for one in TERMS for other in ("Sea", "SEA?", "Bo"))),
    "story": ("x", "X", "x!", "y", ""),
    "section": ("Local", "Sea", ""),
    "kind": ("roundup", "brief", ""),
    "lang": ("de", "ar", ""),
    "url": ("https://example.org/a", "https://www.example.org/b", "nowhere", ""),
    "summary": ("In short.", "In other words.", ""),
    "key_points": ("[One., Two.]", ""),
    "image": ("{url: 'https://example.org/a.png', alt: A}", ""),
    "draft": ("true", ""),
    "pin": ("true", ""),
    "bury": ("true", ""),
    "lock": ("[title]", ""),
    "mood": ("calm", ""),
}
FIELD = st.sampled_from([(name, value) for name, values in FIELDS.items() for value in values])
BODIES = words(
    "The ferry ran aground off Sandoe with 212 aboard.",
    "The ferry ran aground off Sandoe with 213 aboard.",
    "Beekeepers count fewer *hives* in a [cold](/about/) spring.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "",
)


def told(head: dict[str, str], body: str) -> str:
    """The text of an entry's file."""
    lines = "".join(f"{name}: {value}\n" for name, value in head.items() if value)
    return f"---\n{lines}---\n{body}\n"


_USUAL = ("guid", "title", "date", "source", "topics", "story")
HEADS = st.fixed_dictionaries(
    {name: words(*FIELDS[name]) for name in _USUAL},
    optional={name: words(*values) for name, values in FIELDS.items() if name not in _USUAL},
)
ENTRY_TEXTS = st.builds(told, HEADS, BODIES)

_RECORDS = (
    "---\ntitle: The affair\nkey_points: [One.]\nsources: {Tide: 3, Snowman: 1}\n---\n",
    "---\ntitle: The matter\n---\nMore of it.\n",
    "---\nid: X\ntitle: The capital\nsource: ☃\n---\n",
    "---\nid: x!\n---\n",
)
_NOTES = ("---\ntitle: Quiet\n---\nA *note*.\n", "Only words.\n")
_PAGES = ("---\ntitle: About\n---\nHi.\n", "---\ntitle: Us\n---\n", "Hello.\n")
_PAGE_NAMES = ("about", "About!", "team/us", "archive", "2025", "stories", "feed.xml")
EDITORS_FILES = st.sampled_from(
    [
        *((f"content/{day}/_story-{x}.md", text) for day, x, text in product(DAYS, "xy", _RECORDS)),
        *((f"content/{day}/_digest.md", text) for day, text in product(DAYS, _NOTES)),
        *((f"content/pages/{name}.md", text) for name, text in product(_PAGE_NAMES, _PAGES)),
        ("content/2025/06/01/_else.md", "Nothing.\n"),
        ("content/2025/06/01/notes.txt", "No page.\n"),
        ("content/removed.txt", "g1\tFerry aground\n"),
    ]
)  # fmt: skip

A_SMALL_ARCHIVE = {
    f"content/{path}.md": told({"title": title, **head}, f"The {title.lower()} off Sandoe.")
    for path, title, head in (
        ("2024/12/31/hives", "Hives", {"guid": "g1", "source": "Con", "topics": "[Sea, Bo]"}),
        ("2025/05/31/ferry", "Ferry aground", {"guid": "g2", "source": "Con X", "story": "x"}),
        ("2025/06/01/ferry", "Ferry towed", {"guid": "g3", "source": "Tide", "topics": "[SEA?]"}),
        ("2025/06/01/moored", "Ferry towed off", {"guid": "g4", "source": "tide!"}),
        ("2025/06/01/hives", "Bees", {"guid": "g5", "story": "x", "section": "Sea"}),
        ("2025/06/02/hives", "Fewer hives", {"guid": "g6", "date": DATES[3], "story": "X"}),
    )
} | {"content/2025/06/01/_story-x.md": _RECORDS[0], "content/pages/about.md": _PAGES[0]}

# Documents as they are collected: articles under bylines, or a page that gathers some.
_ARTICLES = [
    f"{headline}\nBy Ada Winter | {byline}\n\n{text}."
    for headline, byline, text in (
        ("Ferry runs again", "The Tide | June 1, 2025", "The morning ferry left on time at last"),
        ("Ferry runs again", "The Tide | June 2, 2025", "The morning ferry left on time on Monday"),
        ("Library lends umbrellas", "Snowman | June 1, 2025", "Readers can now borrow an umbrella"),
        ("Bakers agree on an hour", "The Tide", "The four bakeries will open at half past five"),
        ("Bakers are early", "The Tide", "The four bakeries will open at half past five"),
    )
]
_GATHERED = """Harbour town builds a bridge of oak
Date: {}
Sources: tide.example: 2 | coast.example: 1
Summary
The harbour town has begun to build a bridge of oak that was taken from forty old boats.
Key points
• Forty boats gave their timber.
Articles in this cluster
Old boats become a bridge for walkers and cyclists | The Tide
The shipwrights of the harbour town have begun to cut the timber of forty old boats into planks.
Harbour bridge to open in autumn, says the mayor | {}
The bridge of reclaimed oak will open in autumn, the mayor said, and nobody will have to pay.
"""
DOCUMENTS = st.one_of(
    st.lists(words(*_ARTICLES), min_size=1, max_size=4, unique=True).map(
        lambda found: "The Tide\n\n" + "\n\n".join(found) + "\n"
    ),
    st.builds(_GATHERED.format, words("01-06-2025", "02-06-2025"), words("Coast", "Snowman")),
    words("nothing but words\n", ""),
)
DOCUMENT_PATHS = words("seeds/a.txt", "seeds/b.txt", "seeds/deep/c.txt")

SETTINGS = {
    "title": ("'One'", "'Two'"),
    "description": ("'All of it.'",),
    "timezone": ("'Europe/Berlin'", "'Pacific/Kiritimati'", "'America/New_York'"),
    "base_url": ("'https://example.org/b/'", "'https://example.org/'"),
    "language": ("'de'", "'ar'"),
    "author": ("'Desk'",),
    "digest.grouping": ("1.0", "0.01"),
    "digest.sections": ("['Sea', 'Local']",),
    "feeds.full_text": ("false",),
    **{f"feeds.{f.name}": ("2",) for f in fields(FeedSettings) if f.name != "full_text"},
    "nav": ("[{title = 'About', url = '/about/'}]",),
    "theme_settings": ("{loud = true}", "{tagline = false}"),
    "collect.drop": ("['The morning']",),
}
SETTING = st.sampled_from([(k, value) for k, values in SETTINGS.items() for value in (*values, "")])


def toml(settings: dict[str, str]) -> str:
    """The text of briefing.toml."""
    return "".join(f"{key} = {value}\n" for key, value in {"theme": "'small'", **settings}.items())


THEME_FILES = st.sampled_from(
    [
        (f"{place}/{name}.html", text)
        for place in ("templates", "themes/small/templates", "themes/other/templates")
        for name in ("day", "entry", "home")
        for text in ("own {{ page.url }} {{ page }}", "{% include 'theme/404.html' %} {{ page }}")
    ]
    + [
        ("themes/small/assets/style.css", "a {}"),
        ("themes/small/assets/style.css", "b {}"),
        ("themes/other/assets/style.css", "c {}"),
        ("themes/other/assets/more.css", "d {}"),
        ("themes/small/i18n/en.toml", "more = 'Much'\ntable = 'T'\n"),
        ("themes/small/i18n/de.toml", "more = 'Viel'\n"),
        ("themes/small/theme.toml", "[settings]\nloud = true\n"),
        ("themes/small/theme.toml", "[settings]\nloud = false\nshort = 1\n"),
        ("static/robots.txt", "mine"),
        ("static/robots.txt", "ours"),
        ("static/sub/map.svg", "map"),
        ("static/2025/06/index.html", "in place of a page"),
        ("static/2025/06/01/index.html", "in place of a day"),
        ("static/2025/06/01/ferry/index.html", "in place of an entry"),
        ("static/sources/tide/feed.xml", "in place of a feed"),
        ("static/assets/style.css", "in place of an asset"),
        ("static/2025", "cannot stand there"),
        ("static/about", "may stand there or not"),
    ]
)

BROKEN = st.sampled_from(
    [
        ("briefing.toml", b"oops"),
        ("briefing.toml", b"titel = 'One'"),
        ("briefing.toml", b"title = '\xff'"),
        ("templates/day.html", b"{{ oops }}"),
        ("templates/entry.html", b"{% if %}"),
        ("templates/404.html", b"\xff"),
        ("templates/term.html", b"{% include 'none.html' %}"),
        ("themes/small/theme.toml", b"name = "),
        ("themes/small/i18n/en.toml", b"oops"),
    ]
)
BROKEN_ENTRIES = st.sampled_from(
    [
        b"---\ntitle: [\nguid: g1\n---\nThe ferry.\n",
        b"---\ntitle: F\xffrry\n---\nThe f\xe9rry.\n",
        b"---\ndate: never\n---\n",
        b"---\ntitle: Ferry\n",
        b"\xff\xfe-\x00",
        b"",
    ]
)

MOMENTS = (
    "2025-05-31T12:00Z", "2025-06-01T21:30Z", "2025-06-01T23:29+02:00", "2025-06-02T00:00Z",
    "2025-06-30T00:00Z", "2199-01-02T00:00Z", "1999-12-30T00:00Z",
)  # fmt: skip
TIMES = st.sampled_from([dt.datetime.fromisoformat(moment) for moment in MOMENTS])

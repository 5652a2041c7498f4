"""Letters and mailboxes: articles, newsletters of several items, what was sent on, attachments."""

from __future__ import annotations

import datetime as dt
import textwrap
from email.message import EmailMessage

import pytest
from harvesting import read
from packed import BENCHES, HERRING, LAMP, article, letter, pdf, zipped

from briefing.ingest.mail.forwarded import plain_subject
from briefing.ingest.mail.mbox import letters_of
from briefing.ingest.mail.plain import markdown_of_plain, unflowed
from briefing.model import DateOrigin, Entry, Harvest

SENT = dt.datetime(2025, 6, 2, 4, 30, tzinfo=dt.UTC)


def of(message: EmailMessage | bytes, name: str = "seeds/a.eml") -> Harvest:
    return read(message if isinstance(message, bytes) else message.as_bytes(), name)


def only(message: EmailMessage | bytes) -> Entry:
    (entry,) = of(message).entries
    return entry


def titles(gathered: Harvest) -> list[str]:
    return [e.title for e in gathered.entries]


def left(gathered: Harvest) -> dict[str, str]:
    return {out.reason: out.text for out in gathered.left_out}


# --- one article ----------------------------------------------------------------------------------


def test_a_letter_is_an_article_under_its_subject() -> None:
    entry = only(letter(f"{LAMP}\n\n{HERRING}\n", subject="Lamp off"))

    assert (entry.title, entry.source) == ("Lamp off", "Coast Letter")
    assert (entry.date, entry.date_origin) == (SENT, DateOrigin.DOCUMENT)
    assert entry.body == f"{LAMP}\n\n{HERRING}"
    assert entry.summary == LAMP


def test_headings_that_lead_nowhere_are_parts_of_one_article() -> None:
    html = (
        f"<h1><a href='https://tides.example/p/lamp?utm_source=mail'>Why the lamp went out</a></h1>"
        f"<p>Ada Marsh</p><p>Jun 2</p><p>{LAMP}</p><h2>The way there</h2><p>{HERRING} See"
        f" <a href='https://map.example/'>the map</a>.</p><h2>The way back</h2><p>{BENCHES}</p>"
        "<p>Thanks for reading Tides! Subscribe for free.</p><p>© 2025 Ada Marsh</p>"
        "<p><a href='https://u.example/'>Unsubscribe</a></p>"
    )
    sender = "Ada Marsh from Tides <tides@letters.example>"
    gathered = of(letter(html=html, subject="Why the lamp went out", sender=sender))
    (entry,) = gathered.entries

    assert (entry.title, entry.url) == ("Why the lamp went out", "https://tides.example/p/lamp")
    assert (entry.source, entry.authors, entry.date) == ("Tides", ("Ada Marsh",), SENT)
    assert entry.body == (
        f"{LAMP}\n\n## The way there\n\n{HERRING} See [the map](https://map.example/)."
        f"\n\n## The way back\n\n{BENCHES}"
    )
    footer = left(gathered)["the letter's footer"]
    assert footer.split("\n")[-1] == "Unsubscribe"


def test_a_byline_of_another_day_dates_the_article() -> None:
    html = f"<h1>Lamp off</h1><p>By Edda Marsh | Coast Courier | 3 March 2025</p><p>{LAMP}</p>"
    entry = only(letter(html=html, subject="Lamp off"))

    assert (entry.date, entry.date_origin) == (dt.date(2025, 3, 3), DateOrigin.STATED)
    assert (entry.source, entry.authors) == ("Coast Courier", ("Edda Marsh",))


@pytest.mark.parametrize(
    ("sender", "listed", "source", "authors"),
    [
        ("Coast Letter <news@coast.example>", "", "Coast Letter", ()),
        ('"Coast Letter, The" <news@coast.example>', "", "Coast Letter, The", ()),
        ("Ada Marsh at Coast Letter <a@coast.example>", "", "Coast Letter", ("Ada Marsh",)),
        ("Ada Marsh <a@c.example>", "Coast Letter <l.c.example>", "Coast Letter", ("Ada Marsh",)),
        ("Ada Marsh <a@coast.example>", "8f31aa <l.coast.example>", "Ada Marsh", ()),
        ("Ada Marsh <a@coast.example>", "", "Ada Marsh", ()),
        ("news@coast.example", "", "coast.example", ()),
        ("newsletter <n@mail.coast.example>", "", "coast.example", ()),
        ("Jo Kell via Coast List <l@coast.example>", "", "Jo Kell", ()),
        ("=?utf-8?q?K=C3=BCsten?= =?utf-8?q?bote?= <k@x.example>", "", "Küstenbote", ()),
        ("=?bogus?q?Coast?= <k@x.example>", "", "Coast", ()),
    ],
)  # fmt: skip
def test_the_publisher_is_whom_the_letter_is_from(
    sender: str, listed: str, source: str, authors: tuple[str, ...]
) -> None:
    raw = f"From: {sender}\nSubject: Lamp off\nDate: Mon, 02 Jun 2025 06:30:00 +0200\n"
    raw += f"List-Id: {listed}\n" if listed else ""
    entry = only(f"{raw}Content-Type: text/plain\n\n{LAMP}\n\n{HERRING}\n".encode())

    assert (entry.source, entry.authors) == (source, authors)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("Date: Mon, 2 Jun 2025 06:30:00 +0200 (CEST)", SENT),
        ("Date: 2025-06-02T04:30:00Z", SENT),
        ("Date: nonsense\nReceived: from a by b; Mon, 02 Jun 2025 06:30:00 +0200", SENT),
        ("Received: from a by b (c); Mon, 02 Jun 2025 04:30:00 +0000", SENT),
        ("X-Nothing: here", None),
    ],
)
def test_the_date_is_the_letters_or_that_of_its_arrival(
    fields: str, date: dt.datetime | None
) -> None:
    raw = f"From: Coast Letter <a@b.example>\nSubject: Lamp off\n{fields}\n"
    entry = only(f"{raw}MIME-Version: 1.0\n\n{LAMP}\n".encode())

    assert (entry.date if date else entry.date_origin) == (date or DateOrigin.INGESTED)


@pytest.mark.parametrize(
    ("subject", "plain"),
    [("Fwd: Re: Lamp", "Lamp"), ("WG: AW: Lampe", "Lampe"), ("Re[2]: Lamp", "Lamp"),
     ("Refit of the lamp", "Refit of the lamp"), ("TR : Lampe", "Lampe")],
)  # fmt: skip
def test_programs_prefixes_are_no_part_of_a_subject(subject: str, plain: str) -> None:
    assert plain_subject(subject) == plain


# --- encodings ------------------------------------------------------------------------------------

GERMAN = "Die Möwen über dem Hafen schreien, weil die Fähre größer geworden ist als früher."


@pytest.mark.parametrize(
    ("charset", "said", "encoding"),
    [
        ("utf-8", "utf-8", "base64"), ("utf-8", "utf-8", "quoted-printable"),
        ("cp1252", "iso-8859-1", "8bit"), ("utf-8", "us-ascii", "8bit"),
        ("utf-8", "x-unknown", "8bit"), ("utf-8", "", "8bit"), ("utf-8", "utf-16", "8bit"),
        ("iso-8859-15", "iso-8859-15", "quoted-printable"), ("utf-16", "utf-16", "base64"),
    ],
)  # fmt: skip
def test_texts_are_decoded_whatever_their_charset_says(
    charset: str, said: str, encoding: str
) -> None:
    import base64
    import quopri

    data = f"{GERMAN}\n\n{GERMAN}\n".encode(charset)
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(
        encoding, bytes
    )(data)
    kind = f'Content-Type: text/plain; charset="{said}"\n' if said else ""
    head = f"From: K <k@x.example>\nSubject: =?utf-8?B?TcO2d2Vu?=\nMIME-Version: 1.0\n{kind}"
    raw = f"{head}Content-Transfer-Encoding: {encoding}\n\n".encode() + coded
    entry = only(raw)

    assert entry.title == "Möwen"
    assert entry.body.split("\n\n")[0] == GERMAN


def test_the_charset_of_html_may_stand_in_it() -> None:
    html = f'<meta charset="cp1251"><p>{"Маяк погас вчера вечером над старой гаванью. " * 3}</p>'
    raw = b"From: K <k@x.example>\nSubject: M\nMIME-Version: 1.0\nContent-Type: text/html\n\n"

    assert "Маяк погас" in only(raw + html.encode("cp1251")).body


def test_raw_utf8_in_fields_is_read() -> None:
    raw = f"From: Küstenbote <k@x.example>\nSubject: Möwen\nMIME-Version: 1.0\n\n{GERMAN}\n"

    assert (only(raw.encode()).title, only(raw.encode()).source) == ("Möwen", "Küstenbote")


def test_the_better_form_of_a_text_is_taken() -> None:
    stub = letter("Your program shows no HTML.", f"<p>{LAMP}</p><p>{HERRING}</p>", subject="A b")
    empty = letter(f"{LAMP}\n\n{HERRING}", "<img src='https://x.example/a.png'>", subject="A b")

    assert only(stub).body == only(empty).body == f"{LAMP}\n\n{HERRING}"


def test_flowed_text_is_joined() -> None:
    assert unflowed("A b \nc d\n e\n-- \nJo ") == "A b c d\ne\n-- \nJo"
    message = letter(subject="Lamp off")
    message.set_content(LAMP.replace(" on ", " on \n"), params={"format": "flowed"})

    assert only(message).body == LAMP


# --- several items --------------------------------------------------------------------------------


def cell(title: str, url: str, text: str, more: str = "Read more") -> str:
    return (
        "<tr><td><table><tr><td style='font-size:22px;font-weight:bold'>"
        f"<a href='{url}'>{title}</a></td></tr><tr><td style='font-size:15px'>{text}</td></tr>"
        f"<tr><td><a href='{url}'>{more}</a></td></tr></table></td></tr>"
    )


TABLES = (
    "<html><head><style>a {}</style></head><body><div style='display:none'>Hidden words</div>"
    "<table width=600><tr><td><a href='https://coast.example/12'>View in browser</a></td></tr>"
    "<tr><td><img src='https://coast.example/logo.png' alt='Coast Letter'></td></tr>"
    "<tr><td style='font-size:15px'>Good morning, this is what the tide brought.</td></tr>"
    + cell("Lighthouse gets a new lamp", "https://coast.example/a?utm_source=letter", LAMP)
    + cell(
        "Herring smoked again", "https://harbour.example/b", HERRING, "Read more at Harbour Post"
    )
    + "<tr><td style='font-size:12px'>SHORT NEWS</td></tr>"
    + cell("Cyclists map every bench (Valley Times)", "https://valley.example/c", BENCHES)
    + cell("Buy our boat oil (Sponsor)", "https://ads.example/d", f"Oil for boats. {HERRING}")
    + "<tr><td style='font-size:11px'>You received this email because you signed up."
    "<a href='https://u.example'>Unsubscribe</a>"
    "<img src='https://tracker.example/o.gif' width=1 height=1></td></tr></table></body></html>"
)


def test_a_newsletter_set_in_tables_is_its_items() -> None:
    gathered = of(letter("See it in a browser", TABLES, List_Id="<l.coast.example>"))

    assert [(e.title, e.source, e.via, e.url) for e in gathered.entries] == [
        ("Lighthouse gets a new lamp", "Coast Letter", "", "https://coast.example/a"),
        ("Herring smoked again", "Harbour Post", "Coast Letter", "https://harbour.example/b"),
        (
            "Cyclists map every bench",
            "Valley Times",
            "Coast Letter",
            "https://valley.example/c",
        ),
    ]
    assert [e.body for e in gathered.entries] == [LAMP, HERRING, BENCHES]
    assert {e.date for e in gathered.entries} == {SENT}
    assert [e.topics for e in gathered.entries] == [(), (), ("SHORT NEWS",)]
    told = left(gathered)
    assert told["the letter's subject"] == "Morning tide"
    assert told["the letter's opening words"].startswith("Good morning")
    assert told["advertising"].startswith("Buy our boat oil")
    assert "Unsubscribe" in told["the letter's footer"]
    assert "tracker.example" not in str(gathered)


@pytest.mark.parametrize(
    "html",
    [
        "".join(
            f"<h2><a href='{u}'>{t}</a></h2><p>{p}</p>" for t, u, p in (
                ("Lighthouse gets a lamp", "https://x.example/a", LAMP),
                ("Herring smoked again", "https://x.example/b", HERRING),
                ("Cyclists map benches", "https://x.example/c", BENCHES))
        ),
        "".join(
            f"<h3>{t}</h3><p>{p}</p><p><a href='{u}'>Weiterlesen</a></p>" for t, u, p in (
                ("Lighthouse gets a lamp", "https://x.example/a", LAMP),
                ("Herring smoked again", "https://x.example/b", HERRING),
                ("Cyclists map benches", "https://x.example/c", BENCHES))
        ),
        "".join(
            f"<p><b><a href='{u}'>{t}</a></b><br>{p}</p>" for t, u, p in (
                ("Lighthouse gets a lamp", "https://x.example/a", LAMP),
                ("Herring smoked again", "https://x.example/b", HERRING),
                ("Cyclists map benches", "https://x.example/c", BENCHES))
        ),
        "<ul>" + "".join(
            f"<li><a href='{u}'>{t}</a> – {p}</li>" for t, u, p in (
                ("Lighthouse gets a lamp", "https://x.example/a", LAMP),
                ("Herring smoked again", "https://x.example/b", HERRING),
                ("Cyclists map benches", "https://x.example/c", BENCHES))
        ) + "</ul>",
        "".join(
            f"<p><strong><a href='{u}'>{t}.</a></strong> {p}</p>" for t, u, p in (
                ("Lighthouse gets a lamp", "https://x.example/a", LAMP),
                ("Herring smoked again", "https://x.example/b", HERRING),
                ("Cyclists map benches", "https://x.example/c", BENCHES))
        ),
        "".join(
            f"<div style='font:bold 20px Arial'>{t}</div><div style='font-size:14px'>{p}"
            f" <a href='{u}'>Harbour Post</a></div>" for t, u, p in (
                ("Lighthouse gets a lamp", "https://x.example/a", LAMP),
                ("Herring smoked again", "https://x.example/b", HERRING),
                ("Cyclists map benches", "https://x.example/c", BENCHES))
        ),
    ],
)  # fmt: skip
def test_headlines_that_are_set_alike_and_lead_somewhere_make_a_digest(html: str) -> None:
    gathered = of(letter(html=html))

    assert [t.rstrip(".") for t in titles(gathered)] == [
        "Lighthouse gets a lamp", "Herring smoked again", "Cyclists map benches",
    ]  # fmt: skip
    urls = ["https://x.example/a", "https://x.example/b", "https://x.example/c"]
    assert [e.url for e in gathered.entries] == urls
    assert all(p in e.body for p, e in zip((LAMP, HERRING, BENCHES), gathered.entries, strict=True))


STORIES = (
    ("Lighthouse gets a lamp", "https://x.example/a", LAMP),
    ("Herring smoked again", "https://x.example/b", HERRING),
    ("Cyclists map benches", "https://x.example/c", BENCHES),
)


def digest(*lines: str, more: str = "") -> str:
    """Items with a line each below their headline."""
    return "".join(
        f"<h2><a href='{u}'>{t}</a></h2>{line}<p>{p}{more.format(u)}</p>"
        for line, (t, u, p) in zip(lines, STORIES, strict=True)
    )


@pytest.mark.parametrize(
    ("lines", "sources"),
    [
        (
            ("Valley Times", "Amber Signal", "Amber Signal"),
            ["Valley Times", "Amber Signal", "Amber Signal"],
        ),
        (
            ("Amber Signal", "Valley Times", "Read by all of us."),
            ["Amber Signal", "Valley Times", "Coast Letter"],
        ),
        # None is a publisher's name, or it does not stand in most of the items.
        (("Mild Weather", "Amber Signal", "Amber Signal"), ["Coast Letter"] * 3),
        (("Amber Signal", "Seen from afar.", "Two of them."), ["Coast Letter"] * 3),
    ],
)
def test_a_name_below_every_headline_is_the_publishers(
    lines: tuple[str, ...], sources: list[str]
) -> None:
    gathered = of(letter(html=digest(*(f"<p><em>{line}</em></p>" for line in lines))))

    assert [e.source for e in gathered.entries] == sources
    for line, entry in zip(lines, gathered.entries, strict=True):
        assert entry.via == ("" if entry.source == "Coast Letter" else "Coast Letter")
        assert (line in entry.body) is (line != entry.source)


@pytest.mark.parametrize(
    ("more", "is_text"),
    [
        ("<br><a href='{}'>Read on »</a>", False),
        (" <a href='{}'>Harbour Post</a>", False),
        (" [<a href='{}'>mehr</a>]", False),
        (" Seen from <a href='https://map.example/'>the pier</a>", True),
        (" Seen from <a href='{}'>the pier</a>", True),
    ],
)
def test_a_link_that_only_leads_on_is_no_text(more: str, is_text: bool) -> None:
    gathered = of(letter(html=digest("", "", "", more=more)))

    texts = [LAMP, HERRING, BENCHES]
    assert [e.body == t for e, t in zip(gathered.entries, texts, strict=True)] == [not is_text] * 3
    assert ("a link to the article" in left(gathered)) is not is_text


@pytest.mark.parametrize(
    ("paid", "words"),
    [
        ("<p>Anzeige<br><a href='https://ad.example/'>Oil for boats</a></p>", "Anzeige Oil"),
        (
            "<p>SPONSORED BY PITCH</p><p>Oil for boats. <a href='https://x.example/'>Order</a></p>",
            "SPONSORED BY PITCH\nOil",
        ),
    ],
)
def test_advertising_inside_a_text_is_left_out(paid: str, words: str) -> None:
    within = of(letter(html=f"<p>{LAMP}</p>{paid}<p>{HERRING}</p>"))
    between = of(letter(html=digest("", "", "").replace("</p><h2>", f"</p>{paid}<h2>")))

    assert [e.body for e in within.entries] == [f"{LAMP}\n\n{HERRING}"]
    assert left(within)["advertising"].startswith(words)
    assert [e.body for e in between.entries] == [LAMP, HERRING, BENCHES]
    assert left(between)["advertising"].startswith(words)


def test_text_below_a_label_of_advertising_that_leads_nowhere_stays() -> None:
    entry = only(letter(html=f"<p>{LAMP}</p><p>Anzeige</p><p>{HERRING}</p>"))

    assert entry.body == f"{LAMP}\n\n{HERRING}"


def test_who_signs_for_an_organisation_writes_for_it() -> None:
    sender = "Ada Marsh <ada@pier-society.example>"

    def signed(*lines: str) -> tuple[str, tuple[str, ...]]:
        entry = only(letter(f"{LAMP}\n\n{HERRING}\n\n" + "\n".join(lines), sender=sender))
        return entry.source, entry.authors

    assert signed("Ada Marsh", "Secretary, Pier Society") == ("Pier Society", ("Ada Marsh",))
    assert signed("Ada Marsh", "Keeper of the Pier Society") == ("Pier Society", ("Ada Marsh",))
    assert signed("Ada Marsh", "Secretary, Boat Club") == ("Ada Marsh", ())
    assert signed("Bert Pier", "Secretary, Pier Society") == ("Ada Marsh", ())


def test_a_row_of_buttons_below_the_text_is_no_text() -> None:
    row = "<p><a href='https://x.example/l'>{}</a> <a href='https://x.example/p'>{}</a></p>"
    text, foot = f"<p>{LAMP}</p><p>{HERRING}</p>", "<p>© 2025 Coast Letter</p>"

    found = of(letter(html=text + row.format("Like", "Ripple") + foot))
    other = of(letter(html=text + row.format("Jetty", "Lighthouse keepers")))

    assert found.entries[0].body == f"{LAMP}\n\n{HERRING}"
    assert "Like Ripple" in left(found)["the letter's footer"]
    assert "Lighthouse keepers" in other.entries[0].body


def test_long_words_above_the_first_item_are_an_article() -> None:
    opening = f"<p>{LAMP} {HERRING} {BENCHES}</p>"
    gathered = of(letter(html=opening + TABLES, subject="What the tide brought"))

    assert titles(gathered)[:2] == ["What the tide brought", "Lighthouse gets a new lamp"]
    assert gathered.entries[0].body.startswith(LAMP)


def test_a_picture_of_an_item_is_its_picture() -> None:
    html = "".join(
        f"<h2><a href='https://x.example/{n}'>Headline number {n} here</a></h2>"
        f"<img src='https://x.example/{n}.png' alt='A lamp'><p>{LAMP}</p>"
        for n in (1, 2)
    )
    image = of(letter(html=html)).entries[1].image

    assert image is not None
    assert (image.url, image.alt) == ("https://x.example/2.png", "A lamp")


def test_links_below_a_heading_for_more_are_no_part_of_the_last_item() -> None:
    more = "<h2>More stories</h2><ul><li><a href='https://x.example/z'>Old boats</a></li></ul>"
    html = "".join(
        f"<h2><a href='https://x.example/{n}'>Headline number {n} here</a></h2><p>{LAMP}</p>"
        for n in (1, 2)
    )
    gathered = of(letter(html=html + more + f"<p>{HERRING}</p>"))

    assert [e.body for e in gathered.entries] == [LAMP, LAMP]
    assert "Old boats" in left(gathered)["between the letter's items"]


PLAIN_NUMBERED = f"""COAST LETTER

LIGHTHOUSE GETS A NEW LAMP (3 MINUTE READ) [1]

{textwrap.fill(LAMP, 64)}

HERRING SMOKED AS BEFORE (2 MINUTE READ) [2]

{HERRING}

CYCLISTS MAP EVERY BENCH [3]

{BENCHES}

Unsubscribe: https://u.example/x

Links:
------
[1] https://x.example/a?utm_source=letter
[2] https://x.example/b
[3] https://x.example/c
"""
PLAIN_BELOW = f"""* Lighthouse gets a new lamp
https://x.example/a

{LAMP}

* Herring smoked as before
https://x.example/b

{HERRING}

* Cyclists map every bench
https://x.example/c

{BENCHES}
"""
PLAIN_BEHIND = f"""** Lighthouse gets a new lamp (https://x.example/a)
------------------------------------------------------------
{LAMP}

** Herring smoked as before (https://x.example/b)
------------------------------------------------------------
{HERRING}

** Cyclists map every bench (https://x.example/c)
------------------------------------------------------------
{BENCHES}
"""
PLAIN_MORE = f"""Lighthouse gets a new lamp

{LAMP}
Read more: https://x.example/a

=====

Herring smoked as before

{HERRING}
Read more: https://x.example/b

=====

Cyclists map every bench

{BENCHES}
Read more: https://x.example/c
"""


@pytest.mark.parametrize("text", [PLAIN_NUMBERED, PLAIN_BELOW, PLAIN_BEHIND, PLAIN_MORE])
def test_a_newsletter_in_plain_text_is_its_items(text: str) -> None:
    gathered = of(letter(text))

    assert [t.casefold() for t in titles(gathered)] == [
        "lighthouse gets a new lamp", "herring smoked as before", "cyclists map every bench",
    ]  # fmt: skip
    urls = ["https://x.example/a", "https://x.example/b", "https://x.example/c"]
    assert [e.url for e in gathered.entries] == urls
    assert [e.body.split("\n\n")[0] for e in gathered.entries] == [LAMP, HERRING, BENCHES]


def test_pasted_articles_with_bylines_are_read_as_copied_text() -> None:
    text = "\n".join(
        (article("Lighthouse gets a new lamp"), article("Herring smoked again", HERRING))
    )
    gathered = of(letter(text + "\n-- \nJo Kell\n", sender="Jo Kell <jo@x.example>"))

    assert [(e.title, e.source, e.date_origin) for e in gathered.entries] == [
        ("Lighthouse gets a new lamp", "Coast Courier", DateOrigin.STATED),
        ("Herring smoked again", "Coast Courier", DateOrigin.STATED),
    ]
    assert left(gathered)["the letter's signature"] == "-- \nJo Kell"
    assert {e.seed.file for e in gathered.entries if e.seed} == {"seeds/a.eml"}


def test_plain_text_becomes_markdown_that_says_the_same() -> None:
    text = (
        "> quoted *words*\n\n- one https://x.example/a?utm_source=b\n- two\n  goes on\n\n"
        f"See (https://x.example/c) or [1], not [2].\n{LAMP}\n\n[1] https://x.example/d\n"
    )

    assert markdown_of_plain(text) == (
        "> quoted \\*words\\*\n\n- one <https://x.example/a>\n- two goes on\n\n"
        "See <https://x.example/c> or <https://x.example/d>, not [2].\n\n" + LAMP
    )


# --- sent on --------------------------------------------------------------------------------------

HEAD = (
    "From: Harbour Post <news@harbour.example>\nDate: Sun, Jun 1, 2025 at 9:00 AM\n"
    "Subject: Herring smoked again\nTo: <me@x.example>\n"
)


@pytest.mark.parametrize(
    "above",
    [
        f"Look!\n\n---------- Forwarded message ---------\n{HEAD}",
        f"Begin forwarded message:\n\n{HEAD}",
        f"Look!\n\n-----Original Message-----\n{HEAD}",
        f"{HEAD.replace('Date:', 'Sent:')}",
        (
            "-------- Weitergeleitete Nachricht --------\nBetreff: \tHerring smoked again\n"
            "Datum: \tSun, 1 Jun 2025 09:00:00 +0200\nVon: \tHarbour Post <n@harbour.example>\n"
            "An: \tme@x.example\n"
        ),
    ],
)
def test_of_a_letter_that_was_sent_on_the_inner_one_counts(above: str) -> None:
    text = f"{above}\n\n{HERRING}\n\n{LAMP}\n"
    message = letter(text, subject="Fwd: Herring smoked again", sender="Jo Kell <jo@x.example>")
    gathered = of(message)
    (entry,) = gathered.entries

    assert (entry.title, entry.source) == ("Herring smoked again", "Harbour Post")
    assert str(entry.date).startswith("2025-06-01 09:00:00")
    assert entry.body == f"{HERRING}\n\n{LAMP}"
    assert "Harbour Post <n" in gathered.left_out[0].text


def test_html_that_was_sent_on_is_cut_in_the_middle_of_a_paragraph() -> None:
    html = (
        "<div>Look!<br><br><div>---------- Forwarded message ---------<br>"
        "From: <b>Harbour Post</b> <span>&lt;<a href='mailto:n@h.example'>n@h.example</a>&gt;"
        "</span><br>Date: Sun, Jun 1, 2025 at 9:00 AM<br>Subject: Herring smoked again<br>"
        f"To: &lt;<a href='mailto:me@x.example'>me@x.example</a>&gt;<br>Dear all,<br></div>"
        f"<p>{HERRING}</p></div>"
    )
    message = letter(html=html, subject="Fwd: Herring smoked again")

    assert only(message).body == f"Dear all,\n\n{HERRING}"
    assert only(message).source == "Harbour Post"


def test_a_letter_sent_on_twice_is_the_innermost() -> None:
    inner = f"---------- Forwarded message ---------\n{HEAD}\n\n{HERRING}"
    outer = "---------- Forwarded message ---------\nFrom: Jo <jo@x.example>\nSubject: Fwd: x\n"

    assert only(letter(f"{outer}\n\n{inner}", subject="Fwd: Fwd: x")).source == "Harbour Post"


def test_an_answer_is_no_letter_sent_on() -> None:
    text = (
        f"{LAMP}\n\n{BENCHES}\n\nYours\nJo\nHome\n\n-----Original Message-----\n{HEAD}\n{HERRING}"
    )
    entry = only(letter(text, subject="Re: Herring", sender="Jo Kell <jo@x.example>"))

    assert entry.source == "Jo Kell"
    assert entry.body.startswith(LAMP)


def test_letters_and_documents_that_are_attached_are_read() -> None:
    message = letter("For you.", subject="Fwd: two", sender="Jo Kell <jo@x.example>")
    inner = letter(HERRING, subject="Herring", sender="Harbour Post <n@h.example>")
    message.add_attachment(inner)
    for name, data in (
        ("page.txt", article("Lighthouse gets a new lamp").encode()),
        (
            "notes.pdf",
            pdf([["Cyclists map every bench in the whole valley", *BENCHES.split(", ")]]),
        ),
        ("more.zip", zipped({"a.txt": article("Boats are painted red", BENCHES)})),
        ("logo.png", b"\x89PNG\r\n\x1a\n"),
        ("when.ics", b"BEGIN:VCALENDAR"),
    ):
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    gathered = of(message)

    assert titles(gathered)[:2] == ["Herring", "Lighthouse gets a new lamp"]
    assert "Boats are painted red" in titles(gathered)
    assert [e.seed.part for e in gathered.entries if e.seed] == [1, 2, 3, 4]
    assert {e.seed.file for e in gathered.entries if e.seed} == {"seeds/a.eml"}
    undated = gathered.entries[2]
    assert (undated.date, undated.date_origin) == (SENT, DateOrigin.DOCUMENT)
    assert left(gathered)["words beside attachments"] == "For you."
    assert [p.place for p in gathered.problems] == ["seeds/a.eml!/when.ics"]


def test_letters_in_letters_end_somewhere() -> None:
    message = letter(LAMP, subject="Lamp off")
    for n in range(8):
        outer = letter("Look.", subject=f"Fwd {n}")
        outer.add_attachment(message)
        message = outer
    gathered = of(message)

    assert gathered.entries == ()
    assert any("more than 4 letters deep" in p.message for p in gathered.problems)


def test_pictures_and_signatures_of_the_look_are_passed_over() -> None:
    message = letter(f"{LAMP}\n\n{HERRING}", subject="Lamp off")
    message.add_attachment(
        b"x", maintype="application", subtype="pkcs7-signature", filename="smime.p7s"
    )
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", cid="<a>")

    assert of(message).problems == ()


def test_parts_beside_html_are_no_documents_unless_they_are_attached() -> None:
    message = letter(html=f"<p>{LAMP}</p>", subject="Lamp off")
    message.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<a>")
    message.add_related(article("Herring smoked", HERRING).encode(), "text", "x-note",
                        disposition="attachment", filename="a.txt")  # fmt: skip

    assert titles(of(message)) == ["Lamp off", "Herring smoked"]


# --- mailboxes ------------------------------------------------------------------------------------


def mailbox(*messages: EmailMessage, end: bytes = b"\n") -> bytes:
    line = b"From news@coast.example Mon Jun  2 06:30:00 2025" + end
    return b"".join(line + m.as_bytes().replace(b"\n", end) + end for m in messages)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_mailbox_is_its_letters(end: bytes) -> None:
    text = f"{LAMP}\n\n>From here on it was dark, and nobody saw it.\n"
    one, two = letter(text, subject="Lamp off"), letter(HERRING, subject="Herring")
    gathered = of(mailbox(one, two, end=end), "seeds/in.mbox")

    assert titles(gathered) == ["Lamp off", "Herring"]
    assert [e.seed.part for e in gathered.entries if e.seed] == [1, 2]
    assert "\n\nFrom here on" in gathered.entries[0].body
    assert [e.reason for e in gathered.evidence if e.about == "document"] == [
        "letter 1",
        "letter 2",
    ]


def test_a_mailbox_is_split_at_its_from_lines_only() -> None:
    body = b"A: b\n\nFrom Monday on it is dark in 2025\nand cold.\n\n>>From x\n"
    data = (
        b"From a Mon Jun  2 06:30:00 2025\n" + body + b"\nFrom b Mon Jun  2 06:30:00 2025\nA: c\n"
    )

    assert letters_of(data) == [body.replace(b">>From", b">From") + b"\n", b"A: c\n"]
    assert letters_of(b"no mailbox") == [b"no mailbox"]
    assert letters_of(b" \n") == []
    assert letters_of(b"x\n\n" + data)[0] == b"x\n\n"


def test_a_mailbox_without_letters_and_one_with_too_many_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from briefing.ingest import room as rooms

    monkeypatch.setattr(rooms.Room.__init__, "__defaults__", (rooms.MOST_BYTES, 1))
    one, two = letter(LAMP, subject="Lamp off"), letter(HERRING, subject="Herring")
    gathered = of(mailbox(one, two), "seeds/in.mbox")

    assert titles(gathered) == ["Lamp off"]
    assert "more than 10,000 letters" in gathered.problems[0].message


# --- what is no article ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (letter("", subject="Empty"), "no article found in the letter"),
        (letter(html="<img src='x'>", subject="Empty"), "no article found in the letter"),
    ],
)
def test_a_letter_without_a_text_is_told(message: EmailMessage, why: str) -> None:
    gathered = of(message)

    assert gathered.entries == ()
    assert gathered.problems[0].message.startswith(why)


def test_a_letter_that_is_too_large_or_too_deep_is_told() -> None:
    head = letter("", subject="x").as_bytes()

    assert "a million lines" in of(head + b"\n" * 1_000_001).problems[0].message
    assert "too many parts" in of(head + b"boundary=\n" * 201).problems[0].message


def test_apples_letters_are_read() -> None:
    raw = letter(LAMP, subject="Lamp off").as_bytes()

    assert titles(of(b"%d   \n%s<?xml?>" % (len(raw), raw), "seeds/a.emlx")) == ["Lamp off"]


def test_days_named_in_a_letter_do_not_make_it_copied_text() -> None:
    entry = only(letter(f"{LAMP}\n\nOn 12 May 2025 it rained.\n\nOn 13 May 2025 as well.\n"))

    assert entry.title == "Morning tide"
    assert entry.body.endswith("On 12 May 2025 it rained.\n\nOn 13 May 2025 as well.")

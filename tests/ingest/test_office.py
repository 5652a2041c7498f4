"""Word, OpenDocument and PDF documents."""

from __future__ import annotations

import datetime as dt
import sys
import textwrap

import pytest
from harvesting import read
from packed import BENCHES, HERRING, LAMP, docx, odt, pdf, word_paragraph, word_run, zipped

from briefing.ingest.office import package
from briefing.ingest.office.pages import joined
from briefing.ingest.room import Room
from briefing.model import DateOrigin, Entry, Harvest

P = word_paragraph
BOATS = "All boats of the school were painted red last week, because the blue paint had run out."
NOON = dt.datetime(2025, 6, 2, 12, tzinfo=dt.UTC)
CORE = (
    "<dc:title>Lamp off</dc:title><dc:creator>Edda Marsh</dc:creator>"
    "<t:created>2025-06-02T12:00:00Z</t:created><cp:keywords>light, sea</cp:keywords>"
)
LINK = f'<w:hyperlink r:id="r1">{word_run("the map")}</w:hyperlink>'


def word(body: str, parts: dict[str, str] | None = None, core: str = "") -> Harvest:
    return read(docx(body, parts, core), "seeds/a.docx")


def only(gathered: Harvest) -> Entry:
    (entry,) = gathered.entries
    return entry


def told(gathered: Harvest) -> dict[str, str]:
    return {out.reason: out.text for out in gathered.left_out}


# --- Word -----------------------------------------------------------------------------------------


def test_a_word_document_keeps_headings_lists_tables_links_and_stress() -> None:
    table = "".join(
        "<w:tr>" + "".join(f"<w:tc>{P(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in (("Year", "Lamps"), ("1961", "1 | 2"))
    )
    rich = (
        word_run("It was ") + word_run("dark ", "<w:b/>") + word_run("for ")
        + word_run("hours", '<w:i w:val="true"/>') + word_run("; see ", '<w:b w:val="0"/>') + LINK
        + word_run(" of the *coast*.")
    )  # fmt: skip
    body = (
        P("Lighthouse gets a new lamp", "Titel")
        + P("By Edda Marsh | Coast Courier | 3 March 2025")
        + P(LAMP) + P("The hour without light", "berschrift2") + P(rich)
        + P("first", number="1") + P("second", number="1", depth=1)
        + P("one", number="2") + P("two", number="2") + f"<w:tbl>{table}</w:tbl>"
    )  # fmt: skip
    entry = only(word(body))

    assert (entry.title, entry.source, entry.authors) == (
        "Lighthouse gets a new lamp", "Coast Courier", ("Edda Marsh",),
    )  # fmt: skip
    assert (entry.date, entry.date_origin) == (dt.date(2025, 3, 3), DateOrigin.STATED)
    assert entry.body == (
        f"{LAMP}\n\n## The hour without light\n\n"
        "It was **dark** for *hours*; see [the map](https://map.example/coast) of the \\*coast\\*."
        "\n\n- first\n  - second\n1. one\n2. two\n\n"
        "| Year | Lamps |\n| --- | --- |\n| 1961 | 1 \\| 2 |"
    )


def test_without_a_byline_the_properties_tell_author_and_date() -> None:
    gathered = word(P(LAMP) + P(HERRING), core=CORE)
    entry = only(gathered)

    assert (entry.title, entry.authors, entry.topics) == (
        "Lamp off",
        ("Edda Marsh",),
        ("light", "sea"),
    )
    assert (entry.date, entry.date_origin) == (NOON, DateOrigin.META)
    assert entry.body == f"{LAMP}\n\n{HERRING}"
    assert "when the document was made" in gathered.problems[0].message


def test_a_programs_name_is_no_author() -> None:
    core = CORE.replace("Edda Marsh", "python-docx")

    assert only(word(P("Lamp off", "berschrift1") + P(LAMP), core=core)).authors == ()


def test_several_articles_with_bylines_are_several_entries_with_their_links() -> None:
    body = (
        P("Lighthouse gets a new lamp") + P("Coast Courier | 3 March 2025") + P(LAMP)
        + P(word_run("Nobody saw it, as ") + LINK + word_run(" shows to all who look at it."))
        + P("Herring smoked as before") + P("Harbour Post | 2 March 2025") + P(HERRING)
    )  # fmt: skip
    entries = word(body).entries

    assert [(e.title, e.source) for e in entries] == [
        ("Lighthouse gets a new lamp", "Coast Courier"),
        ("Herring smoked as before", "Harbour Post"),
    ]
    assert "[the map](https://map.example/coast)" in entries[0].body
    assert [(e.seed.file, e.seed.part) for e in entries if e.seed] == [
        ("seeds/a.docx", 1), ("seeds/a.docx", 2),
    ]  # fmt: skip


def test_what_was_deleted_or_hidden_is_not_read_and_text_boxes_once() -> None:
    box = f"<w:txbxContent>{P('A word in a box beside the text.')}</w:txbxContent>"
    runs = (
        f"<w:del>{word_run('gone')}</w:del>" + word_run("hidden", "<w:vanish/>")
        + f"<w:ins>{word_run(LAMP)}</w:ins>"
        + f"<w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback>"
        "</AlternateContent></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
    )  # fmt: skip
    entry = only(word(P("Lamp off", "berschrift1") + P(runs)))

    assert entry.body == f"{LAMP}\n\nA word in a box beside the text."


def test_broken_lines_are_paragraphs_and_frames_of_one_column_are_text() -> None:
    runs = f"<w:r><w:t>{LAMP}</w:t><w:br/><w:t>It was</w:t><w:tab/><w:t>dark.</w:t></w:r>"
    frame = f"<w:tbl><w:tr><w:tc>{P(HERRING)}</w:tc></w:tr></w:tbl>"
    sdt = f"<w:sdt><w:sdtContent>{P(BENCHES)}</w:sdtContent></w:sdt>"
    entry = only(word(P("Lamp off", "berschrift1") + P(runs) + frame + sdt))

    assert entry.body == f"{LAMP}\n\nIt was dark.\n\n{HERRING}\n\n{BENCHES}"


def test_notes_stand_below_the_text_and_headers_and_comments_are_left_out() -> None:
    parts = {
        "word/footnotes.xml": (
            '<w:footnotes {W}><w:footnote w:type="separator" w:id="0"/>'
            f'<w:footnote w:id="1">{P("As the keeper says.")}</w:footnote></w:footnotes>'
        ),
        "word/header1.xml": f"<w:hdr {{W}}>{P('The page of the Coast Courier')}</w:hdr>",
        "word/footer2.xml": f"<w:ftr {{W}}>{P('Page 7')}</w:ftr>",
        "word/comments.xml": f"<w:comments {{W}}>{P('Is this so?')}</w:comments>",
    }
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    gathered = word(P("Lamp off", "berschrift1") + P(word_run(LAMP) + note), parts)

    assert only(gathered).body == f"{LAMP}[1]\n\n[1] As the keeper says."
    assert told(gathered) == {
        "comments in the margin": "Is this so?",
        "the page's footer": "Page 7",
        "the page's header": "The page of the Coast Courier",
    }


def test_an_outline_makes_headings_too() -> None:
    outline = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Dark hours</w:t></w:r></w:p>'
    style = (
        '<w:styles {W}><w:style w:styleId="own"><w:name w:val="Own head"/>'
        '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style></w:styles>'
    )
    body = P("Lamp off", "own") + P(LAMP) + outline + P(HERRING)

    assert only(word(body, {"word/styles.xml": style})).body == (
        f"{LAMP}\n\n## Dark hours\n\n{HERRING}"
    )


# --- OpenDocument ---------------------------------------------------------------------------------


def test_an_opendocument_text_keeps_its_structure() -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="P1" style:parent-style-name="Title"/>'
    )
    text = (
        '<text:p text:style-name="P1">Lamp off</text:p>'
        '<text:h text:outline-level="2">Dark hours</text:h>'
        f'<text:p>{LAMP} It was <text:span text:style-name="T1">very</text:span><text:s/>'
        '<text:a xlink:href="https://map.example/?utm_source=o">dark</text:a>.'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note."
        "</text:p></text:note-body></text:note></text:p>"
        "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item>"
        "<text:p>two</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell><text:p>c</text:p></table:table-cell>"
        "<table:table-cell><text:p>d</text:p></table:table-cell></table:table-row></table:table>"
        "<text:section><text:p><office:annotation><text:p>Is it?</text:p></office:annotation>"
        f"{HERRING}</text:p></text:section>"
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    )
    meta = (
        "<meta:initial-creator>Edda Marsh</meta:initial-creator>"
        "<meta:creation-date>2025-06-02T14:00:00</meta:creation-date><meta:keyword>sea</meta:keyword>"
    )
    gathered = read(odt(text, meta, styles), "seeds/a.odt")
    entry = only(gathered)

    assert (entry.title, entry.authors, entry.date) == ("Lamp off", ("Edda Marsh",), NOON)
    assert entry.body == (
        f"## Dark hours\n\n{LAMP} It was **very** [dark](https://map.example/). [A note.]\n\n"
        "- one\n  - two\n\n| a | b |\n| --- | --- |\n| c | d |\n\n" + HERRING
    )
    assert told(gathered) == {"comments in the margin": "Is it?"}


# --- what cannot be read --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "document type"),
        ({"word/document.xml": "<w:document"}, "is no XML"),
        ({"word/document.xml": ""}, "is no XML"),
        ({"word/document.xml": "<a>" * 300 + "</a>" * 300}, "nested too deeply"),
        ({"word/document.xml": f"<a>{' ' * 9_000_000}</a>"}, "unpacks to too much"),
    ],
)
def test_hostile_xml_is_refused(parts: dict[str, str], why: str) -> None:
    (problem,) = word("", parts).problems

    assert why in problem.message


def test_a_document_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_ELEMENTS", 10)

    assert "too many elements" in word(P(LAMP) * 9).problems[0].message


def test_a_list_of_parts_without_end_is_refused() -> None:
    data = docx(P(LAMP))[:-22] + b"PK\x01\x02" * 20_001 + docx(P(LAMP))[-22:]

    with pytest.raises(package.PackageError, match="too many parts"):
        package.Package(data, Room())


@pytest.mark.parametrize("body", ["", P(" "), "<w:sectPr/>"])
def test_an_empty_document_is_told(body: str) -> None:
    assert [p.message for p in word(body).problems] == ["the document is empty"]


def test_an_encrypted_and_a_damaged_document_are_told() -> None:
    data = bytearray(docx(P(LAMP)))
    for place in _each(bytes(data), b"PK\x01\x02"):
        data[place + 8] |= 1
    for place in _each(bytes(data), b"PK\x03\x04"):
        data[place + 6] |= 1
    assert "is encrypted" in read(bytes(data), "seeds/a.docx").problems[0].message

    data = bytearray(docx(P(LAMP)))
    place = data.index(b"word/document.xml") + 30
    data[place : place + 20] = b"\xff" * 20
    assert (
        "is damaged in word/document.xml" in read(bytes(data), "seeds/a.docx").problems[0].message
    )


def _each(data: bytes, sign: bytes) -> list[int]:
    return [n for n in range(len(data)) if data.startswith(sign, n)]


def test_text_in_frames_in_frames_ends_somewhere() -> None:
    body = P(LAMP)
    for _ in range(30):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"

    assert only(word(P("Lamp off", "berschrift1") + body)).body == LAMP


def test_a_word_document_without_a_text_in_it_is_an_archive() -> None:
    assert (
        "Office document"
        in read(zipped({"[Content_Types].xml": "x"}), "a.docx").problems[0].message
    )


# --- PDF ------------------------------------------------------------------------------------------

INFORMATION = {
    "Title": "Lighthouse gets a new lamp",
    "Author": "Edda Marsh",
    "CreationDate": "D:20250602140000+02'00'",
}


def lines(*texts: str) -> list[str]:
    return [line for text in texts for line in textwrap.wrap(text, 70)]


def test_a_pdf_is_read_without_the_heads_and_numbers_of_its_pages() -> None:
    head = "Coast Courier, March 2025"
    pages = [
        [head, "Lighthouse gets a new lamp", "By Edda Marsh | Coast Courier | 3 March 2025",
         *lines(LAMP, HERRING), "1"],
        [head, *lines(BENCHES), "2"],
        [head, *lines(BOATS), "3"],
    ]  # fmt: skip
    gathered = read(pdf(pages), "seeds/a.pdf")
    entry = only(gathered)

    assert (entry.title, entry.source, entry.authors) == (
        "Lighthouse gets a new lamp", "Coast Courier", ("Edda Marsh",),
    )  # fmt: skip
    assert entry.body == f"{LAMP}\n\n{HERRING}\n\n{BENCHES}\n\n{BOATS}"
    assert told(gathered) == {
        "the page's head or foot, on several pages": "\n".join([head] * 3),
        "page numbers": "1\n2\n3",
    }


def test_a_pdf_without_a_byline_is_dated_by_its_properties() -> None:
    gathered = read(pdf([["Lighthouse gets a", *lines(LAMP, HERRING)]], INFORMATION), "a.pdf")
    entry = only(gathered)

    assert (entry.date, entry.date_origin, entry.authors) == (
        NOON,
        DateOrigin.META,
        ("Edda Marsh",),
    )
    assert any("when the PDF was made" in e.reason for e in gathered.evidence)


def test_the_properties_have_the_whole_of_a_headline_that_runs_over_two_lines() -> None:
    text = [
        "Lighthouse gets",
        "By Edda Marsh | Coast Courier | 3 March 2025",
        *lines(LAMP, HERRING),
    ]

    assert only(read(pdf([text], INFORMATION), "a.pdf")).title == "Lighthouse gets a new lamp"


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("D:20250602120000Z", NOON), ("D:20250602", dt.date(2025, 6, 2)),
        ("D:2025", None), ("Mon, 02 Jun 2025 12:00:00 +0000", NOON),
        ("D:20250602140000", NOON), ("D:20251345", None),
    ],
)  # fmt: skip
def test_dates_of_pdfs_are_read(said: str, date: dt.date | None) -> None:
    made = {"CreationDate": said}
    entry = only(read(pdf([lines("Lighthouse gets a new lamp", LAMP, HERRING)], made), "a.pdf"))

    assert (entry.date if date else entry.date_origin) == (date or DateOrigin.INGESTED)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (["The keeper of the old light-", "house was there and spoke of it."],
         "The keeper of the old lighthouse was there and spoke of it."),
        (["A well-known man, a well-known man and a well-", "known man stood there at the pier."],
         "A well-known man, a well-known man and a well-known man stood there at the pier."),
        (["The of\ufb01ce of the keeper\xad", "was open."], "The office of the keeperwas open."),
        (["He went to the North-", "East corner of the pier."],
         "He went to the North- East corner of the pier."),
        (["A line that is as long as the others", "• one", "• two"],
         "A line that is as long as the others\n• one\n• two"),
    ],
)  # fmt: skip
def test_broken_words_are_mended(page: list[str], text: str) -> None:
    assert joined(["\n".join(page)]).text == text


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    text = joined(["Two lamps burn at the\n\n", "\nharbour tonight.\nA new day."]).text

    assert text == "Two lamps burn at the harbour tonight.\nA new day."


def test_a_pdf_of_pictures_is_told() -> None:
    assert "has no text" in read(pdf([[], []]), "seeds/a.pdf").problems[0].message


def test_a_damaged_pdf_is_told() -> None:
    assert read(pdf([[LAMP]])[:300], "seeds/a.pdf").problems[0].message.startswith("is damaged")


def test_a_page_that_cannot_be_read_costs_no_other() -> None:
    pages = [lines("Lighthouse gets a new lamp", LAMP), lines(HERRING), lines(BENCHES)]
    data = pdf(pages).replace(b"4 0 R", b"3 0 R", 1)
    gathered = read(data, "seeds/a.pdf")

    assert gathered.entries
    assert all(p.message.startswith(("page 1", "no ")) for p in gathered.problems)


def test_without_pypdf_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (problem,) = read(pdf([[LAMP]]), "seeds/a.pdf").problems

    assert "pip install briefing[pdf]" in problem.message


def test_a_pdf_of_many_pages_is_read_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.ingest.office import pdf as reader

    monkeypatch.setattr(reader, "_MOST_PAGES", 1)
    pages = [lines("Lighthouse gets a new lamp", LAMP, HERRING), lines(BENCHES)]
    gathered = read(pdf(pages), "seeds/a.pdf")

    assert BENCHES not in only(gathered).body
    assert "has 2 pages; only 1 are read" in gathered.problems[-1].message

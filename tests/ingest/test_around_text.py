"""What stands around articles: phrases, publishers, names, lines, and notices in many documents."""

from __future__ import annotations

import pytest
from harvesting import read

from briefing.ingest import without_repeats
from briefing.ingest.copied.lines import read_lines
from briefing.ingest.copied.names import is_name, is_person_like, is_publisher_like
from briefing.ingest.copied.phrases import begins_with, boilerplate, is_button_row, label, zone
from briefing.ingest.copied.publishers import domain_in, matches_domain, split_doubled, split_suffix
from briefing.model import Harvest

# --- phrases --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Subscribe to our newsletter and win a kiln", "subscriptions"),
        ("» Read more", "navigation"),
        ("SHARE THIS", "sharing"),
        ("Wir verwenden Cookies auf dieser Seite", "cookies"),
        ("© 2025 Coast Courier", "legal"),
        ("Anzeige", "advertising"),
        ("Lire aussi : les oies du canal", "related"),
        ("Tags: lake, boat", "tags"),
        ("Menu", "navigation"),
        ("Menu of the harbour inn has herring again", ""),
        ("Sharers of boats meet", ""),
        ("The ferry leaves at six", ""),
        ("", ""),
        ("•", ""),
    ],
)
def test_boilerplate_is_known_by_how_it_begins(text: str, group: str) -> None:
    assert boilerplate(text) == group


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Comments (12)", "comments"),
        ("Kommentare", "comments"),
        ("Most read", "related"),
        ("Самое читаемое", "related"),
        ("About the author", "footer"),
        ("Comments on the tide were few", ""),
        ("Most read " + "of all the things that hang on the wall of the reading room", ""),
    ],
)
def test_a_heading_may_open_a_zone(text: str, name: str) -> None:
    assert zone(text) == name


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("In short:", "summary"),
        ("## Key points", "key_points"),
        ("Points clés :", "key_points"),
        ("要点：", "key_points"),
        ("Articles in this cluster", "articles"),
        ("Sources", "sources"),
        ("Summary of the week", ""),
    ],
)
def test_a_line_may_label_a_part(text: str, part: str) -> None:
    assert label(text) == part


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Share | Print | Comment", True),
        ("« Previous  1 2 3 … 9  Next »", True),
        ("Seite 2 von 9", True),
        ("Swans | Otters | Frogs", False),
        ("Share | " + "a very long row of words " * 10, False),
        ("Share", False),
    ],
)
def test_buttons_stand_in_rows(text: str, is_one: bool) -> None:
    assert is_button_row(text) is is_one


def test_phrases_of_the_settings_match_whatever_the_case_and_quotes() -> None:
    assert begins_with("The MILLER’s words", ("the miller's",))
    assert not begins_with("Words of the miller", ("the miller's", " "))


# --- publishers and names -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Otters seen | Valley Gazette", ("Otters seen", "Valley Gazette")),
        ("Otters seen - again - Valley Gazette", ("Otters seen - again", "Valley Gazette")),
        ("Otters seen (Valley Gazette)", ("Otters seen", "Valley Gazette")),
        ("Otters seen", ("Otters seen", "")),
        ("Otters | " + "x" * 500, ("Otters | " + "x" * 500, "")),
    ],
)
def test_a_suffix_is_split_off_at_the_last_separator(text: str, wanted: tuple[str, str]) -> None:
    assert split_suffix(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Otters seenValley NewsValley News", ("Otters seen", "Valley News")),
        ("Otters seen", ("Otters seen", "")),
        ("so-so", ("so-so", "")),
        ("x" * 500, ("x" * 500, "")),
    ],
)
def test_a_glued_and_doubled_publisher_is_split_off(text: str, wanted: tuple[str, str]) -> None:
    assert split_doubled(text) == wanted


@pytest.mark.parametrize(
    ("name", "domain", "does"),
    [
        ("Valley Gazette", "valleygazette.example", True),
        ("Valley Broadcasting Corporation", "vbc.example", True),
        ("Harbour News", "news.harbour.example", True),
        ("Coast Courier", "valley.example", False),
    ],
)
def test_a_publisher_is_known_by_its_domain(name: str, domain: str, does: bool) -> None:
    assert matches_domain(name, domain) is does


def test_a_domain_may_be_a_name() -> None:
    assert domain_in("https://www.Coast-Courier.example/") == "coast-courier.example"
    assert domain_in("Coast Courier") == ""


@pytest.mark.parametrize(
    "text",
    ["Ada Finch", "Valley Gazette", "coast.example", "溪畔晚报", "Ludwig van der Brook", "Kiln Co.",
     "Нина Полякова"],
)  # fmt: skip
def test_names_have_the_shape_of_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    ["", "it rained all day", "miller", "Ada Finch said so.", "123", "https://x y", "Note: a",
     "One Two Three Four Five Six Seven Eight", "停业两年的老茶馆三月一日重新开门迎客"],
)  # fmt: skip
def test_running_text_has_no_name_s_shape(text: str) -> None:
    assert not is_name(text)


def test_publishers_and_persons_look_different() -> None:
    publishers = ["Valley Gazette", "coast.example", "VBC", "Mühltaler Bote", "新华社"]
    persons = ["Ada Finch", "Ludwig van der Brook", "林小雨", "J. R. Holt"]

    assert [is_publisher_like(n) for n in publishers] == [True] * 5
    assert [is_person_like(n) for n in publishers] == [False] * 5
    assert [is_person_like(n) for n in persons] == [True] * 4
    assert [is_person_like(n) for n in ["Ada", "Room 7", "Ada and friends"]] == [False] * 3


# --- lines ----------------------------------------------------------------------------------------


def test_lines_know_their_bullets_indents_and_gaps() -> None:
    first, second, third = read_lines("One.\n\n\n\t• two\n3. März 2025\n")

    assert (first.text, first.gap, first.ends_sentence, first.number) == ("One.", 0, True, 1)
    assert (second.full, second.bullet, second.indent, second.gap) == ("• two", "•", 4, 2)
    assert (third.text, third.bullet) == ("3. März 2025", "")


def test_lines_broken_at_a_column_are_joined_but_for_lists_and_paragraphs() -> None:
    paragraph = (
        "the beekeepers of the three islands will meet on the first\n"
        "saturday in april in the old customs house, where there is\n"
        "room for a hundred people and for the glass hive that the\n"
        "school has built over the winter from old window panes.\n"
    )
    lines = read_lines(f"{paragraph}\n{paragraph}- bring a spoon\n- bring a jar\n\n{paragraph}")

    assert [line.bullet for line in lines] == ["", "", "-", "-", ""]
    assert lines[1].text == " ".join(paragraph.split())


# --- many documents together ----------------------------------------------------------------------

NOTICE = "Whoever has seen something on the river may tell the night watchman at the bridge."


def pages(count: int, title: str = "The boathouse in its week {}") -> dict[str, Harvest]:
    body = "The boathouse at the lake is being rebuilt by carpenters who have come for week {}."
    return {
        f"seeds/{n}.txt": read(
            f"{title.format(n)}\nCoast Courier | March {n + 1}, 2025\n{body.format(n)}\n{NOTICE}\n",
            f"seeds/{n}.txt",
        )
        for n in range(count)
    }


def test_a_notice_that_ends_articles_of_three_documents_is_left_out_and_reported() -> None:
    harvests = pages(3)
    trimmed = without_repeats(harvests)

    assert [*trimmed] == [*harvests]
    assert not any(NOTICE in e.body for h in trimmed.values() for e in h.entries)
    assert [h.left_out[-1].text for h in trimmed.values()] == [NOTICE] * 3
    assert trimmed["seeds/0.txt"].left_out[-1].place == "seeds/0.txt#1"


def test_two_documents_prove_nothing() -> None:
    assert without_repeats(pages(2)) == pages(2)


def test_the_same_article_in_three_documents_keeps_its_end() -> None:
    harvests = pages(3, title="The boathouse in one week")

    assert without_repeats(harvests) == harvests


def test_documents_without_the_notice_stay_as_they_are() -> None:
    other = read("Swans return to the pond\nCoast Courier | March 9, 2025\n" + "It rained. " * 9)
    harvests = {**pages(3), "seeds/other.txt": other}

    assert without_repeats(harvests)["seeds/other.txt"] == other


def test_copies_of_one_telling_under_other_headlines_keep_their_end() -> None:
    body = "The boathouse at the lake is being rebuilt by carpenters who have come from the coast."
    harvests = {
        place: read(f"{title}\nCoast Courier | March 3, 2025\n{body}\n{NOTICE}\n", place)
        for place, title in [
            ("seeds/1.txt", "The boathouse is being rebuilt"),
            ("seeds/2.txt", "Carpenters at work on the lake"),
            ("seeds/3.txt", "New beams for an old boathouse"),
        ]
    }

    assert without_repeats(harvests) == harvests


def test_a_name_behind_a_bar_is_the_publisher_where_other_headlines_end_in_theirs() -> None:
    text = "The harbour crane was lifted from its rails on Monday and will come back in the spring."
    heads = [
        "Crane leaves the harbour at last | Coast Courier",
        "What becomes of the old rails | Harbour Gazette",
        "Nobody misses the noise of it | Kvarnby",
    ]
    entries = read("\n\n".join(f"{head}\n\n{text} {n}." for n, head in enumerate(heads))).entries

    assert [e.source for e in entries] == ["Coast Courier", "Harbour Gazette", "Kvarnby"]

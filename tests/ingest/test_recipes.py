"""Recipes teach layouts that no evidence tells, and say so in the report."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from briefing.config import CollectSettings
from briefing.errors import ConfigError
from briefing.ingest import harvest
from briefing.ingest.reading import Article, Reading
from briefing.ingest.recipes.examples import failing_examples
from briefing.ingest.recipes.matching import recipe_for
from briefing.ingest.recipes.pages import article_by_recipe, facts_by_recipe
from briefing.ingest.recipes.recipe import Recipe, parse_recipe
from briefing.ingest.recipes.site_config import parse_site_config
from briefing.model import DateOrigin, Document, Harvest
from briefing.text.from_html.tree import tree_of
from tests.ingest.harvesting import BERLIN, document

BOARD = """\
publisher = "Otter Board"
topics = "harbour"
language = "en-GB"
date_order = "MDY"

[match]
text = '=== OTTER BOARD .*'

[text]
headline = '>> (?P<title>.+)'
byline = '@(?P<author>[^@]+)@ (?P<date>\\d.+)'
drop = ['=== .*', 'read on: .*']
strip = ['\\s*\\[\\d+ paws\\]']

[[example]]
text = '''
=== OTTER BOARD 4 ===

>> Rope found
@Mira Voss@ 03/04/2025
The rope that was lost in the gale lies on the north pier again, says the office. [3 paws]
read on: page 7
>> ferry late
@Jon Ek@ 03/05/2025
The evening ferry waited for the choir, which had sung too long on the island once more.
'''

[[example.article]]
title = "Rope found"
date = "2025-03-04"
source = "Otter Board"
authors = ["Mira Voss"]
topics = ["harbour"]
language = "en-GB"
contains = ["lies on the north pier again"]
lacks = ["paws", "page 7"]

[[example.article]]
title = "ferry late"
date = "2025-03-05"
authors = "Jon Ek"
"""


def by(recipe: Recipe, text: str, place: str = "seeds/board.txt") -> Harvest:
    return harvest(document(text, place), CollectSettings(), BERLIN, "en", (recipe,))


def board() -> Recipe:
    return parse_recipe(BOARD, "recipes/board.toml")


def checked(*recipes: Recipe, files: dict[str, bytes] | None = None) -> list[str]:
    def read(one: Document) -> Harvest:
        return harvest(one, CollectSettings(), BERLIN, "en", recipes)

    return [f"{p.place} {p.message}" for p in failing_examples(recipes, files or {}, read)]


# --- text -----------------------------------------------------------------------------------------


def test_a_recipe_reads_its_own_example() -> None:
    assert checked(board()) == []


def test_without_the_recipe_the_example_is_read_otherwise() -> None:
    (example,) = board().examples
    plain = harvest(document(example.text), CollectSettings(), BERLIN, "en")

    assert [e.title for e in plain.entries] != ["Rope found", "ferry late"]


def test_what_a_recipe_drops_and_strips_is_reported() -> None:
    found = by(board(), board().examples[0].text)
    out = [(x.place, x.text) for x in found.left_out if x.reason == "by the recipe “board”"]

    assert out == [
        ("seeds/board.txt:1", "=== OTTER BOARD 4 ==="),
        ("seeds/board.txt:5", "[3 paws]"),
        ("seeds/board.txt:6", "read on: page 7"),
    ]


def test_the_evidence_names_the_recipe() -> None:
    found = by(board(), board().examples[0].text)
    reasons = {e.about: e.reason for e in found.evidence if e.part < 2}

    assert reasons["boundary"] == "a headline by the recipe “board”"
    assert reasons["dates"] == "numeric dates are read MDY: by the recipe “board”"
    assert reasons["source"] == "Otter Board: by the recipe “board”"


SEPARATED = """\
[match]
place = "seeds/notes/*.txt"

[text]
separator = '[~*]{3,}'
byline = ['(?P<date>\\d{1,2} \\w+ \\d{4}) :: (?P<source>[^:]+)', 'upd (?P<updated>.+)']
"""
NOTES = """\
2 June 2025 :: The Weir Letter
Gulls
The gulls have come back to the weir, three weeks earlier than in any year before this one.
~~~
Mist over the fen
upd 4 June 2025
3 June 2025 :: Fen Post
Nobody saw the bridge before ten, and the post was carried over by the old rope of the ferry.
***
~~~
"""


def test_parts_between_separators_are_articles() -> None:
    recipe = parse_recipe(SEPARATED, "recipes/notes.toml")
    found = by(recipe, NOTES, "seeds/notes/june.txt")
    told = [(e.title, e.date, e.updated, e.source) for e in found.entries]

    assert told == [
        ("Gulls", dt.date(2025, 6, 2), None, "The Weir Letter"),
        ("Mist over the fen", dt.date(2025, 6, 3), dt.date(2025, 6, 4), "Fen Post"),
    ]
    assert [x.text for x in found.left_out if "recipe" in x.reason] == ["~~~", "***\n~~~"]


def test_a_line_that_names_its_publisher_for_certain_is_believed_before_the_recipe() -> None:
    recipe = parse_recipe(f'publisher = "Notes"\n{SEPARATED}', "recipes/notes.toml")
    text = NOTES.replace("3 June 2025 :: Fen Post\n", "")
    found = by(recipe, text, "seeds/notes/june.txt")

    assert [e.source for e in found.entries] == ["The Weir Letter", "Notes"]


def test_a_person_whom_evidence_takes_for_the_publisher_stays_as_author() -> None:
    recipe = parse_recipe(
        "publisher = 'Dale Pages'\n[match]\nplace = '*'\n[text]\nheadline = '# (?P<title>.+)'\n",
        "r.toml",
    )
    text = "".join(
        f"# Pier number {n}\nJane Roe | {n} June 2025\nThe pier was painted on a dry morning, "
        "and the paint had a whole day before it rained again.\n\n"
        for n in (1, 2, 3)
    )

    assert {(e.source, e.authors) for e in by(recipe, text).entries} == {
        ("Dale Pages", ("Jane Roe",))
    }


def test_a_headline_tells_date_and_publisher_of_its_own() -> None:
    recipe = parse_recipe(
        "[match]\nplace = '*'\n[text]\n"
        "headline = '(?P<date>[\\d.]{10})\\. (?P<title>[^(]+) \\((?P<source>[^)]+)\\)'",
        "r.toml",
    )
    text = (
        "02.06.2025. The lamp (Fen Post)\nIt burns again since the keeper found a match at noon.\n"
    )
    (entry,) = by(recipe, text).entries

    assert (entry.title, entry.date, entry.source) == ("The lamp", dt.date(2025, 6, 2), "Fen Post")


def test_what_a_recipe_leaves_open_is_found_as_always() -> None:
    recipe = parse_recipe("topics = ['boats']\n[match]\nplace = '*'", "r.toml")
    text = (
        "New pier opens after two years\nBy Jane Roe | The Dale Courier | 2 June 2025\n\n"
        "The pier was opened at noon by the harbour master, who thanked everyone that had waited.\n"
    )
    (entry,) = by(recipe, text).entries

    assert (entry.source, entry.authors) == ("The Dale Courier", ("Jane Roe",))
    assert entry.topics == ("boats",)


def test_lines_too_long_are_matched_by_no_pattern() -> None:
    long = "=== " + "x" * 400
    found = by(board(), f"=== OTTER BOARD 1\n>> Rope found\n{long}\n")

    assert long in found.entries[0].body


def test_nothing_is_lost_where_headlines_have_no_text() -> None:
    text = (
        "=== OTTER BOARD 1\n>> One\n>> Two\n>> Three\nThe text of the third one is short.\n>> Four"
    )
    found = by(board(), text)
    everywhere = "\n".join(
        [e.title + e.body for e in found.entries] + [x.text for x in found.left_out]
    )

    assert [e.title for e in found.entries] == ["Three"]
    assert all(word in everywhere for word in ("One", "Two", "Three", "Four", "OTTER BOARD"))


# --- which recipe ---------------------------------------------------------------------------------


def for_(match: str) -> Recipe:
    return parse_recipe(f"[match]\n{match}\n", "recipes/r.toml")


PAGE = document(
    '<html><head><link href="https://news.harbour.example/a/1?x=1&amp;y=2" rel="canonical">'
    "</head><body>Hello</body></html>",
    "seeds/p.html",
)


@pytest.mark.parametrize(
    ("match", "fits"),
    [
        ('domain = "harbour.example"', True),
        ('domain = ["other.example", "news.harbour.example"]', True),
        ('domain = "arbour.example"', False),
        ('url = "https://*.harbour.example/a/*y=2"', True),
        ('url = "https://*.harbour.example/b/*"', False),
        ('place = "seeds/*.html"', True),
        ('place = "seeds/*.txt"', False),
        ('domain = "harbour.example"\nplace = "seeds/x*"', False),
        ("text = '<html>.*'", True),
        ("text = 'never'", False),
    ],
)
def test_a_recipe_is_for_what_its_match_says(match: str, fits: bool) -> None:
    assert (recipe_for(PAGE, [for_(match)]) is not None) is fits


@pytest.mark.parametrize(
    "head",
    [
        "<!-- saved from url=(0031)https://harbour.example/a -->",
        '<meta property="og:url" content="https://harbour.example/a">',
        "<meta content='https://harbour.example/a' property='og:url'>",
        "<link rel=canonical href=https://harbour.example/a>",
        "MIME-Version: 1.0\nSnapshot-Content-Location: https://harbour.example/a\n",
    ],
)
def test_a_page_tells_its_address(head: str) -> None:
    assert recipe_for(document(head, "p.html"), [for_('domain = "harbour.example"')])


def test_the_address_that_a_reader_knows_counts_alone() -> None:
    recipe = for_('domain = "harbour.example"')

    assert recipe_for(PAGE, [recipe], "https://other.example/") is None
    assert recipe_for(PAGE, [recipe], "https://harbour.example/") == recipe
    assert recipe_for(PAGE, [recipe], "http://[bad") is None


def test_the_first_recipe_that_fits_counts() -> None:
    first, second = for_('place = "*.html"'), for_('domain = "harbour.example"')

    assert recipe_for(PAGE, [first, second]) is first
    assert recipe_for(PAGE, []) is None


# --- mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[match]\nplaces = ['a']", 2, "unknown setting “match.places”; did you mean “place”?"),
        ("[macth]\nplace = 'a'", 1, "unknown setting “macth”; did you mean “match”?"),
        ("name = 'x'", 1, "match: says nothing"),
        ("[match]\ndomain = 'https://a.example'", 2, "is no domain; write “example.org”"),
        ("[match]\ntext = '(x'", 2, "match.text: is no regular expression"),
        ("[match]\nplace = '*'\n[text]\nbyline = 'By .+'", 4, "text.byline: has no group"),
        ("[match]\nplace = '*'\n[text]\nbyline = '(?P<autor>.+)'", 4, "did you mean “author”?"),
        ("[match]\nplace = '*'\n[text]\nheadline = '(\\w+ )+x'", 4, "inside a repetition"),
        ("[match]\nplace = '*'\n[text]\nseparator = 3", 4, "text.separator: Expected `str`"),
        ("[match]\nplace = '*'\n[html]\ntitle = '//h1['", 4, "html.title: “//h1[” is no xpath"),
        ("[match]\nplace = '*'\n[html]\nheadline = '//h1'", 4, "unknown setting “html.headline”"),
        ("date_order = 'YDM'\n[match]\nplace = '*'", 1, "date_order: “YDM” is none"),
        ("language = 'English!'\n[match]\nplace = '*'", 1, "language: write a code"),
        ("[match]\nplace = '*'\n\n[[example]]\n", 4, "give one of “text”, “html” and “file”"),
        ("[match]\nplace = '*'\n[[example]]\ntext='a'\n[[example.article]]\ntitel = 'a'", 6,
         "did you mean “title”?"),
        ("[match\n", 1, "is not valid TOML"),
        ("text = 3\n[match]\nplace = '*'", 1, "text: Expected"),
        ("example = 3\n[match]\nplace = '*'", 1, "example: Expected"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_and_suggestion(text: str, line: int, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_recipe(text, "recipes/r.toml")

    assert message in caught.value.message
    assert caught.value.place == f"recipes/r.toml:{line}"


# --- examples -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "ferry late"', 'title = "Ferry late"',
         "article 2: title is “ferry late”, expected is “Ferry late”"),
        ('date = "2025-03-05"', 'date = "2025-05-03"',
         "article 2: date is “2025-03-05”, expected is “2025-05-03”"),
        ('contains = ["lies', 'contains = ["lay', "is not in its text"),
        ('lacks = ["paws"', 'lacks = ["rope"', "“rope” is in its text"),
        (">> ferry late", "ferry late", "2 articles are expected, 1 found: “Rope found”"),
        ("=== OTTER BOARD 4", "=== BOARD 4", "“match” does not fit"),
        ("authors = \"Jon Ek\"", "authors = \"Jon\"", "authors is “Jon Ek”, expected is “Jon”"),
    ],
)  # fmt: skip
def test_a_failing_example_is_told(old: str, new: str, message: str) -> None:
    (fault, *more) = checked(parse_recipe(BOARD.replace(old, new), "recipes/board.toml"))

    assert message in fault
    assert fault.startswith("recipes/board.toml:15 ")
    assert more == [] or "article" in more[0]


def test_a_recipe_that_another_hides_is_told() -> None:
    hiding = for_('place = "*"')

    told = "the recipe is not for its own example: the recipe “r” comes before it"

    assert checked(hiding, board()) == [
        f"recipes/board.toml:15 {told}",
    ]


def test_an_example_may_be_a_file_beside_the_recipe() -> None:
    recipe = parse_recipe(
        "[match]\nplace = 'seeds/one.txt'\n[text]\nheadline='# (?P<title>.+)'\n[[example]]\n"
        "file = 'one.txt'\n[[example.article]]\ntitle = 'A'\n",
        "recipes/one.toml",
    )

    assert checked(recipe, files={"recipes/one.txt": b"# A\nThe text."}) == []
    assert checked(recipe) == ["recipes/one.toml:5 there is no file “one.txt” beside the recipe"]


# --- pages ----------------------------------------------------------------------------------------

HARBOUR = """\
publisher = "Harbour Post"
topics = "harbour"
[match]
domain = "harbour.example"
[html]
title = ["//h9", "//h1[@class='t']"]
author = "//a[@rel='author']"
date = ["//time"]
body = "//div[@id='text']"
strip = ["//aside", "//figure/@src"]
strip_id_or_class = "promo"
single_page_link = "//a"
"""
HTML = """\
<html><body><h1>Harbour Post</h1><h1 class="t">The &amp; <i>lamp</i><br>burns</h1>
<a rel="author">Mira  Voss</a><a rel="author">Jon Ek</a>
<time datetime="2025-06-02T11:00+02:00">now</time>
<div id="text"><p>It burns again.</p>behind <aside>Ad one</aside>tail
<p class="x promo-2">Ad two</p><p>See <a href="/more">more</a>.</p>
<div id="text">inner</div></div></body></html>"""


def test_the_rules_find_the_parts_of_a_page() -> None:
    tree = tree_of(HTML)
    (facts,) = facts_by_recipe(tree, parse_recipe(HARBOUR, "r.toml"))

    assert (facts.title, facts.authors) == ("The & lamp burns", ("Mira Voss", "Jon Ek"))
    assert facts.date == "2025-06-02T11:00+02:00"
    assert facts.stripped == ("Ad one", "Ad two")
    assert facts.missing == ()
    assert "Ad" not in facts.body
    assert "behind tail" in facts.body
    assert facts.body.count("inner") == 1
    assert "Ad one" in "".join(tree.itertext())  # the page itself stays as it was


def test_what_the_rules_find_comes_before_what_evidence_found() -> None:
    recipe = parse_recipe(HARBOUR, "r.toml")
    (facts,) = facts_by_recipe(tree_of(HTML), recipe)
    reading = Reading(settings=CollectSettings(), zone=BERLIN, language="en")
    guessed = Article(title="Harbour Post", body="…", source="someone", topics=("sea",))
    article = article_by_recipe(guessed, facts, recipe, reading, "https://harbour.example/a")

    assert (article.title, article.source) == ("The & lamp burns", "Harbour Post")
    assert article.topics == ("sea", "harbour")
    assert article.date == dt.datetime.fromisoformat("2025-06-02T11:00+02:00")
    assert article.date_origin is DateOrigin.STATED
    assert article.summary == "It burns again."
    assert "[more](https://harbour.example/more)" in article.body


def test_what_the_rules_do_not_find_stays_as_evidence_found_it() -> None:
    recipe = parse_recipe(HARBOUR.replace('publisher = "Harbour Post"\n', ""), "r.toml")
    (facts,) = facts_by_recipe(tree_of("<p>Nothing</p>"), recipe)
    reading = Reading(settings=CollectSettings(), zone=BERLIN, language="en")
    guessed = Article(title="A", body="B", source="S", summary="C", topics=("harbour",))

    assert facts.missing == ("title", "author", "date", "body")
    assert article_by_recipe(guessed, facts, recipe, reading) == guessed


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("2025-06-02", dt.date(2025, 6, 2)),
        ("2025-06-02T10:00", dt.datetime(2025, 6, 2, 10, tzinfo=BERLIN)),
        ("Posted on 2 June 2025", dt.date(2025, 6, 2)),
        ("yesterday", None),
    ],
)
def test_dates_on_pages_are_read(printed: str, wanted: dt.date | None) -> None:
    recipe = parse_recipe(HARBOUR, "r.toml")
    (facts,) = facts_by_recipe(tree_of(f"<time>{printed}</time>"), recipe)
    reading = Reading(settings=CollectSettings(), zone=BERLIN, language="en")
    article = article_by_recipe(Article(title="A", body="B"), facts, recipe, reading)

    assert article.date == wanted


def test_a_page_of_several_articles_is_taken_apart() -> None:
    recipe = parse_recipe(
        "[match]\ndomain='a.example'\n[html]\narticle='//section'\ntitle='//h2'\n"
        "body=\"//div\"\ndate='string(//b)'\nstrip='//nav'",
        "r.toml",
    )
    page = "<nav>menu</nav>" + "".join(
        f"<section><h2>T{n}</h2><b>{n} June 2025</b><div>Text {n}</div></section>tail"
        for n in (1, 2)
    )
    first, second = facts_by_recipe(tree_of(page), recipe)

    assert (first.title, first.date, first.stripped) == ("T1", "1 June 2025", ("menu",))
    assert (second.title, second.body, second.stripped) == ("T2", "<div>Text 2</div>", ())
    assert facts_by_recipe(tree_of("<p>x"), recipe)[0].missing == (
        "article",
        "title",
        "date",
        "body",
    )


def test_a_rule_that_fails_on_a_page_finds_nothing() -> None:
    recipe = parse_recipe("[match]\ndomain='a.example'\n[html]\ntitle='nope(//h1)'\n"
                          "author='count(//p)'\nbody='//p/text()'", "r.toml")  # fmt: skip
    (facts,) = facts_by_recipe(tree_of("<h1>x</h1><p>y"), recipe)

    assert facts.missing == ("title", "author", "body")


# --- ftr-site-config ------------------------------------------------------------------------------

RULES = """\
# rules of long ago
title: //h1[@class='t']
body: //div[@id='text']
tidy: no

strip: //aside
strip_id_or_class: 'promo'
author:
http_header(user-agent): Otter/1.0
test_url: https://harbour.example/a
"""


def test_a_file_of_ftr_site_config_is_a_recipe() -> None:
    recipe = parse_site_config(RULES, "recipes/harbour.example.txt")
    (facts,) = facts_by_recipe(tree_of(HTML), recipe)

    assert recipe_for(PAGE, [recipe]) == recipe
    assert (facts.title, facts.stripped) == ("The & lamp burns", ("Ad one", "Ad two"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("titel: //h1", "unknown rule “titel”; did you mean “title”?"),
        ("just words", "is no rule; write “key: value”"),
        ("title: //h1[", "title: “//h1[” is no xpath"),
    ],
)
def test_a_mistake_in_such_a_file_is_told(line: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_site_config(f"# rules\n{line}\n", "recipes/a.example.txt")

    assert caught.value.place == "recipes/a.example.txt:2"
    assert message in caught.value.message


def test_the_name_of_a_recipe_is_its_own_or_that_of_its_file() -> None:
    assert board().name == "board"
    assert parse_recipe("name = 'N'\n[match]\nplace='*'", "r.toml").name == "N"
    assert replace(board(), name="x") != board()

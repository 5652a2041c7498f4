"""Markdown with the front matter of any generator."""

from __future__ import annotations

import datetime as dt

import pytest
from harvesting import BERLIN, read
from packed import HERRING, LAMP, article

from briefing.ingest.fields import told
from briefing.ingest.markup import summary_of, words_of
from briefing.ingest.moments import moment
from briefing.ingest.plain_yaml import yaml_values
from briefing.ingest.shortcodes import without_shortcodes
from briefing.model import DateOrigin, Entry, Harvest, Kind

BODY = f"\n{LAMP}\n\n## The hour without light\n\n{HERRING}\n"


def only(text: str, name: str = "seeds/lamp.md") -> Entry:
    (entry,) = read(text, name).entries
    return entry


def left(gathered: Harvest) -> dict[str, str]:
    return {out.reason: out.text for out in gathered.left_out}


@pytest.mark.parametrize(
    ("front", "name"),
    [
        ("---\ntitle: Lamp off\ndate: 2025-06-02\ntags: [light, sea]\n---\n", "a.md"),
        ("---\ntitle: Lamp off\ndate: 2025-06-02\ntags:\n- light\n- sea\n...\n", "a.markdown"),
        ("---\r\ntitle: Lamp off\r\ndate: 2025-06-02\r\ntags: light, sea\r\n---\r\n", "a.md"),
        ("+++\ntitle = 'Lamp off'\ndate = 2025-06-02\ntags = ['light', 'sea']\n+++\n", "a.md"),
        (
            (
                "+++\ntitle = 'Lamp off'\ndate = 2025-06-02\n[taxonomies]\n"
                "tags = ['light', 'sea']\n+++\n"
            ),
            "a.md",
        ),
        ('{\n"title": "Lamp off", "date": "2025-06-02", "tags": ["light", "sea"]\n}\n', "a.md"),
        (';;;\n"title": "Lamp off",\n"date": "2025-06-02",\n"tags": "light;sea"\n;;;\n', "a.md"),
        (
            '---json\n{"title": "Lamp off", "date": "2025-06-02", "tags": "light|sea"}\n---\n',
            "a.md",
        ),
        ("---toml\ntitle = 'Lamp off'\ndate = 2025-06-02\ntags = ['light', 'sea']\n---\n", "a.md"),
        ("Title: Lamp off\nDate: 2025-06-02\nTags: light, sea\n\n", "a.md"),
        ("Title: Lamp\n    off\nDate: 2025-06-02\nTags: light, sea\n\n", "a.mkd"),
        ("title: Lamp off\ndate: 2025-06-02\ntags: light, sea\n---\n", "a.md"),
        ("<!--\n.. title: Lamp off\n.. date: 2025-06-02\n.. tags: light, sea\n-->\n", "a.md"),
        ("---\ntitle: Lamp off\ndate: 2025-06-02\ntags: [light, sea]\n---\n", "a.txt"),
        ("\n---\ntitle: Lamp off\ndate: 2025-06-02\ntags: [light, sea]\n---\n", "a.md"),
    ],
)
def test_front_matter_of_every_form_is_read(front: str, name: str) -> None:
    entry = only(front + BODY, f"seeds/{name}")

    assert (entry.title, entry.date, entry.topics) == (
        "Lamp off", dt.date(2025, 6, 2), ("light", "sea"),
    )  # fmt: skip
    assert entry.date_origin is DateOrigin.STATED
    assert entry.body == BODY.strip()
    assert entry.summary == LAMP


@pytest.mark.parametrize(
    ("field", "ours", "value"),
    [
        ("headline: A", "title", "A"),
        ("published: 2025-06-02", "date", dt.date(2025, 6, 2)),
        ("pubDate: 2025-06-02", "date", dt.date(2025, 6, 2)),
        ("publish_date: 2025-06-02", "date", dt.date(2025, 6, 2)),
        ("lastmod: 2025-06-03", "updated", dt.date(2025, 6, 3)),
        ("last_modified_at: 2025-06-03", "updated", dt.date(2025, 6, 3)),
        ("byline: By Edda Marsh and Piet Holm", "authors", ("Edda Marsh", "Piet Holm")),
        ("author: {name: Edda Marsh, email: e@x.example}", "authors", ("Edda Marsh",)),
        ("authors: [Edda Marsh, Piet Holm]", "authors", ("Edda Marsh", "Piet Holm")),
        ("author: Edda Marsh <e@x.example>", "authors", ("Edda Marsh",)),
        ("author: 7", "authors", ()),
        ("keywords: light; sea", "topics", ("light", "sea")),
        ("categories: [7, light]", "topics", ("light",)),
        ("section: Harbour", "section", "Harbour"),
        ("description: Dark.", "summary", "Dark."),
        ("excerpt: It <b>was</b> dark.", "summary", "It was dark."),
        ("canonical: https://x.example/a?utm_source=b", "url", "https://x.example/a"),
        ("permalink: /a/", "url", ""),
        ("publisher: Coast Courier", "source", "Coast Courier"),
        ("source: https://www.x.example/a", "source", "x.example"),
        ("source: https://www.x.example/a", "url", "https://www.x.example/a"),
        ("locale: de_DE.UTF-8", "lang", "de-DE"),
        ("language: English", "lang", "en"),
        ("guid: tag:x.example,2025:1", "guid", "tag:x.example,2025:1"),
        ("kind: brief", "kind", Kind.BRIEF),
        ("draft: true", "draft", True),
        ("published: false", "draft", True),
        ("status: draft", "draft", True),
        ("draft: false", "draft", False),
        ("key_points: [It is off., It is dark.]", "key_points", ("It is off.", "It is dark.")),
        ("via: The Digest", "via", "The Digest"),
    ],
)  # fmt: skip
def test_fields_have_many_names(field: str, ours: str, value: object) -> None:
    # “headline” comes before “title” nowhere: a file has one of them.
    title = "" if field.startswith("headline") else "title: Lamp off\n"
    date = "date: 2025-06-01\n" if ours == "updated" else ""
    entry = only(f"---\n{title}{date}{field}\n---\n{BODY}")

    assert getattr(entry, ours) == value


@pytest.mark.parametrize(
    "field",
    [
        "cover: https://x.example/a.png",
        "image: {url: https://x.example/a.png}",
        "thumbnail: [https://x.example/a.png]",
        "featured_image: //x.example/a.png",
    ],
)
def test_a_picture_is_taken_from_several_fields(field: str) -> None:
    entry = only(f"---\ntitle: Lamp off\n{field}\n---\n{BODY}")

    assert entry.image is not None
    assert entry.image.url == "https://x.example/a.png"


def test_a_picture_may_have_a_description_and_a_credit() -> None:
    image = only(
        "---\ntitle: Lamp off\nimage:\n  src: https://x.example/a.png\n  alt: The lamp\n"
        f"  credit: E. Marsh\n---\n{BODY}"
    ).image

    assert image is not None
    assert (image.alt, image.credit) == ("The lamp", "E. Marsh")


# --- dates ----------------------------------------------------------------------------------------

AT_NOON = dt.datetime(2025, 6, 2, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2025-06-02T12:00:00Z", "2025-06-02 12:00:00 UTC", "2025-06-02 14:00:00 +0200",
        "2025-06-02T14:00+02:00", "2025-06-02 14:00", "Mon, 02 Jun 2025 12:00:00 GMT",
        "Mon, 2 Jun 2025 12:00:00 -0000", "02 Jun 2025 14:00:00 +0200 (CEST)",
        "Mon Jun  2 14:00:00 2025", "20250602T120000Z", "20250602140000", 1748865600,
        "1748865600", 1748865600000, 1748865600.0, "1748865600000", "1748865600000000",
        {"$date": "2025-06-02T12:00:00Z"}, dt.datetime(2025, 6, 2, 14),  # noqa: DTZ001 - as TOML's
        "2025-06-02T12:00:00.000000000Z", "June 2, 2025 at 2:00 pm", "2. Juni 2025, 14:00 Uhr",
    ],
)  # fmt: skip
def test_times_are_read_in_every_form(value: object) -> None:
    assert moment(value, BERLIN) == AT_NOON


@pytest.mark.parametrize(
    "value", ["2025-06-02", "20250602", 20250602, "2 June 2025", "02.06.2025", dt.date(2025, 6, 2)]
)
def test_days_are_read_in_every_form(value: object) -> None:
    assert moment(value, BERLIN) == dt.date(2025, 6, 2)


@pytest.mark.parametrize(
    "value",
    [
        None, True, "", "soon", 12, "2025", [2025], {}, {"date": None}, 1e300, -1e300,
        float("nan"), float("inf"), "9" * 16, "99999999", "Mon, 32 Jun 2025 12:00:00 +0000",
        "Mon Jun 40 14:00:00 2025", "0001-01-01",
        "2025-13-45T00:00:00", "x" * 100_000, 0, "10000-01-01", "-999999999",
    ],
)  # fmt: skip
def test_what_is_no_date_says_nothing(value: object) -> None:
    assert moment(value, BERLIN) is None


def test_numeric_dates_are_read_in_the_order_of_the_settings() -> None:
    assert moment("06/02/2025", BERLIN, "MDY") == dt.date(2025, 6, 2)
    text = f"---\ntitle: Lamp off\ndate: 13/02/2025\nupdated: 06/07/2025\n---\n{BODY}"
    assert only(text).updated == dt.date(2025, 7, 6)


def test_a_file_may_be_dated_by_its_name_or_by_its_last_change() -> None:
    named = only(f"---\nlayout: post\n---\n{BODY}", "seeds/2025-06-02-lamp-is-off.md")
    changed = only(f"---\ntitle: Lamp off\nlastmod: 2025-06-03\n---\n{BODY}")
    undated = only(f"---\ntitle: Lamp off\n---\n{BODY}", "seeds/2025-06-32-lamp.md")

    assert (named.title, named.date) == ("lamp is off", dt.date(2025, 6, 2))
    assert named.date_origin is DateOrigin.DOCUMENT
    assert (changed.date, changed.date_origin) == (dt.date(2025, 6, 3), DateOrigin.STATED)
    assert undated.date_origin is DateOrigin.INGESTED


# --- text -----------------------------------------------------------------------------------------


def test_a_heading_that_says_the_title_is_not_told_twice() -> None:
    said = only(f"---\ntitle: Lamp off\ndate: 2025-06-02\n---\n# Lamp **off**\n{BODY}")
    untitled = only(f"---\ndate: 2025-06-02\n---\n# Lamp off #\n{BODY}")

    assert said.body == untitled.body == BODY.strip()
    assert untitled.title == "Lamp off"


def test_html_trackers_and_relative_links_are_cleaned() -> None:
    text = (
        "---\ntitle: Lamp off\nurl: https://x.example/posts/lamp\n---\n"
        "It <b>was</b> [dark](/map?utm_source=z) for <script>alert(1)</script> hours.\n"
    )

    assert only(text).body == "It **was** [dark](https://x.example/map) for hours."


def test_template_code_is_left_out_and_told() -> None:
    text = (
        "---\ntitle: Lamp off\nlayout: post\n---\n"
        f'{LAMP}\n\n{{{{< figure src="a.png" caption="The lamp" >}}}}\n\n'
        "{% include x.html %}It was dark.{: .lead}\n\n<!--more-->\n\n"
        "Write `{{< figure >}}` for a picture.\n\n```\n{{ kept }}\n```\n"
    )
    gathered = read(text, "seeds/a.md")

    assert "{{< figure >}}" in gathered.entries[0].body
    assert "{{ kept }}" in gathered.entries[0].body
    assert "It was dark." in gathered.entries[0].body
    told = [(out.place, out.text) for out in gathered.left_out]
    assert told == [
        ("seeds/a.md:1", "layout: post"),
        ("seeds/a.md:7", '{{< figure src="a.png" caption="The lamp" >}}'),
        ("seeds/a.md:9", "{% include x.html %}"),
        ("seeds/a.md:9", "{: .lead}"),
        ("seeds/a.md:11", "<!--more-->"),
    ]


def test_what_stands_between_shortcodes_stays_but_not_a_comment() -> None:
    text = "{{% note %}}Mind the step.{{% /note %}}\n{% comment %}secret{% endcomment %}\n[toc]"
    plain, found = without_shortcodes(text)

    assert plain.strip() == "Mind the step."
    assert [one.line for one in found] == [1, 1, 2, 3]


def test_modules_of_mdx_are_left_out() -> None:
    text = f"---\ntitle: Lamp off\n---\nimport Box from './box'\n\n{LAMP}\n"
    gathered = read(text, "seeds/a.mdx")

    assert gathered.entries[0].body == LAMP
    assert any("import Box" in out.text for out in gathered.left_out)


def test_a_text_in_the_front_matter_serves_where_there_is_none_below() -> None:
    text = f"---\ntitle: Lamp off\ncontent: {HERRING}\n---\n"
    assert only(text).body == HERRING

    both = read(text + LAMP, "seeds/a.md")
    assert both.entries[0].body == LAMP
    assert HERRING in left(both).values()


def test_front_matter_that_is_not_well_formed_is_told_and_its_lines_are_read() -> None:
    text = f"---\ntitle: Lamp: off\ndate: 2025-06-02\n---\n{BODY}"
    gathered = read(text, "seeds/a.md")

    assert gathered.entries[0].title == "Lamp: off"
    assert gathered.entries[0].date == dt.date(2025, 6, 2)
    assert [p.place for p in gathered.problems] == ["seeds/a.md:1"]
    assert gathered.problems[0].message.startswith("the front matter is no valid YAML (")


def test_an_article_without_text_is_told_and_nothing_is_lost() -> None:
    gathered = read("---\ntitle: Lamp off\n---\n", "seeds/a.md")

    assert gathered.entries == ()
    assert "title: Lamp off" in gathered.left_out[0].text
    assert gathered.problems[0].message.startswith("no text below the front matter")


@pytest.mark.parametrize(
    "text",
    [
        article("Lighthouse gets a new lamp"),
        f"---\n{article('Lighthouse gets a new lamp')}---\n",
        "{\n" + article("Lighthouse gets a new lamp"),
        '{\n"a": 1\n}\n' + article("Lighthouse gets a new lamp"),
        "---\ntitle: never closed\n" + article("Lighthouse gets a new lamp"),
        "Note: read this\n\n" + article("Lighthouse gets a new lamp"),
        "---\n- a list\n- of things\n---\n" + article("Lighthouse gets a new lamp"),
        "---\njust words\n---\n" + article("Lighthouse gets a new lamp"),
    ],
)
def test_a_file_without_front_matter_is_read_as_copied_text(text: str) -> None:
    entries = read(text, "seeds/a.md").entries

    assert [e.source for e in entries] == ["Coast Courier"]
    assert entries[0].title.endswith("Lighthouse gets a new lamp")


def test_yaml_may_repeat_values_but_not_multiply_or_nest_them() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
    )
    assert yaml_values("a: &x dark\nb: *x\nc: !!python/object:os.system [x]")["b"] == "dark"
    assert len(yaml_values(bomb)) == 21
    assert told(dict(yaml_values(f"{bomb}\ntags: *u")), BERLIN).topics == ()
    with pytest.raises(ValueError, match="nested more than"):
        yaml_values("a: " + "[" * 100 + "]" * 100)
    with pytest.raises(ValueError, match="in line 2"):
        yaml_values("a: b\n  c: [")
    assert yaml_values("- a") == yaml_values("") == yaml_values("{[a]: b}") == {}


def test_long_front_matter_and_long_text_do_no_harm() -> None:
    many = "\n".join(f"field{n}: value" for n in range(20_000))
    assert read(f"---\ntitle: A\n{many}\n---\n{BODY}", "seeds/a.md").entries

    long = f"---\ntitle: Lamp off\n---\n{'<b>dark</b> and [wet][x] ' * 20_000}"
    assert "dark" in only(long).body


def test_words_and_lede_of_markdown() -> None:
    assert (
        words_of("**A** [b *c*](https://x.example) ![d](https://x.example/d.png) \\*e")
        == "A b c *e"
    )
    assert summary_of(f"## Head\n\n- item\n\n![a](https://x.example/b)\n\n{LAMP}") == LAMP
    assert summary_of("# Only a heading") == ""

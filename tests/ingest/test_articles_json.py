"""JSON and JSON Lines of articles, in the forms of several services."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from harvesting import read
from packed import HERRING, LAMP, article

from briefing.config import CollectSettings
from briefing.model import DateOrigin, Harvest

URL = "https://coast.example/lamp"
NOON = dt.datetime(2025, 6, 2, 12, tzinfo=dt.UTC)


def gathered(value: object, name: str = "seeds/a.json", **more: object) -> Harvest:
    return read(json.dumps(value), name, **more)  # type: ignore[arg-type]


NEWSAPI = {
    "status": "ok",
    "totalResults": 1,
    "articles": [
        {
            "source": {"id": None, "name": "Coast Courier"},
            "author": "Edda Marsh",
            "title": "Lamp off",
            "description": LAMP,
            "url": f"{URL}?utm_source=api",
            "urlToImage": "https://coast.example/a.png",
            "publishedAt": "2025-06-02T12:00:00Z",
            "content": f"{LAMP} {HERRING}… [+1234 chars]",
        }
    ],
}
MEDIASTACK = {
    "pagination": {"limit": 1, "offset": 0},
    "data": [
        {
            "author": "Edda Marsh",
            "title": "Lamp off",
            "description": f"{LAMP} {HERRING}",
            "url": URL,
            "source": "Coast Courier",
            "image": None,
            "category": "general",
            "published_at": "2025-06-02T12:00:00+00:00",
        }
    ],
}
SCHEMA = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Lamp off",
    "datePublished": "2025-06-02T12:00:00Z",
    "author": [{"@type": "Person", "name": "Edda Marsh"}],
    "publisher": {"@type": "Organization", "name": "Coast Courier"},
    "articleBody": f"{LAMP}\n{HERRING}",
    "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
}
SEARCH = {
    "hits": {
        "total": 1,
        "hits": [
            {
                "_id": "7",
                "_score": 1.5,
                "_source": {
                    "title": "Lamp off",
                    "byline": "By Edda Marsh",
                    "publication": "Coast Courier",
                    "url": URL,
                    "published": 1748865600000,
                    "body": [LAMP, HERRING],
                },
            }
        ],
    }
}
ARCHIVE = {
    "response": {
        "docs": [
            {
                "web_url": URL,
                "headline": {"main": "Lamp off", "kicker": "Harbour"},
                "byline": {"original": "By Edda Marsh"},
                "pub_date": "2025-06-02T12:00:00+0000",
                "abstract": "It was dark.",
                "lead_paragraph": f"{LAMP} {HERRING}",
                "source": "Coast Courier",
            }
        ]
    }
}
BLOG = [
    {
        "id": 5,
        "date": "2025-06-02T14:00:00",
        "link": URL,
        "title": {"rendered": "Lamp off"},
        "content": {"rendered": f"<p>{LAMP}</p><p>{HERRING}<img src=x width=1 height=1></p>"},
        "author": {"name": "Edda Marsh"},
        "site_name": "Coast Courier",
        "categories": [1, 2],
    }
]
GRAPH = {"@graph": [{"@type": "WebSite", "name": "Coast Courier"}, SCHEMA]}
EDGES = {"data": {"posts": {"edges": [{"cursor": "x", "node": SCHEMA}]}}}


@pytest.mark.parametrize(
    "value", [NEWSAPI, MEDIASTACK, SCHEMA, [SCHEMA], SEARCH, ARCHIVE, BLOG, GRAPH, EDGES]
)
def test_articles_are_found_in_the_forms_of_many_services(value: object) -> None:
    (entry,) = gathered(value).entries

    assert (entry.title, entry.date, entry.date_origin) == ("Lamp off", NOON, DateOrigin.STATED)
    assert (entry.source, entry.authors, entry.url) == ("Coast Courier", ("Edda Marsh",), URL)
    assert LAMP in entry.body
    assert HERRING in entry.body
    assert "<" not in entry.body


def test_a_text_that_the_service_cut_off_is_told() -> None:
    found = gathered(NEWSAPI)

    assert found.entries[0].body.endswith("years ago.")
    assert [out.text for out in found.left_out] == ["… [+1234 chars]"]
    assert "only the beginning of “Lamp off”" in found.problems[0].message


def test_one_record_a_line_is_read_and_a_bad_one_costs_no_other() -> None:
    lines = [json.dumps({"title": "A b c", "text": LAMP}), '{"broken', "",
             json.dumps({"title": "D e f", "text": HERRING}) + ","]  # fmt: skip
    found = read("\n".join(lines), "seeds/a.jsonl")

    assert [(e.title, e.seed.part) for e in found.entries if e.seed] == [("A b c", 1), ("D e f", 2)]
    assert [p.place for p in found.problems] == ["seeds/a.jsonl:2"]
    assert [out.text for out in found.left_out] == ['{"broken']


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ("a text", "is no object with fields"),
        (7, "is no object with fields"),
        ({"title": "Only a title", "url": URL}, "has no text"),
        ({"text": LAMP}, "has no title"),
        ({"title": "", "text": ""}, "has no title and no text"),
        ({"title": {"a": {"b": {}}}, "text": LAMP}, "has no title"),
    ],
)
def test_a_record_that_is_no_article_is_told_and_costs_no_other(record: object, why: str) -> None:
    good = {"title": "Lamp off", "text": LAMP, "url": URL}
    found = gathered([good, record, {**good, "title": "Lamp on"}])

    assert [e.title for e in found.entries] == ["Lamp off", "Lamp on"]
    assert [(p.place, p.message) for p in found.problems] == [
        ("seeds/a.json#2", f"{why}; this record gives no entry")
    ]
    said = json.dumps(record)
    assert all(word in " ".join(o.text for o in found.left_out) for word in (LAMP,) if word in said)


def test_fields_that_no_entry_has_are_told_if_they_are_sentences() -> None:
    record = {"title": "Lamp off", "text": LAMP, "editor_note": HERRING, "score": "7"}

    assert [o.text for o in gathered([record]).left_out] == [f"editor_note: {HERRING}"]


def test_html_markdown_and_text_are_told_apart() -> None:
    records = [
        {"title": "HTML", "content_html": f"<h2>Head</h2><p>{LAMP}</p>", "url": URL},
        {"title": "Markdown", "body_markdown": f"## Head\n\n{LAMP}", "url": URL},
        {"title": "Text", "text": f"Head\n{LAMP} 2 < 3 and *so* on.", "url": URL},
    ]
    bodies = [e.body for e in gathered(records).entries]

    assert bodies[0] == bodies[1] == f"## Head\n\n{LAMP}"
    assert bodies[2] == f"## Head\n\n{LAMP} 2 < 3 and \\*so\\* on."


def test_a_page_in_a_record_is_read_as_a_page() -> None:
    record = {"url": URL, "title": "Lamp off", "html": f"<!DOCTYPE html><html><p>{LAMP}</html>"}
    found = gathered([record])

    assert [e.url for e in found.entries] == [URL] * len(found.entries)
    assert found.entries or "web page" in found.problems[0].message


def test_numeric_dates_of_all_records_are_read_alike() -> None:
    records = [
        {"title": f"Lamp {d}", "text": LAMP, "date": d} for d in ("13/02/2025", "06/07/2025")
    ]

    assert [str(e.date) for e in gathered(records).entries] == ["2025-02-13", "2025-07-06"]
    settings = CollectSettings(date_order="MDY")
    days = [str(e.date) for e in gathered(records, settings=settings).entries]
    assert days == ["2025-02-13", "2025-06-07"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "is no valid JSON"),
        ("[1, 2]", "is JSON without articles"),
        ('{"a": {"b": 1}}', "has no title and no text"),
        ("[" * 100_000, "is JSON that is nested too deeply"),
        ('{"a":' * 100_000, "is JSON that is nested too deeply"),
        ("[]", "is JSON without articles"),
        ("{bad}\n{worse}\n", "is no valid JSON"),
    ],
)
def test_json_without_articles_is_told(text: str, why: str) -> None:
    found = read(text, "seeds/a.json")

    assert found.entries == ()
    assert found.problems[0].message.startswith(why)


def test_deeply_nested_values_in_a_record_do_no_harm() -> None:
    deep = json.loads("[" * 500 + "]" * 500)
    found = gathered([{"title": "Lamp off", "text": LAMP, "tags": deep, "author": deep, "x": deep}])

    assert [e.title for e in found.entries] == ["Lamp off"]


def test_a_json_name_on_copied_text_is_read_as_what_it_is() -> None:
    assert read(article("Lighthouse gets a new lamp"), "seeds/a.json").entries


def test_drafts_stay_drafts() -> None:
    assert gathered([{"title": "Lamp off", "text": LAMP, "status": "draft"}]).entries[0].draft

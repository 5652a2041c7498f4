"""Damaged and hostile documents of every kind: an outcome, never an exception, never long."""

from __future__ import annotations

import gzip
import json
import random
import time
from collections.abc import Callable

import pytest
from harvesting import read
from hypothesis import given, settings
from hypothesis import strategies as st
from packed import (
    BENCHES,
    HERRING,
    LAMP,
    article,
    docx,
    letter,
    odt,
    pdf,
    tarred,
    word_paragraph,
    zipped,
)

TWO = {"a.txt": article("Lighthouse gets a new lamp"), "b/c.txt": article("Herring", HERRING)}
HTML = "".join(
    f"<h2><a href='https://x.example/{n}'>Headline number {n}</a></h2><p>{text}</p>"
    for n, text in enumerate((LAMP, HERRING, BENCHES))
)
MULTIPART = letter("Look!", HTML, subject="Fwd: Möwen")
MULTIPART.add_attachment(letter(HERRING, subject="Herring"))
MULTIPART.add_attachment(b"x", maintype="image", subtype="png", filename="ä.png")
FRONT = (
    "---\ntitle: Lamp off\ndate: 2025-06-02\ntags: [a, b]\n---\n# Lamp\n\n{{< x >}} <b>dark</b>\n"
)
RECORDS = json.dumps([{"title": "Lamp off", "text": LAMP, "date": 1748865600}] * 3)

SAMPLES: dict[str, bytes] = {
    "a.zip": zipped(TWO),
    "a.tar": tarred(TWO),
    "a.tar.gz": tarred(TWO, "w:gz"),
    "a.txt.gz": gzip.compress(TWO["a.txt"].encode(), mtime=0),
    "a.docx": docx(word_paragraph("Lamp off", "Titel") + word_paragraph(LAMP, number="1")),
    "a.odt": odt(f"<text:h>Lamp off</text:h><text:p>{LAMP}</text:p>"),
    "a.pdf": pdf([["Lamp off", LAMP[:60], LAMP[60:]], [HERRING]], {"Author": "Edda"}),
    "a.eml": MULTIPART.as_bytes(),
    "a.mbox": b"From a Mon Jun  2 06:30:00 2025\n" + MULTIPART.as_bytes(),
    "a.md": FRONT.encode(),
    "a.json": RECORDS.encode(),
    "a.jsonl": "\n".join(json.dumps(r) for r in json.loads(RECORDS)).encode(),
    "a.webarchive": b"bplist00" + bytes(range(60)),
}
FEW = 60
SECONDS = 20
"""A machine that is busy may take so long for what takes a second."""


def outcome(data: bytes, name: str) -> None:
    """Read *data*: whatever it is, there is an entry, something left out, or a problem."""
    place = f"seeds/{name}"
    gathered = read(data, place)

    assert gathered.entries or gathered.left_out or gathered.problems
    assert all(p.place.startswith(place) for p in (*gathered.problems, *gathered.left_out))
    assert [e.seed.part for e in gathered.entries if e.seed] == [
        *range(1, len(gathered.entries) + 1)
    ]
    assert {e.seed.file for e in gathered.entries if e.seed} <= {place}
    assert all(e.title.strip() and "\n" not in e.title for e in gathered.entries)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read(name: str) -> None:
    outcome(SAMPLES[name], name)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_that_is_cut_off_has_an_outcome(name: str) -> None:
    data = SAMPLES[name]
    for n in range(FEW):
        outcome(data[: len(data) * n // FEW], name)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_with_other_bytes_in_it_has_an_outcome(name: str) -> None:
    chance = random.Random(name)
    for _ in range(FEW):
        data = bytearray(SAMPLES[name])
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        outcome(bytes(data), name)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_with_a_piece_doubled_or_missing_has_an_outcome(name: str) -> None:
    chance = random.Random(name)
    for n in range(FEW // 2):
        data = SAMPLES[name]
        start = chance.randrange(len(data))
        end = min(start + chance.randint(1, 200), len(data))
        outcome(data[:start] + (data[start:end] * 2 if n % 2 else b"") + data[end:], name)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(SAMPLES)), st.binary(max_size=300))
def test_any_bytes_under_any_name_have_an_outcome(name: str, data: bytes) -> None:
    outcome(data, name)


LETTER = b"From: A <a@b.example>\nSubject: Lamp off\nMIME-Version: 1.0\nContent-Type: "


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=60), st.sampled_from(["text/html", "text/plain", "multipart/mixed"]))
def test_any_field_of_a_letter_has_an_outcome(value: str, kind: str) -> None:
    fields = "\n".join(f"{name}: {value}" for name in ("From", "Date", "List-Id", "Content-Type"))
    raw = f"Subject: {value}\nMIME-Version: 1.0\n{fields}\nX: {kind}\n\n{LAMP}"

    outcome(raw.encode("utf-8", "replace"), "a.eml")


PARAGRAPHS = st.sampled_from(
    [LAMP, HERRING, "HEADLINE IN CAPITALS", "A headline here", "https://x.example/a", "=====", "- ",
     "-- ", "> quoted", "Read more: https://x.example/b", "[1] https://x.example/c", "* item [1]",
     "From: a", "---------- Forwarded message ---------", "", "1", "Unsubscribe", "*", "[", "("]
)  # fmt: skip


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(PARAGRAPHS, max_size=14), st.sampled_from(["\n", "\n\n"]))
def test_any_plain_letter_has_an_outcome_and_loses_no_paragraph(
    parts: list[str], between: str
) -> None:
    text = between.join(parts)
    outcome(LETTER + b"text/plain\n\n" + text.encode(), "a.eml")
    gathered = read(LETTER + b"text/plain\n\n" + text.encode(), "seeds/a.eml")
    told = " ".join([e.title + " " + e.body for e in gathered.entries])
    told += " ".join(out.text for out in gathered.left_out)

    for part in (LAMP, HERRING):
        assert (part in parts) == (part in " ".join(told.split()))


SLOW: dict[str, Callable[[], tuple[bytes, str]]] = {
    "one long line": lambda: (LETTER + b"text/plain\n\n" + b"a" * 5_000_000, "a.eml"),
    "many links": lambda: (LETTER + b"text/html\n\n" + b"<a href=https://x.example/>b</a>" * 20_000,
                           "a.eml"),
    "many headings": lambda: (LETTER + b"text/html\n\n" + b"<h2>Two words</h2><p>b" * 10_000,
                              "a.eml"),
    "nested tables": lambda: (LETTER + b"text/html\n\n" + b"<table><tr><td>" * 5_000, "a.eml"),
    "many brackets": lambda: (LETTER + b"text/plain\n\n" + b"[" * 100_000, "a.eml"),
    "brackets in HTML": lambda: (LETTER + b"text/html\n\n<p>" + b"[(*_<" * 30_000, "a.eml"),
    "short lines": lambda: (LETTER + b"text/plain\n\n" + b"a b c\n\n" * 30_000, "a.eml"),
    "many fields": lambda: (b"From: a@b.c\nDate: x\n" * 50_000 + b"\nx", "a.eml"),
    "a long field": lambda: (LETTER + b"text/plain\nTo: " + b'"a" <' * 100_000 + b"\n\nx", "a.eml"),
    "encoded words": lambda: (b"From: a\nSubject: " + b"=?utf-8?q?=41?= " * 20_000 + b"\n\nx",
                              "a.eml"),
    "nested parts": lambda: (
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n)
                 for n in range(190)) + b"\nx\n" * 10_000, "a.eml"),
    "from lines": lambda: (b"From a Mon Jun  2 06:30:00 2025\nA: b\n\n" * 9_000, "a.mbox"),
    "brackets in Markdown": lambda: (b"---\ntitle: x\n---\n" + b"[a](b " * 30_000, "a.md"),
    "stars in Markdown": lambda: (b"---\ntitle: x\n---\n<b>" + b"*a **b " * 30_000, "a.md"),
    "quotes in Markdown": lambda: (b"---\ntitle: x\n---\n<b>" + b">" * 50_000, "a.md"),
    "fences in Markdown": lambda: (b"---\ntitle: x\n---\n{{" + b"```\n{{<" * 30_000, "a.md"),
    "open shortcodes": lambda: (b"---\ntitle: x\n---\n" + b"{{< {% <!-- ` " * 30_000, "a.md"),
    "nested YAML": lambda: (b"---\ntitle: " + b"[" * 60_000 + b"\n---\nx", "a.md"),
    "nested TOML": lambda: (b"+++\ntitle = " + b"[" * 60_000 + b"\n+++\nx", "a.md"),
    "open rules": lambda: (b"---\ntitle: x\n" + b"--- a\n" * 50_000, "a.md"),
    "nested JSON": lambda: (b'{"a":[' * 200_000, "a.json"),
    "JSON of lines": lambda: (b'{"title":1}\n' * 50_000, "a.jsonl"),
    "many members": lambda: (zipped({f"{n}": "x" for n in range(3_000)}), "a.zip"),
    "many paragraphs": lambda: (docx(word_paragraph("a b") * 20_000), "a.docx"),
    "many lines": lambda: (pdf([["a b"] * 2_000] * 3), "a.pdf"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW)
def test_nothing_takes_long(name: str) -> None:
    data, place = SLOW[name]()
    start = time.process_time()
    outcome(data, place)

    assert time.process_time() - start < SECONDS

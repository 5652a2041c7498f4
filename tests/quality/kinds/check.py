#!/usr/bin/env python3
"""Check the labels in gold/ against the documents in seeds/; exit status 1 for any fault.

    python check.py [FOLDER]

checks FOLDER, or the folder that this file is in.

A phrase that must (or must not) stand in a body has to stand in the decoded document, else the test
of it could never pass (or never fail). Decoding here is the standard library's and knows nothing of
the readers: letters by ``email``, pages by ``html.parser``, feeds by ``ElementTree``, JSON by
``json``. Text is compared in NFC with all white space collapsed.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

HERE = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")
MARKS = "*_#>`|[]-"
HIDDEN = {"script", "style", "template", "noscript"}
INLINE = set("a abbr b bdi cite em i mark q small span strong sup time".split())


class Page(HTMLParser):
    """The words of a page that can be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN
        self.words.append("" if tag in INLINE else "\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in HIDDEN
        self.words.append("" if tag in INLINE else "\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def norm(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def seen(html: str) -> str:
    page = Page()
    page.feed(html)
    page.close()
    return "".join(page.words)


def charset(data: bytes) -> str:
    found = re.search(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", data[:2000])
    return found[1].decode() if found else "utf-8"


def texts(file: Path) -> tuple[str, str]:
    """Return what a reader sees of *file*, and that with heads and attributes."""
    data = file.read_bytes()
    match file.suffix:
        case ".eml" | ".mhtml":
            return of_letter(data)
        case ".html":
            page = data.decode(charset(data))
            return seen(page), page
        case ".xml" | ".rss" | ".atom" | ".rdf":
            whole = "\n".join(strings_of(ET.fromstring(data)))
            return seen(whole), whole
        case ".json" | ".jsonl":
            lines = data.decode().splitlines() if file.suffix == ".jsonl" else [data.decode()]
            values = (json.loads(line) for line in lines if line.strip())
            whole = "\n".join(leaf for value in values for leaf in leaves(value))
            return seen(whole), whole
        case ".md":
            plain = re.sub(r"\[([^]]*)\]\([^)]*\)|[*`]", r"\1", data.decode())
            return re.sub(r"^> ?", "", plain, flags=re.M), data.decode()
    return (data.decode(),) * 2


def of_letter(data: bytes) -> tuple[str, str]:
    letter = email.message_from_bytes(data, policy=email.policy.default)
    plain, whole = [], [str(value) for value in letter.values()]
    for part in letter.walk():
        if part.get_content_maintype() == "text":
            content = part.get_content()
            plain.append(seen(content) if part.get_content_subtype() == "html" else content)
            whole.append(content)
    return "\n".join(plain), "\n".join([*plain, *whole])


def strings_of(root: ET.Element) -> Iterator[str]:
    for node in root.iter():
        yield from (x for x in (node.text, node.tail, *node.attrib.values()) if x and x.strip())


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from leaves(one)
    else:
        yield str(value)


def faults_of(gold_file: Path) -> Iterator[str]:
    gold = json.loads(gold_file.read_text("utf-8"))
    text, whole = map(norm, texts(HERE / "seeds" / gold["page"]))
    if gold["expected_article_count"] != len(gold["articles"]):
        yield "expected_article_count is not the number of articles"
    everywhere = f"{text} {norm(seen(whole))} {whole}".casefold()
    for number, article in enumerate(gold["articles"], 1):
        for fault in (*phrase_faults(article, text), *form_faults(article, everywhere)):
            yield f"{number}: {fault}"


def phrase_faults(article: dict[str, Any], text: str) -> Iterator[str]:
    must, must_not = article["body_must_contain"], article["body_must_not_contain"]
    others = (*article.get("body_should_not_contain", ()), *article.get("body_once", ()))
    for phrase in (*must, *must_not, *others):
        if norm(phrase) not in text:
            yield f"not in the document: {phrase}"
    for phrase in must:
        if phrase[0] in MARKS or phrase[-1] in MARKS:
            yield f"begins or ends with a Markdown character: {phrase}"
        if any(norm(other) in norm(phrase) for other in must_not):
            yield f"both demanded and forbidden: {phrase}"


def form_faults(article: dict[str, Any], everywhere: str) -> Iterator[str]:
    if not 2 <= len(article["body_must_contain"]) <= 6:
        yield "not two to six phrases"
    names = re.split(r", | and ", article["author"] or "")
    for value in (article["title"], article["source"], *names):
        if value and norm(value).casefold() not in everywhere:
            yield f"title, source or author not in the document: {value}"
    for date in [article["date"], *article.get("date_accept", [])]:
        if date is not None and not DATE.fullmatch(date):
            yield f"not a date: {date}"


def main() -> int:
    files = sorted((HERE / "gold").glob("*.json"))
    named = {json.loads(file.read_text("utf-8"))["page"] for file in files}
    faults = [f"{file.name}: {fault}" for file in files for fault in faults_of(file)]
    seeds = sorted((HERE / "seeds").iterdir())
    faults += [f"{seed.name}: no labels" for seed in seeds if seed.name not in named]
    sys.stdout.writelines(f"{line}\n" for line in faults)
    sys.stdout.write(f"{len(files)} documents, {len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

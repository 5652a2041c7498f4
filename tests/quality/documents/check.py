#!/usr/bin/env python3
"""Check the gold files beside this script against their documents; exit status 1 for any fault.

A phrase that must (or must not) stand in a body has to stand in the document at all, else the test
of it could never pass (or never fail). Text is compared in NFC with all white space collapsed.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")
MARKS = "*_#>`|[]-"


def norm(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def faults_of(gold_file):
    text = norm(gold_file.with_suffix(".txt").read_text(encoding="utf-8"))
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    articles = gold["articles"]
    if gold["expected_article_count"] != len(articles):
        yield "expected_article_count is not the number of articles"
    if not articles and not gold.get("accept_zero_with_notice"):
        yield "no article"
    for number, article in enumerate(articles, 1):
        for check in (phrase_faults, form_faults):
            yield from (f"{number}: {fault}" for fault in check(article, text))
    record = gold.get("cluster_record", {})
    for phrase in [*record.get("must_contain", []), *record.get("must_not_contain", [])]:
        if norm(phrase) not in text:
            yield f"record: not in the document: {phrase}"


def phrase_faults(article, text):
    must, must_not = article["body_must_contain"], article["body_must_not_contain"]
    others = (*article.get("body_should_not_contain", []), *article.get("body_once", []))
    for phrase in (*must, *must_not, *others):
        if norm(phrase) not in text:
            yield f"not in the document: {phrase}"
    for phrase in must:
        if phrase[0] in MARKS or phrase[-1] in MARKS:
            yield f"begins or ends with a Markdown character: {phrase}"
        if any(norm(other) in norm(phrase) for other in must_not):
            yield f"both demanded and forbidden: {phrase}"


def form_faults(article, text):
    if len(article["body_must_contain"]) < 3:
        yield "fewer than three phrases"
    if article["title"] and norm(article["title"]).casefold() not in text.casefold():
        yield f"title not in the document: {article['title']}"
    for date in [article["date"], *article.get("date_accept", [])]:
        if date is not None and not DATE.fullmatch(date):
            yield f"not a date: {date}"


def main():
    files = sorted(HERE.glob("*.json"))
    faults = [f"{file.name}: {fault}" for file in files for fault in faults_of(file)]
    sys.stdout.writelines(f"{line}\n" for line in faults)
    sys.stdout.write(f"{len(files)} documents, {len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

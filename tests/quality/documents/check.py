#!/usr/bin/env python3
"""Check the gold files beside this script against their documents; prints every fault, exit status 1 if there is one.

A phrase that must (or must not) stand in a body has to stand in the document at all, else the test of it could
never pass (or never fail). Text is compared in NFC with all white space collapsed.
"""
import glob
import json
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")
MARKS = "*_#>`|[]-"


def norm(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def faults_of(gold_path):
    with open(gold_path[:-5] + ".txt", encoding="utf-8") as file:
        text = norm(file.read())
    with open(gold_path, encoding="utf-8") as file:
        gold = json.load(file)
    articles = gold["articles"]
    if gold["expected_article_count"] != len(articles):
        yield "expected_article_count is not the number of articles"
    if not articles and not gold.get("accept_zero_with_notice"):
        yield "no article"
    for number, article in enumerate(articles, 1):
        must, must_not = article["body_must_contain"], article["body_must_not_contain"]
        if len(must) < 3:
            yield f"{number}: fewer than three phrases"
        for phrase in [*must, *must_not, *article.get("body_should_not_contain", []), *article.get("body_once", [])]:
            if norm(phrase) not in text:
                yield f"{number}: not in the document: {phrase}"
        for phrase in must:
            if phrase[0] in MARKS or phrase[-1] in MARKS:
                yield f"{number}: begins or ends with a Markdown character: {phrase}"
            if any(norm(other) in norm(phrase) for other in must_not):
                yield f"{number}: both demanded and forbidden: {phrase}"
        if article["title"] and norm(article["title"]).casefold() not in text.casefold():
            yield f"{number}: title not in the document: {article['title']}"
        for date in [article["date"], *article.get("date_accept", [])]:
            if date is not None and not DATE.fullmatch(date):
                yield f"{number}: not a date: {date}"
    record = gold.get("cluster_record", {})
    for phrase in [*record.get("must_contain", []), *record.get("must_not_contain", [])]:
        if norm(phrase) not in text:
            yield f"record: not in the document: {phrase}"


def main():
    count = bad = 0
    for path in sorted(glob.glob(os.path.join(HERE, "*.json"))):
        count += 1
        for fault in faults_of(path):
            bad += 1
            print(f"{os.path.basename(path)}: {fault}")
    print(f"{count} documents, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

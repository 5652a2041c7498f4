"""How fast documents are read, by kind: bytes to entries, one core, CPU time.

usage: python bench/reading.py [FOLDER …]

Reads the labelled documents of tests/quality (or those in each FOLDER) several times and prints
documents, articles and kilobytes a second for text, pages, letters, feeds and the rest.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections import defaultdict
from pathlib import Path

from briefing.config import CollectSettings
from briefing.ingest import harvest
from briefing.model import Document

QUALITY = Path(__file__).parent.parent / "tests" / "quality"
ROUNDS = 3
KINDS = {
    "text": (".txt",),
    "pages": (".html", ".htm", ".mhtml"),
    "letters": (".eml", ".mbox"),
    "feeds": (".xml", ".rss", ".atom", ".rdf"),
    "other": (".md", ".json", ".jsonl", ".docx", ".pdf"),
}


def documents(folders: list[Path]) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = defaultdict(list)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            kind = next((name for name, ends in KINDS.items() if path.suffix in ends), "")
            if kind and not is_label(path):
                found[kind].append(Document(place=path.name, data=path.read_bytes(), sha256=""))
    return found


def is_label(path: Path) -> bool:
    """Whether a file describes documents, and is none."""
    beside = path.suffix == ".json" and path.with_suffix(".txt").exists()
    return "gold" in path.parts or path.name == "README.md" or beside


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path, default=[QUALITY])
    settings = CollectSettings()
    print("| kind    | documents | KB each | documents/s | articles/s |  KB/s |")
    print("|---------|----------:|--------:|------------:|-----------:|------:|")
    for kind, every in documents(parser.parse_args().folders).items():
        harvest(every[0], settings, dt.UTC, "en")  # what is imported or compiled once
        articles = 0
        begun = time.process_time()
        for _ in range(ROUNDS):
            for document in every:
                articles += len(harvest(document, settings, dt.UTC, "en").entries)
        seconds = (time.process_time() - begun) / ROUNDS
        count, size = len(every), sum(len(document.data) for document in every) / 1000
        rates = f"{count / seconds:>11.0f} | {articles / ROUNDS / seconds:>10.0f}"
        print(
            f"| {kind:<7} | {count:>9} | {size / count:>7.1f} | {rates} | {size / seconds:>5.0f} |"
        )


if __name__ == "__main__":
    main()

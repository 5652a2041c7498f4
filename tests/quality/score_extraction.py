"""How well the text of articles is found in pages: the 181 of the article-extraction-benchmark.

The pages lie beside the project (``../shared/data/extraction/``), with the benchmark's own scorer:
4-word shingles, precision and recall averaged over pages. What is scored is the body of the entry
as its readers see it, once as it is and once without the captions of pictures, which the
benchmark does not count as text of an article.

    python tests/quality/score_extraction.py [EVERY]

scores all pages, or every EVERY-th, and prints F1, precision, recall and pages a second.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
import sys
import tarfile
import time
import types
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt

from briefing.config import CollectSettings
from briefing.ingest import harvest
from briefing.model import Document

ARCHIVE = (
    Path(__file__).parents[3] / "shared" / "data" / "extraction" / "article_extraction_181.tar.gz"
)
_CAPTION = re.compile(r"(<img[^>]*>)\s*<em>.*?</em>(?=\s*</p>)", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|li|h[1-6]|td|th|tr|br|blockquote|pre|ul|ol|table)\b[^>]*>")


@dataclass(frozen=True)
class Score:
    f1: float
    precision: float
    recall: float
    pages: int
    seconds: float
    """Processor time for reading the pages, scoring left out."""

    def __str__(self) -> str:
        return (
            f"F1 {self.f1:.4f}  precision {self.precision:.4f}  recall {self.recall:.4f}"
            f"  {self.pages} pages, {self.pages / self.seconds:.1f} a second"
        )


def read_pages(every: int) -> tuple[dict[str, bytes], dict[str, str], types.ModuleType]:
    """The pages, their texts, and the benchmark's own scorer."""
    with tarfile.open(ARCHIVE) as archive:
        files = {Path(m.name).name: m for m in archive.getmembers() if m.isfile()}

        def data(name: str) -> bytes:
            stream = archive.extractfile(files[name])
            assert stream is not None
            return stream.read()

        truth = json.loads(data("ground-truth.json"))
        wanted = sorted(truth)[::every]
        pages = {key: gzip.decompress(data(f"{key}.html.gz")) for key in wanted}
        scorer = types.ModuleType("scorer")
        exec(compile(data("evaluate.py"), "evaluate.py", "exec"), scorer.__dict__)
    return pages, {key: truth[key]["articleBody"] for key in wanted}, scorer


def seen(body: str, captions: bool) -> str:
    """The words of Markdown as a reader sees them."""
    page = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(body)
    page = page if captions else _CAPTION.sub(r"\1", page)
    return html.unescape(re.sub(r"<[^>]+>", "", _BLOCK.sub("\n", page)))


def score(every: int = 1) -> tuple[Score, Score]:
    """The score with the captions of pictures, and without."""
    pages, truth, scorer = read_pages(every)
    zone = ZoneInfo("UTC")
    bodies: dict[str, str] = {}
    start = time.process_time()
    for key, data in pages.items():
        document = Document(
            place=f"seeds/{key}.html", data=data, sha256=hashlib.sha256(data).hexdigest()
        )
        found = harvest(document, CollectSettings(), zone, "en")
        bodies[key] = "\n\n".join(entry.body for entry in found.entries)
    seconds = time.process_time() - start
    scores = []
    for captions in (True, False):
        counts = [
            scorer.string_shingle_matching(true=truth[key], pred=seen(bodies[key], captions))
            for key in pages
        ]
        found = scorer.metrics_from_tp_fp_fns(counts)
        scores.append(Score(found["f1"], found["precision"], found["recall"], len(pages), seconds))
    return scores[0], scores[1]


if __name__ == "__main__":
    if not ARCHIVE.exists():
        sys.stdout.write(f"the labelled pages are not there: {ARCHIVE}\n")
        sys.exit(1)
    with_captions, without = score(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    sys.stdout.write(f"with captions     {with_captions}\n")
    sys.stdout.write(f"without captions  {without}\n")

"""How well splitting, dating and naming do on labelled documents; pure, text in, counts out.

The labels ("gold") are one JSON object a document: ``articles``, each with ``title``, ``date``,
``source``, ``author`` (null where the document tells none), ``body_must_contain`` and
``body_must_not_contain``; optionally ``X_accept`` (a list that widens the value of X, or a text
for "judged by hand"), ``body_once`` (phrases that may stand once), ``body_should_not_contain``,
``alternative_expected_counts``, ``accept_zero_with_notice`` and ``cluster_record``.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import partial
from typing import Any

from markdown_it import MarkdownIt

from briefing.errors import DocumentError
from briefing.model import Entry, StoryRecord

FIELDS = ("title", "date", "source", "author")
_UNIFIED = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’", "'"), **dict.fromkeys("–—―", "-")}
    | {"…": "..."}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What was read of one article, as plain text; None where the document does not tell."""

    title: str | None = None
    date: str | None = None
    """ISO 8601 as printed, without a zone."""

    source: str | None = None
    author: str | None = None
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The labels of one document."""

    name: str
    page: str
    """The document's file name without folder and suffix; empty where the labels name none."""

    articles: tuple[Mapping[str, Any], ...]  # the labels' own JSON, checked by parse_gold
    counts: frozenset[int]
    """The numbers of articles that are right."""

    record: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts over one document or several; ``x_all`` is what a perfect reader reaches."""

    docs: int = 0
    count_ok: int = 0
    gold: int = 0
    found: int = 0
    title: int = 0
    date: int = 0
    source: int = 0
    author: int = 0
    must: int = 0
    must_all: int = 0
    bad_phrases: int = 0
    bad_all: int = 0
    once_bad: int = 0
    soft: int = 0
    records: int = 0
    """Cluster records told completely."""

    records_all: int = 0

    def __add__(self, other: Score) -> Score:
        mine, theirs = asdict(self), asdict(other)
        return Score(**{f.name: mine[f.name] + theirs[f.name] for f in fields(Score)})

    @property
    def is_perfect(self) -> bool:
        """Whether nothing is missing and nothing is wrong; soft phrases do not count."""
        return (
            self.count_ok == self.docs
            and {self.found, self.title, self.date, self.source, self.author} <= {self.gold}
            and (self.must, self.records) == (self.must_all, self.records_all)
            and not self.bad_phrases + self.once_bad
        )


_RECORD = {"title", "date", "sources", "must_contain", "must_not_contain"}


def parse_gold(text: str, name: str) -> Gold:
    """Return the labels that the JSON in *text* holds; *name* is its file name without suffix.

    Raises:
        DocumentError: it is no JSON or has not the form of labels.
    """
    try:
        labels = json.loads(text)
        articles = labels["articles"]
        for article in articles:
            missing = {*FIELDS, "body_must_contain", "body_must_not_contain"} - {*article}
            if missing:
                raise DocumentError(f"{name}.json", f"an article lacks {min(missing)}")
        record = labels.get("cluster_record")
        if record and (missing := _RECORD - {*record}):
            raise DocumentError(f"{name}.json", f"the cluster_record lacks {min(missing)}")
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentError(f"{name}.json", f"is no file of labels: {error}") from error
    zero = {0} if labels.get("accept_zero_with_notice") else set()
    return Gold(
        name=name,
        page=labels.get("page", "").rpartition("/")[2].rpartition(".")[0],
        articles=tuple(articles),
        counts=frozenset({len(articles), *labels.get("alternative_expected_counts", ()), *zero}),
        record=record,
    )


def telling(entry: Entry) -> Telling:
    """Return what *entry* tells, as its document printed it: a date only where it is sure."""
    body = plain_text(entry.body)
    apart = [x for x in (entry.summary, *entry.key_points) if x and _norm(x) not in _norm(body)]
    return Telling(
        title=entry.title or None,
        date=_printed(entry.date) if entry.date_origin.is_sure else None,
        source=entry.source or None,
        author=", ".join(entry.authors) or None,
        body="\n\n".join([*apart, body]),
    )


def plain_text(markdown: str) -> str:
    """Return the words that a reader of *markdown* sees: no marks, no escapes."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    blocks = []
    for token in parser.parse(markdown):
        if token.type == "inline":
            parts = (c.content or (" " if "break" in c.type else "") for c in token.children or ())
            blocks.append("".join(parts))
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content)
    return "\n".join(blocks)


def score(tellings: Iterable[Telling], gold: Gold, records: Iterable[StoryRecord] = ()) -> Score:
    """Compare what was read of one document with its labels.

    Every labelled article takes the telling that holds most of its phrases and its headline; each
    telling is taken once.
    """
    left = list(tellings)
    result = Score(
        docs=1,
        count_ok=int(len(left) in gold.counts),
        gold=len(gold.articles),
        must_all=sum(len(a["body_must_contain"]) for a in gold.articles),
        bad_all=sum(len(a["body_must_not_contain"]) for a in gold.articles),
        records_all=int(gold.record is not None),
        records=int(gold.record is not None and any(_tells(r, gold.record) for r in records)),
    )
    for article in gold.articles:
        best = max(left, key=partial(_likeness, article=article), default=None)
        if best is not None and _likeness(best, article=article):
            left.remove(best)
            result += _compare(best, article)
    return result


def format_results(documents: Mapping[str, Iterable[Telling]]) -> str:
    """Return *documents* (name of the labels → what was read) as JSON, for other scorers."""
    table = {name: [asdict(t) for t in tellings] for name, tellings in documents.items()}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _likeness(told: Telling, *, article: Mapping[str, Any]) -> int:
    body = _norm(told.body)
    phrases = sum(_norm(x) in body for x in article["body_must_contain"])
    return 2 * phrases + 3 * bool(article["title"] and _agrees("title", told.title, article))


def _compare(told: Telling, article: Mapping[str, Any]) -> Score:
    body = _norm(told.body)

    def held(key: str) -> int:
        return sum(_norm(phrase) in body for phrase in article.get(key, ()))

    return Score(
        found=1,
        **{f: int(_agrees(f, getattr(told, f), article)) for f in FIELDS},
        must=held("body_must_contain"),
        bad_phrases=held("body_must_not_contain"),
        once_bad=sum(body.count(_norm(x)) > 1 for x in article.get("body_once", ())),
        soft=held("body_should_not_contain"),
    )


def _agrees(field: str, told: str | None, article: Mapping[str, Any]) -> bool:
    accepted = article.get(f"{field}_accept")
    if isinstance(accepted, str):  # a remark: judged by hand
        return True
    return any(_same(field, told, value) for value in (*(accepted or ()), article[field]))


def _same(field: str, told: str | None, value: str | None) -> bool:
    if not told or not value:
        return not told and value is None
    if field == "date" and _same_date(_flat(told), value):
        return True
    return _flat(told) == _flat(value)


def _same_date(told: str, value: str) -> bool:
    """Whether *told* is at least as exact as the label and says the same."""
    wanted = value.casefold()
    if len(value) >= 10 and told.startswith(wanted):
        return True
    return "T" not in value and wanted[:10] == told


def _tells(record: StoryRecord, wanted: Mapping[str, Any]) -> bool:
    text = _norm("\n".join([record.summary, *record.key_points, plain_text(record.body)]))
    return (
        _flat(record.title) == _flat(wanted["title"])
        and record.day.isoformat() == wanted["date"]
        and dict(record.sources) == wanted["sources"]
        and all(_norm(x) in text for x in wanted["must_contain"])
        and not any(_norm(x) in text for x in wanted["must_not_contain"])
    )


def _printed(date: dt.date | dt.datetime) -> str:
    if isinstance(date, dt.datetime):
        return date.replace(tzinfo=None).isoformat(timespec="minutes")
    return date.isoformat()


def _norm(text: str | None) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text or "")).strip()


def _flat(text: str | None) -> str:
    folded = _norm(text).casefold().translate(_UNIFIED)
    return re.sub(r"\s+([:;!?])", r"\1", folded)

"""Fields under the many names that programs give them → what they say of an article.

The names are those of static-site generators, schema.org, feeds' JSON forms and news services;
they are compared without case, hyphens, underscores and spaces.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefing.ingest.moments import moment
from briefing.model import Image, Kind, Moment
from briefing.text.html import plain
from briefing.text.urls import clean_url, domain_of

_WORDS = {
    "title": ("title headline name webtitle seotitle ogtitle titleoriginal heading subject"),
    "date": (
        "date published publishedat publishdate publishedon publisheddate publicationdate pubdate"
        " datepublished datetime firstpublished firstpublishedat firstpublishdate"
        " webpublicationdate"
        " publishtime publishedtime displaydate posted postedat postdate posttime issued"
        " datecreated createdat created creationdate timestamp time seendate articledate day"
    ),
    "updated": (
        "updated lastmod modified datemodified lastmodified lastmodifiedat updatedat dateupdated"
        " modifiedat lastupdated updateddate modifieddate gitupdated lastpublished"
    ),
    "authors": (
        "authors author byline bylines creator creators by writer writers reporter dccreator"
    ),
    "topics": (
        "topics tags tag keywords categories category keyword topic subjects labels articlesection"
        " sectionname newskeywords"
    ),
    "section": "section",
    "summary": (
        "summary description excerpt abstract standfirst deck dek subtitle trailtext teaser"
        " snippet metadescription lede leadparagraph lead subheadline intro blurb"
    ),
    "key_points": "keypoints keytakeaways highlights bulletpoints",
    "url": (
        "canonical canonicalurl url link permalink originalurl sourceurl articleurl weburl"
        " mainentityofpage href externalurl uri shorturl"
    ),
    "source": (
        "source sourcename publisher publication site sitename outlet publishername domain"
        " provider newsoutlet sourcedomain ispartof feed website"
    ),
    "via": "via aggregator",
    "lang": "lang language locale inlanguage languagecode",
    "image": (
        "image imageurl urltoimage cover coverimage thumbnail thumbnailurl featuredimage ogimage"
        " banner hero heroimage picture photo images leadimageurl socialimage topimage"
    ),
    "guid": "guid id uid uuid",
    "body": (
        "contenthtml body articlebody content text fulltext maintext contenttext bodytext html"
        " bodyhtml articletext fullcontent contentmarkdown bodymarkdown markdown contentencoded"
        " story paragraphs rawhtml"
    ),
    "kind": "kind",
    "draft": "draft",
    "status": "status",
}
NAMES = {ours: tuple(names.split()) for ours, names in _WORDS.items()}
"""Our field → the names it goes by elsewhere, the best first."""

_INNER = ("main", "rendered", "value", "name", "title", "text", "original", "#text", "_", "$t",
          "label", "term", "content", "url", "@id", "href", "cdata", "__cdata", "$")  # fmt: skip
"""Where an object in a text's place keeps it (NYT, WordPress, schema.org, XML as JSON)."""

_MOST = 200
"""Items of a list, characters of a name: more is no list of authors and no name."""

_AND = re.compile(r"\s*(?:[,;|]|\s(?:and|und|et|y|&)\s)\s*")
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|автор:?)\s+", re.IGNORECASE)
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_GLOBAL = re.compile(r"\w+:\S+|\S+@\S+\.\S+|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What fields say of one article; everything as :class:`briefing.model.Entry` has it."""

    title: str = ""
    date: Moment | None = None
    updated: Moment | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    section: str = ""
    summary: str = ""
    key_points: tuple[str, ...] = ()
    url: str = ""
    source: str = ""
    via: str = ""
    lang: str = ""
    image: Image | None = None
    guid: str = ""
    kind: Kind = Kind.ARTICLE
    is_draft: bool = False
    body: str = ""
    """As it stands: HTML, Markdown or text."""

    longest: str = ""
    """The longest of the fields that may hold a summary: the text, where there is no other."""

    body_field: str = ""
    date_field: str = ""
    unknown: Mapping[str, str] = field(default_factory=dict)
    """Texts of fields that mean nothing to us."""


def plain_name(name: object) -> str:
    """Return the name of a field for comparing: letters and digits in lower case."""
    return re.sub(r"[^a-z0-9#@$]", "", str(name).casefold().rpartition(":")[2])


def told(values: Mapping[object, object], zone: dt.tzinfo, order: str = "DMY") -> Told:
    """Return what the fields *values* say; times without offset are in *zone*, numeric dates in
    *order*. A value of the wrong form says nothing."""
    fields = _Fields(values, zone, order)
    date, date_field = fields.moment("date")
    body, body_field = fields.body()
    return Told(
        title=plain(fields.text("title"))[:1000],
        date=date,
        date_field=date_field,
        updated=fields.moment("updated")[0],
        authors=fields.names("authors"),
        topics=fields.list("topics"),
        section=fields.text("section")[:_MOST],
        summary=plain(fields.text("summary")),
        key_points=fields.list("key_points", longest=2000),
        url=fields.address("url") or fields.address("source"),
        source=fields.source(),
        via=fields.text("via")[:_MOST],
        lang=fields.language(),
        image=fields.image(),
        guid=fields.guid(),
        kind=fields.kind(),
        is_draft=fields.is_draft(),
        body=body,
        body_field=body_field,
        longest=max((_body_of(value) for _, value in fields.found("summary")), key=len, default=""),
        unknown=fields.unknown(),
    )


class _Fields:
    def __init__(self, values: Mapping[object, object], zone: dt.tzinfo, order: str) -> None:
        self.zone = zone
        self.order = order
        self.printed: dict[str, str] = {}
        self.values: dict[str, object] = {}
        for name, value in _spread(values):
            key = plain_name(name)
            self.values.setdefault(key, value)
            self.printed.setdefault(key, str(name))
        self.used: set[str] = set()

    def found(self, ours: str) -> Iterator[tuple[str, object]]:
        """The values under the names of one of our fields, the best name first."""
        for name in NAMES[ours]:
            value = self.values.get(name)
            if value not in (None, "", [], {}):
                yield name, value

    def text(self, ours: str) -> str:
        for name, value in self.found(ours):
            if said := text_of(value):
                self.used.add(name)
                return " ".join(said.split())
        return ""

    def moment(self, ours: str) -> tuple[Moment | None, str]:
        for name, value in self.found(ours):
            if when := moment(value, self.zone, self.order):
                self.used.add(name)
                return when, self.printed[name]
        return None, ""

    def list(self, ours: str, longest: int = _MOST) -> tuple[str, ...]:
        said: list[str] = []
        for name, value in self.found(ours):
            texts = [text for text in texts_of(value) if len(text) <= longest]
            self.used |= {name} if texts else set()
            for text in texts:
                is_row = isinstance(value, str) and longest == _MOST
                said += re.split(r"\s*[,;|]\s*", text) if is_row else [text]
        clean = (plain(text) for text in said)
        return tuple(dict.fromkeys(s for s in clean if any(c.isalpha() for c in s)))[:_MOST]

    def names(self, ours: str) -> tuple[str, ...]:
        for name, value in self.found(ours):
            said = [_BY.sub("", plain(text)) for text in texts_of(value)]
            if isinstance(value, str) or len(said) == 1:
                said = [part for text in said for part in _AND.split(text)]
            if people := tuple(dict.fromkeys(p for s in said if (p := _person(s)))):
                self.used.add(name)
                return people[:_MOST]
        return ()

    def address(self, ours: str) -> str:
        for name, value in self.found(ours):
            if url := clean_url(text_of(value, ("@id", "url", "href"))):
                self.used.add(name)
                return url
        return ""

    def source(self) -> str:
        """The publisher's name; of an address its domain."""
        said = self.text("source")
        return domain_of(said) if "://" in said else said[:_MOST]

    def language(self) -> str:
        said = self.text("lang").replace("_", "-").partition(".")[0]
        return said if _LANG.fullmatch(said) else ""

    def image(self) -> Image | None:
        for name, value in self.found("image"):
            one = value[0] if isinstance(value, list) else value
            places = ("url", "src", "href", "contentUrl", "@id")
            if url := clean_url(text_of(one, places)):
                self.used.add(name)
                more = one if isinstance(one, dict) else self.values
                said = {plain_name(k): v for k, v in more.items()}
                alt = next((said[k] for k in ("alt", "caption", "imagealt") if k in said), "")
                credit = next((said[k] for k in ("credit", "imagecredit") if k in said), "")
                return Image(url=url, alt=plain(text_of(alt)), credit=plain(text_of(credit)))
        return None

    def guid(self) -> str:
        """An id that is unique in the world; a number or a slug is one in its own system only."""
        said = self.text("guid")
        return said if _GLOBAL.fullmatch(said) and len(said) < 500 else ""

    def kind(self) -> Kind:
        said = self.text("kind").casefold()
        return Kind(said) if said in {*Kind} else Kind.ARTICLE

    def is_draft(self) -> bool:
        """``draft: true``, Jekyll's ``published: false``, Pelican's ``status: draft``."""
        is_unpublished = self.values.get("published") in (False, "false", "no", "False")
        status = text_of(self.values.get("status")).casefold()
        said = text_of(self.values.get("draft")).casefold()
        return said in ("true", "yes", "on", "1") or is_unpublished or status in (
            "draft", "hidden", "private", "pending",
        )  # fmt: skip

    def body(self) -> tuple[str, str]:
        """The longest of the fields that hold a text; of equal ones the best name."""
        found = [(name, _body_of(value)) for name, value in self.found("body")]
        if not any(text for _, text in found):
            return "", ""
        name, text = max(found, key=lambda one: len(one[1]))
        self.used.add(name)
        return text, name

    def unknown(self) -> dict[str, str]:
        """Texts under names that none of our fields goes by."""
        known = {*self.used} | {name for names in NAMES.values() for name in names}
        return {
            self.printed[name]: text
            for name, value in self.values.items()
            if name not in known and (text := "; ".join(texts_of(value))[:5000])
        }


def _spread(values: Mapping[object, object]) -> Iterator[tuple[object, object]]:
    """The fields, then those of the tables that generators and services put some of them in."""
    yield from ((name, value) for name, value in values.items() if name != "_source")
    for inner in ("taxonomies", "extra", "params", "fields", "attributes", "_source", "metadata"):
        table = values.get(inner)
        if isinstance(table, dict):
            yield from table.items()


def text_of(value: object, places: tuple[str, ...] = _INNER) -> str:
    """Return the text that *value* is or holds: of an object its name, of a list the first."""
    for _ in range(4):
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, bool | int | float | dt.date):
            return str(value).lower() if isinstance(value, bool) else str(value)
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = next((value[p] for p in places if value.get(p) not in (None, "")), "")
        else:
            return ""
    return ""


def texts_of(value: object) -> list[str]:
    """Return the texts in *value*: of a list each item's, else its one text."""
    items = value[: _MOST * 2] if isinstance(value, list) else [value]
    return [text for item in items if (text := text_of(item))]


def _body_of(value: object) -> str:
    if isinstance(value, list):
        return "\n\n".join(texts_of(value))
    if isinstance(value, dict):
        return text_of(value, ("rendered", "html", "content", "value", "text", "markdown", "#text"))
    return value.strip() if isinstance(value, str) else ""


def _person(text: str) -> str:
    """A name without the address beside it."""
    name = re.sub(r"\s*[<(\[]?\S+@\S+[>)\]]?\s*|https?://\S+", " ", text)
    bare = re.fullmatch(r"\S+@\S+\s+\((.+)\)", text)
    found = " ".join((bare[1] if bare else name).split())[:_MOST]
    return found if any(c.isalpha() for c in found) else ""

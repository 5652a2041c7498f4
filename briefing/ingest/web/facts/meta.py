"""What ``meta``, ``link``, ``title`` and ``html`` elements say of a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.text.from_html.tree import Element

_MOST = 2_000

TITLE = "og:title twitter:title parsely-title sailthru.title dc.title dcterms.title citation_title"
PUBLISHED = (
    "article:published_time article:published og:article:published_time og:published_time"
    " datepublished parsely-pub-date sailthru.date dcterms.issued dc.date.issued dcterms.created"
    " dc.date.created dcterms.date dc.date citation_publication_date citation_date"
    " citation_online_date bt:pubdate article.published article_date_original"
    " cxenseparse:recs:publishtime pubdate publishdate publish_date publish-date published"
    " published_at published_date publication_date publicationdate originalpublicationdate"
    " date.issued displaydate dcsext.articlefirstpublished ptime article-publication-date"
    " article:create_at date_published rnews:datepublished vr:published_time"
)
DATE = "date article:date og:date create_date datecreated timestamp created article_date"
"""Less certain than those before: some pages write the time of day here."""

MODIFIED = (
    "article:modified_time og:updated_time article:updated_time article:modified datemodified"
    " dcterms.modified dc.date.modified last-modified lastmod parsely-updated-date bt:moddate"
    " modified_date date_updated revised lastmodified vr:updated_time"
)
AUTHOR = (
    "parsely-author sailthru.author author article:author_name dc.creator dcterms.creator"
    " citation_author byl byline article:author og:article:author dc.contributor creator"
    " twitter:data1_author"
)
PUBLISHER = (
    "og:site_name application-name parsely-site dc.publisher dcterms.publisher citation_publisher"
    " citation_journal_title publisher cre copyright-holder al:android:app_name"
    " apple-mobile-web-app-title dc.source"
)
SECTION = (
    "article:section og:article:section parsely-section sailthru.section cxenseparse:category"
    " article.section section category dc.subject.section bt:section"
)
TOPICS = (
    "article:tag og:article:tag parsely-tags sailthru.tags news_keywords keywords dc.subject"
    " dcterms.subject citation_keywords"
)
SUMMARY = "og:description description twitter:description dc.description dcterms.abstract"
IMAGE = (
    "og:image og:image:url og:image:secure_url twitter:image twitter:image:src parsely-image-url"
    " thumbnail"
)
IMAGE_ALT = "og:image:alt twitter:image:alt"
LANGUAGE = "content-language og:locale dc.language dcterms.language language"
ADDRESS = "og:url parsely-link twitter:url al:web:url citation_public_url dc.identifier"


@dataclass(slots=True)
class Meta:
    """Names (in lower case) → contents, in the order of the page."""

    values: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    title: str = ""
    language: str = ""
    """Of the ``html`` element."""

    base: str = ""

    def all(self, names: str) -> list[tuple[str, str]]:
        """Return name and content of each of *names* (parted by spaces) that the page has."""
        return [(name, value) for name in names.split() for value in self.values.get(name, ())]

    def first(self, names: str) -> tuple[str, str]:
        """Return the first of :meth:`all`, or two empty strings."""
        return next(iter(self.all(names)), ("", ""))


def meta_of(root: Element) -> Meta:
    """Return what the elements of *root* say."""
    found = Meta(language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
                           or root.get("xml:lang") or "").strip())  # fmt: skip
    for number, element in enumerate(root.iter("meta", "link", "title", "base")):
        if number > _MOST:
            break
        if element.tag == "meta":
            _add(found, element)
        elif element.tag == "title" and not found.title:
            found.title = "".join(element.itertext())
        elif element.tag == "base" and not found.base:
            found.base = (element.get("href") or "").strip()
        elif "canonical" in (element.get("rel") or "").lower().split():
            found.canonical = found.canonical or (element.get("href") or "").strip()
    return found


def _add(found: Meta, element: Element) -> None:
    content = (element.get("content") or "").strip()
    if not content:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        names = (element.get(attribute) or "").lower()
        for name in names.split() if attribute == "property" else [names.strip()]:
            values = found.values.setdefault(name, [])
            if content not in values:
                values.append(content)

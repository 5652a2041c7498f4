"""Whether a built site holds together: its links lead somewhere, its feeds can be read; pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from briefing.model import Level, Problem

LINKING = frozenset({"href", "src", "poster", "action"})
_ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one file of the site says of itself and of others."""

    links: tuple[str, ...] = ()
    """As written, entities decoded."""

    anchors: frozenset[str] = frozenset()
    """What a link's fragment may name."""

    problems: tuple[str, ...] = ()


def check_site(files: Iterable[tuple[str, bytes]], base_url: str) -> tuple[Problem, ...]:
    """Return what is wrong in *files* (output path, content), each fault once and in order.

    Only links into the site itself are followed: those below *base_url*.
    """
    found = {path: read_links(path, data) for path, data in files}
    problems = [
        Problem(place=path, message=message, level=Level.ERROR)
        for path, one in found.items()
        for message in one.problems
    ]
    for path, one in found.items():
        for link in dict.fromkeys(one.links):
            message = _fault(link, urljoin(base_url, path), base_url, found)
            if message:
                problems.append(Problem(place=path, message=message, level=Level.ERROR))
    return tuple(sorted(problems, key=lambda p: (p.place, p.message)))


def read_links(path: str, data: bytes) -> Found:
    """Return the links, anchors and faults of the file *path*; files of other kinds have none."""
    if path.endswith(".html"):
        parser = _Page()
        parser.feed(data.decode("utf-8", errors="replace"))
        parser.close()
        return Found(links=tuple(parser.links), anchors=frozenset(parser.anchors))
    if path.endswith((".xml", ".opml")):
        return _read_xml(data)
    if path.endswith("feed.json"):
        return _read_json_feed(data)
    return Found()


def _fault(link: str, page_url: str, base_url: str, found: dict[str, Found]) -> str:
    """Say what is wrong with *link* on the page *page_url*; empty when nothing is."""
    try:
        parts = urlsplit(urljoin(page_url, link))
    except ValueError:
        return f"the link “{link}” is no address"
    base = urlsplit(base_url)
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
        return ""
    if not parts.path.startswith(base.path):
        return ""
    path = unquote(parts.path[len(base.path) :])
    path = path if path and not path.endswith("/") else path + "index.html"
    target = found.get(path)
    if target is None:
        return f"the link “{link}” leads nowhere"
    fragment = unquote(parts.fragment)
    if fragment and path.endswith(".html") and fragment not in target.anchors | {"top"}:
        return f"the link “{link}” names a place that is not on that page"
    return ""


class _Page(HTMLParser):
    """Gathers the links and anchors of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if not value:
                continue
            if name == "id" or (tag, name) == ("a", "name"):
                self.anchors.add(value)
            elif name in LINKING:
                self.links.append(value)
            elif name == "srcset":
                self.links += [part.split()[0] for part in value.split(",") if part.strip()]


def _read_xml(data: bytes) -> Found:
    try:
        root = ET.fromstring(data)  # noqa: S314  # written by this program
    except ET.ParseError as error:
        return Found(problems=(f"is no well-formed XML: {error}",))
    if root.tag == "rss":
        links = [x.text or "" for x in root.iter("link")]
        return Found(
            links=tuple(links),
            problems=_faults_of_ids(x.findtext("guid") for x in root.iter("item")),
        )
    if root.tag == f"{_ATOM}feed":
        links = [x.get("href", "") for x in root.iter(f"{_ATOM}link")]
        ids = (x.findtext(f"{_ATOM}id") for x in root.iter(f"{_ATOM}entry"))
        return Found(links=tuple(links), problems=_faults_of_ids(ids))
    return Found(links=tuple(_addresses(root)))


def _addresses(root: ET.Element) -> Iterator[str]:
    """The addresses in a sitemap (``loc``) or a list of subscriptions (``outline``)."""
    for element in root.iter():
        if element.tag.endswith("}loc") and element.text:
            yield element.text.strip()
        for name in ("xmlUrl", "htmlUrl"):
            if value := element.get(name):
                yield value


def _read_json_feed(data: bytes) -> Found:
    try:
        feed = json.loads(data)
        items = [(item.get("id"), item.get("url")) for item in feed["items"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Found(problems=(f"is no JSON Feed: {error}",))
    links = tuple(url for _, url in items if url)
    return Found(links=links, problems=_faults_of_ids(id_ for id_, _ in items))


def _faults_of_ids(ids: Iterable[str | None]) -> tuple[str, ...]:
    known: set[str] = set()
    faults = []
    for number, id_ in enumerate(ids, start=1):
        if not id_:
            faults.append(f"item {number} has no id")
        elif id_ in known:
            faults.append(f"item {number} repeats the id “{id_}”")
        known.add(id_ or "")
    return tuple(faults)

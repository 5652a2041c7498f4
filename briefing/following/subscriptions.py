"""The feeds that a site follows: ``feeds.opml`` and the tables in ``briefing.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from briefing.config import CONFIG_NAME, Config
from briefing.errors import BriefingError
from briefing.fetch.addresses import shown, target_of
from briefing.fetch.trouble import Trouble
from briefing.files import reason, write_whole
from briefing.ingest.feeds.decoding import xml_text
from briefing.ingest.feeds.opml import Opml, parse_opml
from briefing.model import Level, Problem

OPML_NAME = "feeds.opml"

_NEW = """<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head><title>Subscriptions</title></head>
  <body>
  </body>
</opml>
"""
_END = re.compile(r"[ \t]*</body\s*>(?!.*</body\s*>)", re.DOTALL)
_EMPTY = re.compile(r"<body\s*/>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A feed that the site follows."""

    url: str
    """As it stands in the file, maybe with user and password."""

    title: str = ""
    folder: str = ""
    section: str = ""
    source: str = ""
    place: str = OPML_NAME
    """The file that names it."""

    @property
    def name(self) -> str:
        """The feed's address as it may be told to anybody; what is known of it is known by this."""
        return target_of(self.url).url

    @property
    def label(self) -> str:
        """What to call it."""
        return self.title or shown(self.url)


def subscriptions(root: Path, config: Config) -> tuple[tuple[Followed, ...], tuple[Problem, ...]]:
    """Return the feeds that the site in *root* follows, in the order of the files; of a feed that
    is named twice the first, tables before ``feeds.opml``. What cannot be followed is a problem.

    Raises:
        BriefingError: ``feeds.opml`` cannot be read.
    """
    tables = (
        Followed(
            url=one.url,
            title=one.title,
            folder=one.folder,
            section=one.section,
            source=one.source,
            place=CONFIG_NAME,
        )
        for one in config.subscriptions
    )
    found: dict[str, Followed] = {}
    listed = _in_opml(root / OPML_NAME)
    problems = [*listed.problems]
    others = (Followed(url=x.url, title=x.title, folder=x.folder) for x in listed.subscriptions)
    for one in (*tables, *others):
        try:
            found.setdefault(one.name, one)
        except Trouble as trouble:
            message = f"“{shown(one.url)[:200]}”: {trouble.message}"
            problems.append(Problem(place=one.place, message=message, level=Level.WARNING))
    return tuple(found.values()), tuple(problems)


def _in_opml(path: Path) -> Opml:
    """What the list at *path* holds; nothing where there is none."""
    data = _read(path)
    return Opml() if data is None else _parsed(data, path.name)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BriefingError(path.name, f"cannot be read: {reason(error)}") from error


def subscribe(root: Path, urls: Iterable[str]) -> tuple[str, ...]:
    """Write those of *urls* into ``feeds.opml`` that it does not name; return them.

    What stands in the file stays as it is, comments and all.

    Raises:
        BriefingError: the file is no OPML, or cannot be written.
    """
    path = root / OPML_NAME
    data = _read(path)
    text = _NEW if data is None else xml_text(data).text
    known = {one.url for one in _parsed(text, path.name).subscriptions}
    new = tuple(dict.fromkeys(url for url in urls if url not in known))
    if not new:
        return ()
    lines = "".join(
        f'    <outline type="rss" text={_name(u)} xmlUrl={quoteattr(u)}/>\n' for u in new
    )
    text, changed = _END.subn(lambda end: lines + end[0], text, count=1)
    if not changed:
        text, changed = _EMPTY.subn(lambda _: f"<body>\n{lines}  </body>", text, count=1)
    if not changed or not _names(text, new):
        raise BriefingError(path.name, "has no body to write into; mend it, or start a new one")
    text = re.sub(r"(<\?xml[^>]*?encoding=[\"'])[^\"']*", r"\g<1>utf-8", text, count=1)
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise BriefingError(path.name, f"cannot be written: {reason(error)}") from error
    return new


def _names(text: str, urls: Iterable[str]) -> bool:
    return {*urls} <= {one.url for one in _parsed(text, OPML_NAME).subscriptions}


def _parsed(text: str | bytes, place: str) -> Opml:
    try:
        return parse_opml(text, place)
    except ValueError as error:
        raise BriefingError(place, f"cannot be read: {error}") from error


def _name(url: str) -> str:
    return quoteattr(url.partition("://")[2].rstrip("/"))

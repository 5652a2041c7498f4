"""An entry ⇄ the text of its Markdown file."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields

import msgspec

from briefing.content import normal
from briefing.content.fields import Source, convert, moment, split, without_fields
from briefing.content.front_matter import Plain, Tree, format_front_matter
from briefing.content.paths import day_of_path
from briefing.model import DateOrigin, Entry, Image, Kind, Moment, Seed

EDITOR_FIELDS = frozenset({"draft", "pin", "bury", "lock"})
"""What only an editor sets; no harvest has them."""

ENTRY_FIELDS = tuple(f.name for f in fields(Entry) if f.name not in ("body", "path"))
"""Names of the front matter's fields."""

# The order in which a file gives them: what a reader looks for first stands first.
_ORDER = (
    "title date date_origin updated source via authors url lang summary key_points topics section"
    " story kind image guid seed also was draft pin bury lock"
).split()


class ImageFields(msgspec.Struct):
    """``image`` in front matter."""

    url: str = ""
    alt: str = ""
    credit: str = ""

    def value(self) -> Image:
        """Return it as the model has it."""
        return Image(url=self.url, alt=self.alt, credit=self.credit)


class SeedFields(msgspec.Struct):
    """``seed`` in front matter."""

    file: str = ""
    part: int = 1
    sha256: str = ""

    def value(self) -> Seed:
        """Return it as the model has it."""
        return Seed(file=self.file, part=self.part, sha256=self.sha256)


class _Fields(msgspec.Struct):
    title: str = ""
    date: str = ""
    date_origin: DateOrigin = DateOrigin.STATED
    updated: str = ""
    source: str = ""
    via: str = ""
    authors: list[str] = []
    url: str = ""
    lang: str = ""
    summary: str = ""
    key_points: list[str] = []
    topics: list[str] = []
    section: str = ""
    story: str = ""
    kind: Kind = Kind.ARTICLE
    image: ImageFields | None = None
    guid: str = ""
    seed: SeedFields | None = None
    also: list[str] = []
    was: list[str] = []
    draft: bool = False
    pin: bool = False
    bury: bool = False
    lock: list[str] = []


def parse_entry(text: str, path: str, zone: dt.tzinfo) -> Entry:
    """Return the entry that the file *text* tells; *path* is below ``content/``.

    A time without offset is one in *zone*. Without a guid it gets one made of its path, without a
    date the day of its folder, without a title its first heading or its file's name.

    Raises:
        EntryError: with file, line and the lines around it.
    """
    return read_entry(split(text, f"content/{path}"), path, zone)


def read_entry(source: Source, path: str, zone: dt.tzinfo) -> Entry:
    """Return the entry in *source*, whose problems grow by what a person should mend."""
    told = convert(source, _Fields)
    title, body = _title(told.title, source.body, path)
    line, lines = normal.line, normal.lines
    entry = Entry(
        guid=line(told.guid.strip() or f"content:{path.removesuffix('.md')}"),
        title=line(title),
        date=normal.moment(_date(source, told.date, path, zone)),
        date_origin=told.date_origin,
        updated=_updated(source, told.updated, zone),
        source=line(told.source),
        via=line(told.via),
        authors=lines(told.authors),
        url=normal.address(told.url),
        lang=line(told.lang),
        summary=normal.text(told.summary).strip(),
        key_points=lines(told.key_points),
        topics=lines(told.topics),
        section=line(told.section),
        story=line(told.story),
        kind=told.kind,
        image=normal.image(told.image.value()) if told.image else None,
        seed=normal.seed(told.seed.value()) if told.seed else None,
        also=lines(told.also),
        was=lines(told.was),
        draft=told.draft,
        pin=told.pin,
        bury=told.bury,
        lock=lines(told.lock),
        body=normal.body(body),
        path=path,
    )
    _warn(source, told, entry)
    return entry


def _date(source: Source, told: str, path: str, zone: dt.tzinfo) -> Moment:
    if told.strip():
        return moment(source, "date", told, zone)
    day = day_of_path(path)
    if day is None:
        message = "has no date; write “date: 2025-06-02” or put the file into content/2025/06/02/"
        raise source.error("", message)
    return day


def _updated(source: Source, told: str, zone: dt.tzinfo) -> Moment | None:
    return normal.moment(moment(source, "updated", told, zone)) if told.strip() else None


def _title(told: str, body: str, path: str) -> tuple[str, str]:
    """The headline, and the body without the heading that became it."""
    if normal.line(told):
        return told, body
    heading = re.search(r"(?m)^#{1,6}[ \t]+(\S.*?)[ \t]*#*[ \t]*$", body)
    if heading is None:
        stem = path.rpartition("/")[2].removesuffix(".md")
        return re.sub(r"[-_]+", " ", stem).strip() or stem, body
    is_first = not body[: heading.start()].strip()
    return heading[1], body[heading.end() :] if is_first else body


def _warn(source: Source, told: _Fields, result: Entry) -> None:
    if told.url.strip() and not result.url:
        source.warn("url", f"url: “{normal.line(told.url)}” is no http or https address")
    if told.image and told.image.url and not result.image:
        source.warn("image", f"image: “{normal.line(told.image.url)}” is no http or https address")
    unknown = [name for name in result.lock if name not in (*ENTRY_FIELDS, "body")]
    if unknown:
        source.warn("lock", f"lock: there is no field “{unknown[0]}”")


def format_entry(entry: Entry) -> str:
    """Return the text of the file for *entry*, in its normal form; empty fields are left out.

    ``parse_entry(format_entry(e), e.path, zone) == normal.entry(e)`` for every entry with a guid
    and a headline, and the same entry gives the same text.
    """
    return format_normal(normal.entry(entry))


def format_normal(item: Entry) -> str:
    """Return the text of the file for *item*, which is in normal form already."""
    values = {name: _tree(item, name) for name in _ORDER}
    front = format_front_matter({k: v for k, v in values.items() if v})
    return f"---\n{front}---\n" + (f"\n{item.body}\n" if item.body else "")


def _tree(item: Entry, name: str) -> Tree:
    value: object = getattr(item, name)
    if name == "kind" and item.kind is Kind.ARTICLE:
        return ""
    if isinstance(value, (dt.date, dt.datetime)):
        return Plain(value.isoformat())
    if isinstance(value, tuple):
        return [str(v) for v in value]
    if isinstance(value, Image):
        return {k: v for k in ("url", "alt", "credit") if (v := str(getattr(value, k)))}
    if isinstance(value, Seed):
        return seed_tree(value)
    if isinstance(value, bool):
        return Plain("true" if value else "")
    return str(value or "")


def seed_tree(seed: Seed) -> dict[str, Tree]:
    """Return *seed* as front matter."""
    tree: dict[str, Tree] = {"file": seed.file, "part": Plain(seed.part)}
    return {**tree, "sha256": seed.sha256} if seed.sha256 else tree


def is_tidy(text: str, item: Entry) -> bool:
    """Whether the file *text*, apart from the editor's and the locked fields, is as the program
    would write *item*: then nothing of a person's is lost when it is written anew."""
    written = format_normal(item)
    if text == written:
        return True
    apart = EDITOR_FIELDS | {*item.lock}
    return without_fields(text, item.path, apart) == without_fields(written, item.path, apart)

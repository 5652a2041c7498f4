"""A site that is ready to be rendered, page by page and on demand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.catalog import SiteShelf
from briefing.config import Config
from briefing.content import decode_value
from briefing.errors import OutputError
from briefing.model import Content, Digest, Problem
from briefing.render import CopiedFile
from briefing.render.pages import Page
from briefing.site.days import digest_of
from briefing.site.material import Library, unit_of
from briefing.site.rendering import Setting, page_mark, renderer_of
from briefing.site.units import Unit, lay_out, parse_unit

_KEPT = 8
"""Units whose pages stay laid out: a browser asks for a page and what belongs to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A site: what ``build`` writes, page by page and on demand."""

    library: Library
    setting: Setting
    files: dict[str, CopiedFile]
    """Assets and static files by output path."""

    problems: tuple[Problem, ...]
    state: str
    """A mark of all that it is made of."""

    _laid_out: dict[Unit, dict[str, Page]] = field(default_factory=dict)

    @property
    def config(self) -> Config:
        """The site's settings."""
        return self.library.config

    @property
    def shelf(self) -> SiteShelf:
        """What is known of the site."""
        return self.library.shelf

    def pages(self, unit: Unit) -> dict[str, Page]:
        """Return the pages of *unit* by output path; raises CatalogError where what is known is
        damaged."""
        if unit not in self._laid_out:
            while len(self._laid_out) >= _KEPT:
                del self._laid_out[next(iter(self._laid_out))]
            try:
                material = self.library.material(unit)
                found = lay_out(material, self.config) if material else []
            except ValueError as error:
                raise self.shelf.damaged() from error
            self._laid_out[unit] = {page.path: page for page in found}
        return self._laid_out[unit]

    def page(self, path: str) -> Page | None:
        """Return the page at the output *path*, if there is one."""
        return self.pages(unit_of(path, self.shelf)).get(path)

    def __contains__(self, path: object) -> bool:
        """Whether the site has an output at *path*."""
        return path in self.files or self.page(str(path)) is not None

    @property
    def copied(self) -> dict[str, str]:
        """The marks of the files that are copied, by output path."""
        return {path: file.mark for path, file in self.files.items()}

    def mark(self, path: str) -> str:
        """Return what stands for the bytes of the output *path*; raises OutputError."""
        if path in self.files:
            return self.files[path].mark
        return f"{page_mark(self._wanted(path))} {self.setting.look}"

    def render(self, path: str) -> bytes:
        """Return the bytes of the output *path*; raises BriefingError."""
        if path in self.files:
            return read_file(path, self.files[path])
        return renderer_of(self.setting).render(self._wanted(path))

    def _wanted(self, path: str) -> Page:
        page = self.page(path)
        if page is None:
            raise OutputError(path, "there is no such output")
        return page

    def __iter__(self) -> Iterator[str]:
        """Yield all output paths: the files, then unit by unit the pages."""
        yield from sorted(self.files)
        for unit in self.units():
            yield from (path for path in self.pages(unit) if path not in self.files)

    def units(self) -> list[Unit]:
        """Return all units, in order."""
        found = map(parse_unit, self.shelf.units())
        return [unit for unit in found if unit.kind not in ("files", "lists")]

    def digests(self) -> Iterator[Digest]:
        """Yield the digest of every day, oldest first."""
        for day, files in self.library.source.days(sorted(self.shelf.made_from())):
            yield digest_of(day, files, self.shelf.outline(day.isoformat()) or b"")

    def digest(self, day: dt.date) -> Digest | None:
        """Return the digest of *day*, if it has entries."""
        outline = self.shelf.outline(day.isoformat())
        if outline is None:
            return None
        ((_, files),) = self.library.source.days([day.isoformat()])
        return digest_of(day, files, outline)

    def content(self) -> Content:
        """Return everything in ``content/``, drafts and all."""
        contents = self.library.contents
        found = {
            kind: [decode_value(part.value) for part in contents.of_kind(kind)]
            for kind in ("entry", "record", "note", "page")
        }
        return Content(
            entries=tuple(one.entry for one in found["entry"] if one.entry),
            records=tuple(one.record for one in found["record"] if one.record),
            notes=tuple(one.note for one in found["note"] if one.note),
            pages=tuple(one.page for one in found["page"] if one.page),
        )


def read_file(path: str, file: CopiedFile) -> bytes:
    """Return the bytes of an asset or static file; raises OutputError."""
    try:
        return file.path.read_bytes()
    except OSError as error:
        raise OutputError(path, f"its file cannot be read: {error.strerror}") from error

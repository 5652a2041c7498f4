"""content/ → site/, readable on one screen: read, organise, lay out, compare, write."""

from __future__ import annotations

import bisect
import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.catalog import Catalog, open_catalog
from briefing.codec import encode
from briefing.config import Config, check_folders
from briefing.content import Reading, content_salt, read_found, scan_content
from briefing.errors import OutputError
from briefing.files import Bare, Scan, Shelf
from briefing.known import Built, between, instant, known_digests, site_state, still_holds
from briefing.model import Content, Digest, Level, Plan, Problem
from briefing.organise import digests, moment_of
from briefing.publish import STALE, all_present, apply, is_output, plan, present_files
from briefing.render import CopiedFile, Theme, read_theme
from briefing.render.themes import ASSETS

if TYPE_CHECKING:
    from briefing.render import Page, Renderer


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What one run of the program wants besides the settings."""

    now: dt.datetime
    """Aware; entries after it are not shown yet."""

    output: Path | None = None
    seeds: tuple[Path, ...] = ()
    """Folders to collect from instead of those in the settings."""

    drafts: bool = False
    future: bool = False
    clean: bool = False
    """Render everything anew."""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A site that is ready to be rendered, page by page and on demand."""

    config: Config
    content: Content
    """Everything in ``content/``, drafts and all."""

    digests: tuple[Digest, ...]
    pages: dict[str, Page]
    files: dict[str, CopiedFile]
    """Assets and static files by output path."""

    marks: dict[str, str]
    """Output path → what stands for its bytes."""

    problems: tuple[Problem, ...]
    renderer: Renderer
    state: str
    """A fingerprint of all that it was made from, save the time; empty where a file of it could
    not be read."""

    def render(self, path: str) -> bytes:
        """Return the bytes of the output *path*; raises BriefingError."""
        if path in self.pages:
            return self.renderer.render(self.pages[path])
        try:
            return self.files[path].path.read_bytes()
        except OSError as error:
            raise OutputError(path, f"its file cannot be read: {error.strerror}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    entries: int
    stories: int
    days: int
    plan: Plan
    """As carried out: *write* holds the files whose bytes are new."""

    problems: tuple[Problem, ...]
    seconds: dict[str, float] = field(default_factory=dict)
    """By stage."""


def prepare(
    root: Path, config: Config, options: BuildOptions, catalog: Catalog | None = None
) -> Prepared:
    """Return the site in *root* as it is to be, without writing anything.

    Raises:
        BriefingError: the theme cannot be read, or does not fit the settings.
    """
    return _prepared(_Ground.of(root, config, catalog), options)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What a site is made of, before anything of it is made."""

    folder: Path
    config: Config
    catalog: Catalog | None
    shelf: Shelf
    found: Scan
    """The files of ``content/``."""

    theme: Theme

    @classmethod
    def of(cls, root: Path, config: Config, catalog: Catalog | None) -> _Ground:
        """Look at the site in *root*."""
        folder = root / config.content
        shelf = catalog.shelf("content", content_salt(config.zone)) if catalog else Bare()
        return cls(
            folder=folder,
            config=config,
            catalog=catalog,
            shelf=shelf,
            found=scan_content(folder, shelf),
            theme=read_theme(root, config),
        )

    def state(self, options: BuildOptions, hashes: Mapping[str, str]) -> str:
        """A fingerprint of all that decides the site, save the time; *hashes* of ``content/``."""
        files = [self.found.problems, sorted(hashes.items())]
        return site_state(self.config, self.theme, (options.drafts, options.future), files)

    def read(self) -> Reading:
        """Read ``content/``."""
        return read_found(self.folder, self.config.zone, self.shelf, self.found)


def _prepared(ground: _Ground, options: BuildOptions) -> Prepared:
    from briefing.render import Look, Renderer, invented, lay_out, site_of

    config, theme = ground.config, ground.theme
    reading = ground.read()
    content = reading.content
    shown = _shown(content, config, options)
    if ground.catalog:
        days = known_digests(shown, reading.hashes, config, ground.catalog)
    else:
        days = digests(shown, config.digest, config.zone)
    look = Look(settings=theme.settings, generator=f"briefing {__version__}")
    site = site_of(config, days, content.pages, look)
    layout = lay_out(days, content.pages, site, config)
    files, misplaced = _files(theme, layout.pages)
    pages = {path: page for path, page in layout.pages.items() if path not in files}
    renderer = Renderer(theme, site)
    marks = {path: renderer.mark(page) for path, page in pages.items()}
    return Prepared(
        config=config,
        content=content,
        digests=days,
        pages=pages,
        files=files,
        marks=marks | {path: file.mark for path, file in files.items()},
        problems=(
            *reading.problems,
            *layout.problems,
            *invented(days, pages),
            *_shadowed(files, layout.pages),
            *misplaced,
            *_untold(content, config),
            *_later(content, config, options),
        ),
        renderer=renderer,
        state=ground.state(options, reading.hashes) if reading.is_whole else "",
    )


def _shown(content: Content, config: Config, options: BuildOptions) -> Content:
    """What readers may see: no drafts and nothing from the future, unless it is wanted."""
    now = instant(options.now, config.zone)
    entries = (
        entry
        for entry in content.entries
        if (options.drafts or not entry.draft)
        and (options.future or instant(entry.date, config.zone) <= now)
    )
    return replace(content, entries=tuple(entries))


def _files(theme: Theme, pages: Mapping[str, Page]) -> tuple[dict[str, CopiedFile], list[Problem]]:
    """Output path → file to copy; the site's own come over the theme's. Those of them that cannot
    stand where they are to are left out, and told."""
    files = {f"{ASSETS}{name}": file for name, file in theme.assets.items()}
    problems: list[Problem] = []
    needed = sorted(pages.keys() | files.keys()) if theme.static else []
    for path, file in theme.static.items():
        if not is_output(path):
            message = "its name can be no address; rename the file"
        elif clash := _clash(path, needed):
            message = f"cannot stand beside the site's own “{clash}”; rename it"
        else:
            files[path] = file
            continue
        shown = path.encode("utf-8", "backslashreplace").decode()
        problems.append(Problem(place=f"static/{shown}", message=message, level=Level.ERROR))
    return files, problems


def _clash(path: str, needed: Sequence[str]) -> str:
    """The path of *needed* (in order) that makes a folder of the file *path*, or a file of one of
    its folders; empty for none."""
    below = f"{path}/"
    next_one = bisect.bisect(needed, below)
    if next_one < len(needed) and needed[next_one].startswith(below):
        return needed[next_one]
    folders = (parent.as_posix() for parent in PurePosixPath(path).parents)
    return next((f for f in folders if needed[bisect.bisect_left(needed, f) :][:1] == [f]), "")


def _shadowed(files: dict[str, CopiedFile], pages: dict[str, Page]) -> Iterator[Problem]:
    for path in sorted(files.keys() & pages.keys()):
        message = f"takes the place of the page “{pages[path].url}”"
        yield Problem(place=f"static/{path}", message=message, level=Level.NOTE)


def _untold(content: Content, config: Config) -> Iterator[Problem]:
    """Editors' words that no page shows, because no entry goes with them."""
    stories = {entry.story for entry in content.entries}
    days = {moment_of(entry.date, config.zone).date() for entry in content.entries}
    for record in content.records:
        if record.id not in stories:
            message = f"no entry has “story: {record.id}”, so it is shown nowhere"
            yield Problem(place=f"content/{record.path}", message=message)
    for note in content.notes:
        if note.day not in days:
            message = "no entry is of this day, so it is shown nowhere"
            yield Problem(place=f"content/{note.path}", message=message)


def _later(content: Content, config: Config, options: BuildOptions) -> Iterator[Problem]:
    """Entries that wait for their time."""
    now = instant(options.now, config.zone)
    for entry in content.entries:
        if not options.future and instant(entry.date, config.zone) > now:
            message = f"is dated {entry.date.isoformat()}, which is to come; --future shows it"
            yield Problem(place=f"content/{entry.path}", message=message, level=Level.NOTE)


def build(root: Path, config: Config, options: BuildOptions) -> BuildReport:
    """Collect what is new in *root*, then bring its site up to date; return what was done.

    A build that fails leaves the last good site as it was.

    Raises:
        BriefingError: something that a person can mend.
    """
    from briefing.collect import collect

    check_folders(root, config, options.output, options.seeds)
    seconds: dict[str, float] = {}
    out = options.output or root / config.output
    catalog = open_catalog(root)
    try:
        with catalog.locked():
            with _timed("collect", seconds):
                collected = collect(root, config, options.now, catalog, options.seeds)
            with _timed("prepare", seconds):
                ground = _Ground.of(root, config, catalog)
                site = _unchanged(out, ground, options, catalog) or _prepared(ground, options)
            with _timed("publish", seconds):
                built, done = publish(out, site, options, catalog)
    finally:
        catalog.close()
    problems = dict.fromkeys((*collected.problems, *built.problems, *catalog.problems))
    return BuildReport(
        entries=built.entries,
        stories=built.stories,
        days=built.days,
        plan=done,
        problems=tuple(problems),
        seconds=seconds,
    )


def _unchanged(out: Path, ground: _Ground, options: BuildOptions, catalog: Catalog) -> Built | None:
    """The site as the last build left it in *out*, if that is what would be built again."""
    if options.clean or ground.found.changed:
        return None
    known = catalog.pages(out)
    hashes = {path: mark.hash for path, mark in ground.found.known.items()}
    built = still_holds(known.state(), ground.state(options, hashes), options.now)
    return built if built and all_present(out, known.rows()) else None


def publish(
    out: Path, site: Prepared | Built, options: BuildOptions, catalog: Catalog
) -> tuple[Built, Plan]:
    """Write what has changed of *site* to *out*; return what it is and what was done."""
    known = catalog.pages(out)
    if isinstance(site, Built):
        return site, Plan(keep=frozenset(known.rows()))
    present = present_files(out, known.rows())
    if options.clean:
        present = dict.fromkeys(present, STALE)
    todo = plan(site.marks, present)
    known.forget_state()  # a run that ends in the middle leaves nothing to rely on
    done = apply(out, todo, site.marks, site.render, known)
    built = _built(site, options)
    if built.state:
        known.keep_state(encode(built))
    return built, Plan(write=done.written, keep=done.kept, remove=done.removed)


def _built(site: Prepared, options: BuildOptions) -> Built:
    entries = () if options.future else site.content.entries
    since, until = between(entries, options.now, site.config.zone)
    return Built(
        state=site.state,
        since=since,
        until=until,
        entries=sum(len(day.entries) for day in site.digests),
        stories=sum(len(day.stories) for day in site.digests),
        days=len(site.digests),
        problems=site.problems,
    )


@contextmanager
def _timed(stage: str, seconds: dict[str, float]) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - begun, 3)

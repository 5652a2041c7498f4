"""From the ground to a site that is ready: days brought up to date, the files that go with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from briefing import __version__
from briefing.catalog import SiteShelf
from briefing.content import decode_value, instant
from briefing.fingerprint import fingerprint
from briefing.hooks import plugin_filters
from briefing.model import Level, Problem
from briefing.publish import is_output
from briefing.render import CopiedFile, Look, Theme, site_of
from briefing.render.site import Parts
from briefing.render.themes import ASSETS
from briefing.site.ground import Ground, Wish, program
from briefing.site.index import Source, advance
from briefing.site.material import Library
from briefing.site.prepared import Prepared
from briefing.site.problems import content_problems, site_problems
from briefing.site.rendering import Painter, Setting, settings_of_days
from briefing.site.units import SINGLE, Unit
from briefing.site.work import Workers


def prepared(
    ground: Ground, wish: Wish, workers: Workers, painter: Painter | None = None
) -> Prepared:
    """Return the site that *ground* makes; a *painter* gets the pages of days that are looked at on
    the way. Raises CatalogError, BriefingError."""
    config = ground.config
    shelf = ground.catalog.site(wish.name)
    source = Source(contents=ground.contents, hidden=ground.hidden(wish), plugins=ground.plugins)
    library = Library(shelf, source, config)
    _forget_other(shelf, ground)
    advance(shelf, source, config, workers, painter)
    _note_standing(shelf, ground)
    assets = {f"{ASSETS}{name}": file for name, file in ground.theme.assets.items()}
    bare = Prepared(
        library=library,
        setting=setting_of(ground, shelf),
        files=assets,
        problems=(),
        state="",
    )
    static, misplaced = _static(ground.theme, bare)
    content = content_problems(ground.contents, ground.problems)
    now = instant(wish.now, config.zone)
    return Prepared(
        library=library,
        setting=setting_of(ground, shelf),
        files=assets | static,
        problems=(
            *content,
            *misplaced,
            *_filters(ground),
            *site_problems(library, now, future=wish.future),
        ),
        state=ground.state(wish),
    )


def _filters(ground: Ground) -> list[Problem]:
    """What is wrong with the filters of plugins."""
    if not ground.plugins.chain:
        return []
    from briefing.render.environment import built_in_filters

    return plugin_filters(ground.plugins.chain, built_in_filters(ground.config.language))[1]


def setting_of(ground: Ground, shelf: SiteShelf) -> Setting:
    """Return what all pages of the site have in common."""
    try:
        pages = [decode_value(part.value).page for part in ground.contents.of_kind("page")]
    except ValueError as error:
        raise shelf.damaged() from error
    look = Look(settings=ground.theme.settings, generator=f"briefing {__version__}")
    parts = Parts(days=bool(shelf.newest_days(1)), topics=shelf.has_topics())
    site = site_of(ground.config, parts, [page for page in pages if page], look)
    shadowed = frozenset(path for path in ground.theme.static if is_output(path))
    return Setting(ground.config, ground.theme, site, shadowed, ground.cache, ground.plugins)


def _forget_other(shelf: SiteShelf, ground: Ground) -> None:
    """Forget what was made by another program or with other settings."""
    salt = fingerprint([program(), settings_of_days(ground.config), ground.plugins.mark])
    if shelf.fact("salt") != salt:
        with shelf.change() as change:
            change.forget_days()
            change.note(map(str, SINGLE))
            change.keep_fact("salt", salt)


def _note_standing(shelf: SiteShelf, ground: Ground) -> None:
    """Note the pages that are made of standing pages, where one of those has changed."""
    pages = ground.contents.of_kind("page")
    mark = fingerprint([part[:2] for part in pages])
    if shelf.fact("standing") != mark:
        with shelf.change() as change:
            change.note(map(str, (Unit("standing"), Unit("map", "site"))))
            change.keep_fact("standing", mark)


def _static(theme: Theme, site: Prepared) -> tuple[dict[str, CopiedFile], list[Problem]]:
    """The static files by output path, and what is wrong with them: one that cannot stand where it
    is to is left out; one in the place of a page is told."""
    files: dict[str, CopiedFile] = {}
    problems: list[Problem] = []
    for path, file in theme.static.items():
        level = Level.ERROR
        if not is_output(path):
            message = "its name can be no address; rename the file"
        elif clash := next(_clashes(path, site), ""):
            message = f"cannot stand beside the site's own “{clash}”; rename it"
        else:
            files[path] = file
            page = site.page(path)
            if page is None:
                continue
            level, message = Level.NOTE, f"takes the place of the page “{page.url}”"
        shown = path.encode("utf-8", "backslashreplace").decode()
        problems.append(Problem(place=f"static/{shown}", message=message, level=level))
    return files, problems


def _clashes(path: str, site: Prepared) -> Iterator[str]:
    """Yield outputs of the *site* for which *path* would have to be a folder, or one of its folders
    a file."""
    if (inside := f"{path}/index.html") in site:
        yield inside
    parts = path.split("/")
    if path in _FOLDERS or (len(parts) == 3 and parts[0] in ("sources", "topics")):
        yield from (one for one in (f"{path}/",) if path in _FOLDERS or _has_year(path, site))
    folders = (parent.as_posix() for parent in PurePosixPath(path).parents)
    yield from (folder for folder in folders if folder != "." and folder in site)


_FOLDERS = frozenset({"assets", "sitemaps", "stories"})
"""Folders of the site that have no page of their own."""


def _has_year(path: str, site: Prepared) -> bool:
    """Whether *path* is the year of a source or topic that has months in it."""
    folder, _, year = path.rpartition("/")
    named = site.shelf.named(f"{folder}/")
    months = site.shelf.term_months(*named) if named else []
    return any(month.startswith(f"{year}-") for month, *_ in months)

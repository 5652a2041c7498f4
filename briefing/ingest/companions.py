"""What browsers and systems pack beside documents: a saved page's folder of parts, droppings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from briefing.model import Level, Problem

_PAGE = re.compile(r"(?P<stem>.+)\.(?:x?html?|shtml)$", re.IGNORECASE)
_FOLDER = re.compile(
    r"(?:[_.-]|[ _-])(?:files|dateien|fichiers|archivos|ficheiros|arquivos|bestanden|file|filer"
    r"|tiedostot|pliki|soubory|fajlovi|dosyalar|файлы|файли|ファイル|文件|files?_\d+)$",
    re.IGNORECASE,
)
_DROPPINGS = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.[^./]|Thumbs\.db$|desktop\.ini$|Icon\r$|~\$)", re.IGNORECASE
)


_ENDINGS = (".html", ".htm", ".xhtml", ".shtml")


def pages_beside(names: Iterable[str]) -> list[str]:
    """Return the pages that some of *names* may be parts of, by the folders they lie in."""
    parents = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    stems = [_FOLDER.sub("", parent) for parent in sorted(parents) if _FOLDER.search(parent)]
    return [f"{stem}{ending}" for stem in stems for ending in _ENDINGS]


class Companions:
    """Which of the members of a folder or archive are no documents of their own."""

    def __init__(self, names: Iterable[str]) -> None:
        every = [*names]
        plain = {name: name.replace("\\", "/").removeprefix("./") for name in every}
        pages = {m["stem"]: name for name in plain.values() if (m := _PAGE.match(name))}
        self._pages = {
            name: page
            for name, path in plain.items()
            for parent in PurePosixPath(path).parents
            if (page := pages.get(_FOLDER.sub("", str(parent)))) and _FOLDER.search(str(parent))
        }
        self._droppings = {name for name, path in plain.items() if _DROPPINGS.search(path)}

    def __contains__(self, name: object) -> bool:
        return name in self._pages or name in self._droppings

    def notes(self, place: str) -> list[Problem]:
        """One note for each page whose parts are passed over."""
        return [
            Problem(
                place=f"{place}!/{page}",
                message=f"{count} files beside the page belong to it and are no documents",
                level=Level.NOTE,
            )
            for page, count in sorted(Counter(self._pages.values()).items())
        ]

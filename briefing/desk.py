"""``content/`` as collecting meets it: before and after, and what the catalog remembers of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from briefing import content
from briefing.catalog import Catalog
from briefing.codec import decoder, encode
from briefing.config import Config
from briefing.errors import OutputError
from briefing.scan import Each
from briefing.site.contents import contents_of, read_changes, scan_content
from briefing.site.work import Workers

_REMOVED = "collect-removed"
_decode_written = decoder(content.Written)


class Desk:
    """The files in ``content/``, and what the program wrote there last."""

    def __init__(self, root: Path, config: Config, catalog: Catalog, each: Each = map) -> None:
        """Bring what is known of ``content/`` up to date; *each* lists parts of a large folder.

        Raises:
            OutputError: a file stands in its place.
        """
        self.folder = root / config.content
        if self.folder.exists() and not self.folder.is_dir():
            raise OutputError(config.content, "is no folder; move it away")
        self.root = root
        self.config = config
        self.catalog = self._catalog = catalog
        self._each = each
        self._shelf = contents_of(catalog, config)
        self.salt = f"{content.content_salt(config.zone)} {config.content}"
        self._take_in()

    def _take_in(self) -> None:
        found = scan_content(self.folder, self._shelf, each=self._each)
        self.problems = found.problems
        read_changes(self.folder, self.config.zone, self._shelf, found, Workers())

    @property
    def is_cleared(self) -> bool:
        """Whether ``content/`` holds no file at all though something was written: it was cleared
        away, not edited, and all may come back."""
        return self._shelf.is_empty and self._catalog.has_written()

    def forget_written(self) -> None:
        """Take all that is there for a person's, and nothing for deleted."""
        self._catalog.forget_written()

    def count(self) -> int:
        """Return the number of entries."""
        return self._shelf.count()

    def paths(self) -> list[str]:
        """Return all files, by path."""
        return self._shelf.paths()

    def parsed(self, paths: Collection[str]) -> dict[str, content.Parsed]:
        """Return what those files in *paths* say that are there, in the order of paths."""
        values = self._shelf.texts(paths)
        try:
            return {path: content.decode_value(values[path]) for path in sorted(values)}
        except ValueError as error:
            raise self._shelf.damaged() from error

    def has_removed_as_known(self) -> bool:
        """Whether the list of what was deleted is as it was left."""
        return self._catalog.fact(_REMOVED) == self._removed()

    def turned_removed(self) -> frozenset[str]:
        """Return the keys that came to the list of what was deleted, or went."""
        known = self._catalog.fact(_REMOVED)
        before = frozenset(json.loads(known)) if known else frozenset()
        return before ^ content.read_removed(self.folder)

    def keep_removed(self) -> None:
        """Remember the list of what was deleted."""
        self._catalog.keep_fact(_REMOVED, self._removed())

    def _removed(self) -> bytes:
        return json.dumps(sorted(content.read_removed(self.folder))).encode()

    def standing(
        self,
        guids: Collection[str],
        stories: Collection[str],
        groups: Iterable[content.Group],
        *,
        whole: bool = False,
    ) -> content.Standing:
        """Return what is there and what is known of it, as far as it matters to *groups*, whose
        guids are among *guids*, and to the records of *stories*; *whole*: all that was ever
        written matters, because it may be gone."""
        kept = self._catalog.written(None if whole else guids, stories)
        written = {guid: _decode_written(value) for guid, value in kept.items()}
        homes = {row.path for row in written.values()} - {""}
        paths = {*self._shelf.guids(guids), *self._shelf.records_of(stories), *homes}
        parsed = dict(self._with_tidy(self.parsed(paths), written))
        zone = self.config.zone
        days = {content.day_of(group.entry.date, zone) for group in groups}
        taken = self._shelf.paths_in({content.folder_of(day) for day in days})
        return content.Standing(
            parsed=parsed,
            written=written,
            removed=content.read_removed(self.folder),
            unseen=frozenset(p for p in homes - parsed.keys() if (self.folder / p).exists()),
            taken=frozenset(path.casefold() for path in taken),
            zone=zone,
        )

    def _with_tidy(
        self, parsed: Mapping[str, content.Parsed], written: Mapping[str, content.Written]
    ) -> Iterator[tuple[str, content.Parsed]]:
        """Look again at the files that are not as they were written: whether anything in them
        would be lost is asked of no others."""
        for path, there in parsed.items():
            now = there
            row = written.get(_key_of(there))
            if row and there.text_mark not in (row.mark, row.pending):
                with suppress(OSError):
                    data = (self.folder / path).read_bytes()
                    again = content.parse_file(data, path, self.config.zone, tidy=True)
                    now = replace(there, is_tidy=again.is_tidy)
            yield path, now

    def write(self, todo: content.Intents, written: Mapping[str, content.Written]) -> None:
        """Carry out *todo*; *written* is what the program wrote last. The catalog is told before
        and after, so that after a crash the program's own files are not taken for a person's."""
        pending = {
            w.key: replace(written.get(w.key, content.Written()), pending=w.written.mark)
            for w in todo.writes
        }
        self._catalog.keep_written(_encoded(pending))
        content.write_intents(self.folder, todo)
        now = {**todo.seen, **{w.key: w.written for w in todo.writes}}
        self._catalog.keep_written(_encoded(now), [*todo.removed, *todo.doubles])
        if todo.writes or todo.doubles:
            self._take_in()


def _key_of(parsed: content.Parsed) -> str:
    """What the catalog calls what the program wrote to this file."""
    if parsed.record:
        return content.record_key(parsed.record)
    return parsed.entry.guid if parsed.entry else ""


def _encoded(values: Mapping[str, content.Written]) -> dict[str, bytes]:
    return {guid: encode(value) for guid, value in values.items()}

"""The parts of an Office document: a zip archive of XML (ECMA-376 part 2, ODF 1.3 part 2).

XML with a document type is refused, and with it every entity that could grow; sizes are counted
while reading.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any
from xml.etree import ElementTree as ET  # only after _safe; the house has no other XML reader

from briefing.ingest.room import FREE_BYTES, MOST_RATIO, Room

_LARGEST = 64_000_000
"""Bytes of one part."""

_MOST_ELEMENTS = 2_000_000
_DEEPEST = 250
_MOST_NAMES = 20_000

Element = ET.Element


class PackageError(ValueError):
    """The document cannot be opened; the message says why."""


class Package:
    """An Office document whose parts can be read."""

    def __init__(self, data: bytes, room: Room) -> None:
        """Open the archive *data*; what is read is taken out of *room*.

        Raises:
            PackageError: it is no archive.
        """
        if data.count(b"PK\x01\x02") > _MOST_NAMES:
            raise PackageError("has too many parts")
        self._size, self._room = len(data), room
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise PackageError("is damaged: its list of parts cannot be read") from error
        self.names = frozenset(self._file.namelist())

    def xml(self, name: str) -> Element | None:
        """Return the root element of the part *name*; None where there is no such part.

        Raises:
            PackageError: it is damaged, encrypted, too large or no XML that is safe to read.
        """
        if name not in self.names:
            return None
        data = self._bytes(name)
        if (
            b"<!DOCTYPE" in data
            or b"<!ENTITY" in data
            or data.startswith((b"\xff\xfe", b"\xfe\xff"))
        ):
            raise PackageError(f"has a document type in {name}, which no Office program writes")
        if data.count(b"<") > _MOST_ELEMENTS:
            raise PackageError(f"has too many elements in {name}")
        try:
            return _parsed(data)
        except (ET.ParseError, ValueError, LookupError) as error:
            raise PackageError(f"is damaged: {name} is no XML ({error})") from error

    def _bytes(self, name: str) -> bytes:
        try:
            with self._file.open(name) as stream:
                return b"".join(self._counted(stream, name))
        except PackageError:
            raise
        except RuntimeError as error:
            raise PackageError("is encrypted; save it without a password") from error
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error,
                ValueError) as error:  # fmt: skip
            raise PackageError(f"is damaged in {name}: {error}") from error

    def _counted(self, stream: IO[bytes], name: str) -> Iterator[bytes]:
        total = 0
        while chunk := stream.read(262_144):
            total += len(chunk)
            is_bomb = total > max(FREE_BYTES, MOST_RATIO * self._size)
            if is_bomb or total > _LARGEST or not self._room.take(len(chunk)):
                raise PackageError(f"unpacks to too much in {name}")
            yield chunk


def _parsed(data: bytes) -> Element:
    """The tree of *data*, if it is not deeper than any program writes."""
    parser: Any = ET.XMLPullParser(events=("start", "end"))  # its stubs know no pairs
    depth = 0
    root: Element | None = None
    for start in range(0, len(data), 65_536):
        parser.feed(data[start : start + 65_536])
        for event, element in parser.read_events():
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise ValueError("elements are nested too deeply")
    parser.close()
    if root is None:
        raise ValueError("it is empty")
    return root


def local(element: Element) -> str:
    """Return the name of *element* without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return the attribute *name* of *element*, in whatever namespace; empty where it is not."""
    if name in element.attrib:
        return element.attrib[name]
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element below *element* along *path* of local names."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element

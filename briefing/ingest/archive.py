"""Reads archives: zip, tar, and what gzip, bzip2 or xz packed; each member is a document.

Names are only labels, links and devices are never followed, and sizes are counted while reading:
nothing that an archive says of itself is trusted. The limits stand in ``room.py``.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol, cast

from briefing.ingest.companions import Companions
from briefing.ingest.inner import gathered, inner_document, noted, read_inner, safe_name
from briefing.ingest.kinds import DocumentKind, unpacked_name
from briefing.ingest.reading import Reading, unread
from briefing.ingest.room import (
    DEEPEST,
    FREE_BYTES,
    MOST_BYTES,
    MOST_MEMBERS,
    MOST_RATIO,
    Room,
)
from briefing.ingest.sniffing import kind_of
from briefing.model import Document, Harvest, Level, Problem

_CHUNK = 262_144
_ARCHIVES = (DocumentKind.ZIP, DocumentKind.TAR, DocumentKind.PACKED)
_SILENT = (DocumentKind.PICTURE, DocumentKind.CODE, DocumentKind.DATA)
"""Kinds that people pack with their documents; told in one line, not one by one."""

_BROKEN = (
    EOFError, OSError, RuntimeError, NotImplementedError, ValueError, zlib.error, lzma.LZMAError,
    zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip
"""What the unpackers raise for damaged, encrypted or unknown data."""


class _RefusedError(ValueError):
    """A member that is not read; the message says why."""


@dataclass(frozen=True, slots=True)
class _Member:
    """One member of an archive as it is listed."""

    name: str
    packed: int
    """Bytes in the archive, as far as known."""

    refusal: str = ""
    """Why it is not opened."""


class _Archive(Protocol):
    def members(self) -> Iterator[_Member]:
        """List the members, one by one."""
        ...

    def open(self, member: _Member) -> io.BufferedIOBase:
        """Open *member*; may raise any of ``_BROKEN``."""
        ...


def harvest_zip(document: Document, reading: Reading) -> Harvest:
    """Return what the members of a zip archive hold (APPNOTE.TXT 6.3)."""
    try:
        return _harvest(document, _Zip(document.data), reading)
    except _BROKEN as error:
        return unread(document, f"is no zip archive that can be opened: {_told(error)}")


def harvest_tar(document: Document, reading: Reading) -> Harvest:
    """Return what the members of a tar archive hold (POSIX pax, GNU, ustar)."""
    try:
        return _harvest(document, _Tar(document.data), reading)
    except _BROKEN as error:
        return unread(document, f"is no tar archive that can be opened: {_told(error)}")


def harvest_packed(document: Document, reading: Reading) -> Harvest:
    """Return what the file holds that gzip, bzip2 or xz packed: a tar archive or one document."""
    try:
        data, cut_off = _unpacked(document.data, reading.room)
    except _BROKEN as error:
        return unread(document, f"cannot be unpacked: {_told(error)}")
    inside = inner_document(document, unpacked_name(document.place), data)
    if kind_of(inside).kind is DocumentKind.TAR:
        found = harvest_tar(replace(document, data=data), reading)
    else:
        found = gathered(document, [("", _read(inside, reading))])
    if not cut_off:
        return found
    message = f"is cut off or damaged ({cut_off}); what could be unpacked was read"
    return noted(found, Problem(place=document.place, message=message, level=Level.ERROR))


# --- the members -------------------------------------------------------------------


def _harvest(document: Document, archive: _Archive, reading: Reading) -> Harvest:
    found: list[tuple[str, Harvest]] = []
    problems: list[Problem] = []
    silent: list[tuple[DocumentKind, str]] = []
    for member, inside in _documents(document, archive, reading.room, problems):
        kind = kind_of(inside).kind
        if kind in _SILENT:
            silent.append((kind, member.name))
        else:
            found.append((safe_name(member.name), _read(inside, reading)))
    if not found and not problems:
        problems.append(Problem(place=document.place, message="the archive holds no document"))
    return noted(gathered(document, found), *problems, *_silence(document, silent))


def _documents(
    document: Document, archive: _Archive, room: Room, problems: list[Problem]
) -> Iterator[tuple[_Member, Document]]:
    """The members that are documents, with their bytes, as long as there is room for them."""
    members = list(_listed(document, archive, room, problems))
    companions = Companions(member.name for member in members)
    problems.extend(companions.notes(document.place))
    left = max(10 * FREE_BYTES, MOST_RATIO * len(document.data))
    for member in members:
        if member.name in companions:
            continue
        try:
            data = _bytes_of(archive, member, room)
        except _BROKEN as error:
            place = inner_document(document, member.name, b"").place
            message = f"{_told(error)} (kept, not read)"
            problems.append(Problem(place=place, message=message, level=Level.ERROR))
        else:
            left -= len(data)
            yield member, inner_document(document, member.name, data)
        if min(room.bytes, left) < 0:
            message = "unpacks to too much; the members after this one are not read"
            place = inner_document(document, member.name, b"").place
            problems.append(Problem(place=place, message=message, level=Level.ERROR))
            return


def _listed(
    document: Document, archive: _Archive, room: Room, problems: list[Problem]
) -> Iterator[_Member]:
    try:
        for member in archive.members():
            if not room.enter():
                raise _RefusedError(f"more than {MOST_MEMBERS:,} members; the others are not read")
            yield member
    except _BROKEN as error:
        message = f"the archive is damaged or too large: {_told(error)}"
        problems.append(Problem(place=document.place, message=message, level=Level.ERROR))


def _bytes_of(archive: _Archive, member: _Member, room: Room) -> bytes:
    if member.refusal:
        raise _RefusedError(member.refusal)
    with archive.open(member) as stream:
        return b"".join(_counted(stream, member.packed, room))


def _counted(stream: io.BufferedIOBase, packed: int, room: Room) -> Iterator[bytes]:
    """The bytes of *stream*, counted as they come.

    Raises:
        _RefusedError: more than there is room for, or far more than was packed.
    """
    total = 0
    while chunk := stream.read1(_CHUNK):
        total += len(chunk)
        if not room.take(len(chunk)):
            raise _RefusedError(
                f"unpacks to more than {MOST_BYTES // 1_000_000} MB with all before it"
            )
        if total > max(FREE_BYTES, MOST_RATIO * packed):
            raise _RefusedError(f"unpacks to more than {MOST_RATIO} times its size")
        yield chunk


def _read(inside: Document, reading: Reading) -> Harvest:
    if kind_of(inside).kind in _ARCHIVES and inside.place.count("!/") > DEEPEST:
        return unread(inside, f"is packed more than {DEEPEST} archives deep; unpack the outer one")
    return read_inner(inside, reading)


def _silence(document: Document, silent: Iterable[tuple[DocumentKind, str]]) -> list[Problem]:
    """One note on all the members that hold no text."""
    silent = list(silent)
    if not silent:
        return []
    counts = Counter(kind.value for kind, _ in silent)
    what = ", ".join(f"{count} × {kind}" for kind, count in sorted(counts.items()))
    names = ", ".join(safe_name(name) for _, name in silent[:3])
    more = " …" if len(silent) > 3 else ""
    message = f"members that are no documents: {what} ({names}{more})"
    return [Problem(place=document.place, message=message, level=Level.NOTE)]


def _told(error: Exception) -> str:
    text = " ".join(str(error).split())
    if "encrypted" in text or "password" in text:
        return "is encrypted; unpack it with its password"
    return text[:200] or type(error).__name__


# --- the formats -------------------------------------------------------------------


class _Zip:
    def __init__(self, data: bytes) -> None:
        if data.count(b"PK\x01\x02") > MOST_MEMBERS * 2:
            raise _RefusedError(f"more than {MOST_MEMBERS:,} members")
        self._size = len(data)
        self._file = zipfile.ZipFile(io.BytesIO(data))
        self._infos: dict[_Member, zipfile.ZipInfo] = {}

    def members(self) -> Iterator[_Member]:
        for info in self._file.infolist():
            if info.filename.endswith("/"):
                continue
            packed = min(info.compress_size, self._size)
            member = _Member(info.filename, packed, _zip_refusal(info))
            self._infos[member] = info
            yield member

    def open(self, member: _Member) -> io.BufferedIOBase:
        return cast("io.BufferedIOBase", self._file.open(self._infos[member]))


def _zip_refusal(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x1:
        return "is encrypted; unpack it with its password"
    # The upper half is the mode of the file where it was packed on a Unix system.
    is_link = info.create_system == 3 and (info.external_attr >> 16) & 0o170000 == 0o120000
    return "is a link, which is not followed" if is_link else ""


class _Tar:
    def __init__(self, data: bytes) -> None:
        self._file = tarfile.open(fileobj=io.BytesIO(data), mode="r:")  # noqa: SIM115 - in memory
        self._infos: dict[_Member, tarfile.TarInfo] = {}

    def members(self) -> Iterator[_Member]:
        for info in self._file:
            if info.isdir():
                continue
            member = _Member(info.name, info.size, _tar_refusal(info))
            self._infos[member] = info
            yield member

    def open(self, member: _Member) -> io.BufferedIOBase:
        stream = self._file.extractfile(self._infos[member])
        if stream is None:
            raise _RefusedError("is no file")
        return cast("io.BufferedIOBase", stream)


def _tar_refusal(info: tarfile.TarInfo) -> str:
    if info.issym() or info.islnk():
        return "is a link, which is not followed"
    if info.issparse():
        return "is a sparse file, which is not read"
    return "" if info.isreg() else "is a device or pipe, which is not read"


def _unpacked(data: bytes, room: Room) -> tuple[bytes, str]:
    """The bytes that were packed, and what broke off the unpacking, if anything did.

    Raises:
        _RefusedError: they are too many, or there are none.
    """
    chunks: list[bytes] = []
    try:
        chunks.extend(_counted(_stream(data), len(data), room))  # keeps what came before an error
    except _RefusedError:
        raise
    except _BROKEN as error:
        if not chunks:
            raise
        return b"".join(chunks), _told(error)
    return b"".join(chunks), ""


def _stream(data: bytes) -> io.BufferedIOBase:
    source = io.BytesIO(data)
    if data.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=source)
    if data.startswith(b"BZh"):
        return bz2.BZ2File(source)
    return lzma.LZMAFile(source)

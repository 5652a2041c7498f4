"""Content codings taken off an answer's body, in pieces and up to a size (RFC 9110, section 8.4).

A few bytes may unpack to gigabytes; so no piece is larger than a megabyte before it is counted, and
an answer packed more than once is refused, because the size of the inner packing could not be
seen. A packing that ends early is an error: half a feed must not pass for a whole one.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from briefing.fetch.budget import too_large
from briefing.fetch.trouble import Kind, Trouble

ACCEPTED = "gzip, deflate, br"

_PIECE = 1_000_000  # bytes


class _Unpacker(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...

    def is_complete(self) -> bool: ...


class _Zlib:
    """gzip with any number of members (RFC 1952, section 2.2), or one stream of another format."""

    def __init__(self, window: int, *, has_members: bool = False) -> None:
        self._window = window
        self._has_members = has_members
        self._inner = zlib.decompressobj(window)
        self._has_begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inner.eof:
                if not (self._has_members and data.startswith(b"\x1f\x8b")):
                    return  # what stands after the end is padding
                self._inner = zlib.decompressobj(self._window)
            self._has_begun = True
            yield self._inner.decompress(data, _PIECE)
            data = self._inner.unconsumed_tail or self._inner.unused_data

    def is_complete(self) -> bool:
        return self._inner.eof or not self._has_begun


class _Deflate:
    """``deflate``: zlib's format as the standard has it, or the bare one that many servers send."""

    def __init__(self) -> None:
        self._inner: _Zlib | None = None
        self._head = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._inner is None:
            self._head += data
            if len(self._head) < 2:
                return
            first, second = self._head[:2]
            is_zlib = first & 15 == 8 and (first << 8 | second) % 31 == 0  # RFC 1950, section 2.2
            self._inner, data = _Zlib(15 if is_zlib else -15), self._head
        yield from self._inner.feed(data)

    def is_complete(self) -> bool:
        return self._inner.is_complete() if self._inner else not self._head


class _Brotli:
    """``br`` (RFC 7932)."""

    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]  # has no stubs

        self._inner = brotli.Decompressor()
        self._has_begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._has_begun = True
        while not self._inner.is_finished():
            piece = self._inner.process(data, output_buffer_limit=_PIECE)
            if not piece:
                return
            yield piece
            data = b""

    def is_complete(self) -> bool:
        return bool(self._inner.is_finished()) or not self._has_begun


_UNPACKERS: dict[str, Callable[[], _Unpacker]] = {
    "gzip": lambda: _Zlib(31, has_members=True),
    "deflate": _Deflate,
    "br": _Brotli,
}


def unpacked(pieces: Iterable[bytes], coding: str, size: int) -> bytes:
    """Return the body that comes in *pieces*, without its *coding* (Content-Encoding).

    Raises:
        Trouble: it has more than *size* bytes, packed or not, or cannot be unpacked.
    """
    names = [name.strip().lower().removeprefix("x-") for name in coding.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if not names:
        return _joined(pieces, size)
    if len(names) > 1 or names[0] not in _UNPACKERS:
        raise Trouble(Kind.UNREACHABLE, f"is packed in a way nobody asked for ({coding[:40]})")
    unpacker = _UNPACKERS[names[0]]()

    def plain() -> Iterator[bytes]:
        packed = 0
        for piece in pieces:
            packed += len(piece)
            if packed > size:
                raise too_large(size)
            try:
                yield from unpacker.feed(piece)
            except (zlib.error, _brotli_error()) as error:
                raise Trouble(Kind.UNREACHABLE, "is damaged and cannot be unpacked") from error

    body = _joined(plain(), size)
    if not unpacker.is_complete():
        raise Trouble(Kind.UNREACHABLE, "ends in the middle")
    return body


def _joined(pieces: Iterable[bytes], size: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > size:
            raise too_large(size)
    return bytes(body)


def _brotli_error() -> type[Exception]:
    import brotli

    kind: type[Exception] = brotli.error
    return kind

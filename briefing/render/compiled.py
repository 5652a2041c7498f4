"""Compiled templates, kept while the process runs, and from one run to the next in a store."""

from __future__ import annotations

import marshal
import threading
from importlib.util import MAGIC_NUMBER
from types import CodeType
from typing import Protocol

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from briefing.fingerprint import fingerprint, fingerprint_bytes

_MOST = 1_000
_MARK = 32
"""Length of a fingerprint."""

_codes: dict[tuple[str, str, str], CodeType] = {}
_lock = threading.Lock()


class Store(Protocol):
    """Where compiled templates are kept from one run to the next. What is in it runs outside the
    sandbox: nobody else may be able to write there."""

    def get(self, key: str) -> bytes | None:
        """Return what was kept under *key*, if it still is."""

    def put(self, key: str, data: bytes) -> None:
        """Keep *data* under *key*, a fingerprint; nothing happens where that cannot be done."""


class Compiled(BytecodeCache):
    """Finds compiled templates by name, text and *salt*.

    The salt stands for all that the code depends on besides: the program, and what filters depend
    on, because jinja applies them to constants when it compiles.
    """

    def __init__(self, salt: str, store: Store | None = None) -> None:
        self._salt = salt
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give *bucket* its code, where it is known."""
        place = (self._salt, bucket.key, bucket.checksum)
        bucket.code = _codes.get(place)
        if bucket.code is None and self._store is not None:
            bucket.code = _code(self._store.get(_key(place)))
            _keep(place, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of *bucket*; the oldest make room."""
        place = (self._salt, bucket.key, bucket.checksum)
        _keep(place, bucket.code)
        if bucket.code is not None and self._store is not None:
            data = marshal.dumps(bucket.code)
            self._store.put(_key(place), fingerprint_bytes(data).encode() + data)


def _keep(place: tuple[str, str, str], code: CodeType | None) -> None:
    with _lock:
        while len(_codes) >= _MOST:
            del _codes[next(iter(_codes))]
        if code is not None:
            _codes[place] = code


def _key(place: tuple[str, str, str]) -> str:
    return fingerprint([*place, jinja2.__version__, MAGIC_NUMBER.hex()])


def _code(data: bytes | None) -> CodeType | None:
    """The code in *data*, unless that is damaged."""
    if data is None or fingerprint_bytes(data[_MARK:]).encode() != data[:_MARK]:
        return None
    code = marshal.loads(data[_MARK:])  # noqa: S302 - nobody else can write to the store
    return code if isinstance(code, CodeType) else None

"""Compiled templates, kept while the process runs: the dev server renders in one theme often."""

from __future__ import annotations

import threading
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_MOST = 1_000
_codes: dict[tuple[str, str, str], CodeType] = {}
_lock = threading.Lock()


class Compiled(BytecodeCache):
    """Finds compiled templates by name, text and *salt*.

    The salt stands for all that filters depend on: jinja applies them to constants when it
    compiles.
    """

    def __init__(self, salt: str) -> None:
        self._salt = salt

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give *bucket* its code, where it is known."""
        bucket.code = _codes.get((self._salt, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of *bucket*; the oldest make room."""
        with _lock:
            while len(_codes) >= _MOST:
                del _codes[next(iter(_codes))]
            if bucket.code is not None:
                _codes[self._salt, bucket.key, bucket.checksum] = bucket.code

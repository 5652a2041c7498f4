"""A stable hash of plain values: the same value gives the same mark on every machine and run."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

# Canonical: dictionary keys are sorted, datetimes are ISO 8601, dataclasses become objects.
_encode = msgspec.json.Encoder(order="deterministic").encode


def fingerprint(value: Any) -> str:  # any value that msgspec can encode
    """Return 32 hexadecimal digits that stand for *value* (BLAKE2b, RFC 7693)."""
    return fingerprint_bytes(_encode(value))


def fingerprint_bytes(data: bytes) -> str:
    """Return 32 hexadecimal digits that stand for *data* (BLAKE2b, RFC 7693)."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()

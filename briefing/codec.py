"""Frozen values ⇄ JSON bytes, for what is kept from run to run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import msgspec

_T = TypeVar("_T")


def encode(value: object) -> bytes:
    """Return *value*, made of dataclasses and plain values, as JSON."""
    return msgspec.json.encode(value)


def decoder(kind: type[_T]) -> Callable[[bytes], _T]:
    """Return what turns the JSON of a *kind* back into one; it raises ValueError for anything
    else (``msgspec.ValidationError`` and ``msgspec.DecodeError`` are ValueErrors)."""
    return msgspec.json.Decoder(kind, dec_hook=_moment).decode


def _moment(_kind: type, value: object) -> dt.date:
    """Decode a ``model.Moment``: ten characters are a day, more are a time."""
    text = str(value)
    if len(text) > len("2025-06-02"):
        return dt.datetime.fromisoformat(text)
    return dt.date.fromisoformat(text)

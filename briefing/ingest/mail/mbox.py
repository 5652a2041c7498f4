"""A mailbox → its letters, split at the From-lines (RFC 4155; the variants mboxo and mboxrd)."""

from __future__ import annotations

import re

_SEPARATOR = re.compile(
    rb"^From [^\r\n]{0,300}?[ \t]\d{4}[^\r\n]{0,60}\r?\n(?=>?[!-9;-~]{1,76}:)", re.MULTILINE
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def letters_of(data: bytes) -> list[bytes]:
    """Return the letters in a mailbox, each without its From-line and with the sign “>” taken off
    that mboxrd puts before lines that look like one. What stands before the first is a letter of
    its own, if it is more than blank."""
    starts = [m.span() for m in _SEPARATOR.finditer(data) if _follows_blank(data, m.start())]
    if not starts:
        return [data] if data.strip() else []
    head = data[: starts[0][0]]
    ends = [*(start for start, _ in starts[1:]), len(data)]
    found = [data[begin:end] for (_, begin), end in zip(starts, ends, strict=True)]
    return [*([head] if head.strip() else []), *(_QUOTED.sub(rb"\1", one) for one in found)]


def _follows_blank(data: bytes, start: int) -> bool:
    """Whether a blank line, or nothing, stands above: elsewhere “From” begins a sentence."""
    return start == 0 or data[max(start - 3, 0) : start].replace(b"\r", b"").endswith(b"\n\n")

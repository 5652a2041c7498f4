"""Raised and lowered figures: 10⁶ must not become 106, nor H₂O the footnote H2O."""

from __future__ import annotations

_RAISED = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))


def raised(text: str) -> str:
    """Return *text* in the raised letters of Unicode where each has one, else as it is."""
    return _all(text, _RAISED)


def lowered(text: str) -> str:
    """Return *text* in the lowered letters of Unicode where each has one, else as it is."""
    return _all(text, _LOWERED)


def _all(text: str, letters: dict[str, str]) -> str:
    words = text.strip()
    return "".join(letters[c] for c in words) if words and set(words) <= letters.keys() else text

"""Headlines → names that are safe in a path and in a URL."""

from __future__ import annotations

import re
import unicodedata

_MAX_CHARACTERS = 80
_MAX_BYTES = 200
"""Room for a suffix and an ending within the 255 bytes that file systems give a name."""

# Latin letters that Unicode does not decompose.
_LATIN = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th",
        "ł": "l", "ħ": "h", "ı": "i", "ŋ": "ng", "ŧ": "t",
    }
)  # fmt: skip
# Names that Windows keeps for devices.
_DEVICES = frozenset("con prn aux nul".split()) | {
    f"{d}{n}" for d in ("com", "lpt") for n in "123456789"
}

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(text: str) -> str:
    """Return *text* as a slug: lower-case letters and digits of any script, joined by hyphens.

    Latin letters lose their accents; other scripts are kept. Never empty, never longer than
    80 characters or 200 bytes, never a path or a hidden name, and ``slug(slug(x)) == slug(x)``.
    """
    if len(text) <= _MAX_CHARACTERS and _SLUG.fullmatch(text) and text not in _DEVICES:
        return text
    words = _words(text) or _words(_symbol_names(text))
    name = _cut("-".join(words)) or "untitled"
    return f"{name}-" + "x" if name in _DEVICES else name


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    plain = unicodedata.normalize("NFC", _without_latin_accents(plain)).lower().translate(_LATIN)
    # Lower-casing may decompose again (İ); a second pass keeps the slug idempotent.
    plain = unicodedata.normalize(
        "NFC", _without_latin_accents(unicodedata.normalize("NFKD", plain))
    )
    return [w for w in re.split(r"[\W_]+", plain) if w]


def _without_latin_accents(decomposed: str) -> str:
    """Drop the marks that follow a Latin letter; in other scripts marks are part of the letter."""
    return re.sub(r"([A-Za-zßæœøđðþłħıŋŧÆŒØĐÐÞŁĦŊŦ])[\u0300-\u036f]+", r"\1", decomposed)


def _symbol_names(text: str) -> str:
    """The Unicode names of the symbols in *text*: a headline of emoji has a name, too."""
    return " ".join(unicodedata.name(c, "") for c in text if unicodedata.category(c) == "So")


def _cut(name: str) -> str:
    short = name.encode()[:_MAX_BYTES].decode(errors="ignore")[:_MAX_CHARACTERS]
    if short != name and "-" in short and name[len(short)] != "-":
        short = short.rpartition("-")[0]
    return short.strip("-")

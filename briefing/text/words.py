"""Text → words, sentences and shingles, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# A run of letters and digits with inner apostrophes, hyphens left as borders, and decimal
# points and thousands commas kept inside numbers; or one Han, Kana or Thai letter.
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|[^\W\d_](?:[^\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|['’](?=[^\W\d_]))*"
)
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_UNSPACED_LEADS = bytes([0xE0, *range(0xE3, 0xEA), 0xEF])
"""With one of these begins each of those letters in UTF-8 (and many others)."""

_MARKS = "“”„«»–—…"
_INNER = b".,'"  # marks that may stand inside a word or number
_DIGITS = b"0123456789"
_LETTERS_ALONE = bytes(b if bytes([b]).isalnum() else 32 for b in range(256))
_WITHOUT_MARKS = bytes(b if b > 127 or b in _INNER else _LETTERS_ALONE[b] for b in range(256))

# A full stop after one of these ends no sentence (English, French, German, Spanish, Russian).
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st jr sr vs etc inc ltd co corp no nos vol pp gen col lt sgt capt maj rep"
    " sen gov rev hon dept approx est jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed"
    " thu fri sat sun m mm mme mlle bzw ca usw evtl nr str abs sra srta dña ud uds г гг им ул тыс"
    " млн млрд руб".split()
)
# Single letters and chains of them: initials, "e.g", "U.S", "т.е".
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_LETTERS = re.compile(r"[^\W_]+")
# The combining marks of the scripts that newspapers are printed in.
_COMBINING = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_BREAK = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*|[。！？]+[」』”’）]*)(\s+|(?<=[。！？」』])|$)")


def words(text: str, lang: str = "") -> list[str]:  # noqa: ARG001 - languages may need their own
    """Return the words of *text* in lower case, in order.

    Scripts without spaces (Han, Kana, Thai) give overlapping pairs of letters, the customary
    index terms for them; *lang* (BCP 47) is for tokenisers that need it.
    """
    if not text.isascii():
        text = text.replace("’", "'")
        for mark in _MARKS:
            text = text.replace(mark, " ")
    data = text.casefold().encode(errors="surrogatepass")
    if data.isascii() or len(data.translate(None, _UNSPACED_LEADS)) == len(data):
        return _spaced(data)
    found: list[str] = []
    position = 0
    folded = data.decode(errors="surrogatepass")
    for run in _UNSPACED.finditer(folded):
        found += _spaced(folded[position : run.start()].encode(errors="surrogatepass"))
        found += _pairs(run[0])
        position = run.end()
    return found + _spaced(folded[position:].encode(errors="surrogatepass"))


def _spaced(data: bytes) -> list[str]:
    """The words of folded text in UTF-8 that holds no unspaced script.

    Nearly all of what stands between spaces is letters and a mark or two beside them. With the
    marks gone, only what is still not all letters needs the regular expression, which takes three
    times as long for a whole text.
    """
    if data.isascii() and len(data.translate(None, _DIGITS + b"'")) == len(data):
        return data.translate(_LETTERS_ALONE).decode().split()
    text = data.translate(_WITHOUT_MARKS).decode(errors="surrogatepass")
    found = text.replace(". ", " ").replace(", ", " ").split()
    is_word = [*map(str.isalpha, found)]
    whole: list[str] = []
    done = 0
    for _ in range(is_word.count(False)):
        odd = is_word.index(False, done)
        whole += found[done:odd]
        whole += [w[:-2] if w[-2:] == "'s" else w for w in _WORD.findall(found[odd])]
        done = odd + 1
    return whole + found[done:]


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def word_count(text: str) -> int:
    """Return the number of words in *text*; two letters of an unspaced script count as one."""
    if text.isascii() or not _UNSPACED.search(text):
        return len(_WORD.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + sum(
        (len(run) + 1) // 2 for run in _UNSPACED.findall(text)
    )


def sentences(text: str) -> list[str]:
    """Split one paragraph into its sentences; joined by spaces they are the paragraph again."""
    return list(_sentences(" ".join(text.split())))


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for mark in _BREAK.finditer(text):
        if mark.end() < len(text) and not _ends_sentence(text, mark):
            continue
        if piece := text[start : mark.end()].strip():
            yield piece
        start = mark.end()
    if rest := text[start:].strip():
        yield rest


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    """Whether the full stop at *mark* ends a sentence: not after an abbreviation or an initial,
    and only before something that can begin one."""
    following = text[mark.end()]
    if following.islower():
        return False
    if not mark[0].startswith("."):
        return True
    before = text[: mark.start()].rsplit(None, 1)[-1:] or [""]
    last = before[0].lstrip("(\"'“‘«[").casefold()
    return last not in _ABBREVIATIONS and not _INITIALS.fullmatch(last)


def key(text: str) -> str:
    """Return *text* for comparing: its letters and digits, case and accents folded, one space
    between words. Two printings of one headline have the same key."""
    plain = text.casefold()
    if not plain.isascii():
        plain = _COMBINING.sub("", unicodedata.normalize("NFKD", plain)).casefold()
    return " ".join(_LETTERS.findall(plain))


def shingles(text: str, size: int = 4) -> frozenset[int]:
    """Return the hashes of the runs of *size* words in *text* (Broder 1997), stable over runs.

    A text shorter than *size* words is one run.
    """
    import zlib

    tokens = words(text)
    runs = (" ".join(tokens[i : i + size]) for i in range(max(len(tokens) - size + 1, 1)))
    return frozenset(zlib.crc32(run.encode()) for run in runs if run)


def containment(small: frozenset[int], large: frozenset[int]) -> float:
    """Return how much of *small* stands in *large*, 0 to 1 (Broder 1997)."""
    return len(small & large) / len(small) if small else 0.0

"""Which language a text is in: by its script, else by a vote of small words."""

from __future__ import annotations

import re

_SMALL = {
    "en": (
        "the of and to in a that is was for it with as his on be at by had not are but from or "
        "have they which this has were their said will would"
    ),
    "de": (
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch "
        "es an werden aus er hat dass sie nach wird bei"
    ),
    "fr": (
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce "
        "il sont la avec aux été cette"
    ),
    "es": (
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero "
        "sus le ha este sí porque"
    ),
    "it": (
        "di che è e la il un a per in una mi sono ho non ma lo ha le si ti i con cosa se io "
        "come da ci della dei gli nel"
    ),
    "pt": (
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi "
        "ao ele das tem à seu"
    ),
    "nl": (
        "de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er "
        "maar om hem dan zou of wat"
    ),
    "pl": ("w i na z nie do to się że jest o jak ale po co za od tak przez dla oraz był który"),
    "tr": ("ve bir bu da de için ile olarak çok daha olan gibi ne kadar sonra en ise göre"),
    "sv": ("och i att det som en på är av för med till den har de inte om ett han men var"),
}
_VOTES = {lang: frozenset(text.split()) for lang, text in _SMALL.items()}
_VOTERS = {
    word: tuple(lang for lang, small in _VOTES.items() if word in small)
    for word in frozenset().union(*_VOTES.values())
}
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("cyr", re.compile("[\u0400-\u04ff]")),
)
_OTHER_SCRIPT = re.compile("[\u0370-\u07ff\u3040-\ud7af]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 2000
"""Characters looked at; more do not change the vote."""


def language(text: str, default: str = "") -> str:
    """Return the BCP 47 code of the language most of *text* is in, *default* where it is open."""
    sample = text[:_SAMPLE].casefold()
    if not _LETTER.search(sample):
        return default
    if sample.isascii() or not _OTHER_SCRIPT.search(sample):
        return _by_votes(sample) or default
    letters = len(_LETTER.findall(sample))
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) > letters * (0.15 if code == "ja" else 0.4):
            return _cyrillic(sample) if code == "cyr" else code
    return _by_votes(sample) or default


def _cyrillic(sample: str) -> str:
    ukrainian, russian = len(re.findall("[іїєґ]", sample)), len(re.findall("[ыэъё]", sample))
    return "uk" if ukrainian > russian else "ru"


def _by_votes(sample: str) -> str:
    votes = dict.fromkeys(_VOTES, 0)
    for word in filter(_VOTERS.__contains__, _LETTERS.findall(sample)):
        for lang in _VOTERS[word]:
            votes[lang] += 1
    ranked = sorted(votes, key=lambda lang: (-votes[lang], lang))
    best, second = ranked[0], ranked[1]
    if votes[best] < 3 or votes[best] <= votes[second]:
        return ""
    return best

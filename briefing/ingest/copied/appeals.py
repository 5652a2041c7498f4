"""Appeals of a publisher to its readers: to subscribe, to pay, to recommend.

No list of sentences can hold them all; their vocabulary is small, and they speak to “you”. They
stand at the end of an article, so only there they are looked for.
"""

from __future__ import annotations

import re

_SUBJECTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:inbox|mailbox|postfach|boîte mail|bandeja|почт\w+)\b",
        r"\b(?:subscri\w+|abonn\w+|suscri\w+|assin\w+|подпи[сш]\w+|підпи[сш]\w+)\b|اشتر",
        (
            r"\b(?:newsletters?|our letters?|next letter|new posts?|lettre d['’]information|boletín"
            r"|рассылк\w+)\b"
        ),
        (
            r"\b(?:sign(?:ing)? up|join us|become a|takes? out|upgrade|unlock\w*|inscri\w+"
            r"|anmelde\w*)\b"
        ),
        (
            r"\b(?:free or (?:a )?paid|paid|for free|free trial|gratis|gratuit\w*|kostenlos\w*"
            r"|бесплатн\w+)\b"
        ),
        (
            r"\b(?:donat\w+|patron\w*|patreon|contribut\w+|chip in|spende\w*|faire un don|vos dons"
            r"|donaci\w+|донат\w*)\b"
        ),
        (
            r"\b(?:support(?:s|ed|ing)?|unterstütz\w+|soutien|souten\w+|apoy\w+|поддерж\w+"
            r"|підтрим\w+)\b|ادعم"
        ),
        r"\b(?:members?(?:hip)?|mitglied\w*|membres?|adhér\w+|soci[oa]s?)\b",
        r"\b(?:readers?|leser\w*|lecteurs?|lectrices?|lector\w*|читател\w+|читач\w+)\b",
        (
            r"\b(?:recommend|pass (?:it|this) on|collect points|share it|tell a friend|friends?"
            r"|invite|refer|empfehl\w+|recommand\w+"
            r"|recomiend\w+)\b"
        ),
        (
            r"\b(?:cups? of (?:coffee|tea)|coffee|on us|rewards?|one month|a month|a week|a year"
            r"|monatlich|par mois)\b"
        ),
    )
)
_TO_READERS = re.compile(
    r"\b(?:you|your|us|our|we|my|me|sie|ihr\w*|uns|unser\w*|wir|vous|votre|vos|nous|notre|nos"
    r"|usted\w*|tu|nuestr\w+"
    r"|вы|вас|вам|ваш\w*|нас|нам|наш\w*|мы|ви|нами)\b",
    re.IGNORECASE,
)
_LONGEST = 120
"""Words; what is longer is an article of its own."""


def is_appeal(text: str, *, above_appeal: bool = False) -> bool:
    """Whether the paragraph *text* asks its readers for something: two subjects of appeals or
    more, and words that address the reader (not needed right above another appeal)."""
    if len(text.split()) > _LONGEST:
        return False
    subjects = sum(bool(pattern.search(text)) for pattern in _SUBJECTS)
    speaks = above_appeal or bool(_TO_READERS.search(text))
    return subjects >= 3 or (subjects >= 2 and speaks)


def is_button(text: str) -> bool:
    """Whether *text* is a word or three that an appeal has on its button."""
    return len(text.split()) <= 3 and has_subject(text)


def has_subject(text: str) -> bool:
    """Whether *text* speaks of anything that appeals are about."""
    return any(pattern.search(text) for pattern in _SUBJECTS)

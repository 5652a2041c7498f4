"""What names of persons and of publishers look like."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PARTICLES = frozenset(
    "of the de la le les del der die das von van den du des di da do dos y e et und and & al el"
    " bin ibn for with"
    " en sur auf im am für über avec para con por del to in on at à aux au ter ten zu zum zur a"
    " an’ d' l' och og i и на по с в".split()
)


_DOMAIN = re.compile(r"^(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}/?$", re.IGNORECASE)


_ORGANISATION = re.compile(
    r"\b(?:news|press|presse|post|times|herald|gazette|gazeta|journal|tribune|chronicle|daily"
    r"|weekly|monthly|today|radio|tv"
    r"|television|broadcast\w*|agency|agence|agentur|agencia|zeitung|bote|kurier|courier|courrier|recorder"
    r"|anzeiger|blatt|\w+blatt|\w+zeitung"
    r"|\w+bote|\w+kurier|\w+anzeiger|\w+nachrichten|\w+rundschau|\w+presse|\w+post|\w+echo"
    r"|rundschau|nachrichten|allgemeine|echo"
    r"|observer|guardian|mail|telegraph|independent|review|revue|outlook|magazine|magazin|wire"
    r"|network|media|medien|corporation"
    r"|corp|inc|ltd|gmbh|institute|institut|university|council|ministry|office|bureau|desk|blog"
    r"|reports?|digest|insider|monitor|quarterly|letter|consejería|ministerio|gobierno|ayuntamiento|mairie|préfecture|ministère|ministerium|министерство|администрация|notes|friends|clippings|almanach"
    r"|kronik\w*|dagblad\w*|avis|tidende|corriere|giornale|stampa|repubblica|messaggero|gazzetta"
    r"|notizie|quotidien|semanario|gaceta|boletín|cahiers?|annales"
    r"|standard|star|globe|register|examiner|dispatch|bulletin|ledger|mercury|sentinel|advocate"
    r"|argus|voice|record|reporter|bugle|courant|clarion|inquirer|enquirer|intelligencer|messenger"
    r"|reuters|dpa|afp|apa?|tass|efe|ansa|upi|noticias|diario|diário|periódico|heraldo|monde"
    r"|figaro|parisien|libération|país"
    r"|mundo|vanguardia|newsroom|redaktion|rédaction|redacción|staff|editorial|exchange|report"
    r"|dispatches|letters|papers|almanac"
    r"|tagblatt|kreisblatt|sonntag|gazete\w*|postasi|haberleri|ajansi|kurier\w*"
    r"|dziennik|glos|gazeta"
    r"|listy|noviny|denik|zpravy|nowiny|wiesci|kronika|tygodnik|ziar(?:ul)?|monitorul|gazeta"
    r"|hirlap|ujsag|naplo|hirek|sanomat|lehti|uutiset|\w+lehti|\w+bladet|\w+bladid"
    r"|\w*tidning(?:en)?|nyheter(?:na)?|\w+tidende|\w+avisen?|krant|\w+krant|courant|nieuws"
    r"|\w*nieuwsblad|\w+blad|\w+bode|listok|листок|газета"
    r"|holos|голос|сьогодні|сегодня|дневник|щоденник|jornal|folha|correio"
    r"|gazzettino"
    r"|online|info|update|line|watch|service|services|association|society|club|union|foundation"
    r"|department|board|authority"
    r"|spiegel|stern|welt|tagesschau|ndr|zdf|ard|bbc|cnn|rt|npr|abc|nbc|cbs|sky|zeit|tageblatt"
    r"|новости|газета|агентство"
    r"|вестник|известия|правда|ведомости|журнал|портал|телеканал|вести|курьер|вечерний|новини"
    r"|вісник|ріа|риа|тасс)\b"
    r"|صحيفة|وكالة|جريدة|قناة|أخبار|موقع|日报|晚报|新闻|通讯社|新华社|时报|早报|电视|广播|周刊|报$|网$|社$",
    re.IGNORECASE,
)


_SECTION = re.compile(
    r"(?:local|world|national|regional|community|county|state|international|breaking|latest|top"
    r"|more|all|business|sports?|political|education|health|science|entertainment)\s+news"
    r"|(?:lokale|regionale|aktuelle|weitere)\s+nachrichten"
    r"|news|nachrichten|nyheter|nyheder|nieuws|zprávy|wiadomości|uutiset|hírek|haberler|știri"
    r"|noticias|notícias|notizie|новости|новини",
    re.IGNORECASE,
)
"""Parts of a paper that are called by a word of publishers, and are none."""

_BARS = re.compile(r"\s*[|/·•]\s*")


_OF_PERSONS = frozenset(
    "de da di do dos del della der van von den la le bin ibn al el ter ten zu und y e dr"
    " prof".split()
)


_COLON = re.compile(r"[:：]\s|://")
_ENDS = (".", "!", "?", "…", ":", "：")
_ROW = re.compile(r"\S\s{2,}\S")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_FILE = re.compile(r"\w-[a-zà-ÿ]\w*-\w")
_ELIDED = re.compile(r"^(?:[ldLD]|dell|all|nell|un)['’](?=[^\W\d_])")
"""An article or preposition that has lost its vowel: “l’Aubrière”, “d’Or”."""


@lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """Whether *text* can be the name of a person or a publisher: few words, capitalised but for
    particles, or a domain, or in a script without capitals."""
    words = text.split()
    if (":" in text or "：" in text) and _COLON.search(text) and not _DOMAIN.match(text):
        return False
    if not 1 <= len(words) <= 7 or not 2 <= len(text) <= 70 or text.endswith(_ENDS):
        return (
            bool(words)
            and len(words) <= 7
            and bool(re.search(r"\b[A-Z][a-z]?\.$|\bInc\.$|\bCo\.$", text))
        )
    if _DOMAIN.match(text):
        return True
    if _ROW.search(text) or (not text.isascii() and len(_HAN.findall(text)) > 2):
        return False  # a row of names
    if "-" in text and _FILE.search(text):
        return False  # a file name: “harbour-daily-review”
    if not text.isascii() and _CJK.search(text):
        return len(text) <= 14
    return any(c.isalpha() for c in text) and _is_capitalised(words)


def is_title(text: str) -> bool:
    """Whether *text* can be a publication's title where its place says that it is one: unlike
    :func:`is_name` it may have words in lower case, as “L’Aube nouvelle” has."""
    is_short = len(text.split()) <= 6 and text[:1].isupper()
    return is_name(text) or (is_short and not re.search(r"\d|[.!?:]$", text))


def _is_capitalised(words: list[str]) -> bool:
    is_latin = words[0][:1] < "\u0250"
    if 1 < len(words) <= (2 if is_latin else 5) and is_publisher_like(" ".join(words)):
        return True
    if len(words) == 1 and words[0].islower():
        return False
    heads = [_ELIDED.sub("", w.lstrip("\"'“‘(«[@#")) for w in words]
    small = [w for w in heads if w[:1].islower() and not _is_particle(w)]
    return (not small and not heads[0][:1].islower()) or all(
        _DOMAIN.match(w) or w[:1].isupper() for w in heads
    )


def _is_particle(word: str) -> bool:
    """Whether a word in lower case may stand inside a name: a preposition or article."""
    return word.casefold().strip(".,") in _PARTICLES or (len(word) <= 3 and word.isalpha())


def is_publisher_like(name: str) -> bool:
    """Whether *name* has a word publishers are called by, is a domain, or is an acronym."""
    is_acronym = " " not in name and name.isupper() and name.isalpha()
    return is_organisation(name) or (is_acronym and not _SECTION.fullmatch(name))


@lru_cache(maxsize=8192)
def is_organisation(name: str) -> bool:
    """Whether *name* has a word publishers are called by, or is a domain."""
    if any(map(_SECTION.fullmatch, _BARS.split(name))):
        return False
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return bool(_ORGANISATION.search(name) or _ORGANISATION.search(plain) or _DOMAIN.match(name))


@lru_cache(maxsize=8192)
def is_person_like(name: str) -> bool:
    """Whether *name* is built like a personal name: two to four capitalised words, or three
    Han characters or so, and no word of :func:`is_publisher_like`."""
    words = [w for w in re.split(r"[\s ]+", name) if w]
    if is_publisher_like(name) or re.search(r"[\d@/&]", name):
        return False
    if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name):
        return True
    heads = [w for w in words if w.casefold().strip(".") not in _OF_PERSONS]
    return 2 <= len(words) <= 5 and 2 <= len(heads) <= 4 and not any(h[:1].islower() for h in heads)

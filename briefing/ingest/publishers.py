"""Names of publishers: what they look like, and how headlines and pages carry them."""

from __future__ import annotations

import re

_ORGANISATION = re.compile(
    r"\b(?:news|press|presse|post|times|herald|gazette|gazeta|journal|tribune|chronicle|daily|weekly|monthly|today|radio|tv"
    r"|television|broadcast\w*|agency|agence|agentur|agencia|zeitung|bote|kurier|courier|anzeiger|blatt|\w+blatt|\w+zeitung"
    r"|\w+bote|\w+kurier|\w+anzeiger|\w+nachrichten|\w+rundschau|\w+presse|\w+post|\w+echo|rundschau|nachrichten|allgemeine|echo"
    r"|observer|guardian|mail|telegraph|independent|review|revue|outlook|magazine|magazin|wire|network|media|medien|corporation"
    r"|corp|inc|ltd|gmbh|institute|institut|university|council|ministry|office|bureau|desk|blog|reports?|digest|insider|monitor|quarterly|letter|notes|friends|clippings|almanach|kronik\w*|dagblad\w*|avis|tidende|corriere|giornale|stampa|repubblica|messaggero|gazzetta|notizie|quotidien|semanario|gaceta|boletín|cahiers?|annales"
    r"|standard|star|globe|register|examiner|dispatch|bulletin|ledger|mercury|sentinel|advocate|argus|voice|record|reporter"
    r"|reuters|dpa|afp|apa?|tass|efe|ansa|upi|noticias|diario|diário|periódico|heraldo|monde|figaro|parisien|libération|país"
    r"|mundo|vanguardia|newsroom|redaktion|rédaction|redacción|staff|editorial|exchange|report|dispatches|letters|papers|almanac"
    r"|online|info|update|line|watch|service|services|association|society|club|union|foundation|department|board|authority"
    r"|spiegel|stern|welt|tagesschau|ndr|zdf|ard|bbc|cnn|rt|npr|abc|nbc|cbs|sky|zeit|tageblatt|новости|газета|агентство"
    r"|вестник|известия|правда|ведомости|журнал|портал|телеканал|вести|курьер|вечерний|новини|вісник|ріа|риа|тасс)\b"
    r"|صحيفة|وكالة|جريدة|قناة|أخبار|موقع|日报|晚报|新闻|通讯社|新华社|时报|早报|电视|广播|周刊|报$|网$|社$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,12})/?$", re.IGNORECASE)
_DOUBLED = re.compile(r"(?P<head>.*?\S)(?P<name>[^\W\d_][^|]{2,59}?)(?P=name)$")
_SUFFIX = re.compile(
    r"\s+[|·•–—-]\s+(?=[^|·•–—]{2,60}$)|\s*\|\s*(?=[^|]{2,60}$)|\s+[(](?=[^()]{2,40}[)]$)"
)


def is_publisher_like(name: str) -> bool:
    """Whether *name* has a word publishers are called by, is a domain, or is an acronym."""
    return bool(_ORGANISATION.search(name) or _DOMAIN.match(name)) or (
        " " not in name and name.isupper() and name.isalpha()
    )


def is_person_like(name: str) -> bool:
    """Whether *name* is built like a personal name: two to four capitalised words, or three
    Han characters or so, and no word of :func:`is_publisher_like`."""
    words = [w for w in re.split(r"[\s ]+", name) if w]
    if is_publisher_like(name) or re.search(r"[\d@/&]", name):
        return False
    if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", name):
        return True
    heads = [w for w in words if w.casefold().strip(".") not in _PARTICLES]
    return 2 <= len(words) <= 5 and 2 <= len(heads) <= 4 and not any(h[:1].islower() for h in heads)


_PARTICLES = frozenset(
    "de da di do dos del della der van von den la le bin ibn al el ter ten zu und y e dr prof".split()
)


def split_doubled(text: str) -> tuple[str, str]:
    """Split “Headline hereName of PublisherName of Publisher” into headline and publisher.

    Readers that hide a name for screen readers leave it so, glued and twice. Returns
    ``(text, "")`` where nothing of the kind stands.
    """
    match = _DOUBLED.match(text) if len(text) <= 400 else None
    if not match or not match["name"][0].isupper() or match["head"][-1] in " (":
        return text, ""
    return match["head"].rstrip(), match["name"].strip()


def split_suffix(text: str) -> tuple[str, str]:
    """Split “Headline | Publisher” at its last separator into headline and what follows.

    Returns ``(text, "")`` where there is no separator. Whether what follows is a publisher is
    for the caller to decide.
    """
    found = list(_SUFFIX.finditer(text)) if len(text) <= 400 else []
    if not found:
        return text, ""
    return text[: found[-1].start()].rstrip(), text[found[-1].end() :].strip(" )")


def matches_domain(name: str, domain: str) -> bool:
    """Whether *name* can be the publisher at *domain*: “Sky News” at news.sky.com, “CNN” at
    edition.cnn.com, “British Broadcasting Corporation” at bbc.com."""
    labels = [
        part for part in domain.casefold().split(".")[:-1] if part not in ("www", "co", "com")
    ]
    compact = re.sub(r"[^\w]", "", name.casefold())
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", name.casefold()))
    words = set(re.findall(r"\w+", name.casefold()))
    return any(
        part == compact
        or (len(initials) > 2 and part == initials)
        or (len(part) > 2 and part in words)
        for part in labels
    )


def domain_in(name: str) -> str:
    """Return the domain that *name* is, without ``www.``, else an empty string."""
    match = _DOMAIN.match(name)
    return match[1].casefold() if match else ""

"""Lines that say who wrote, who published and when — in whatever order and with any separator.

A line is a byline when *all* of it is made of such pieces: dates, names, “By …”, reading times,
labels like “Published”. One piece of running text, and it is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.ingest.phrases import boilerplate
from briefing.ingest.publishers import is_person_like, is_publisher_like
from briefing.text.dates import Stamp, find_stamps

_LONGEST = 180
"""Characters; no newspaper prints a longer byline."""

_BY = re.compile(
    r"^(?:(?:posted|published|written|reported|story|words|text|texte|texto|text und foto|report|analysis|opinion"
    r"|interview|compiled|edited|publié|écrit|propos recueillis|veröffentlicht|geschrieben|publicado|escrito)\s+"
    r"(?:by|von|par|por)|by|von|par|por|door|av|af|di|escribe|责任编辑|编辑|автор\w*|авторка|текст|بقلم|كتب|كتبت|المحرر|作者|记者|記者|文|撰文"
    r"|author|authors|autor|autorin|autoren|auteur|auteurs|autora|autores|redaktion|reporter|correspondent"
    r"|editor)(?:\s*[:：/]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_NEEDS_COLON = re.compile(
    r"^(?:text|texte|texto|текст|文|author|authors|autor|autorin|autoren|auteur|auteurs|autora|autores|redaktion"
    r"|reporter|editor|correspondent|автор\w*|story|report|analysis|opinion|interview)\s",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:first\s+|originally\s+)?(?:published|posted|updated|last\s+(?:updated|modified)|created|added|filed|issued"
    r"|released|date|dated|datum|stand|veröffentlicht|erstellt|aktualisiert|zuletzt\s+aktualisiert|publié(?:e)?"
    r"|mis(?:e)?\s+à\s+jour|modifié|publicado|publicada|actualizado|actualizada|fecha|pubblicato|aggiornato"
    r"|опубликовано|обновлено|дата(?:\s+публикации)?|опубліковано|оновлено|نشر|نُشر|تاريخ\s+النشر|آخر\s+تحديث"
    r"|发布时间|发布于|更新时间|发表于|时间|日期)"
    r"(?:\s+(?:on|at|in|by|am|um|le|à|el|il|в|في))*\s*[:：]?\s*)+$",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?:updated|modified|aktualisiert|mis(?:e)?\s+à\s+jour|modifié|actualizad[oa]|aggiornato|обновлено|оновлено"
    r"|تحديث|更新)[^\x1f]{0,15}$",
    re.IGNORECASE,
)
_READING = re.compile(
    r"^(?:[~≈]?\s*\d+\s*[-‑]?\s*(?:min(?:ute)?n?s?\b\.?)(?:[\s-]*(?:read|lesezeit|de\s+lecture|de\s+lectura|to\s+read|чтения))?"
    r"|(?:lesezeit|reading\s+time|temps\s+de\s+lecture|tiempo\s+de\s+lectura|время\s+чтения)\s*:?\s*\d+.{0,12}"
    r"|\d+\s+(?:comments?|kommentare?|commentaires?|comentarios?|комментари\w+|views?|shares?|words|wörter|mots|просмотр\w*)"
    r"|阅读\D{0,4}\d+|\d+\s*мин\w*.{0,10})$",
    re.IGNORECASE,
)
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim"
    " lunes martes miércoles jueves viernes sábado domingo понедельник вторник среда четверг пятница суббота"
    " воскресенье пн вт ср чт пт сб вс понеділок вівторок середа четвер п'ятниця субота неділя"
    " الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد 星期一 星期二 星期三 星期四 星期五 星期六 星期日 周一 周二 周三"
    " 周四 周五 周六 周日 lunedì martedì mercoledì giovedì venerdì sabato domenica".split()
)
_CONNECTIVES = frozenset(
    "on at in for of the am um le à el la il en de den der del den. vom du em no в о от за في يوم by with"
    " from via edited and und et y и".split()
)
_SEPARATOR = re.compile(
    r"\s*(?:[|¦\x1f\t]|\s[–—―-]\s|(?<=\S)\s[–—―-]|[–—―-]\s|[·•‧∙◦►▸]|\s/{1,2}\s|,\s|[，、()（）;；\[\]]|\s{3,}|\s+(?=(?:记者|記者|作者|(?:责任)?编辑|编译|通讯员)[\s:：]))\s*"
)
_ROLE = re.compile(r"^(?:guest|staff|special|own|contributed)\s+\w+\s+(?=by\s)", re.IGNORECASE)
_COMMA = re.compile(r",\s|[，、]")
_AND = re.compile(r"\s+(?:and|und|et|y|e|и|та|&|和|و)\s+|\s*[,、，]\s*", re.IGNORECASE)
_AVATAR = re.compile(
    r"^(?P<name>.{2,60}?)['’]s?\s+(?:avatar|profile picture|photo|picture|headshot)(?:\s+(?P=name))?$"
    r"|^(?:avatar|photo|picture|headshot|profile picture|profilbild|avatar de|photo de)\s+(?:of|von|de)?\s*(?P<name2>.{2,60})$",
    re.IGNORECASE,
)
_LOGO = re.compile(
    r"^(?:.{1,40}?\s)?logo\s+(?P<name>.{2,50})$|^(?P<name2>.{2,40}?)\s+logo$", re.IGNORECASE
)
_PARTICLES = frozenset(
    "of the de la le les del der die das von van den du des di da do dos y e et und and & al el bin ibn for with"
    " en sur auf im am für über avec para con por del to in on at à aux au ter ten zu zum zur a an’ d' l' och og i и на по с в".split()
)
_DOMAIN = re.compile(r"^(?:https?://)?(?:[\w-]+\.)+[a-z]{2,12}/?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What one line says about the origin of an article."""

    stamp: Stamp | None = None
    updated: Stamp | None = None
    authors: tuple[str, ...] = ()
    """Names after “By”, or of an avatar: certainly persons or desks that wrote."""

    names: tuple[str, ...] = ()
    """Names without “By”, in print order: publishers or authors, see :func:`attribute`."""

    sources: tuple[str, ...] = ()
    """Names that are certainly publishers (their logo is captioned)."""

    is_relative: bool = False
    """Holds a time such as “3 hours ago”, which dates nothing by itself."""

    is_label: bool = False
    """Only a label such as “Published” or a reading time: it marks an article, says nothing."""

    @property
    def is_anchor(self) -> bool:
        """Whether an article stands beside it: it says more than a relative time."""
        return bool(
            self.stamp
            or self.updated
            or self.authors
            or self.sources
            or self.is_label
            or self.names
        )


def parse_byline(text: str, order: str = "DMY") -> Byline | None:
    """Return what the line *text* says when it is a byline as a whole, else None."""
    if len(text) > _LONGEST or text.endswith(("?", "!", ";")):
        return None
    if caption := _caption(text):
        return caption
    stamps = find_stamps(text, order)
    masked = _masked(text, stamps)
    byline = _dated(text, stamps)
    for piece, after_comma in _pieces(masked):
        extended = _with_piece(byline, piece, after_comma=after_comma)
        if extended is None:
            return None
        byline = extended
    return byline if _says_something(byline, text) else None


def _caption(text: str) -> Byline | None:
    if match := _AVATAR.match(text):
        name = (match["name"] or match["name2"]).strip()
        return Byline(authors=(name,)) if is_name(name) else None
    if match := _LOGO.match(text):
        name = (match["name"] or match["name2"]).strip()
        return Byline(sources=(name,)) if is_name(name) else None
    return None


def _masked(text: str, stamps: tuple[Stamp, ...]) -> str:
    """*text* with a separator in the place of each date."""
    for stamp in reversed(stamps):
        text = f"{text[: stamp.start]} \x1f {text[stamp.end :]}"
    return text.strip(" *_#>✇★☆✓■►▸●•|~=\u200f\u200e")


def _dated(text: str, stamps: tuple[Stamp, ...]) -> Byline:
    first: Stamp | None = None
    updated: Stamp | None = None
    for stamp in stamps:
        if _UPDATED.search(text[: stamp.start]) and updated is None:
            updated = stamp
        elif first is None:
            first = stamp
    return Byline(stamp=first, updated=updated)


def _pieces(masked: str) -> Iterable[tuple[str, bool]]:
    position = 0
    after_comma = False
    for separator in _SEPARATOR.finditer(masked):
        yield masked[position : separator.start()].strip(" :："), after_comma
        position, after_comma = separator.end(), bool(_COMMA.search(separator[0]))
    yield masked[position:].strip(" :："), after_comma


def _with_piece(byline: Byline, piece: str, *, after_comma: bool) -> Byline | None:
    """*byline* with what *piece* adds; None where the piece is running text."""
    if not piece or _is_filler(piece):
        return byline
    if _OFFICE.match(piece) and not _has_proper_name(piece):
        return replace(byline, is_label=True)
    if _RELATIVE.match(piece):
        return replace(byline, is_relative=True)
    if _LABEL.match(piece) or _READING.match(piece):
        return replace(byline, is_label=True)
    if boilerplate(piece) and len(piece) <= 40:
        return byline
    if match := _LABEL_BEFORE.match(piece):
        return _with_piece(
            replace(byline, is_label=True), piece[match.end() :].strip(" :："), after_comma=False
        )
    if names := _after_by(_ROLE.sub("", piece)):
        return _with_authors(byline, names)
    if _is_role(byline, piece, after_comma=after_comma):
        return byline
    if (inner := _INNER_BY.search(piece)) and is_name(piece[: inner.start()]):
        named = replace(byline, names=(*byline.names, piece[: inner.start()]))
        return _with_piece(named, piece[inner.start() :].strip(), after_comma=False)
    if not is_name(piece):
        return None
    if after_comma and byline.authors and not byline.names and is_person_like(piece):
        return replace(byline, authors=(*byline.authors, piece))
    return replace(byline, names=(*byline.names, piece))


_LABELLED_TIME = re.compile(
    r"^(?:[^\W\d_]+\s+){1,4}\d{1,2}(?:[:.h]\d{2}|h)(?:\s?(?:Uhr|[ap]\.?m\.?|[A-Z]{2,4}))?$",
    re.IGNORECASE,
)
_INNER_BY = re.compile(r"\s(?:by|von|par|por|от)\s(?=[^\W\d_])")
_AGE = r"(?:s|sec\w*|m|min\w*|h|hrs?|hours?|d|days?|w|weeks?|mo|months?|y|years?)"
_RELATIVE = re.compile(
    rf"^(?:\d+\s?{_AGE}(?:\s+ago)?|(?:an?|one|two|three|\w+)\s{_AGE}\s+ago|just now|yesterday|today|vor\s+\S+\s+\w+|gestern|heute"
    r"|il y a\s+\S+\s+\w+|hier|aujourd'hui|hace\s+\S+\s+\w+|ayer|anteayer|hoy|\d+\s+\w+\s+назад|вчера|сегодня"
    r"|منذ\s+\S+(?:\s+\S+)?|أمس|اليوم|\d+\s?(?:分钟|小时|天)前|昨天|今天)\s*[☆★✩✭]?$",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(
    r"^(?:published|posted|updated|veröffentlicht|publié|publicado|опубликовано|source|quelle|fuente|источник|来源|المصدر)"
    r"(?:\s+(?:on|in|le|el|am|в)\s+|\s*[:：]\s*)",
    re.IGNORECASE,
)


_OFFICE = re.compile(
    r"^(?:by\s+|von\s+|par\s+|por\s+)?(?:the\s+|our\s+|an?\s+|la\s+|der\s+|unserer?\s+)?(?:[\w-]+\s+){0,3}"
    r"(?:desk|staff|team|writers?|reporters?|correspondents?|editors?|agencies|newsroom|contributors?|columnist|editor-in-chief"
    r"|redakteur(?:in)?|redaktion|korrespondent(?:in)?|rédaction|rédacteur|correspondant(?:e)?|redacción|redactor(?:a)?"
    r"|corresponsal|корреспондент|редакция|обозреватель)$",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"^(?:issue|no\.?|nr\.?|vol\.?|volume|edition|ausgabe|numéro|número|номер|выпуск|№|thread|page|seite|part|第)\s*\d+.{0,12}$"
    r"|^embargoed?\b.{0,25}$|^for immediate release$",
    re.IGNORECASE,
)


def _is_filler(piece: str) -> bool:
    if _ISSUE.match(piece) or re.match(r"(?:责任)?编辑[:：]", piece):
        return True
    tokens = [t.strip(".,:").casefold() for t in piece.split()]
    return all(
        not t or t in _WEEKDAYS or t in _CONNECTIVES or not any(c.isalnum() for c in t)
        for t in tokens
    )


def _has_proper_name(piece: str) -> bool:
    """Whether a word after the first is capitalised: “Brisk Staff” is a name, “staff writer” none."""
    words = [w for w in piece.split() if not _BY.match(f"{w} x")]
    return len(words) > 1 and words[-1][:1].isupper()


def _is_role(byline: Byline, piece: str, *, after_comma: bool) -> bool:
    """Whether *piece* of a dated line is no name, but no running text either: “by our own
    correspondent”, “no author”, “updated at 11:45”."""
    if not (byline.stamp or byline.updated) or len(piece.split()) > 6:
        return False
    if _LABELLED_TIME.match(piece):
        return True
    named_role = bool(_BY.match(piece)) or (not after_comma and bool(byline.names))
    return named_role and piece.split()[-1][:1].islower() and len(piece) <= 45


def _after_by(piece: str) -> tuple[str, ...]:
    match = _BY.match(piece)
    if not match or (_NEEDS_COLON.match(piece) and not re.search(r"[:：/]", match[0])):
        return ()
    rest = re.sub(r"\s+(?:on|am|le|el|в)$", "", piece[match.end() :]).strip(" :：")
    rest = re.sub(r"\s+(?:in|at|à|en|aus|à|в)\s.*$", "", rest)
    rest, _, place = rest.partition(" for ")
    names = tuple(n.strip() for n in _AND.split(rest) if n.strip())
    if not names or not all(is_name(n) for n in names):
        return ()
    return (*names, f"\x1f{place.strip()}") if place and is_name(place.strip()) else names


def _with_authors(byline: Byline, names: tuple[str, ...]) -> Byline:
    authors = tuple(n for n in names if not n.startswith("\x1f"))
    sources = tuple(n[1:] for n in names if n.startswith("\x1f"))
    return replace(byline, authors=(*byline.authors, *authors), names=(*byline.names, *sources))


def is_name(text: str) -> bool:
    """Whether *text* can be the name of a person or a publisher: few words, capitalised but for
    particles, or a domain, or in a script without capitals."""
    words = text.split()
    if re.search(r"[:：]\s|://", text) and not _DOMAIN.match(text):
        return False
    if not 1 <= len(words) <= 7 or not 2 <= len(text) <= 70 or re.search(r"[.!?…:：]$", text):
        return (
            bool(words)
            and len(words) <= 7
            and bool(re.search(r"\b[A-Z][a-z]?\.$|\bInc\.$|\bCo\.$", text))
        )
    if _DOMAIN.match(text):
        return True
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text):
        return len(text) <= 14
    return any(c.isalpha() for c in text) and _is_capitalised(words)


def _is_capitalised(words: list[str]) -> bool:
    if words[0][:1].islower() and len(words) <= 5 and is_publisher_like(" ".join(words)):
        return True
    if len(words) == 1 and words[0].islower():
        return False
    heads = [w.lstrip("\"'“‘(«[@#") for w in words]
    small = [w for w in heads if w[:1].islower() and w.casefold().strip(".,") not in _PARTICLES]
    return (
        not small
        and not heads[0][:1].islower()
        or all(_DOMAIN.match(w) or w[:1].isupper() for w in heads)
    )


def _says_something(byline: Byline, text: str) -> bool:
    if byline.stamp or byline.updated:
        return True
    if byline.names and not byline.authors and not byline.is_relative:
        return byline.is_label and bool(re.search(r"\d", text))
    return bool(byline.authors or byline.sources or byline.is_label or byline.is_relative)


def attribute(bylines: Iterable[tuple[Byline, ...]]) -> list[tuple[tuple[str, ...], str]]:
    """Decide for each article's bylines who are the authors and who is the publisher.

    A name without “By” is the publisher when it looks like one, when it stands in several
    bylines of the document, or when authors are named beside it; a lone personal name is the
    author.
    """
    groups = [tuple(group) for group in bylines]
    counts = Counter(name for group in groups for name in {n for b in group for n in b.names})
    lone = [names[0] for group in groups if len(names := _names(group)) == 1]
    # Where most lone names are publishers, a lone name that could be a person is one, too.
    lone_publishes = sum(not is_person_like(n) for n in lone) * 2 > len(lone)
    return [_attribution(group, counts, lone_publishes=lone_publishes) for group in groups]


def _names(group: tuple[Byline, ...]) -> tuple[str, ...]:
    authors = {a for b in group for a in b.authors}
    return tuple(dict.fromkeys(n for b in group for n in b.names if n not in authors))


def _attribution(
    group: tuple[Byline, ...], counts: Counter[str], *, lone_publishes: bool
) -> tuple[tuple[str, ...], str]:
    authors = tuple(dict.fromkeys(a for b in group for a in b.authors))
    names = _names(group)
    certain = [s for b in group for s in b.sources]
    ranked = sorted(names, key=lambda n: (-_publisher_weight(n, counts), names.index(n)))
    source = certain[0] if certain else next(iter(ranked), "")
    if source and source not in certain and is_person_like(source):
        is_repeated = len(names) > 1 and counts[source] > 1
        is_beside_authors = bool(authors) and len(names) == 1
        if not (is_repeated or is_beside_authors or (len(names) == 1 and lone_publishes)):
            source = ""
    others = [n for n in names if n != source and is_person_like(n)]
    return tuple(dict.fromkeys((*authors, *others))), source


def _publisher_weight(name: str, counts: Counter[str]) -> int:
    return 4 * is_publisher_like(name) + 2 * (counts[name] > 1) + (not is_person_like(name))

"""Dates as people print them, in the languages of the press.

A pattern table finds dates in running text; the order of a numeric date (day or month first)
is decided once for a whole document. Month names are those of CLDR with the abbreviations that
newspapers use.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

_MONTHS = """
january jan janvier janv janvr januar jänner enero ene gennaio gen janeiro januari stycznia
styczeń января январь янв січня січень يناير جانفي كانون-الثاني ocak leden ledna ιανουαρίου
ינואר ianuarie ian sty január tammikuuta tammikuu oca
|february feb février févr fév fevrier februar feber febrero febbraio fevereiro fev februari
lutego luty февраля февраль фев лютого лютий فبراير فيفري شباط şubat únor února φεβρουαρίου
פברואר februarie lut február febr helmikuuta helmikuu şub úno лют
|march mar mars märz mär mrz marzo março marco maart marca marzec марта март мар березня
березень مارس آذار mart březen března μαρτίου מרץ martie mrt marts március márc maaliskuuta
maaliskuu bře бер
|april apr avril avr abril abr aprile april kwietnia kwiecień апреля апрель апр квітня квітень
أبريل ابريل أفريل نيسان nisan duben dubna απριλίου אפריל kwi huhtikuuta huhtikuu április ápr
aprilie
|may mai mayo maggio mag maio mei maja maj мая май травня травень مايو ماي أيار mayıs květen
května μαΐου מאי május máj toukokuuta toukokuu kvě трав
|june jun juin juni junio giugno giu junho czerwca czerwiec июня июнь июн червня червень يونيو
جوان حزيران haziran červen června ιουνίου יוני iunie iun június jún kesäkuuta kesäkuu haz cze
čvn черв
|july jul juillet juil juli julio luglio lug julho lipca lipiec июля июль июл липня липень
يوليو جويلية تموز temmuz červenec července ιουλίου יולי iulie iul július júl heinäkuuta
heinäkuu tem lip čvc лип
|august aug août aout agosto ago augustus sierpnia sierpień августа август авг серпня серпень
أغسطس اغسطس أوت آب ağustos srpen srpna αυγούστου אוגוסט augusti augusztus elokuuta elokuu ağu
sie srp серп
|september sep sept septembre septiembre setiembre settembre set setembro września wrzesień
сентября сентябрь сен сент вересня вересень سبتمبر أيلول eylül září σεπτεμβρίου ספטמבר
septembrie szeptember szept syyskuuta syyskuu eyl wrz zář вер
|october oct octobre oktober okt octubre ottobre ott outubro out października październik
октября октябрь окт жовтня жовтень أكتوبر اكتوبر تشرين-الأول ekim říjen října οκτωβρίου
אוקטובר octombrie október lokakuuta lokakuu eki paź říj жовт
|november nov novembre noviembre novembro listopada listopad ноября ноябрь ноя нояб листопада
листопад نوفمبر تشرين-الثاني kasım listopadu νοεμβρίου נובמבר noiembrie marraskuuta marraskuu
kas lis лист
|december dec décembre déc decembre dezember dez diciembre dic dicembre dezembro grudnia
grudzień декабря декабрь дек грудня грудень ديسمبر كانون-الأول aralık prosinec prosince
δεκεμβρίου דצמבר decembrie desember des joulukuuta joulukuu ara gru груд
"""


def _folded(name: str) -> str:
    """*name* in small letters, whichever i it has: Turkish writes HAZİRAN and KASIM."""
    return name.casefold().replace("i\u0307", "i").replace("ı", "i")


_NAMES = {
    name.replace("-", " "): number
    for number, names in enumerate(_MONTHS.split("|"), start=1)
    for name in names.split()
}
_MONTH_NUMBER = {_folded(name): number for name, number in _NAMES.items()}

_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "bst": 60, "ist": 330, "wet": 0, "west": 60, "cet": 60, "cest": 120,
    "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "мск": 180, "est": -300,
    "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "jst": 540, "aest": 600, "aedt": 660,
}  # fmt: skip


def _month_pattern() -> str:
    return _tree_pattern(sorted(_NAMES)) + r"\b\.?"


def _tree_pattern(names: Sequence[str]) -> str:
    """A pattern for the longest of *names*, tried letter by letter instead of name by name."""
    heads = sorted({name[:1] for name in names if name})
    branches = [
        re.escape(head) + _tree_pattern([n[1:] for n in names if n[:1] == head]) for head in heads
    ]
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
    return f"(?:{pattern})?" if "" in names else pattern


_TIME = re.compile(
    r"(?:\s*(?:,|;|-|–|—|\||·|•|@|\(|:|T|at|à|a|um|às|as|las|los|в|о|о\b|klo|kl\.?|om|ore|ora|alle|la|o|v|ve|saat|kello|الساعة"
    r"|godz\.?|orele|uur|hs\.?|hrs?\.?|klo\.?)\s*){0,3}"
    r"\s*(?P<ampm0>上午|下午|오전|오후)?\s*"
    r"(?P<h>[0-2]?\d)(?:(?P<sep>[:.hH時时点點])\s?(?P<mi>[0-5]\d(?!\.\d))?(?::(?P<s>[0-5]\d)(?:[.,]\d+)?)?)?"
    r"\s?(?P<ampm>[ap]\.?\s?m\b\.?|صباحا\w?|مساء\w?|[صم]\b)?(?:\s?(?P<uhr>Uhr|h\b|hrs?\b|час\w*|ч\b))?"
    r"(?:\s?\(?(?P<zone>Z\b|(?:UTC|GMT)?\s?[+-]\d\d:?\d\d|[A-Z]{2,5}\b|MSK|мск|MESZ|MEZ)\)?)?",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"(?<![\d:.])(?P<ampm0>上午|下午)?(?P<h>[0-2]?\d)(?P<sep>[:hH])(?P<mi>[0-5]\d)(?P<s>(?!))?"
    r"\s?(?P<ampm>[ap]\.?m\b\.?)?(?:\s?(?P<uhr>Uhr|ч\b))?(?:\s?\(?(?P<zone>[A-Z]{1,5}\b|мск)\)?)?"
    r"\s?[,|·•–—-]?\s?(?:[^\W\d_]{2,12}\.?,?\s)?$",
    re.IGNORECASE,
)
_Y4 = r"(?P<y>(?:19|20|21)\d\d)"
_SHAPES = {
    "ymd": rf"(?<![\d.,/-]){_Y4}(?P<sp>[-/.])(?P<m>[01]?\d)(?P=sp)(?P<d>[0-3]?\d)(?!\d|[./-]\d)",
    "cjk": rf"{_Y4}\s?[年년]\s?(?P<m>[01]?\d)\s?[月월]\s?(?P<d>[0-3]?\d)\s?[日号號일]",
    "dmy": (
        r"(?<![\d:])(?P<d>[0-3]?\d)(?:st|nd|rd|th|er|re|º|ª|o|\.|-?го|-?е)?[\s-]{0,3}"
        rf"(?:of\s|de\s|del\s|d['’])?(?P<month>{_month_pattern()})[\s,-]{{0,3}}"
        rf"(?:de\s|del\s|of\s)?{_Y4}(?!\d)(?:\s?(?:г\.|года|р\.|року|г\b))?"
    ),
    "mdy": (
        rf"(?<![^\W\d_])(?P<month>{_month_pattern()})\s{{0,3}}(?P<d>[0-3]?\d)(?:st|nd|rd|th)?"
        rf"(?:\s?,\s?|\s){_Y4}(?!\d)"
    ),
    "yspaced": rf"(?<![\d.,/-]){_Y4}\.\s(?P<m>[01]?\d)\.\s(?P<d>[0-3]?\d)\.(?!\d)",
    "ymonth": (
        rf"(?<![\d.,/-]){_Y4}\.?\s{{1,2}}(?P<month>{_month_pattern()})\s{{1,2}}"
        r"(?P<d>[0-3]?\d)(?:\.|-[aáeé]n\b)"
    ),
    "num": (
        r"(?<![\d.,/:-])(?P<a>[0-3]?\d)(?P<sp>[./-]|\.[ \u00a0])(?P<b>[0-3]?\d)(?P=sp)"
        r"(?P<y>(?:19|20|21)\d\d|(?<!\s)\d\d)(?!\d|[./-]\d)"
    ),
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SHAPES.items()}
_YEARLESS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d:.,])(?P<d>[0-3]?\d)(?:st|nd|rd|th|er|re|\.|º|ª|-го)?\s(?:of\s|de\s)?(?P<month>{_month_pattern()})",
        rf"(?<![^\W\d_])(?P<month>{_month_pattern()})\s(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])",
    )
)
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_NUMERIC = re.compile(r"\d(?:[./-]|\.\s)\d{1,2}(?:[./-]|\.\s)\d\d")
_DIGIT = re.compile(r"\d")
_REACH = 60
"""Characters from a year to the far end of its date, at most: every part has a longest form."""

_MIGHT = re.compile(r"(?:19|20|21)\d\d|\d[./-]\d{1,2}[./-]\d\d")

_DIGITS = {
    c: unicodedata.digit(chr(c))
    for c in (*range(0x660, 0x66A), *range(0x6F0, 0x6FA), *range(0xFF10, 0xFF1A))
}
_OTHER_DIGIT = re.compile("[" + "".join(map(chr, _DIGITS)) + "]")
_ASCII_DIGITS = {c: str(n) for c, n in _DIGITS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date found in a text, ``text[start:end]``."""

    start: int
    end: int
    day: dt.date
    time: dt.time | None = None
    """Aware where the text names an offset or a zone."""

    numeric: tuple[int, int, int] | None = None
    """First, second and year of a numeric date whose order the text alone does not settle."""

    separator: str = ""

    def value(self, zone: dt.tzinfo) -> dt.datetime | dt.date:
        """The date, aware where a time is known: in its own offset, else in *zone*."""
        if self.time is None:
            return self.day
        when = dt.datetime.combine(self.day, self.time)
        return when if when.tzinfo else when.replace(tzinfo=zone)


def find_stamps(text: str, order: str = "DMY") -> tuple[Stamp, ...]:
    """Return the dates in *text* from left to right, none overlapping.

    *order* (``DMY``, ``MDY`` or ``YMD``) reads numeric dates such as 01.06.2025. Days that the
    calendar does not have are passed over; see :func:`impossible_dates`.
    """
    if not _MIGHT.search(plain := _with_ascii_digits(text)):
        return ()
    found: list[Stamp] = []  # in the order of the text, none overlapping
    near = _near_years(plain)
    for name in _PATTERNS:
        for match in _matches(name, plain, near):
            place = bisect.bisect_left(found, match.end(), key=lambda s: s.start)
            if place and found[place - 1].end > match.start():
                continue
            if stamp := _stamp(name, match, plain, order):
                found.insert(bisect.bisect_left(found, stamp.start, key=lambda s: s.start), stamp)
    return tuple(found)


def _with_ascii_digits(text: str) -> str:
    return text.translate(_ASCII_DIGITS) if _OTHER_DIGIT.search(text) else text


def _near_years(text: str) -> list[tuple[int, int]]:
    """The parts of *text* in which a date with a year of four digits can stand, in order."""
    parts: list[tuple[int, int]] = []
    for year in _YEAR.finditer(text):
        first, last = max(year.start() - _REACH, 0), year.end() + _REACH
        if parts and parts[-1][1] >= first:
            parts[-1] = (parts[-1][0], last)
        else:
            parts.append((first, last))
    return parts


def _matches(name: str, text: str, near: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """What the pattern *name* finds in *text*: looked for beside years, where most are short."""
    pattern = _PATTERNS[name]
    if name != "num":
        for first, last in near:
            yield from pattern.finditer(text, first, last)
    elif _NUMERIC.search(text):
        yield from pattern.finditer(text)


def find_yearless(text: str, year: int) -> tuple[Stamp, ...]:
    """Return the dates in *text* that are printed without a year (“9 April, 14:05”), in *year*."""
    plain = _with_ascii_digits(text)
    if not _DIGIT.search(plain):
        return ()
    for pattern in _YEARLESS:
        match = pattern.search(plain)
        if match and (day := _date(year, _month(match["month"]), int(match["d"]))):
            stamp = Stamp(start=match.start(), end=match.end(), day=day)
            return (_with_time(stamp, plain),)
    return ()


def impossible_dates(text: str) -> tuple[str, ...]:
    """Return what is printed like a date in *text* but is on no calendar: “31 February 2025”."""
    plain = _with_ascii_digits(text)
    if not _MIGHT.search(plain):
        return ()
    near = _near_years(plain)
    return tuple(
        match[0].strip()
        for name in _PATTERNS
        if name != "num"
        for match in _matches(name, plain, near)
        if _day(name, match, "DMY") is None
    )


def _stamp(name: str, match: re.Match[str], text: str, order: str) -> Stamp | None:
    day = _day(name, match, order)
    if day is None:
        return None
    stamp = Stamp(start=match.start(), end=match.end(), day=day)
    if name == "num":
        first, second = int(match["a"]), int(match["b"])
        stamp = replace(stamp, numeric=(first, second, _year(match["y"])), separator=match["sp"])
    return _with_time(stamp, text)


def _day(name: str, match: re.Match[str], order: str) -> dt.date | None:
    year = _year(match["y"])
    if name == "num":
        return _numeric_day(int(match["a"]), int(match["b"]), year, order)
    month = _month(match["month"]) if name in ("dmy", "mdy", "ymonth") else int(match["m"])
    return _date(year, month, int(match["d"]))


def _numeric_day(first: int, second: int, year: int, order: str) -> dt.date | None:
    in_order = _date(year, first, second) if order == "MDY" else _date(year, second, first)
    # 31/05 cannot be read month first, whatever the document's order.
    return in_order or (
        _date(year, second, first) if order == "MDY" else _date(year, first, second)
    )


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _year(digits: str) -> int:
    year = int(digits)
    return year + 2000 if len(digits) == 2 else year


@lru_cache(maxsize=256)
def _month(name: str) -> int:
    return _MONTH_NUMBER[_folded(name).rstrip(".")]


def _with_time(stamp: Stamp, text: str) -> Stamp:
    """Extend *stamp* by the time of day that follows it, or else stands before it."""
    match = _TIME.match(text, stamp.end)
    if match and (time := _time(match)):
        return replace(stamp, end=match.end(), time=time)
    match = _TIME_BEFORE.search(text, max(stamp.start - 40, 0), stamp.start)
    if match and (time := _time(match)):
        return replace(stamp, start=match.start(), time=time)
    return stamp


def _time(match: re.Match[str]) -> dt.time | None:
    marked = match["ampm"] or match["ampm0"] or match["uhr"]
    if not (match["sep"] and (match["mi"] or match["sep"] in "hH時时点點")) and not marked:
        return None
    if match["sep"] == "." and not marked and not match["mi"]:
        return None
    hour = int(match["h"])
    if half := match["ampm"] or match["ampm0"]:
        if not 0 <= hour <= 12 and match["ampm"]:
            return None
        is_afternoon = half[0] in "pPم" or half in ("下午", "오후")
        hour = hour % 12 + 12 * is_afternoon if hour <= 12 else hour
    try:
        return dt.time(
            hour, int(match["mi"] or 0), int(match["s"] or 0), tzinfo=_zone(match["zone"])
        )
    except ValueError:
        return None


def _zone(name: str | None) -> dt.timezone | None:
    if not name:
        return None
    if offset := re.search(r"([+-])(\d\d):?(\d\d)$", name):
        minutes = int(offset[2]) * 60 + int(offset[3])
        minutes = -minutes if offset[1] == "-" else minutes
    elif name.casefold() in _ZONES:
        minutes = _ZONES[name.casefold()]
    else:
        return None
    return dt.timezone(dt.timedelta(minutes=minutes)) if abs(minutes) < 1440 else None


def zone_named(name: str) -> dt.timezone | None:
    """Return the zone that *name* stands for in the press: an abbreviation or an offset."""
    return _zone(name)


def date_order(text: str, language: str = "") -> tuple[str, str]:
    """Decide how numeric dates in *text* are to be read: (``DMY`` or ``MDY``, the reason).

    A number above twelve settles it; else the order that lies closer to the dates written out
    in the same text; else custom: points and hyphens put the day first, and so do slashes
    except in English.
    """
    stamps = find_stamps(text)
    numeric = [s for s in stamps if s.numeric]
    if not numeric:
        return "DMY", "no numeric date"
    return (
        _order_by_range(numeric)
        or _order_by_nearness(numeric, stamps)
        or _order_by_custom(numeric, language)
    )


def _order_by_range(numeric: list[Stamp]) -> tuple[str, str] | None:
    day_first = [s for s in numeric if s.numeric and s.numeric[0] > 12 >= s.numeric[1]]
    month_first = [s for s in numeric if s.numeric and s.numeric[1] > 12 >= s.numeric[0]]
    if len(day_first) == len(month_first):
        return None
    order, proof = ("DMY", day_first) if len(day_first) > len(month_first) else ("MDY", month_first)
    first, second, year = proof[0].numeric or (0, 0, 0)
    sign = proof[0].separator
    return order, f"{first:02}{sign}{second:02}{sign}{year} can be read in one way only"


def _order_by_nearness(numeric: list[Stamp], stamps: tuple[Stamp, ...]) -> tuple[str, str] | None:
    written = [s.day for s in stamps if not s.numeric]
    if not written:
        return None

    def distance(order: str) -> int:
        days = [_numeric_day(*s.numeric, order) for s in numeric if s.numeric]
        return sum(min(abs((d - w).days) for w in written) for d in days if d)

    day_first, month_first = distance("DMY"), distance("MDY")
    if abs(day_first - month_first) < 7:
        return None
    order = "DMY" if day_first < month_first else "MDY"
    return order, "so read they lie nearest to the dates written out in the document"


def _order_by_custom(numeric: list[Stamp], language: str) -> tuple[str, str]:
    if all(s.separator == "/" for s in numeric) and language.partition("-")[0] == "en":
        return "MDY", "slashes in an English text; nothing in the document settles it"
    return "DMY", "custom of the separator; nothing in the document settles it"

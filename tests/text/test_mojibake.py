"""Misread UTF-8 comes back; what was read rightly is never touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.text.decode import decode
from briefing.text.mojibake import _table, repaired, repairs

GOOD = {
    "en": "The café’s owner – “a naïve man” – paid £5 (≈ 6 €) for the résumé… at 20 °C © 2024.",
    "de": "„Größe ist kein Maß“, sagte Jürgen Öß über die Fähre »Äolus«; der Spaß“.",
    "fr": "« L’été à Évian », déclare-t-il, « c’est déjà ça ». Le garçon naïf a été blessé\xa0».",
    "es": "¿Qué pasó, señor Ñáñez? ¡El pingüino llegó a Córdoba a las 20:00 y costó 3 £!",
    "pt": "A irmã de João não comeu maçã; a tradução ficou ótima. IRMÃ… AMANHÃ” NÃO É",
    "pl": "Zażółć gęślą jaźń – „Łódź” płynie po Wiśle, a żaglówka śpi.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy, „řekl“ převozník.",
    "tr": "İstanbul’da güneşli bir gün; çocuklar ağaçların altında, “şarkı” söylüyor.",
    "ru": "Паром «Заря» ушёл в шесть; ещё не всё готово — сказал Пётр. № 5, С» и Р»",
    "uk": "Її пором «Зоря» відійшов о шостій; є ще й ґудзики. Рі Ці Сі",
    "el": "Το πλοίο «Αίολος» φεύγει στις έξι· η Άννα περιμένει…",
    "ar": "غادرت العبّارة «الفجر» في السادسة، وقال القبطان: “الطقس جيد”؟",
    "he": "המעבורת ״שחר״ יוצאת בשש – אמר הקברניט…",
    "hi": "नाव छह बजे चलती है, “मौसम अच्छा है” – कप्तान ने कहा।",
    "zh": "渡船“曙光”号六点开——船长说：“天气很好”。",
    "ja": "フェリー「あかつき」は六時に出ます。「天気は良い」と船長。",
    "ko": "배 ‘새벽’은 여섯 시에 떠난다… “날씨가 좋다”",
    "vi": "Phà “Bình Minh” rời bến lúc sáu giờ – trời đẹp, ĐÃ” lắm.",
}

SENTENCES = [
    "Die Fähre fährt spät, weil der Käpt’n müde ist.",
    "Le garçon a mangé des crêpes à Évian en été.",
    "El niño llegó a Córdoba, ¿no? ¡Sí, señor!",
    "A tradução não ficou pronta até amanhã.",
    "Prom płynie po Wiśle, a żaglówka śpi.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Çocuklar ağaçların altında şarkı söylüyor.",
    "Паром ушёл в шесть, и это был хороший вечер.",
    "Пором відійшов о шостій, і її не було.",
    "Το πλοίο φεύγει στις έξι",
    "غادرت العبارة في السادسة",
    "המעבורת יוצאת בשש",
    "नाव छह बजे चलती है",
    "渡船六点开，没有人迟到",
    "フェリーは六時に出ます",
    "배는 여섯 시에 떠난다",
    "It’s the captain’s “last” trip – he’ll miss it…",
    "Ready 🚀",
    "Tickets: £5 or 6 €",
]
ENCODINGS = ["cp1252", "latin-1", "cp1251", "koi8_r"]


def misread(text: str, encoding: str) -> str:
    """*text* as whoever takes its UTF-8 for *encoding* sees it (a byte without a letter stays)."""
    if encoding == "latin-1":
        return text.encode().decode("latin-1")
    shown = {byte: chr(letter) for letter, byte in sorted(_table(encoding).items())}
    return "".join(chr(b) if b < 128 else shown[b] for b in text.encode())


@pytest.mark.parametrize("lang", GOOD)
def test_good_text_is_never_touched(lang: str) -> None:
    for piece in (GOOD[lang], *GOOD[lang].split(), *GOOD[lang].split("; ")):
        assert repaired(piece) == piece


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", SENTENCES)
def test_misread_text_comes_back(text: str, encoding: str) -> None:
    assert repaired(misread(text, encoding)) == text


@pytest.mark.parametrize("text", SENTENCES[:8])
def test_text_that_was_misread_twice_comes_back(text: str) -> None:
    assert repaired(misread(misread(text, "latin-1"), "latin-1")) == text


@pytest.mark.parametrize(
    "text",
    [
        "Some write Ã© where é was meant.",  # told about, beside the right letter
        "Â» and Ã¼",  # too little to be certain
        "à\xa0» 5\xa0Å\xa0and",
        "Paris, ALLÉ” and CAFÉ”",
        "Ã¼" + "é" * 10,
        "É…» É…»",
    ],
)
def test_what_is_not_certain_is_left(text: str) -> None:
    assert repaired(text) == text


def test_lines_are_repaired_one_by_one_and_counted() -> None:
    text = f"gut: Fähre\n{misread('schlecht: Fähre', 'cp1252')}\nplain"

    assert repairs(text) == ("gut: Fähre\nschlecht: Fähre\nplain", 1)


def test_a_repaired_document_says_so() -> None:
    decoded = decode(misread(SENTENCES[0], "latin-1").encode())

    assert decoded.text == SENTENCES[0]
    assert decoded.notes == ("1 lines repaired: UTF-8 that had been read as another encoding",)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([w for text in GOOD.values() for w in text.split()]), max_size=12))
def test_any_mixture_of_good_words_is_never_touched(words: list[str]) -> None:
    text = " ".join(words)

    assert repaired(text) == text


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(min_codepoint=0x80, max_codepoint=0x4FF), max_size=20))
def test_what_is_repaired_could_have_been_misread(text: str) -> None:
    better = repaired(text)

    assert better == text or better.encode()

"""The language of a text by its script, else by its small words."""

from __future__ import annotations

import pytest

from briefing.text.language import language


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The ferry leaves at six and nobody was late for it, said the captain.", "en"),
        ("Die Fähre fährt um sechs, und der Kapitän ist nicht zu spät mit dem Boot.", "de"),
        ("Le bac part à six heures et les passagers ne sont pas en retard.", "fr"),
        ("El barco sale a las seis y los pasajeros no llegan tarde por la lluvia.", "es"),
        ("Il traghetto parte alle sei e la gente non è in ritardo per il vento.", "it"),
        ("O barco sai às seis e as pessoas não se atrasam com a chuva.", "pt"),
        ("De boot vertrekt om zes uur en het was niet te laat voor de schipper.", "nl"),
        ("Prom odpływa o szóstej i nikt się nie spóźnia, bo to jest dobry dzień.", "pl"),
        ("Vapur saat altıda kalkar ve bu sabah için çok kalabalık bir gün.", "tr"),
        ("Färjan går klockan sex och det var inte sent för den som är i båten.", "sv"),
        ("Паром уходит в шесть, и это был хороший вечер.", "ru"),
        ("Пором відходить о шостій, і це був їхній вечір.", "uk"),
        ("تغادر العبارة في السادسة", "ar"),
        ("המעבורת יוצאת בשש", "he"),
        ("Το πλοίο φεύγει στις έξι", "el"),
        ("渡船六点开，没有人迟到", "zh"),
        ("フェリーは六時に出ます", "ja"),
        ("배는 여섯 시에 떠난다", "ko"),
    ],
)
def test_a_text_tells_its_language(text: str, wanted: str) -> None:
    assert language(text) == wanted


@pytest.mark.parametrize("text", ["", "123 – 456", "Kiln otter spade", "de la"])
def test_what_tells_nothing_is_of_the_language_assumed(text: str) -> None:
    assert language(text, "fr") == "fr"
    assert language(text) == ""

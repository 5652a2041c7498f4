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
        (
            "Færgen sejler klokken seks, og det blev ikke for sent, efter at der var gjort klar.",
            "da",
        ),
        ("Ferja går klokka seks, og det ble ikke for sent etter at noen hadde ryddet av.", "no"),
        ("Lautta lähtee kuudelta, mutta kukaan ei ollut myöhässä, koska sää oli hyvä.", "fi"),
        ("Ferjan fer klukkan sex og það var ekki of seint fyrir þá sem hafa beðið.", "is"),
        ("Praam väljub kell kuus ja keegi ei ole hiljaks jäänud, kuid ilm oli halb.", "et"),
        ("Prāmis atiet sešos, un neviens nav nokavējis, bet laiks bija ļoti slikts.", "lv"),
        ("Keltas išplaukia šeštą valandą ir niekas nepavėlavo, nors oras buvo labai blogas.", "lt"),
        (
            "Trajekt odplouvá v šest a nikdo se neopozdil, protože počasí bylo při břehu dobré.",
            "cs",
        ),
        (
            "Trajekt odpláva o šiestej a nikto sa neoneskoril, pretože počasie bolo dobré.",
            "sk",
        ),
        (
            "Trajekt odpluje ob šestih in nihče ni zamudil, ker je bilo vreme tudi pri obali lepo.",
            "sl",
        ),
        (
            "Trajekt isplovljava u šest i nitko nije zakasnio, jer je vrijeme bilo lijepo.",
            "hr",
        ),
        ("A komp hatkor indul, és senki sem késett el, mert az időjárás nagyon szép volt.", "hu"),
        (
            "Feribotul pleacă la ora șase și nimeni nu a întârziat, pentru că vremea a fost bună.",
            "ro",
        ),
        (
            "Kapal feri berangkat pukul enam dan tidak ada yang terlambat karena cuaca.",
            "id",
        ),
        (
            "Feri bertolak pada pukul enam dan tiada yang lewat kerana cuaca baik, kata beliau.",
            "ms",
        ),
        (
            "Phà rời bến lúc sáu giờ và không ai đến muộn vì thời tiết rất đẹp hôm nay.",
            "vi",
        ),
        (
            "Umaalis ang barko sa alas sais at hindi nahuli ang mga tao dahil sa panahon.",
            "tl",
        ),
        (
            "Kivuko huondoka saa kumi na mbili na hakuna mtu alichelewa kwa sababu ya hali hiyo.",
            "sw",
        ),
        (
            "El ferri surt a les sis i ningú no ha fet tard perquè el temps és bo amb aquesta mar.",
            "ca",
        ),
        (
            "Ferrya seietan irten da eta inor ez da berandu iritsi, baina eguraldia ona izan zen.",
            "eu",
        ),
        (
            "Die veerboot vertrek om ses en niemand was laat nie want die weer is baie goed.",
            "af",
        ),
        (
            "Trageti niset në gjashtë dhe askush nuk u vonua, sepse moti ishte i mirë.",
            "sq",
        ),
        ("Bərə saat altıda yola düşür və heç kim gecikmədi, çünki hava çox yaxşı olub.", "az"),
        ("Паромът тръгва в шест и никой не закъсня, защото времето беше хубаво.", "bg"),
        ("Паром адпраўляецца ў шэсць, і ніхто не спазніўся, бо надвор'е было добрае.", "be"),
        ("Трајект полази у шест и нико није закаснио, јер је време било лепо.", "sr"),
        ("Траектот тргнува во шест и никој не доцнеше, бидејќи времето беше убаво.", "mk"),
        ("Паром алтыда кетеді және ешкім кешікпеді, бұл күні ауа райы жақсы болды.", "kk"),
        ("کشتی ساعت شش حرکت می‌کند و هیچ‌کس دیر نکرد، زیرا هوا برای همه خوب بود.", "fa"),
        ("فیری چھ بجے روانہ ہوتی ہے اور کسی نے دیر نہیں کی کیونکہ موسم اچھا تھا۔", "ur"),
        ("غادرت العبّارة في السادسة ولم يتأخر أحد لأن الطقس كان جيدا على الساحل", "ar"),
        ("नाव छह बजे चलती है और किसी ने देर नहीं की क्योंकि मौसम अच्छा था।", "hi"),
        ("बोट सहा वाजता सुटते आणि कोणीही उशीर केला नाही, हवामान चांगले होते.", "mr"),
        ("ফেরি ছয়টায় ছাড়ে", "bn"),
        ("เรือข้ามฟากออกตอนหกโมง", "th"),
        ("საბორნე ექვს საათზე გადის", "ka"),
        ("Լաստանավը մեկնում է ժամը վեցին", "hy"),
    ],
)
def test_a_text_tells_its_language(text: str, wanted: str) -> None:
    assert language(text) == wanted


@pytest.mark.parametrize("text", ["", "123 – 456", "Kiln otter spade", "de la"])
def test_what_tells_nothing_is_of_the_language_assumed(text: str) -> None:
    assert language(text, "fr") == "fr"
    assert language(text) == ""


def test_of_scripts_that_one_language_dominates_the_default_is_the_first_to_ask() -> None:
    """A headline of names says its script, and no more."""
    assert language("Днепр, Одесса", "uk") == "uk"
    assert language("Днепр, Одесса", "en") == "ru"
    assert language("طهران", "fa-IR") == "fa-IR"


@pytest.mark.parametrize("foreign", ["«Аврора» ", "北京 ", "Θήβα "])
def test_a_foreign_name_moves_no_text_into_its_script(foreign: str) -> None:
    assert (
        language(foreign + "The ferry leaves at six and nobody was late for it that day.") == "en"
    )


def test_only_the_beginning_of_a_text_is_looked_at() -> None:
    assert (
        language("The ferry was late and the crew had to wait for it. " * 25 + "это и не на " * 999)
        == "en"
    )

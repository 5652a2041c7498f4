"""The words and marks that bylines are made of, in the languages of the press."""

from __future__ import annotations

import re

BY = re.compile(
    r"^(?:(?:posted|post|published|written|reported|story|words|text|texte|texto|text und foto"
    r"|report|analysis|opinion"
    r"|interview|compiled|edited|publié|écrit|propos recueillis|veröffentlicht|geschrieben"
    r"|zusammengestellt|aufgezeichnet|compilé|réuni|recopilado|compilado|publicado|escrito|skriven|skrevet|skrivet|napisane"
    r"|geschreven|scris|publicat)\s+"
    r"(?:by|von|par|por|av|af|przez|door|de)|by|von|par|por|door|av|af|di|escribe|责任编辑|编辑|автор\w*|авторка|текст"
    r"|بقلم|كتب|كتبت|المحرر|作者|记者|記者|文|撰文"
    r"|author|authors|autor|autorin|autoren|auteur|auteurs|autora|autores|redaktion|reporter"
    r"|correspondent|editor|text|texte|texto|testo|tekst|words|story"
    r"|napsala?|připravila?|zdroj textu|haber|yazar|yazan|muhabir|hazırlayan|opracowała?|oprac\."
    r"|autorzy|autoři|autori|írta|szerző|szöveg|teksti|teksten|kirjoittaja|toimittaja|skribent"
    r"|journalist|forfatter|redaktor|redactor|reportér|tekst og foto|text och foto)"
    r"(?:\s*[:：/]\s*|\s+)(?=\S)",
    re.IGNORECASE,
)


NEEDS_COLON = re.compile(
    r"^(?:text|texte|texto|testo|tekst|words|текст|文|author|authors|autor|autorin|autoren|auteur|auteurs|autora"
    r"|autores|redaktion"
    r"|reporter|haber|yazar|muhabir|autorzy|autoři|autori|szerző|szöveg|teksti|teksten|kirjoittaja"
    r"|toimittaja|skribent|journalist|forfatter|redaktor|redactor|reportér|tekst og foto"
    r"|text och foto|zdroj textu|editor|correspondent|автор\w*"
    r"|story|report|analysis|opinion|interview)\s",
    re.IGNORECASE,
)


LABEL = re.compile(
    r"^(?:(?:first\s+|originally\s+)?(?:published|posted|updated|last\s+(?:updated|modified)"
    r"|created|added|filed|issued"
    r"|released|date|dated|datum|stand|veröffentlicht|erstellt|aktualisiert"
    r"|zuletzt\s+aktualisiert|publié(?:e)?"
    r"|mis(?:e)?\s+à\s+jour|modifié|publicado|publicada|actualizado|actualizada|fecha|pubblicato"
    r"|aggiornato"
    r"|опубликовано|обновлено|дата(?:\s+публикации)?|опубліковано|оновлено|نشر|نُشر"
    r"|تاريخ\s+النشر|آخر\s+تحديث"
    r"|发布时间|发布于|更新时间|发表于|时间|日期"
    r"|publicerad|uppdaterad|senast\s+uppdaterad|skapad|publiceret|offentliggjort|udgivet|opdateret"
    r"|sidst\s+opdateret|publisert|oppdatert|sist\s+oppdatert|gepubliceerd|geplaatst|bijgewerkt"
    r"|laatst\s+bijgewerkt|gewijzigd|publikováno|vydáno|zveřejněno|aktualizováno|publikované"
    r"|aktualizované|opublikowano|data\s+publikacji|dodano|aktualizacja|zaktualizowano"
    r"|(?:haber\s+)?giriş(?:\s+tarihi)?|yayınlanma(?:\s+tarihi)?|(?:son\s+)?güncelle(?:n)?me(?:\s+tarihi)?"
    r"|data\s+publicării|publicat|publicată|actualizat|actualizată|megjelent|közzétéve|frissítve"
    r"|módosítva|julkaistu|päivitetty|muokattu|publicada|atualizado|atualizada|modificado"
    r")(?:\s+(?:on|at|in|by|am|um|le|à|el|il|в|في|em|den|d\.|op|w|dnia|la|v|ve))*\s*[:：]?\s*)+$",
    re.IGNORECASE,
)


UPDATED = re.compile(
    r"(?:updated|modified|aktualisiert|mis(?:e)?\s+à\s+jour|modifié|actualizad[oa]|aggiornato"
    r"|обновлено|оновлено|uppdaterad|opdateret|oppdatert|bijgewerkt|gewijzigd|aktualizováno"
    r"|aktualizované|aktualizacja|zaktualizowano|güncellen?me|actualizat[ăa]?|frissítve|módosítva"
    r"|päivitetty|muokattu|atualizad[oa]"
    r"|تحديث|更新)[^\x1f]{0,15}$",
    re.IGNORECASE,
)


READING = re.compile(
    r"^(?:[~≈]?\s*\d+\s*[-‑]?\s*(?:min(?:ut[eio])?n?s?\b\.?)(?:[\s-]*(?:read|lesezeit|de\s+lecture"
    r"|de\s+lectura|de\s+leitura|di\s+lettura|leestijd|leestid|lesetid|læsetid|läsning|lästid|czytania|čtení|okuma|citire|lukuaika"
    r"|de\s+leitura|to\s+read|чтения))?"
    r"|(?:lesezeit|reading\s+time|temps\s+de\s+lecture|tiempo\s+de\s+lectura"
    r"|время\s+чтения)\s*:?\s*\d+.{0,12}"
    r"|(?:an?\s)?\d+[\d½¼¾.,]*\s?[-‑]?(?:min\w*)[\s-]+(?:read|lesezeit|lecture|lectura)"
    r"|[^\W\d_]{3,20}\s?[:：]\s?\d[\d\s.,]*"
    r"|\d+\s+(?:comments?|kommentare?|commentaires?|comentarios?|комментари\w+|views?|shares?"
    r"|stories|articles|artikel|sources|meldungen|сообщени\w+|источник\w*|lectures|visitas"
    r"|words|wörter|mots|просмотр\w*)"
    r"|阅读\D{0,4}\d+|\d+\s*(?:мин|хв)\w*.{0,10}|\d+\s*(?:dk|dakika|perc|minut\w*)\.?(?:\s\w{3,12})?)$",
    re.IGNORECASE,
)


# Beside a date: how many have read, kept or answered what it dates.
COUNT = re.compile(r"^\d[\d.,]*(?:\s?[kKmMкК])?\s[^\W\d_A-ZÀ-ÞА-Я]{4,20}$")


WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs"
    " fri sat sun"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim"
    " lunes martes miércoles jueves viernes sábado domingo понедельник вторник среда четверг"
    " пятница суббота"
    " воскресенье пн вт ср чт пт сб вс понеділок вівторок середа четвер п'ятниця субота неділя"
    " الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد 星期一 星期二 星期三 星期四"
    " 星期五"
    " 星期六 星期日 周一"
    " 周二 周三"
    " 周四 周五 周六 周日 gio ven sab dom п’ятниця нд"
    " måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tors fre lör sön"
    " mandag tirsdag lørdag søndag man tir tor lør"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo vr za zo"
    " pondělí úterý středa čtvrtek pátek sobota neděle po út st čt pá"
    " poniedziałek wtorek środa czwartek piątek niedziela pon wt śr czw pt"
    " pazartesi salı çarşamba perşembe cuma cumartesi pazar"
    " luni marți miercuri joi vineri sâmbătă duminică"
    " segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta"
    " sexta sáb seg ter qua qui sex"
    " hétfő kedd szerda csütörtök péntek szombat vasárnap"
    " maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai"
    " lunedì martedì mercoledì giovedì venerdì sabato domenica".split()
)


CONNECTIVES = frozenset(
    "on at in for of the am um le à el la il en de den der del den. vom du em no в о от за في"
    " يوم by with"
    " from via edited and und et y и".split()
)


SEPARATOR = re.compile(
    r"\s*(?:[|¦\x1f\t]|\s[–—―-]\s|(?<=\S)\s[–—―-]|[–—―-]\s|[·•‧∙◦►▸]|\s/{1,2}\s|\s»\s|,\s"
    r"|[，、()（）;；\[\]]|\s{3,}|\s+(?=(?:记者|記者|作者|(?:责任)?编辑|编译|通讯员)[\s:：]))\s*"
)


# In all that separates pieces there is one of these.
MARK = re.compile(r"[|¦\x1f\t–—―·•‧∙◦►▸/»,，、()（）;；\[\]-]|\s{3}|[记記作责编通]")


ROLE = re.compile(r"^(?:guest|staff|special|own|contributed)\s+\w+\s+(?=by\s)", re.IGNORECASE)


COMMA = re.compile(r",\s|[，、]")


AND = re.compile(
    r"\s+(?:and|und|et|y|e|och|og|en|oraz|și|şi|ve|és|ja|и|та|&|和|و)\s+|\s*[,、，]\s*",
    re.IGNORECASE,
)


AVATAR = re.compile(
    r"^(?P<author>.{2,60}?)['’]s?\s+(?:avatar|profile picture|photo|picture"
    r"|headshot)(?:\s+(?P=author))?$"
    r"|^(?:avatar|photo|picture|headshot|profile picture|profilbild|avatar de|photo de)\s+(?:of"
    r"|von|de)?\s*(?P<author2>.{2,60})$",
    re.IGNORECASE,
)


LOGO = re.compile(
    r"^(?:.{1,40}?\s)?logo\s+(?P<source>.{2,50})$|^(?P<source2>.{2,40}?)\s+logo$", re.IGNORECASE
)


AGE = (
    r"(?:jours?|j|heures?|std\.?|stunden?|tage?n?|tg|días?|horas?|ч|д"
    r"|дн|мин|s|sec\w*|m|min\w*|h|hrs?|hours?|d|days?|w|weeks?|mo|months?|y|years?)"
)


RELATIVE = re.compile(
    rf"^(?:\d+\s?{AGE}(?:\s+ago)?|(?:an?|one|two|three|\w+)\s{AGE}\s+ago|just now|yesterday"
    rf"|today|vor\s+\S+\s+\w+\.?|gestern|vorgestern|heute"
    r"|il y a\s+\S+\s+\w+\.?|hier|avant-hier|aujourd['’]hui|hace\s+\S+\s+\w+\.?|ayer|anteayer|hoy"
    r"|há\s+\S+\s+\w+\.?|\w+\s+\w+\s+fa|ieri|oggi|ontem|hoje|\d+\s+\w+\.?\s+(?:назад|тому)"
    r"|(?:час|минуту|день|неделю)\s+назад|вчера|позавчера|сегодня|вчора|сьогодні"
    r"|منذ\s+\S+(?:\s+\S+)?|أمس|اليوم|\d+\s?(?:分钟|小时|天)前|昨天|今天)\s*[☆★✩✭]?$",
    re.IGNORECASE,
)


LABELLED_TIME = re.compile(
    r"^(?:[^\W\d_]+\s+){1,4}\d{1,2}(?:[:.h]\d{2}|h)(?:\s?(?:Uhr|[ap]\.?m\.?|[A-Z]{2,4}))?$",
    re.IGNORECASE,
)


# What somebody is, behind the name: “Jane Roe | Outdoors Writer”.
POSITION = re.compile(
    r"^(?:[\w'’-]+\s+){0,3}(?:writer|columnist|correspondent|editor|photographer|journalist"
    r"|staff reporter|redakteur(?:in)?|korrespondent(?:in)?|journaliste?|correspondante?"
    r"|periodista|corresponsal|giornalista|jornalista|redactora?|redaktör|redaktor(?:ka)?"
    r"|корреспондент|кореспондент|журналіст(?:ка)?|журналист(?:ка)?|muhabiri?)$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")


INNER_BY = re.compile(r"\s(?:by|von|par|por|от)\s(?=[^\W\d_])")


LABEL_BEFORE = re.compile(
    r"^(?:published|posted|updated|veröffentlicht|publié|publicado|опубликовано|source|quelle"
    r"|fuente|zdroj|źródło|kaynak|källa|kilde|bron|sursa|sursă|fonte|forrás|lähde|джерело|источник|来源|المصدر)"
    r"(?:\s+(?:on|in|le|el|am|в)\s+|\s*[:：]\s*)",
    re.IGNORECASE,
)


OFFICE = re.compile(
    r"^(?:by\s+|von\s+|par\s+|por\s+)?(?:the\s+|our\s+|an?\s+|la\s+|der\s+"
    r"|unserer?\s+)?(?:[\w-]+\s+){0,3}"
    r"(?:desk|staff|team|writers?|reporters?|correspondents?|editors?|agencies|newsroom"
    r"|contributors?|columnist|editor-in-chief"
    r"|redakteur(?:in)?|redaktion|korrespondent(?:in)?|rédaction|rédacteur|correspondant(?:e)?"
    r"|redacción|redactor(?:a)?"
    r"|corresponsal|корреспондент|редакция|обозреватель)$",
    re.IGNORECASE,
)


ISSUE = re.compile(
    r"^(?:seite|page|p\.|s\.)\s*\d+$|^(?:ausgabe|edition|édition|edición)\s+\S+$"
    r"|^(?:issue|letter|newsletter|#|no\.?|nr\.?|vol\.?|volume|edition|ausgabe|numéro|número"
    r"|номер|выпуск|№|thread|page|seite|part|第)\s*(?:#|no\.?|nr\.?)?\s*\d+.{0,12}$"
    r"|^embargoed?\b.{0,25}$|^for immediate release$",
    re.IGNORECASE,
)


# What follows in a byline is where the article was filed, not who made it.
FILED = re.compile(
    r"(?:^|(?<=[\s|·•]))(?:tagged(?:\s+(?:with|as))?|filed\s+(?:under|in)|categor(?:y|ies)|tags?"
    r"|classé\s+(?:sous|dans)"
    r"|mots-clés|étiquettes?|rubrique|rubrik|ressort|schlagw\w+|kategorien?|etiquetas?"
    r"|categorías?|marcadores|arquivado\s+em"
    r"|рубрика|метки|теги|категория|标签|分类)\s*[:：]?\s[^|·•\x1f]*"
    r"|(?<=[^\W\d_])\s(?:in|dans|en|unter|em)\s(?=[A-ZÀ-Þ])[^|·•\x1f]*$"
    r"|(?:^|(?<=\x1f\s))(?:in|dans|en|unter|em|в)\s[^|·•\x1f]*$",
    re.IGNORECASE,
)

# One of these is in all that FILED finds; to look for them is much cheaper.
FILED_WORD = re.compile(
    r"\b(?:tag|filed|categor|class|mots|étiq|rubri|ressort|schlag|kateg|etiq|marcad|arqui|рубрика"
    r"|метки|теги|катег|标|分|(?:in|dans|en|unter|em|в)\s)",
    re.IGNORECASE,
)

# Who published first what others repeat.
ORIGINALLY = re.compile(
    r"^(?:(?:this\s+(?:article|story|post|piece)\s+)?(?:was\s+)?(?:originally"
    r"|first)\s+(?:published|appeared|posted)(?:\s+(?:by|in|on|at))+"
    r"|reposted\s+from|republished\s+from|via|zuerst\s+erschienen\s+(?:in|bei|auf)"
    r"|ursprünglich\s+(?:erschienen|veröffentlicht)\s+(?:in|bei|auf)"
    r"|publié\s+(?:d'abord|initialement)\s+(?:par|dans|sur)|paru\s+(?:dans|sur)"
    r"|publicado\s+originalmente\s+(?:en|por)"
    r"|publicado\s+originalmente\s+em|оригинал\s+(?:взят\s+у|статьи)"
    r"|впервые\s+опубликовано\s+(?:в|на)|источник)\s*[:：]?\s+"
    r"(?P<source>[^|·•]{2,60}?)\.?$",
    re.IGNORECASE,
)

# “Label: value” lines beside a byline; the label tells whether the value names the author.
FIELD = re.compile(r"^(?P<label>[^\W\d_][^:：|]{1,24})\s?[:：]\s*(?P<value>\S.{0,60})$")
AUTHOR_LABEL = re.compile(
    r"^(?:by|author|authors|writer|reporter|words|text|story|byline|autor\w*|verfasser\w*"
    r"|bearbeitung|redaktion|auteur\w*|texte"
    r"|rédaction|autora?|texto|redacción|autore|testo|opracowanie|tekst|autorka|haber|yazar"
    r"|muhabir|hazırlayan|tekst og foto|skribent"
    r"|автор\w*|текст|корреспондент|підготував|підготувала|المؤلف|الكاتب|إعداد|作者|记者|撰文|文)$",
    re.IGNORECASE,
)

# A bureau of the publisher, named for its place.
OFFICE_OF = re.compile(
    r"^(?:studio|büro|regionalbüro|redaktion|bureau\s+(?:de|d['’]))\s*\w", re.IGNORECASE
)

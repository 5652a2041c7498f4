"""The small words of languages, by which a text in Latin, Cyrillic, Arabic or Devanagari letters is
told to be in one of them.

Articles, prepositions, pronouns, auxiliaries: they make up a third to a half of any running text
and are hardly ever borrowed. Only words are listed that need no context to be told; a word that
several languages have stands in each of their lists and says the less for it.
"""

from __future__ import annotations

LATIN = {
    "en": (
        "the of and to in a that is was for it with as his on be at by had not are but from or "
        "have they which this has were their said will would been who more than its an he she "
        "you we there after about what when can could into also over only some how"
    ),
    "de": (
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch "
        "es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über "
        "einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ihr ich "
        "wir kann keine wenn seine ihre gegen vom schon"
    ),
    "fr": (
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce "
        "il sont avec aux été cette ou son mais comme on tout nous sa fait ses ont leur elle "
        "deux y ces dont même sans être après selon aussi vous je leurs où entre si était"
    ),
    "es": (
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero "
        "sus le ha este sí porque esta entre cuando muy sin sobre también me hasta hay donde "
        "han quien desde todo nos durante ser fue son está según años uno ya sido tras ante"
    ),
    "it": (
        "di che è e la il un a per in una mi sono ho non ma lo ha le si ti i con cosa se io "
        "come da ci della dei gli nel del al alla delle più anche dal sul nella dalla questo "
        "questa essere stato ai sulla degli hanno era loro quando tra dopo o suo dell all"
    ),
    "pt": (
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi "
        "ao ele das tem à seu sua ou ser quando muito há nos já está também só pelo pela até "
        "isso ela entre era depois sem mesmo aos ter seus suas são nas num foram pelos você"
    ),
    "nl": (
        "de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er "
        "maar om hem dan zou of wat mijn men dit zo door over ze zich bij ook tot je uit der "
        "daar naar heeft hebben nog worden wordt deze geen werd meer al kan moet onder na"
    ),
    "pl": (
        "w i na z nie do to się że jest o jak ale po co za od tak przez dla oraz był który są "
        "już tylko czy może tego ze tym przed także które jego jej być było bardzo jako która "
        "ma pod więc jednak ich bez a którzy"
    ),
    "tr": (
        "ve bir bu da de için ile olarak çok daha olan gibi ne kadar sonra en ise göre değil "
        "var ancak her olduğunu olduğu tarafından iki ki mi o ama üzerinde şu hem diye ya veya "
        "karşı önce ilk yeni yok bile dedi etti oldu"
    ),
    "az": (
        "və bir bu da də üçün ilə olan daha edib olub kimi ki sonra isə görə çox hər deyil var "
        "onun artıq ən həm olaraq edir olunub bildirib ya o ancaq qədər tərəfindən"
    ),
    "sv": (
        "och i att det som en på är av för med till den har de inte om ett han men var från kan "
        "vi så eller jag när nu ut sig efter vid även mot vara blev ska över mycket sin två "
        "bara där hade under också sedan skulle mer kommer"
    ),
    "da": (
        "og i at det er en til af på den vil så kunne eller disse deres der være din du som for "
        "de med han var et ikke har fra om men sig blev havde ved nogle også efter mod kun ud "
        "over op vi jeg når hvad bliver kan blevet år sin hvor mere end dog mange hun skal ham "
        "selv"
    ),
    "no": (
        "og i det er på en til som av for at kunne eller disse deres din du ein eit ikkje frå "
        "med de har den ikke et han om fra var men seg så vi blir ble jeg hun etter ved også "
        "kan mot være bare ut over noen sin hva når hvor opp enn blitt mer sier mange må skal "
        "år selv"
    ),
    "fi": (
        "ja on ei että se oli hän joka mutta myös kun niin ovat ole kuin sekä sen tai vain "
        "mukaan jo jos nyt voi mitä vielä siitä jotka hänen olla ollut sitä tämä olisi kanssa "
        "jälkeen koska sillä jossa tämän en me ne eivät noin"
    ),
    "et": (
        "ja on ei et see oli ka kui mis ta kes oma aga või siis nii ning seda ole selle välja "
        "veel tema juba pärast ma mida kuid pole mitte peale ainult oleks saab kus üle sest "
        "olid need nende meie kõik"
    ),
    "hu": (
        "a az és hogy nem is egy meg ez de volt csak már el ha mint még azt van kell lesz ki "
        "aki minden vagy ezt szerint után között lehet amely pedig sem majd ami be úgy akkor "
        "több nagyon mert így azonban fel most"
    ),
    "ro": (
        "de și în a la cu o pe nu din că se să pentru un care mai au este fi ce sunt fost al "
        "prin dar sau ca după ar lui cel cea ale iar fiind fie când această acest către va "
        "despre unor unei lor până doar între am foarte"
    ),
    "cs": (
        "a se v na je že o to s z do i by ale po ve za si jako k od pro tak které jsou který "
        "jeho bylo také která aby byl bude při nebo jen až co už podle byla mezi než ještě jsem "
        "však být má může před když kde"
    ),
    "sk": (
        "a sa v na je že o to s z do aj by ale po vo za si ako k od pre tak ktoré sú ktorý jeho "
        "bolo tiež ktorá aby bol bude pri alebo len až čo už podľa bola medzi než ešte som však "
        "byť má môže pred keď kde nie so"
    ),
    "sl": (
        "in je v se na za da so ki ne bi pa z tudi po s ali bil kot o iz do ni še bilo že pri "
        "bo od kar to ko le lahko bila med samo kako smo sem zaradi več ter saj ob jih ga"
    ),
    "hr": (
        "i u je se na da za su od s a što koji ne o iz do kao će bi koja kako samo nije ili već "
        "po više koje ali bio biti sve prema nakon jer bila može gdje prije između također tko "
        "uz godine ga sam te jedan zbog nego"
    ),
    "sq": (
        "të në e dhe i një për me se nga është që si do ka nuk por më ishte janë u tij kjo ky "
        "edhe pas ose kur duke kanë deri saj tyre këtë cilat disa ndër sipas sa mund s"
    ),
    "lt": (
        "ir kad į iš yra su tai o buvo kaip ne bet tik dar per už jau jis pat po jo nuo apie "
        "jie dėl ar bus kurie kai iki taip prie labai savo kuris pagal tačiau kas ji mūsų metų "
        "nėra"
    ),
    "lv": (
        "un ir no uz ar par ka kas bet kā pēc gan arī lai vai tas nav ko to bija šo tika jau ja "
        "pie līdz tā viņš savu tikai būs pa bez tajā kur kuri tomēr vēl gada ļoti šī tiek mēs "
        "kad"
    ),
    "is": (
        "og að í á er sem til um var við en ekki það af með fyrir hann hún eru þar frá því þess "
        "eða hefur þegar voru eftir verið svo þetta úr þá hafa vera sé upp ég verður segir þeir "
        "yfir"
    ),
    "id": (
        "semua jika jam bagi cuma boleh kepada dapat serta sila dibuat yang dan di ini dari "
        "untuk dengan itu dalam tidak akan pada juga ke adalah oleh ada "
        "mereka telah karena lebih saat bisa tersebut atau kami sudah kata tahun dia saya "
        "menjadi seperti hanya bahwa agar antara namun secara para hingga sebagai harus silakan "
        "anda bukan bila ia pukul ingin kamu tiap setelah baik buah lain memiliki sebuah maka "
        "sangat sedang selama yaitu apakah masih pihak merupakan mulai sedangkan terhadap "
        "mengatakan sementara demikian melalui yakni dirinya ujar sejumlah senin kamis jumat "
        "maret agustus desember harap perlu berupa"
    ),
    "ms": (
        "yang dan di ini dari untuk dengan itu dalam tidak akan pada juga ke adalah oleh ada "
        "mereka telah kerana lebih boleh atau kami sudah kata tahun beliau kepada daripada "
        "dapat menjadi seperti hanya bahawa antara namun para sebagai iaitu berkata serta anda "
        "bukan ia sila tetapi sebuah lain semua pihak sedang masih sangat perlu apabila ingin "
        "mahu cuma jika jam bagi ialah turut manakala menerusi hendaklah berkenaan isnin pukul "
        "baik setelah tiap memiliki sejumlah melalui tiada khamis jumaat julai ogos disember "
        "berlaku"
    ),
    "vi": (
        "của và là có trong được cho các một không với người đã những này khi để từ đến tại về "
        "ông năm cũng như ra sẽ trên vào đó theo nhiều bị do sau nhưng việc phải còn tôi làm "
        "chỉ bà hơn"
    ),
    "tl": (
        "ang ng sa na at mga ay si ni para hindi ito may nang kung pa siya ko kay niya dahil "
        "isang din lang mula nito naman kanyang ako sila rin ding kanilang matapos"
    ),
    "sw": (
        "na ya wa kwa ni katika la za kuwa hiyo cha kama huo hii yake alisema baada wake hayo "
        "kwamba lakini pia hivyo huku zaidi kutoka au bado watu ambayo ambao siku sana yao"
    ),
    "ca": (
        "de la i el que a en les per un una amb no els es del al va s és d l ha com més però "
        "aquest són seva seu també dels ser han pel aquesta ja sobre o entre quan hi si on molt "
        "fins segons des aquests sense"
    ),
    "gl": (
        "de a o e que en do da un unha para con non se os as é por no na ao dos das á como máis "
        "polo pola pero tamén foi seu súa ser ou nos son está entre sobre ata cando moi ten "
        "unhas pois onde"
    ),
    "eu": (
        "eta da ez du bat dira ere dute baina izan zen dela hau izango duen bere egin beste "
        "zuen baino ziren gero dituzte horrek oso hori egiten dago artean arte edo haien"
    ),
    "af": (
        "die van en in is het dat nie te om vir met op hy sy aan was ’n by wat ek ons sal word "
        "kan deur hulle ook na maar as uit of haar moet so jaar hierdie daar baie oor gesê meer "
        "nog wees net hom"
    ),
    "cy": (
        "y yr a i yn o ar ei am mae gan wedi fod ac bod nid hi ond eu oedd fe sydd roedd hefyd "
        "un neu fel dros ni cael mewn wrth er gyda hyn dim bydd"
    ),
    "uz": (
        "va bu bilan uchun bir ham deb edi bo lgan lib yoki emas keyin esa kerak har qilish o z "
        "lekin eng bor yo q yilda haqida orqali tomonidan"
    ),
    "ga": (
        "an na a agus ar i is go ag le do bhí tá sé de ach faoi sin seo sí nach chuig siad mar "
        "bhfuil leis don ina aon nuair as gur níl ón bheith beidh"
    ),
}

CYRILLIC = {
    "ru": (
        "и в не на что он с как это по но из у за от так же для о к все было был бы до или его "
        "только уже если она они при также их после чтобы может были году этого которые еще ещё "
        "где когда который мы я быть во том нет есть лет со будет"
    ),
    "uk": (
        "і в не на що з як та до це у за від для про але й його був є по так було або які який "
        "також вже із після їх щоб при може вона вони року яка коли буде ми ще між цього були "
        "проти під через бути якщо тому навіть лише де"
    ),
    "be": (
        "і ў не на што з як да гэта у за ад для пра але яго быў па так было або якія які "
        "таксама ужо пасля іх каб пры можа яна яны года будзе мы яшчэ паміж быць гэтага таму "
        "толькі дзе калі былі супраць"
    ),
    "bg": (
        "и на да се в е за от с не че са по като ще до а но това при му си към или той те има "
        "след които през който тя беше както само още бе ѝ във със обаче тази този ли между "
        "вече може бъде няма където години защото"
    ),
    "sr": (
        "и у је се на да за су од са а што који не о из до као ће би која како само није или "
        "већ по више које али био бити све према након јер била може где пре између такође ко "
        "уз године га сам један због него овај"
    ),
    "mk": (
        "и на да се во за од со не дека ќе е а што го ги како тоа но до или сите само при има "
        "беше откако биде кои кој која бил биле нема повеќе меѓу според после може треба бидат "
        "овој оваа уште тие тој година"
    ),
    "kk": (
        "және бұл мен үшін бар деп да де бір болып болды екі осы ол туралы кейін дейін жоқ "
        "арқылы керек болған қазақстан емес оның еді бойынша өз ғана тек"
    ),
    "mn": (
        "нь юм үед уу гэсэн эсвэл та таны бол гэдэг байна ба энэ болон гэж байсан тэр ч их мөн "
        "юу дээр хийх болно он хүн бай бусад"
    ),
}

ARABIC = {
    "ar": (
        "في من على إلى أن التي الذي عن مع هذا هذه كان ما لا أو قد بعد بين كما إن لم كانت قال "
        "ذلك هو هي و حول خلال ثم عند حتى إلا أي كل وقال غير منذ عبر فيه منها له بها أنه"
    ),
    "fa": (
        "در به از که این را با است آن برای یک می شد بود خود تا کرد هم بر شده نیز اما دو باید هر "
        "گفت وی های ها کرده کند شود پس ما او و بین پیش نیست کنند بودند درباره"
    ),
    "ur": (
        "کے کی میں ہے کا اور سے کو نے پر کہ یہ اس بھی ہیں کر ایک تھا وہ نہیں گیا جو ان ہو تو "
        "لیے کہا ہی تھے کیا گئی ساتھ بعد تھی اپنے تک جس کسی رہے رہا دیا"
    ),
    "ps": ("د په او چې له کې ته دي ده يې هم سره دا شوي وي نه هغه کړي وو شو خپل پر يو به لپاره کړې"),
    "ckb": "لە و بۆ بە کە ئەو ئەم لەگەڵ هەر سەر کرد دەکات بوو نییە یەک زۆر ئێستا دوای هەیە پێش",
    "ug": "ۋە بىلەن بىر بۇ ئۈچۈن دەپ بولۇپ ئۇ ھەم كېيىن قىلىش بولغان ئەمەس ياكى",
}

DEVANAGARI = {
    "hi": (
        "के में की है और से को का ने पर कि यह इस भी हैं कर एक था वह नहीं गया जो उन हो तो लिए "
        "कहा ही थे साथ बाद थी अपने तक जिस किसी रहे रहा दिया गई उस वे होने"
    ),
    "mr": ("आहे आणि या ते हे तो ती च्या आहेत असे होते होता मध्ये केली केला झाली नाही काही त्या मात्र तर"),
    "ne": ("छ र को मा का लाई ले पनि गरेको भएको हो यो छन् छैन गर्न तथा थियो अनुसार गर्ने उनले भने भन्ने"),
}

FAMILIES = {"latin": LATIN, "cyrillic": CYRILLIC, "arabic": ARABIC, "devanagari": DEVANAGARI}

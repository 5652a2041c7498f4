"""Words that say little about an event: the fixed part of the background frequencies.

Function words of the languages that the readers know, the small change of news prose, and the
countries and offices that are in the news every day. A day of five entries cannot tell that
“officials” is commoner than “Zervos”; these lists can.
"""

from __future__ import annotations

_FUNCTION = """
a about above after again against all also although am among an and any are as at away back be
became because been before being below between both but by came can cannot could did do does doing
don't down during each even ever every few first for from further get gets getting go goes going
got had has have having he her here hers herself him himself his how however i if in including
into is isn't it its itself just last later least less let like made make makes making many may me
might more most much must my near nearly never new next no nor not now of off often on once one
only or other others our out over own per put quite rather same second see seen several she should
since so some still such take taken than that the their them themselves then there these they
third this those though three through to together too took toward two under until up upon us use
used very via was way we well went were what when where whether which while who whom whose why
will with within without would yet you your le la les un une des du de d l et en à au aux que qui
dans par pour sur avec est sont été être ont avait plus ne pas se sa son ses ce cette ces il elle
ils elles nous vous leur leurs mais ou où comme après avant entre sans sous deux lors selon aussi
tout tous toute der die das den dem ein eine einer eines einem einen und im ist sind war waren
wird werden wurde wurden mit von vom zu zum zur auf für als auch bei aus nach vor über unter durch
um es er sie ihr ihre nicht noch nur dass daß wie wenn haben hat hatte sein seine sich mehr zwei
bis gegen seit el los las una unos unas y o del al con por para su sus lo como más pero sin sobre
desde hasta este esta estos estas fue ser ha han había está muy también según dos tras и в во на с
со к ко о об от до из за по у не ни но а что как это этот эта эти тот та те он она они мы вы его
её их был была были быть для при же бы ли или если после перед также более уже только так два في
من على إلى عن أن إن التي الذي هذا هذه ذلك مع بعد قبل بين قد كان كانت لا ما لم كما أو ثم
"""
_NEWS = """
said says say saying told tell according reported report reports reporting statement news media
press officials official government president minister former spokesman spokeswoman spokesperson
people person man men woman women country countries state states national international united
world city public group members member including part time year years month months week weeks day
days today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january
february march april june july august september october november december morning night early late
long million billion percent number called call calls asked ask added expected announced
announcement earlier recent recently continue continued since around following despite several
another end start began begin come comes house office political policy party leader leaders deal
plan plans decision support right big high top good great little old left case issue issues
question questions want wants wanted need needs think know found find show shows showed set help
work working meeting interview article source sources reuters afp ap associated photo image video
read more a été selon ministre président gouvernement pays ans jour lundi mardi mercredi jeudi
vendredi samedi dimanche sagte laut regierung präsident prozent millionen jahr jahre tag montag
dienstag mittwoch donnerstag freitag samstag sonntag dijo gobierno presidente ministro país años
día lunes martes miércoles jueves viernes sábado domingo заявил сообщил президент правительство
министр года году день понедельник вторник среда четверг пятница
"""
_WORLD = """
russia russian russians ukraine ukrainian ukrainians america american americans us usa u.s
washington moscow kremlin kyiv kiev china chinese beijing europe european eu nato un britain
british uk london england france french paris germany german berlin italy italian rome spain
spanish madrid poland polish warsaw turkey turkish ankara israel israeli palestinian palestinians
gaza iran iranian tehran iraq iraqi syria syrian saudi egypt egyptian india indian pakistan
pakistani japan japanese tokyo korea korean seoul pyongyang taiwan canada canadian mexico mexican
brazil brazilian argentina africa african asia asian australia australian afghanistan yemen
lebanon qatar venezuela congress senate parliament democrat democrats democratic republican
republicans trump biden obama putin zelensky xi house court supreme military army forces troops
war attack attacks security defense defence foreign economic economy market trade talks peace
region regional governor russie états-unis chine allemagne guerre russland deutschland europa
krieg rusia ucrania estados unidos españa guerra россия россии украина украины сша европа китай
война войны москва
"""

SHARE: dict[str, float] = {
    **dict.fromkeys(_WORLD.split(), 0.1),
    **dict.fromkeys(_NEWS.split(), 0.15),
    **dict.fromkeys(_FUNCTION.split(), 0.6),
}
"""Word → the share of news items that hold it, roughly; a word that is missing is rare."""

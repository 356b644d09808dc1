"""Published sources the demonstration cites: organisations and outlets named openly."""

from typing import NamedTuple

from casework.people.choices import PublisherKind as K


class SourceRow(NamedTuple):
    """One published source."""

    key: str
    name: str
    kind: K
    website: str


SOURCES: tuple[SourceRow, ...] = (
    SourceRow("amnesty", "Amnesty International", K.NGO, "https://www.amnesty.org/"),
    SourceRow("airwars", "Airwars", K.MONITOR, "https://airwars.org/"),
    SourceRow("hrw", "Human Rights Watch", K.NGO, "https://www.hrw.org/"),
    SourceRow("ohchr", "Office of the UN High Commissioner for Human Rights", K.UN, "https://www.ohchr.org/"),
    SourceRow("unami", "UN Assistance Mission for Iraq", K.UN, "https://iraq.un.org/"),
    SourceRow("who", "World Health Organization", K.UN, "https://www.who.int/"),
    SourceRow("icrc", "International Committee of the Red Cross", K.OTHER, "https://www.icrc.org/"),
    SourceRow("centcom", "US Central Command", K.STATE, "https://www.centcom.mil/"),
    SourceRow("cjtf", "CJTF – Operation Inherent Resolve", K.STATE, "https://www.inherentresolve.mil/"),
    SourceRow("adf", "Australian Department of Defence", K.STATE, "https://www.defence.gov.au/"),
    SourceRow("jop", "Iraqi Joint Operations Command", K.STATE, ""),
    SourceRow("civildef", "Iraqi Civil Defence, Ninewa", K.STATE, ""),
    SourceRow("reuters", "Reuters", K.NEWS, "https://www.reuters.com/"),
    SourceRow("afp", "Agence France-Presse", K.NEWS, "https://www.afp.com/"),
    SourceRow("aljazeera", "Al Jazeera", K.NEWS, "https://www.aljazeera.com/"),
    SourceRow("buzzfeed", "BuzzFeed News", K.NEWS, "https://www.buzzfeednews.com/"),
    SourceRow("abc", "ABC News (Australia)", K.NEWS, "https://www.abc.net.au/news/"),
    SourceRow("spiegel", "Der Spiegel", K.NEWS, "https://www.spiegel.de/"),
    SourceRow("iq-pm", "Office of the Prime Minister of Iraq", K.STATE, ""),
    SourceRow("is-media", "Media of the Islamic State group", K.PARTY, ""),
)

#: How public texts name those of them that are cited there, in Arabic.
ARABIC_NAMES: dict[str, str] = {
    "Amnesty International": "منظمة العفو الدولية",
    "Airwars": "إيروورز",
    "Human Rights Watch": "هيومن رايتس ووتش",
    "Office of the UN High Commissioner for Human Rights": "مفوضية الأمم المتحدة السامية لحقوق الإنسان",
    "UN Assistance Mission for Iraq": "بعثة الأمم المتحدة لمساعدة العراق",
    "World Health Organization": "منظمة الصحة العالمية",
    "International Committee of the Red Cross": "اللجنة الدولية للصليب الأحمر",
    "US Central Command": "القيادة المركزية الأمريكية",
    "CJTF – Operation Inherent Resolve": "قوة المهام المشتركة – عملية العزم الصلب",
    "Australian Department of Defence": "وزارة الدفاع الأسترالية",
    "Iraqi Joint Operations Command": "قيادة العمليات المشتركة العراقية",
    "Iraqi Civil Defence, Ninewa": "الدفاع المدني العراقي في نينوى",
    "Reuters": "رويترز",
    "Agence France-Presse": "وكالة فرانس برس",
    "Al Jazeera": "الجزيرة",
    "BuzzFeed News": "بازفيد نيوز",
    "ABC News (Australia)": "إيه بي سي نيوز (أستراليا)",
    "Der Spiegel": "دير شبيغل",
    "Office of the Prime Minister of Iraq": "مكتب رئيس وزراء العراق",
    "Media of the Islamic State group": "إعلام تنظيم الدولة الإسلامية",
}

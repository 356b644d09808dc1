"""The places shipped with the system: Iraq down to the quarters of Mosul, and where the incidents lie.

Coordinates of the quarters follow public incident pages of the Airwars archive; those marked as our own
are approximate and say so in their precision. Each row is inserted when its code is missing; a row
that exists is never changed, so that an organisation's corrections stay.
"""

from typing import NamedTuple

from .choices import PlaceKind as K
from .choices import PlacePrecision as P

AIRWARS = "Airwars incident archive"
OWN = "approximate, by this project"


class PlaceRow(NamedTuple):
    """One shipped place; parents come before what lies in them."""

    code: str
    parent: str
    kind: K
    name_en: str
    name_ar: str
    aliases: tuple[str, ...] = ()
    latitude: str = ""
    longitude: str = ""
    precision: P = P.UNKNOWN
    source: str = ""


def _own(latitude: str, longitude: str, precision: P) -> tuple[str, str, P, str]:
    return latitude, longitude, precision, OWN


def _airwars(latitude: str, longitude: str, precision: P = P.NEIGHBOURHOOD) -> tuple[str, str, P, str]:
    return latitude, longitude, precision, AIRWARS


_LAND = (
    PlaceRow("IQ", "", K.COUNTRY, "Iraq", "العراق", ("Irak", "Republic of Iraq", "جمهورية العراق")),
    PlaceRow("IQ-NIN", "IQ", K.GOVERNORATE, "Ninewa", "نينوى", ("Nineveh", "Nīnawá", "Ninawa", "Ninive"),
             *_own("36.0", "42.5", P.GOVERNORATE)),
    PlaceRow("IQ-KIR", "IQ", K.GOVERNORATE, "Kirkuk", "كركوك", ("Kerkuk", "Tamim", "التأميم"),
             *_own("35.4", "44.1", P.GOVERNORATE)),
    PlaceRow("IQ-ERB", "IQ", K.GOVERNORATE, "Erbil", "أربيل", ("Arbil", "Irbil", "Hewlêr", "هەولێر"),
             *_own("36.2", "44.0", P.GOVERNORATE)),
    PlaceRow("IQ-SAL", "IQ", K.GOVERNORATE, "Salah al-Din", "صلاح الدين", ("Salahaddin", "Saladin"),
             *_own("34.6", "43.6", P.GOVERNORATE)),
    PlaceRow("IQ-NIN-MOSD", "IQ-NIN", K.DISTRICT, "Mosul District", "قضاء الموصل", ("Qada al-Mawsil",),
             *_own("36.3", "43.1", P.DISTRICT)),
    PlaceRow("IQ-NIN-HAM", "IQ-NIN", K.DISTRICT, "al-Hamdaniya", "الحمدانية",
             ("Hamdaniyah", "Qaraqosh district"),
             *_own("36.2", "43.4", P.DISTRICT)),
    PlaceRow("IQ-NIN-TLK", "IQ-NIN", K.DISTRICT, "Tilkaif", "تلكيف", ("Tel Keppe", "Tal Kayf", "Telkaif"),
             *_own("36.6", "43.1", P.DISTRICT)),
    PlaceRow("MOS", "IQ-NIN-MOSD", K.CITY, "Mosul", "الموصل", ("Mossul", "Mawsil", "Musil", "Mûsil", "مووسڵ"),
             *_own("36.34", "43.13", P.CITY)),
    PlaceRow("MOS-W", "MOS", K.PART_OF_CITY, "West Mosul (right bank)", "الجانب الأيمن",
             ("West Mosul", "al-Janib al-Ayman", "right bank", "غرب الموصل", "أيمن الموصل")),
    PlaceRow("MOS-E", "MOS", K.PART_OF_CITY, "East Mosul (left bank)", "الجانب الأيسر",
             ("East Mosul", "al-Janib al-Aysar", "left bank", "شرق الموصل", "أيسر الموصل"),
             *_own("36.36", "43.18", P.CITY)),
)  # fmt: skip

_WEST = (
    PlaceRow("MOS-W-JAD", "MOS-W", K.NEIGHBOURHOOD, "Mosul al-Jadida", "الموصل الجديدة",
             ("al-Jadida", "New Mosul", "Mosul Jadideh", "Hay al-Jadida", "al-Aghawat al-Jadida", "الجديدة"),
             *_airwars("36.3323", "43.1051")),
    PlaceRow("MOS-W-SHI", "MOS-W", K.NEIGHBOURHOOD, "al-Shifa", "الشفاء",
             ("Hay al-Shifaa", "ash-Shifa", "Shefa", "حي الشفاء"), *_airwars("36.3517", "43.1180")),
    PlaceRow("MOS-W-ZAN", "MOS-W", K.NEIGHBOURHOOD, "Zanjili", "الزنجيلي",
             ("al-Zanjili", "Zinjili", "Zenjili", "حي الزنجيلي"), *_airwars("36.350", "43.110")),
    PlaceRow("MOS-W-MAH", "MOS-W", K.NEIGHBOURHOOD, "al-Mahatta", "المحطة",
             ("Mahata", "Station quarter", "Mosul railway station quarter", "حي المحطة"),
             *_airwars("36.3368", "43.1180")),
    PlaceRow("MOS-W-TAN", "MOS-W", K.NEIGHBOURHOOD, "al-Tanak", "التنك",
             ("Hay al-Tanak", "Tenek", "حي التنك"), *_airwars("36.3364", "43.0626")),
    PlaceRow("MOS-W-MSH", "MOS-W", K.NEIGHBOURHOOD, "Msherfa", "مشيرفة",
             ("al-Msherfa", "Musherfa", "Mshairfa", "المشيرفة"), *_airwars("36.3768", "43.0490")),
    PlaceRow("MOS-W-17T", "MOS-W", K.NEIGHBOURHOOD, "17 Tammuz", "١٧ تموز",
             ("17 July", "17 Tamuz", "Hay 17 Tammouz", "حي 17 تموز"), *_airwars("36.3667", "43.0855")),
    PlaceRow("MOS-W-HER", "MOS-W", K.NEIGHBOURHOOD, "Hermat", "الهرمات",
             ("al-Harmat", "Hirmat", "حي الهرمات"),
             *_airwars("36.3636", "43.0703")),
    PlaceRow("MOS-W-MAM", "MOS-W", K.NEIGHBOURHOOD, "al-Mamun", "المأمون",
             ("Hay al-Mamun", "Mamoun", "al-Ma'mun", "حي المأمون"), *_airwars("36.3106", "43.1095")),
    PlaceRow("MOS-W-OLD", "MOS-W", K.NEIGHBOURHOOD, "Old City", "الموصل القديمة",
             ("Mosul Old City", "al-Mawsil al-Qadima", "Old Town", "المدينة القديمة"),
             *_airwars("36.3408", "43.1269")),
    PlaceRow("MOS-W-SER", "MOS-W-OLD", K.NEIGHBOURHOOD, "Serjkhana", "السرجخانة",
             ("Sarjkhana", "al-Sirjikhana", "Sarj Khana"), *_own("36.342", "43.128", P.NEIGHBOURHOOD)),
    PlaceRow("MOS-W-NUR", "MOS-W-OLD", K.SITE, "al-Nuri mosque and al-Hadba minaret",
             "جامع النوري ومنارة الحدباء",
             ("Great Mosque of al-Nuri", "al-Hadba", "جامع النوري الكبير", "الحدباء"),
             *_own("36.343", "43.127", P.WITHIN_100M)),
    PlaceRow("MOS-W-SHU", "MOS-W", K.NEIGHBOURHOOD, "al-Shuhada", "الشهداء", ("Shuhadaa", "حي الشهداء"),
             *_own("36.332", "43.105", P.NEIGHBOURHOOD)),
    PlaceRow("MOS-W-YAR", "MOS-W", K.NEIGHBOURHOOD, "al-Yarmouk", "اليرموك",
             ("Yarmuk", "Hay al-Abar", "حي اليرموك"), *_own("36.34", "43.07", P.TOWN)),
    PlaceRow("MOS-W-WAL", "MOS-W-17T", K.SITE, "al-Walaa school", "مدرسة الولاء", ("Wala school",),
             *_airwars("36.3667", "43.0855")),
    PlaceRow("MOS-W-RAH", "MOS-W-JAD", K.SITE, "al-Rahma hospital", "مستشفى الرحمة", ("Rahmah hospital",)),
    PlaceRow("MOS-W-RMN", "MOS-W-MSH", K.SITE, "al-Rahman mosque, Msherfa", "جامع الرحمن في مشيرفة", ()),
    PlaceRow("MOS-W-SIH", "MOS-W", K.NEIGHBOURHOOD, "al-Siha", "الصحة",
             ("Sihah", "Hay al-Sihha", "حي الصحة")),
)  # fmt: skip

_EAST = (
    PlaceRow("MOS-E-MIT", "MOS-E", K.NEIGHBOURHOOD, "al-Mithaq", "الميثاق",
             ("Meethaq", "Mithak", "حي الميثاق"),
             *_airwars("36.3261", "43.2006")),
    PlaceRow("MOS-E-QUD", "MOS-E", K.NEIGHBOURHOOD, "al-Quds", "القدس", ("Hay al-Quds", "حي القدس"),
             *_airwars("36.3446", "43.2250")),
    PlaceRow("MOS-E-FAL", "MOS-E", K.NEIGHBOURHOOD, "al-Falah", "الفلاح",
             ("Falah NE", "Hay al-Falah", "حي الفلاح"), *_airwars("36.3446", "43.2250")),
    PlaceRow("MOS-E-WAH", "MOS-E", K.NEIGHBOURHOOD, "al-Wahda", "الوحدة", ("Wehda", "حي الوحدة"),
             *_own("36.33", "43.19", P.NEIGHBOURHOOD)),
    PlaceRow("MOS-E-SAL", "MOS-E", K.SITE, "al-Salam hospital", "مستشفى السلام", ("Salam hospital",),
             *_own("36.33", "43.17", P.NEIGHBOURHOOD)),
    PlaceRow("MOS-E-IBN", "MOS-E", K.SITE, "Ibn al-Athir hospital", "مستشفى ابن الأثير", ("Ibn al-Atheer",),
             *_own("36.37", "43.16", P.NEIGHBOURHOOD)),
    PlaceRow("MOS-E-MAZ", "MOS-E", K.NEIGHBOURHOOD, "al-Mazaraa", "المزارع",
             ("al-Zirai", "Farms", "Hay al-Zirai", "الزراعي"), *_own("36.39", "43.13", P.TOWN)),
    PlaceRow("MOS-E-GOG", "MOS-E", K.NEIGHBOURHOOD, "Gogjali", "كوكجلي",
             ("Kokjali", "Gogjeli", "Kukjali", "گوگجلي"), *_own("36.35", "43.24", P.TOWN)),
)  # fmt: skip

_AROUND = (
    PlaceRow("NIN-SAF", "IQ-NIN-MOSD", K.VILLAGE, "Safina", "السفينة", ("Safinah", "al-Safina")),
    PlaceRow("NIN-RUF", "IQ-NIN-MOSD", K.VILLAGE, "Rufeila", "الرفيلة", ("Rufaila", "Rufayla")),
    PlaceRow("NIN-FAD", "IQ-NIN-TLK", K.VILLAGE, "Fadhiliya", "الفاضلية",
             ("Fadiliya", "Fadhiliyah", "Fazliya"),
             *_own("36.45", "43.28", P.TOWN)),
    PlaceRow("NIN-HAL", "IQ-NIN-MOSD", K.TOWN, "Hammam al-Alil", "حمام العليل",
             ("Hamam al-Alil", "Hammam Alil", "Hamam Aleel"), *_own("36.16", "43.26", P.TOWN)),
    PlaceRow("NIN-HAL-COL", "NIN-HAL", K.SITE, "Agricultural college, Hammam al-Alil",
             "كلية الزراعة في حمام العليل", (), *_own("36.16", "43.26", P.TOWN)),
    PlaceRow("NIN-QAY", "IQ-NIN-MOSD", K.TOWN, "Qayyarah", "القيارة", ("Qayara", "Gayara", "Al-Qayyara"),
             *_own("35.80", "43.29", P.TOWN)),
    PlaceRow("NIN-SHA", "IQ-NIN-MOSD", K.VILLAGE, "Shayalat al-Imam", "شيالة الإمام", ("Shialat al-Imam",)),
    PlaceRow("NIN-KHA", "IQ-NIN-MOSD", K.SITE, "Khafsa sinkhole", "الخفسة", ("Khasfa", "al-Khasfa", "الخسفة"),
             *_own("36.25", "43.07", P.TOWN)),
    PlaceRow("NIN-BAR", "IQ-NIN-HAM", K.TOWN, "Bartalla", "برطلة", ("Bartella", "Bartila", "برطلا"),
             *_own("36.35", "43.38", P.TOWN)),
    PlaceRow("NIN-BAR-CMP", "NIN-BAR", K.CAMP, "Bartalla camp", "مخيم برطلة",
             ("Bartella rehabilitation camp",),
             *_own("36.35", "43.38", P.TOWN)),
)  # fmt: skip

PLACES: tuple[PlaceRow, ...] = _LAND + _WEST + _EAST + _AROUND

"""Words that say what a place or body is, not which one: village, quarter, mosque, brigade.

They are translated, not spelled over, from one script to the other, and one list writes them where
another leaves them out. So they count little when names are compared, and the Arabic and the English
word count as the same word.
"""

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "village": "village villages qarya qaryat qariya قريه قرية",
    "quarter": "hay hayy hai neighbourhood neighborhood quarter area mahalla mahallat حي محله منطقه",
    "district": "district qadaa qadha qada subdistrict قضاء ناحيه nahiya nahiyat",
    "camp": "camp mukhayyam mukhayam مخيم",
    "centre": "center centre markaz مركز",
    "city": "city town madina madinat medina مدينه",
    "province": "governorate province muhafaza muhafazat wilayat wilaya محافظه ولايه",
    "hospital": "hospital mustashfa مستشفي",
    "mosque": "mosque masjid jami jamia جامع مسجد",
    "church": "church kanisa kanisat كنيسه",
    "school": "school madrasa madrasat مدرسه",
    "college": "college university kulliya kulliyat jamiat كليه جامعه",
    "market": "market souk suq souq سوق",
    "street": "street road shari sharia شارع طريق",
    "bridge": "bridge jisr jisir جسر",
    "station": "station mahatta mahattat محطه",
    "building": "building bina imara عماره بنايه",
    "division": "division firqa firqat فرقه",
    "brigade": "brigade liwa لواء",
    "forces": "forces force quwat quwwat قوات قوه",
}

# Normalised word -> the concept it names. Both spellings of a last ta marbuta are given above for
# reading; the table keeps the normalised one.
CONCEPTS: Mapping[str, str] = {
    word.replace("ة", "ه").replace("ء", ""): concept
    for concept, words in _WORDS.items()
    for word in words.split()
}


def concept_of(word: str) -> str | None:
    """Return what a normalised word says about the kind of a thing, or None for a proper word."""
    return CONCEPTS.get(word)

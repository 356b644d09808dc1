"""The vocabulary of dates: month names, connectors and hedges in English and in Arabic.

Kept apart from the grammar (dates.py) so that a language is added here without touching a rule. Arabic
month names come in two families that stand side by side in Iraqi sources: the Levantine and Iraqi names
(كانون الثاني, آذار) and the transliterated ones (يناير, مارس); the United Nations writes both, parted by
a stroke.
"""

import re
import unicodedata

from django.utils.translation import gettext_noop as _

#: The names Django shows. Listed so that our catalogue says them as Iraq does: آذار, not مارس.
SHOWN_MONTHS = (
    _("jan"), _("feb"), _("mar"), _("apr"), _("may"), _("jun"),
    _("jul"), _("aug"), _("sep"), _("oct"), _("nov"), _("dec"),
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip
_ENGLISH_MONTHS = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|"
    "october oct|november nov|december dec"
)
_ARABIC_MONTHS = (
    "كانون_الثاني كانون_ثاني يناير|شباط فبراير|اذار مارس|نيسان ابريل|ايار مايس مايو|حزيران يونيو يونيه|"
    "تموز يوليو يوليه|اب اغسطس|ايلول سبتمبر|تشرين_الاول تشرين_اول اكتوبر|تشرين_الثاني تشرين_ثاني نوفمبر|"
    "كانون_الاول كانون_اول ديسمبر"
)

CIRCA, EARLY, MIDDLE, LATE = "~", "E", "M", "L"
BEFORE, UNTIL, AFTER, SINCE = "B", "U", "A", "S"
BETWEEN, JOIN, UNKNOWN, TODAY, YESTERDAY = "W", "-", "X", "T", "Y"

_PHRASES = {
    CIRCA: "about around circa ca c approximately approx roughly probably possibly perhaps maybe "
    "estimated est حوالي حوالى نحو تقريبا ربما قرابه زهاء",
    EARLY: "early beginning start اوائل مطلع بدايه بدايات",
    MIDDLE: "mid middle منتصف اواسط وسط",
    LATE: "late end اواخر نهايه نهايات",
    BEFORE: "before prior قبل",
    UNTIL: "until till by حتى حتي لغايه",
    AFTER: "after بعد",
    SINCE: "from since من منذ",
    BETWEEN: "between بين ما_بين",
    JOIN: "to and through thru الى الي و",
    UNKNOWN: "unknown unspecified undated مجهول مجهوله غير_معروف غير_معروفه غير_محدد not_known date_unknown "
    "date_not_known unknown_date not_given",
    TODAY: "today اليوم",
    YESTERDAY: "yesterday امس البارحه",
}

#: Words that say nothing about the day: weekdays, parts of the day, small words. They stay in the text.
_IGNORED_WORDS = (
    "of the in on at during day month year night nights date th st nd rd local time baghdad hrs hours hour "
    "o clock morning afternoon evening noon midday midnight dawn dusk sunset sunrise fajr "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "في يوم شهر عام سنه ليله ليل صباح صباحا مساء مساءا ظهر ظهرا عصر عصرا فجر فجرا الفجر الصباح "
    "المساء الظهر العصر الليل الساعه بتوقيت بغداد المحلي م ميلادي ميلاديه التاريخ تاريخ "
    "السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه"
)
_IGNORED = frozenset(_IGNORED_WORDS.split())


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for names in (_ENGLISH_MONTHS, _ARABIC_MONTHS):
        for number, family in enumerate(names.split("|"), start=1):
            table.update((name, f"@{number}") for name in family.split())
    for mark, words in _PHRASES.items():
        table.update((word, mark) for word in words.split())
    return table


_WORDS = _table()
_COMPOUNDS = {word.replace("_", " "): word for word in _WORDS if "_" in word}
_COMPOUND = re.compile(r"(?<!\w)(" + "|".join(sorted(_COMPOUNDS, key=len, reverse=True)) + r")(?!\w)")
_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ـ": None, "،": " ", ",": " ", "@": "§", "؟": "?"}
)
_DASHES = re.compile("[‐‑‒–—―−﹣－]")


def folded(text: str) -> str:
    """The text in one form: digits of any script as 0-9, one dash, no marks of direction, Arabic folded."""
    out = []
    for char in unicodedata.normalize("NFKC", text).casefold():
        category = unicodedata.category(char)
        if category == "Nd":
            out.append(str(unicodedata.digit(char)))
        elif category in {"Mn", "Cf"}:
            continue
        else:
            out.append(char)
    plain = _DASHES.sub("-", "".join(out).translate(_FOLD))
    plain = _COMPOUND.sub(lambda match: _COMPOUNDS[match[1]], plain)
    return " ".join(plain.split())


def mark_of(word: str) -> list[str] | None:
    """The marks a folded word stands for: [] when it says nothing about the day, None when unknown."""
    if word in _WORDS:
        return [_WORDS[word]]
    if word in _IGNORED:
        return []
    if word.startswith("و") and (rest := mark_of(word[1:])) is not None:
        return [JOIN, *rest]
    if word.startswith("ل") and word[1:] in _WORDS:
        return [_WORDS[word[1:]]]
    return None

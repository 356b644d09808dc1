"""One Arabic word for each term (docs/translation.md): checked in every sentence of the translation."""

import re
from pathlib import Path

import pytest

from config.translations import ROOT, read

# English word -> what the Arabic sentence has to contain: a stem, because words are inflected.
CHOSEN = {
    "allegations?": "ادعاء",
    "incidents?": "واقع|وقائع",
    "events?": "حدث|أحداث",
    "violations?": "انتهاك",
    "rungs?": "درج",
    "items?": "ماد|مواد",
    "custody": "حياز",
    "gaps?": "فجو",
    "assessments?": "تقييم",
    "ratings?": "تقدير",
    "grades?": "صنيف|صنف",
    "credible": "مصداقية",
    "confidence": "ثقة",
    "attributions?": "إسناد",
    "conclusions?": "ستنتاج",
    "findings?": "نتيج|نتائج",
    "redress": "جبر",
    "reparation": "جبر",
    "compensation": "تعويض",
    "referrals?": "إحال",
    "recommendations?": "وصي",
    "corrections?": "صحيح|صحح",
    "withdrawn|withdraws?|withdrawal": "سحب|سحوب",
    "consent": "موافق",
    "levels?": "مستو",
    "leads?": "نسق|نسيق",
    "supervisors?": "مشرف",
    "scorecard": "لوحة القياس",
    "history": "سجل",
    "ledger": "السجل المختوم|سجلنا المختوم",
}
# Words that were used beside the chosen ones.
NEVER = ("عنصر", "عناصر", "ثغرة", "ثغرات", "حادثة", "حوادث", "القائد", "لوحة النتائج", "تقييم الفعالية")
# The English word means something else in what begins like this.
OTHER_SENSE = (
    "Leads to",
    "Licence: Creative Commons Attribution",
    "Why is the threshold not met now?",
    "findings of the automatic search",
    "%(number)d finding of the automatic search",
)
MARKS = re.compile("[\u064b-\u0652]")


def sentences() -> list[tuple[str, list[str]]]:
    """Each English sentence without its placeholders, with its Arabic forms without vowel marks."""
    found = []
    for message in read("ar"):
        if message.id:
            source = message.id if isinstance(message.id, str) else message.id[0]
            forms = (message.string,) if isinstance(message.string, str) else message.string
            found.append((source, [MARKS.sub("", form) for form in forms if form]))
    return found


@pytest.mark.parametrize("word", CHOSEN)
def test_one_word_for_each_term(word: str) -> None:
    wanted = re.compile(CHOSEN[word])
    english = re.compile(rf"\b(?:{word})\b", re.IGNORECASE)
    met = [
        (source, forms)
        for source, forms in sentences()
        if english.search(re.sub(r"%\(\w+\)[sd]", "", source)) and not source.startswith(OTHER_SENSE)
    ]
    assert met, f"no sentence speaks of {word}"
    strange = [source for source, forms in met if forms and not wanted.search(" ".join(forms))]
    assert not strange, f"not {CHOSEN[word]} but another word in: {strange}"


def test_words_that_were_given_up_do_not_come_back() -> None:
    old = {
        source: word
        for source, forms in sentences()
        for word in NEVER
        if re.search(rf"\b{word}\b", " ".join(forms))
    }
    assert not old


def test_the_glossary_names_the_chosen_words() -> None:
    glossary = MARKS.sub("", Path(ROOT / "docs" / "translation.md").read_text(encoding="utf-8"))
    for stems in CHOSEN.values():
        assert any(stem in glossary for stem in stems.split("|")), stems


def test_figures_joined_by_signs_keep_their_order_in_arabic() -> None:
    """After an Arabic letter a browser turns 2017-03-17 round: such examples stand between isolates."""
    joined = re.compile(r"\d[-–]\d|\d\.\d+, \d|(?<![\w-])-\d")
    isolated = re.compile("\u2066[^\u2069]*\u2069")
    turned = [source for source, forms in sentences() if joined.search(isolated.sub("", " ".join(forms)))]
    assert not turned

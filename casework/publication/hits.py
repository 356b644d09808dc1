"""The automatic search of a public text: what a tired reader overlooks, a pattern finds.

It knows nothing of the database: it is given texts and words, and returns what it found. A hit is no
verdict; a person takes it out, or keeps it and says why.
"""

import dataclasses
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from casework.core.references import PATTERN
from casework.evidence.models.items import EVIDENCE_PREFIX
from casework.people.models import PERSON_PREFIX, SOURCE_PREFIX

from .choices import HitKind

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_LETTERS = str.maketrans("أإآٱة", "ااااه")
_SHORTEST: Final = 4
_SHORTEST_NAME: Final = 3
_PARTICLES: Final = frozenset({"abu", "bin", "ibn", "umm", "van", "von", "der", "ابو", "ابن", "عبد", "عبدال"})
_AROUND: Final = 40

_OFFICE: Final = frozenset({PERSON_PREFIX, SOURCE_PREFIX, EVIDENCE_PREFIX})
_CODE = re.compile(rf"(?<![\w-])(?:{PATTERN})(?![\w-])", re.IGNORECASE)
_MAIL = re.compile(
    r"[\w.+%-]+\s*(?:@|\[\s*at\s*\]|\(\s*at\s*\))\s*[\w-]+(?:\s*(?:\.|\[\s*dot\s*\]|\(\s*dot\s*\))\s*[\w-]+)+",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.-])(?:"
    r"(?:\+|00|0)\d(?:[\s().\-–/]{0,2}\d){6,13}"
    r"|964(?:[\s().\-–/]{0,2}\d){8,11}"  # the code of Iraq, without the sign before it
    r"|7\d\d[\s().\-–/]{1,2}\d{3}[\s().\-–/]{1,2}\d{4}"  # a mobile telephone of Iraq
    r"|\d{10,15}"
    r")(?!\w)"
)
_WEB = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|iq|int|gov|info|io|me|onion)\b(?:/\S*)?",
    re.IGNORECASE,
)
_PLUS = "[2-9CFGHJMPQRVWXcfghjmpqrvwx]"  # the signs of a plus code
_COORDINATES = re.compile(
    r"(?<![\d.])-?\d{1,3}(?:[.٫]\d{3,}|,\d{4,})(?!\d)"  # three decimals are 110 metres
    r"|\d{1,3}\s*°\s*\d{1,2}(?:\.\d+)?\s*['′’]"
    r"|(?<![\d.])\d{1,3}[\s:]+\d{1,2}(?:[\s:]+\d{1,2}(?:[.٫]\d+)?|[.٫]\d+)\s*(?:[NSEWnsew]\b|شمال|جنوب|شرق|غرب)"
    r"|\b[NSEW]\s?\d{1,3}[\s:]+\d{1,2}[\s:.٫]+\d{1,3}\b"
    rf"|(?<!\w)(?:{_PLUS}{{2}}){{2,4}}\+{_PLUS}{{2,3}}(?!\w)"
    r"|(?<!\w)\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}(?!\w)"
)
_PEOPLE = (
    "people|persons?|civilians?|m[ae]n|wom[ae]n|child(?:ren)?|boys?|girls?|witness(?:es)?|survivors?|relatives?|"
    "residents?|neighbours?|neighbors?|famil(?:y|ies)|brothers?|sisters?|sons?|daughters?|victims?|detainees?|"
    "infants?|bab(?:y|ies)|doctors?|nurses?|teachers?|journalists?|siblings?|twins?|cousins?|uncles?|aunts?|"
    "parents?|mothers?|fathers?|widows?|orphans?|students?|patients?|prisoners?|medics?|interpreters?"
)
_PEOPLE_AR = (
    "أشخاص|شخص|شخصان|شخصين|مدنيين|مدنيون|مدني|رجال|رجل|نساء|امرأة|أطفال|طفل|طفلة|طفلان|طفلين|فتيات|فتاة|صبية|"
    "شهود|شاهد|شاهدة|شاهدات|ناجين|ناجون|ناجيات|ناج|أقارب|قريب|سكان|جيران|عائلة|عائلات|أسرة|أسر|إخوة|أخوات|"
    "أشقاء|شقيقات|أبناء|بنات|ضحايا|ضحية|محتجزين|أطباء|طبيب|صحفيين|مسعفين|مترجمين|شبان|شابات"
)
# Arabic says "two" at the end of the word; these have no plural that is written the same.
_TWO_AR = (
    "شخص|طفل|طفلت|شاهد|شاهدت|ناجي|ناجيت|رجل|امرأت|شاب|شابت|فتات|ابن|ابنت|أخو|أخت|شقيق|شقيقت|زوج|زوجت|توأم|"
    "جار|جارت|طبيب|طبيبت|ممرضت|معلمت|ضحيت|جريح|قتيل|عائلت|أسرت|صديق|صديقت"
)
_FEW = r"(?<![\d.,–—-])[1-4](?![\d.,]*\d|\s*[–—-]\s*\d)|\b(?:one|two|three|four)\b"
_FEW_AR = r"\b[وفبلك]{0,2}(?:واحد|واحدة|اثنان|اثنين|اثنتان|اثنتين|ثلاثة|ثلاث|أربعة|أربع)\b"
_SMALL_GROUP = re.compile(
    rf"(?:{_FEW}|\b(?:both|pair\s+of|couple\s+of)\b)\s+(?:[\w-]+\s+){{0,2}}?(?:{_PEOPLE})\b"
    rf"|\b(?:famil(?:y|ies)|household|group|party|crew|team)\s+of\s+(?:{_FEW})"
    rf"|(?:{_FEW}|{_FEW_AR})\s+(?:\w+\s+)?(?:ال)?(?:{_PEOPLE_AR})\b"
    rf"|\b[وفبلك]{{0,2}}(?:ال)?(?:{_TWO_AR})(?:ان|ين|[اي](?:ه|ها|هم|هما))\b",
    re.IGNORECASE,
)
PATTERNS: Final = (
    (HitKind.CODE, _CODE),
    (HitKind.COORDINATES, _COORDINATES),
    (HitKind.MAIL, _MAIL),
    (HitKind.PHONE, _PHONE),
    (HitKind.WEB, _WEB),
    (HitKind.SMALL_GROUP, _SMALL_GROUP),
)


@dataclasses.dataclass(frozen=True)
class Hit:
    """One thing found, with the words around it."""

    kind: str
    text: str
    before: str
    after: str
    where: str

    @property
    def key(self) -> str:
        """The same for the same thing found, so that a reason given once holds for all its places."""
        return hashlib.sha256(f"{self.kind}\n{self.text.casefold()}".encode()).hexdigest()[:16]

    @property
    def words(self) -> str:
        """The kind in words."""
        return str(HitKind(self.kind).label)


def find_hits(
    texts: Mapping[str, str], *, shown: Iterable[str], staff: Iterable[str], metadata: Iterable[str]
) -> list[Hit]:
    """Search every text.

    Args:
        texts: what will be public, by the name of its field.
        shown: references that may stand in it: items that are shown, and the finding itself.
        staff: names and e-mail addresses of people who work on the case; a part of a name is found too.
        metadata: file names, makers and holders of the items that are shown.
    """
    allowed = {reference.upper() for reference in shown}
    staff = list(staff)
    names = [
        (HitKind.STAFF, _any_of(staff, _SHORTEST_NAME)),
        (HitKind.STAFF, _any_of(_parts(staff), _SHORTEST_NAME, exactly=True)),
        (HitKind.METADATA, _any_of(metadata, _SHORTEST)),
    ]
    found: list[Hit] = []
    for where, text in texts.items():
        read = text.translate(_DIGITS)
        for kind, pattern in PATTERNS:
            found += _in_text(kind, pattern, text, read, where, allowed)
        for kind, name in names:
            if name is not None:
                found += _in_text(kind, name, text, read.translate(_LETTERS), where, allowed)
    return found


def _in_text(
    kind: str, pattern: re.Pattern[str], text: str, read: str, where: str, allowed: set[str]
) -> Iterator[Hit]:
    """Hits of one pattern; the text is shown as written, Arabic digits and all."""
    for match in pattern.finditer(read):
        if kind == HitKind.CODE and not _is_code(match.group(), allowed):
            continue
        start, end = match.span()
        yield Hit(
            kind, text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND], where
        )


def _is_code(found: str, allowed: set[str]) -> bool:
    """Whether it is a code that may not go out. "T-shaped" has the form of one; a word is told from a code
    by a digit, by capitals, or by the letter of a person, a source or an item before the hyphen."""
    if found.upper() in allowed:
        return False
    prefix = found.upper().partition("-")[0]
    return found.isupper() or any(sign.isdigit() for sign in found) or prefix in _OFFICE


def _parts(names: Iterable[str]) -> Iterator[str]:
    """Given and family names, as a sentence writes them and in capitals: "may" is no May."""
    for name in names:
        if "@" in name:
            continue
        for part in re.split(r"[\s.,'’-]+", name):
            if part.casefold() not in _PARTICLES:
                yield from (part.capitalize(), part.upper(), part)


def _any_of(words: Iterable[str], shortest: int, *, exactly: bool = False) -> re.Pattern[str] | None:
    """A pattern for any of these words as whole words; None where there is nothing to look for."""
    folded = {word.strip().translate(_DIGITS).translate(_LETTERS) for word in words}
    known = sorted((word for word in folded if len(word) >= shortest), key=len, reverse=True)
    if not known:
        return None
    any_of = "|".join(re.escape(word) for word in known)
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.NOFLAG if exactly else re.IGNORECASE)

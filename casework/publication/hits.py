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
_SHORTEST_NAME: Final = 4
_AROUND: Final = 40

_OFFICE: Final = frozenset({PERSON_PREFIX, SOURCE_PREFIX, EVIDENCE_PREFIX})
_CODE = re.compile(rf"(?<![\w-])(?:{PATTERN})(?![\w-])", re.IGNORECASE)
_MAIL = re.compile(
    r"[\w.+%-]+\s*(?:@|\[\s*at\s*\]|\(\s*at\s*\))\s*[\w-]+(?:\s*(?:\.|\[\s*dot\s*\]|\(\s*dot\s*\))\s*[\w-]+)+",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.-])(?:\+|00|0)\d(?:[\s().\-/]{0,2}\d){6,13}(?![\w])")
_WEB = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|iq|int|gov|info|io|me|onion)\b(?:/\S*)?",
    re.IGNORECASE,
)
_COORDINATES = re.compile(
    r"(?<![\d.])-?\d{1,3}(?:[.٫]\d{3,}|,\d{4,})(?!\d)"  # three decimals are 110 metres
    r"|\d{1,3}\s*°\s*\d{1,2}(?:\.\d+)?\s*['′’]"
    r"|(?<!\w)\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}(?!\w)"
)
_PEOPLE = (
    "people|persons?|civilians?|m[ae]n|wom[ae]n|child(?:ren)?|boys?|girls?|witness(?:es)?|survivors?|relatives?|"
    "residents?|neighbours?|neighbors?|famil(?:y|ies)|brothers?|sisters?|sons?|daughters?|victims?|detainees?|"
    "infants?|bab(?:y|ies)|doctors?|nurses?|teachers?|journalists?"
)
_PEOPLE_AR = (
    "أشخاص|شخص|شخصان|شخصين|مدنيين|مدنيون|مدني|رجال|رجل|نساء|امرأة|أطفال|طفل|طفلة|طفلان|طفلين|فتيات|فتاة|صبية|"
    "شهود|شاهد|شاهدة|شاهدان|شاهدين|ناجين|ناجيات|ناج|أقارب|قريب|سكان|جيران|عائلة|عائلات|أسرة|أسر|إخوة|أخوات|"
    "أبناء|بنات|ضحايا|ضحية|محتجزين|أطباء|طبيب|صحفيين"
)
_FEW = r"(?<![\d.,–—-])[1-4](?![\d.,]*\d|\s*[–—-]\s*\d)|\b(?:one|two|three|four)\b"
_FEW_AR = r"\b(?:واحد|واحدة|اثنان|اثنين|اثنتان|اثنتين|ثلاثة|ثلاث|أربعة|أربع)\b"
_SMALL_GROUP = re.compile(
    rf"(?:{_FEW})\s+(?:[\w-]+\s+){{0,2}}?(?:{_PEOPLE})\b"
    rf"|(?:{_FEW}|{_FEW_AR})\s+(?:\w+\s+)?(?:{_PEOPLE_AR})\b"
    r"|\b(?:شخصان|شخصين|طفلان|طفلين|شاهدان|شاهدين)\b",
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
        staff: names and e-mail addresses of people who work on the case.
        metadata: file names, makers and holders of the items that are shown.
    """
    allowed = {reference.upper() for reference in shown}
    names = [(HitKind.STAFF, _any_of(staff)), (HitKind.METADATA, _any_of(metadata))]
    found: list[Hit] = []
    for where, text in texts.items():
        read = text.translate(_DIGITS)
        for kind, pattern in (*PATTERNS, *names):
            if pattern is not None:
                found += _in_text(kind, pattern, text, read, where, allowed)
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


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for any of these words as whole words; None where there is nothing to look for."""
    known = sorted(
        {word.strip() for word in words if len(word.strip()) >= _SHORTEST_NAME}, key=len, reverse=True
    )
    if not known:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in known)})(?!\w)", re.IGNORECASE)

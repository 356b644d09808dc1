"""Say how well two names agree, in whichever script each of them is written.

The score runs from 0 to 100. It is for ranking what a person then looks at, and for warnings; it is
never used to join two records without a person. Rules of thumb, checked by tests: 100 the same name,
90 and above the same name spelled in another way or script, 75 and above worth showing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from .kinds import concept_of
from .normal import is_arabic, normalise, tokens
from .skeleton import skeleton_text, word_skeletons

WORTH_SHOWING = 72.0

# A shared skeleton of one consonant says little ("Ali", "Ula"); of three or more, nearly everything.
_SHARED_BY_LENGTH = {1: 72.0, 2: 88.0}
_SHARED = 93.0
_KIND_WEIGHT = 0.25
# Shorter beginnings and skeletons than these are shared by too many names to mean anything.
_BEGINNING = 2
_COMPARABLE = 3
_COMPARABLE_WHOLE = 4

T = TypeVar("T")

_ROMAN = {
    "ا": "a", "و": "u", "ي": "i", "ع": "a", "ب": "b", "ت": "t", "ط": "t", "ث": "th", "ج": "j",
    "ح": "h", "ه": "h", "خ": "kh", "د": "d", "ض": "d", "ذ": "dh", "ظ": "z", "ر": "r", "ز": "z",
    "س": "s", "ص": "s", "ش": "sh", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "گ": "g", "ل": "l",
    "م": "m", "ن": "n", "پ": "p", "چ": "ch", "ژ": "zh",
}  # fmt: skip
_HEARD = str.maketrans({"o": "u", "e": "i", "y": "i", "w": "u", "c": "k", "p": "b", "v": "f"})


@dataclass(frozen=True)
class Match(Generic[T]):
    """A candidate with its score, best first in the lists that ``ranked`` returns."""

    item: T
    score: float


@lru_cache(maxsize=16384)
def _as_heard(word: str) -> str:
    """Write a word roughly as it sounds, in Latin letters, to tell apart words of one skeleton."""
    return "".join(_ROMAN.get(letter, letter) for letter in word).translate(_HEARD)


def _same_skeleton(mine: str, theirs: str) -> float:
    """Score of two words by a skeleton that both may have; the vowels move it by a few points."""
    shared = word_skeletons(mine) & word_skeletons(theirs)
    if not shared:
        return 0.0
    base = _SHARED_BY_LENGTH.get(max(map(len, shared)), _SHARED)
    return base + (99.0 - base) * fuzz.ratio(_as_heard(mine), _as_heard(theirs)) / 100.0 * 0.9


def _near_skeleton(mine: str, theirs: str) -> float:
    """Score of two words whose skeletons differ a little, or where one begins the other."""
    best = 0.0
    for a in word_skeletons(mine):
        for b in word_skeletons(theirs):
            if len(a) >= _BEGINNING and b.startswith(a):
                best = max(best, 70.0 + 15.0 * len(a) / len(b))
            if min(len(a), len(b)) >= _COMPARABLE:
                best = max(best, fuzz.ratio(a, b) * 0.88)
    return best


def word_score(mine: str, theirs: str) -> float:
    """Compare two normalised words. ``mine`` is what was typed and may be only a beginning."""
    if mine == theirs:
        return 100.0
    concept = concept_of(mine)
    if concept is not None and concept == concept_of(theirs):
        return 98.0
    best = _same_skeleton(mine, theirs) or _near_skeleton(mine, theirs)
    if is_arabic(mine) == is_arabic(theirs):
        best = max(best, fuzz.ratio(mine, theirs) * 0.95)
        if len(mine) >= _BEGINNING and theirs.startswith(mine):
            best = max(best, 84.0 + 12.0 * len(mine) / len(theirs))
    return best


def _weight(word: str) -> float:
    """Long words say more than short ones, kind words little."""
    return _KIND_WEIGHT if concept_of(word) else min(len(word), 6) / 2.0


def _coverage(mine: list[str], theirs: list[str], compare: Callable[[str, str], float]) -> float:
    """Weighted mean of the best partner of each word."""
    total = sum(map(_weight, mine))
    return sum(_weight(word) * max(compare(word, other) for other in theirs) for word in mine) / total


def score(typed: str, name: str) -> float:
    """Compare what was typed with a name; word order, articles and script do not matter."""
    mine, theirs = tokens(typed), tokens(name)
    if not mine or not theirs:
        return 0.0
    if mine == theirs:
        return 100.0
    typed_found = _coverage(mine, theirs, word_score)
    name_found = _coverage(theirs, mine, lambda word, other: word_score(other, word))
    by_word = 0.82 * typed_found + 0.18 * name_found
    return min(99.0, max(by_word, _whole(skeleton_text(typed), skeleton_text(name))))


def _whole(mine: str, theirs: str) -> float:
    """Compare names as if written in one word: "Abdulrahman" and "Abd al-Rahman"."""
    return fuzz.ratio(mine, theirs) * 0.94 if min(len(mine), len(theirs)) >= _COMPARABLE_WHOLE else 0.0


def ranked(
    typed: str,
    candidates: Iterable[T],
    *,
    names: Callable[[T], Iterable[str]],
    limit: int = 20,
    at_least: float = WORTH_SHOWING,
) -> list[Match[T]]:
    """Return the candidates whose best name agrees with what was typed, best first.

    ``names`` gives all names of a candidate. Candidates of equal score keep the order they came in.
    """
    if not normalise(typed):
        return []
    found = []
    for item in candidates:
        best = max((score(typed, name) for name in names(item) if name), default=0.0)
        if best >= at_least:
            found.append(Match(item, best))
    found.sort(key=lambda match: -match.score)
    return found[:limit]

"""The consonant skeleton: what is left of a name when spelling habits are taken away.

Arabic writes consonants and long vowels; a Latin spelling writes what somebody heard. Romanising by
rule does not separate true from false pairs. What both agree on are the consonants, once letters
that are heard alike (ق ك گ and q k g; ط ت and t; ص س and s) count as one. "Mosul", "Musil" and
الموصل all come to ``msl``; "Siha", "Sihah" and الصحة to ``sh``.

Some spellings can be read in two ways (a last h that is only a written vowel, an article glued to
its word). Such a word has several skeletons, and two words agree when they share one.
"""

import re
from functools import lru_cache

from .normal import is_arabic, tokens

_MOST_READINGS = 8

# One class sign per sound that both scripts keep apart. Capital signs stand for sounds that Latin
# spelling writes with two letters: C sh/ch, X kh, G gh.
_ARABIC_CLASS = {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "j", "چ": "C", "ژ": "j", "ش": "C",
    "ح": "h", "ه": "h", "خ": "X", "د": "d", "ض": "d", "ذ": "d", "ظ": "d", "ر": "r", "ز": "z",
    "س": "s", "ص": "s", "غ": "G", "ف": "f", "ق": "k", "ك": "k", "گ": "k", "ل": "l", "م": "m",
    "ن": "n", "و": "w", "ي": "y",
}  # fmt: skip

_LATIN_PAIRS: dict[str, tuple[str, ...]] = {
    "sh": ("C",), "ch": ("C", "j"), "kh": ("X",), "gh": ("G",), "th": ("t",), "dh": ("d", "z"),
    "zh": ("j", "z"), "ph": ("f",), "ck": ("k",),
}  # fmt: skip
_LATIN_CLASS = {
    "b": "b", "p": "b", "t": "t", "j": "j", "h": "h", "d": "d", "r": "r", "z": "z", "s": "s", "f": "f",
    "v": "f", "k": "k", "q": "k", "c": "k", "g": "k", "l": "l", "m": "m", "n": "n", "w": "w", "y": "y",
    "x": "ks",
}  # fmt: skip
_VOWEL_AND_H = re.compile(r".[aeiou]h$")
_GLUED_ARTICLE = re.compile(r"[ae]l[^aeiou]..")

# Readings that go both ways: the class sign as first read -> what it may also stand for.
_ALSO = {"ج": "k", "ظ": "z", "ذ": "z", "غ": "k", "g": "j"}

_DOUBLE = re.compile(r"(.)\1+")


def _tidy(raw: str) -> str:
    """A doubled consonant is one: Arabic hides it in a sign that nobody types."""
    return _DOUBLE.sub(r"\1", raw)


def _is_vowel(at: int, sign: str) -> bool:
    """Say whether w or y is read as a vowel: everywhere but at the very beginning of the word."""
    return at > 0 and sign in {"w", "y"}


def _arabic_readings(word: str) -> set[str]:
    """Read an Arabic word; a last ha may be a ta marbuta without its dots: silent, or heard as t."""
    raw = {""}
    for at, letter in enumerate(word.replace("تش", "چ")):
        sign = _ARABIC_CLASS.get(letter, letter if letter.isdigit() else "")
        if _is_vowel(at, sign):
            continue
        other = _ALSO.get(letter)
        raw = {r + s for r in raw for s in ((sign, other) if other else (sign,))}
        if len(raw) > _MOST_READINGS:
            raw = set(sorted(raw)[:_MOST_READINGS])
    if word.endswith("ه"):
        raw |= {r[:-1] for r in raw} | {r[:-1] + "t" for r in raw}
    return raw


def _latin_signs(word: str) -> list[tuple[str, ...]]:
    """Cut a Latin word into sounds, each with its possible class signs; vowels give nothing."""
    signs: list[tuple[str, ...]] = []
    at = 0
    while at < len(word):
        pair = word[at : at + 2]
        letter = word[at]
        if pair in _LATIN_PAIRS:
            signs.append(_LATIN_PAIRS[pair])
            at += 2
            continue
        if letter == "c" and word[at + 1 : at + 2] in {"e", "i"}:
            signs.append(("s",))
        elif letter.isdigit():
            signs.append((letter,))
        elif letter in _LATIN_CLASS and not _is_vowel(at, letter):
            other = _ALSO.get(letter)
            signs.append((_LATIN_CLASS[letter], other) if other else (_LATIN_CLASS[letter],))
        at += 1
    return signs


def _latin_readings(word: str) -> set[str]:
    """Read a Latin word; a last h after a vowel may be written for the vowel alone."""
    raw = {""}
    for options in _latin_signs(word):
        raw = {r + s for r in raw for s in options}
        if len(raw) > _MOST_READINGS:
            raw = set(sorted(raw)[:_MOST_READINGS])
    if _VOWEL_AND_H.search(word):
        raw |= {r[:-1] for r in raw}
    if _GLUED_ARTICLE.match(word):
        raw |= _latin_readings(word[2:])
    return raw


@lru_cache(maxsize=16384)
def word_skeletons(word: str) -> frozenset[str]:
    """Return the skeletons of one normalised word; empty when it has no consonant."""
    read = _arabic_readings if is_arabic(word) else _latin_readings
    return frozenset(_tidy(raw) for raw in read(word)) - {""}


def skeletons(text: str) -> list[frozenset[str]]:
    """Return the skeletons of each word of a text, words without a consonant left out."""
    found = [word_skeletons(word) for word in tokens(text)]
    return [readings for readings in found if readings]


def skeleton_text(text: str) -> str:
    """Return one skeleton for the whole text, joined: finds glued names ("Abdulrahman")."""
    return "".join(min(readings, key=lambda r: (len(r), r)) for readings in skeletons(text))

"""One normal form for a name or a sentence, in Arabic or Latin letters.

Two people type the same name in two ways: with or without hamza, with a ta marbuta or a ha, with
tatweel for looks, with vowel marks, with or without the article, with a dot under a letter or an
apostrophe for ayn. The normal form takes all of that away and keeps the script. It is what is
stored beside a name for searching; it is never shown to anybody.
"""

import re
import unicodedata

_ARABIC_LETTER = re.compile("[ء-يٱ-ۓ]")

# Letters that are written for one another. Persian and Kurdish letters fall on the Arabic ones that
# an Iraqi keyboard offers instead. Hamza alone is dropped: most people do not type it.
_ARABIC_FOLD = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
        "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ئ": "ي", "ے": "ي",
        "ؤ": "و", "ۆ": "و", "ۇ": "و", "ۋ": "و",
        "ة": "ه", "ە": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
        "ک": "ك", "ڪ": "ك", "ڵ": "ل", "ڕ": "ر", "ڤ": "ف", "ء": None, "ـ": None,
    }
)  # fmt: skip

# Latin letters that do not come apart under NFD, and the signs used for ayn and hamza.
_LATIN_FOLD = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th",
        "ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ə": "a",
        "'": None, "’": None, "‘": None, "ʼ": None, "ʻ": None, "ʿ": None, "ʾ": None, "`": None, "´": None,
        "ˈ": None, "′": None, "ʹ": None,
    }
)  # fmt: skip

# The article before a sun letter takes that letter's sound, and people write it as they hear it.
_ARTICLES = "al el il ul l ad ed adh edh an en ar er as es ash esh at et ath eth az ez"
ARTICLES = frozenset(_ARTICLES.split(" "))

_SHORTEST_WITH_ARTICLE = 4
_SPLIT = re.compile(r"[^\w]+|_+")


def is_arabic(text: str) -> bool:
    """Say whether a text holds any Arabic letter, so that it is read by the Arabic rules."""
    return bool(_ARABIC_LETTER.search(text))


def _fold(text: str) -> str:
    """Case, marks, invisible signs, digits and interchangeable letters; word boundaries stay."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = text.translate(_LATIN_FOLD).translate(_ARABIC_FOLD)
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        category = unicodedata.category(char)
        if category in {"Mn", "Me", "Cf"}:
            continue
        kept.append(str(unicodedata.digit(char)) if category == "Nd" else char)
    # Hamza and madda fall apart under NFD and went with the marks; what is left is folded once more.
    return unicodedata.normalize("NFC", "".join(kept)).translate(_ARABIC_FOLD)


def _without_article(word: str) -> str:
    """Drop the Arabic article from a word when a word of at least two letters remains."""
    if word.startswith("ال") and len(word) >= _SHORTEST_WITH_ARTICLE:
        return word[2:]
    return word


def tokens(text: str) -> list[str]:
    """Split a text into its normalised words, articles left out.

    A text that is nothing but an article keeps it, so that no name becomes empty.
    """
    words = [word for word in _SPLIT.split(_fold(text)) if word]
    kept = [_without_article(word) for word in words if word not in ARTICLES and word != "ال"]
    return kept or words


def normalise(text: str) -> str:
    """Return the form under which a name or a sentence is stored for searching and compared."""
    return " ".join(tokens(text))

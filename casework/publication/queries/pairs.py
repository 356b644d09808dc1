"""Words in both languages, and the records whose words were confirmed for the public."""

import re
from collections.abc import Callable
from typing import Any

from django.utils import translation

from casework.incidents.models.ranges import range_words

from ..choices import WordKind
from ..models import PublicVersion
from .words import WordEntry, word_entries

LANGUAGES = ("en", "ar")
Pair = dict[str, str]

_SOURCES = re.compile(r"\s*\[((?:E-[\w-]+)(?:[,;\s]+E-[\w-]+)*)\]")
_REFERENCE = re.compile(r"E-[\w-]+")


def both(say: Callable[[], Any]) -> Pair:
    """The same words in both languages, from our catalogues."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(say())
    return found


def no_words() -> Pair:
    """Nothing said."""
    return dict.fromkeys(LANGUAGES, "")


def name_of(record: Any) -> Pair:
    """The name of an entry of a common list."""
    return {"en": record.name_en, "ar": record.name_ar or record.name_en}


def people(low: int | None, high: int | None) -> dict[str, Any]:
    """A range of people, with its words."""
    return {"min": low, "max": high, "words": both(lambda: range_words(low, high))}


def typed(record: Any, name: str) -> Pair:
    """Words that were typed for the public."""
    return {language: getattr(record, f"{name}_{language}") for language in LANGUAGES}


def told(record: Any, name: str) -> dict[str, list[dict[str, Any]]]:
    """A typed text as paragraphs, in both languages."""
    return {language: paragraphs(getattr(record, f"{name}_{language}")) for language in LANGUAGES}


def paragraphs(text: str) -> list[dict[str, Any]]:
    """Paragraphs parted by empty lines; items in square brackets become the sources beside them."""
    found = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        sources = [code for group in _SOURCES.findall(part) for code in _REFERENCE.findall(group)]
        words = " ".join(_SOURCES.sub("", part).split())
        if words:
            found.append({"text": words, "sources": list(dict.fromkeys(sources))})
    return found


class Chosen:
    """The records that go out with a version, and the words that were confirmed for each."""

    def __init__(self, user: Any, version: PublicVersion) -> None:
        self.words = {key: said for key, said in version.words.items() if said.get("out")}
        self.entries = [entry for entry in word_entries(user, version) if entry.key in self.words]

    def of(self, kind: WordKind) -> list[WordEntry]:
        """Those of one kind."""
        return [entry for entry in self.entries if entry.kind == kind]

    def said(self, key: str) -> Pair:
        """The confirmed words; nothing where the record does not go out."""
        said = self.words.get(key, {})
        return {language: said.get(language, "") for language in LANGUAGES}

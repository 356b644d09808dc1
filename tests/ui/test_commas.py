"""Commas and semicolons between values are words of a language: Arabic writes them the other way round."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
BETWEEN_VALUES = re.compile(r'(?:(?<!6u" )}}|%})[,;]\s|\|join:"[,;]')


def written_out() -> Iterator[str]:
    """Every comma of a template that no translation can change; coordinates are a pair in any language."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = TRANSLATED.sub("", path.read_text(encoding="utf-8"))
        for found in BETWEEN_VALUES.finditer(text):
            yield f"{path.relative_to(TEMPLATES)}: {text[max(0, found.start() - 40) : found.end()]!r}"


def test_comma_between_values_when_written_then_translated() -> None:
    assert list(written_out()) == []


JOINED_IN_A_SENTENCE = re.compile(r'% \{[^}]*": "[,;] "\.join')


def test_comma_in_a_sentence_of_the_code_when_written_then_translated() -> None:
    rooms = (Path(settings.BASE_DIR) / room for room in ("accounts", "casework"))
    found = [
        str(path)
        for room in rooms
        for path in room.rglob("*.py")
        if JOINED_IN_A_SENTENCE.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []

"""Sizes and names of languages, in the reader's own words."""

import pytest
from django.utils.translation import override

from casework.core.languages import language_name
from casework.core.sizes import size_words


@pytest.mark.parametrize(
    ("number", "english", "arabic"),
    [
        (0, "0 bytes", "0 بايت"),
        (1, "1 byte", "1 بايت"),
        (5, "5 bytes", "5 بايتات"),
        (2048, "2.0 KB", "2,0 كيلوبايت"),
        (3 * 1024**2, "3.0 MB", "3,0 ميغابايت"),
        (4 * 1024**3, "4.0 GB", "4,0 غيغابايت"),
    ],
)
def test_size_when_said_then_in_the_words_of_the_reader(number: int, english: str, arabic: str) -> None:
    for language, expected in (("en", english), ("ar", arabic)):
        with override(language):
            assert size_words(number).replace("\u00a0", " ") == expected


def test_language_when_typed_as_a_name_then_said_in_the_language_of_the_reader() -> None:
    with override("ar"):
        assert [language_name(typed) for typed in ("English", " hebrew", "العربية")] == [
            "الإنجليزية",
            "العبرية",
            "العربية",
        ]
    with override("en"):
        assert language_name("العربية") == "Arabic"


def test_language_when_not_a_known_name_then_as_it_was_typed() -> None:
    with override("ar"):
        assert language_name("Sidon dialect") == "Sidon dialect"

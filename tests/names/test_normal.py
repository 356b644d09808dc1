"""One normal form: the same name typed in different ways comes out the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.names import is_arabic, normalise, tokens


@pytest.mark.parametrize(
    "spellings",
    [
        ("الموصل الجديدة", "الموصل الجديده", "ٱلْمَوْصِل الجَديدة", "الموصـــل الجديدة", "موصل جديدة"),
        ("أحمد", "احمد", "إحمد", "آحمد"),
        ("مستشفى السلام", "مستشفي السلام", "مستشفى\u200f السلام"),
        ("الشفاء", "الشفا", "شفاء"),
        ("١٧ تموز", "17 تموز", "۱۷ تموز"),
        ("کرکوک", "كركوك"),
    ],
)
def test_normalise_when_arabic_is_typed_differently_then_same(spellings: tuple[str, ...]) -> None:
    assert len({normalise(text) for text in spellings}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        ("al-Shifa", "ash-Shifa", "Al Shifa", "AL‑SHIFA", "Shifa"),
        ("Ya'qub", "Ya’qub", "Yaʿqūb", "Yaqub"),
        ("Nīnawá", "Ninawa", "NINAWA"),
        ("Sal\u00adim", "Salim", "\u202aSalim\u202c"),
    ],
)
def test_normalise_when_latin_is_typed_differently_then_same(spellings: tuple[str, ...]) -> None:
    assert len({normalise(text) for text in spellings}) == 1


def test_tokens_when_nothing_but_an_article_then_kept() -> None:
    assert tokens("al") == ["al"]
    assert tokens("") == []
    assert tokens("—") == []


def test_is_arabic_when_mixed_then_true() -> None:
    assert is_arabic("Hay حي")
    assert not is_arabic("Hay 17")


@given(st.text(max_size=80))
def test_normalise_when_any_text_then_idempotent_and_never_fails(text: str) -> None:
    once = normalise(text)
    again = normalise(once)
    # A second pass may drop one more article ("al al Hadba"), never add or change a letter.
    assert len(again) <= len(once)
    assert set(again.split()) <= set(once.split()) | {word.removeprefix("ال") for word in once.split()}

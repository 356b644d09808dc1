"""Spellings of one name agree across the scripts; different names do not."""

import csv
import itertools
import random

import pytest

from casework.names import ranked, score, search_lines, search_terms, skeletons
from casework.names.matching import WORTH_SHOWING
from tests.public_data import data_file

SAME = [
    ("musil jadid", "Mosul al-Jadida"),
    ("musil jadid", "الموصل الجديدة"),
    ("Siha", "Sihah"),
    ("Siha", "الصحة"),
    ("siha", "Hay al-Sihah"),
    ("zanjili", "الزنجيلي"),
    ("الهرمات", "Hermat"),
    ("tamuz", "17 Tammuz"),
    ("17 tammuz", "١٧ تموز"),
    ("gogjali", "كوكجلي"),
    ("Kokjali", "گوگجلي"),
    ("Mossul", "الموصل"),
    ("gayara", "القيارة"),
    ("Qayyarah", "القيارة"),
    ("daesh", "داعش"),
    ("hashd", "الحشد الشعبي"),
    ("Pêşmerge", "البيشمركة"),
    ("Abdulrahman", "Abd al-Rahman"),
    ("Abu Ghuraib", "أبو غريب"),
    ("Kadhimiya", "الكاظمية"),
    ("Kazimiyah", "الكاظمية"),
    ("Dhi Qar", "ذي قار"),
    ("qaryat al-Thalja", "Thalja village"),
]
DIFFERENT = [
    ("shifa", "Zanjili"),
    ("jadida", "Old City"),
    ("Mosul", "Kirkuk"),
    ("الشفاء", "al-Wahda"),
    ("Erbil", "بغداد"),
    ("hospital", "School"),
    ("x", "Mosul"),
]


@pytest.mark.parametrize(("typed", "name"), SAME)
def test_score_when_one_name_in_two_spellings_then_worth_showing(typed: str, name: str) -> None:
    assert score(typed, name) >= WORTH_SHOWING


@pytest.mark.parametrize(("typed", "name"), DIFFERENT)
def test_score_when_two_names_then_not_worth_showing(typed: str, name: str) -> None:
    assert score(typed, name) < WORTH_SHOWING


@pytest.mark.parametrize("typed", ["", " ", "—", "'", "\u200f", "العـ"])
def test_score_when_hardly_anything_is_typed_then_no_error(typed: str) -> None:
    assert 0 <= score(typed, "Mosul") <= 100
    assert ranked(typed, ["Mosul"], names=lambda name: [name], at_least=90) == []


def test_ranked_when_several_agree_then_best_first_and_limited() -> None:
    names = ["Shifa", "Mosul al-Jadida", "al-Jadida camp", "Zanjili"]
    found = ranked("mosul jadida", names, names=lambda name: [name], limit=1)
    assert [match.item for match in found] == ["Mosul al-Jadida"]


def test_search_when_stored_in_one_script_then_found_by_the_other() -> None:
    stored = search_lines(["Mosul al-Jadida", "الموصل الجديدة"])
    for typed in ("musil jad", "الموصل", "jadidah", "موصل جديده"):
        assert all(any(piece in stored for piece in pieces) for pieces in search_terms(typed)), typed
    assert not all(any(piece in stored for piece in pieces) for pieces in search_terms("zanjili"))


def test_skeletons_when_very_long_or_ambiguous_then_bounded() -> None:
    assert all(len(readings) <= 32 for readings in skeletons("ggggagagagagagagzhdhchg" * 20 + "ah"))


def _pairs() -> list[tuple[str, str]]:
    with data_file("names/anetac_arabic_latin_pairs_sample.csv").open(encoding="utf-8") as lines:
        return [(row["latin"], row["arabic"]) for row in csv.DictReader(lines)]


def test_score_when_real_pairs_of_two_scripts_then_nine_of_ten_found_and_strangers_are_not() -> None:
    pairs = random.Random(7).sample(_pairs(), 1_000)  # noqa: S311 - a fixed sample
    found = sum(score(latin, arabic) >= WORTH_SHOWING for latin, arabic in pairs)
    strangers = itertools.pairwise(pairs)
    wrong = sum(score(one[0], other[1]) >= WORTH_SHOWING for one, other in strangers)
    assert found >= 930
    assert wrong <= 20


def test_score_when_quarters_of_mosul_district_then_right_arabic_name_among_first_five() -> None:
    with data_file("geo/iom_dtm_iraq_places_gazetteer.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["district"] == "Mosul" and row["arabic_name"]]
    asked = random.Random(3).sample(rows, 60)  # noqa: S311 - a fixed sample
    hits = 0
    for row in asked:
        best = ranked(
            row["location_name"], rows, names=lambda other: [other["arabic_name"]], limit=5, at_least=0
        )
        hits += any(match.item["arabic_name"] == row["arabic_name"] for match in best)
    assert hits >= 54


def test_score_when_governorates_spelled_by_two_bodies_then_same() -> None:
    with data_file("geo/ocha_cod_iraq_admin3_names_en_ar.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))[1:]
    found = sum(score(row["admin3Name_en"], row["admin3Name_ar"]) >= WORTH_SHOWING for row in rows)
    assert found >= 0.93 * len(rows)

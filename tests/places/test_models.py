"""Places: what the database refuses, and what the search finds in either script."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.models import User
from casework.core.context import audit_context
from casework.models import Place
from casework.places.choices import PRECISION_METRES, PlaceKind, PlacePrecision
from casework.places.queries import places_within

pytestmark = pytest.mark.django_db


def the(code: str) -> Place:
    return Place.objects.with_path().get(code=code)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("musil jadid", "MOS-W-JAD"),
        ("الموصل الجديده", "MOS-W-JAD"),
        ("Siha", "MOS-W-SIH"),
        ("الصحه", "MOS-W-SIH"),
        ("nineveh", "IQ-NIN"),
        ("نينوى", "IQ-NIN"),
        ("tamooz", "MOS-W-17T"),
        ("حي 17 تموز", "MOS-W-17T"),
        ("zanjely", "MOS-W-ZAN"),
        ("kokjali", "MOS-E-GOG"),
        ("old city mosul", "MOS-W-OLD"),
        ("bartela", "NIN-BAR"),
        ("shfa", "MOS-W-SHI"),
    ],
)
def test_matching_when_spelled_in_any_way_then_the_place_is_first(typed: str, code: str) -> None:
    assert Place.objects.matching(typed).first() == the(code)


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", "\\", "'; DROP TABLE", "qqqqqq wwwwww", "~", "~msl", "\u200f"]
)
def test_matching_when_nothing_sensible_is_typed_then_no_error(typed: str) -> None:
    assert len(Place.objects.matching(typed)) <= 20


def test_matching_when_many_match_then_limited_and_chainable() -> None:
    found = Place.objects.matching("mosul", limit=3)
    assert len(found) == 3
    assert found[0].code == "MOS"
    assert found.active().count() == 3


def test_matching_when_renamed_then_found_by_the_new_name_only(investigator: User) -> None:
    place = the("MOS-W-ZAN")
    with audit_context(actor=investigator):
        place.name_en, place.aliases, place.name_ar = "Northern Quarry", "", ""
        place.save()
    assert Place.objects.matching("quarry").first() == place
    assert place not in Place.objects.matching("zanjili")


def test_path_when_deep_then_city_and_governorate_in_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        place = the("MOS-W-SER")
        assert place.path == "Old City · West Mosul (right bank) · Mosul · Ninewa"


def test_name_when_reader_reads_arabic_then_arabic_first() -> None:
    place = the("MOS-W-JAD")
    with translation.override("ar"):
        assert (str(place), place.other_name) == ("الموصل الجديدة", "Mosul al-Jadida")
    with translation.override("en"):
        assert (str(place), place.other_name) == ("Mosul al-Jadida", "الموصل الجديدة")


def test_places_within_when_city_then_all_quarters_and_not_the_villages() -> None:
    codes = set(places_within(the("MOS")).values_list("code", flat=True))
    assert {"MOS", "MOS-W", "MOS-W-JAD", "MOS-W-NUR", "MOS-E-MIT"} <= codes
    assert "NIN-BAR" not in codes


@pytest.mark.parametrize(
    "values",
    [
        {"name_en": ""},
        {"kind": "Banana"},
        {"precision": "very"},
        {"latitude": Decimal(36), "longitude": None},
        {"latitude": Decimal(91), "longitude": Decimal(43), "precision": PlacePrecision.EXACT},
        {"latitude": None, "longitude": None, "precision": PlacePrecision.EXACT},
    ],
)
def test_save_when_a_value_is_impossible_then_database_refuses(investigator: User, values: dict) -> None:
    place = Place(**({"name_en": "Somewhere", "kind": PlaceKind.VILLAGE} | values))
    with audit_context(actor=investigator), pytest.raises(IntegrityError), transaction.atomic():
        place.save()


def test_clean_when_place_would_lie_inside_itself_then_refused() -> None:
    city = the("MOS")
    city.parent = the("MOS-W-JAD")
    with pytest.raises(ValidationError, match="inside itself"):
        city.clean()


def test_coordinates_when_shown_then_no_more_digits_than_precision() -> None:
    assert the("MOS-W-NUR").coordinates == "36.34300, 43.12700"
    assert the("MOS").coordinates == "36.34, 43.13"
    assert the("IQ").coordinates == ""


def test_order_when_listed_then_article_and_capitals_do_not_count() -> None:
    names = list(
        Place.objects.filter(code__in=["MOS-W-SHI", "MOS-W-TAN", "MOS-W-ZAN"]).values_list("code", flat=True)
    )
    assert names == ["MOS-W-SHI", "MOS-W-TAN", "MOS-W-ZAN"]


def test_precisions_when_listed_then_each_has_a_radius_and_they_grow() -> None:
    assert set(PRECISION_METRES) == set(PlacePrecision.values)
    known = [metres for metres in PRECISION_METRES.values() if metres is not None]
    assert known == sorted(known)

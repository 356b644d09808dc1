"""Changing the gazetteer: who may, and what is refused."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from casework.core.history import versions_of
from casework.core.verdict import Refused
from casework.models import Place
from casework.places.actions import save_place
from casework.places.choices import PlaceKind

pytestmark = pytest.mark.django_db


def test_save_place_when_investigator_then_stored_with_history(investigator: User) -> None:
    mosul = Place.objects.get(code="MOS")
    place = save_place(
        actor=investigator,
        place=Place(),
        reason="Named in a report.",
        name_en="Hay al-Nur",
        name_ar="حي النور",
        kind=PlaceKind.NEIGHBOURHOOD,
        parent=mosul,
    )
    first = versions_of(place).get()
    assert (first.history_user, first.history_change_reason) == (investigator, "Named in a report.")
    assert Place.objects.matching("النور").first() == place


def test_save_place_when_auditor_then_refused(auditor: User) -> None:
    with pytest.raises(Refused):
        save_place(actor=auditor, place=Place(), name_en="Nowhere")


def test_save_place_when_same_name_in_same_place_then_refused(administrator: User) -> None:
    west = Place.objects.get(code="MOS-W")
    save_place(actor=administrator, place=Place(), name_en="Hay al-Nur", name_ar="النور", parent=west)
    with pytest.raises(ValidationError, match="already"):
        save_place(actor=administrator, place=Place(), name_en="hay al Nūr", name_ar="النُّور", parent=west)


def test_save_place_when_only_half_the_coordinates_then_refused(investigator: User) -> None:
    with pytest.raises(ValidationError) as caught:
        save_place(actor=investigator, place=Place(), name_en="Somewhere", latitude=36)
    assert "longitude" in caught.value.error_dict

"""What a person types on the page of an allegation."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from casework.incidents.models import ViolationType
from casework.parties.models import Party
from casework.places.models import Place


@pytest.fixture
def typed(db: None) -> dict[str, Any]:
    """A page filled in as an investigator would."""
    types = ViolationType.objects.filter(code__in=["ATT-04", "SHL-01"]).order_by("code")
    return {
        "form_token": str(uuid.uuid4()),
        "draft": str(uuid.uuid4()),
        "title": "Air strike on houses, Mosul al-Jadida",
        "narrative": "Residents report that a two-storey house was hit in the morning.",
        "when": "17 March 2017 about 8:30",
        "place": str(Place.objects.active().get(name_en__iexact="Mosul al-Jadida").uid),
        "place_precision": "within_100m",
        "violations": [str(one.uid) for one in types],
        "party1-party": str(Party.objects.get(code="COA").uid),
        "party1-role": "carried_out",
        "party2-party": str(Party.objects.get(code="IS").uid),
        "party2-role": "created_danger",
        "killed_min": "105",
        "killed_max": "141",
        "source_kind": "published",
        "outlet": "Airwars",
        "found_at": "CI550",
        "level": "restricted",
        "case_choice": "new",
        "files_level": "restricted",
    }


@pytest.fixture
def page(client: Client, investigator: User) -> Client:
    """The browser of the investigator."""
    client.force_login(investigator)
    return client

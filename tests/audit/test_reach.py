"""From the place where a record stands, its history is one click away: for workers and for readers."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.world import World

pytestmark = pytest.mark.django_db
KINDS = (
    "incident",
    "violation",
    "source",
    "attribution",
    "position",
    "claim",
    "characterisation",
    "item",
    "assessment",
    "person",
    "task",
    "note",
    "member",
)


@pytest.mark.parametrize("person", ["lead", "auditor"])
def test_record_when_its_place_is_open_then_leads_to_its_history(world: World, person: str) -> None:
    browser = Client()
    reader = world.people[person]
    assert reader is not None
    browser.force_login(reader)
    seen = 0
    for kind in KINDS:
        record = world.own.records[kind]
        place = browser.get(record.get_absolute_url() if kind != "characterisation" else _event(world))
        history = reverse("audit:record-history", args=[record._meta.model_name, record.uid])
        back = browser.get(history)
        if back.status_code != 200:
            assert person == "auditor", kind
            continue
        seen += 1
        assert place.status_code == 200, kind
        assert history in place.content.decode(), kind
        assert record.get_absolute_url() in back.content.decode() or kind == "characterisation", kind
    assert seen == len(KINDS) or (person == "auditor" and seen > len(KINDS) // 2)


def _event(world: World) -> str:
    return world.own.records["incident"].get_absolute_url()

"""Statements of the publication pages: the same with little and with much."""

import pytest
from django.test import Client

from casework.publication import actions
from casework.publication.models import PublicVersion
from tests.factories import make_attribution, make_claim, make_incident, make_source, make_violation
from tests.publication.build import Told, publish, ready_text, tell_story
from tests.query_counts import MOST, check, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Told:
    return tell_story()


def grow(told: Told) -> None:
    """More events, parties, claims and people in the case."""
    incident = make_incident(told.lead, told.case)
    for number in range(4):
        make_claim(told.lead, incident, source=make_source(f"Source {number}"), killed_min=number)
    violation = make_violation(told.lead, incident)
    for code in ("IS", "COA-AU", "COA-DK"):
        make_attribution(told.lead, violation, code)


@pytest.mark.parametrize("name", ["case-publication", "public-text"])
def test_office_page_when_the_case_grows_then_the_same_statements(told: Told, name: str) -> None:
    version = ready_text(told)
    client = Client()
    client.force_login(told.first)
    tab = f"/cases/{told.case.reference}/publication/"
    address = tab if name == "case-publication" else f"{tab}{version.uid}/"
    few = statements(client, address)
    grow(told)
    actions.mention_person(actor=told.first, version=PublicVersion.objects.get(), person=told.person)
    many = statements(client, address)
    assert many <= few + 1  # the consents of the first person mentioned
    check(name, many)


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("site-front", ""),
        ("site-finding", "{0}/"),
        ("site-data", "data/"),
        ("site-corrections", "corrections/"),
    ],
)
def test_public_page_when_more_is_published_then_the_same_statements(
    told: Told, name: str, rest: str
) -> None:
    reference = publish(told).reference
    client = Client()
    few = statements(client, f"/findings/en/{rest.format(reference)}")
    for _number in range(3):
        publish(tell_story())
    many = statements(client, f"/findings/en/{rest.format(reference)}")
    assert few == many <= MOST
    check(name, many)

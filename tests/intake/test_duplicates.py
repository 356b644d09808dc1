"""Which cases are offered as possible duplicates, and to whom nothing is offered."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.core.dates import parse
from casework.evidence.actions import register_evidence
from casework.evidence.uploads import store_bytes
from casework.incidents.actions import add_incident, withdraw_incident
from casework.incidents.models import Incident
from casework.intake.duplicates import MOST_SHOWN, Reported, possible_duplicates
from casework.ladder.models import DuplicateCheck
from casework.places.models import Place
from tests.factories import join_case, make_case


@pytest.fixture
def jadida(db: None) -> Place:
    return Place.objects.active().get(name_en__iexact="Mosul al-Jadida")


def incident_of(
    user: User, place: Place | None, case_values: dict[str, Any] | None = None, **values: Any
) -> Incident:
    case = make_case(user, **(case_values or {}))
    facts = {
        "title": "Air strike on houses in Mosul al-Jadida",
        "when": parse("17 March 2017 08:24"),
        "place": place,
    }
    return add_incident(actor=user, case=case, **(facts | values))


def test_same_day_and_place_when_reported_again_is_offered_with_its_reasons(
    investigator: User, jadida: Place
) -> None:
    known = incident_of(investigator, jadida)
    reported = Reported(title="Houses hit in new Mosul", when=parse("17 March 2017"), place=jadida)
    (found,) = possible_duplicates(investigator, reported)
    assert found.case == known.case
    assert {"same day", "same place"} <= set(found.tags)
    assert found.may_join


def test_other_day_and_place_is_not_offered(investigator: User, jadida: Place) -> None:
    incident_of(investigator, jadida)
    other = Place.objects.active().exclude(pk=jadida.pk).exclude(parent=jadida.parent).last()
    reported = Reported(title="Looting of a shop", when=parse("2 June 2016"), place=other)
    assert possible_duplicates(investigator, reported) == []


def test_title_alone_when_the_same_is_offered_and_a_vague_one_is_not(
    investigator: User, jadida: Place
) -> None:
    known = incident_of(investigator, jadida)
    assert [one.case for one in possible_duplicates(investigator, Reported(title=known.title))] == [
        known.case
    ]
    assert possible_duplicates(investigator, Reported(title="Air strike")) == []


def test_nothing_typed_offers_nothing(investigator: User, jadida: Place) -> None:
    incident_of(investigator, jadida)
    assert possible_duplicates(investigator, Reported(narrative="houses")) == []


def test_coordinates_when_close_tell_the_distance(investigator: User) -> None:
    incident_of(investigator, None, latitude=Decimal("36.332560"), longitude=Decimal("43.105200"))
    reported = Reported(
        title="Strike",
        when=parse("17 March 2017"),
        latitude=Decimal("36.334560"),
        longitude=Decimal("43.105200"),
    )
    (found,) = possible_duplicates(investigator, reported)
    assert "220 m apart" in found.tags


def test_same_file_is_offered_whatever_else_differs(investigator: User, evidence_root: Any) -> None:
    case = make_case(investigator)
    kept = store_bytes(b"the same photograph", "a.jpg")
    register_evidence(actor=investigator, case=case, values={"title": "a", "kind": "photo"}, file=kept)
    (found,) = possible_duplicates(investigator, Reported(digests=frozenset({kept.sha256})))
    assert found.case == case
    assert found.tags == ["same file"]


@pytest.mark.parametrize("level", ["restricted", "highly_restricted"])
def test_case_out_of_sight_produces_nothing(
    investigator: User, outsider: User, jadida: Place, level: str
) -> None:
    hidden = incident_of(investigator, jadida)
    kept = store_bytes(b"the same photograph", "a.jpg")
    register_evidence(
        actor=investigator,
        case=hidden.case,
        values={"title": "a", "kind": "photo"},
        file=kept,
        confidentiality=level,
    )
    reported = Reported(title=hidden.title, when=hidden.when, place=jadida, digests=frozenset({kept.sha256}))
    assert possible_duplicates(outsider, reported) == []


def test_highly_restricted_file_in_a_case_one_reads_is_not_betrayed(
    investigator: User, outsider: User, evidence_root: Any
) -> None:
    case = make_case(investigator, confidentiality="internal")
    kept = store_bytes(b"the same photograph", "a.jpg")
    register_evidence(
        actor=investigator, case=case, values={"title": "a", "kind": "photo"}, file=kept,
        confidentiality="highly_restricted",
    )  # fmt: skip
    join_case(case, outsider)
    assert possible_duplicates(outsider, Reported(digests=frozenset({kept.sha256}))) == []


def test_withdrawn_incident_is_not_offered(investigator: User, jadida: Place) -> None:
    known = incident_of(investigator, jadida)
    withdraw_incident(actor=investigator, incident=known, reason="Entered by mistake.")
    assert possible_duplicates(investigator, Reported(title=known.title, when=known.when, place=jadida)) == []


def test_many_alike_are_cut_to_five_in_a_fixed_number_of_queries(
    investigator: User, jadida: Place, django_assert_max_num_queries: Any
) -> None:
    for _number in range(8):
        incident_of(investigator, jadida)
    reported = Reported(title="Air strike on houses", when=parse("17 March 2017"), place=jadida)
    with django_assert_max_num_queries(5 + MOST_SHOWN):
        assert len(possible_duplicates(investigator, reported)) == MOST_SHOWN


def test_panel_when_asked_while_typing_shows_candidates_and_what_is_missing(
    page: Client, typed: dict[str, Any], investigator: User, jadida: Place
) -> None:
    known = incident_of(investigator, jadida)
    content = page.post(reverse("intake:compare"), typed).content.decode()
    assert known.case.reference in content
    assert "same day" in content
    assert page.get(reverse("intake:compare")).status_code == 405
    content = page.post(reverse("intake:compare"), {"when": "nonsense", "place": "banana"}).content.decode()
    assert "Go to the field" in content


def test_panel_for_an_outsider_is_the_same_with_and_without_a_hidden_case(
    client: Client, typed: dict[str, Any], investigator: User, outsider: User, jadida: Place
) -> None:
    client.force_login(outsider)
    before = client.post(reverse("intake:compare"), typed).content
    incident_of(investigator, jadida)
    assert client.post(reverse("intake:compare"), typed).content == before


def test_check_when_every_candidate_is_put_aside_is_recorded(
    page: Client, typed: dict[str, Any], investigator: User, jadida: Place
) -> None:
    known = incident_of(investigator, jadida)
    page.post("/incidents/new/", typed | {"not_same": [known.case.reference]})
    check = DuplicateCheck.objects.get()
    assert (check.outcome, check.considered) == ("none", 1)
    assert known.case.reference not in check.note


def test_check_when_a_candidate_is_not_answered_is_left_open(
    page: Client, typed: dict[str, Any], investigator: User, jadida: Place
) -> None:
    incident_of(investigator, jadida)
    answer = page.post("/incidents/new/", typed)
    assert answer.status_code == 302
    assert not DuplicateCheck.objects.exists()


def test_candidate_when_joined_by_its_button_takes_the_allegation(
    page: Client, typed: dict[str, Any], investigator: User, jadida: Place
) -> None:
    known = incident_of(investigator, jadida)
    content = page.post("/incidents/new/", typed | {"act": f"join:{known.case.reference}"}).content.decode()
    assert "It will be added to this case" in content
    sent = typed | {"case_choice": "join", "case": known.case.reference, "form_token": str(uuid.uuid4())}
    assert page.post("/incidents/new/", sent)["Location"] == f"/cases/{known.case.reference}/"
    assert Incident.objects.filter(case=known.case).count() == 2

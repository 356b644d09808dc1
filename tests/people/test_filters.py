"""People of a case as they are asked for: by consent, risk and age; never through what is hidden."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.people.actions import (
    add_person,
    add_person_source,
    add_published_source,
    assess_risk,
    record_consent,
)
from casework.people.models import Person
from tests.factories import join_case, make_case

pytestmark = pytest.mark.django_db
Asked = Callable[..., Any]


@pytest.fixture
def case(investigator: User) -> Case:
    return make_case(investigator, membership={"cleared": True})


@pytest.fixture
def tab(case: Case) -> Asked:
    """The people tab as this person sees it, asked like this."""

    def page(user: User, **query: str) -> Any:
        client = Client()
        client.force_login(user)
        return client.get(reverse("people:list", args=[case.reference]), query)

    return page


@pytest.fixture
def three(case: Case, investigator: User) -> tuple[Person, Person, Person]:
    """One agrees to a court and is not to be contacted, one refuses, one was asked nothing."""
    agrees, refuses, unasked = (
        add_person(actor=investigator, case=case, values={"is_witness": True, "gender": gender})
        for gender in ("female", "male", "unknown")
    )
    said = {"actor": investigator, "means": "verbal", "given_on": clock.today()}
    record_consent(person=agrees, purpose="share_court", answer="yes", recipient="Ninewa court", **said)
    record_consent(person=refuses, purpose="share_court", answer="no", **said)
    danger = {"threat": "Armed men nearby", "mitigation": "Meetings elsewhere", "severity": "low"}
    first = {"actor": investigator, "case": case, "person": agrees}
    assess_risk(**first, likelihood="high", do_not_contact=False, **danger)
    assess_risk(**first, likelihood="low", do_not_contact=True, **danger)
    return agrees, refuses, unasked


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"consent": "none"}, {2}),
        ({"consent": "share_court"}, {0}),
        ({"consent": "share_un"}, set()),
        ({"risk": "contact"}, {0}),
        ({"risk": "high"}, set()),
        ({"risk": "none"}, {1, 2}),
        ({"gender": "male"}, {1}),
        ({"part": "is_victim"}, set()),
        ({"show": "withdrawn"}, set()),
    ],
)
def test_people_when_asked_for_then_these_by_what_holds_now(
    three: tuple[Person, ...], investigator: User, tab: Asked, asked: dict[str, str], found: set[int]
) -> None:
    """The newest assessment of a risk counts, and a consent that holds today."""
    assert {one.pk for one in tab(investigator, **asked).context["people"].page} == {
        three[at].pk for at in found
    }


def test_source_when_its_person_is_hidden_then_not_found_by_their_code(
    case: Case, investigator: User, outsider: User, tab: Asked
) -> None:
    join_case(case, outsider)
    child = add_person(actor=investigator, case=case, values={"is_witness": True, "age_band": "5_17"})
    hidden = add_person_source(actor=investigator, case=case, connection="witness", person=child)
    shown = add_person_source(actor=investigator, case=case, connection="witness")
    for asked in ({"sources-q": child.reference}, {"sources-q": hidden.reference}):
        assert list(tab(outsider, **asked).context["sources"].page) == []
    for asked in ({}, {"sources-connection": "witness"}):
        assert [one.pk for one in tab(outsider, **asked).context["sources"].page] == [shown.pk]


def test_published_sources_when_asked_for_then_these(investigator: User, client: Client) -> None:
    for name, kind in (("Airwars", "monitor"), ("Reuters", "news"), ("Al Mada", "news")):
        add_published_source(actor=investigator, name=name, publisher_kind=kind)
    client.force_login(investigator)

    def names(**asked: str) -> list[str]:
        page: Any = client.get(reverse("people:source-list"), asked)
        return [one.name for one in page.context["listing"].page]

    assert names() == ["Airwars", "Al Mada", "Reuters"] == names(sort="Banana", publisher_kind="x")
    assert names(sort="-name") == ["Reuters", "Al Mada", "Airwars"]
    assert names(publisher_kind="news") == ["Al Mada", "Reuters"]
    assert names(q="air") == ["Airwars"] and names(q="\x00") == names() and names(show="withdrawn") == []

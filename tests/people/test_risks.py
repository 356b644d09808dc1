"""Risk to the people of a case: the newest assessment counts, "do not contact" is seen before all else."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.core.verdict import Refused
from casework.people.actions import add_person, assess_risk, change_risk, withdraw_risk
from casework.people.models import Person, RiskAssessment
from casework.people.queries import current_risk, current_risks
from tests.evidence.conftest import refused
from tests.factories import join_case, make_case

pytestmark = pytest.mark.django_db
RISK = {
    "threat": "Armed men ask who spoke.",
    "likelihood": "medium",
    "severity": "high",
    "mitigation": "Codes.",
}


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator, membership={"cleared": True})
    join_case(case, supervisor)
    return case


@pytest.fixture
def person(case: Case, investigator: User) -> Person:
    return add_person(actor=investigator, case=case, values={"is_witness": True})


@pytest.fixture
def client_in(investigator: User) -> Client:
    client = Client()
    client.force_login(investigator)
    return client


def assess(user: User, case: Case, **facts: Any) -> RiskAssessment:
    return assess_risk(actor=user, case=case, **(RISK | facts))


def test_assess_when_anew_then_the_newest_counts_and_the_former_stays(
    case: Case, person: Person, investigator: User
) -> None:
    first = assess(investigator, case)
    second = assess(investigator, case, likelihood="low")
    own = assess(investigator, case, person=person, do_not_contact=True)
    assert current_risks(investigator, case) == {None: second, person.pk: own}
    withdraw_risk(actor=investigator, risk=second, reason="Another case.")
    assert current_risk(investigator, case, None) == first
    assert list(RiskAssessment.objects.standing().of_cases()) == [first]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"threat": " "}, "threat"),
        ({"mitigation": ""}, "mitigation"),
        ({"likelihood": "banana"}, "likelihood"),
        ({"severity": ""}, "severity"),
        ({"review_on": dt.date(2020, 1, 1)}, "review_on"),
    ],
)
def test_assess_when_wrong_then_said(
    case: Case, investigator: User, facts: dict[str, Any], field: str
) -> None:
    with refused(ValidationError) as info:
        assess(investigator, case, **facts)
    assert field in info.value.message_dict


def test_assess_when_reader_outsider_or_foreign_person_then_refused(
    case: Case, investigator: User, outsider: User, auditor: User
) -> None:
    join_case(case, auditor, role="reader")
    for user in (outsider, auditor):
        with refused(Refused):
            assess(user, case)
    other = add_person(actor=outsider, case=make_case(outsider), values={"is_witness": True})
    with refused(Refused):
        assess(investigator, case, person=other)


def test_risk_of_a_hidden_person_when_not_cleared_then_not_seen(
    case: Case, investigator: User, supervisor: User
) -> None:
    child = add_person(actor=investigator, case=case, values={"is_victim": True, "age_band": "under_5"})
    assess(investigator, case, person=child, threat="zqhiddenqz")
    assert child.pk in current_risks(investigator, case)
    assert current_risks(supervisor, case) == {}
    client = Client()
    client.force_login(supervisor)
    assert b"zqhiddenqz" not in client.get(reverse("people:list", args=[case.reference])).content


@pytest.mark.parametrize(
    ("likelihood", "severity", "weight"),
    [
        ("low", "low", "low"),
        ("low", "medium", "low"),
        ("low", "high", "medium"),
        ("medium", "medium", "medium"),
        ("medium", "high", "high"),
    ],
)
def test_weight_when_both_are_taken_together(likelihood: str, severity: str, weight: str) -> None:
    for one, other in ((likelihood, severity), (severity, likelihood)):
        assert RiskAssessment(likelihood=one, severity=other).weight == weight


def test_pages_when_do_not_contact_then_first_on_the_person_and_in_the_list(
    case: Case, person: Person, client_in: Client, investigator: User
) -> None:
    listing = reverse("people:list", args=[case.reference])
    assert "Do not contact" not in client_in.get(listing).content.decode()
    assess(investigator, case, person=person, do_not_contact=True)
    page = client_in.get(person.get_absolute_url()).content.decode()
    assert page.index("Do not contact this person.") < page.index("Part in the case")
    assert "Do not contact" in client_in.get(listing).content.decode()
    assess(investigator, case, person=person)
    assert "Do not contact" not in client_in.get(person.get_absolute_url()).content.decode()


def test_form_when_wrong_saved_corrected_and_withdrawn(
    case: Case, client_in: Client, investigator: User
) -> None:
    new = reverse("people:risk-new", args=[case.reference])
    assert "No name, address" in client_in.get(new).content.decode()
    bad = client_in.post(new, {"threat": "Kept words", "likelihood": "low"})
    text = bad.content.decode()
    assert bad.status_code == 422 and "Kept words" in text and "Say what is done against it" in text
    client_in.post(new, RISK | {"review_on": str(clock.today() + dt.timedelta(days=30))})
    risk = RiskAssessment.objects.get()
    again = client_in.get(new)
    assert again.context["form"]["threat"].value() == risk.threat
    assert again.context["form"]["review_on"].value() is None
    edit = reverse("people:risk-edit", args=[case.reference, risk.uid])
    client_in.post(edit, RISK | {"severity": "low", "version": "1"})
    risk.refresh_from_db()
    assert risk.severity == "low"
    with refused(ValidationError):
        change_risk(actor=investigator, risk=risk, threat="")
    away = reverse("people:risk-withdraw", args=[case.reference, risk.uid])
    assert client_in.post(away, {"reason": "Twice."}).status_code == 302
    assert current_risk(investigator, case, None) is None
    assert client_in.get(edit).status_code == 403


def test_form_when_for_a_person_then_theirs_and_unknown_ones_absent(
    case: Case, person: Person, client_in: Client
) -> None:
    new = reverse("people:risk-new", args=[case.reference])
    assert client_in.post(f"{new}?person={person.uid}", RISK).status_code == 302
    assert RiskAssessment.objects.get().person == person
    for asked in ("banana", "00000000-0000-4000-8000-00000000dead"):
        assert client_in.get(f"{new}?person={asked}").status_code == 404


def test_list_when_the_day_has_come_then_due(case: Case, client_in: Client, investigator: User) -> None:
    risk = assess(investigator, case, review_on=clock.today() + dt.timedelta(days=1))
    assert not risk.is_due
    risk.review_on = clock.today()
    assert risk.is_due

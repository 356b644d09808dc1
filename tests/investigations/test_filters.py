"""Assessments and investigations of a case as they are asked for."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core.dates import parse
from casework.incidents.models import Incident
from casework.parties.models import Party
from tests.deciding import approve_assessment, confirm_rating
from tests.factories import join_case, make_case, make_incident, make_user, make_violation
from tests.investigations.test_assessments import propose
from tests.investigations.test_inquiries import inquire
from tests.investigations.test_ratings import rate

pytestmark = pytest.mark.django_db
Asked = Callable[..., list[str]]
SHORT = {"independent": ("not_met", "It answers to the ministry it looks into.")}


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator, membership={"cleared": True})
    join_case(case, supervisor)
    return case


@pytest.fixture
def incident(case: Case, investigator: User) -> Incident:
    return make_incident(investigator, case, title="Strike in Zanjili")


@pytest.fixture
def asked(case: Case) -> Asked:
    """What a list names, asked like this by this person."""

    def names(user: User, name: str, **query: Any) -> list[str]:
        client = Client()
        client.force_login(user)
        page = client.get(reverse(f"investigations:{name}", args=[case.reference]), query)
        if name == "list":
            return [row.violation.type.code for row in page.context["rows"]]
        return [row.investigation.body for row in page.context["rows"]]

    return names


@pytest.fixture
def violations(incident: Incident, investigator: User, supervisor: User, case: Case) -> None:
    """One approved, one that waits, one never assessed."""
    approved = propose(investigator, make_violation(investigator, incident, "ATT-04"))
    approve_assessment(actor=supervisor, assessment=approved)
    propose(supervisor, make_violation(supervisor, make_incident(supervisor, case, title="Raid"), "ATT-06"))
    make_violation(investigator, incident, "ATT-03")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["ATT-04", "ATT-03", "ATT-06"]),
        ({"q": "raid"}, ["ATT-06"]),
        ({"q": "att-03"}, ["ATT-03"]),
        ({"state": "none"}, ["ATT-03"]),
        ({"state": "waiting"}, ["ATT-06"]),
        ({"state": "approved"}, ["ATT-04"]),
        ({"state": "lacking"}, ["ATT-03", "ATT-06"]),
        ({"state": "review"}, []),
        ({"standard": "reasonable_suspicion"}, ["ATT-04"]),
        ({"standard": "none"}, []),
        ({"sort": "violation"}, ["ATT-03", "ATT-04", "ATT-06"]),
        ({"sort": "-violation"}, ["ATT-06", "ATT-04", "ATT-03"]),
        ({"sort": "-standard"}, ["ATT-04", "ATT-06", "ATT-03"]),
    ],
)
def test_assessments_when_asked_for_then_these(
    violations: None, investigator: User, asked: Asked, query: dict[str, str], found: list[str]
) -> None:
    assert asked(investigator, "list", **query) == found


def test_assessments_when_asked_by_proposer_then_theirs(
    violations: None, investigator: User, supervisor: User, outsider: User, asked: Asked
) -> None:
    assert asked(investigator, "list", proposer=str(supervisor.uid)) == ["ATT-06"]
    everything = asked(investigator, "list")
    assert asked(investigator, "list", proposer=str(outsider.uid)) == everything


def test_assessment_when_hidden_then_its_proposer_is_not_offered(
    violations: None, incident: Incident, investigator: User, case: Case, asked: Asked
) -> None:
    keeper, member = make_user(), make_user()
    join_case(case, keeper, cleared=True)
    join_case(case, member)
    propose(keeper, make_violation(keeper, incident, "SGB-01"))
    assert asked(investigator, "list", proposer=str(keeper.uid)) == ["SGB-01"]
    assert (
        asked(member, "list", proposer=str(keeper.uid))
        == asked(member, "list")
        == ["ATT-04", "ATT-03", "ATT-06"]
    )


@pytest.fixture
def inquiries(case: Case, incident: Incident, investigator: User, supervisor: User) -> None:
    """A court that is rated, a commission whose rating waits, a cell that nobody rated."""
    court = inquire(investigator, case, body_kind="court", body="Court", opened=parse("May 2018"))
    confirm_rating(actor=supervisor, rating=rate(investigator, court, **SHORT))
    party = Party.objects.get(code="COA")
    board = inquire(
        investigator, case, body_kind="commission", body="Board", opened=parse("2017"), party=party
    )
    rate(investigator, board)
    inquire(investigator, case, body_kind="coalition_cell", body="Cell", outcome="not_credible")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "cou"}, ["Court"]),
        ({"body_kind": "commission"}, ["Board"]),
        ({"party": "COA"}, ["Board"]),
        ({"outcome": "not_credible"}, ["Cell"]),
        ({"rating": "waiting"}, ["Board"]),
        ({"rating": "short"}, ["Court"]),
        ({"rating": "effective"}, []),
        ({"sort": "opened"}, ["Board", "Court", "Cell"]),
        ({"sort": "-opened"}, ["Court", "Board", "Cell"]),
        ({"sort": "body"}, ["Cell", "Board", "Court"]),
    ],
)
def test_investigations_when_asked_for_then_these(
    inquiries: None, investigator: User, asked: Asked, query: dict[str, str], found: list[str]
) -> None:
    assert asked(investigator, "investigation-list", **query) == found


def test_investigations_when_filtered_then_the_figures_above_count_all(
    inquiries: None, investigator: User, case: Case
) -> None:
    client = Client()
    client.force_login(investigator)
    page = client.get(reverse("investigations:investigation-list", args=[case.reference]), {"q": "nobody"})
    assert page.context["rows"] == [] and page.context["begun"] == 3 and "Nothing fits" in page.text

"""Investigated and effectively investigated: which investigation covers which allegation, row by row."""

from typing import Any

import pytest

from accounts.models import User
from casework.cases.models import Case
from casework.incidents.models import Incident
from casework.investigations.actions import add_investigation, confirm_rating, propose_rating
from casework.investigations.choices import Criterion
from casework.investigations.models import Investigation
from casework.investigations.queries import effectively_investigated, investigated_by_anybody
from casework.parties.models import Attribution, Party
from casework.people.actions import add_person_source
from tests.factories import join_case, make_attribution, make_case, make_incident, make_violation

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator, membership={"cleared": True})
    join_case(case, supervisor)
    return case


@pytest.fixture
def incident(case: Case, investigator: User) -> Incident:
    return make_incident(investigator, case)


def allege(user: User, incident: Incident, party: str) -> Attribution:
    return make_attribution(user, make_violation(user, incident), party)


def figures(reader: Any, attribution: Attribution) -> tuple[bool, bool]:
    """Whether the allegation is investigated, and whether effectively."""
    where = {"incident": "violation__incident", "party": "party"}
    row = Attribution.objects.annotate(
        anybody=investigated_by_anybody(reader, **where),
        effectively=effectively_investigated(reader, **where),
    ).get(pk=attribution.pk)
    return row.anybody, row.effectively


def inquire(user: User, case: Case, party: str = "", **facts: Any) -> Investigation:
    said = {"body_kind": "military", "body": "Inquiry 15-6"} | facts
    if party:
        said["party"] = Party.objects.get(code=party)
    return add_investigation(actor=user, case=case, **said)


def call_effective(rater: User, second: User, inquiry: Investigation) -> None:
    answers = {one.value: ("met", "As published.") for one in Criterion}
    confirm_rating(actor=second, rating=propose_rating(actor=rater, investigation=inquiry, answers=answers))


@pytest.mark.parametrize(
    ("alleged", "looked_at", "covered"),
    [
        ("COA-US", "", True),
        ("COA-US", "COA-US", True),
        ("COA-US", "COA", True),  # stands above it
        ("COA", "COA-US", True),  # stands below it
        ("COA-US", "COA-UK", False),
        ("COA", "IS", False),
    ],
)
def test_covers_when_party_is_equal_above_below_or_open(
    case: Case, incident: Incident, investigator: User, alleged: str, looked_at: str, covered: bool
) -> None:
    attribution = allege(investigator, incident, alleged)
    inquire(investigator, case, looked_at)
    assert figures(None, attribution) == (covered, False)


def test_covers_when_event_is_equal_or_open_only(case: Case, incident: Incident, investigator: User) -> None:
    first = allege(investigator, incident, "COA")
    second = allege(investigator, make_incident(investigator, case, title="Another strike"), "COA")
    inquire(investigator, case, incident=incident)
    assert figures(None, first)[0] and not figures(None, second)[0]
    inquire(investigator, case)
    assert figures(None, second)[0]


def test_covers_when_another_case_then_not(case: Case, incident: Incident, investigator: User) -> None:
    attribution = allege(investigator, incident, "COA")
    inquire(investigator, make_case(investigator))
    assert figures(None, attribution) == (False, False)


def test_ours_when_not_started_then_does_not_count(
    case: Case, incident: Incident, investigator: User
) -> None:
    attribution = allege(investigator, incident, "COA")
    inquire(investigator, case, body_kind="ours", body="", plan="Ask.")
    assert not figures(None, attribution)[0]
    inquire(investigator, case, body_kind="ours", body="", opened="2 Jan 2026")
    assert figures(None, attribution)[0]


def test_effective_when_confirmed_for_the_covering_inquiry_only(
    case: Case, incident: Incident, investigator: User, supervisor: User
) -> None:
    coalition, others = allege(investigator, incident, "COA"), allege(investigator, incident, "IS")
    inquiry = inquire(investigator, case, "COA")
    inquire(investigator, case)
    call_effective(investigator, supervisor, inquiry)
    assert figures(None, coalition) == (True, True)
    assert figures(None, others) == (True, False)


def test_figures_when_the_reader_may_not_see_the_inquiry_then_not_counted(
    case: Case, investigator: User, supervisor: User, second_supervisor: User
) -> None:
    hidden = add_person_source(actor=investigator, case=case, confidentiality="highly_restricted")
    event = make_incident(investigator, case, source=hidden)
    inquire(investigator, case, incident=event)
    condition = Case.objects.annotate(
        own=investigated_by_anybody(investigator, case="pk"),
        other=investigated_by_anybody(second_supervisor, case="pk"),
    ).get(pk=case.pk)
    assert condition.own and not condition.other


def test_party_levels_when_tree_is_deeper_then_the_rule_is_changed() -> None:
    """The tree is climbed so far and no further: a deeper tree must fail here first."""
    assert max(len(party.above()) for party in Party.objects.all()) < 5

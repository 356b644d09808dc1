"""The trick of passing one's own words to a colleague, and then agreeing to them: refused everywhere."""

import pytest

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.evidence.actions import cite_evidence
from casework.incidents.actions import adopt_casualty_range
from casework.incidents.models import Violation
from casework.investigations.actions import (
    add_investigation,
    ask_second_review,
    change_finding,
    propose_assessment,
    reopen_finding,
    submit_finding,
    withdraw_assessment,
    withdraw_rating,
)
from casework.investigations.models import Assessment, Finding, Investigation
from casework.investigations.queries import assessments_waiting_for, ratings_waiting_for
from casework.investigations.rules import approvable_by, possible_reviewers
from tests.deciding import (
    answer_contrary,
    approve_assessment,
    approve_finding,
    confirm_rating,
    return_assessment,
    return_rating,
)
from tests.evidence.conftest import make_item, refused
from tests.factories import join_case, make_user
from tests.investigations.findings_world import *  # noqa: F403
from tests.investigations.findings_world import TEXT, submitted, written
from tests.investigations.test_ratings import rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def inquiry(case: Case, investigator: User) -> Investigation:
    return add_investigation(actor=investigator, case=case, body_kind="military", body="Inquiry 15-6")


WHY = "Two independent accounts and a satellite picture agree on the house and the day."


def propose(user: User, violation: Violation) -> Assessment:
    return propose_assessment(
        actor=user,
        violation=violation,
        standard="reasonable_suspicion",
        rationale=WHY,
        source_count=3,
        origin_count=2,
    )


@pytest.mark.parametrize("ended", ["returned", "taken back"])
def test_assessment_when_proposed_again_by_a_colleague_then_its_first_proposer_does_not_decide(
    violation: Violation,
    investigator: User,
    supervisor: User,
    second: User,
    ended: str,
) -> None:
    first = propose(supervisor, violation)
    if ended == "returned":
        return_assessment(actor=second, assessment=first, comment="Name the sources.")
    else:
        withdraw_assessment(actor=supervisor, assessment=first, reason="Somebody else hands it in.")
    again = propose(investigator, violation)
    with refused(Refused, match="earlier round"):
        approve_assessment(actor=supervisor, assessment=again)
    assert again not in assessments_waiting_for(supervisor)
    assert again in assessments_waiting_for(second)
    assert supervisor not in possible_reviewers(second, again)
    assert approve_assessment(actor=second, assessment=again).state == "approved"


def test_assessment_when_a_former_one_was_agreed_to_then_its_proposer_decides_on_the_next(
    violation: Violation,
    investigator: User,
    supervisor: User,
    second: User,
) -> None:
    approve_assessment(actor=second, assessment=propose(supervisor, violation))
    newer = propose(investigator, violation)
    assert newer in assessments_waiting_for(supervisor)
    assert approve_assessment(actor=supervisor, assessment=newer).state == "approved"


@pytest.mark.parametrize("ended", ["returned", "taken back"])
def test_rating_when_made_again_by_a_colleague_then_its_first_rater_does_not_confirm(
    inquiry: Investigation,
    investigator: User,
    supervisor: User,
    second: User,
    ended: str,
) -> None:
    first = rate(supervisor, inquiry)
    if ended == "returned":
        return_rating(actor=second, rating=first, comment="Say why.")
    else:
        withdraw_rating(actor=supervisor, rating=first, reason="Somebody else hands it in.")
    again = rate(investigator, inquiry)
    with refused(Refused, match="earlier round"):
        confirm_rating(actor=supervisor, rating=again)
    assert again not in ratings_waiting_for(supervisor)
    assert again in ratings_waiting_for(second)
    assert confirm_rating(actor=second, rating=again).state == "confirmed"


def test_findings_when_opened_again_then_who_wrote_the_former_number_does_not_approve(
    case: Case,
    investigator: User,
    supervisor: User,
    second: User,
) -> None:
    finding = written(supervisor, case)
    change_finding(actor=investigator, finding=finding, changes={"text": f"{TEXT} More."})
    approve_finding(actor=second, finding=submitted(investigator, finding))
    reopen_finding(actor=second, case=case)
    again = submitted(investigator, Finding.objects.current().get(case=case))
    assert again.number == 2 and again.author == investigator
    with refused(Refused, match="wrote part of its findings"):
        approve_finding(actor=supervisor, finding=again)
    assert not approvable_by(supervisor).exists()
    assert list(approvable_by(second)) == [again]


def test_findings_when_the_lead_changes_after_handing_over_then_who_handed_over_does_not_approve(
    case: Case,
    investigator: User,
    supervisor: User,
    second: User,
) -> None:
    finding = written(investigator, case)
    with audit_context(actor=investigator):
        case.lead = supervisor
        case.save()
    finding.refresh_from_db()
    submit_finding(actor=supervisor, finding=finding)
    with audit_context(actor=second):
        case.lead = investigator
        case.save()
    finding = Finding.objects.select_related("case").get()
    with refused(Refused, match="wrote part of its findings"):
        approve_finding(actor=supervisor, finding=finding)
    assert not approvable_by(supervisor).exists()


@pytest.mark.parametrize(
    "act", ["adopts the range", "answers what speaks against", "leads until the last day"]
)
def test_findings_when_they_rest_on_a_judgement_then_who_made_it_does_not_approve(
    case: Case, violation: Violation, investigator: User, supervisor: User, second: User, act: str
) -> None:
    """The story begins with findings in hand, so that only this one act stands against the approval."""
    finding = written(investigator, case)
    if act == "adopts the range":
        words = "Names of eleven people, confirmed by two families."
        adopt_casualty_range(actor=supervisor, incident=violation.incident, killed_min=11, rationale=words)
    elif act == "answers what speaks against":
        item = make_item(case, investigator)
        citation = cite_evidence(actor=investigator, item=item, target=violation, stance="contradicts")
        answer_contrary(actor=supervisor, citation=citation, text="It shows another street.")
    else:
        move_lead(case, supervisor, stage=Stage.INVESTIGATION)
        move_lead(case, investigator, stage=Stage.INVESTIGATION)
    handed_in = submitted(investigator, finding)
    with refused(Refused, match="Another supervisor has to approve"):
        approve_finding(actor=supervisor, finding=handed_in)
    assert not approvable_by(supervisor).exists()
    assert list(approvable_by(second)) == [handed_in]


def move_lead(case: Case, lead: User, *, stage: str) -> None:
    """The case goes over to another lead while it stands at `stage`."""
    stored = Case.objects.get(pk=case.pk)
    stored.lead, stored.stage = lead, stage
    with audit_context(actor=lead):
        stored.save()


def test_second_review_when_asked_then_nobody_who_ever_wrote_is_chosen(
    case: Case,
    investigator: User,
    supervisor: User,
    second: User,
) -> None:
    other = make_user(Role.SUPERVISOR, "Supervisor East")
    join_case(case, other)
    finding = written(supervisor, case)
    change_finding(actor=investigator, finding=finding, changes={"text": f"{TEXT} More."})
    finding = submitted(investigator, finding)
    assert possible_reviewers(second, finding) == [other]
    with refused(Exception, match="had no part in it"):
        ask_second_review(actor=second, target=finding, reviewer=supervisor)

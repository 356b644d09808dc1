"""Assessments: proposed by one, decided by another, superseded and never overwritten."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.evidence.actions import cite_evidence
from casework.evidence.store import path_of
from casework.incidents.models import Incident, Violation, ViolationType
from casework.investigations.actions import propose_assessment, withdraw_assessment
from casework.investigations.checks import checks_of
from casework.investigations.models import Assessment
from casework.investigations.queries import assessments_waiting_for, material_for, standards_in_force
from tests.deciding import approve_assessment, return_assessment, send
from tests.evidence.conftest import make_item, refused
from tests.factories import join_case, make_case
from tests.investigations.findings_world import suspend

pytestmark = pytest.mark.django_db
WHY = "Two independent accounts and a satellite picture agree on the house and the day."


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator)
    join_case(case, supervisor)
    return case


def make_violation(case: Case, user: User, code: str = "ATT-04") -> Violation:
    with audit_context(actor=user):
        incident = Incident(case=case, title="Strike on a house")
        incident.save()
        violation = Violation(case=case, incident=incident, type=ViolationType.objects.get(code=code))
        violation.save()
    return violation


@pytest.fixture
def violation(case: Case, investigator: User) -> Violation:
    return make_violation(case, investigator)


def propose(user: User, violation: Violation, **facts: Any) -> Assessment:
    said = {
        "standard": "reasonable_suspicion",
        "rationale": WHY,
        "source_count": 3,
        "origin_count": 2,
    } | facts
    return propose_assessment(actor=user, violation=violation, **said)


def test_propose_when_complete_then_waits_with_f6_by_default(
    violation: Violation, investigator: User
) -> None:
    assessment = propose(investigator, violation)
    assert assessment.is_waiting and assessment.rating == "F6"
    with refused(Refused, match="already waits"):
        propose(investigator, violation)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"rationale": "too short"}, "rationale"),
        ({"rationale": " " * 60}, "rationale"),
        ({"standard": "banana"}, "standard"),
        ({"standard": "none"}, "standard"),
        ({"standard": "beyond_doubt"}, "standard"),
        ({"source_count": 1, "origin_count": 2}, "origin_count"),
        ({"source_count": 0, "origin_count": 0}, "source_count"),
        ({"source_count": 5, "origin_count": 1}, "single_source_reason"),
        ({"standard": "allegation"}, "missing"),
        ({"review_on": dt.date(2001, 1, 1)}, "review_on"),
    ],
)
def test_propose_when_something_is_missing_then_said_beside_its_field(
    violation: Violation, investigator: User, facts: dict[str, Any], field: str
) -> None:
    with refused(ValidationError) as info:
        propose(investigator, violation, **facts)
    assert field in info.value.message_dict
    assert not Assessment.objects.exists()


def test_propose_when_one_origin_is_justified_then_allowed(violation: Violation, investigator: User) -> None:
    assert propose(
        investigator, violation, origin_count=1, single_source_reason="The party itself admits it."
    )


def test_propose_when_outsider_reader_or_withdrawn_then_refused(
    violation: Violation, investigator: User, outsider: User, auditor: User, case: Case
) -> None:
    join_case(case, auditor, role="reader")
    for user in (outsider, auditor):
        with refused(Refused):
            propose(user, violation)
    violation.withdrawn_at = timezone.now()
    with refused(Refused):
        propose(investigator, violation)


def test_decide_when_proposer_then_refused_in_words(violation: Violation, supervisor: User) -> None:
    assessment = propose(supervisor, violation)
    with refused(Refused, match="You proposed"):
        approve_assessment(actor=supervisor, assessment=assessment)
    with refused(Refused, match="You proposed"):
        return_assessment(actor=supervisor, assessment=assessment, comment="x")


def test_decide_when_investigator_then_a_supervisor_decides(
    violation: Violation, investigator: User, supervisor: User, case: Case, outsider: User
) -> None:
    join_case(case, outsider)
    assessment = propose(investigator, violation)
    with refused(Refused, match="supervisor"):
        approve_assessment(actor=outsider, assessment=assessment)


def test_database_when_decider_is_proposer_then_constraint_refuses(
    violation: Violation, investigator: User
) -> None:
    assessment = propose(investigator, violation)
    assessment.state, assessment.decider, assessment.decided_at = "approved", investigator, timezone.now()
    with audit_context(actor=investigator), refused(IntegrityError):
        assessment.save()


def test_approve_when_another_was_in_force_then_superseded(
    violation: Violation, investigator: User, supervisor: User
) -> None:
    first = propose(investigator, violation)
    approve_assessment(actor=supervisor, assessment=first)
    second = propose(investigator, violation, standard="reasonable_grounds")
    assert standards_in_force(supervisor, [violation]) == {violation.pk: "reasonable_suspicion"}
    approve_assessment(actor=supervisor, assessment=second, comment="agreed")
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "approved")
    assert standards_in_force(supervisor, [violation]) == {violation.pk: "reasonable_grounds"}
    with refused(Refused):
        approve_assessment(actor=supervisor, assessment=second)


def test_return_when_without_comment_then_refused_else_new_proposal_possible(
    violation: Violation, investigator: User, supervisor: User
) -> None:
    assessment = propose(investigator, violation)
    with refused(ValidationError):
        return_assessment(actor=supervisor, assessment=assessment, comment="  ")
    return_assessment(actor=supervisor, assessment=assessment, comment="Weigh the strike log")
    assert propose(investigator, violation)


def test_withdraw_when_own_and_waiting_then_done(
    violation: Violation, investigator: User, supervisor: User
) -> None:
    assessment = propose(investigator, violation)
    with refused(Refused):
        withdraw_assessment(actor=supervisor, assessment=assessment, reason="no")
    withdraw_assessment(actor=investigator, assessment=assessment, reason="new material")
    assert not Assessment.objects.waiting().exists()
    assert propose(investigator, violation)


def test_queue_when_waiting_then_others_decide(
    violation: Violation, investigator: User, supervisor: User, outsider: User
) -> None:
    assessment = propose(investigator, violation)
    assert list(assessments_waiting_for(supervisor)) == [assessment]
    for user in (investigator, outsider):
        assert not assessments_waiting_for(user).exists()


def test_protected_violation_when_not_cleared_then_assessment_unseen(
    case: Case, investigator: User, supervisor: User
) -> None:
    hidden = make_violation(case, investigator, "SGB-01")
    membership = case.memberships.get(user=investigator)
    membership.cleared = True
    with audit_context(actor=investigator):
        membership.save()
    assessment = propose(investigator, hidden)
    assert not assessments_waiting_for(supervisor).exists()
    client = Client()
    client.force_login(supervisor)
    assert client.get(assessment.get_absolute_url()).status_code == 404
    new = reverse("investigations:assessment-new", args=[case.reference, hidden.uid])
    assert client.get(new).status_code == 404
    page = client.get(reverse("investigations:list", args=[case.reference])).content.decode()
    assert str(hidden.uid) not in page and str(assessment.uid) not in page


def test_pages_when_posted_then_proposed_and_decided(
    case: Case, violation: Violation, investigator: User, supervisor: User
) -> None:
    cite_evidence(
        actor=investigator,
        item=make_item(case, investigator),
        target=violation,
        stance="contradicts",
        note="شاهد",
    )
    client, other = Client(), Client()
    client.force_login(investigator)
    other.force_login(supervisor)
    new = reverse("investigations:assessment-new", args=[case.reference, violation.uid])
    assert client.get(new).status_code == 200
    facts = {
        "standard": "reasonable_suspicion", "rationale": "short", "source_reliability": "B",
        "information_credibility": "2", "source_count": "3", "origin_count": "2",
        "form_token": str(uuid.uuid4()),
    }  # fmt: skip
    wrong = client.post(new, facts)
    assert wrong.status_code == 422 and "at least 40 characters" in wrong.content.decode()
    for _twice in range(2):
        assert client.post(new, facts | {"rationale": WHY}).status_code == 302
    assessment = Assessment.objects.get()
    address = assessment.get_absolute_url()
    own = client.get(address).content.decode()
    assert "You proposed this assessment" in own
    assert send(client, address, {"decision": "approve"}).status_code == 403
    page = other.get(address).content.decode()
    assert "شاهد" in page and "1 passage to weigh" in page
    for odd in ({}, {"decision": "banana"}, {"decision": "return", "comment": ""}):
        assert send(other, address, odd).status_code == 422
    assert send(other, address, {"decision": "approve", "comment": "ok"}).status_code == 302
    assessment.refresh_from_db()
    assert (assessment.state, assessment.decider) == ("approved", supervisor)
    assert client.get(reverse("investigations:list", args=[case.reference])).status_code == 200
    assert send(other, address, {"decision": "return", "comment": "x"}).status_code == 403


def test_pages_when_returned_then_next_proposal_starts_from_it(
    case: Case, violation: Violation, investigator: User, supervisor: User
) -> None:
    assessment = propose(investigator, violation)
    return_assessment(actor=supervisor, assessment=assessment, comment="Weigh the strike log")
    client = Client()
    client.force_login(investigator)
    page = client.get(reverse("investigations:assessment-new", args=[case.reference, violation.uid]))
    assert "Weigh the strike log" in page.content.decode() and WHY in page.content.decode()
    withdraw = reverse("investigations:assessment-withdraw", args=[case.reference, assessment.uid])
    assert client.get(withdraw).status_code == 403
    again = propose(investigator, violation)
    withdraw = reverse("investigations:assessment-withdraw", args=[case.reference, again.uid])
    assert client.get(withdraw).status_code == 200
    assert client.post(withdraw, {"reason": "new material"}).status_code == 302


def test_pages_when_outsider_then_404(
    case: Case, violation: Violation, investigator: User, outsider: User
) -> None:
    assessment = propose(investigator, violation)
    client = Client()
    client.force_login(outsider)
    for url in (
        reverse("investigations:list", args=[case.reference]),
        reverse("investigations:assessment-new", args=[case.reference, violation.uid]),
        reverse("investigations:assessment-withdraw", args=[case.reference, assessment.uid]),
        assessment.get_absolute_url(),
    ):
        assert client.get(url).status_code == 404
        assert client.post(url, {}).status_code in (404, 405)


def test_checks_when_a_cited_file_is_gone_then_the_decider_is_told(
    case: Case, violation: Violation, investigator: User, supervisor: User
) -> None:
    item = make_item(case, investigator)
    cite_evidence(actor=investigator, item=item, target=violation, stance="supports")
    assessment = propose(investigator, violation)
    intact = "Files of the cited items are intact"

    def holds() -> bool:
        checks = checks_of(supervisor, assessment, material_for(supervisor, violation))
        return next(check.holds for check in checks if check.words == intact)

    assert holds()
    path_of(item.sha256).unlink()
    assert not holds()


def test_page_when_one_source_is_named_then_said_as_people_say_it(
    violation: Violation, investigator: User, supervisor: User
) -> None:
    assessment = propose(
        investigator, violation, source_count=1, origin_count=1, single_source_reason="It filmed the strike."
    )
    client = Client()
    client.force_login(supervisor)
    page = client.get(assessment.get_absolute_url()).content.decode()
    assert "1 source, 1 of independent origin" in page and "1 sources" not in page
    assert "1 independent origins" not in page


def test_form_when_several_things_are_wrong_then_all_said_at_once_beside_their_fields(
    case: Case, violation: Violation, investigator: User
) -> None:
    client = Client()
    client.force_login(investigator)
    new = reverse("investigations:assessment-new", args=[case.reference, violation.uid])
    facts = {
        "standard": "allegation", "rationale": "short", "source_reliability": "B",
        "information_credibility": "2", "source_count": "1", "origin_count": "2", "review_on": "2020-01-01",
    }  # fmt: skip
    answer = client.post(new, facts)
    assert answer.status_code == 422
    said = {name: list(problems) for name, problems in answer.context["form"].errors.items()}
    assert set(said) == {"rationale", "missing", "origin_count", "review_on"}
    assert all(len(problems) == 1 for problems in said.values()), "each thing is said once"
    assert "5 things" not in answer.content.decode() and "4 things to put in order" in answer.content.decode()


def test_form_when_credible_without_sources_and_short_then_both_said(
    case: Case, violation: Violation, investigator: User
) -> None:
    client = Client()
    client.force_login(investigator)
    new = reverse("investigations:assessment-new", args=[case.reference, violation.uid])
    facts = {"standard": "reasonable_suspicion", "rationale": "", "source_count": "0", "origin_count": "0"}
    errors = client.post(new, facts).context["form"].errors
    assert {"rationale", "source_count"} <= set(errors)


def test_decide_when_the_case_is_suspended_then_refused_in_words_and_off_the_queue(
    case: Case, violation: Violation, investigator: User, supervisor: User
) -> None:
    proposal = propose(investigator, violation)
    browser = Client()
    browser.force_login(supervisor)
    entry = reverse("desk:review-item", args=["assessment", proposal.uid])
    assert entry in browser.get(reverse("desk:review")).content.decode()
    suspend(case, supervisor)
    stored = Assessment.objects.select_related("case").get(pk=proposal.pk)
    for act in (approve_assessment, return_assessment):
        with refused(Refused, match="suspended"):
            act(actor=supervisor, assessment=stored, comment="Weigh the log.")
    assert entry not in browser.get(reverse("desk:review")).content.decode()
    words = "Nothing is decided until its work is taken up again."
    assert words in browser.get(stored.get_absolute_url()).content.decode()

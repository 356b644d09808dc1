"""Questions, second opinions and contrary evidence: while one is open, nothing is approved."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.evidence.actions import cite_evidence, withdraw_citation
from casework.evidence.models import Citation
from casework.incidents.models import Violation
from casework.investigations.actions import (
    answer_challenge,
    ask_second_review,
    raise_challenge,
    withdraw_challenge,
    withdraw_second_review,
)
from casework.investigations.models import Assessment, Challenge, ContraryAnswer, Finding, SecondReview
from casework.investigations.rules import open_challenges, possible_reviewers, unanswered_contrary
from casework.tasks.models import Notice
from tests.deciding import (
    answer_contrary,
    approve_assessment,
    approve_finding,
    give_opinion,
    return_assessment,
    return_finding,
)
from tests.evidence.conftest import make_item, refused
from tests.factories import join_case, make_user
from tests.investigations.findings_world import *  # noqa: F403
from tests.investigations.findings_world import submitted, written
from tests.investigations.test_assessments import propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(case: Case, investigator: User) -> Finding:
    """Under review."""
    return submitted(investigator, written(investigator, case))


@pytest.fixture
def citation(case: Case, investigator: User, violation: Violation) -> Citation:
    item = make_item(case, investigator)
    return cite_evidence(actor=investigator, item=item, target=violation, stance="contradicts")


def test_challenge_when_open_then_no_approval_until_somebody_else_answers(
    finding: Finding, investigator: User, supervisor: User, second: User
) -> None:
    question = raise_challenge(actor=second, target=finding, question="Who says so?")
    with refused(Refused, match="challenge is not answered"):
        approve_finding(actor=second, finding=finding)
    with refused(Refused, match="You asked this"):
        answer_challenge(actor=second, challenge=question, answer="I do")
    answer_challenge(actor=investigator, challenge=question, answer="Two neighbours, apart from each other.")
    with refused(Refused, match="answered or was taken back"):
        answer_challenge(actor=supervisor, challenge=question, answer="Another answer")
    again = raise_challenge(actor=second, target=finding, question="And who else?")
    with refused(Refused, match="challenge"):
        approve_finding(actor=second, finding=finding)
    withdraw_challenge(actor=second, challenge=again, reason="Answered by the same words.")
    approve_finding(actor=second, finding=finding)


def test_challenge_when_about_an_item_or_assessment_then_findings_wait_too(
    case: Case, finding: Finding, investigator: User, supervisor: User, second: User, violation: Violation
) -> None:
    assessment = propose(investigator, violation)
    for target in (make_item(case, investigator), assessment):
        question = raise_challenge(actor=supervisor, target=target, question="Is it whole?")
        assert question.target == target
        with refused(Refused, match="challenge"):
            approve_finding(actor=second, finding=finding)
        answer_challenge(actor=investigator, challenge=question, answer="Yes.")
    approve_finding(actor=second, finding=finding)


def test_challenge_when_outsider_reader_or_the_past_then_refused(
    case: Case, finding: Finding, outsider: User, auditor: User, investigator: User, supervisor: User,
    violation: Violation,
) -> None:  # fmt: skip
    join_case(case, auditor, role="reader")
    for user in (outsider, auditor):
        with refused(Refused):
            raise_challenge(actor=user, target=finding, question="Who says so?")
    with refused(ValidationError):
        raise_challenge(actor=supervisor, target=finding, question="  ")
    assessment = propose(investigator, violation)
    return_assessment(actor=supervisor, assessment=assessment, comment="Weigh the log")
    with refused(Refused, match="past"):
        raise_challenge(actor=supervisor, target=assessment, question="Who says so?")
    question = raise_challenge(actor=supervisor, target=finding, question="Who says so?")
    with refused(Refused, match="Only the one who asked"):
        withdraw_challenge(actor=investigator, challenge=question, reason="no")


def test_challenge_when_about_a_hidden_item_then_others_see_nothing_and_do_not_pass_it_by(
    case: Case, finding: Finding, investigator: User, second: User
) -> None:
    item = make_item(case, investigator, confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    member = case.memberships.get(user=investigator)
    member.cleared = True
    with audit_context(actor=investigator):
        member.save()
    raise_challenge(actor=investigator, target=item, question="Is the face shown?")
    assert not Challenge.objects.visible_to(second).exists()
    assert not open_challenges(second).exists() and open_challenges(investigator).exists()
    assert not Notice.objects.filter(recipient=second).exists()
    with refused(Refused, match="^Something that you may not see stands against it"):
        approve_finding(actor=second, finding=finding)


def test_contrary_when_unanswered_then_findings_are_not_approved(
    finding: Finding, citation: Citation, investigator: User, second: User
) -> None:
    assert list(unanswered_contrary(second)) == [citation]
    with refused(Refused, match="speaks against it has no answer"):
        approve_finding(actor=second, finding=finding)
    with refused(ValidationError):
        answer_contrary(actor=investigator, citation=citation, text=" ")
    with refused(Refused):
        answer_contrary(actor=second, citation=citation, text="Not a member")
    answer_contrary(actor=investigator, citation=citation, text="Coordinates were rounded.")
    answer = answer_contrary(actor=investigator, citation=citation, text="Coordinates were rounded to 100 m.")
    assert ContraryAnswer.objects.count() == 1 and answer.history.count() == 2
    assert not unanswered_contrary(None).exists()
    approve_finding(actor=second, finding=finding)


def test_contrary_when_citation_supports_or_is_withdrawn_then_refused(
    case: Case, citation: Citation, investigator: User, violation: Violation
) -> None:
    good = cite_evidence(
        actor=investigator, item=make_item(case, investigator, b"x"), target=violation, stance="supports"
    )
    with refused(Refused, match="speaks against"):
        answer_contrary(actor=investigator, citation=good, text="No")
    withdraw_citation(actor=investigator, citation=citation, reason="cited twice")
    assert not unanswered_contrary(None).exists()
    with refused(Refused, match="withdrawn"):
        answer_contrary(actor=investigator, citation=citation, text="No")


def test_second_review_when_waiting_then_neither_is_approved_and_both_can_be_returned(
    finding: Finding, investigator: User, supervisor: User, second: User, violation: Violation
) -> None:
    third = make_user(Role.SUPERVISOR, "Supervisor Centre")
    assessment = propose(investigator, violation)
    for target, approve in ((assessment, approve_assessment), (finding, approve_finding)):
        about: Any = {"finding" if isinstance(target, Finding) else "assessment": target}
        review = ask_second_review(actor=second, target=target, reviewer=third, question="The range?")
        for user in (second, supervisor):
            with refused(Refused, match="has not answered yet"):
                approve(actor=user, **about)
        with refused(Refused, match="has not answered yet"):
            ask_second_review(actor=second, target=target, reviewer=supervisor)
        with refused(Refused, match="Another person was asked"):
            give_opinion(actor=second, review=review, opinion="agrees", opinion_text="Yes")
        with refused(ValidationError) as info:
            give_opinion(actor=third, review=review, opinion="banana", opinion_text="")
        assert {"opinion", "opinion_text"} == set(info.value.message_dict)
        give_opinion(actor=third, review=review, opinion="doubts", opinion_text="The upper end is thin.")
        assert Notice.objects.filter(recipient=second, link=review.get_absolute_url()).exists()
        approve(actor=second, **about)


def test_second_review_when_waiting_then_return_is_possible(
    finding: Finding, second: User, supervisor: User
) -> None:
    ask_second_review(actor=second, target=finding, reviewer=supervisor)
    return_finding(actor=second, finding=finding, comment="Weigh the strike log first")
    assert finding.state == "draft"


def test_second_review_when_reviewer_had_a_part_or_cannot_see_then_refused(
    case: Case, finding: Finding, investigator: User, supervisor: User, second: User, violation: Violation
) -> None:
    own = propose(supervisor, violation)
    for target, reviewer in ((own, supervisor), (own, second), (finding, investigator)):
        with refused(ValidationError):
            ask_second_review(actor=second, target=target, reviewer=reviewer)
    assert possible_reviewers(second, finding) == [supervisor]
    with refused(Refused):
        ask_second_review(actor=investigator, target=own, reviewer=second)
    with audit_context(actor=investigator):
        case.confidentiality = Confidentiality.HIGHLY_RESTRICTED
        case.save()
    assert possible_reviewers(supervisor, finding) == [], "who is no member does not see a sealed case"


def test_second_review_when_taken_back_then_decided_without(
    finding: Finding, supervisor: User, second: User
) -> None:
    review = ask_second_review(actor=second, target=finding, reviewer=supervisor)
    with refused(Refused, match="Only the one who asked"):
        withdraw_second_review(actor=supervisor, review=review, reason="no time")
    withdraw_second_review(actor=second, review=review, reason="On leave for a month.")
    approve_finding(actor=second, finding=finding)


def test_assessment_when_insufficient_then_list_and_day_are_both_asked(
    violation: Violation, investigator: User
) -> None:
    with refused(ValidationError) as info:
        propose(investigator, violation, standard="allegation", missing="A second source")
    assert set(info.value.message_dict) == {"review_on"}
    assert not Assessment.objects.exists()


def test_notices_when_asked_then_say_what_is_wanted_and_nothing_of_the_case(
    finding: Finding, investigator: User, second: User, client: Client
) -> None:
    raise_challenge(actor=second, target=finding, question="Who is zqquestion?")
    asker = make_user(Role.SUPERVISOR, "Supervisor North-West")
    for person in (asker, second):
        join_case(finding.case, person)
    review = ask_second_review(actor=asker, target=finding, reviewer=second, question="Is zqasked enough?")
    give_opinion(actor=second, review=review, opinion="agrees", opinion_text="zqopinion")
    told = {notice.recipient: (notice.heading, notice.said) for notice in Notice.objects.order_by("id")}
    assert told[investigator] == ("Your answer is wanted", "A reviewer asks about the findings")
    assert told[second] == ("Your opinion is wanted", "You are asked as second reviewer of the findings")
    assert told[review.asker] == ("The second opinion is there", "You can decide on the findings now")
    assert not [notice for notice in Notice.objects.all() if "zq" in notice.words + notice.link]
    client.force_login(investigator)
    page = client.get(reverse("tasks:inbox")).content.decode()
    assert "A reviewer asks about the findings" in page and finding.case.reference in page
    assert "zqquestion" not in page


@pytest.mark.parametrize("gone", ["asker", "reviewer"])
def test_second_review_when_one_of_the_two_is_gone_then_whoever_decides_does_without_it(
    case: Case, finding: Finding, investigator: User, supervisor: User, second: User, gone: str
) -> None:
    third, fresh = make_user(Role.SUPERVISOR, "Third"), make_user(Role.SUPERVISOR, "Fresh")
    review = ask_second_review(actor=second, target=finding, reviewer=third)
    address = reverse("investigations:second-review-withdraw", args=[case.reference, review.uid])
    browser = Client()
    browser.force_login(fresh)
    assert address not in browser.get(finding.get_absolute_url()).content.decode()
    with refused(Refused, match="Only the one who asked"):
        withdraw_second_review(actor=fresh, review=review, reason="They have left.")
    leaver = second if gone == "asker" else third
    leaver.is_active = False
    with audit_context(actor=supervisor):
        leaver.save()
    stuck = SecondReview.objects.select_related("asker", "reviewer", "finding").get(pk=review.pk)
    with refused(Refused):
        withdraw_second_review(actor=investigator, review=stuck, reason="I wrote these findings.")
    assert address in browser.get(finding.get_absolute_url()).content.decode()
    assert browser.post(address, {"reason": "They have left the organisation."}).status_code == 302
    assert not SecondReview.objects.waiting().exists()
    approve_finding(actor=fresh, finding=Finding.objects.get(pk=finding.pk))
